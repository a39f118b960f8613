#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "exchange/market.hpp"
#include "ledger/account.hpp"
#include "ledger/refusal.hpp"
#include "money/money.hpp"

namespace loam {

enum class MarketProfile : std::uint8_t { fair = 0, classic = 1 };

/// The settings that the exchange reads, as of the command. Their ranges stand in the settings table of the engine.
struct ExchangeRules {
  Ppm fee = Ppm::percent(2);
  Ppm pool = Ppm::percent(25);
  Ppm max_move = Ppm::percent(5);
  Ppm band = Ppm::percent(20);
  Ppm max_order = Ppm::percent(10);
  Duration cycle{500};
  Duration half_life = Duration::minutes(480);
  MarketProfile profile = MarketProfile::fair;
};

inline constexpr Duration kBandWindow = Duration::minutes(5);
inline constexpr Duration kLimitBeforeHalt = Duration::seconds(15);
inline constexpr Duration kBandHalt = Duration::seconds(60);
inline constexpr Duration kOrderBucketRefill = Duration::seconds(60);
/// Ten user-seconds: a client that posts every few seconds loses nothing.
inline constexpr std::int64_t kAttentionBucketUs = 10'000'000;
/// Users that are always thought present: the first real ones do not turn the markets over.
inline constexpr std::int64_t kPriorUsers = 4;
/// Who is not established counts a tenth, and all of them together at most a tenth of the others.
inline constexpr std::int64_t kFreshWeightDivisor = 10;

enum class Side : std::uint8_t { buy = 0, sell = 1 };

struct Order {
  AccountNo account;
  Biome biome{};
  Side side{};
  Money amount;                      ///< buys: net of the fee
  Shares shares;                     ///< sells
  std::optional<Price> price_guard;  ///< buys: refuse above it; sells: refuse below it
};

/// What an order does, decided and not yet done. All values after it.
struct Fill {
  Order order;
  Money amount;  ///< buys: net, into the pool; sells: gross, out of the pool
  Money fee;
  Shares shares;
  Price price;
  Money pool_cash_after;
  Shares pool_shares_after;
  Holding holding_after;
  Money realized_gain;  ///< of this sale: proceeds after fee - cost removed
  Money order_bucket_after;
};

/// Attention for one biome: asked for and counted, millionths of a user-second, before the weight of fresh accounts.
struct AttentionShare {
  Biome biome{};
  std::int64_t us = 0;

  bool operator==(const AttentionShare&) const = default;
};

struct AttentionCount {
  AccountNo account;
  bool established = false;
  std::array<std::int64_t, kBiomes> counted_us{};
  std::int64_t dropped_us = 0;
  std::int64_t bucket_after_us = 0;
};

struct MarketMove {
  std::int64_t attention_us = 0;  ///< counted in this cycle, after weights and the cap of fresh accounts
  std::int64_t index_after = 0;
  Money cash_before;
  Money cash_after;
  Shares shares;
  bool clamped = false;
};

/// One redistribution. Decided by close_cycle, stored, applied.
struct Cycle {
  std::int64_t number = 0;  ///< from 1, counts the cycles on record
  Time at;
  std::int64_t after_seq = 0;  ///< the last row of the record before this cycle; set by the engine
  std::array<MarketMove, kBiomes> markets{};
  Digest hash{};  ///< chained to the cycle before; set by the engine
};

/// A change of a market's halts, with its reason. `account` is the operator's; none where a safeguard acted.
struct MarketHaltsChange {
  Biome biome{};
  Time at;
  MarketHalts halts;
  AccountNo account;
  std::string reason;
};

/// Stored: never renumber.
enum class SafeguardKind : std::uint8_t {
  price_move = 1,     ///< a cycle's move was cut to the limit per cycle
  price_band = 2,     ///< a cycle's move was cut to the rolling band
  band_halt = 3,      ///< halted after 15 s in the band
  order_size = 4,     ///< an order above 10 % of the market's cash was refused
  order_rate = 5,     ///< an account's rolling size in a market was refused
  trading_halt = 6,   ///< an order met a halt or reduce-only and was refused
  attention_cap = 7,  ///< attention above the account's bucket was dropped
};
std::string_view to_string(SafeguardKind kind);

/// One row for each time that a safeguard acted.
struct SafeguardEvent {
  SafeguardKind kind{};
  Time at;
  std::optional<Biome> biome;
  AccountNo account;       ///< none where no account was the cause
  std::int64_t limit = 0;  ///< paisa, micro-BDT or millionths of a user-second, by kind
  std::int64_t value = 0;
  std::string order;  ///< what was asked for, in words of the API
};

/// What a tick of the timer decides: at most one cycle, halts that begin or end, safeguards that acted.
struct Tick {
  std::optional<Cycle> cycle;
  std::vector<MarketHaltsChange> halts;
  std::vector<SafeguardEvent> safeguards;
};

/// What a market with these halts is to a client. A state that nobody knows is halted, and so is a market without cash.
MarketStatus status_of(const Market& market, const MarketHalts& halts, Time at);

/// The exchange of biome shares: pools, holdings, attention, safeguards. Decisions are const and pure; changes take
/// what was decided or stored. It knows no ledger balance: who can pay is the ledger's question.
///
/// Invariants:
///  1. The shares of a market are the sum of all holdings in it, the treasury's included.
///  2. cash and shares are never negative; a market with holders' shares has cash.
///  3. A cycle's moves of cash sum to zero.
///  4. The cash of all markets together fits 64 bits.
class Exchange {
 public:
  [[nodiscard]] const Market& market(Biome biome) const { return markets_[index_of(biome)]; }
  [[nodiscard]] Holding holding(AccountNo account, Biome biome) const;
  [[nodiscard]] std::int64_t cycles() const { return cycles_; }
  [[nodiscard]] MarketStatus status(Biome biome, Time at) const;
  /// Zero for a market without shares.
  [[nodiscard]] Price price(Biome biome) const;
  /// The largest order that the market takes at all, and what is left of the account's rolling size.
  [[nodiscard]] Money largest_order(Biome biome, const ExchangeRules& rules) const;
  [[nodiscard]] Money order_bucket_left(AccountNo account, Biome biome, const ExchangeRules& rules, Time at) const;
  /// Time-weighted mean of the price over the rolling window; what the band is drawn around.
  [[nodiscard]] Price band_mean(Biome biome, Time at) const;

