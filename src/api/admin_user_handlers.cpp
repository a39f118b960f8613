#include <array>
#include <utility>

#include "api/admin_routes.hpp"
#include "api/admin_user_search.hpp"
#include "api/auth_answers.hpp"
#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/user_checks.hpp"
#include "api/user_render.hpp"

namespace loam {
namespace {

// The role `service` is for keys: no person signs in with it.
constexpr Word<Role> kRoleWords[] = {
    {"player", Role::player}, {"operator", Role::operator_}, {"auditor", Role::auditor}};

constexpr Word<bool> kTruthWords[] = {{"true", true}, {"false", false}};
constexpr std::size_t kMaxSearch = 254;  // the longest e-mail address

std::int64_t password_characters_min(Api& api) {
  return api.view().read([](const State& state) { return state.settings.value(SettingId::password_min_length); });
}

http::Response found_users(Api& api, const http::Request& request, const ListPage& page) {
  const auto filter = parse_user_filter(page.filter);
  if (!filter) return http::unprocessable(request, {{"/query/cursor", "malformed", "This is no cursor of this list."}});
  const FoundUsers found = search_users(api.view(), *filter, page);
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("users").begin_array();
  for (const UserView& view : found.users) {
    json.begin_object();
    write_whole_user(json, view);
    json.end_object();
  }
  json.end_array();
  write_pagination(json, "users", page, found.users.size(), found.total, found.next_place);
  json.end_object();
  return http::Response::json(200, std::move(text));
}

/// On a reader's thread although it reads memory: a world may have millions of users.
void list_users(Api& api, Call call) {
  http::QueryReader query(call.request);
  UserFilter filter;
  filter.username = query.text("username", {1, kMaxSearch}).value_or("");
  filter.search = query.text("search", {1, kMaxSearch}).value_or("");
  filter.role = query.word("role", kRoleWords);
  filter.disabled = query.word("disabled", kTruthWords);
  const ListPage page = read_list_page(query, "users", write_user_filter(filter));
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  const std::string& sought = filter.username.empty() ? filter.search : filter.username;
  api.note(call, LogAccess{"users.list", sought.empty() ? std::string("all") : sought});
  api.query(std::move(call),
            [&api, page](Reader&, const http::Request& request) { return found_users(api, request, page); });
}

struct NewUser {
  User user;
  std::string password;
};

NewUser read_new_user(Api& api, JsonReader& body) {
  NewUser read;
  read.user.username = read_username(body.object());
  read.user.email = read_email(body.object(), false);
  read.user.role = body->optional_word("role", kRoleWords).value_or(Role::player);
  if (body->given("password")) {
    read.password = read_new_password(body.object(), "password", password_characters_min(api), read.user.username);
  }
  return read;
}

Render created_answer(Api& api, Role role) {
  return [&api, role](const http::Request&, const Answer& answer, const Transaction*) {
    const Uuid id = std::get<IdAnswer>(answer).id;
    const auto view = api.view().read([&](const State& state) { return find_user(state, id); });
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    if (view) {
      write_public_part(json, view->user);  // what never changes, so that a repeated key gets the same answer
      json.key("email");
      view->user.email.empty() ? json.value(nullptr) : json.value(view->user.email);
    }
    json.member("role", to_string(role)).end_object();
    return http::Response::json(201, std::move(text));
  };
}

/// A request with a password takes no Idempotency-Key: what is stored of a keyed request is derived from its body, and
/// of a password nothing may be stored but its argon2id hash. The unique username stands in for the key.
void create_user(Api& api, Call call) {
  JsonReader body(call.request.body());
  NewUser read = read_new_user(api, body);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  const bool plain = read.password.empty() && read.user.role == Role::player;
  if (!plain && call.who.role != Role::operator_) {
    return call.respond(
        http::problem(call.request, {403, "forbidden", "This key creates players without a password only.", nullptr}));
  }
  read.user.id = make_uuid7(call.now, api.random());
  Render render = created_answer(api, read.user.role);
  if (read.password.empty()) {
    RegisterUser command{std::move(read.user), true, std::nullopt};
    return api.submit(std::move(call), std::move(command), std::move(render));
  }
  on_password_thread(api, call, [&api, call, read = std::move(read), render = std::move(render)]() mutable {
    read.user.password_hash = hash_password(read.password);
    RegisterUser command{std::move(read.user), true, std::nullopt};
    api.submit_once(std::move(call), std::move(command), std::move(render));
  });
}

/// Echoes what was changed: the user as he is may have changed again when a key is repeated.
http::Response changed_answer(const Uuid& id, const ChangeUser& change) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("user_id", id);
  if (change.role) json.member("role", to_string(*change.role));
  if (change.confirmed) json.member("confirmed", *change.confirmed);
  if (change.hidden) json.member("hidden", *change.hidden);
  if (change.disabled) json.member("disabled", *change.disabled);
  json.member("password_changed", change.password_hash.has_value()).member("sessions_ended", change.end_sessions);
  json.end_object();
  return http::Response::json(200, std::move(text));
}

Render changed_render(const Uuid& id, ChangeUser change) {
  return [id, change = std::move(change)](const http::Request&, const Answer&, const Transaction*) {
    return changed_answer(id, change);
  };
}

struct ReadChange {
  ChangeUser command;
  std::string password;
};

ReadChange read_change(Api& api, JsonReader& body, const User& user) {
  ReadChange read;
  read.command.account = user.account;
  read.command.role = body->optional_word("role", kRoleWords);
  read.command.confirmed = body->optional_boolean("confirmed");
  read.command.hidden = body->optional_boolean("hidden");
  read.command.disabled = body->optional_boolean("disabled");
  if (body->given("password")) {
    read.password = read_new_password(body.object(), "password", password_characters_min(api), user.username);
  }
  // Who may no longer come in, or has lost his password to somebody, must not stay in.
  read.command.end_sessions = read.command.disabled.value_or(false) || body->given("password");
  const bool anything = read.command.role || read.command.confirmed || read.command.hidden || read.command.disabled ||
                        body->given("password");
  if (!anything) body->refuse("", "too_few_items", "Name at least one thing to change.");
  return read;
}

void change_user(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  const auto view = id ? api.view().read([&](const State& state) { return find_user(state, *id); }) : std::nullopt;
  if (!view) return call.respond(http::not_found(call.request, "There is no such user."));
  JsonReader body(call.request.body());
  ReadChange read = read_change(api, body, view->user);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  // An operator who locks himself out by a slip leaves nobody to undo it.
  if (view->user.account == call.who.account && (read.command.role || read.command.disabled)) {
    return call.respond(http::problem(
        call.request, {403, "forbidden", "Another operator has to change your role, or disable you.", nullptr}));
  }
  if (read.password.empty()) {
    Render render = changed_render(*id, read.command);
    return api.submit(std::move(call), std::move(read.command), std::move(render));
  }
  on_password_thread(api, call, [&api, call, id = *id, read = std::move(read)]() mutable {
    read.command.password_hash = hash_password(read.password);
    Render render = changed_render(id, read.command);
    api.submit_once(std::move(call), std::move(read.command), std::move(render));
  });
}

}  // namespace

void add_admin_user_routes(Api& api) {
  using http::Method;
  api.add(Method::get, "/api/v1/admin/users", "list_users", kOverseers, list_users);
  api.add(Method::post, "/api/v1/admin/users", "create_user",
          access::operators | access::users_scope | access::write | access::batch, create_user);
  api.add(Method::patch, "/api/v1/admin/users/{id}", "admin_change_user", kOperatorWrite | access::batch, change_user);
}

}  // namespace loam
