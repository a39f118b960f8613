#include "failover/patroni_cluster.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "api/client/http_client.hpp"
#include "support/paths.hpp"
#include "support/postgres_tools.hpp"

namespace loam::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEtcd = "/usr/bin/etcd";
constexpr const char* kPatroni = "/usr/bin/patroni";
constexpr const char* kSuperuser = "postgres";
constexpr const char* kSuperuserPassword = "of-the-superuser";
constexpr const char* kReplicator = "replicator";
constexpr const char* kReplicatorPassword = "of-the-replicator";

/// So many ports that nobody listens on. They are held together, so that they differ, and given back.
std::vector<std::uint16_t> free_ports(std::size_t count) {
  std::vector<Descriptor> held;
  std::vector<std::uint16_t> ports;
  for (std::size_t i = 0; i < count; ++i) {
    held.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(held.back().get(), generic, size) != 0 || ::getsockname(held.back().get(), generic, &size) != 0) {
      throw std::system_error(errno, std::generic_category(), "no free port");
    }
    ports.push_back(ntohs(address.sin_port));
  }
  return ports;
}

std::string local(std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); }

std::string text_of(const std::string& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void make_directory(const std::string& directory) {
  fs::create_directory(directory);
  hand_to_postgres_user(directory);
}

/// A program as PostgreSQL's user, which gets this signal should we die first. What libpq reads of our environment is
/// not meant for it.
ChildInput as_server(const char* signal, const std::vector<std::string>& command, const std::string& log) {
  if (!fs::exists(command.front())) {
    throw std::runtime_error("there is no " + command.front() + ": install Debian's etcd-server and patroni");
  }
  ChildInput input{"/usr/bin/env", {"-u", "PGPASSWORD", "-u", "PGPASSFILE", "-u", "PGOPTIONS", "setpriv"}, {}, log};
  const std::vector<std::string> user = as_postgres_user();
  input.arguments.insert(input.arguments.end(), user.begin(), user.end());
  input.arguments.insert(input.arguments.end(), {"--pdeathsig", signal});
  input.arguments.insert(input.arguments.end(), command.begin(), command.end());
  return input;
}

/// The PostgreSQL that says in this directory that it runs there; 0 where none does. Its file may be an old one, whose
/// number is another process's by now.
pid_t postgres_of(const std::string& data) {
  pid_t process = 0;
  std::ifstream(data + "/postmaster.pid") >> process;
  process = std::abs(process);  // negative while it runs for one user alone, in a recovery
  const std::string command = text_of("/proc/" + std::to_string(process) + "/cmdline");
  return command.find(data) != std::string::npos ? process : 0;
}

}  // namespace

