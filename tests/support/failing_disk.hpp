#pragma once

#include <cstdint>

namespace loam::test {

/// Stands between SQLite and the disk, for every database that this process opens while it lives. Counts what changes
/// the disk (writes, syncs, truncations) and can let the Nth of them fail, once: the disk works again afterwards, which
/// is the case that a program is most tempted to go on from.
class FailingDisk {
 public:
  FailingDisk();
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;
  ~FailingDisk();

  /// The operation that fails, counted from now on; 0 lets all of them through.
  void fail_at(std::int64_t operation);
  /// Whether the failure has been.
  [[nodiscard]] bool has_failed() const;
};

}  // namespace loam::test
