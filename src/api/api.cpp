#include "api/api.hpp"

#include <cstring>
#include <utility>

#include "api/held_answer.hpp"
#include "api/http/problem.hpp"
#include "api/submission_group.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxIdempotencyKey = 128;

http::Response unauthorized(const http::Request& request) {
  return http::problem(request, {401, "unauthorized", "This needs a valid access token or API key.", nullptr})
      .with("WWW-Authenticate", "Bearer");
}

http::Response forbidden(const http::Request& request, std::string_view detail) {
  return http::problem(request, {403, "forbidden", detail, nullptr});
}

bool is_visible(std::string_view text) {
  for (const char c : text) {
    if (c < '!' || c > '~') return false;
  }
  return true;
}

/// Binds the client's key to its account and to exactly this request.
IdempotencyKey make_key(const Call& call, std::string_view text) {
  thread_local std::string hashed;  // keeps its room
  hashed = to_string(call.who.key);
  hashed += std::to_string(call.who.account.value);
  hashed += '\n';
  hashed += text;
  const Digest scope = sha256(hashed);

  hashed = to_string(call.request.method());
  hashed += '\n';
  hashed += call.request.target();
  hashed += '\n';
  hashed += call.request.body();
  const Digest what = sha256(hashed);

  IdempotencyKey key;
  std::memcpy(key.key.data(), scope.data(), key.key.size());
  std::memcpy(&key.request, what.data(), sizeof key.request);
  return key;
}

bool role_allows(const Principal& who, std::uint32_t flags) {
  if ((flags & (access::operators | access::auditors | access::users_scope)) == 0) return true;
  if ((flags & access::operators) != 0 && who.role == Role::operator_) return true;
  if ((flags & access::auditors) != 0 && who.role == Role::auditor) return true;
  return (flags & access::users_scope) != 0 && who.allows(Scope::users);
}

}  // namespace

http::Response store_unavailable(const http::Request& request, const Fault&) {
  return http::try_later(request, 503, "store_unavailable", "History cannot be read at the moment.", 1);
}

Api::Api(Pipeline& pipeline, ReaderPool& readers, Random& random, ApiConfig config)
    : pipeline_(pipeline), readers_(readers), random_(random), config_(std::move(config)) {}

void Api::add(http::Method method, std::string pattern, std::string name, std::uint32_t flags, Action action) {
  auto handler = [this, flags, action = std::move(action)](http::Request& request, http::ResponderPtr responder) {
    enter(request, std::move(responder), flags, action);
  };
  router_.add({method, std::move(pattern), std::move(handler), std::move(name), flags});
}

void Api::admit(std::string_view token) {
  admitted_ = sha256(token);
  admitted_id_ = make_uuid7(now(), random_);
}

Authentication Api::identify(const http::Request& request, const State& state, Time now) const {
  const std::string_view token = bearer_token(request);
  if (admitted_ && !token.empty() && hash_of_token(token) == *admitted_) {
    Authentication cli;
    cli.result = Authentication::Result::known;
    cli.principal.role = Role::operator_;
    cli.principal.key = admitted_id_;
    cli.principal.name = "cli";
    return cli;
  }
  return authenticate(state, token, request.header("x-act-as"), now);
}

void Api::enter(http::Request& request, http::ResponderPtr responder, std::uint32_t flags, const Action& action) {
  const Time now = this->now();
  std::int64_t per_minute = 0;
  bool key_required = false;
  Authentication authentication;
  view().read([&](const State& state) {
    authentication = identify(request, state, now);
    per_minute = state.settings.value(SettingId::api_requests_per_minute);
    key_required = state.settings.is_on(SettingId::require_idempotency_keys);
    return 0;
  });
  Call call{request, std::move(responder), std::move(authentication.principal), now};

  using Result = Authentication::Result;
  const bool guest = authentication.result == Result::guest || authentication.result == Result::bad_token;
  if (!within_limits(call, flags, per_minute)) return;
  if (guest && (flags & access::guest) == 0) return call.respond(unauthorized(request));
  // A client that signs in or refreshes may still send the token that is no good any more.
  const bool asks_token = (flags & access::guest) != 0 && (flags & access::no_key) != 0;
  if (authentication.result == Result::bad_token && !asks_token) return call.respond(unauthorized(request));
  if (authentication.result == Result::may_not_act) {
    return call.respond(forbidden(request, "Only API keys with the scope act_as may act for others."));
  }
  if (authentication.result == Result::unknown_user) {
    return call.respond(http::not_found(request, "X-Act-As names no user that may be acted for."));
  }
  if (!role_allows(call.who, flags)) return call.respond(forbidden(request, "Your role does not allow this."));
  const bool changes = (flags & access::write) != 0 && (flags & (access::guest | access::no_key)) == 0;
  if (changes && call.who.role == Role::auditor) return call.respond(forbidden(request, "Auditors change nothing."));
  if ((flags & access::account) != 0 && !call.who.account.exists()) {
    return call.respond(forbidden(request, "This needs an account: a session, or a key that acts for a user."));
  }
  if ((flags & access::write) != 0) {
    if ((flags & access::raw_body) == 0 && !http::is_json(request)) {
      return call.respond(http::unsupported_media_type(request));
    }
    if (key_required && (flags & (access::guest | access::no_key)) == 0 && request.header("idempotency-key").empty()) {
      return call.respond(
          http::problem(request, {428, "idempotency_key_required", "Writes need an Idempotency-Key here.", nullptr}));
    }
  }
  action(*this, std::move(call));
}

