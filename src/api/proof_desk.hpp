#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include "api/api.hpp"
#include "base/result.hpp"
#include "engine/proof.hpp"

namespace loam {

struct ProofTimes {
  /// Well within the time after which a connection gives up on its answer, and what proxies wait for as well.
  std::chrono::milliseconds patience = std::chrono::seconds(20);
  /// How long an outcome waits for somebody who was sent away: many times what he was told to wait.
  std::chrono::milliseconds kept = std::chrono::minutes(1);
};
inline constexpr std::size_t kMaxWaitingForProof = 100;

/// Proves the books on a reader's thread, one proof at a time, for as long as the record is: whoever asks while one
/// runs is told its outcome. Who has waited longer than his patience is told to ask again, and the outcome is kept for
/// him. Any thread.
class ProofDesk {
 public:
  explicit ProofDesk(ProofTimes times = {}) : times_(times) {}
  ProofDesk(const ProofDesk&) = delete;
  ProofDesk& operator=(const ProofDesk&) = delete;

  /// Answers 200 with the proof, 202 where it takes long, 503 where the store cannot be read or too many wait. This has
  /// to live until the pool has ended.
  void ask(ReaderPool& readers, const Call& call);

 private:
  using Instant = std::chrono::steady_clock::time_point;
  struct Waiting {
    Call call;
    Instant until;
  };
  struct Outcome {
    Time started_at;
    Result<Proof::Report, Fault> report;
  };

  bool wait(ReaderPool& readers, const Call& call, Instant now);
  void run(Reader& reader);
  void send_away(Instant now);
  static void tell(const Call& call, const Outcome& outcome);
  static void tell_running(const Call& call, Time started_at);

  const ProofTimes times_;
  std::mutex mutex_;
  bool running_ = false;
  Time started_at_;
  std::deque<Waiting> waiting_;      ///< in the order in which they asked: the first has waited longest
  bool owed_ = false;                ///< somebody was sent away from the proof that runs
  std::optional<Outcome> finished_;  ///< what he has not asked for yet
  Instant finished_at_;
};

}  // namespace loam
