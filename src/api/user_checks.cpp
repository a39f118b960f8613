#include "api/user_checks.hpp"

#include <algorithm>

#include "api/passwords.hpp"

namespace loam {
namespace {

constexpr std::size_t kUsernameMin = 3;
constexpr std::size_t kUsernameMax = 32;
constexpr std::size_t kEmailMin = 5;    // a@b.c
constexpr std::size_t kEmailMax = 254;  // what an SMTP path takes

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

bool is_visible_ascii(char c) { return c > ' ' && c <= '~'; }

}  // namespace

bool is_username(std::string_view text) {
  return text.size() >= kUsernameMin && text.size() <= kUsernameMax &&
         std::all_of(text.begin(), text.end(), is_name_character);
}

bool is_email(std::string_view text) {
  if (text.size() < kEmailMin || text.size() > kEmailMax) return false;
  if (!std::all_of(text.begin(), text.end(), is_visible_ascii)) return false;
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) return false;
  const std::string_view domain = text.substr(at + 1);
  const std::size_t stop = domain.rfind('.');
  return stop != std::string_view::npos && stop > 0 && stop + 1 < domain.size() &&
         domain.find("..") == std::string_view::npos;
}

std::string read_username(ObjectReader& body) {
  std::string username = body.text("username", {kUsernameMin, kUsernameMax});
  if (!username.empty() && !is_username(username)) {
    body.refuse("username", "malformed", "A username has letters of a to z, digits, `_`, `.` and `-`.");
  }
  return username;
}

std::string read_email(ObjectReader& body, bool required) {
  if (!required && !body.given("email")) return {};
  std::string email = body.text("email", {kEmailMin, kEmailMax});
  if (!email.empty() && !is_email(email)) body.refuse("email", "malformed", "This must be an e-mail address.");
  return email;
}

std::string read_new_password(ObjectReader& body, std::string_view name, std::int64_t characters_min,
                              std::string_view username) {
  std::string password = body.text(name, {1, kMaxPasswordBytes});
  if (password.empty()) return password;
  if (auto problem = check_password(password, static_cast<std::size_t>(characters_min), username)) {
    body.refuse(name, problem->code, std::move(problem->detail));
  }
  return password;
}

}  // namespace loam
