#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "engine/event.hpp"

namespace loam {

/// The world failed: a disk, a file, a database. `detail` is for the operator's log.
struct Fault {
  std::string detail;
};

/// Which rows of the record. Empty fields do not filter.
struct RecordFilter {
  std::optional<AccountNo> account;  ///< as buyer or seller
  /// The account's newest row (Account::last_seq), where its chain is entered; 0: found by a scan.
  std::int64_t account_last_seq = 0;
  std::optional<TransactionSource> source;
  std::optional<TransactionType> type;
  std::optional<Biome> biome;
  std::optional<LandNo> land;        ///< among those that changed hands
  std::optional<ListingNo> listing;  ///< that the sale came from
  std::optional<Time> from;          ///< at or after
  std::optional<Time> to;            ///< before
  std::optional<Money> min_amount;
  std::optional<Money> max_amount;
};

/// One page of rows, newest first.
struct RecordPage {
  std::vector<Transaction> rows;
  /// Where the next page starts: rows with a lower sequence; 0 at the end.
  std::int64_t next_before_seq = 0;
};

/// One market's price at the end of a cycle or trade day, from stored cycles.
struct PriceSample {
  Time at;
  Biome biome{};
  Money cash;
  Shares shares;
  std::int64_t attention_us = 0;
  std::int64_t index = 0;
};

struct Candle {
  Time start;
  Price open;
  Price high;
  Price low;
  Price close;
  Money volume;  ///< amounts traded, paisa
};

struct TradeVolume {
  std::optional<Biome> biome;
  Money amount;
  Money fees;
  std::int64_t trades = 0;
  std::int64_t traders = 0;
};

/// Which happenings of a market: those at or after `from` and before `to`.
struct MarketSpan {
  Biome biome{};
  Time from;
  Time to;
  bool attention = true;   ///< whether to read what was looked at, too
  std::int64_t limit = 0;  ///< of rows that may be read: cycles, the record, and attention where it is asked for
};

/// What was found of a MarketSpan.
struct MarketReading {
  bool too_many = false;   ///< more rows than its limit: nothing was read
  bool rolled_up = false;  ///< it begins before the cycles on record do: nothing was read
  /// The market as the span found it, before anything in it; its first cash and shares where they came in the span,
  /// zero where they came later.
  Money cash{};
  Shares shares{};
};

/// Sums of the record by type within a time, for reports: amounts are not revenue, fees are.
struct TypeTotal {
  TransactionType type{};
  std::int64_t rows = 0;
  Money amount;
  Money platform_fees;
  Money gateway_fees;
};

/// Pages of the append-only logs, newest first, keyed by row number.
template <class T>
struct LogPage {
  std::vector<std::pair<std::int64_t, T>> rows;  ///< row number and entry
  std::int64_t next_before = 0;                  ///< 0 at the end
};

/// How far a replay has come, in the logs that only grow. As made it stands before everything; the numbers mean
/// something to the store alone that gave them.
struct ReplayPoint {
  std::int64_t users = 0;
  std::int64_t settings = 0;
  std::int64_t worlds = 0;
  std::int64_t record = 0;
  std::int64_t cycles = 0;
  std::int64_t attention = 0;
  std::int64_t listings = 0;
  std::int64_t journal = 0;
  std::int64_t halts = 0;
  std::int64_t outcomes = 0;
  /// Whether users, API keys, sessions and payments are given as they are now, for their rows change in place. Without
  /// it only users who are new are: enough to look on, too little to go on from.
  bool with_changing = true;
};

/// Reads what is committed. One thread at a time; each call sees one moment of the database.
class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;

  virtual Result<std::optional<Transaction>, Fault> transaction(std::int64_t seq) = 0;
  virtual Result<std::optional<Outcome>, Fault> outcome(std::int64_t id) = 0;
  /// Rows with a sequence below `before_seq` (0: from the newest), at most `limit`. With an account it follows the
  /// account's chain of rows, with a land or a listing it looks its rows up, so the cost of a page does not grow with
  /// the record.
  virtual Result<RecordPage, Fault> record(const RecordFilter& filter, std::int64_t before_seq, std::size_t limit) = 0;
  virtual Result<std::int64_t, Fault> count(const RecordFilter& filter) = 0;

  // Where cycles have been rolled up, the last of each minute stands for them.

