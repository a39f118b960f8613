#include "bench/support/work_dir.hpp"

#include <cerrno>
#include <system_error>

#include <stdlib.h>
#include <sys/stat.h>

namespace loam::bench {

WorkDir::WorkDir(const std::filesystem::path& parent) {
  std::string name = (parent / "loam-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
  // Others may look in: PostgreSQL does not run as root, and its own directory keeps itself closed.
  ::chmod(name.c_str(), 0755);
}

WorkDir::~WorkDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path WorkDir::make(const std::string& name) const {
  const std::filesystem::path made = path_ / name;
  std::filesystem::create_directory(made);
  return made;
}

void WorkDir::remove(const std::filesystem::path& directory) const {
  std::error_code ignored;
  std::filesystem::remove_all(directory, ignored);
}

}  // namespace loam::bench
