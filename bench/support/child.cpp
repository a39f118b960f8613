#include "bench/support/child.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/support/interrupt.hpp"

namespace loam::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kCannotRun = 127;

void become(const std::string& user) {
  const passwd* entry = ::getpwnam(user.c_str());
  if (entry == nullptr || ::initgroups(user.c_str(), entry->pw_gid) != 0 || ::setgid(entry->pw_gid) != 0 ||
      ::setuid(entry->pw_uid) != 0) {
    ::_exit(kCannotRun);
  }
}

std::string text_of(const std::vector<std::string>& command) {
  std::string text;
  for (const std::string& word : command) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

Child::Child(ChildOptions options) : options_(std::move(options)) {
  int pipe[2] = {-1, -1};
  if (options_.read_output && ::pipe2(pipe, O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "pipe");
  pid_ = ::fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ == 0) become_child(pipe[1]);
  if (options_.read_output) {
    ::close(pipe[1]);
    output_ = pipe[0];
  }
}

void Child::become_child(int output) const {
  ::setpgid(0, 0);
  const int log = ::open(options_.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output >= 0 ? output : log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  if (!options_.user.empty() && ::geteuid() == 0) become(options_.user);
  ::prctl(PR_SET_PDEATHSIG, options_.end_signal);  // after the change of user, which would clear it
  if (::chdir("/") != 0) ::_exit(kCannotRun);
  std::vector<char*> arguments;
  arguments.reserve(options_.command.size() + 1);
  for (const std::string& word : options_.command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(kCannotRun);
}

Child::~Child() {
  end();
  if (output_ >= 0) ::close(output_);
}

std::optional<std::string> Child::read_line(std::chrono::milliseconds within) {
  const auto deadline = SteadyClock::now() + within;
  while (true) {
    if (const auto end = buffer_.find('\n'); end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    throw_if_interrupted();
    if (SteadyClock::now() >= deadline) return std::nullopt;
    pollfd waiting{output_, POLLIN, 0};
    if (::poll(&waiting, 1, 50) <= 0) continue;
    char bytes[4096];
    const ssize_t got = ::read(output_, bytes, sizeof bytes);
    if (got <= 0) return std::nullopt;
    buffer_.append(bytes, static_cast<std::size_t>(got));
  }
}

std::optional<int> Child::wait(std::chrono::milliseconds within) {
  const auto deadline = SteadyClock::now() + within;
  while (!status_) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      break;
    }
    if (SteadyClock::now() >= deadline) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return status_;
}

int Child::end(std::chrono::milliseconds within) {
  if (!status_) ::kill(pid_, options_.end_signal);
  if (const auto code = wait(within)) return *code;
  ::kill(pid_, SIGKILL);
  return wait(std::chrono::seconds(10)).value_or(128 + SIGKILL);
}

std::string run_to_end(const std::vector<std::string>& command, const std::filesystem::path& log,
                       const std::string& user, std::chrono::milliseconds within) {
  Child child({.command = command, .user = user, .log = log, .read_output = true});
  const auto deadline = SteadyClock::now() + within;
  std::string out;
  while (auto line =
             child.read_line(std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now()))) {
    out += *line + '\n';
  }
  const auto code =
      child.wait(std::max(std::chrono::milliseconds(1000),
                          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now())));
  if (code != 0) {
    throw std::runtime_error(text_of(command) + ": " + (code ? "exit code " + std::to_string(*code) : "took too long") +
                             "\n" + out + tail_of(log));
  }
  return out;
}

std::string tail_of(const std::filesystem::path& log) {
  constexpr std::size_t kBytes = 2000;
  std::ifstream file(log);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.size() > kBytes) text.erase(0, text.size() - kBytes);
  return text;
}

}  // namespace loam::bench
