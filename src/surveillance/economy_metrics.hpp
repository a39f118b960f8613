#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "engine/event.hpp"
#include "engine/state.hpp"
#include "surveillance/alert.hpp"

namespace loam {

/// How a batch was committed, for its histograms.
struct CommitFigures {
  std::size_t events = 0;
  std::int64_t commit_us = 0;
};

/// The economy in figures for Prometheus. Counters follow what is committed and begin with the process; gauges are set
/// from the state when somebody looks. Amounts are BDT as floating point: good for curves, not for books.
class EconomyMetrics {
 public:
  explicit EconomyMetrics(prometheus::Registry& registry);

  void see(const Event& event, Time at);
  void committed(const CommitFigures& figures);
  void raised(const Alert& alert);

  /// Sets the gauges; called before each scrape.
  void look(const State& state, Time now);

 private:
  /// Looked up once for each type: rows come by the ten thousand a second.
  struct RowCounters {
    prometheus::Counter* rows = nullptr;
    prometheus::Counter* amount = nullptr;
    prometheus::Counter* platform_fees = nullptr;
  };
  struct SharesCounters {
    prometheus::Counter* bought = nullptr;
    prometheus::Counter* sold = nullptr;
  };
  static constexpr std::size_t kMaxTypes = 64;

  void see_row(const Transaction& row);
  void see_attention(const AttentionCount& count);
  /// Entries of the marketplace's journal; false for anything else.
  bool see_entry(const Event& event);
  RowCounters& counters_of(TransactionType type);
  prometheus::Counter& alerts_of(AlertKind kind, Severity severity);

  using Counters = prometheus::Family<prometheus::Counter>;
  using Gauges = prometheus::Family<prometheus::Gauge>;

  Counters& transactions_;
  Counters& amounts_;
  Counters& platform_fees_;
  Counters& gateway_fees_;
  Counters& shares_;
  Counters& safeguards_;
  Counters& attention_;
  prometheus::Counter& dropped_;
  Counters& payments_;
  Counters& sessions_begun_;
  Counters& alerts_;
  Counters& listings_;
  Counters& closed_;
  prometheus::Counter& bids_;
  prometheus::Counter& cycles_;
  prometheus::Counter& clamped_;
  prometheus::Histogram& commit_seconds_;
  prometheus::Histogram& commit_events_;

  Gauges& price_;
  Gauges& cash_;
  Gauges& market_shares_;
  Gauges& index_;
  Gauges& halted_;
  prometheus::Gauge& supply_;
  prometheus::Gauge& treasury_;
  prometheus::Gauge& platform_fee_balance_;
  prometheus::Gauge& users_;
  prometheus::Gauge& sessions_;
  prometheus::Gauge& record_rows_;
  prometheus::Gauge& active_listings_;
  prometheus::Gauge& claimed_lands_;
  prometheus::Gauge& held_;

  std::array<RowCounters, kMaxTypes> rows_;
  std::array<SharesCounters, kBiomes> traded_;
};

}  // namespace loam
