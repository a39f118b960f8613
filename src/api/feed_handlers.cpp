#include <algorithm>
#include <charconv>
#include <utility>

#include "api/biomes.hpp"
#include "api/feed/feed_hub.hpp"
#include "api/feed/feed_sign_in.hpp"
#include "api/http/problem.hpp"
#include "api/http/query_reader.hpp"
#include "api/land_map.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

constexpr std::string_view kBearerProtocol = "bearer";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Takes the part before the next comma.
std::string_view take_item(std::string_view& list) {
  const std::size_t comma = list.find(',');
  const std::string_view item = trimmed(list.substr(0, comma));
  list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  return item;
}

/// The token of `Sec-WebSocket-Protocol: bearer, TOKEN`: pages cannot set other headers there.
std::optional<std::string_view> protocol_token(const http::Request& request) {
  std::string_view offered = request.header("sec-websocket-protocol");
  if (take_item(offered) != kBearerProtocol) return std::nullopt;
  return take_item(offered);
}

FeedOpening opening_of(Api& api, const Call& call) {
  FeedOpening opening;
  opening.who = call.who;
  opening.signed_in = call.who.account.exists() || call.who.is_key();
  if (opening.signed_in) {
    opening.expires = api.view().read([&](const State& state) { return expiry_of(state, call.who); });
  }
  return opening;
}

void connect_feed(Api& api, FeedHub& hub, const Call& call) {
  FeedOpening opening = opening_of(api, call);
  http::FeedOptions options;
  if (const auto token = protocol_token(call.request)) {
    options.subprotocol = kBearerProtocol;
    const std::string_view act_as = call.request.header("x-act-as");
    SignedIn signed_in =
        api.view().read([&](const State& state) { return sign_in_for_feed(state, *token, act_as, call.now); });
    if (!signed_in.ok) {
      return call.respond(http::problem(
          call.request, {401, "unauthorized", "The subprotocol names no valid access token or API key.", nullptr}));
    }
    opening.who = std::move(signed_in.who);
    opening.signed_in = true;
    opening.expires = signed_in.expires;
  }
  call.responder->accept_websocket(hub.callbacks(std::move(opening)), options);
}

/// The topics of `listing_id=ID,ID`; ids that are none are noted.
void read_listings(http::QueryReader& query, const View& view, std::vector<Topic>& topics) {
  std::string_view list = query.raw("listing_id").value_or("");
  if (list.empty()) return query.refuse("listing_id", "required", "The channel listing takes the ids of listings.");
  for (std::size_t taken = 0; !list.empty(); ++taken) {
    if (taken == kMaxListingTopics)
      return query.refuse("listing_id", "too_many", "These are more than one may follow.");
    const auto id = parse_uuid(take_item(list));
    const auto listing = id ? view.read([&](const State& state) { return state.marketplace.find(*id); }) : std::nullopt;
    if (!listing) return query.refuse("listing_id", "unknown_value", "There is no such listing.");
    topics.push_back(topic_of(*listing));
  }
}

/// The box of `bbox=`, where it lies in the world; faults are noted.
std::optional<Box> read_map_box(http::QueryReader& query, const View& view) {
  const auto box = read_box(query);
  if (!box) {
    if (!query.raw("bbox")) query.refuse("bbox", "required", "The channel map takes a box.");
    return std::nullopt;
  }
  const World world = view.read([](const State& state) { return state.land.world(); });
  const auto inside = clipped(*box, world);
  const bool fits = inside && box->width() <= kMaxMapSide && box->height() <= kMaxMapSide;
  if (!fits) query.refuse("bbox", "out_of_range", "This must lie in the world, with at most 256 cells a side.");
  return fits ? inside : std::nullopt;
}

/// What `channels=biome_market,trades` asks for; unknown words are noted.
void read_channels(http::QueryReader& query, const Principal& who, const View& view, FeedOpening& opening) {
  std::vector<Topic>& topics = opening.topics;
  const auto biome = query.word("biome", kBiomeWords);
  std::string_view list = query.raw("channels").value_or("biome_market");
  while (!list.empty()) {
    const std::string_view word = take_item(list);
    if (word == "biome_market") {
      topics.push_back(topic_of(Channel::market, biome));
      topics.push_back(topic_of(Channel::attention, biome));
    } else if (word == "trades") {
      topics.push_back(topic_of(Channel::trades, biome));
    } else if (word == "account") {
      topics.push_back(topic_of(who.account));
    } else if (word == "alerts") {
      topics.push_back(topic_of(Channel::alerts));
    } else if (word == "listing") {
      read_listings(query, view, topics);
    } else if (word == "map") {
      opening.box = read_map_box(query, view);
      if (!opening.box) continue;
      const std::vector<Topic> tiles = topics_of(*opening.box);
      topics.insert(topics.end(), tiles.begin(), tiles.end());
    } else {
      return query.refuse("channels", "unknown_value",
                          "This takes biome_market, trades, listing, map, account and alerts.");
    }
  }
}

bool has(const std::vector<Topic>& topics, Channel channel) {
  return std::ranges::find(topics, channel, &Topic::channel) != topics.end();
}

std::optional<std::uint64_t> last_event_id(const http::Request& request) {
  const std::string_view text = request.header("last-event-id");
  std::uint64_t seq = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
  // What is no number of ours was sent by a client that knows another stream: it begins anew.
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return seq;
}

void stream_events(Api& api, FeedHub& hub, const Call& call) {
  http::QueryReader query(call.request);
  FeedOpening opening = opening_of(api, call);
  opening.is_stream = true;
  read_channels(query, call.who, api.view(), opening);
  if (!query.finish()) return call.respond(http::unprocessable(call.request, query.errors()));
  if (has(opening.topics, Channel::account) && !call.who.account.exists()) {
    return call.respond(
        http::problem(call.request, {401, "unauthorized", "The channel account needs an account.", nullptr})
            .with("WWW-Authenticate", "Bearer"));
  }
  if (has(opening.topics, Channel::alerts) && !call.who.oversees()) {
    return call.respond(
        http::problem(call.request, {403, "forbidden", "The channel alerts is for operators and auditors.", nullptr}));
  }
  opening.from_seq = last_event_id(call.request);
  call.responder->accept_event_stream(hub.callbacks(std::move(opening)), {});
}

}  // namespace

void add_feed_routes(Api& api, FeedHub& hub) {
  using http::Method;
  api.add(Method::get, "/api/v1/ws/connect", "connect_feed", access::guest,
          [&hub](Api& edge, const Call& call) { connect_feed(edge, hub, call); });
  api.add(Method::get, "/api/v1/events", "stream_events", access::guest,
          [&hub](Api& edge, const Call& call) { stream_events(edge, hub, call); });
}

FeedHub::Sources feed_sources(Api& api) {
  FeedHub::Sources sources;
  sources.view = &api.view();
  sources.clock = &api.pipeline().clock();
  sources.day_ago = [&api] {
    auto prices = api.day_ago_prices().fresh(api.now());
    if (!prices) {
      // Read for the next time; a queue that is full has other readers who will.
      static_cast<void>(api.readers().submit(
          [&api](Reader& reader) { static_cast<void>(api.day_ago_prices().read(reader, api.now())); }));
    }
    return prices;
  };
  return sources;
}

}  // namespace loam
