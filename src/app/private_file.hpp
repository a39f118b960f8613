#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace loam {

/// Makes a file that only its owner can read, with this text, and sees it onto the disk. Fails where it is there.
Result<void, std::string> make_private_file(const std::filesystem::path& file, std::string_view text);

}  // namespace loam
