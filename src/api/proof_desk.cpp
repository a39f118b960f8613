#include "api/proof_desk.hpp"

#include <utility>

#include "api/http/problem.hpp"
#include "api/json/json_writer.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::int64_t kEventsBetweenLooks = 1'024;  // a millisecond's work or less
constexpr int kAskAgainS = 5;

std::string report_body(const Proof::Report& report, Time started_at) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("holds", report.holds)
      .member("started_at", started_at)
      .member("difference_bdt", report.difference)
      .member("money_supply_bdt", report.money_supply)
      .member("rows", report.rows)
      .member("cycles", report.cycles)
      .member("rolled_up_cycles", report.rolled_up)
      .member("accounts", report.accounts)
      .member("keys", report.keys)
      .key("checkpoint_key");
  report.signed_by ? json.value(to_hex(*report.signed_by)) : json.value(nullptr);
  json.key("first_wrong");
  report.first_wrong.empty() ? json.value(nullptr) : json.value(report.first_wrong);
  json.end_object();
  return text;
}

}  // namespace

void ProofDesk::ask(ReaderPool& readers, const Call& call) {
  std::optional<Outcome> finished;
  bool waits = false;
  {
    const std::lock_guard lock(mutex_);
    const Instant now = std::chrono::steady_clock::now();
    finished = std::exchange(finished_, std::nullopt);
    if (finished && now - finished_at_ >= times_.kept) finished.reset();
    waits = !finished && wait(readers, call, now);
  }
  if (finished) {
    tell(call, *finished);
  } else if (!waits) {
    call.respond(http::try_later(call.request, 503, "overloaded", "Too many queries are waiting.", 1));
  }
}

/// For the proof that runs, or a new one. False where there is no room.
bool ProofDesk::wait(ReaderPool& readers, const Call& call, Instant now) {
  if (waiting_.size() >= kMaxWaitingForProof) return false;
  if (!running_) {
    if (!readers.submit([this](Reader& reader) { run(reader); })) return false;
    running_ = true;
    started_at_ = call.now;
  }
  waiting_.push_back({call, now + times_.patience});
  return true;
}

void ProofDesk::run(Reader& reader) {
  Proof proof;
  std::int64_t events = 0;
  const auto walked = reader.replay([&](const Event& event) {
    proof.take(event);
    if (++events % kEventsBetweenLooks == 0) send_away(std::chrono::steady_clock::now());
  });
  Outcome outcome{{}, walked ? Result<Proof::Report, Fault>(proof.finish()) : Unexpected{walked.error()}};
  std::deque<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    outcome.started_at = started_at_;
    waiting = std::exchange(waiting_, {});
    if (std::exchange(owed_, false)) finished_ = outcome;
    finished_at_ = std::chrono::steady_clock::now();
    running_ = false;
  }
  for (const Waiting& each : waiting) tell(each.call, outcome);
}

/// Those whose patience has ended ask again; the others wait on.
void ProofDesk::send_away(Instant now) {
  std::deque<Waiting> leaving;
  Time started_at;
  {
    const std::lock_guard lock(mutex_);
    for (; !waiting_.empty() && waiting_.front().until <= now; waiting_.pop_front()) {
      leaving.push_back(std::move(waiting_.front()));
    }
    if (leaving.empty()) return;
    owed_ = true;
    started_at = started_at_;
  }
  for (const Waiting& each : leaving) tell_running(each.call, started_at);
}

void ProofDesk::tell(const Call& call, const Outcome& outcome) {
  call.respond(outcome.report ? http::Response::json(200, report_body(*outcome.report, outcome.started_at))
                              : store_unavailable(call.request, outcome.report.error()));
}

void ProofDesk::tell_running(const Call& call, Time started_at) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("status", "running").member("started_at", started_at).end_object();
  call.respond(http::Response::json(202, std::move(text)).with("Retry-After", std::to_string(kAskAgainS)));
}

}  // namespace loam
