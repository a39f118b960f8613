#include "contract/stores.hpp"

#include <algorithm>

#include "support/sql.hpp"

namespace loam::test {

std::vector<std::string> replayed(Store& store) {
  std::vector<std::string> events;
  good(store.replay([&](const Event& event) { events.push_back(describe(event)); }));
  return events;
}

std::vector<std::string> described(const std::vector<Transaction>& rows) {
  std::vector<std::string> words;
  for (const Transaction& row : rows) words.push_back(describe(row));
  return words;
}

void commit_all(Store& store, const World& world, std::size_t commits) {
  const std::vector<Event> events = world.events();
  const std::size_t size = events.size() / commits + 1;
  for (std::size_t first = 0; first < events.size(); first += size) {
    good(store.commit(std::span(events).subspan(first, std::min(size, events.size() - first))));
  }
}

std::string name_of(Kind kind) {
  switch (kind) {
    case Kind::memory: return "Memory";
    case Kind::sqlite: return "Sqlite";
    case Kind::postgres: return "Postgres";
  }
  return {};
}

std::unique_ptr<Store> StoreHome::open(std::shared_ptr<const SigningKey> key) {
  if (kind_ == Kind::memory) return make_memory_store();
  if (kind_ == Kind::sqlite) return good(open_sqlite_store({dir_ / "world.db", true, std::move(key)}));
  if (!database_) database_.emplace();
  PostgresOptions options;
  options.url = database_->url();
  options.key = std::move(key);
  return good(open_postgres_store(options));
}

std::string StoreHome::value(const std::string& sql) {
  return database_ ? database_->value(sql) : Sql(dir_ / "world.db").value(sql);
}

std::string StoreHome::run(const std::string& sql) {
  return database_ ? database_->run(sql) : Sql(dir_ / "world.db").run(sql);
}

void StoreHome::force(const std::string& sql) {
  if (database_) {
    EXPECT_EQ(database_->run("SET session_replication_role = replica; " + sql), "");
    return;
  }
  Sql file(dir_ / "world.db");
  for (const std::string& trigger :
       file.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'cycles'")) {
    file.must("DROP TRIGGER " + trigger.substr(1, trigger.size() - 2));
  }
  file.must(sql);
}

}  // namespace loam::test
