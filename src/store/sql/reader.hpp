#pragma once

#include "store/sql/connection.hpp"
#include "store/store.hpp"

namespace loam::sql {

/// Reads through a connection of its own. Every call sees one moment: what several statements of it read belongs
/// together.
class DatabaseReader final : public Reader {
 public:
  /// Refuses a schema that is not this program's.
  explicit DatabaseReader(std::unique_ptr<const Connection> connection);

  Result<std::optional<loam::Transaction>, Fault> transaction(std::int64_t seq) override;
  Result<std::optional<Outcome>, Fault> outcome(std::int64_t id) override;
  Result<RecordPage, Fault> record(const RecordFilter& filter, std::int64_t before_seq, std::size_t limit) override;
  Result<std::int64_t, Fault> count(const RecordFilter& filter) override;

  Result<std::optional<PriceSample>, Fault> price_at(Biome biome, Time at) override;
  Result<std::vector<PriceSample>, Fault> price_history(Biome biome, Time from, Time to, std::size_t limit) override;
  Result<std::vector<Candle>, Fault> candles(Biome biome, Time from, Time to, Duration interval) override;
  Result<MarketReading, Fault> market_events(const MarketSpan& span,
                                             const std::function<void(const Event&)>& take) override;
  Result<std::vector<TradeVolume>, Fault> trade_volume(Time from, Time to) override;
  Result<std::vector<TypeTotal>, Fault> totals(Time from, Time to) override;

  Result<LogPage<Bid>, Fault> bids(ListingNo listing, std::int64_t last_bid_entry, std::int64_t before_entry,
                                   std::size_t limit) override;

  Result<LogPage<AuditEntry>, Fault> audit_log(std::int64_t before, std::size_t limit) override;
  Result<LogPage<SafeguardEvent>, Fault> safeguards(std::int64_t before, std::size_t limit) override;
  Result<LogPage<SettingChange>, Fault> setting_changes(std::int64_t before, std::size_t limit) override;
  Result<LogPage<PaymentEvent>, Fault> payment_events(std::int64_t before, std::size_t limit) override;

  Result<std::vector<std::string>, Fault> imported_ids(ImportedTable table, const std::string& first,
                                                       const std::string& last) override;

  Result<void, Fault> replay(ReplayPoint& from, const std::function<void(const Event&)>& take) override;

 private:
  std::unique_ptr<const Connection> owned_;
  const Connection& connection_;
};

}  // namespace loam::sql
