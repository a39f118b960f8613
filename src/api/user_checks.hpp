#pragma once

#include <string>
#include <string_view>

#include "api/json/json_reader.hpp"

namespace loam {

/// 3 to 32 of letters, digits, `_`, `.` and `-`: names that look the same are the same.
bool is_username(std::string_view text);
/// Something, an @, and a domain with a full stop, in printable ASCII without spaces, up to 254 characters. Whether
/// anybody reads it only a letter can tell.
bool is_email(std::string_view text);

/// The member `username` of a body, or an error there.
std::string read_username(ObjectReader& body);
/// The member `email`; empty where it is absent or an error was noted.
std::string read_email(ObjectReader& body, bool required);
/// The member `name` as a new password, held against the policy.
/// @param characters_min setting `password_min_length`
std::string read_new_password(ObjectReader& body, std::string_view name, std::int64_t characters_min,
                              std::string_view username);

}  // namespace loam
