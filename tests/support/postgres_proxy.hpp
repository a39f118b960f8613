#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace loam::test {

/// A network between a program and PostgreSQL that can fail: a socket of its own, whose bytes it hands on.
class PostgresProxy {
 public:
  /// @param server the directory of the server's socket
  explicit PostgresProxy(const std::string& server);
  PostgresProxy(const PostgresProxy&) = delete;
  PostgresProxy& operator=(const PostgresProxy&) = delete;
  ~PostgresProxy();

  /// Where clients find it: `host` of an address.
  [[nodiscard]] const std::string& directory() const { return directory_; }

  /// Breaks what is open, and whatever comes until mend().
  void refuse();
  /// Hands nothing on until mend(), and breaks nothing.
  void fall_silent();
  /// Breaks the connection whose client has sent so many bytes more; what came before them is handed on.
  void cut_after_sent(std::int64_t bytes);
  /// Breaks the connection on which the server tells next that a COMMIT is made, before the client hears it.
  void cut_before_commit_is_told();
  void mend();
  /// How many connections the last two have broken.
  [[nodiscard]] std::int64_t cuts() const { return cuts_; }

 private:
  enum class Mode : std::uint8_t { open, refusing, silent };
  struct Link {
    int client = -1;
    int server = -1;
    std::atomic<bool> over = false;
    std::thread thread;
  };

  void accept_all();
  void carry(Link& link);
  /// Whether the link may go on.
  bool carry_once(Link& link, bool from_client);
  void break_links();
  void forget_links(bool all);

  const std::string directory_;
  const std::string server_;
  int listener_ = -1;
  std::atomic<Mode> mode_ = Mode::open;
  std::atomic<std::int64_t> sent_left_ = -1;  ///< -1: no limit
  std::atomic<bool> cut_at_commit_ = false;
  std::atomic<std::int64_t> cuts_ = 0;
  std::atomic<bool> ending_ = false;
  std::mutex mutex_;
  std::list<Link> links_;
  std::thread acceptor_;
};

}  // namespace loam::test
