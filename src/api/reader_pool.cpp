#include "api/reader_pool.hpp"

#include <utility>

namespace loam {

Result<std::unique_ptr<ReaderPool>, Fault> ReaderPool::open(Store& store, std::size_t threads) {
  std::vector<std::unique_ptr<Reader>> readers;
  for (std::size_t i = 0; i < threads; ++i) {
    auto reader = store.reader();
    if (!reader) return Unexpected{reader.error()};
    readers.push_back(std::move(reader).value());
  }
  return std::unique_ptr<ReaderPool>(new ReaderPool(std::move(readers)));
}

ReaderPool::ReaderPool(std::vector<std::unique_ptr<Reader>> readers) : readers_(std::move(readers)) {
  threads_.reserve(readers_.size());
  for (const auto& reader : readers_) threads_.emplace_back([this, &reader] { run(*reader); });
}

void ReaderPool::end() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool ReaderPool::submit(Query query) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= kMaxWaitingQueries) return false;
    queue_.push_back(std::move(query));
  }
  wake_.notify_one();
  return true;
}

void ReaderPool::run(Reader& reader) {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return !queue_.empty() || stopping_; });
    if (queue_.empty()) return;
    const Query query = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    query(reader);
    lock.lock();
  }
}

}  // namespace loam
