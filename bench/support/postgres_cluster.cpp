#include "bench/support/postgres_cluster.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include "bench/support/interrupt.hpp"

namespace loam::bench {
namespace {

constexpr const char* kServerUser = "postgres";  // PostgreSQL refuses to run as root

constexpr const char* kSettings = R"(
listen_addresses = ''
max_connections = 600
shared_buffers = 1GB
max_wal_size = 8GB
checkpoint_timeout = 15min
)";

std::filesystem::path newest_programs() {
  std::vector<std::filesystem::path> found;
  std::error_code none;
  for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
    if (std::filesystem::exists(version.path() / "bin/postgres")) found.push_back(version.path() / "bin");
  }
  if (found.empty())
    throw std::runtime_error("no PostgreSQL under /usr/lib/postgresql: install postgresql-15 or give --postgres");
  return *std::max_element(found.begin(), found.end());
}

std::vector<std::string> first_column(PGresult* result, PGconn* connection) {
  const ExecStatusType status = PQresultStatus(result);
  std::vector<std::string> column;
  column.reserve(static_cast<std::size_t>(PQntuples(result)));
  for (int row = 0; row < PQntuples(result); ++row) column.emplace_back(PQgetvalue(result, row, 0));
  PQclear(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(connection));
  return column;
}

}  // namespace

Connection::Connection(const std::string& where) : connection_(PQconnectdb(where.c_str())) {
  if (PQstatus(raw()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(raw()));
}

std::string Connection::run(const std::string& sql) {
  const std::vector<std::string> values = column(sql);
  return values.empty() ? "" : values.front();
}

std::vector<std::string> Connection::column(const std::string& sql) {
  return first_column(PQexec(raw(), sql.c_str()), raw());
}

void Connection::prepare(const char* name, const char* sql) {
  first_column(PQprepare(raw(), name, sql, 0, nullptr), raw());
}

PostgresCluster::PostgresCluster(const std::filesystem::path& directory, std::filesystem::path programs)
    : directory_(directory),
      log_(directory / "log"),
      where_("host=" + directory.string() + " port=5432 dbname=postgres user=" + kServerUser) {
  if (programs.empty()) programs = newest_programs();
  initialise(programs, directory);
  server_.emplace(ChildOptions{
      .command = {(programs / "postgres").string(), "-D", (directory / "data").string(), "-k", directory.string()},
      .user = kServerUser,
      .log = log_,
      .end_signal = SIGINT});  // its "fast" shutdown
  wait_until_ready();
}

void PostgresCluster::initialise(const std::filesystem::path& programs, const std::filesystem::path& directory) {
  if (::geteuid() == 0) {
    const passwd* user = ::getpwnam(kServerUser);
    if (user == nullptr) throw std::runtime_error("no user postgres on this machine");
    if (::chown(directory.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("cannot hand over a directory");
  }
  run_to_end({(programs / "initdb").string(), "-D", (directory / "data").string(), "-U", kServerUser, "-A", "trust",
              "-E", "UTF8", "--locale=C"},
             log_, kServerUser);
  std::ofstream(directory / "data/postgresql.conf", std::ios::app) << kSettings;
}

void PostgresCluster::wait_until_ready() {
  constexpr std::chrono::seconds kPatience{60};
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    try {
      Connection(where_).run("SELECT 1");
      return;
    } catch (const std::runtime_error& error) {
      if (server_->wait(std::chrono::milliseconds(0)) || std::chrono::steady_clock::now() > deadline) {
        throw std::runtime_error(std::string("PostgreSQL did not come up: ") + error.what() + tail_of(log_));
      }
    }
    sleep_for(std::chrono::milliseconds(100));
  }
}

std::string PostgresCluster::version() const { return Connection(where_).run("SHOW server_version"); }

std::string PostgresCluster::url(const std::string& database) const {
  return fmt::format("postgresql:///{}?host={}&port=5432&user={}", database, directory_.string(), kServerUser);
}

std::string durability_of(const std::string& where) {
  Connection connection(where);
  std::string text;
  for (const char* name : {"fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "shared_buffers"}) {
    text += (text.empty() ? "" : ", ") + std::string(name) + " " + connection.run(std::string("SHOW ") + name);
  }
  return text;
}

}  // namespace loam::bench
