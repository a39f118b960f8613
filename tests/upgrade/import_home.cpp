#include "upgrade/import_home.hpp"

#include <algorithm>

namespace loam::test {
namespace {

constexpr Duration kLongest = Duration::minutes(20);

}  // namespace

ImportHome::ImportHome(bool postgres) {
  if (postgres) database_ = std::make_unique<PostgresDatabase>(true);
}

std::vector<std::string> ImportHome::arguments(const std::vector<std::string>& verb) const {
  std::vector<std::string> arguments = verb;
  arguments.insert(arguments.end(), {"--data", dir_.path().string(), "--set", "lease_seconds=1"});
  if (database_) arguments.insert(arguments.end(), {"--set", "database=" + database_->url()});
  return arguments;
}

CommandResult ImportHome::run(const std::vector<std::string>& verb) const {
  return run_command(arguments(verb), {}, kLongest);
}

std::vector<std::string> ImportHome::rows(const std::string& sql) const {
  if (database_) return database_->rows(sql);
  auto rows = Sql(file()).rows(sql);
  for (std::string& row : rows) {
    if (row.starts_with('\'')) row = row.substr(1, row.size() - 2);
  }
  return rows;
}

std::vector<std::string> ImportHome::content() const {
  if (!database_) return Sql(file()).content();
  std::vector<std::string> all;
  for (const std::string& table : database_->rows("SELECT table_name FROM information_schema.tables WHERE table_schema "
                                                  "= 'public' AND table_type = 'BASE TABLE'"
                                                  " AND table_name <> 'writer_lease' ORDER BY 1")) {
    auto rows = database_->rows("SELECT * FROM " + table);
    std::sort(rows.begin(), rows.end());
    all.push_back("# " + table);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

std::vector<std::string> import_verb(const FormerWorld& from) {
  return {"import", "virtual-world", "--from", from.url()};
}

std::string line_of(const std::string& report, const std::string& what) {
  const std::size_t at = ("\n" + report).find("\n" + what + ": ");
  if (at == std::string::npos) return "(no line)";
  const std::size_t begin = at + what.size() + 2;
  return report.substr(begin, report.find('\n', begin) - begin);
}

void expect_good(const CommandResult& result) { EXPECT_EQ(result.exit_code, 0) << result.out << result.err; }

void expect_proven(const ImportHome& home) {
  const CommandResult proven = home.run({"verify"});
  EXPECT_EQ(proven.exit_code, 0) << proven.out << proven.err;
  EXPECT_NE(proven.out.find("difference 0 BDT"), std::string::npos) << proven.out;
}

}  // namespace loam::test
