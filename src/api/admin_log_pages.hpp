#pragma once

#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/admin_paging.hpp"
#include "api/api.hpp"
#include "api/http/problem.hpp"

namespace loam {

/// The user ids of accounts, from one moment; nil for the house and for none.
std::vector<Uuid> user_ids_of(Api& api, const std::vector<AccountNo>& accounts);

/// Answers one page of an append-only log, newest first: `{<list>: [{id, …, user_id}], pagination}`. The rows of a log
/// are numbered from 1 without a gap, so the newest one's number is their total.
template <class T>
void answer_log_page(Api& api, Call call, std::string_view list,
                     Result<LogPage<T>, Fault> (Reader::*read)(std::int64_t before, std::size_t limit),
                     void (*write)(JsonWriter&, const T&)) {
  http::QueryReader query(call.request);
  ListPage page = read_list_page(query, list);
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  api.query(std::move(call), [&api, page, list, read, write](Reader& reader, const http::Request& request) {
    const auto wanted = static_cast<std::size_t>(page.offset + page.limit);
    auto rows = (reader.*read)(page.place, wanted);
    if (!rows) return store_unavailable(request, rows.error());
    const std::int64_t total = page.total >= 0 ? page.total : rows->rows.empty() ? 0 : rows->rows.front().first;
    const auto first = std::min(static_cast<std::size_t>(page.offset), rows->rows.size());
    rows->rows.erase(rows->rows.begin(), rows->rows.begin() + static_cast<std::ptrdiff_t>(first));

    std::vector<Uuid> ids;
    if constexpr (requires(const T& entry) { entry.account; }) {
      std::vector<AccountNo> accounts;
      for (const auto& [number, entry] : rows->rows) accounts.push_back(entry.account);
      ids = user_ids_of(api, accounts);
    }
    std::string text;
    JsonWriter json(text);
    json.begin_object().key(list).begin_array();
    for (std::size_t i = 0; i < rows->rows.size(); ++i) {
      json.begin_object().member("id", rows->rows[i].first);
      write(json, rows->rows[i].second);
      if (!ids.empty()) {
        json.key("user_id");
        ids[i].is_nil() ? json.value(nullptr) : json.value(ids[i]);
      }
      json.end_object();
    }
    json.end_array();
    write_pagination(json, list, page, rows->rows.size(), total, rows->next_before);
    json.end_object();
    return http::Response::json(200, std::move(text));
  });
}

}  // namespace loam
