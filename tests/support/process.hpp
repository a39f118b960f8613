#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "api/client/http_client.hpp"
#include "base/time.hpp"
#include "support/child.hpp"
#include "support/temp_dir.hpp"

namespace loam::test {

struct CommandResult {
  /// As a shell counts: the exit code, or 128 and the signal's number.
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// Runs the real `loam` with these arguments to its end; past `within` it is killed and the exit code is 137.
CommandResult run_command(const std::vector<std::string>& arguments, std::string_view standard_input = {},
                          Duration within = Duration::seconds(60));
/// Any other program, by its path.
CommandResult run_program(const std::string& program, const std::vector<std::string>& arguments,
                          std::string_view standard_input = {}, Duration within = Duration::seconds(60));

struct ServerOptions {
  /// Data directory; by default a temporary one that lives as long as the ServerProcess.
  std::string data;
  /// Given as `--set name=value`.
  std::vector<std::string> settings;
  /// Further arguments of `loam serve`.
  std::vector<std::string> arguments;
  /// Added to the environment, `NAME=value`.
  std::vector<std::string> environment;
  Duration start_time = Duration::seconds(20);
};

/// The real server in a process of its own: `loam serve --data DIR --listen 127.0.0.1:0`. Ended with the object, by its
/// process id. A server that does not come up throws std::runtime_error with what it wrote to stderr.
class ServerProcess {
 public:
  explicit ServerProcess(ServerOptions options = {});
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess() = default;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const std::string& data() const { return options_.data; }
  [[nodiscard]] pid_t pid() const { return child_ ? child_->pid() : -1; }
  [[nodiscard]] HttpClient client(Duration timeout = Duration::seconds(10)) const {
    return {"127.0.0.1", port_, timeout};
  }
  /// All that the server has written to stderr, over restarts.
  [[nodiscard]] std::string log() const;

  /// SIGKILL: nothing is flushed, as in a crash.
  void kill_hard();
  /// SIGTERM; the exit code, or nullopt where it did not end within the time and was killed.
  std::optional<int> terminate(Duration within = Duration::seconds(20));
  /// Waits for the process to end by itself; nullopt where it still runs.
  std::optional<int> wait_for_exit(Duration within);
  /// Starts again on the same data, after kill_hard(), terminate() or a start that failed. The port is a new one.
  void restart();

 private:
  void start();
  /// The port in `listening on http://HOST:PORT`; 0 where the line did not come.
  std::uint16_t read_port();

  TempDir temp_;
  ServerOptions options_;
  std::unique_ptr<Child> child_;
  std::uint16_t port_ = 0;
};

}  // namespace loam::test
