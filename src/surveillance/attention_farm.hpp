#pragma once

#include <array>
#include <vector>

#include "surveillance/detector.hpp"
#include "surveillance/recent.hpp"

namespace loam {

/// Accounts that claim more attention than time has passed are no players: no honest client does so. Ten of them on one
/// biome within ten minutes, three times each, are a farm where somebody who bought that biome within the hour has
/// gained since. They are not worth much (see the exchange's measurements), but they say who runs them.
class AttentionFarm final : public Detector {
 public:
  static constexpr std::size_t kAccounts = 10;
  static constexpr std::int64_t kPresses = 3;
  static constexpr Duration kWindow = Duration::minutes(10);
  static constexpr Duration kBuyersWindow = Duration::hours(1);
  static constexpr Duration kLookEvery = Duration::seconds(1);  // a look goes over all that is remembered

  AttentionFarm();
  void begin(const State& state) override;
  void see(const Event& event, Time at, std::vector<Finding>& found) override;

 private:
  struct Press {
    std::int64_t times = 0;
  };
  struct Buyer {
    Price first_price;
    Shares shares;  ///< held now
    std::vector<Uuid> rows;
  };
  struct Watch {
    Recent<Press> pressing{kWindow};
    Recent<Buyer> buyers{kBuyersWindow};
    Price price;
    Time looked_at;
  };

  void press(const AttentionCounted& counted, Time at, std::vector<Finding>& found);
  void trade(const Transaction& row, Time at);
  void look(Biome biome, Time at, std::vector<Finding>& found);

  std::array<Watch, kBiomes> markets_;
};

}  // namespace loam
