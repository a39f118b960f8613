#pragma once

#include <cstddef>
#include <string_view>

namespace loam {

/// Bytes of the well-formed UTF-8 sequence at the front of `text`; 0 where it is not well formed: overlong, a
/// surrogate, beyond U+10FFFF, or cut.
std::size_t utf8_sequence(std::string_view text);

bool is_utf8(std::string_view text);

}  // namespace loam
