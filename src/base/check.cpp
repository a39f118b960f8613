#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace loam {

void check_failed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "%s:%d: check failed: %s\n", file, line, condition);
  std::fflush(stderr);
  std::abort();
}

}  // namespace loam
