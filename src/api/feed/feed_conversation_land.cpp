// What a client is answered who follows a listing or a piece of the map. As in feed_conversation.cpp, the hub's mutex
// is held.

#include <algorithm>

#include "api/feed/feed_hub.hpp"
#include "api/feed/feed_listing_render.hpp"

namespace loam {
namespace {

/// The tiles that the box lies in, as one box.
Box tiles_around(const Box& box, const World& world) {
  const auto first = [](std::uint32_t side) { return side / kMapTile * kMapTile; };
  const auto last = [&](std::uint32_t side, std::uint32_t end) {
    return std::min(first(side) + kMapTile - 1, end - 1);
  };
  return {first(box.x0), first(box.y0), last(box.x1, world.width), last(box.y1, world.height)};
}

}  // namespace

std::vector<Topic> topics_of(const Box& box) {
  std::vector<Topic> topics;
  for (std::uint32_t y = box.y0 / kMapTile; y <= box.y1 / kMapTile; ++y) {
    for (std::uint32_t x = box.x0 / kMapTile; x <= box.x1 / kMapTile; ++x) {
      topics.push_back(topic_of(Cell{x * kMapTile, y * kMapTile}));
    }
  }
  return topics;
}

void FeedHub::subscribe_listing(Subscriber& subscriber, const Uuid& id, std::string_view ref) {
  const auto listing = sources_.view->read([&](const State& state) { return state.marketplace.find(id); });
  if (!listing) return send_error(subscriber, ref, "listing_unknown", "There is no such listing.");
  if (!subscribers_.subscribe(subscriber, topic_of(*listing), seq_)) return refuse_more(subscriber, ref);
  send_listing(subscriber, *listing, ref);
}

void FeedHub::send_listing(Subscriber& subscriber, ListingNo listing, std::string_view ref) {
  const ListingView view = sources_.view->read([&](const State& state) { return view_listing(state, listing, now()); });
  send(subscriber, subscribed_listing_text(head(ref), view));
}

/// A connection looks at one piece of the map: another one takes its place.
void FeedHub::subscribe_map(Subscriber& subscriber, const Box& asked, std::string_view ref) {
  const World world = sources_.view->read([](const State& state) { return state.land.world(); });
  const auto box = clipped(asked, world);
  if (!box) return send_error(subscriber, ref, "outside_world", "The map does not reach there.");
  const std::vector<Topic> topics = topics_of(*box);
  std::vector<Topic> left;
  for (const auto& [topic, since] : subscriber.topics) {
    if (topic.channel == Channel::map && std::ranges::find(topics, topic) == topics.end()) left.push_back(topic);
  }
  for (const Topic topic : left) subscribers_.unsubscribe(subscriber, topic, now());
  for (const Topic topic : topics) {
    if (!subscribers_.subscribe(subscriber, topic, seq_)) return refuse_more(subscriber, ref);
  }
  send(subscriber, subscribed_map_text(head(ref), *box, tiles_around(*box, world)));
}

}  // namespace loam
