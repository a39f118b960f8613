#include "api/metrics_service.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "api/http/router.hpp"

namespace loam {
namespace {

using prometheus::Registry;

const prometheus::Histogram::BucketBoundaries kRequestSeconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                              0.05,   0.1,   0.25,   0.5,   1,    5};

prometheus::Gauge& gauge(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

prometheus::Counter& counter(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

/// Brings a counter up to what somebody else has counted.
void follow(prometheus::Counter& counter, double counted) {
  if (counted > counter.Value()) counter.Increment(counted - counter.Value());
}

}  // namespace

ServiceMetrics::ServiceMetrics(Registry& registry)
    : requests_(prometheus::BuildCounter()
                    .Name("loam_http_requests_total")
                    .Help("Answers, by operation of the contract and status.")
                    .Register(registry)),
      seconds_(prometheus::BuildHistogram()
                   .Name("loam_http_request_seconds")
                   .Help("From the first byte of a request to its answer, by operation.")
                   .Register(registry)),
      refusals_(prometheus::BuildCounter()
                    .Name("loam_refusals_total")
                    .Help("Commands that a rule refused, by code.")
                    .Register(registry)),
      queued_(gauge(registry, "loam_queue_commands", "Commands that wait for their batch.")),
      accepting_(gauge(registry, "loam_accepting", "1 while commands are taken.")),
      last_commit_(gauge(registry, "loam_last_commit_timestamp_seconds", "When the last commit was made.")),
      connections_(gauge(registry, "loam_http_connections", "Open HTTP connections.")),
      feeds_(gauge(registry, "loam_feeds", "Open WebSockets and event streams.")),
      feeds_signed_in_(gauge(registry, "loam_feeds_signed_in", "Of these, the signed-in ones.")),
      resident_(gauge(registry, "process_resident_memory_bytes", "Memory in use.")),
      descriptors_(gauge(registry, "process_open_fds", "Open file descriptors.")),
      commands_(counter(registry, "loam_commands_total", "Commands run.")),
      feed_messages_(counter(registry, "loam_feed_messages_total", "Messages handed to subscribers.")),
      feed_lost_(counter(registry, "loam_feed_lost_batches_total", "Batches that the feed could not take in time.")),
      feed_too_slow_(counter(registry, "loam_feeds_too_slow_total", "Subscribers closed because they did not read.")),
      malformed_(counter(registry, "loam_http_malformed_total", "Requests that were no HTTP.")) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  gauge(registry, "process_start_time_seconds", "When the process began.")
      .Set(std::chrono::duration<double>(now).count());
}

ServiceMetrics::RouteCounters& ServiceMetrics::counters_of(const http::Route* route, int status) {
  const std::lock_guard lock(mutex_);
  RouteCounters& counters = by_route_[{route, status}];
  if (counters.requests == nullptr) {
    const std::string name = route == nullptr ? "none" : route->name;
    counters.requests = &requests_.Add({{"operation", name}, {"status", std::to_string(status)}});
    counters.seconds = &seconds_.Add({{"operation", name}}, kRequestSeconds);
  }
  return counters;
}

void ServiceMetrics::count(const http::Request& request, const http::Response& response) {
  const RouteCounters& counters = counters_of(request.route(), response.status);
  counters.requests->Increment();
  const auto took = std::chrono::steady_clock::now() - request.started();
  counters.seconds->Observe(std::chrono::duration<double>(took).count());
}

void ServiceMetrics::refused(RefusalCode code) { refusals_.Add({{"code", std::string(to_string(code))}}).Increment(); }

void ServiceMetrics::look(const PipelineHealth& pipeline, const FeedStats& feeds, const http::ServerStats& server) {
  queued_.Set(static_cast<double>(pipeline.queued));
  accepting_.Set(pipeline.accepting ? 1 : 0);
  last_commit_.Set(static_cast<double>(pipeline.last_commit.ms) / 1e3);
  follow(commands_, static_cast<double>(pipeline.commands));
  connections_.Set(static_cast<double>(server.connections));
  feeds_.Set(static_cast<double>(feeds.subscribers));
  feeds_signed_in_.Set(static_cast<double>(feeds.signed_in));
  follow(feed_messages_, static_cast<double>(feeds.sent));
  follow(feed_lost_, static_cast<double>(feeds.lost_batches));
  follow(feed_too_slow_, static_cast<double>(server.feeds_too_slow));
  follow(malformed_, static_cast<double>(server.malformed));
  look_at_process();
}

void ServiceMetrics::look_at_process() {
  std::ifstream memory("/proc/self/statm");
  double pages = 0;
  double resident_pages = 0;
  if (memory >> pages >> resident_pages) resident_.Set(resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE)));
  std::error_code error;
  double open = 0;
  for (auto at = std::filesystem::directory_iterator("/proc/self/fd", error);
       !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    ++open;
  }
  descriptors_.Set(open);
}

}  // namespace loam