bool Api::within_limits(const Call& call, std::uint32_t flags, std::int64_t per_minute) {
  if ((flags & access::unlimited) != 0) return true;
  if (call.who.is_key() && !call.who.account.exists()) return true;  // a key is the operator's own, and revocable
  const std::uint64_t bucket = call.who.account.exists()
                                   ? rate_bucket("account", call.who.account.value)
                                   : rate_bucket("address", customer_of(call.request.remote_address()));
  const RateLimits::Verdict verdict = rate_limits_.take(bucket, per_minute, call.now);
  if (verdict.allowed) return true;
  call.respond(
      http::try_later(call.request, 429, "rate_limited", "Too many requests: wait a little.", verdict.retry_after_s)
          .with("RateLimit-Limit", std::to_string(verdict.limit))
          .with("RateLimit-Remaining", "0")
          .with("RateLimit-Reset", std::to_string(verdict.retry_after_s)));
  return false;
}

void Api::handle(http::Request& request, http::ResponderPtr responder) {
  if (!config_.trusted_proxies.empty()) {
    request.set_remote_address(
        client_address(request.remote_address(), request.header("x-forwarded-for"), config_.trusted_proxies));
  }
  router_.dispatch(request, std::move(responder));
}

void Api::submit(Call call, CommandBody body, Render render, RenderRefusal refused) {
  send(std::move(call), std::move(body), std::move(render), std::move(refused), true);
}

void Api::submit_once(Call call, CommandBody body, Render render, RenderRefusal refused) {
  send(std::move(call), std::move(body), std::move(render), std::move(refused), false);
}

void Api::send(Call call, CommandBody body, Render render, RenderRefusal refused, bool with_key) {
  Command command{std::move(body), call.who.actor(), std::nullopt};
  const std::string_view text = call.request.header("idempotency-key");
  if (with_key && !text.empty()) {
    if (text.size() > kMaxIdempotencyKey || !is_visible(text)) {
      return call.respond(http::problem(
          call.request,
          {422, "idempotency_key_malformed", "An Idempotency-Key has 1 to 128 visible characters.", nullptr}));
    }
    command.key = make_key(call, text);
  }
  auto answering = std::make_unique<Answering>(*this, std::move(call), std::move(render), std::move(refused));
  if (SubmissionGroup* group = SubmissionGroup::of_this_thread()) {
    return group->add(std::move(command), std::move(answering));
  }
  Answering& told = *answering;
  Submission submission{std::move(command), std::move(answering)};
  if (!pipeline_.submit(std::move(submission))) told.overloaded();
}

void Api::note(Call& call, CommandBody body) {
  const auto held = std::make_shared<HeldAnswer>(call.responder);
  auto otherwise =
      http::try_later(call.request, 503, "overloaded", "This could not be noted in the log: ask again.", 1);
  call.responder = held;
  Submission submission{{std::move(body), call.who.actor(), std::nullopt}, release_when_durable(held, otherwise)};
  if (!pipeline_.submit(std::move(submission))) held->replace(std::move(otherwise));
}

void Api::query(Call call, std::function<http::Response(Reader&, const http::Request&)> answer) {
  const auto asked = std::make_shared<const Call>(std::move(call));
  const bool taken = readers_.submit(
      [asked, answer = std::move(answer)](Reader& reader) { asked->respond(answer(reader, asked->request)); });
  if (!taken) {
    asked->respond(http::try_later(asked->request, 503, "overloaded", "Too many queries are waiting.", 1));
  }
}

}  // namespace loam