  /// The last state of the market at or before `at`; nullopt before its first cycle.
  virtual Result<std::optional<PriceSample>, Fault> price_at(Biome biome, Time at) = 0;
  /// Oldest first, at most `limit`, thinned evenly where there are more.
  virtual Result<std::vector<PriceSample>, Fault> price_history(Biome biome, Time from, Time to, std::size_t limit) = 0;
  virtual Result<std::vector<Candle>, Fault> candles(Biome biome, Time from, Time to, Duration interval) = 0;
  /// What happened to a market, in order: each cycle after the attention that counts in it and after the trades before
  /// it. Attention that no cycle of the span has closed is left out. The rows come without their words, and one by one:
  /// nothing of the span is kept.
  virtual Result<MarketReading, Fault> market_events(const MarketSpan& span,
                                                     const std::function<void(const Event&)>& take) = 0;
  /// One entry a biome, then the whole (without a biome).
  virtual Result<std::vector<TradeVolume>, Fault> trade_volume(Time from, Time to) = 0;
  virtual Result<std::vector<TypeTotal>, Fault> totals(Time from, Time to) = 0;

  /// Bids of a listing before `before_entry` (0: from the newest), newest first, by their entries. They are a chain
  /// like an account's rows, so a page costs the same at any depth.
  /// @param last_bid_entry the listing's newest bid (Listing::last_bid_entry), where the chain is entered; 0: found by
  /// a scan
  virtual Result<LogPage<Bid>, Fault> bids(ListingNo listing, std::int64_t last_bid_entry, std::int64_t before_entry,
                                           std::size_t limit) = 0;

  virtual Result<LogPage<AuditEntry>, Fault> audit_log(std::int64_t before, std::size_t limit) = 0;
  virtual Result<LogPage<SafeguardEvent>, Fault> safeguards(std::int64_t before, std::size_t limit) = 0;
  virtual Result<LogPage<SettingChange>, Fault> setting_changes(std::int64_t before, std::size_t limit) = 0;
  virtual Result<LogPage<PaymentEvent>, Fault> payment_events(std::int64_t before, std::size_t limit) = 0;

  /// Which ids from `first` to `last` stand in that table of imported rows, in order.
  virtual Result<std::vector<std::string>, Fault> imported_ids(ImportedTable table, const std::string& first,
                                                               const std::string& last) = 0;

  /// As Store::replay; for proofs beside a running server, and for a server that stands by.
  virtual Result<void, Fault> replay(ReplayPoint& from, const std::function<void(const Event&)>& take) = 0;
  Result<void, Fault> replay(const std::function<void(const Event&)>& take) {
    ReplayPoint start;
    return replay(start, take);
  }
};

/// Makes batches durable and gives them back; of imported rows it only keeps that they are there. One thread commits.
class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  /// All events or none; on return they are durable. After a failure nothing more may be committed: the process stops
  /// and a start reads what is there. Sessions that were over when another began need not be kept.
  virtual Result<void, Fault> commit(std::span<const Event> events) = 0;

  /// Proves that a commit succeeds now: makes a durable write that changes nothing of the economy.
  virtual Result<void, Fault> probe() = 0;

  /// Makes candles of the minutes that are over and, where `keep_from` says so and there is a key to sign with, takes
  /// away cycles and counts of attention from before that moment: what they came to stays as a Checkpoint. A slice at a
  /// time, each a commit of its own that changes nothing of the economy.
  /// @param now no minute that it lies in is touched
  /// @param keep_from nullopt: all are kept
  /// @return whether there is more to do
  virtual Result<bool, Fault> roll_up(Time now, std::optional<Time> keep_from) = 0;

  /// The newest checkpoint, where there is one, unless `from` is past it. Users by account, setting changes, API keys,
  /// sessions, payments, the world; then the record, the marketplace's journal and the cycles in their order (an entry
  /// and a cycle come after the row of their `after_seq`, entries before cycles) with the attention of the last minute
  /// before the cycle it counts in; then the last halts of each market; then the keyed outcomes. A logical snapshot:
  /// nothing committed meanwhile is in it.
  /// @param from what was given before is left out, and the point moves to where this replay ends; after a fault it
  /// stays, and what was taken since is of no use
  virtual Result<void, Fault> replay(ReplayPoint& from, const std::function<void(const Event&)>& take) = 0;
  /// Everything that makes the state.
  Result<void, Fault> replay(const std::function<void(const Event&)>& take) {
    ReplayPoint start;
    return replay(start, take);
  }

  virtual Result<std::unique_ptr<Reader>, Fault> reader() = 0;
};

}  // namespace loam
