#include <algorithm>
#include <utility>

#include "api/admin_paging.hpp"
#include "api/admin_routes.hpp"
#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/tokens.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxName = 64;
constexpr std::size_t kScopes = 3;

constexpr Word<Role> kRoleWords[] = {
    {"service", Role::service}, {"operator", Role::operator_}, {"auditor", Role::auditor}};
constexpr Word<Scope> kScopeWords[] = {
    {"act_as", Scope::act_as}, {"attention", Scope::attention}, {"users", Scope::users}};

void write_key(JsonWriter& json, const ApiKey& key) {
  json.member("key_id", key.id)
      .member("name", key.name)
      .member("role", to_string(key.role))
      .key("scopes")
      .begin_array();
  for (const auto& [text, scope] : kScopeWords) {
    if (key.allows(scope)) json.value(text);
  }
  json.end_array().member("created_at", key.created_at).key("revoked_at");
  key.revoked_at == Time{} ? json.value(nullptr) : json.value(key.revoked_at);
}

void list_keys(Api& api, const Call& call) {
  http::QueryReader query(call.request);
  const ListPage page = read_list_page(query, "api_keys");
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  const std::vector<ApiKey> keys = api.view().read([](const State& state) { return state.identity.api_keys(); });
  // At most kMaxApiKeys, in order of their ids, which is that of their making: the place is how many were shown.
  const std::size_t first = std::min(keys.size(), static_cast<std::size_t>(page.place + page.offset));
  const std::size_t last = std::min(keys.size(), first + static_cast<std::size_t>(page.limit));
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("api_keys").begin_array();
  for (std::size_t i = first; i < last; ++i) {
    json.begin_object();
    write_key(json, keys[i]);
    json.end_object();
  }
  json.end_array();
  write_pagination(json, "api_keys", page, last - first, static_cast<std::int64_t>(keys.size()),
                   last < keys.size() ? static_cast<std::int64_t>(last) : 0);
  json.end_object();
  call.respond(http::Response::json(200, std::move(text)));
}

std::uint32_t read_scopes(JsonReader& body) {
  if (!body->given("scopes")) return 0;
  std::uint32_t scopes = 0;
  const ArrayReader list = body->array("scopes", {0, kScopes});
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (const auto scope = list.at(i).word(kScopeWords)) scopes |= static_cast<std::uint32_t>(*scope);
  }
  return scopes;
}

void create_key(Api& api, Call call) {
  JsonReader body(call.request.body());
  ApiKey key;
  key.name = body->text("name", {1, kMaxName});
  key.role = body->optional_word("role", kRoleWords).value_or(Role::service);
  key.scopes = read_scopes(body);
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));

  Token secret = make_api_key_secret(api.random());
  key.id = make_uuid7(call.now, api.random());
  key.secret_hash = secret.hash;
  CreateApiKey command{key};
  api.submit_once(
      std::move(call), std::move(command),
      [&api, key, secret = std::move(secret.text)](const http::Request&, const Answer&, const Transaction*) {
        const ApiKey made = api.view().read([&](const State& state) {
          const ApiKey* found = state.identity.api_key(key.id);
          return found == nullptr ? key : *found;
        });
        std::string text;
        JsonWriter json(text);
        json.begin_object().member("secret", secret);
        write_key(json, made);
        json.end_object();
        return http::Response::json(201, std::move(text));
      });
}

void revoke_key(Api& api, Call call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  if (!id) return call.respond(http::not_found(call.request, "There is no such API key."));
  api.submit(std::move(call), RevokeApiKey{*id}, [id = *id](const http::Request&, const Answer&, const Transaction*) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().member("key_id", id).member("revoked", true).end_object();
    return http::Response::json(200, std::move(text));
  });
}

}  // namespace

void add_admin_api_key_routes(Api& api) {
  using http::Method;
  api.add(Method::get, "/api/v1/admin/api-keys", "list_api_keys", kOverseers, list_keys);
  api.add(Method::post, "/api/v1/admin/api-keys", "create_api_key", kOperatorWrite | access::no_key, create_key);
  api.add(Method::del, "/api/v1/admin/api-keys/{id}", "revoke_api_key", kOperatorWrite | access::batch, revoke_key);
}

}  // namespace loam
