#include "api/admin_user_search.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::size_t kUsersPerLook = 5'000;  // under a millisecond, while commits wait

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return folded(a) == folded(b); }) != text.end();
}

bool equal(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return folded(x) == folded(y); });
}

bool matches(const User& user, const UserFilter& filter, const std::optional<Uuid>& id) {
  if (filter.role && user.role != *filter.role) return false;
  if (filter.disabled && user.disabled != *filter.disabled) return false;
  if (!filter.username.empty() && !equal(user.username, filter.username)) return false;
  if (filter.search.empty() || (id && user.id == *id)) return true;
  return contains(user.username, filter.search) || contains(user.email, filter.search);
}

/// Fills a page from one slice of users after the other.
struct Search {
  const UserFilter& filter;
  const ListPage& page;
  std::optional<Uuid> id;
  std::int64_t passed = 0;  ///< matches after the place that the offset passes over
  bool more = false;
  FoundUsers found;

  /// False where nothing further is wanted.
  bool take(const State& state, const User& user) {
    if (!matches(user, filter, id)) return true;
    ++found.total;
    if (static_cast<std::int64_t>(user.account.value) <= page.place) return true;
    if (passed < page.offset) {
      ++passed;
    } else if (static_cast<std::int64_t>(found.users.size()) < page.limit) {
      found.users.push_back({user, state.ledger.account(user.account)});
    } else {
      more = true;
      return page.total < 0;  // the rest is only counted, once
    }
    return true;
  }
};

}  // namespace

std::string write_user_filter(const UserFilter& filter) {
  if (filter.username.empty() && filter.search.empty() && !filter.role && !filter.disabled) return {};
  ByteWriter out;
  out.text(filter.username);
  out.text(filter.search);
  out.u8(filter.role ? static_cast<std::uint8_t>(1 + static_cast<std::uint8_t>(*filter.role)) : 0);
  out.u8(filter.disabled ? (*filter.disabled ? 2 : 1) : 0);
  return {out.bytes().begin(), out.bytes().end()};
}

std::optional<UserFilter> parse_user_filter(std::string_view text) {
  UserFilter filter;
  if (text.empty()) return filter;
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  ByteReader in(bytes);
  filter.username = in.text();
  filter.search = in.text();
  const std::uint8_t role = in.u8();
  const std::uint8_t disabled = in.u8();
  if (!in.ok() || !in.at_end() || role > 4 || disabled > 2) return std::nullopt;
  if (role != 0) filter.role = static_cast<Role>(role - 1);
  if (disabled != 0) filter.disabled = disabled == 2;
  return filter;
}

FoundUsers search_users(const View& view, const UserFilter& filter, const ListPage& page) {
  Search search{filter, page, parse_uuid(filter.search), 0, false, {}};
  // Where the total is known already, the search starts at the page's place.
  std::size_t next =
      page.total < 0 ? 0 : static_cast<std::size_t>(std::max<std::int64_t>(0, page.place + 1 - kFirstUser.value));
  bool wanted = true;
  while (wanted) {
    wanted = view.read([&](const State& state) {
      const std::vector<User>& users = state.identity.users();
      const std::size_t end = std::min(users.size(), next + kUsersPerLook);
      for (; next < end; ++next) {
        if (!search.take(state, users[next])) return false;
      }
      return next < users.size();
    });
  }
  if (page.total >= 0) search.found.total = page.total;
  if (search.more) search.found.next_place = static_cast<std::int64_t>(search.found.users.back().user.account.value);
  return std::move(search.found);
}

}  // namespace loam
