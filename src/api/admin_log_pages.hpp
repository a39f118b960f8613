#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "api/admin_paging.hpp"
#include "api/api.hpp"
#include "api/http/problem.hpp"

namespace loam {

/// The user ids of accounts, from one moment; nil for the house and for none.
std::vector<Uuid> user_ids_of(Api& api, const std::vector<AccountNo>& accounts);

/// Writes the list, each entry with its number as `id`, and `user_id` where the log knows accounts.
template <class T>
void write_log_rows(Api& api, JsonWriter& json, const LogPage<T>& page, void (*write)(JsonWriter&, const T&)) {
  std::vector<AccountNo> accounts;
  if constexpr (requires(const T& entry) { entry.account; }) {
    for (const auto& [number, entry] : page.rows) accounts.push_back(entry.account);
  }
  const std::vector<Uuid> ids = user_ids_of(api, accounts);
  json.begin_array();
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    json.begin_object().member("id", page.rows[i].first);
    write(json, page.rows[i].second);
    if (!ids.empty()) {
      json.key("user_id");
      ids[i].is_nil() ? json.value(nullptr) : json.value(ids[i]);
    }
    json.end_object();
  }
  json.end_array();
}

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
    auto log = (reader.*read)(page.place, static_cast<std::size_t>(page.offset + page.limit));
    if (!log) return store_unavailable(request, log.error());
    auto& rows = log->rows;
    const std::int64_t newest = rows.empty() ? 0 : rows.front().first;
    const std::int64_t total = page.total >= 0 ? page.total : newest;
    const auto passed = std::min(static_cast<std::ptrdiff_t>(page.offset), std::ssize(rows));
    rows.erase(rows.begin(), rows.begin() + passed);
    std::string text;
    JsonWriter json(text);
    json.begin_object().key(list);
    write_log_rows(api, json, *log, write);
    write_pagination(json, list, page, rows.size(), total, log->next_before);
    json.end_object();
    return http::Response::json(200, std::move(text));
  });
}

}  // namespace loam
