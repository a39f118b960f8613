#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/json/json_value.hpp"
#include "app/demo/demo_session.hpp"
#include "money/money.hpp"

namespace loam {

/// A bot's dealings in land: claims some near the middle of the map, lists it, bids for and buys that of others, and
/// now and then gives some away. The first deeds claim and list, so that a young world has listings at once; later
/// ones come by chance, about 140 an hour of a bot that acts every five seconds, within
/// `marketplace_actions_per_hour`.
class DemoLandlord {
 public:
  /// Perhaps one deed. False where the server does not answer.
  bool act(HttpClient& http, DemoSession& session);
  /// Whether its first deeds are still to do: a visitor should not have to wait for them.
  [[nodiscard]] bool settles() const { return opening_ > 0; }

 private:
  using SteadyClock = std::chrono::steady_clock;

  struct OwnLand {
    std::string id;
    std::int64_t x = 0;
    std::int64_t y = 0;
    Money price;  ///< of the house
  };
  /// What a bot looks at in a listing.
  struct Offer {
    std::string id;
    std::string seller;
    std::string leader;
    Money starting;
    std::optional<Money> next_bid;
    std::optional<Money> buy_now;
  };

  bool find_home(HttpClient& http, DemoSession& session);
  bool claim(HttpClient& http, DemoSession& session);
  bool list(HttpClient& http, DemoSession& session);
  bool bid(HttpClient& http, DemoSession& session);
  bool buy(HttpClient& http, DemoSession& session);
  bool give(HttpClient& http, DemoSession& session);

  /// What it owns and has not listed; nullopt where the server does not answer.
  static std::optional<std::vector<OwnLand>> free_lands(HttpClient& http, DemoSession& session);
  /// Some of the active listings of others; nullopt where the server does not answer.
  static std::optional<std::vector<Offer>> offers(HttpClient& http, DemoSession& session);
  static std::vector<OwnLand> parcel(const std::vector<OwnLand>& lands, DemoSession& session);
  static std::string terms(const std::vector<OwnLand>& lands, DemoSession& session);

  int opening_ = 4;  ///< deeds that it begins with: claims, then a listing
  int claims_left_ = 8;
  std::int64_t width_ = 0;  ///< of the world; 0: not known yet
  std::int64_t height_ = 0;
  std::int64_t x_ = 0;  ///< where it claims next
  std::int64_t y_ = 0;
  SteadyClock::time_point lists_again_;
};

}  // namespace loam
