#include "pipeline/scheduling.hpp"

#include <cstdint>

#include <sys/syscall.h>
#include <unistd.h>

namespace loam {
namespace {

/// The kernel's struct sched_attr, first version; the C library has none yet.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = 0;  // SCHED_OTHER
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime_ns = 0;  // for the normal policy: the wished slice
  std::uint64_t deadline_ns = 0;
  std::uint64_t period_ns = 0;
};

constexpr std::uint64_t kSliceNs = 100'000;  // the shortest that the kernel takes

}  // namespace

void take_short_slices() noexcept {
  SchedulingAttributes attributes;
  attributes.runtime_ns = kSliceNs;
  // Refused by older kernels: then everything works, with longer waits on busy cores.
  static_cast<void>(::syscall(SYS_sched_setattr, 0, &attributes, 0U));
}

}  // namespace loam
