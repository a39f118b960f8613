#include "support/child.hpp"

#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace loam::test {
namespace {

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// What posix_spawn is told to do in the child before it runs the program.
class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

  void duplicate(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
  void append_to(const std::string& file, int to) {
    posix_spawn_file_actions_addopen(&actions_, to, file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    value_ = std::exchange(other.value_, -1);
  }
  return *this;
}

Descriptor::~Descriptor() { reset(); }

void Descriptor::reset() {
  if (value_ >= 0) ::close(value_);
  value_ = -1;
}

Child::Child(const ChildInput& input) {
  Pipe in = make_pipe();
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  FileActions actions;
  actions.duplicate(in.read.get(), STDIN_FILENO);
  actions.duplicate(out.write.get(), STDOUT_FILENO);
  if (input.error_file.empty()) {
    actions.duplicate(err.write.get(), STDERR_FILENO);
  } else {
    actions.append_to(input.error_file, STDERR_FILENO);
  }

  std::vector<std::string> arguments{input.program};
  arguments.insert(arguments.end(), input.arguments.begin(), input.arguments.end());
  std::vector<std::string> environment;
  for (char** entry = environ; *entry; ++entry) environment.emplace_back(*entry);
  environment.insert(environment.end(), input.environment.begin(), input.environment.end());

  const auto argument_pointers = pointers_to(arguments);
  const auto environment_pointers = pointers_to(environment);
  if (::posix_spawn(&pid_, input.program.c_str(), actions.get(), nullptr, argument_pointers.data(),
                    environment_pointers.data()) != 0) {
    pid_ = -1;
    throw std::runtime_error("cannot run " + input.program);
  }
  in_ = std::move(in.write);
  out_ = std::move(out.read);
  err_ = std::move(err.read);
}

Child::~Child() {
  if (ended()) return;
  signal(SIGKILL);
  (void)wait(Duration::seconds(10));
}

void Child::signal(int number) const {
  if (pid_ > 0 && !ended()) ::kill(pid_, number);
}

std::optional<int> Child::wait(Duration within) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(within.ms);
  while (!exit_code_) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      break;
    }
    if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return exit_code_;
}

}  // namespace loam::test
