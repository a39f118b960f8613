#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/api.hpp"
#include "api/catalogue/catalogue.hpp"
#include "api/catalogue/leaderboards.hpp"
#include "api/catalogue/tallies.hpp"
#include "api/feed/feed_hub.hpp"
#include "api/health_probe.hpp"
#include "api/health_routes.hpp"
#include "api/http/server.hpp"
#include "api/metrics_service.hpp"
#include "base/random.hpp"
#include "pipeline/pipeline.hpp"
#include "store/store.hpp"
#include "surveillance/surveillance.hpp"

namespace loam {

/// Who looks on: surveillance, feeds, metrics, health, and what lists and leaderboards are made from. They take what is
/// committed and what is answered, and change nothing.
class Observers {
 public:
  explicit Observers(Random& random);
  Observers(const Observers&) = delete;
  Observers& operator=(const Observers&) = delete;
  /// Tells what was committed last, then ends the threads.
  ~Observers();

  /// Every event of the past, at a start.
  void replay(const Event& event) { tallies_.take(event); }
  /// Before the pipeline takes its first command.
  Result<void, Fault> begin(const State& state, Store& store);
  /// The pipeline's listener: on return the lists have what the batch brought.
  void push(std::shared_ptr<const CommittedBatch> batch);
  /// Adds the routes and starts the threads. The API outlives this.
  /// @param schema_step the newest one of the database, for /health
  void attach(Pipeline& pipeline, Api& api, const std::string& schema_step);

  /// /health and /metrics, for a port of the operator's own.
  [[nodiscard]] const std::vector<OperatorRoute>& operator_routes() const { return operator_routes_; }
  [[nodiscard]] ServiceMetrics& metrics() { return metrics_; }
  /// Where connections are counted; empty when the server is gone.
  void count_connections(std::function<http::ServerStats()> stats);

 private:
  [[nodiscard]] http::ServerStats server_stats();

  Pipeline* pipeline_ = nullptr;
  Catalogue catalogue_;
  Tallies tallies_;
  std::unique_ptr<Leaderboards> leaderboards_;
  Surveillance surveillance_;
  FeedHub hub_;
  ServiceMetrics metrics_;
  std::unique_ptr<HealthProbe> probe_;
  std::vector<OperatorRoute> operator_routes_;
  std::mutex mutex_;
  std::function<http::ServerStats()> stats_;
};

}  // namespace loam
