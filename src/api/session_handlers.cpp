#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>
#include <vector>

#include "api/admin_routes.hpp"
#include "api/auth_answers.hpp"
#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/json/json_writer.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

http::Response no_such_session(const http::Request& request) {
  return http::not_found(request, "There is no such session, or it has ended.");
}

/// The usual answer to session_unknown is 401, which is about the session that asks; here it is about the one it names.
http::Response ended_before(const http::Request& request, const Refusal&) { return no_such_session(request); }

/// Newest first. At most kMaxSessionsPerUser, so there are no pages.
std::vector<Session> live_sessions(Api& api, AccountNo account, Time now) {
  auto sessions = api.view().read([&](const State& state) { return state.identity.sessions_of(account, now); });
  std::ranges::sort(sessions, std::greater{}, [](const Session& one) { return std::tuple(one.created_at, one.id); });
  return sessions;
}

/// What its owner needs to tell one from another, and nothing of its tokens.
void answer_list(Api& api, const Call& call, AccountNo account) {
  http::QueryReader query(call.request);
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("sessions").begin_array();
  for (const Session& session : live_sessions(api, account, call.now)) {
    json.begin_object()
        .member("session_id", session.id)
        .member("created_at", session.created_at)
        .member("expires_at", session.refresh_expires)
        .member("current", session.id == call.who.session)
        .end_object();
  }
  json.end_array().end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

/// The session that the path names, where it is this account's; nil otherwise. It may be over: a repeated key is
/// answered as it was the first time.
Uuid named_session(Api& api, const http::Request& request, AccountNo account) {
  const auto id = parse_uuid(request.path_parameter("session_id"));
  if (!id || !account.exists()) return {};
  return api.view().read([&](const State& state) {
    const Session* session = state.identity.session(*id);
    return session != nullptr && session->account == account ? *id : Uuid{};
  });
}

void list_own(Api& api, const Call& call) {
  if (refuse_key(call)) return;
  answer_list(api, call, call.who.account);
}

void end_own(Api& api, Call call) {
  if (refuse_key(call)) return;
  const Uuid id = named_session(api, call.request, call.who.account);
  if (id.is_nil()) return call.respond(no_such_session(call.request));
  api.submit_once(std::move(call), CloseSession{id}, no_content, ended_before);
}

AccountNo named_account(Api& api, const http::Request& request) {
  const auto id = parse_uuid(request.path_parameter("id"));
  return api.view().read([&](const State& state) {
    const User* user = id ? state.identity.user(*id) : nullptr;
    return user == nullptr ? kNoAccount : user->account;
  });
}

void list_of_user(Api& api, Call call) {
  const AccountNo account = named_account(api, call.request);
  if (!account.exists()) return call.respond(http::not_found(call.request, "There is no such user."));
  if (account != call.who.account) {
    api.note(call,
             LogAccess{"sessions.read",
                       to_string(api.view().read([&](const State& state) { return state.identity.id_of(account); }))});
  }
  answer_list(api, call, account);
}

void end_of_user(Api& api, Call call) {
  const Uuid id = named_session(api, call.request, named_account(api, call.request));
  if (id.is_nil()) return call.respond(no_such_session(call.request));
  api.submit(std::move(call), CloseSession{id}, no_content, ended_before);
}

}  // namespace

void add_session_routes(Api& api) {
  using http::Method;
  // Without a key, as signing out: also an auditor ends sessions of his own.
  constexpr std::uint32_t kOwnWrite = access::signed_in | access::write | access::no_key;
  api.add(Method::get, "/api/v1/auth/sessions", "list_own_sessions", access::signed_in, list_own);
  api.add(Method::del, "/api/v1/auth/sessions/{session_id}", "end_own_session", kOwnWrite, end_own);
  api.add(Method::get, "/api/v1/admin/users/{id}/sessions", "list_user_sessions", kOverseers, list_of_user);
  api.add(Method::del, "/api/v1/admin/users/{id}/sessions/{session_id}", "end_user_session", kOperatorWrite,
          end_of_user);
}

}  // namespace loam
