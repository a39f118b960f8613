#include <utility>

#include "api/auth_answers.hpp"
#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/refusals.hpp"
#include "api/routes.hpp"
#include "api/user_checks.hpp"
#include "api/user_render.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxLoginName = 254;     // the longest e-mail address
constexpr std::size_t kMaxRefreshToken = 128;  // ours have 72 characters

struct Registration {
  bool open = false;
  std::int64_t password_characters_min = 0;
};

Registration registration_rules(Api& api) {
  return api.view().read([](const State& state) {
    return Registration{state.settings.is_on(SettingId::enable_registration),
                        state.settings.value(SettingId::password_min_length)};
  });
}

void register_user(Api& api, Call call) {
  const Registration rules = registration_rules(api);
  if (!rules.open) return call.respond(refusal_response(call.request, {RefusalCode::registration_disabled}));
  JsonReader body(call.request.body());
  User user;
  user.username = read_username(body.object());
  user.email = read_email(body.object(), true);
  std::string password = read_new_password(body.object(), "password", rules.password_characters_min, user.username);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  // Said before the price of a hash is paid; the engine decides again.
  const auto taken = api.view().read([&](const State& state) { return state.identity.check_names(user); });
  if (taken) return call.respond(refusal_response(call.request, *taken));

  user.id = make_uuid7(call.now, api.random());
  on_password_thread(api, call, [&api, call, user, password = std::move(password)]() mutable {
    user.password_hash = hash_password(password);
    const Uuid id = user.id;
    SignIn sign_in = make_sign_in(api, kNoAccount);
    RegisterUser command{std::move(user), false, sign_in.session};
    api.submit_once(std::move(call), std::move(command), sign_in_answer(api, 201, id, std::move(sign_in)));
  });
}

struct LoginCandidate {
  AccountNo account;
  Uuid id;
  std::string password_hash;  ///< empty: nobody, or nobody who signs in by password
};

LoginCandidate find_candidate(Api& api, std::string_view name) {
  return api.view().read([name](const State& state) {
    const User* user = name.find('@') == std::string_view::npos ? state.identity.user_by_name(name)
                                                                : state.identity.user_by_email(name);
    return user == nullptr ? LoginCandidate{} : LoginCandidate{user->account, user->id, user->password_hash};
  });
}

bool is_right(const LoginCandidate& candidate, const std::string& password) {
  return candidate.password_hash.empty() ? verify_nothing(password)
                                         : verify_password(candidate.password_hash, password);
}

/// Whoever signs in with a hash of old has one of today from then on.
std::optional<RenewedPassword> renewed_password(const LoginCandidate& candidate, const std::string& password) {
  std::string hash = renewed_hash(candidate.password_hash, password);
  if (hash.empty()) return std::nullopt;
  return RenewedPassword{candidate.password_hash, std::move(hash)};
}

void login(Api& api, Call call) {
  JsonReader body(call.request.body());
  const std::string_view field = body->given("email") && !body->given("username") ? "email" : "username";
  const std::string name = body->text(field, {1, kMaxLoginName});
  std::string password = body->text("password", {1, kMaxPasswordBytes});
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));

  LoginCandidate candidate = find_candidate(api, name);
  const std::string account = lockout_account(candidate.account, name);
  const std::string address = customer_of(call.request.remote_address());
  const Duration wait = api.lockout().begin(account, address, call.now);
  if (wait > Duration{}) return call.respond(too_many_attempts(call.request, wait));
  on_password_thread(
      api, call,
      [&api, call, candidate, account, address, password = std::move(password)]() mutable {
        if (!is_right(candidate, password)) return call.respond(invalid_credentials(call.request));
        api.lockout().succeeded(account, address);
        SignIn sign_in = make_sign_in(api, candidate.account);
        OpenSession command{sign_in.session, renewed_password(candidate, password)};
        api.submit_once(std::move(call), std::move(command),
                        sign_in_answer(api, 200, candidate.id, std::move(sign_in)));
      },
      [&] { api.lockout().withdrawn(account, address); });
}