bool wait_until(const std::function<bool()>& come_true, Duration within) {
  constexpr std::chrono::milliseconds kPause{100};
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::milliseconds(within.ms);
  while (!come_true()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

PatroniCluster::PatroniCluster() {
  std::string name = "/tmp/loam-patroni-XXXXXX";
  if (!::mkdtemp(name.data())) throw std::runtime_error("cannot make a directory in /tmp");
  directory_ = name;
  try {
    hand_to_postgres_user(directory_);
    const auto ports = free_ports(2 + 2 * kNodes);
    start_etcd(ports[0], ports[1]);
    for (std::size_t i = 0; i < kNodes; ++i) {
      nodes_[i].name = "node" + std::to_string(i + 1);
      nodes_[i].port = ports[2 + 2 * i];
      nodes_[i].rest_port = ports[3 + 2 * i];
      make_directory(directory_of(nodes_[i]));
      start(i);
      // The first makes the database; the second copies it, and commits wait for it from then on.
      const bool up = wait_until([&] { return i == 0 ? primary() == std::size_t{0} : is_synchronous(i); });
      if (!up) throw std::runtime_error(nodes_[i].name + " did not come up:\n" + log());
    }
  } catch (...) {
    end_all();
    throw;
  }
}

PatroniCluster::~PatroniCluster() { end_all(); }

void PatroniCluster::start_etcd(std::uint16_t port, std::uint16_t peer_port) {
  etcd_ = local(port);
  const std::string clients = "http://" + etcd_;
  const std::string peers = "http://" + local(peer_port);
  make_directory(directory_ + "/etcd");
  etcd_process_.emplace(as_server(
      "KILL",
      {kEtcd, "--data-dir", directory_ + "/etcd", "--listen-client-urls", clients, "--advertise-client-urls", clients,
       "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", "default=" + peers},
      directory_ + "/etcd.log"));
  const bool up = wait_until([port] {
    const auto health = HttpClient("127.0.0.1", port).get("/health");
    return health && health->status == 200;
  });
  if (!up) throw std::runtime_error("etcd did not come up:\n" + log());
}

void PatroniCluster::start(std::size_t number) {
  Node& node = nodes_.at(number);
  ChildInput input =
      as_server("TERM", {kPatroni, source_dir() + "/deploy/patroni/patroni.yml"}, directory_of(node) + ".log");
  const std::string postgres = local(node.port);
  const std::string rest = local(node.rest_port);
  input.environment = {
      "PATRONI_NAME=" + node.name,
      "PATRONI_ETCD3_HOSTS=" + etcd_,
      "PATRONI_RESTAPI_LISTEN=" + rest,
      "PATRONI_RESTAPI_CONNECT_ADDRESS=" + rest,
      "PATRONI_POSTGRESQL_LISTEN=" + postgres,
      "PATRONI_POSTGRESQL_CONNECT_ADDRESS=" + postgres,
      "PATRONI_POSTGRESQL_DATA_DIR=" + directory_of(node) + "/data",
      "PATRONI_POSTGRESQL_BIN_DIR=" + postgres_programs().string(),
      "PATRONI_POSTGRESQL_PGPASS=" + directory_of(node) + "/pgpass",
      std::string("PATRONI_SUPERUSER_USERNAME=") + kSuperuser,
      std::string("PATRONI_SUPERUSER_PASSWORD=") + kSuperuserPassword,
      std::string("PATRONI_REPLICATION_USERNAME=") + kReplicator,
      std::string("PATRONI_REPLICATION_PASSWORD=") + kReplicatorPassword,
  };
  node.patroni.emplace(input);
}

bool PatroniCluster::says_yes(const Node& node, const std::string& question) const {
  if (node.rest_port == 0) return false;
  HttpClient http("127.0.0.1", node.rest_port, Duration::seconds(5));
  // Patroni answers with HTTP 1.0, which our client does not speak.
  if (!http.send_raw("GET " + question + " HTTP/1.0\r\n\r\n")) return false;
  const auto answer = http.receive_some();
  return answer && answer->starts_with("HTTP/1.0 200");
}

std::optional<std::size_t> PatroniCluster::primary() const {
  for (std::size_t i = 0; i < kNodes; ++i) {
    if (says_yes(nodes_[i], "/primary")) return i;
  }
  return std::nullopt;
}

bool PatroniCluster::is_synchronous(std::size_t node) const { return says_yes(nodes_.at(node), "/synchronous"); }

void PatroniCluster::kill_hard(std::size_t node) { end(nodes_.at(node), SIGKILL); }

/// Patroni first: it would start the other again. PostgreSQL is not our child, but it says who it is.
void PatroniCluster::end(Node& node, int signal) const {
  if (!node.patroni) return;
  node.patroni->signal(SIGKILL);
  (void)node.patroni->wait(Duration::seconds(10));
  node.patroni.reset();
  const std::string data = directory_of(node) + "/data";
  const pid_t postgres = postgres_of(data);
  if (postgres == 0) return;
  const auto is_gone = [&] { return postgres_of(data) != postgres; };
  ::kill(postgres, signal);
  if (wait_until(is_gone, Duration::seconds(10))) return;
  ::kill(postgres, SIGKILL);
  (void)wait_until(is_gone, Duration::seconds(10));
}

void PatroniCluster::end_all() {
  for (Node& node : nodes_) end(node, SIGQUIT);  // at once; there is nothing to keep
  etcd_process_.reset();
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

std::string PatroniCluster::url(const std::string& user, const std::string& password,
                                const std::string& database) const {
  return "postgres://" + user + ":" + password + "@" + local(nodes_[0].port) + "," + local(nodes_[1].port) + "/" +
         database + "?target_session_attrs=read-write";
}

std::vector<std::string> PatroniCluster::run(const std::string& database, const std::string& sql) const {
  std::string wrong;
  auto rows = ask_postgres(url(kSuperuser, kSuperuserPassword, database), sql, wrong);
  if (!wrong.empty()) throw std::runtime_error(wrong + " in: " + sql);
  return rows;
}

std::string PatroniCluster::log() const {
  std::string text = text_of(directory_ + "/etcd.log");
  for (const Node& node : nodes_) text += "\n" + node.name + ":\n" + text_of(directory_of(node) + ".log");
  return text;
}

}  // namespace loam::test
