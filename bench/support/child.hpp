#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace loam::bench {

struct ChildOptions {
  std::vector<std::string> command{};
  /// Takes this user where we are root; empty keeps ours.
  std::string user{};
  /// Where stderr goes; and stdout too unless it is read here.
  std::filesystem::path log{};
  bool read_output = false;
  int end_signal = SIGTERM;
};

/// A process of ours in a group of its own: Ctrl-C reaches it through us. Ended by its id with this object, and by the
/// kernel should we die first. Make it on the main thread: the kernel means the thread by "we".
class Child {
 public:
  explicit Child(ChildOptions options);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// The next line of its stdout without its end; nullopt at the end of the output or of the time.
  std::optional<std::string> read_line(std::chrono::milliseconds within);
  /// The exit code as a shell counts; nullopt while it runs on.
  std::optional<int> wait(std::chrono::milliseconds within);
  /// Sends the end signal and waits; kills what does not end.
  int end(std::chrono::milliseconds within = std::chrono::seconds(30));

 private:
  [[noreturn]] void become_child(int output) const;

  ChildOptions options_;
  pid_t pid_ = -1;
  int output_ = -1;
  std::string buffer_;
  std::optional<int> status_;
};

/// Runs a command to its end; gives its stdout. Throws std::runtime_error with the end of `log` where it fails.
std::string run_to_end(const std::vector<std::string>& command, const std::filesystem::path& log,
                       const std::string& user = {}, std::chrono::milliseconds within = std::chrono::minutes(5));

/// The last lines of a log, for messages.
std::string tail_of(const std::filesystem::path& log);

}  // namespace loam::bench
