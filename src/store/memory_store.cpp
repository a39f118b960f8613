#include "store/memory_store.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>
#include <variant>

#include "store/memory_market.hpp"
#include "store/memory_world.hpp"
#include "store/record_filter.hpp"
#include "store/reports.hpp"

namespace loam {
namespace {

/// One world for the store and its readers, each look of which sees whole commits.
struct Shared {
  std::shared_mutex mutex;
  MemoryWorld world;
};

template <class T>
LogPage<T> page_of(const std::vector<T>& log, std::int64_t before, std::size_t limit) {
  const auto size = static_cast<std::int64_t>(log.size());
  std::int64_t id = before > 0 ? std::min(before - 1, size) : size;
  LogPage<T> page;
  for (; id > 0 && page.rows.size() < limit; --id) page.rows.emplace_back(id, log[static_cast<std::size_t>(id - 1)]);
  if (id > 0 && !page.rows.empty()) page.next_before = page.rows.back().first;
  return page;
}

PriceSample sample_of(const Cycle& cycle, Biome biome) {
  const MarketMove& move = cycle.markets[index_of(biome)];
  return {cycle.at, biome, move.cash_after, move.shares, move.attention_us, move.index_after};
}

Price price_in(const PriceSample& sample) { return price_of(sample.cash, sample.shares).value_or(Price{}); }

std::vector<PriceSample> samples(const MemoryWorld& world, Biome biome, Time from, Time to) {
  std::vector<PriceSample> samples;
  for (const Cycle& cycle : world.cycles) {
    if (cycle.at >= from && cycle.at < to) samples.push_back(sample_of(cycle, biome));
  }
  return samples;
}

template <class Report>
auto report(const MemoryWorld& world, Time from, Time to) {
  Report report;
  for (const Transaction& row : world.rows) {
    if (row.at >= from && row.at < to) report.add(row);
  }
  return report.entries();
}

class MemoryReader final : public Reader {
 public:
  explicit MemoryReader(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}

  Result<std::optional<Transaction>, Fault> transaction(std::int64_t seq) override {
    return look([&](const MemoryWorld& world) {
      const auto found =
          std::find_if(world.rows.begin(), world.rows.end(), [&](const auto& row) { return row.seq == seq; });
      return found == world.rows.end() ? std::nullopt : std::optional(*found);
    });
  }

  Result<std::optional<Outcome>, Fault> outcome(std::int64_t id) override {
    return look([&](const MemoryWorld& world) {
      const auto found =
          std::find_if(world.outcomes.begin(), world.outcomes.end(), [&](const auto& keyed) { return keyed.id == id; });
      return found == world.outcomes.end() ? std::nullopt : std::optional(found->outcome);
    });
  }

  Result<RecordPage, Fault> record(const RecordFilter& filter, std::int64_t before_seq, std::size_t limit) override {
    return look([&](const MemoryWorld& world) {
      RecordPage page;
      for (auto row = world.rows.rbegin(); row != world.rows.rend(); ++row) {
        if ((before_seq > 0 && row->seq >= before_seq) || !matches(filter, *row)) continue;
        if (page.rows.size() == limit) {
          if (limit > 0) page.next_before_seq = page.rows.back().seq;
          break;
        }
        page.rows.push_back(*row);
      }
      return page;
    });
  }

  Result<std::int64_t, Fault> count(const RecordFilter& filter) override {
    return look([&](const MemoryWorld& world) {
      return static_cast<std::int64_t>(std::count_if(world.rows.begin(), world.rows.end(),
                                                     [&](const Transaction& row) { return matches(filter, row); }));
    });
  }

  Result<std::optional<PriceSample>, Fault> price_at(Biome biome, Time at) override {
    return look([&](const MemoryWorld& world) {
      std::optional<PriceSample> last;
      for (const Cycle& cycle : world.cycles) {
        if (cycle.at <= at) last = sample_of(cycle, biome);
      }
      return last;
    });
  }

  Result<std::vector<PriceSample>, Fault> price_history(Biome biome, Time from, Time to, std::size_t limit) override {
    return look([&](const MemoryWorld& world) {
      const auto all = samples(world, biome, from, to);
      if (all.size() <= limit || limit == 0) return limit == 0 ? std::vector<PriceSample>{} : all;
      std::vector<PriceSample> thinned;
      thinned.reserve(limit);
      for (std::size_t i = 0; i < limit; ++i)
        thinned.push_back(all[limit == 1 ? 0 : i * (all.size() - 1) / (limit - 1)]);
      return thinned;
    });
  }

