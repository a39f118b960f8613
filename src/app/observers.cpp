#include "app/observers.hpp"

#include <utility>

#include "api/routes.hpp"

namespace loam {

Observers::Observers(Random& random)
    : surveillance_(
          random,
          [this](Command command) {
            return pipeline_ != nullptr && pipeline_->submit(Submission{std::move(command), nullptr});
          },
          [this](AccountNo account) {
            if (pipeline_ == nullptr) return Uuid{};
            return pipeline_->view().read([account](const State& state) { return state.identity.id_of(account); });
          }),
      hub_(surveillance_),
      metrics_(surveillance_.registry()) {}

Observers::~Observers() { hub_.stop(); }

Result<void, Fault> Observers::begin(const State& state, Store& store) {
  auto reader = store.reader();
  if (!reader) return Unexpected{reader.error()};
  const auto entries = newest_alert_entries(**reader);
  if (!entries) return Unexpected{entries.error()};
  surveillance_.begin(state, *entries);
  catalogue_.begin(state);
  return {};
}

void Observers::push(std::shared_ptr<const CommittedBatch> batch) {
  pipeline_->view().read([&](const State& state) {
    catalogue_.take(batch->events, state);
    return 0;
  });
  tallies_.take(batch->events);
  hub_.push(std::move(batch));
}

void Observers::attach(Pipeline& pipeline, Api& api, const std::string& schema_step) {
  pipeline_ = &pipeline;
  probe_ = std::make_unique<HealthProbe>(pipeline);
  operator_routes_ = health_routes(pipeline, *probe_, {api.config().version, schema_step});
  const auto look = [this, &pipeline] {
    pipeline.view().read([&](const State& state) {
      surveillance_.metrics().look(state, pipeline.clock().now());
      return 0;
    });
    metrics_.look(pipeline.health(), hub_.stats(), server_stats());
  };
  for (OperatorRoute& route : metrics_routes(surveillance_.registry(), look))
    operator_routes_.push_back(std::move(route));
  if (api.config().health_on_api) add_operator_routes(api, operator_routes_);
  leaderboards_ = std::make_unique<Leaderboards>(pipeline.view(), tallies_);
  add_land_routes(api, catalogue_);
  add_marketplace_routes(api, catalogue_);
  add_leaderboard_route(api, *leaderboards_);
  add_feed_routes(api, hub_);
  add_alert_routes(api, surveillance_);
  api.on_refusal([this](RefusalCode code) { metrics_.refused(code); });
  hub_.start(feed_sources(api));
}

void Observers::count_connections(std::function<http::ServerStats()> stats) {
  const std::lock_guard lock(mutex_);
  stats_ = std::move(stats);
}

http::ServerStats Observers::server_stats() {
  const std::lock_guard lock(mutex_);
  return stats_ ? stats_() : http::ServerStats{};
}

}  // namespace loam
