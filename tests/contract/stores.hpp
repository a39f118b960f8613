#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/memory_store.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_dir.hpp"
#include "support/world.hpp"

namespace loam::test {

/// The value, or a failed test that says what the fault was.
template <class T>
T good(Result<T, Fault> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(result).value();
}
inline void good(const Result<void, Fault>& result) {
  if (!result) throw std::runtime_error(result.error().detail);
}

std::vector<std::string> replayed(Store& store);

enum class Kind { memory, sqlite };

/// What every store has to do, run against each of them.
class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  StoreContract() : store_(open()) {}

  std::unique_ptr<Store> open();
  void commit(const World& world, std::size_t first_batch = 0);
  std::unique_ptr<Reader> reader() { return good(store_->reader()); }

  TempDir dir_;
  std::unique_ptr<Store> store_;
};

}  // namespace loam::test
