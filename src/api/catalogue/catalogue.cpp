#include "api/catalogue/catalogue.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <utility>

#include "base/check.hpp"

namespace loam {
namespace {

Cell cell_of(LandNo land, std::uint32_t world_width) { return {land.value % world_width, land.value / world_width}; }

/// The numbers of the listings that a batch is about, each once, rising: a land that one of them lets go may be in a
/// later one already.
std::set<ListingNo> touched_by(std::span<const Event> events) {
  std::set<ListingNo> touched;
  for (const Event& event : events) {
    if (const auto* opened = std::get_if<ListingOpened>(&event)) touched.insert(opened->terms->number);
    if (const auto* bid = std::get_if<Bid>(&event)) touched.insert(bid->listing);
    if (const auto* closed = std::get_if<ListingClosed>(&event)) touched.insert(closed->listing);
  }
  return touched;
}

}  // namespace

bool bought_outright(const Listing& listing) {
  return listing.status == ListingStatus::sold && listing.closed_at < listing.ends_at;
}

Money current_price(const Listing& listing) {
  if (!listing.terms->is_auction() || bought_outright(listing)) return listing.terms->buy_now_price;
  return listing.bids > 0 ? listing.standing.price : listing.terms->starting_price;
}

Catalogue::Entry Catalogue::make_entry(const Listing& listing, const LandMap& map) const {
  Entry entry;
  entry.terms = listing.terms;
  entry.price = current_price(listing);
  entry.ends_at = listing.ends_at;
  entry.seller = listing.terms->seller;
  entry.type = listing.terms->type;
  entry.status = listing.status;
  const Cell first = map.cell(listing.terms->lands.front());
  Box around{first.x, first.y, first.x, first.y};
  for (const LandNo land : listing.terms->lands) {
    const Cell cell = map.cell(land);
    around = {std::min(around.x0, cell.x), std::min(around.y0, cell.y), std::max(around.x1, cell.x),
              std::max(around.y1, cell.y)};
    entry.biomes = static_cast<std::uint8_t>(entry.biomes | 1U << index_of(map.biome(land)));
  }
  entry.around = {static_cast<std::uint16_t>(around.x0), static_cast<std::uint16_t>(around.y0),
                  static_cast<std::uint16_t>(around.x1), static_cast<std::uint16_t>(around.y1)};
  return entry;
}

void Catalogue::begin(const State& state) {
  const std::unique_lock lock(mutex_);
  if (state.land.made()) world_width_ = state.land.world().width;
  std::array<std::vector<OrderKey>, kStatuses> prices;
  std::array<std::vector<OrderKey>, kStatuses> ends;
  entries_.reserve(state.marketplace.size());
  for (std::uint32_t number = 1; number < state.marketplace.next_number().value; ++number) {
    const Listing& listing = state.marketplace.listing({number});
    const Entry& entry = entries_.emplace_back(make_entry(listing, state.land));
    prices[static_cast<std::size_t>(entry.status)].push_back({entry.price.paisa, number});
    ends[static_cast<std::size_t>(entry.status)].push_back({entry.ends_at.ms, number});
    shelf(entry.status).numbers.put(number);
    by_seller_[entry.seller].push_back(number);
    if (entry.status != ListingStatus::active) continue;
    for (const LandNo land : listing.terms->lands) listed_.put(land.value);
  }
  for (std::size_t i = 0; i < kStatuses; ++i) {
    shelves_[i].by_price.assign(std::move(prices[i]));
    shelves_[i].by_end.assign(std::move(ends[i]));
  }
}

void Catalogue::take(std::span<const Event> events, const State& state) {
  const std::set<ListingNo> touched = touched_by(events);
  if (touched.empty()) return;
  const std::unique_lock lock(mutex_);
  world_width_ = state.land.world().width;
  for (const ListingNo number : touched) {
    const Listing& listing = state.marketplace.listing(number);
    number.value > entries_.size() ? add(listing, state.land) : change(listing);
  }
}

void Catalogue::add(const Listing& listing, const LandMap& map) {
  const std::uint32_t number = listing.terms->number.value;
  LOAM_CHECK(number == entries_.size() + 1);
  const Entry& entry = entries_.emplace_back(make_entry(listing, map));
  Shelf& on = shelf(entry.status);
  on.numbers.put(number);
  on.by_price.insert({entry.price.paisa, number});
  on.by_end.insert({entry.ends_at.ms, number});
  by_seller_[entry.seller].push_back(number);
  if (entry.status != ListingStatus::active) return;
  for (const LandNo land : listing.terms->lands) listed_.put(land.value);
}

void Catalogue::change(const Listing& listing) {
  const std::uint32_t number = listing.terms->number.value;
  Entry& entry = entries_[number - 1];
  Shelf& from = shelf(entry.status);
  Shelf& to = shelf(listing.status);
  from.by_price.erase({entry.price.paisa, number});
  from.by_end.erase({entry.ends_at.ms, number});
  from.numbers.drop(number);
  if (entry.status == ListingStatus::active && listing.status != ListingStatus::active) {
    for (const LandNo land : entry.terms->lands) listed_.drop(land.value);
  }
  entry.price = current_price(listing);
  entry.ends_at = listing.ends_at;
  entry.status = listing.status;
  to.by_price.insert({entry.price.paisa, number});
  to.by_end.insert({entry.ends_at.ms, number});
  to.numbers.put(number);
}

bool Catalogue::has_land_in(const Box& box, const Entry& entry) const {
  const Box around{entry.around[0], entry.around[1], entry.around[2], entry.around[3]};
  if (!box.overlaps(around)) return false;
  if (box.covers(around)) return true;
  return std::any_of(entry.terms->lands.begin(), entry.terms->lands.end(),
                     [&](LandNo land) { return box.has(cell_of(land, world_width_)); });
}

bool Catalogue::matches(const ListingFilter& filter, const Entry& entry) const {
  return (!filter.status || entry.status == *filter.status) && (!filter.type || entry.type == *filter.type) &&
         (!filter.biome || (entry.biomes & 1U << index_of(*filter.biome)) != 0) &&
         (!filter.seller || entry.seller == *filter.seller) && filter.price.has(entry.price) &&
         (!filter.box || has_land_in(*filter.box, entry));
}

void Catalogue::listed_lands(LandNo from, std::size_t most, std::vector<LandNo>& out) const {
  const std::shared_lock lock(mutex_);
  auto next = listed_.at_or_above(from.value);
  for (; next && most > 0; --most) {
    out.push_back({*next});
    next = listed_.at_or_above(*next + 1);
  }
}

}  // namespace loam
