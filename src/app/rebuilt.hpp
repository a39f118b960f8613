#pragma once

#include <optional>
#include <variant>

#include "app/observers.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "engine/engine.hpp"
#include "store/store.hpp"

namespace loam {

/// A world as its store tells it, taken in at once or bit by bit: its state, and those who look on.
class Rebuilt {
 public:
  explicit Rebuilt(const Settings& settings) : engine_(settings) {}

  /// Takes in what came since the last call. After a fault this is of no more use.
  /// @param source a Store, or a Reader
  /// @param with_changing as ReplayPoint has it: false to look on, true to go on from
  template <class Source>
  Result<void, Fault> read(Source& source, bool with_changing) {
    point_.with_changing = with_changing;
    return source.replay(point_, [this](const Event& event) {
      if (const auto* checkpoint = std::get_if<Checkpoint>(&event)) signed_by_ = checkpoint->key;
      engine_.replay(event);
      observers_.replay(event);
    });
  }

  /// Whose word stands for what is rolled up; nullopt where nothing is.
  [[nodiscard]] const std::optional<PublicKey>& signed_by() const { return signed_by_; }
  [[nodiscard]] Engine& engine() { return engine_; }
  [[nodiscard]] Observers& observers() { return observers_; }

 private:
  SystemRandom random_;
  ReplayPoint point_;
  std::optional<PublicKey> signed_by_;
  Engine engine_;
  Observers observers_{random_};
};

}  // namespace loam
