#pragma once

namespace loam {

/// Prints the broken condition with its place and stops the process. A bug is never survived: better down than wrong.
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace loam

/// Holds in every build. For conditions that only a bug can break; what a caller or the world can break is a Refusal or
/// a Fault.
#define LOAM_CHECK(condition) \
  (static_cast<bool>(condition) ? static_cast<void>(0) : ::loam::check_failed(#condition, __FILE__, __LINE__))
