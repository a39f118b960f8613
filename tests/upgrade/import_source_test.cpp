// What an import reads, and what becomes of a world that came by one: passwords, and its schema both ways.

#include "upgrade/import_home.hpp"

namespace loam::test {
namespace {

TEST(ImportSource, RefusesWhatIsNoFormerWorld) {
  const ImportHome home(false);
  const PostgresDatabase empty(true);
  const PostgresDatabase ours;
  const auto word = [&](const std::vector<std::string>& verb) { return home.run(verb).err; };
  EXPECT_NE(word({"import", "virtual-world"}).find("--from"), std::string::npos);
  EXPECT_NE(word({"import", "virtual-world", "--from", "file.db"}).find("--from"), std::string::npos);
  EXPECT_NE(word({"import", "virtual-world", "--from", empty.url()}).find("users.balance_bdt"), std::string::npos);
  EXPECT_NE(word({"import", "virtual-world", "--from", ours.url()}).find("Loam's own"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(home.file()));
}

TEST(ImportSource, IsNeverWrittenTo) {
  const FormerWorld from({9, false});
  const auto state = [&] {
    return from.rows(
        "SELECT relname || ' ' || n_tup_ins || ' ' || n_tup_upd || ' ' || n_tup_del FROM pg_stat_user_tables "
        "ORDER BY 1");
  };
  const ImportHome home(false);
  const auto before = state();
  expect_good(home.run(import_verb(from)));
  expect_same(state(), before, "the source");
}

TEST(ImportSignIn, TakesTheOldPasswordAndKeepsItInTodaysWay) {
  const FormerWorld from({10, false});
  const ImportHome home(false);
  expect_good(home.run(import_verb(from)));
  const std::string stored = "SELECT substr(password_hash, 1, 9) FROM users WHERE username = 'user1'";
  EXPECT_EQ(home.value(stored).substr(0, 7), "$2b$04$");
  ServerOptions options;
  options.data = home.dir().string();
  ServerProcess server(options);
  HttpClient http = server.client();
  const auto sign_in = [&](const std::string& name, const std::string& password) {
    const auto answer =
        http.post("/api/v1/auth/login", R"({"username":")" + name + R"(","password":")" + password + R"("})");
    return answer ? answer->status : 0;
  };
  EXPECT_EQ(sign_in("user1", "another password"), 401);
  EXPECT_EQ(home.value(stored).substr(0, 7), "$2b$04$");
  EXPECT_EQ(sign_in("user1", FormerWorld::kPassword), 200);
  EXPECT_EQ(home.value(stored), "$argon2id");
  EXPECT_EQ(sign_in("user1", FormerWorld::kPassword), 200);
  EXPECT_EQ(sign_in("user1", "another password"), 401);
  EXPECT_EQ(sign_in("user8", FormerWorld::kPassword), 403) << "banned there";
  EXPECT_EQ(sign_in("user11", "none"), 401) << "there was no hash";
  EXPECT_EQ(server.terminate(), 0);
  expect_proven(home);
}

TEST(ImportSteps, F51_AnImportedWorldGoesDownTo008AndUpAgain) {
  const FormerWorld from({10, false});
  const ImportHome home(false);
  expect_good(home.run(import_verb(from)));
  const auto before = home.content();
  const auto refused = migrate_down(home.file(), "028", {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("imported_holdings"), std::string::npos) << refused.error().detail;
  good(migrate_down(home.file(), "008", {"imported_holdings", "opening_balances", "unfinished_biome_trades"}));
  good(migrate_up(home.file(), std::nullopt));
  expect_same(home.content(), before, "up again");
  expect_proven(home);
}

}  // namespace
}  // namespace loam::test
