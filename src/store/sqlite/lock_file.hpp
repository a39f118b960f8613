#pragma once

#include <filesystem>

namespace loam::sqlite {

/// Held while a database may be written: `NAME.lock` beside it. The system lets go of it when the process ends, however
/// it ends. Throws Error where another holder lives.
class LockFile {
 public:
  explicit LockFile(const std::filesystem::path& database);
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&&) = delete;
  ~LockFile();

 private:
  int descriptor_;
};

}  // namespace loam::sqlite
