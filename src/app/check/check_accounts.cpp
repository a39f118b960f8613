#include "app/check/check_accounts.hpp"

#include <utility>

#include "api/json/json_writer.hpp"
#include "app/check/check_deals.hpp"

namespace loam {
namespace {

constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;

/// The user's id; empty where nobody has the name.
Found<std::string> find_user(CheckTalk& overseer, const std::string& username) {
  const auto found = overseer.ask("GET", "/api/v1/admin/users?username=" + username);
  if (!found) return Unexpected{found.error()};
  if (found->status == kUnauthorized || found->status == kForbidden) {
    return Unexpected{differs("LOAM_CHECK_KEY", "a key of role operator", found->words())};
  }
  if (found->status != 200) return Unexpected{differs("GET /api/v1/admin/users", "200", found->words())};
  return text_at(found->root().find("users").first(), "user_id");
}

Found<std::string> open_account(CheckTalk& overseer, const std::string& username, const std::string& password) {
  std::string body;
  JsonWriter(body).begin_object().member("username", username).member("password", password).end_object();
  const auto opened = overseer.post("/api/v1/admin/users", body);
  if (!opened) return Unexpected{opened.error()};
  std::string user_id = opened->text("user_id");
  const auto hidden = overseer.expect_success("PATCH", "/api/v1/admin/users/" + user_id, R"({"hidden":true})");
  if (!hidden) return Unexpected{hidden.error()};
  return user_id;
}

Found<std::string> sign_in(CheckTalk& guest, const std::string& username, const std::string& password) {
  std::string body;
  JsonWriter(body).begin_object().member("username", username).member("password", password).end_object();
  const auto signed_in = guest.ask("POST", "/api/v1/auth/login", body);
  if (!signed_in) return Unexpected{signed_in.error()};
  if (signed_in->status == 200) return signed_in->text("access_token");
  return Unexpected{differs("LOAM_CHECK_PASSWORD", "the password of " + username, signed_in->words())};
}

}  // namespace

Found<CheckParty> enter(CheckTalk& overseer, const std::string& username, const std::string& password,
                        CheckPatience& patience) {
  auto user_id = find_user(overseer, username);
  if (!user_id) return Unexpected{user_id.error()};
  if (user_id->empty()) user_id = open_account(overseer, username, password);
  if (!user_id) return Unexpected{user_id.error()};
  CheckTalk guest(overseer.place(), {}, patience);
  const auto token = sign_in(guest, username, password);
  if (!token) return Unexpected{token.error()};
  return CheckParty{username, *user_id, CheckTalk(overseer.place(), *token, patience), {}, 0};
}

Found<void> fund(CheckTalk& overseer, CheckParty& party, Money need) {
  const auto balance = balance_of(party);
  if (!balance) return Unexpected{balance.error()};
  if (*balance >= need) return {};
  std::string body;
  JsonWriter(body)
      .begin_object()
      .member("amount_bdt", sub_within(add_within(need, need), *balance))
      .member("reason", "loam check: what a test account trades with")
      .end_object();
  const auto given = overseer.post("/api/v1/admin/users/" + party.user_id + "/adjust-balance", body);
  if (!given) return Unexpected{given.error()};
  return {};
}

Found<void> withdraw_listings(CheckParty& party) {
  const std::string listings = "/api/v1/marketplace/listings";
  const auto open = party.talk.get(listings + "?status=active&seller_id=" + party.user_id);
  if (!open) return Unexpected{open.error()};
  for (JsonValue each = open->root().find("listings").first(); each.exists(); each = each.next()) {
    const auto gone = party.talk.expect_success("DELETE", listings + '/' + text_at(each, "listing_id"), {});
    if (!gone) return Unexpected{gone.error()};
  }
  return {};
}

Found<void> note_opening(CheckParty& party) {
  const auto balance = balance_of(party);
  if (!balance) return Unexpected{balance.error()};
  party.opening = *balance;
  const auto newest = party.talk.get("/api/v1/marketplace/transactions/audit-trail?limit=1");
  if (!newest) return Unexpected{newest.error()};
  party.last_seq = number_at(newest->root().find("transactions").first(), "seq");
  return {};
}

void leave(CheckParty& party) {
  static_cast<void>(party.talk.post("/api/v1/auth/logout", "{}"));  // a session that is left open ends by itself
}

}  // namespace loam
