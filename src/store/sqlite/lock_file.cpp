#include "store/sqlite/lock_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sqlite/connection.hpp"

namespace loam::sqlite {
namespace {

/// Who holds it, for the message alone: what counts is the lock, not what stands in the file.
std::string holder_in(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  std::string holder(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!holder.empty() && holder.back() == '\n') holder.pop_back();
  return holder.empty() ? "another process" : "process " + holder;
}

void write_holder(int descriptor) {
  const std::string text = std::to_string(::getpid()) + "\n";
  // A lock file without a number is a lock all the same.
  if (::ftruncate(descriptor, 0) != 0) return;
  [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, text.data(), text.size(), 0);
}

}  // namespace

LockFile::LockFile(const std::filesystem::path& database) {
  const std::filesystem::path file = database.string() + ".lock";
  descriptor_ = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor_ < 0) throw Error("cannot open the lock file " + file.string() + ": " + std::strerror(errno));
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
    write_holder(descriptor_);
    return;
  }
  const int reason = errno;
  const std::string holder = holder_in(descriptor_);
  ::close(descriptor_);
  if (reason == EWOULDBLOCK) {
    throw Error(database.string() + " is in use by " + holder + ": a world has one writer at a time");
  }
  throw Error("cannot lock " + file.string() + ": " + std::strerror(reason));
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

LockFile::~LockFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace loam::sqlite
