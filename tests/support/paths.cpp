#include "support/paths.hpp"

namespace loam::test {

std::string source_dir() { return LOAM_SOURCE_DIR; }
std::string binary() { return LOAM_BINARY; }

}  // namespace loam::test
