#include <utility>

#include "api/http/problem.hpp"
#include "api/land_map.hpp"
#include "api/land_routes.hpp"
#include "api/refusals.hpp"

namespace loam {
namespace {

/// What of the asked box there is; errors are noted in the reader.
Box read_piece(http::QueryReader& query, const World& world) {
  const bool given = query.raw("bbox").has_value();
  const auto asked = read_box(query);
  if (!given) query.refuse("bbox", "required", "Name the cells: x0,y0,x1,y1.");
  if (!asked) return {};
  if (asked->width() > kMaxMapSide || asked->height() > kMaxMapSide) {
    query.refuse("bbox", "out_of_range", "A piece is at most 256 cells wide and high.");
  }
  const auto box = clipped(*asked, world);
  if (!box) query.refuse("bbox", "out_of_range", "This is beyond the edge of the world.");
  return box.value_or(Box{});
}

void get_map(Api& api, Call call) {
  const World world = api.view().read([](const State& state) { return state.land.world(); });
  if (world == World{}) return call.respond(refusal_response(call.request, {RefusalCode::world_unknown}));
  http::QueryReader query(call.request);
  const Box box = read_piece(query, world);
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  api.query(std::move(call), [&api, box](Reader&, const http::Request&) {
    return http::Response::json(200, map_body(view_map(api.view(), box)));
  });
}

}  // namespace

void add_land_map_route(Api& api) {
  api.add(http::Method::get, "/api/v1/lands/map", "get_land_map", access::guest, get_map);
}

}  // namespace loam
