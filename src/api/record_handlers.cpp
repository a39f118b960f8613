#include <utility>

#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/record_export.hpp"
#include "api/record_query.hpp"
#include "api/render.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

constexpr Word<ExportFormat> kFormatWords[] = {{"csv", ExportFormat::csv}, {"jsonl", ExportFormat::jsonl}};

/// Whose rows a caller may see, after his wish.
struct Audience {
  bool allowed = true;
  bool known = true;
  AccountNo viewer;
  bool whole = false;
};

/// The numbers of the land and the listing that are asked for. No row is about what there is not.
void find_subject(const State& state, RecordQuery& query) {
  RecordFilter& filter = query.filter;
  if (query.land_id) filter.land = state.land.find(*query.land_id);
  if (query.listing_id) filter.listing = state.marketplace.find(*query.listing_id);
  const bool unknown = (query.land_id && !filter.land) || (query.listing_id && !filter.listing);
  if (unknown) filter.to = Time{0};
}

/// Players see their own rows only, whatever they ask for; operators and auditors anybody's, and all of them.
Audience choose_audience(Api& api, const Call& call, RecordQuery& query, bool own_by_default) {
  Audience audience;
  audience.whole = call.who.oversees();
  const bool own = !query.user_id && (own_by_default || !call.who.oversees());
  if (own) {
    audience.allowed = call.who.account.exists();
    query.filter.account = call.who.account;
  } else if (query.user_id) {
    audience.allowed = call.who.oversees() || *query.user_id == call.who.user_id;
  }
  api.view().read([&](const State& state) {
    find_subject(state, query);
    if (query.user_id) {
      const User* user = state.identity.user(*query.user_id);
      audience.known = user != nullptr;
      if (user != nullptr) query.filter.account = user->account;
    }
    if (query.filter.account && state.ledger.has(*query.filter.account)) {
      query.filter.account_last_seq = state.ledger.account(*query.filter.account).last_seq;
    }
    return 0;
  });
  audience.viewer = query.filter.account.value_or(kNoAccount);
  return audience;
}

void note_reading(Api& api, Call& call, const RecordQuery& query) {
  if (!call.who.oversees() || (query.user_id && *query.user_id == call.who.user_id)) return;
  if (!query.user_id && query.filter.account) return;
  api.note(call, LogAccess{"record.read", query.user_id ? to_string(*query.user_id) : std::string("all")});
}

void write_page(Api& api, std::string& body, const RecordQuery& query, const RecordPage& page, std::int64_t total,
                const Audience& audience) {
  std::vector<Parties> parties;
  parties.reserve(page.rows.size());
  api.view().read([&](const State& state) {
    for (const Transaction& row : page.rows) parties.push_back(parties_of(row, state));
    return 0;
  });
  JsonWriter json(body);
  json.begin_object().key("transactions").begin_array();
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    json.begin_object();
    write_transaction(json, page.rows[i], parties[i], audience.viewer, audience.whole);
    json.end_object();
  }
  json.end_array().key("pagination").begin_object();
  json.member("limit", query.limit).member("returned", page.rows.size()).member("total", total).key("next_cursor");
  page.next_before_seq == 0 ? json.value(nullptr) : json.value(write_cursor(query, page.next_before_seq, total));
  json.end_object().end_object();
}

/// Walks over the rows that an offset skips.
Result<std::int64_t, Fault> skip(Reader& reader, const RecordQuery& query) {
  std::int64_t before = query.before_seq;
  for (std::int64_t left = query.offset; left > 0;) {
    const auto page = reader.record(query.filter, before, static_cast<std::size_t>(std::min(left, kMaxPage)));
    if (!page) return Unexpected{page.error()};
    if (page->next_before_seq == 0) return -1;
    before = page->next_before_seq;
    left -= static_cast<std::int64_t>(page->rows.size());
  }
  return before;
}

http::Response answer_page(Api& api, Reader& reader, const http::Request& request, const RecordQuery& query,
                           const Audience& audience) {
  std::int64_t total = query.total;
  if (total < 0) {
    const auto counted = reader.count(query.filter);
    if (!counted) return store_unavailable(request, counted.error());
    total = *counted;
  }
  const auto before = skip(reader, query);
  if (!before) return store_unavailable(request, before.error());
  RecordPage page;
  if (*before >= 0) {
    auto read = reader.record(query.filter, *before, static_cast<std::size_t>(query.limit));
    if (!read) return store_unavailable(request, read.error());
    page = std::move(read).value();
  }
  std::string body;
  write_page(api, body, query, page, total, audience);
  return http::Response::json(200, std::move(body));
}

void list(Api& api, Call call, RecordQuery query, http::QueryReader& reader, bool own_by_default) {
  if (!reader.finish()) return call.respond(http::unprocessable(call.request, reader.errors()));
  const Audience audience = choose_audience(api, call, query, own_by_default);
  if (!audience.allowed) {
    return call.respond(http::problem(call.request, {403, "forbidden", "These are not your rows.", nullptr}));
  }
  if (!audience.known) return call.respond(http::not_found(call.request, "There is no such user."));
  note_reading(api, call, query);
  api.query(std::move(call), [&api, query, audience](Reader& store, const http::Request& request) {
    return answer_page(api, store, request, query, audience);
  });
}

void get_audit_trail(Api& api, Call call) {
  http::QueryReader reader(call.request);
  list(api, std::move(call), read_record_query(reader), reader, false);
}

void get_own_trades(Api& api, Call call) {
  http::QueryReader reader(call.request);
  RecordQuery query = read_record_query(reader);
  query.filter.source = TransactionSource::biome;
  list(api, std::move(call), query, reader, true);
}

void get_user_transactions(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  if (!id) return call.respond(http::not_found(call.request, "There is no such user."));
  http::QueryReader reader(call.request);
  RecordQuery query = read_record_query(reader);
  if (query.user_id && *query.user_id != *id) {
    reader.refuse("user_id", "combined", "The path names the user already.");
  }
  query.user_id = id;
  list(api, std::move(call), query, reader, false);
}

void export_rows(Api& api, Call call) {
  http::QueryReader reader(call.request);
  RecordQuery query = read_record_query(reader);
  const auto format = reader.word("format", kFormatWords).value_or(ExportFormat::csv);
  if (!reader.finish()) return call.respond(http::unprocessable(call.request, reader.errors()));
  const Audience audience = choose_audience(api, call, query, false);
  if (!audience.allowed) {
    return call.respond(http::problem(call.request, {403, "forbidden", "These are not your rows.", nullptr}));
  }
  if (!audience.known) return call.respond(http::not_found(call.request, "There is no such user."));
  note_reading(api, call, query);
  call.respond(export_response(api, query.filter, format, audience.viewer, audience.whole));
}

}  // namespace

void add_record_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kOverseers = access::operators | access::auditors;
  api.add(Method::get, "/api/v1/marketplace/transactions/audit-trail", "get_audit_trail", access::signed_in,
          get_audit_trail);
  api.add(Method::get, "/api/v1/marketplace/transactions/audit-trail/export", "export_audit_trail", access::signed_in,
          export_rows);
  api.add(Method::get, "/api/v1/biome-market/transactions", "list_own_trades", access::account, get_own_trades);
  api.add(Method::get, "/api/v1/users/{id}/transactions", "list_user_transactions", access::signed_in,
          get_user_transactions);
  api.add(Method::get, "/api/v1/admin/transactions", "list_all_transactions", kOverseers, get_audit_trail);
  api.add(Method::get, "/api/v1/admin/transactions/export", "export_all_transactions", kOverseers, export_rows);
}

}  // namespace loam
