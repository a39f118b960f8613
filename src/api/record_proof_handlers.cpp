#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/http/problem.hpp"
#include "api/render.hpp"
#include "api/routes.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

std::optional<std::int64_t> parse_seq(std::string_view text) {
  std::int64_t seq = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
  if (error != std::errc() || end != text.data() + text.size() || seq < 1) return std::nullopt;
  return seq;
}

http::Response no_such_row(const http::Request& request) { return http::not_found(request, "There is no such row."); }

/// Whether the row names another user than the one who asks: then its bytes hold a balance that is not his to see.
bool names_another(const Parties& parties, const Uuid& asks) {
  const auto is_another = [&](const Uuid& id) { return id != Uuid{} && id != asks; };
  return is_another(parties.buyer) || is_another(parties.seller);
}

std::string render_proof(const Transaction& row, const Parties& parties, const Digest& previous) {
  ByteWriter canonical;
  write_canonical(row, parties.buyer, parties.seller, canonical);
  std::string body;
  JsonWriter json(body);
  json.begin_object()
      .member("seq", row.seq)
      .member("previous_hash", to_hex(previous))
      .member("canonical", to_hex(canonical.bytes()))
      .member("hash", to_hex(row.hash))
      .end_object();
  return body;
}

struct Asker {
  Uuid user;
  bool oversees = false;
};

http::Response answer_proof(Api& api, Reader& reader, const http::Request& request, std::int64_t seq,
                            const Asker& asker) {
  const auto row = reader.transaction(seq);
  if (!row) return store_unavailable(request, row.error());
  if (!row->has_value()) return no_such_row(request);
  const Parties parties = api.view().read([&](const State& state) { return parties_of(**row, state); });
  if (!asker.oversees) {
    const bool own = asker.user != Uuid{} && (parties.buyer == asker.user || parties.seller == asker.user);
    if (!own) return no_such_row(request);
    if (names_another(parties, asker.user)) {
      return http::problem(request, {403, "forbidden", "The bytes of this row hold another's balance.", nullptr});
    }
  }
  Digest previous{};
  if (seq > 1) {
    const auto before = reader.transaction(seq - 1);
    if (!before) return store_unavailable(request, before.error());
    if (!before->has_value()) return no_such_row(request);
    previous = (*before)->hash;
  }
  return http::Response::json(200, render_proof(**row, parties, previous));
}

void get_proof(Api& api, Call call) {
  const auto seq = parse_seq(call.request.path_parameter("seq"));
  if (!seq) return call.respond(no_such_row(call.request));
  if (call.who.oversees()) api.note(call, LogAccess{"record.proof", std::to_string(*seq)});
  const Asker asker{call.who.user_id, call.who.oversees()};
  api.query(std::move(call), [&api, seq = *seq, asker](Reader& reader, const http::Request& request) {
    return answer_proof(api, reader, request, seq, asker);
  });
}

}  // namespace

void add_record_proof_routes(Api& api) {
  api.add(http::Method::get, "/api/v1/marketplace/transactions/{seq}/proof", "get_transaction_proof", access::signed_in,
          get_proof);
}

}  // namespace loam
