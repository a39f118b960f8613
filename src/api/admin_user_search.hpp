#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/admin_paging.hpp"
#include "api/user_render.hpp"
#include "pipeline/view.hpp"

namespace loam {

/// Which users. Empty fields do not filter.
struct UserFilter {
  std::string username;  ///< the whole of it, without regard to case
  std::string search;    ///< a part of the username or the e-mail address, without regard to case; or a whole user id
  std::optional<Role> role;
  std::optional<bool> disabled;
};
/// As a cursor carries it; empty for a filter that does not filter.
std::string write_user_filter(const UserFilter& filter);
std::optional<UserFilter> parse_user_filter(std::string_view text);

struct FoundUsers {
  std::vector<UserView> users;
  std::int64_t total = 0;       ///< that match, over all pages
  std::int64_t next_place = 0;  ///< 0 at the end
};
/// One page in order of opening. Looks at some thousand users at a time, so that no commit waits for a whole search.
FoundUsers search_users(const View& view, const UserFilter& filter, const ListPage& page);

}  // namespace loam
