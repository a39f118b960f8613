#include "api/answering.hpp"

#include <utility>

#include "api/http/problem.hpp"
#include "api/refusals.hpp"

namespace loam {
namespace {

http::Response render_refusal(const http::Request& request, const Refusal& refusal, const RenderRefusal& refused) {
  return refused ? refused(request, refusal) : refusal_response(request, refusal);
}

}  // namespace

void Answering::committed(const Reply& reply) noexcept {
  if (reply.replayed != 0) {
    tell_again(reply.replayed);
  } else if (!reply.outcome) {
    api_.refused(reply.outcome.error().code);
    call_.respond(render_refusal(call_.request, reply.outcome.error(), refused_));
  } else {
    call_.respond(render_(call_.request, *reply.outcome, reply.row ? &*reply.row : nullptr));
  }
}

void Answering::unknown() noexcept {
  call_.respond(http::try_later(call_.request, 503, "outcome_unknown",
                                "The outcome is unknown: repeat the request with the same Idempotency-Key.", 1));
}

void Answering::overloaded() noexcept {
  call_.respond(http::try_later(call_.request, 503, "overloaded",
                                "The server has more to do than it can take; nothing has happened.", 1));
}

/// The first outcome stands in the store: the record may have grown by millions of rows since.
void Answering::tell_again(std::int64_t id) {
  api_.query(call_, [id, render = std::move(render_), refused = std::move(refused_)](Reader& reader,
                                                                                     const http::Request& request) {
    auto outcome = reader.outcome(id);
    if (!outcome) return store_unavailable(request, outcome.error());
    if (!outcome->has_value()) return store_unavailable(request, {"an idempotency key without its outcome"});
    const Outcome& first = **outcome;
    if (!first) return render_refusal(request, first.error(), refused).with("Idempotency-Replayed", "true");
    const auto* answer = std::get_if<RowAnswer>(&*first);
    if (answer == nullptr) return render(request, *first, nullptr).with("Idempotency-Replayed", "true");
    const auto row = reader.transaction(answer->seq);
    if (!row) return store_unavailable(request, row.error());
    if (!row->has_value()) return store_unavailable(request, {"an idempotency key without its row"});
    return render(request, *first, &**row).with("Idempotency-Replayed", "true");
  });
}

}  // namespace loam
