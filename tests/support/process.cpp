#include "support/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "support/paths.hpp"
#include "support/postgres.hpp"

namespace loam::test {
namespace {

using Clock = std::chrono::steady_clock;

int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

/// Appends what is there; closes at the end.
void take(Descriptor& from, std::string& into) {
  std::array<char, 16 * 1024> buffer{};
  const ssize_t size = ::read(from.get(), buffer.data(), buffer.size());
  if (size > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(size));
  } else if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
    from.reset();
  }
}

void give(Descriptor& to, std::string_view& rest) {
  const ssize_t size = ::write(to.get(), rest.data(), rest.size());
  if (size > 0) rest.remove_prefix(static_cast<std::size_t>(size));
  if (rest.empty() || (size < 0 && errno != EINTR && errno != EAGAIN)) to.reset();
}

/// Feeds and empties all three streams at once, so that no full pipe can stop either side. False when time is up.
bool converse(Child& child, std::string_view input, CommandResult& result, Clock::time_point deadline) {
  ::fcntl(child.in().get(), F_SETFL, O_NONBLOCK);
  if (input.empty()) child.in().reset();
  while (child.out().get() >= 0 || child.err().get() >= 0) {
    std::array<pollfd, 3> entries{pollfd{child.in().get(), POLLOUT, 0}, pollfd{child.out().get(), POLLIN, 0},
                                  pollfd{child.err().get(), POLLIN, 0}};
    const int ready = ::poll(entries.data(), entries.size(), milliseconds_until(deadline));
    if (ready == 0) return false;
    if (entries[0].revents != 0) give(child.in(), input);
    if (entries[1].revents != 0) take(child.out(), result.out);
    if (entries[2].revents != 0) take(child.err(), result.err);
  }
  return true;
}

/// What names the database that stands for this data directory, where one does.
std::vector<std::string> environment_for(const std::string& data) {
  const std::string url = database_for(data);
  if (url.empty()) return {};
  return {"LOAM_DATABASE=" + url, "LOAM_LEASE_SECONDS=1"};
}

bool names_a_database(const std::vector<std::string>& environment) {
  return std::any_of(environment.begin(), environment.end(),
                     [](const std::string& variable) { return variable.starts_with("LOAM_DATABASE="); });
}

std::vector<std::string> environment_for(const std::vector<std::string>& arguments) {
  const auto data = std::find(arguments.begin(), arguments.end(), "--data");
  if (data == arguments.end() || data + 1 == arguments.end()) return {};
  return environment_for(std::filesystem::absolute(*(data + 1)).string());
}

std::string absolute(const std::string& path) { return std::filesystem::absolute(path).string(); }

CommandResult run_child(const ChildInput& input, std::string_view standard_input, Duration within) {
  ::signal(SIGPIPE, SIG_IGN);  // a program that does not read its input is no reason to end the tests
  const auto deadline = Clock::now() + std::chrono::milliseconds(within.ms);
  Child child(input);
  CommandResult result;
  if (!converse(child, standard_input, result, deadline)) child.signal(SIGKILL);
  auto code = child.wait(Duration{milliseconds_until(deadline)});
  if (!code) {
    child.signal(SIGKILL);
    code = child.wait(Duration::seconds(10));
  }
  result.exit_code = code.value_or(-1);
  return result;
}

}  // namespace

CommandResult run_program(const std::string& program, const std::vector<std::string>& arguments,
                          std::string_view standard_input, Duration within) {
  return run_child({program, arguments, {}, {}}, standard_input, within);
}

CommandResult run_command(const std::vector<std::string>& arguments, std::string_view standard_input, Duration within) {
  return run_child({binary(), arguments, environment_for(arguments), {}}, standard_input, within);
}
ServerProcess::ServerProcess(ServerOptions options) : options_(std::move(options)) {
  if (options_.data.empty()) options_.data = temp_ / "data";
  options_.data = absolute(options_.data);
  std::filesystem::create_directories(options_.data);
  start();
}

void ServerProcess::start() {
  ChildInput input;
  input.program = binary();
  input.arguments = {"serve", "--data", options_.data, "--listen", "127.0.0.1:0"};
  for (const std::string& setting : options_.settings) {
    input.arguments.emplace_back("--set");
    input.arguments.push_back(setting);
  }
  input.arguments.insert(input.arguments.end(), options_.arguments.begin(), options_.arguments.end());
  if (!names_a_database(options_.environment)) input.environment = environment_for(options_.data);
  input.environment.insert(input.environment.end(), options_.environment.begin(), options_.environment.end());
  input.error_file = temp_ / "stderr.txt";
  child_ = std::make_unique<Child>(input);
  child_->in().reset();
  port_ = read_port();
  if (port_ != 0) return;
  child_.reset();
  throw std::runtime_error("the server did not come up:\n" + log());
}

std::uint16_t ServerProcess::read_port() {
  const auto deadline = Clock::now() + std::chrono::milliseconds(options_.start_time.ms);
  constexpr std::string_view kLine = "listening on http://";
  std::string text;
  while (child_->out().get() >= 0) {
    const std::size_t begin = text.find(kLine);
    const std::size_t end = begin == std::string::npos ? begin : text.find_first_of(" \r\n", begin + kLine.size());
    if (end != std::string::npos) {
      const std::size_t colon = text.rfind(':', end);
      return static_cast<std::uint16_t>(std::stoul(text.substr(colon + 1, end - colon - 1)));
    }
    pollfd entry{child_->out().get(), POLLIN, 0};
    if (::poll(&entry, 1, milliseconds_until(deadline)) == 0) return 0;
    take(child_->out(), text);
  }
  return 0;
}

std::string ServerProcess::log() const {
  std::ifstream file(temp_ / "stderr.txt");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void ServerProcess::kill_hard() {
  child_->signal(SIGKILL);
  (void)child_->wait(Duration::seconds(10));
}

std::optional<int> ServerProcess::terminate(Duration within) {
  child_->signal(SIGTERM);
  const auto code = child_->wait(within);
  if (!code) kill_hard();
  return code;
}

std::optional<int> ServerProcess::wait_for_exit(Duration within) { return child_->wait(within); }

void ServerProcess::restart() {
  if (child_ && !child_->ended()) kill_hard();
  start();
}

}  // namespace loam::test
