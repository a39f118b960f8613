#include <charconv>
#include <utility>

#include "api/biomes.hpp"
#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/land_render.hpp"
#include "api/land_routes.hpp"
#include "api/land_search.hpp"
#include "api/link_routes.hpp"
#include "api/refusals.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

http::Response found_lands(Api& api, LandSearch& search, const http::Request& request, const ListPage& page) {
  const auto filter = parse_land_filter(page.filter);
  if (!filter) return http::unprocessable(request, {{"/query/cursor", "malformed", "This is no cursor of this list."}});
  const FoundLands found = search.find(*filter, page);
  std::vector<LandView> lands;
  lands.reserve(found.lands.size());
  api.view().read([&](const State& state) {
    for (const LandNo land : found.lands) lands.push_back(view_land(state, land));
    return 0;
  });
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("lands").begin_array();
  for (const LandView& land : lands) write_land(json, land);
  json.end_array();
  write_pagination(json, "lands", page, lands.size(), found.total, found.next_place);
  json.end_object();
  return http::Response::json(200, std::move(text));
}

/// On a reader's thread although it reads memory: a world may have millions of lands.
void answer_lands(Api& api, Call call, const std::shared_ptr<LandSearch>& search, ListPage page) {
  api.query(std::move(call), [&api, search, page = std::move(page)](Reader&, const http::Request& request) {
    return found_lands(api, *search, request, page);
  });
}

void list_lands(Api& api, Call call, const std::shared_ptr<LandSearch>& search) {
  http::QueryReader query(call.request);
  LandFilter filter;
  filter.biome = query.word("biome", kBiomeWords);
  const auto owner = query.uuid("owner_id");
  filter.for_sale = query.boolean("for_sale");
  filter.price = read_price_range(query);
  filter.box = read_box(query);
  if (owner)
    filter.owner = api.view().read([&](const State& state) {
      const User* user = state.identity.user(*owner);
      return user == nullptr ? kNoAccount : user->account;
    });
  ListPage page = read_list_page(query, "lands", write_land_filter(filter));
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  if (filter.owner == kNoAccount) return call.respond(http::not_found(call.request, "There is no such user."));
  answer_lands(api, std::move(call), search, std::move(page));
}

void list_user_lands(Api& api, Call call, const std::shared_ptr<LandSearch>& search) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  LandFilter filter;
  filter.owner = api.view().read([&](const State& state) {
    const User* user = id ? state.identity.user(*id) : nullptr;
    return user == nullptr ? kNoAccount : user->account;
  });
  if (filter.owner == kNoAccount) return call.respond(http::not_found(call.request, "There is no such user."));
  http::QueryReader query(call.request);
  // The path says whose lands: a cursor of somebody else's does not serve here.
  ListPage page = read_list_page(query, "lands", write_land_filter(filter));
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  answer_lands(api, std::move(call), search, std::move(page));
}

void answer_land(Api& api, const Call& call, const std::function<std::optional<LandNo>(const State&)>& find) {
  const auto view = api.view().read([&](const State& state) {
    const auto land = find(state);
    return land ? std::optional(view_land(state, *land)) : std::nullopt;
  });
  if (!view) return call.respond(refusal_response(call.request, {RefusalCode::land_unknown}));
  std::string text;
  JsonWriter json(text);
  write_land(json, *view);
  call.respond(http::Response::json(200, std::move(text)));
}

void get_land(Api& api, const Call& call) {
  const auto id = parse_uuid(call.request.path_parameter("id"));
  answer_land(api, call, [&](const State& state) { return id ? state.land.find(*id) : std::nullopt; });
}

std::optional<std::int64_t> coordinate(const Call& call, std::string_view name) {
  const std::string_view text = call.request.path_parameter(name);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

void get_land_at(Api& api, const Call& call) {
  const auto x = coordinate(call, "x");
  const auto y = coordinate(call, "y");
  answer_land(api, call, [&](const State& state) { return x && y ? state.land.at(*x, *y) : std::nullopt; });
}

}  // namespace

void add_land_routes(Api& api, const Catalogue& catalogue) {
  using http::Method;
  const auto search = std::make_shared<LandSearch>(api.view(), catalogue);
  api.add(Method::get, "/api/v1/lands", "list_lands", access::guest,
          [search](Api& self, Call call) { list_lands(self, std::move(call), search); });
  api.add(Method::get, "/api/v1/users/{id}/lands", "list_user_lands", access::guest,
          [search](Api& self, Call call) { list_user_lands(self, std::move(call), search); });
  api.add(Method::get, "/api/v1/lands/{id}", "get_land", access::guest, get_land);
  api.add(Method::get, "/api/v1/lands/coordinates/{x}/{y}", "get_land_at", access::guest, get_land_at);
  add_land_map_route(api);
  add_land_write_routes(api);
  add_land_exposure_route(api);
}

}  // namespace loam