  /// Refuses, in this order: amount_not_positive, market_halted, market_reduce_only (buys), amount_too_small,
  /// order_too_large, order_rate_exceeded, price_moved, insufficient_shares (sells), amount_overflows.
  /// `price` guards are compared with the exact price, cash / shares, not the rounded one.
  [[nodiscard]] Result<Fill, Refusal> decide(const Order& order, const ExchangeRules& rules, Time at) const;

  /// Counts what the account's bucket covers; what exceeds it is dropped, from the last share on. `established` says
  /// whether it counts in full: always so under MarketProfile::classic, which knows no established accounts.
  [[nodiscard]] AttentionCount decide_attention(AccountNo account, bool established,
                                                std::span<const AttentionShare> shares, Time at) const;

  /// The end of a cycle: closes its attention, moves the indexes, redistributes, begins and ends limits and halts.
  [[nodiscard]] Tick decide_tick(const ExchangeRules& rules, Time at) const;

  /// Opens a market with its first cash and shares, held by the treasury. All seven are opened before anything else.
  void seed(Biome biome, Money cash, Shares shares, Time at);
  /// Adds an account's first holding in a market, with the cash that backs it, before the first cycle.
  void bring_in(AccountNo account, Biome biome, Money cash, const Holding& holding, Time at);
  /// A trade, decided just now or read from the record.
  struct Trade {
    AccountNo account;
    Biome biome{};
    Side side{};
    Money amount;
    Money fee;
    Shares shares;
    Money pool_cash_after;
    Shares pool_shares_after;
    Shares holding_shares_after;
    Money holding_cost_after;
    Money realized_gain;
    Money order_bucket_after;
    Time at;

    static Trade of(const Fill& fill, Time at);
  };
  void apply(const Trade& trade);
  void apply(const AttentionCount& count, Time at);
  void apply(const Cycle& cycle);
  void apply(const MarketHaltsChange& change);

  /// For a replay whose first cycles are on record no more: what they came to, as the next row or cycle shows it.
  void carry(Biome biome, Money cash) { markets_[index_of(biome)].cash = cash; }
  void leave_out_cycles(std::int64_t count);

  /// Recomputes invariants 1, 2 and 4.
  void check_invariants() const;
  /// What says no more than nothing is left out, for a rebuilt exchange need not have it: buckets of attention that are
  /// full again at `at`, and since when a price stood that is older than the band's window.
  void digest(ByteWriter& out, Time at = {}) const;

 private:
  struct OrderBucket {
    Money used;
    Time at;
  };
  /// What an account has in a market, and what it may still order there. Side by side: an order asks for both, and
  /// each is a look into memory that no cache holds.
  struct Position {
    Holding holding;
    OrderBucket orders;
  };
  struct AttentionBucket {
    std::int64_t us = kAttentionBucketUs;
    Time at;
  };
  using AccountMarket = std::uint64_t;  // account number * kMarketsPerAccount + biome
  static constexpr AccountMarket kMarketsPerAccount = 8;
  static constexpr AccountMarket key_of(AccountNo account, Biome biome) {
    return account.value * kMarketsPerAccount + index_of(biome);
  }

  [[nodiscard]] Money order_bucket_used(AccountNo account, Biome biome, Money capacity, Time at) const;
  [[nodiscard]] std::int64_t attention_bucket_us(AccountNo account, Time at) const;
  /// Whether a market can take this more: invariant 4.
  [[nodiscard]] bool has_room_for(Biome biome, const Order& order, Money amount, Shares shares) const;
  [[nodiscard]] Int128 total_cash() const;
  /// Before the first cycle: what cash there is is what the index begins with.
  void begin_indexes();

  std::array<Market, kBiomes> markets_;
  boost::unordered_flat_map<AccountMarket, Position> positions_;
  boost::unordered_flat_map<std::uint32_t, AttentionBucket> attention_buckets_;
  std::int64_t cycles_ = 0;
};

}  // namespace loam
