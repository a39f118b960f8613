#include "store/sqlite/durable_file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "store/sql/connection.hpp"

namespace loam::sqlite {

void sync_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw sql::Error("cannot open " + file.string() + ": " + std::strerror(errno));
  const int code = ::fsync(descriptor);
  const int reason = errno;
  ::close(descriptor);
  if (code != 0) throw sql::Error("cannot sync " + file.string() + ": " + std::strerror(reason));
}

void sync_folder_of(const std::filesystem::path& file) {
  sync_file(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
}

}  // namespace loam::sqlite
