#pragma once

#include <string_view>

namespace loam {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace loam
