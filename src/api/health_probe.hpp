#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "pipeline/pipeline.hpp"

namespace loam {

/// How long a commit may take before the server counts as not ready. A disk that needs a second for a sync serves
/// nobody.
inline constexpr std::chrono::milliseconds kProbePatience{1'000};
/// An answer stands for so long: whoever asks more often gets it again, and costs the disk nothing.
inline constexpr Duration kProbeFresh{500};
/// Who waits for a probe at once; the next ones get the last answer.
inline constexpr std::size_t kMaxWaitingForProbe = 256;

struct Readiness {
  bool ready = false;
  Time at;  ///< when it was found out
};

/// Finds out whether a commit succeeds now, by making one, on a thread of its own that may wait for it.
class HealthProbe {
 public:
  explicit HealthProbe(Pipeline& pipeline);
  HealthProbe(const HealthProbe&) = delete;
  HealthProbe& operator=(const HealthProbe&) = delete;
  /// Answers who waits, then ends.
  ~HealthProbe();

  /// Calls `answer` now where the last answer is fresh, else when the next probe is done.
  void ask(std::function<void(Readiness)> answer);

 private:
  void run();

  Pipeline& pipeline_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::function<void(Readiness)>> waiting_;
  Readiness last_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace loam
