#include "support/postgres.hpp"

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <stdlib.h>

#include "base/time.hpp"
#include "store/migrations.hpp"
#include "support/child.hpp"
#include "support/good.hpp"
#include "support/postgres_tools.hpp"

namespace loam::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUser = "postgres";
constexpr const char* kTemplate = "loam_template";
// Tests kill processes, not machines: what the system has is safe, and nothing waits for a disk.
constexpr const char* kSettings =
    "\nlisten_addresses = ''\nfsync = off\nfull_page_writes = off\nmax_connections = 200\nshared_buffers = 128MB\n";

std::string url_by(const std::string& directory, const std::string& database, const std::string& user = kUser) {
  return "postgresql:///" + database + "?host=" + directory + "&user=" + user;
}

void must(const std::string& url, const std::string& sql) {
  std::string wrong;
  ask_postgres(url, sql, wrong);
  if (!wrong.empty()) throw std::runtime_error(wrong + " in: " + sql);
}

/// The server, in a directory that its user may enter.
class Server {
 public:
  static Server& shared() {
    static Server server;
    return server;
  }

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    process_->signal(SIGQUIT);  // at once; there is nothing to keep
    process_->wait(Duration::seconds(10));
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
  }

  [[nodiscard]] const std::string& directory() const { return directory_; }
  [[nodiscard]] std::string url(const std::string& database) const { return url_by(directory_, database); }
  /// Makes a database; gives its name.
  std::string make(bool empty) {
    std::string name = "world_" + std::to_string(++databases_);
    must(url("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + (empty ? "template0" : kTemplate));
    return name;
  }

 private:
  Server() {
    std::string name = "/tmp/loam-pg-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("cannot make a directory in /tmp");
    directory_ = name;
    hand_to_postgres_user(directory_);
    const std::vector<std::string> before = as_postgres_user();
    const std::string data = directory_ + "/data";
    auto arguments = before;
    arguments.insert(arguments.end(), {(postgres_programs() / "initdb").string(), "-D", data, "-U", kUser, "-A",
                                       "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"});
    Child made({"/usr/bin/setpriv", arguments, {}, directory_ + "/log"});
    if (made.wait(Duration::seconds(60)) != 0) throw std::runtime_error("initdb failed: " + log());
    std::ofstream(data + "/postgresql.conf", std::ios::app) << kSettings;
    arguments = before;
    // It ends with this program, however that ends.
    arguments.insert(arguments.end(), {"--pdeathsig", "QUIT", (postgres_programs() / "postgres").string(), "-D", data,
                                       "-k", directory_});
    process_.emplace(ChildInput{"/usr/bin/setpriv", arguments, {}, directory_ + "/log"});
    wait_until_ready();
    must(url("postgres"), std::string("CREATE DATABASE ") + kTemplate);
    good(migrate_up(at(url(kTemplate)), std::nullopt));
  }

  static Database at(std::string url) {
    Database database;
    database.url = std::move(url);
    return database;
  }

  void wait_until_ready() {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (std::string wrong = "?"; !wrong.empty();) {
      wrong.clear();
      ask_postgres(url("postgres"), "SELECT 1", wrong);
      if (wrong.empty()) return;
      if (process_->wait(Duration{0}) || std::chrono::steady_clock::now() > give_up) {
        throw std::runtime_error("PostgreSQL did not come up: " + wrong + log());
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

  [[nodiscard]] std::string log() const {
    std::ifstream file(directory_ + "/log");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string directory_;
  std::optional<Child> process_;
  std::int64_t databases_ = 0;
};

}  // namespace

PostgresDatabase::PostgresDatabase(bool empty)
    : name_(Server::shared().make(empty)), url_(Server::shared().url(name_)) {}

PostgresDatabase::~PostgresDatabase() {
  std::string ignored;  // the server goes, and all its databases with it
  ask_postgres(Server::shared().url("postgres"), "DROP DATABASE " + name_ + " WITH (FORCE)", ignored);
}

const std::string& PostgresDatabase::server() const { return Server::shared().directory(); }

std::string PostgresDatabase::url_by(const std::string& directory) const {
  return loam::test::url_by(directory, name_);
}

std::string PostgresDatabase::url_as(const std::string& user) const {
  return loam::test::url_by(server(), name_, user);
}

std::string PostgresDatabase::run(const std::string& sql) const {
  std::string wrong;
  ask_postgres(url_, sql, wrong);
  return wrong;
}

std::vector<std::string> PostgresDatabase::rows(const std::string& sql) const {
  std::string wrong;
  auto rows = ask_postgres(url_, sql, wrong);
  if (!wrong.empty()) throw std::runtime_error(wrong + " in: " + sql);
  return rows;
}

std::string database_for(const std::string& data) {
  const char* store = std::getenv("LOAM_TEST_STORE");
  if (store == nullptr || std::string_view(store) != "postgres") return {};
  static std::mutex mutex;
  static std::map<std::string, std::string> urls;  // the server goes at the end, and all its databases with it
  const std::lock_guard lock(mutex);
  const auto known = urls.find(data);
  if (known != urls.end()) return known->second;
  return urls.emplace(data, Server::shared().url(Server::shared().make(true))).first->second;
}

}  // namespace loam::test
