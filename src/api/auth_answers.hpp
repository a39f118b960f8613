#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "api/api.hpp"
#include "api/tokens.hpp"

namespace loam {

/// A session about to begin, and the tokens that only the client will have.
struct SignIn {
  Session session;
  std::string access_token;
  std::string refresh_token;
};
/// @param account none where the command that opens the session opens the account too
/// @param session nil for a new one
SignIn make_sign_in(Api& api, AccountNo account, const Uuid& session = {});

/// `{access_token, refresh_token, token_type, expires_in, user}`, with the user as he is then.
Render sign_in_answer(Api& api, int status, const Uuid& user_id, SignIn sign_in);

/// Runs `job` on a thread for passwords. Where too many wait the call is answered so, after `dropped`.
void on_password_thread(Api& api, const Call& call, PasswordPool::Job job, const std::function<void()>& dropped = {});

/// 401, the same for a wrong password and for a user who does not exist.
http::Response invalid_credentials(const http::Request& request);
/// 429 with the time to wait.
http::Response too_many_attempts(const http::Request& request, Duration wait);

/// Keys have no session to end and no password to change, also where they act for somebody: 403, and true.
bool refuse_key(const Call& call);
/// 204, of what has nothing to say but that it is done.
http::Response no_content(const http::Request& request, const Answer& answer, const Transaction* row);

/// The name under which failures on an account are counted: the same for username and e-mail.
std::string lockout_account(AccountNo account, std::string_view given_name);

}  // namespace loam
