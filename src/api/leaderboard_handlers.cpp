#include <algorithm>
#include <utility>

#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/json/json_writer.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

constexpr std::int64_t kDefaultPlaces = 50;

struct Place {
  std::size_t rank = 0;
  Merit merit;
  Uuid user_id;
  std::string username;
};

void write_merit(JsonWriter& json, Board board, const Merit& merit) {
  switch (board) {
    case Board::richest: json.member("total_assets_bdt", Money{merit.value}); return;
    case Board::landowners: json.member("lands_owned", merit.value); return;
    case Board::traders: json.member("traded_bdt", Money{merit.value}).member("trades", merit.count); return;
    case Board::sellers: json.member("sold_bdt", Money{merit.value}).member("sales", merit.count); return;
  }
}

void write_place(JsonWriter& json, Board board, const Place& place) {
  json.begin_object().member("rank", place.rank).member("user_id", place.user_id).member("username", place.username);
  write_merit(json, board, place.merit);
  json.end_object();
}

/// The first of a board as they may be shown now: who has hidden himself since is left out at once.
std::vector<Place> shown_places(const State& state, const Ranking& ranking, std::size_t limit) {
  std::vector<Place> places;
  for (const Merit& merit : ranking.first) {
    if (places.size() == limit) break;
    const User* user = state.identity.user(merit.account);
    if (user == nullptr || user->hidden || user->disabled) continue;
    const bool same = !places.empty() && places.back().merit.value == merit.value;
    places.push_back({same ? places.back().rank : places.size() + 1, merit, user->id, user->username});
  }
  return places;
}

/// Where the caller stands himself, also where he hides from others; nullopt where he has nothing that counts.
std::optional<Place> own_place(Leaderboards& boards, Board board, const Ranking& ranking, const Principal& who) {
  if (!who.account.exists()) return std::nullopt;
  const Merit merit = boards.merit_of(board, who.account);
  if (merit.value <= 0) return std::nullopt;
  return Place{ranking.rank_of(merit.value), merit, who.user_id, {}};
}

http::Response board_answer(Api& api, Leaderboards& boards, Board board, std::string_view name, const Principal& who,
                            std::size_t limit) {
  const auto ranking = boards.ranking(board);
  auto own = own_place(boards, board, *ranking, who);
  const std::vector<Place> places = api.view().read([&](const State& state) {
    const User* user = own ? state.identity.user(who.account) : nullptr;
    if (user != nullptr) own->username = user->username;
    return shown_places(state, *ranking, limit);
  });
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("board", name).key("places").begin_array();
  for (const Place& place : places) write_place(json, board, place);
  json.end_array().key("own");
  own ? write_place(json, board, *own) : static_cast<void>(json.value(nullptr));
  json.member("total", ranking->values.size()).member("as_of", ranking->at).end_object();
  return http::Response::json(200, std::move(text));
}

void get_board(Api& api, Call call, Leaderboards& boards) {
  const auto board = parse_board(call.request.path_parameter("board"));
  if (!board) return call.respond(http::not_found(call.request, "There is no such leaderboard."));
  http::QueryReader query(call.request);
  const std::int64_t limit =
      query.integer("limit", {1, static_cast<std::int64_t>(kBoardPlaces)}).value_or(kDefaultPlaces);
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  const Principal who = call.who;
  api.query(std::move(call), [&api, &boards, board = *board, who, limit](Reader&, const http::Request& request) {
    return board_answer(api, boards, board, request.path_parameter("board"), who, static_cast<std::size_t>(limit));
  });
}

}  // namespace

void add_leaderboard_route(Api& api, Leaderboards& boards) {
  api.add(http::Method::get, "/api/v1/marketplace/leaderboard/{board}", "get_leaderboard", access::guest,
          [&boards](Api& self, Call call) { get_board(self, std::move(call), boards); });
}

}  // namespace loam
