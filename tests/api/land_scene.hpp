#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "support/caller.hpp"

namespace loam::test {

inline constexpr const char* kLands = "/api/v1/lands";
inline constexpr const char* kListings = "/api/v1/marketplace/listings";
inline constexpr const char* kTrail = "/api/v1/marketplace/transactions/audit-trail";

/// A small world, always the same, whose limits do not get into the way of what a test is about.
inline ServerOptions land_options(std::vector<std::string> more = {}) {
  std::vector<std::string> settings{"api_requests_per_minute=1000000000",
                                    "marketplace_actions_per_hour=1000000000",
                                    "listing_cooldown_minutes=0",
                                    "signup_grant_bdt=100000",
                                    "world_size=32x24",
                                    "world_seed=7"};
  settings.insert(settings.end(), more.begin(), more.end());
  return with_settings(std::move(settings));
}

inline std::string place(int x, int y) { return R"({"x":)" + std::to_string(x) + R"(,"y":)" + std::to_string(y) + "}"; }

/// The claimed land's id.
inline std::string claim(Caller& caller, int x, int y) {
  const Told told = caller.post(std::string(kLands) + "/claim", place(x, y));
  EXPECT_EQ(told.status, 201) << told.body;
  return told.at("land/land_id");
}

/// `width` lands in a row.
inline std::vector<std::string> claim_row(Caller& caller, int x, int y, int width) {
  std::vector<std::string> ids;
  for (int i = 0; i < width; ++i) ids.push_back(claim(caller, x + i, y));
  return ids;
}

inline std::string listed(const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "\"" : ",\"") + id + '"';
  return '[' + list + ']';
}

/// A body for POST /marketplace/listings. @param rest members with their names, without the lands
inline std::string offer(const std::vector<std::string>& lands, std::string_view rest) {
  return R"({"land_ids":)" + listed(lands) + "," + std::string(rest) + "}";
}

inline constexpr std::string_view kFixed = R"("listing_type":"fixed_price","buy_now_price_bdt":500)";
inline constexpr std::string_view kAuction = R"("listing_type":"auction","starting_price_bdt":100,"duration_hours":24)";

/// The new listing's id.
inline std::string list(Caller& caller, const std::vector<std::string>& lands, std::string_view rest) {
  const Told told = caller.post(kListings, offer(lands, rest));
  EXPECT_EQ(told.status, 201) << told.body;
  return told.at("listing_id");
}

inline std::string at(const std::string& listing, std::string_view rest = {}) {
  return std::string(kListings) + '/' + listing + std::string(rest);
}

inline Told bid(Caller& caller, const std::string& listing, const std::string& amount, const std::string& max = {}) {
  const std::string more = max.empty() ? "" : R"(,"max_amount_bdt":)" + max;
  return caller.post(at(listing, "/bids"), R"({"amount_bdt":)" + amount + more + "}");
}

inline Told buy(Caller& caller, const std::string& listing) { return caller.post(at(listing, "/buy-now"), "{}"); }

inline std::string balance(Caller& caller, std::string_view part = "balance_bdt") {
  return caller.get("/api/v1/users/" + caller.user_id + "/balance").at(part);
}

/// The values of one member over all pages of a list.
inline std::vector<std::string> all_pages(
    Caller& caller, const std::string& target, const std::string& list_name, const std::string& member,
    const std::function<void()>& between = [] {}) {
  std::vector<std::string> values;
  std::string cursor;
  for (int pages = 0; pages < 1'000; ++pages) {
    const Told page = caller.get(target + (cursor.empty() ? "" : "&cursor=" + cursor));
    EXPECT_EQ(page.status, 200) << page.body;
    for (std::size_t i = 0; i < page.size(list_name); ++i) {
      values.push_back(page.at(list_name + '/' + std::to_string(i) + '/' + member));
    }
    cursor = page.at("pagination/next_cursor");
    if (cursor == "null" || page.status != 200) break;
    between();
  }
  return values;
}

inline testing::AssertionResult proven(Caller& overseer) {
  const Told told = overseer.get("/api/v1/admin/invariants");
  if (told.status == 200 && told.at("holds") == "true" && told.at("difference_bdt") == "0") {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << told.body;
}

}  // namespace loam::test
