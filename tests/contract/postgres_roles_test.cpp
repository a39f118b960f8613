// Who may do what in a PostgreSQL world, by the files that a deployment runs.

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/time.hpp"
#include "contract/stores.hpp"
#include "support/paths.hpp"
#include "support/signing_key.hpp"

namespace loam::test {
namespace {

class PostgresRoles : public testing::Test {
 protected:
  PostgresRoles() {
    // The roles are the server's, and may be there from a test before.
    for (const char* role : {"loam_writer", "loam_reports"}) {
      static_cast<void>(database_.run(std::string("CREATE ROLE ") + role + " LOGIN"));
    }
    for (const char* file : {"writer.sql", "reports.sql"}) EXPECT_EQ(database_.run(text_of(file)), "") << file;
  }
  ~PostgresRoles() override {
    for (const char* role : {"loam_writer", "loam_reports"}) {
      static_cast<void>(database_.run(std::string("DROP OWNED BY ") + role));
    }
  }

  static std::string text_of(const std::string& file) {
    std::ifstream in(std::filesystem::path(source_dir()) / "deploy/postgres" / file);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// What the server says to a role that tries.
  [[nodiscard]] std::string as(const std::string& role, const std::string& sql) const {
    return database_.run("SET ROLE " + role + "; " + sql);
  }

  PostgresDatabase database_;
};

TEST_F(PostgresRoles, AWriterNeedsNoMoreThanItIsGiven) {
  World world;
  world.live_a_day();
  world.trade(30);
  world.pass(Duration::hours(2));
  world.trade(5);  // cycles enough that a checkpoint is worth it
  world.deal_in_land(60);
  world.pass(*parse_rfc3339("2100-02-15") - world.now());
  world.trade(5);  // in parts of the record that have yet to be made
  PostgresOptions options;
  options.url = database_.url_as("loam_writer");
  options.migrate = false;
  options.key = signing_key();
  {
    const auto store = good(open_postgres_store(options));
    for (const auto& batch : world.batches()) good(store->commit(batch));
    good(store->probe());
    good(store->roll_up(world.now(), std::nullopt));
    good(store->roll_up(world.now(), world.now()));
  }
  options.url = database_.url();
  Engine again{Settings()};
  good(good(open_postgres_store(options))->replay([&](const Event& event) { again.replay(event); }));
  EXPECT_EQ(database_.value("SELECT count(*) > 0 FROM checkpoints"), "t");
  EXPECT_EQ(again.state().ledger.last_hash(), world.engine().state().ledger.last_hash());
  options.url = database_.url_as("loam_writer");
  good(open_postgres_store(options));
}

TEST_F(PostgresRoles, AWriterThatLacksARightIsToldAtItsStart) {
  PostgresOptions options;
  options.url = database_.url_as("loam_writer");
  options.migrate = false;
  options.lease = Duration::seconds(1);
  constexpr std::array<std::array<const char*, 2>, 4> kRights{{
      {"EXECUTE ON FUNCTION make_room", "function make_room"},
      {"DELETE ON cycles", "table cycles"},
      {"DELETE ON attention_counts", "table attention_counts"},
      {"INSERT ON market_candles", "table market_candles"},
  }};
  for (const auto& [right, on] : kRights) {
    EXPECT_EQ(database_.run(std::string("REVOKE ") + right + " FROM loam_writer"), "");
    const auto refused = open_postgres_store(options);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().detail.find(std::string("permission denied for ") + on), std::string::npos)
        << refused.error().detail;
    EXPECT_EQ(database_.run(text_of("writer.sql")), "");
  }
  good(open_postgres_store(options));
}

TEST_F(PostgresRoles, AWriterCannotChangeTheRecordNorWhatRefusesIt) {
  {
    World world;
    world.live_a_day();  // what rows refuse by themselves needs rows
    world.trade(30);
    PostgresOptions owner;
    owner.url = database_.url();
    commit_all(*good(open_postgres_store(owner)), world);
  }
  for (const char* table :
       {"record", "record_notes", "cycles", "outcomes", "attention_counts", "audit_log", "setting_changes",
        "payment_events", "listing_bids", "record_lands", "checkpoints", "market_candles"}) {
    const std::string name = table;
    for (const std::string& sql : {"DELETE FROM " + name, "TRUNCATE " + name, "DROP TABLE " + name,
                                   "ALTER TABLE " + name + " DISABLE TRIGGER ALL"}) {
      EXPECT_NE(as("loam_writer", sql), "") << sql;
    }
  }
  EXPECT_NE(as("loam_writer", "CREATE TABLE mine (of INTEGER)"), "");
  EXPECT_NE(as("loam_writer", "UPDATE record SET amount_paisa = 0").find("permission denied"), std::string::npos);
  EXPECT_NE(as("loam_writer", "UPDATE users SET account = 20").find("permission denied"), std::string::npos);
  EXPECT_NE(as("loam_writer", "INSERT INTO schema_migrations VALUES ('999')").find("permission denied"),
            std::string::npos);
}

TEST_F(PostgresRoles, ReportsReadMoneyAndNobodysSecrets) {
  EXPECT_EQ(as("loam_reports", "SELECT * FROM transactions; SELECT * FROM v_ledger_postings"), "");
  for (const char* table : {"users", "sessions", "api_keys", "record", "audit_log"}) {
    EXPECT_NE(as("loam_reports", std::string("SELECT * FROM ") + table).find("permission denied"), std::string::npos)
        << table;
  }
  EXPECT_NE(as("loam_reports", "INSERT INTO probe VALUES (2, 0)"), "");
}

}  // namespace
}  // namespace loam::test
