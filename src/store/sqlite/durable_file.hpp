#pragma once

#include <filesystem>

namespace loam::sqlite {

/// Throws Error where the system cannot say that the disk has it.
void sync_file(const std::filesystem::path& file);
/// A file's name is durable only once its folder is.
void sync_folder_of(const std::filesystem::path& file);

}  // namespace loam::sqlite
