#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "api/feed/feed_hub.hpp"
#include "api/http/request.hpp"
#include "api/http/response.hpp"
#include "api/http/server.hpp"
#include "ledger/refusal.hpp"
#include "pipeline/pipeline.hpp"

namespace loam {

/// The service in figures, beside the economy's: requests, refusals, feeds, queue, process.
class ServiceMetrics {
 public:
  explicit ServiceMetrics(prometheus::Registry& registry);

  /// One answer, on an I/O thread. Requests that found no route are one series, so that nobody can make series.
  void count(const http::Request& request, const http::Response& response);
  void refused(RefusalCode code);

  /// Sets the gauges.
  void look(const PipelineHealth& pipeline, const FeedStats& feeds, const http::ServerStats& server);

 private:
  struct RouteCounters {
    prometheus::Counter* requests = nullptr;
    prometheus::Histogram* seconds = nullptr;
  };
  RouteCounters& counters_of(const http::Route* route, int status);
  void look_at_process();

  using Counters = prometheus::Family<prometheus::Counter>;
  using Histograms = prometheus::Family<prometheus::Histogram>;

  Counters& requests_;
  Histograms& seconds_;
  Counters& refusals_;
  prometheus::Gauge& queued_;
  prometheus::Gauge& accepting_;
  prometheus::Gauge& last_commit_;
  prometheus::Gauge& connections_;
  prometheus::Gauge& feeds_;
  prometheus::Gauge& feeds_signed_in_;
  prometheus::Gauge& resident_;
  prometheus::Gauge& descriptors_;
  prometheus::Counter& commands_;
  prometheus::Counter& feed_messages_;
  prometheus::Counter& feed_lost_;
  prometheus::Counter& feed_too_slow_;
  prometheus::Counter& malformed_;

  std::mutex mutex_;
  std::map<std::pair<const http::Route*, int>, RouteCounters> by_route_;
};

}  // namespace loam