void refresh(Api& api, Call call) {
  JsonReader body(call.request.body());
  const std::string spent = body->text("refresh_token", {1, kMaxRefreshToken});
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  const auto session_id = session_of_refresh_token(spent);
  struct Owner {
    AccountNo account;
    Uuid user_id;
  };
  const Owner owner = api.view().read([&](const State& state) {
    const Session* session = session_id ? state.identity.session(*session_id) : nullptr;
    return session == nullptr ? Owner{} : Owner{session->account, state.identity.id_of(session->account)};
  });
  if (!owner.account.exists()) return call.respond(refusal_response(call.request, {RefusalCode::session_unknown}));

  SignIn sign_in = make_sign_in(api, owner.account, *session_id);
  const Session& next = sign_in.session;
  const RotateSession command{next.id,           sha256(spent),       next.access_hash, next.access_expires,
                              next.refresh_hash, next.refresh_expires};
  api.submit_once(std::move(call), command, sign_in_answer(api, 200, owner.user_id, std::move(sign_in)));
}

void logout(Api& api, Call call) {
  if (refuse_key(call)) return;
  const CloseSession command{call.who.session};
  api.submit_once(std::move(call), command, no_content);
}

void get_me(Api& api, Call call) {
  const auto me = api.view().read([&](const State& state) { return find_user(state, call.who.account); });
  if (!me) return call.respond(http::not_found(call.request, "There is no such user."));
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  write_whole_user(json, *me);
  json.end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

void change_password(Api& api, Call call) {
  if (refuse_key(call)) return;
  struct Found {
    LoginCandidate candidate;
    std::string username;
    std::int64_t characters_min = 0;
  };
  const Found found = api.view().read([&](const State& state) {
    const User* user = state.identity.user(call.who.account);
    return user == nullptr ? Found{}
                           : Found{{user->account, user->id, user->password_hash},
                                   user->username,
                                   state.settings.value(SettingId::password_min_length)};
  });
  JsonReader body(call.request.body());
  std::string current = body->text("current_password", {1, kMaxPasswordBytes});
  std::string next = read_new_password(body.object(), "new_password", found.characters_min, found.username);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));

  const std::string account = lockout_account(found.candidate.account, {});
  const std::string address = customer_of(call.request.remote_address());
  const Duration wait = api.lockout().begin(account, address, call.now);
  if (wait > Duration{}) return call.respond(too_many_attempts(call.request, wait));
  on_password_thread(
      api, call,
      [&api, call, candidate = found.candidate, account, address, current = std::move(current),
       next = std::move(next)]() mutable {
        if (!is_right(candidate, current)) return call.respond(invalid_credentials(call.request));
        api.lockout().succeeded(account, address);
        ChangeUser command;
        command.account = candidate.account;
        command.password_hash = hash_password(next);
        command.end_sessions = true;
        command.keep_session = call.who.session;
        api.submit_once(std::move(call), std::move(command), no_content);
      },
      [&] { api.lockout().withdrawn(account, address); });
}

}  // namespace

void add_auth_routes(Api& api) {
  using http::Method;
  constexpr std::uint32_t kGuestWrite = access::guest | access::write | access::no_key;
  constexpr std::uint32_t kSignedInWrite = access::signed_in | access::write | access::no_key;
  api.add(Method::post, "/api/v1/auth/register", "register", kGuestWrite, register_user);
  api.add(Method::post, "/api/v1/auth/login", "login", kGuestWrite, login);
  api.add(Method::post, "/api/v1/auth/refresh", "refresh_session", kGuestWrite, refresh);
  api.add(Method::post, "/api/v1/auth/logout", "logout", kSignedInWrite, logout);
  api.add(Method::post, "/api/v1/auth/password", "change_password", kSignedInWrite, change_password);
  api.add(Method::get, "/api/v1/auth/me", "get_me", access::account, get_me);
}

}  // namespace loam
