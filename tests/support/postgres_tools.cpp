#include "support/postgres_tools.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <system_error>

#include <libpq-fe.h>
#include <pwd.h>
#include <unistd.h>

namespace loam::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUser = "postgres";

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Session = std::unique_ptr<PGconn, Finish>;

}  // namespace

fs::path postgres_programs() {
  std::vector<fs::path> found;
  std::error_code none;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none)) {
    if (fs::exists(version.path() / "bin/postgres")) found.push_back(version.path() / "bin");
  }
  if (found.empty()) throw std::runtime_error("there is no PostgreSQL under /usr/lib/postgresql");
  return *std::max_element(found.begin(), found.end());
}

std::vector<std::string> as_postgres_user() {
  if (::geteuid() != 0) return {};
  return {"--reuid", kUser, "--regid", kUser, "--clear-groups"};
}

void hand_to_postgres_user(const std::string& directory) {
  if (::geteuid() != 0) return;
  const passwd* user = ::getpwnam(kUser);
  if (user == nullptr || ::chown(directory.c_str(), user->pw_uid, user->pw_gid) != 0) {
    throw std::runtime_error("cannot hand a directory over to the user postgres");
  }
}

std::vector<std::string> ask_postgres(const std::string& url, const std::string& sql, std::string& wrong) {
  const Session session(PQconnectdb(url.c_str()));
  PQsetNoticeProcessor(
      session.get(), [](void*, const char*) {}, nullptr);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(session.get(), sql.c_str()), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) wrong = PQerrorMessage(session.get());
  std::vector<std::string> rows;
  for (int i = 0; i < PQntuples(result.get()); ++i) {
    std::string row;
    for (int column = 0; column < PQnfields(result.get()); ++column) {
      if (column > 0) row += '|';
      row += PQgetisnull(result.get(), i, column) == 1 ? "NULL" : PQgetvalue(result.get(), i, column);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace loam::test
