#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/api.hpp"
#include "api/reader_pool.hpp"
#include "app/configuration.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "pipeline/pipeline.hpp"
#include "store/store.hpp"

namespace loam {

/// One economy, opened: store, state rebuilt and proven, pipeline running, API ready. Without any socket.
class World {
 public:
  struct Listeners {
    Pipeline::CommitListener on_commit;
    Pipeline::FailureListener on_failure;
  };

  /// Opens (on first start makes) the world in its directory. The error is a sentence for the operator.
  static Result<std::unique_ptr<World>, std::string> open(const Configuration& configuration, Listeners listeners);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  /// Commits what was taken, then closes.
  ~World();

  [[nodiscard]] Api& api() { return *api_; }
  [[nodiscard]] Pipeline& pipeline() { return *pipeline_; }
  [[nodiscard]] Random& random() { return random_; }

 private:
  World() = default;

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<ReaderPool> readers_;
  std::unique_ptr<Api> api_;
};

}  // namespace loam
