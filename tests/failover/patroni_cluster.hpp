#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "support/child.hpp"

namespace loam::test {

/// Asks again and again; false where it has not come true within the time.
bool wait_until(const std::function<bool()>& come_true, Duration within = Duration::seconds(120));

/// Two PostgreSQL nodes under Patroni with deploy/patroni/patroni.yml, and the etcd that they agree by: all on
/// 127.0.0.1, on free ports, in one directory, ended by their process ids with this object. Whatever does not come up
/// throws std::runtime_error with what it wrote.
class PatroniCluster {
 public:
  static constexpr std::size_t kNodes = 2;

  /// On return one node takes writes and the other is its synchronous standby.
  PatroniCluster();
  PatroniCluster(const PatroniCluster&) = delete;
  PatroniCluster& operator=(const PatroniCluster&) = delete;
  ~PatroniCluster();

  /// The node that Patroni names the primary; nullopt while there is none.
  [[nodiscard]] std::optional<std::size_t> primary() const;
  /// Whether this node is the one that commits wait for.
  [[nodiscard]] bool is_synchronous(std::size_t node) const;

  /// SIGKILL to the node's Patroni and to its PostgreSQL.
  void kill_hard(std::size_t node);
  /// Starts the node's Patroni again, as its supervisor does.
  void start(std::size_t node);

  /// As an application has it: both nodes, of which the one that takes writes is meant.
  [[nodiscard]] std::string url(const std::string& user, const std::string& password,
                                const std::string& database) const;
  /// SQL as the superuser of the database's cluster on the primary. Throws with what the server said.
  std::vector<std::string> run(const std::string& database, const std::string& sql) const;
  /// What etcd and both nodes have written.
  [[nodiscard]] std::string log() const;

 private:
  struct Node {
    std::string name;
    std::uint16_t port = 0;
    std::uint16_t rest_port = 0;
    std::optional<Child> patroni;
  };

  void start_etcd(std::uint16_t port, std::uint16_t peer_port);
  [[nodiscard]] bool says_yes(const Node& node, const std::string& question) const;
  [[nodiscard]] std::string directory_of(const Node& node) const { return directory_ + "/" + node.name; }
  void end(Node& node, int signal) const;
  void end_all();

  std::string directory_;
  std::string etcd_;  ///< HOST:PORT
  std::optional<Child> etcd_process_;
  std::array<Node, kNodes> nodes_;
};

}  // namespace loam::test
