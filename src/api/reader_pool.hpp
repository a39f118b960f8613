#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.hpp"
#include "store/store.hpp"

namespace loam {

inline constexpr std::size_t kMaxWaitingQueries = 1'000;  // beyond it the client is told to come back

/// Threads that query history, each with a reader of its own, so that no I/O thread waits for a disk.
class ReaderPool {
 public:
  using Query = std::function<void(Reader&)>;

  static Result<std::unique_ptr<ReaderPool>, Fault> open(Store& store, std::size_t threads);
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;
  ~ReaderPool() { end(); }
  /// Runs what waits, then ends its threads. Nothing is taken from here on. Called again it does nothing.
  void end();

  /// False where too many wait; then nothing is run.
  [[nodiscard]] bool submit(Query query);

 private:
  explicit ReaderPool(std::vector<std::unique_ptr<Reader>> readers);
  void run(Reader& reader);

  std::vector<std::unique_ptr<Reader>> readers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Query> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace loam
