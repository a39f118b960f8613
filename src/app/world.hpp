#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/api.hpp"
#include "api/reader_pool.hpp"
#include "app/configuration.hpp"
#include "app/observers.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "pipeline/pipeline.hpp"
#include "store/store.hpp"

namespace loam {

/// One economy, opened: store, state rebuilt and proven, pipeline running, API ready. Without any socket.
class World {
 public:
  /// Opens (on first start makes) the world in its directory. The error is a sentence for the operator.
  static Result<std::unique_ptr<World>, std::string> open(const Configuration& configuration,
                                                          Pipeline::FailureListener on_failure);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  /// Commits what was taken, then closes.
  ~World();

  [[nodiscard]] Api& api() { return *api_; }
  [[nodiscard]] Pipeline& pipeline() { return *pipeline_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] Observers& observers() { return *observers_; }

 private:
  World() = default;

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<ReaderPool> readers_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<Observers> observers_;  // last: they look at all the others
};

}  // namespace loam
