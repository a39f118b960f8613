#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "api/api.hpp"
#include "api/reader_pool.hpp"
#include "app/configuration.hpp"
#include "app/rebuilt.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "pipeline/pipeline.hpp"
#include "store/store.hpp"

namespace loam {

/// Where it is not there yet; what is in it is money and password hashes, and nobody else's business.
Result<void, std::string> make_data_directory(const std::filesystem::path& data);

/// The map that a new world gets: as configured, with a seed that is drawn where none is said.
World new_map(const Configuration& configuration, Random& random);

/// One economy, opened: store, state rebuilt and proven, pipeline running, API ready. Without any socket.
class Economy {
 public:
  /// Opens (on first start makes) the world in its directory. The error is a sentence for the operator.
  /// @param rebuilt what a standby has taken in before; the rest is read here
  static Result<std::unique_ptr<Economy>, std::string> open(const Configuration& configuration,
                                                            Pipeline::FailureListener on_failure,
                                                            std::unique_ptr<Rebuilt> rebuilt = nullptr);
  Economy(const Economy&) = delete;
  Economy& operator=(const Economy&) = delete;
  /// Commits what was taken, then closes.
  ~Economy();

  [[nodiscard]] Api& api() { return *api_; }
  [[nodiscard]] Pipeline& pipeline() { return *pipeline_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] Observers& observers() { return rebuilt_->observers(); }
  /// Whether this opening made the map.
  [[nodiscard]] bool made_map() const { return made_map_; }

 private:
  Economy() = default;

  std::unique_ptr<Clock> clock_;
  SystemRandom random_;
  bool made_map_ = false;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<ReaderPool> readers_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<Rebuilt> rebuilt_;  // last: its observers look at all the others
};

}  // namespace loam