  Result<std::vector<Candle>, Fault> candles(Biome biome, Time from, Time to, Duration interval) override {
    return look([&](const MemoryWorld& world) {
      std::optional<Price> standing;
      for (const Cycle& cycle : world.cycles) {
        if (cycle.at < from) standing = price_in(sample_of(cycle, biome));
      }
      CandleReport report(interval, standing);
      for (const PriceSample& sample : samples(world, biome, from, to)) report.add_price(sample.at, price_in(sample));
      for (const Transaction& row : world.rows) {
        const bool trade = row.type == TransactionType::biome_buy || row.type == TransactionType::biome_sell;
        if (trade && row.biome == biome && row.at >= from && row.at < to) {
          report.add_trade(row.at, row.amount, price_per_share_of(row));
        }
      }
      return report.entries();
    });
  }

  Result<MarketReading, Fault> market_events(const MarketSpan& span,
                                             const std::function<void(const Event&)>& take) override {
    return look([&](const MemoryWorld& world) { return read_market_events(world, span, take); });
  }

  Result<std::vector<TradeVolume>, Fault> trade_volume(Time from, Time to) override {
    return look([&](const MemoryWorld& world) { return report<VolumeReport>(world, from, to); });
  }

  Result<std::vector<TypeTotal>, Fault> totals(Time from, Time to) override {
    return look([&](const MemoryWorld& world) { return report<TypeReport>(world, from, to); });
  }

  Result<LogPage<Bid>, Fault> bids(ListingNo listing, std::int64_t last_bid_entry, std::int64_t before_entry,
                                   std::size_t limit) override {
    return look([&](const MemoryWorld& world) {
      LogPage<Bid> page;
      for (auto entry = world.journal.rbegin(); entry != world.journal.rend(); ++entry) {
        const auto* bid = std::get_if<Bid>(&*entry);
        if (bid == nullptr || bid->listing != listing) continue;
        if (before_entry > 0 && bid->entry >= before_entry) continue;
        if (last_bid_entry > 0 && bid->entry > last_bid_entry) continue;
        if (page.rows.size() == limit) {
          if (limit > 0) page.next_before = page.rows.back().first;
          break;
        }
        page.rows.emplace_back(bid->entry, *bid);
      }
      return page;
    });
  }

  Result<LogPage<AuditEntry>, Fault> audit_log(std::int64_t before, std::size_t limit) override {
    return look([&](const MemoryWorld& world) { return page_of(world.audit, before, limit); });
  }
  Result<LogPage<SafeguardEvent>, Fault> safeguards(std::int64_t before, std::size_t limit) override {
    return look([&](const MemoryWorld& world) { return page_of(world.safeguards, before, limit); });
  }
  Result<LogPage<SettingChange>, Fault> setting_changes(std::int64_t before, std::size_t limit) override {
    return look([&](const MemoryWorld& world) { return page_of(world.settings, before, limit); });
  }
  Result<LogPage<PaymentEvent>, Fault> payment_events(std::int64_t before, std::size_t limit) override {
    return look([&](const MemoryWorld& world) { return page_of(world.payment_events, before, limit); });
  }

  Result<std::vector<std::string>, Fault> imported_ids(ImportedTable table, const std::string& first,
                                                       const std::string& last) override {
    return look([&](const MemoryWorld& world) {
      std::vector<std::string> ids;
      const auto found = world.imported.find(table);
      if (found == world.imported.end()) return ids;
      ids.assign(found->second.lower_bound(first), found->second.upper_bound(last));
      return ids;
    });
  }

  Result<void, Fault> replay(ReplayPoint& from, const std::function<void(const Event&)>& take) override {
    const std::shared_lock lock(shared_->mutex);
    shared_->world.replay(from, take);
    return {};
  }

 private:
  template <class Look>
  auto look(const Look& look) -> Result<decltype(look(std::declval<const MemoryWorld&>())), Fault> {
    const std::shared_lock lock(shared_->mutex);
    return look(shared_->world);
  }

  std::shared_ptr<Shared> shared_;
};

class MemoryStore final : public Store {
 public:
  Result<void, Fault> commit(std::span<const Event> events) override {
    const std::unique_lock lock(shared_->mutex);
    for (const Event& event : events) shared_->world.add(event);
    return {};
  }

  Result<void, Fault> probe() override { return {}; }

  /// What is in memory is whole, and gone with the process.
  Result<bool, Fault> roll_up(Time, std::optional<Time>) override { return false; }

  Result<void, Fault> replay(ReplayPoint& from, const std::function<void(const Event&)>& take) override {
    const std::shared_lock lock(shared_->mutex);
    shared_->world.replay(from, take);
    return {};
  }

  Result<std::unique_ptr<Reader>, Fault> reader() override {
    return std::unique_ptr<Reader>(std::make_unique<MemoryReader>(shared_));
  }

 private:
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

}  // namespace

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace loam
