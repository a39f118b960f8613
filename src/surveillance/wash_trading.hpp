#pragma once

#include "surveillance/detector.hpp"
#include "surveillance/recent.hpp"

namespace loam {

/// Buying and selling the same shares again and again loses the fee each time: it makes volume, not profit. A round
/// trip gives back at least four fifths of what was bought within two minutes; five of them in ten minutes are no
/// change of mind.
class WashTrading final : public Detector {
 public:
  static constexpr std::size_t kTrips = 5;
  static constexpr Duration kTripTime = Duration::minutes(2);
  static constexpr Duration kWindow = Duration::minutes(10);

  void see(const Event& event, Time at, std::vector<Finding>& found) override;

 private:
  struct Trades {
    Shares bought;  ///< since the last round trip
    Time bought_at;
    Moments trips;
    std::vector<Uuid> rows;
    Money volume;
  };
  /// Whether this sale closes a round trip.
  static bool closes(const Trades& trades, const Transaction& sale, Time at);

  Recent<Trades> trades_{kWindow};
};

}  // namespace loam
