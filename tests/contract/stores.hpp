#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/memory_store.hpp"
#include "store/sqlite_store.hpp"
#include "support/good.hpp"
#include "support/temp_dir.hpp"
#include "support/world.hpp"

namespace loam::test {

std::vector<std::string> replayed(Store& store);
std::vector<std::string> described(const std::vector<Transaction>& rows);
/// Everything that happened, in a few commits.
void commit_all(Store& store, const World& world, std::size_t commits = 5);

enum class Kind { memory, sqlite };

inline std::string name_of(Kind kind) { return kind == Kind::memory ? "Memory" : "Sqlite"; }

/// What every store has to do, run against each of them.
class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  StoreContract() : store_(open()) {}

  std::unique_ptr<Store> open();
  std::unique_ptr<Reader> reader() { return good(store_->reader()); }

  TempDir dir_;
  std::unique_ptr<Store> store_;
};

/// Instantiates a suite for every store.
#define LOAM_FOR_EVERY_STORE(suite)                                                    \
  INSTANTIATE_TEST_SUITE_P(Stores, suite, testing::Values(Kind::memory, Kind::sqlite), \
                           [](const auto& row) { return loam::test::name_of(row.param); })

}  // namespace loam::test
