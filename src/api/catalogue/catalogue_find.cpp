#include <algorithm>
#include <limits>
#include <mutex>

#include "api/catalogue/catalogue.hpp"

namespace loam {
namespace {

constexpr std::size_t kPlacesPerLook = 2'000;  // some 20 us, while a commit may wait to tell of itself

constexpr OrderKey kBeforeAll{std::numeric_limits<std::int64_t>::min(), 0};
constexpr OrderKey kAfterAll{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::uint32_t>::max()};

bool is_rising(ListingOrder order) {
  return order == ListingOrder::created_asc || order == ListingOrder::price_asc || order == ListingOrder::ending_soon;
}

/// Before the first place that can match: in an order by price, the price says where that is.
OrderKey start_of(const ListingFilter& filter, ListingOrder order) {
  if (order == ListingOrder::price_asc && filter.price.min) return {filter.price.min->paisa, 0};
  if (order == ListingOrder::price_desc && filter.price.max) return {filter.price.max->paisa, kAfterAll.number};
  return is_rising(order) ? kBeforeAll : kAfterAll;
}

/// Whether nothing from this place on can match.
bool is_past(const ListingFilter& filter, ListingOrder order, OrderKey place) {
  if (order == ListingOrder::price_asc) return filter.price.max && place.key > filter.price.max->paisa;
  if (order == ListingOrder::price_desc) return filter.price.min && place.key < filter.price.min->paisa;
  return false;
}

bool filters_status_only(const ListingFilter& filter) {
  ListingFilter rest = filter;
  rest.status.reset();
  return rest == ListingFilter{};
}

}  // namespace

OrderKey Catalogue::place_of(std::uint32_t number, ListingOrder order) const {
  switch (order) {
    case ListingOrder::created_desc:
    case ListingOrder::created_asc: return {0, number};
    case ListingOrder::price_asc:
    case ListingOrder::price_desc: return {entry(number).price.paisa, number};
    case ListingOrder::ending_soon: return {entry(number).ends_at.ms, number};
  }
  return {0, number};
}

void Catalogue::next_numbers(const ListingFilter& filter, bool rising, std::uint32_t after,
                             std::vector<OrderKey>& out) const {
  const auto last = static_cast<std::uint32_t>(entries_.size());
  const auto next = [&](std::uint32_t from) -> std::optional<std::uint32_t> {
    if (rising && from >= last) return std::nullopt;
    if (!rising && from <= 1) return std::nullopt;
    const std::uint32_t neighbour = rising ? from + 1 : std::min(from - 1, last);
    if (!filter.status) return neighbour == 0 ? std::nullopt : std::optional(neighbour);
    const NumberSet& numbers = shelf(*filter.status).numbers;
    return rising ? numbers.at_or_above(neighbour) : numbers.at_or_below(neighbour);
  };
  for (auto number = next(after); number && out.size() < kPlacesPerLook; number = next(*number)) {
    out.push_back({0, *number});
  }
}

void Catalogue::next_places(const ListingFilter& filter, ListingOrder order, OrderKey after,
                            std::vector<OrderKey>& out) const {
  const bool rising = is_rising(order);
  if (order == ListingOrder::created_asc || order == ListingOrder::created_desc) {
    return next_numbers(filter, rising, after.number, out);
  }
  for (const ListingStatus status : kAllStatuses) {
    if (filter.status && *filter.status != status) continue;
    const Shelf& from = shelf(status);
    const OrderedBlocks& places = order == ListingOrder::ending_soon ? from.by_end : from.by_price;
    rising ? places.above(after, kPlacesPerLook, out) : places.below(after, kPlacesPerLook, out);
  }
  // Of several shelves the next ones of all are among the next ones of each.
  rising ? std::sort(out.begin(), out.end()) : std::sort(out.begin(), out.end(), std::greater<>());
  if (out.size() > kPlacesPerLook) out.resize(kPlacesPerLook);
}

ListingPlaces Catalogue::find(const ListingFilter& filter, ListingOrder order, std::optional<OrderKey> after,
                              std::size_t offset, std::size_t limit) const {
  if (filter.seller) return find_of_seller(filter, order, after, offset, limit);
  ListingPlaces found;
  OrderKey at = after.value_or(start_of(filter, order));
  std::vector<OrderKey> places;
  do {
    places.clear();
    const std::shared_lock lock(mutex_);
    next_places(filter, order, at, places);
    for (const OrderKey place : places) {
      if (is_past(filter, order, place)) return found;
      if (!matches(filter, entry(place.number))) continue;
      if (offset > 0) {
        --offset;
        continue;
      }
      found.more = found.places.size() == limit;
      if (found.more) return found;
      found.places.push_back(place);
    }
    if (!places.empty()) at = places.back();
  } while (!places.empty());
  return found;
}

/// A seller's own listings are few: all that match are gathered and put in order.
ListingPlaces Catalogue::find_of_seller(const ListingFilter& filter, ListingOrder order, std::optional<OrderKey> after,
                                        std::size_t offset, std::size_t limit) const {
  const bool rising = is_rising(order);
  std::vector<OrderKey> places;
  for (std::size_t next = 0, last = 1; next < last;) {
    const std::shared_lock lock(mutex_);
    const auto seller = by_seller_.find(*filter.seller);
    if (seller == by_seller_.end()) break;
    last = seller->second.size();
    for (const std::size_t end = std::min(last, next + kPlacesPerLook); next < end; ++next) {
      const std::uint32_t number = seller->second[next];
      if (!matches(filter, entry(number))) continue;
      const OrderKey place = place_of(number, order);
      if (!after || (rising ? place > *after : place < *after)) places.push_back(place);
    }
  }
  rising ? std::sort(places.begin(), places.end()) : std::sort(places.begin(), places.end(), std::greater<>());
  const std::size_t first = std::min(offset, places.size());
  const std::size_t end = std::min(places.size(), first + limit);
  return {{places.begin() + static_cast<std::ptrdiff_t>(first), places.begin() + static_cast<std::ptrdiff_t>(end)},
          end < places.size()};
}

std::size_t Catalogue::count(const ListingFilter& filter) const {
  if (filters_status_only(filter)) {
    const std::shared_lock lock(mutex_);
    return filter.status ? shelf(*filter.status).numbers.size() : entries_.size();
  }
  if (filter.seller) {
    return find_of_seller(filter, ListingOrder::created_asc, std::nullopt, 0, std::numeric_limits<std::size_t>::max())
        .places.size();
  }
  std::size_t matching = 0;
  std::vector<OrderKey> places;
  OrderKey at = {0, 0};
  do {
    places.clear();
    const std::shared_lock lock(mutex_);
    next_places(filter, ListingOrder::created_asc, at, places);
    matching += static_cast<std::size_t>(std::count_if(
        places.begin(), places.end(), [&](OrderKey place) { return matches(filter, entry(place.number)); }));
    if (!places.empty()) at = places.back();
  } while (!places.empty());
  return matching;
}

}  // namespace loam
