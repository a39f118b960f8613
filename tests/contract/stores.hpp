#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/memory_store.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"
#include "support/good.hpp"
#include "support/postgres.hpp"
#include "support/signing_key.hpp"
#include "support/temp_dir.hpp"
#include "support/world.hpp"

namespace loam::test {

std::vector<std::string> replayed(Store& store);
std::vector<std::string> described(const std::vector<Transaction>& rows);
/// Everything that happened, in a few commits.
void commit_all(Store& store, const World& world, std::size_t commits = 5);

enum class Kind { memory, sqlite, postgres };

std::string name_of(Kind kind);

/// One world in a store of each kind, with the room it needs.
class StoreHome {
 public:
  explicit StoreHome(Kind kind) : kind_(kind) {}

  /// An empty world; of the kinds that keep it, what was written before.
  /// @param key of checkpoints
  std::unique_ptr<Store> open(std::shared_ptr<const SigningKey> key = signing_key());

  // What any program can do to a database.
  /// The one value of the one row.
  std::string value(const std::string& sql);
  /// Empty where it went well, otherwise what the database said.
  std::string run(const std::string& sql);
  /// As one who may take the locks off.
  void force(const std::string& sql);

 private:
  Kind kind_;
  TempDir dir_;
  std::optional<PostgresDatabase> database_;
};

/// What every store has to do, run against each of them.
class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  std::unique_ptr<Store> open() { return home_.open(); }
  std::unique_ptr<Reader> reader() { return good(store_->reader()); }

  StoreHome home_{GetParam()};
  std::unique_ptr<Store> store_ = open();
};

/// Instantiates a suite for every store.
#define LOAM_FOR_EVERY_STORE(suite)                                                                    \
  INSTANTIATE_TEST_SUITE_P(Stores, suite, testing::Values(Kind::memory, Kind::sqlite, Kind::postgres), \
                           [](const auto& row) { return loam::test::name_of(row.param); })

}  // namespace loam::test
