#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/auth_lockout.hpp"
#include "api/client_address.hpp"
#include "api/day_ago_prices.hpp"
#include "api/http/router.hpp"
#include "api/passwords.hpp"
#include "api/principal.hpp"
#include "api/rate_limits.hpp"
#include "api/reader_pool.hpp"
#include "base/random.hpp"
#include "engine/command.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/test_clock.hpp"

namespace loam {

/// Who may call a route, and what kind of call it is. Bits of Route::flags.
namespace access {
inline constexpr std::uint32_t guest = 1;         ///< anybody, signed in or not
inline constexpr std::uint32_t signed_in = 2;     ///< any session or key
inline constexpr std::uint32_t account = 4;       ///< a session, or a key that acts for a user
inline constexpr std::uint32_t operators = 8;     ///< role operator
inline constexpr std::uint32_t auditors = 16;     ///< role auditor
inline constexpr std::uint32_t users_scope = 32;  ///< also a key with the scope `users`
inline constexpr std::uint32_t write = 64;        ///< changes something: takes an Idempotency-Key and a JSON body
inline constexpr std::uint32_t batch = 128;       ///< may stand in POST /batch
inline constexpr std::uint32_t unlimited = 256;   ///< not counted by the request limits
inline constexpr std::uint32_t raw_body = 512;    ///< the body is not JSON of ours: no check of its type
inline constexpr std::uint32_t no_key =
    1024;  ///< a write that takes no Idempotency-Key: its answer must not be given twice
}  // namespace access

/// Settings of the process, not of the economy.
struct ApiConfig {
  std::string version;
  std::vector<std::string> cors_origins;               ///< exact origins; empty: none
  TrustedProxies trusted_proxies;                      ///< whose X-Forwarded-For is believed
  std::map<std::string, std::string> gateway_secrets;  ///< gateway -> key of its webhook's HMAC; absent: not offered
  bool sandbox_gateway = false;                        ///< offers the gateway `sandbox`
  bool health_on_api = true;                           ///< whether /metrics and /health answer on the API's port
  TestClock* test_clock = nullptr;                     ///< the clock that an operator may move; none: it is real
};

class Api;

/// One request on its way. Handed from the I/O thread to wherever it is answered; the request lives until then.
struct Call {
  http::Request& request;
  http::ResponderPtr responder;
  Principal who;
  Time now;

  void respond(http::Response response) const { responder->respond(std::move(response)); }
};

/// Turns what a command came to into an answer. `row` is there for RowAnswers. Must depend on nothing else that
/// changes: a repeated key gets the same answer again.
using Render = std::function<http::Response(const http::Request&, const Answer&, const Transaction* row)>;
/// Turns a refusal into an answer, for handlers that know more of it than refusal_response does.
using RenderRefusal = std::function<http::Response(const http::Request&, const Refusal&)>;
using Action = std::function<void(Api&, Call)>;

/// The edge of the economy: who is it, may he, how often; then a handler decodes, submits, encodes.
class Api {
 public:
  Api(Pipeline& pipeline, ReaderPool& readers, Random& random, ApiConfig config);
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  void add(http::Method method, std::string pattern, std::string name, std::uint32_t flags, Action action);
  [[nodiscard]] const http::Router& router() const { return router_; }
  /// Lets whoever knows `token` in as an operator named `cli`, for as long as this process lives: the command line's
  /// way in. Called before the first request.
  void admit(std::string_view token);
  /// Called for each command that a rule refuses, on the pipeline's thread. Set before the first request.
  void on_refusal(std::function<void(RefusalCode)> count) { count_refusal_ = std::move(count); }
  void handle(http::Request& request, http::ResponderPtr responder);

  // For handlers.

  /// Submits the command with the request's idempotency key and answers when it is durable. Works for repeated keys,
  /// full queues and failed stores.
  void submit(Call call, CommandBody body, Render render, RenderRefusal refused = {});
  /// As submit, without a key: for commands whose answer must not be given twice (tokens).
  void submit_once(Call call, CommandBody body, Render render, RenderRefusal refused = {});
  /// Notes for the logs. From here on the call's answer is held back until the note is durable; where it cannot be, the
  /// client gets 503 in its place.
  void note(Call& call, CommandBody body);
  /// Answers from history, on a thread that may wait for the disk.
  void query(Call call, std::function<http::Response(Reader&, const http::Request&)> answer);
  void refused(RefusalCode code) const {
    if (count_refusal_) count_refusal_(code);
  }

  [[nodiscard]] const View& view() const { return pipeline_.view(); }
  [[nodiscard]] Pipeline& pipeline() { return pipeline_; }
  [[nodiscard]] ReaderPool& readers() { return readers_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] RateLimits& rate_limits() { return rate_limits_; }
  [[nodiscard]] DayAgoPrices& day_ago_prices() { return day_ago_prices_; }
  [[nodiscard]] Lockout& lockout() { return lockout_; }
  [[nodiscard]] PasswordPool& passwords() { return passwords_; }
  [[nodiscard]] const ApiConfig& config() const { return config_; }
  [[nodiscard]] Time now() const { return pipeline_.clock().now(); }

 private:
  [[nodiscard]] Authentication identify(const http::Request& request, const State& state, Time now) const;
  void enter(http::Request& request, http::ResponderPtr responder, std::uint32_t flags, const Action& action);
  bool within_limits(const Call& call, std::uint32_t flags, std::int64_t per_minute);
  void send(Call call, CommandBody body, Render render, RenderRefusal refused, bool with_key);

  Pipeline& pipeline_;
  ReaderPool& readers_;
  Random& random_;
  ApiConfig config_;
  http::Router router_;
  RateLimits rate_limits_;
  DayAgoPrices day_ago_prices_;
  std::optional<Digest> admitted_;
  Uuid admitted_id_;
  std::function<void(RefusalCode)> count_refusal_;
  Lockout lockout_;
  PasswordPool passwords_;  // last: its threads use all the others
};

/// An error of the reading side: logged by the caller of the store, told as 503.
http::Response store_unavailable(const http::Request& request, const Fault& fault);

}  // namespace loam
