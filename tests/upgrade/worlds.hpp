#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/migrations.hpp"
#include "store/sqlite_store.hpp"
#include "support/good.hpp"
#include "support/sql.hpp"
#include "support/temp_dir.hpp"
#include "support/world.hpp"

namespace loam::test {

/// One database and the ways to take its schema up and down.
class Upgrade : public testing::Test {
 protected:
  void up(const std::optional<std::string>& to = std::nullopt) { good(migrate_up(file_, to)); }
  void down(const std::optional<std::string>& to = std::nullopt, const std::vector<std::string>& accepted = {}) {
    good(migrate_down(file_, to, accepted));
  }
  std::vector<std::string> content() { return Sql(file_).content(); }
  std::vector<std::string> rows(const std::string& sql) { return Sql(file_).rows(sql); }
  std::string value(const std::string& sql) { return Sql(file_).value(sql); }
  void run(const std::string& sql) { Sql(file_).must(sql); }
  std::string newest_applied() { return value("SELECT max(version) FROM schema_migrations"); }

  /// Users, lands, an auction with bids, sales and trades of a world at step 008.
  void fill_at_008();
  /// What the same software adds once it is at step 011.
  void fill_at_011();
  /// Lets an economy live on what `rebuilt` gave, and commits all that happens.
  /// @param deals turns of World::deal_in_land
  void live(World& world, int trades, int deals = 0);
  /// Opens the store, which takes it up to the newest step: the engine that it makes.
  Engine rebuilt();

  TempDir dir_;
  const std::filesystem::path file_ = dir_ / "world.db";
};

/// What stops the way down of a world in which bids stand.
inline const std::vector<std::string> kWithHeldBids{"held_bids"};

/// How many trades the populated tests make: 200, and 10,000 in long runs.
int trades();

/// Fails at the first line that differs, with that line.
void expect_same(const std::vector<std::string>& found, const std::vector<std::string>& wanted,
                 const std::string& when);

}  // namespace loam::test
