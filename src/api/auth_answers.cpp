#include "api/auth_answers.hpp"

#include <utility>

#include "api/http/problem.hpp"
#include "api/user_render.hpp"

namespace loam {
namespace {

std::string folded(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace

SignIn make_sign_in(Api& api, AccountNo account, const Uuid& session_id) {
  const Time now = api.now();
  SignIn sign_in;
  Session& session = sign_in.session;
  session.id = session_id.is_nil() ? make_uuid7(now, api.random()) : session_id;
  session.account = account;
  Token access = make_access_token(api.random());
  Token refresh = make_refresh_token(session.id, api.random());
  session.access_hash = access.hash;
  session.access_expires = now + kAccessTokenLife;
  session.refresh_hash = refresh.hash;
  session.refresh_expires = now + kRefreshTokenLife;
  sign_in.access_token = std::move(access.text);
  sign_in.refresh_token = std::move(refresh.text);
  return sign_in;
}

Render sign_in_answer(Api& api, int status, const Uuid& user_id, SignIn sign_in) {
  return
      [&api, status, user_id, sign_in = std::move(sign_in)](const http::Request&, const Answer&, const Transaction*) {
        const auto view = api.view().read([&](const State& state) { return find_user(state, user_id); });
        std::string text;
        JsonWriter json(text);
        json.begin_object()
            .member("access_token", sign_in.access_token)
            .member("refresh_token", sign_in.refresh_token)
            .member("token_type", "Bearer")
            .member("expires_in", kAccessTokenLife.ms / 1000)
            .key("user")
            .begin_object();
        if (view) write_whole_user(json, *view);
        json.end_object().end_object();
        return http::Response::json(status, std::move(text));
      };
}

void on_password_thread(Api& api, const Call& call, PasswordPool::Job job, const std::function<void()>& dropped) {
  if (api.passwords().submit(std::move(job))) return;
  if (dropped) dropped();
  call.respond(http::try_later(call.request, 503, "overloaded", "Too many passwords are being checked: try again.", 1));
}

http::Response invalid_credentials(const http::Request& request) {
  return http::problem(request, {401, "invalid_credentials", "The name or the password is wrong.", nullptr})
      .with("WWW-Authenticate", "Bearer");
}

http::Response too_many_attempts(const http::Request& request, Duration wait) {
  const auto seconds = static_cast<int>((wait.ms + 999) / 1000);
  return http::try_later(request, 429, "too_many_attempts",
                         "Too many wrong passwords: try again in " + std::to_string(seconds) + " seconds.", seconds);
}

bool refuse_key(const Call& call) {
  if (!call.who.is_key()) return false;
  call.respond(http::problem(call.request, {403, "forbidden", "This needs a session: sign in.", nullptr}));
  return true;
}

http::Response no_content(const http::Request&, const Answer&, const Transaction*) {
  http::Response response;
  response.status = 204;
  response.content_type = http::kNoContent;
  return response;
}

std::string lockout_account(AccountNo account, std::string_view given_name) {
  return account.exists() ? std::to_string(account.value) : "name:" + folded(given_name);
}

}  // namespace loam
