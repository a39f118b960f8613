#include "bench/support/machine.hpp"

#include <cerrno>
#include <ctime>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "bench/support/interrupt.hpp"

namespace loam::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

#ifdef __clang__
constexpr const char* kCompiler = __VERSION__;
#else
constexpr const char* kCompiler = "g++ " __VERSION__;
#endif

/// The value behind `name:` in a file of /proc.
std::string proc_value(const std::string& file, const std::string& name) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(name)) continue;
    const auto start = line.find_first_not_of(" \t:", name.size());
    return start == std::string::npos ? "" : line.substr(start);
  }
  return "";
}

std::string file_system(const std::filesystem::path& work) {
  struct statfs found {};
  if (::statfs(work.c_str(), &found) != 0) return "unknown";
  switch (static_cast<unsigned long>(found.f_type)) {
    case 0xEF53: return "ext4";
    case 0x58465342: return "xfs";
    case 0x9123683E: return "btrfs";
    case 0x01021994: return "tmpfs: in memory, so no figure below is durable";
    case 0x794C7630: return "overlayfs";
    default: return fmt::format("type {:#x}", static_cast<unsigned long>(found.f_type));
  }
}

std::string kernel() {
  utsname name{};
  ::uname(&name);
  return fmt::format("{} {}", name.sysname, name.release);
}

}  // namespace

Machine describe_machine(const std::filesystem::path& work) {
  const auto memory = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE));
  double load = 0;
  ::getloadavg(&load, 1);
  return {
      {"processor", proc_value("/proc/cpuinfo", "model name")},
      {"cores", std::to_string(std::thread::hardware_concurrency())},
      {"memory", fmt::format("{:.0f} GiB", memory / 1024 / 1024 / 1024)},
      {"kernel", kernel()},
      {"file system", file_system(work)},
      {"SQLite", sqlite3_libversion()},
      {"compiler", kCompiler},
      {"load average before", fmt::format("{:.2f}", load)},
  };
}

Latencies measure_disk_sync(const std::filesystem::path& work, std::chrono::milliseconds time) {
  constexpr std::size_t kRecordBytes = 128;
  const std::string name = (work / "sync").string();
  const int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) throw std::system_error(errno, std::generic_category(), name);
  const std::string record(kRecordBytes, 'r');
  Latencies latencies;
  const auto end = SteadyClock::now() + time;
  while (SteadyClock::now() < end && !interrupted()) {
    const auto start = SteadyClock::now();
    if (::write(file, record.data(), record.size()) < 0 || ::fdatasync(file) != 0) break;
    latencies.record_ns((SteadyClock::now() - start).count());
  }
  ::close(file);
  ::unlink(name.c_str());
  throw_if_interrupted();
  return latencies;
}

double resident_mib(int pid) {
  return std::atof(proc_value(fmt::format("/proc/{}/status", pid), "VmRSS").c_str()) / 1024;
}

double own_cpu_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

double cpu_seconds(int pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string text;
  std::getline(file, text);
  const auto end_of_name = text.rfind(')');
  if (end_of_name == std::string::npos) return 0;
  std::istringstream fields(text.substr(end_of_name + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace loam::bench
