#include "support/temp_dir.hpp"

#include <stdexcept>
#include <system_error>

#include <stdlib.h>

namespace loam::test {

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "loam-test-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("cannot make a temporary directory");
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace loam::test
