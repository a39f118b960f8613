#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "exchange/exchange.hpp"
#include "ledger/account.hpp"
#include "money/money.hpp"

namespace loam {

/// `total` over `weights` by largest remainder: all shares rounded down, what is left goes one by one to the largest
/// remainders, ties to the earlier weight. Sums to `total`; nothing where all weights are zero.
/// Requires 0 <= total < 2^84 and 0 <= weight < 2^42; their sum fits 64 bits.
std::vector<Int128> divide_by_weight(Int128 total, std::span<const std::int64_t> weights);

/// Each part, counted in `scale` to one, as a whole number: all rounded towards minus infinity, what is left goes one
/// by one to the largest remainders, ties to the earlier part. Requires that the parts sum to a multiple of `scale`,
/// which the whole numbers then sum to.
std::vector<std::int64_t> round_together(std::span<const Int128> parts, std::int64_t scale);

/// How one market's price moved, and by what, event after event; docs/links.md has the arithmetic. All moves in
/// millionths of a BDT.
///
/// Invariant: after() - before() is the sum of cycles().move(), buys().move and sells().move; cycles().move() is the
/// sum of cycles().here, .elsewhere and .earlier.
class PriceMove {
 public:
  struct Cycles {
    std::int64_t count = 0;
    std::int64_t rises = 0;  ///< cycles that raised the price
    std::int64_t falls = 0;
    Int128 risen = 0;      ///< by all rises together
    Int128 fallen = 0;     ///< by all falls together, zero or less
    Int128 here = 0;       ///< risen while somebody looked at this biome
    Int128 elsewhere = 0;  ///< fallen while somebody looked at others
    Int128 earlier = 0;    ///< what no attention of its cycle explains

    [[nodiscard]] Int128 move() const { return risen + fallen; }
  };
  struct Trades {
    std::int64_t count = 0;
    Money amount;  ///< stays at the end of its range
    Int128 move = 0;
  };
  /// What one account's attention came to.
  struct Share {
    AccountNo account;
    std::int64_t move = 0;
    std::int64_t here_us = 0;       ///< looked at this biome, as it was counted before weights
    std::int64_t elsewhere_us = 0;  ///< at others
  };

  explicit PriceMove(Biome biome) : biome_(biome) {}

  /// The price before the first event. An event that comes first says it itself, so this is for times without any.
  void begin(Price before);
  /// Attention that counts in the cycle that is added next.
  void add(const AttentionCount& count) { waiting_.push_back(count); }
  void add(const Cycle& cycle);
  struct Prices {
    Price before;
    Price after;
  };
  /// @param prices of the market, before and after the trade
  void add_trade(Side side, Money amount, Prices prices);

  [[nodiscard]] Biome biome() const { return biome_; }
  [[nodiscard]] Price before() const { return before_; }
  [[nodiscard]] Price after() const { return after_; }
  [[nodiscard]] std::int64_t move() const { return after_.micro_bdt - before_.micro_bdt; }
  [[nodiscard]] const Cycles& cycles() const { return cycles_; }
  [[nodiscard]] const Trades& buys() const { return buys_; }
  [[nodiscard]] const Trades& sells() const { return sells_; }
  /// In order of accounts. Where all attention was added they sum to cycles().here + cycles().elsewhere.
  [[nodiscard]] std::vector<Share> shares() const;

 private:
  struct Sum {
    Int128 fine = 0;  // millionths of the unit
    std::int64_t here_us = 0;
    std::int64_t elsewhere_us = 0;
  };

  std::int64_t step_to(Price after);
  /// What each of the waiting counts weighs in this cycle's rise or fall.
  [[nodiscard]] std::vector<std::int64_t> weights(const Cycle& cycle, bool rise) const;
  void divide(std::int64_t move, const Cycle& cycle);

  Biome biome_;
  bool begun_ = false;
  Price before_;
  Price after_;
  Cycles cycles_;
  Trades buys_;
  Trades sells_;
  std::vector<AttentionCount> waiting_;
  boost::unordered_flat_map<std::uint32_t, Sum> sums_;  // by account
};

}  // namespace loam
