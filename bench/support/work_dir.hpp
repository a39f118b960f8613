#pragma once

#include <filesystem>
#include <string>

namespace loam::bench {

/// A new directory for everything that a run writes, removed with all that is in it at the end.
class WorkDir {
 public:
  /// @param parent decides which disk is measured
  explicit WorkDir(const std::filesystem::path& parent);
  WorkDir(const WorkDir&) = delete;
  WorkDir& operator=(const WorkDir&) = delete;
  ~WorkDir();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// A new directory in it.
  [[nodiscard]] std::filesystem::path make(const std::string& name) const;
  void remove(const std::filesystem::path& directory) const;

 private:
  std::filesystem::path path_;
};

}  // namespace loam::bench
