// Lands, listings and auctions of the model. What commands do with them is in land_commands.cpp.

#include "sim/land_model.hpp"

#include <algorithm>
#include <set>

namespace loam::sim {
namespace {

constexpr Wide kMillion = 1'000'000;

Wide up(Wide a, Wide b) { return (a + b - 1) / b; }

std::optional<Refusal> check_prices(const ListingTerms& terms, const LandRules& rules) {
  const std::int64_t starting = terms.starting_price.paisa;
  const std::int64_t reserve = terms.reserve_price.paisa;
  const std::int64_t buy_now = terms.buy_now_price.paisa;
  const bool needs_starting = terms.type != ListingType::fixed_price;
  const bool needs_buy_now = terms.type != ListingType::auction;
  if ((needs_starting && starting <= 0) || (needs_buy_now && buy_now <= 0) || reserve < 0) {
    return Refusal{RefusalCode::amount_not_positive};
  }
  const auto least = static_cast<std::int64_t>(up(Wide{starting} * rules.reserve_ppm, kMillion));
  if (reserve != 0 && reserve < least) return Refusal{RefusalCode::reserve_too_low, least, reserve};
  if (terms.type == ListingType::auction_with_buy_now && (buy_now <= starting || buy_now < reserve)) {
    return Refusal{RefusalCode::buy_now_too_low, std::max(starting, reserve - 1), buy_now};
  }
  return std::nullopt;
}

std::optional<Refusal> check_duration(const ListingTerms& terms, const LandRules& rules) {
  const std::int64_t duration = terms.ends_at.ms - terms.opened_at.ms;
  if (duration >= rules.shortest_ms && duration <= rules.longest_ms) return std::nullopt;
  const std::int64_t bound = duration < rules.shortest_ms ? rules.shortest_ms : rules.longest_ms;
  return Refusal{RefusalCode::duration_out_of_range, bound, duration};
}

}  // namespace

std::optional<ModelListing::Maximum> ModelListing::leading() const {
  std::optional<Maximum> best;
  for (const Maximum& each : maxima) {
    if (!best || each.paisa > best->paisa) best = each;
  }
  return best;
}

std::int64_t ModelListing::second() const {
  const auto leader = leading();
  std::int64_t highest = 0;
  for (const Maximum& each : maxima) {
    if (each.bidder != leader->bidder) highest = std::max(highest, each.paisa);
  }
  return highest;
}

bool ModelListing::reserve_met() const {
  const auto leader = leading();
  return leader && leader->paisa >= terms.reserve_price.paisa;
}

bool ModelListing::buy_now_offered() const {
  if (terms.buy_now_price.paisa == 0) return false;
  // Without a reserve there is none to be met: then the first bid ends it.
  return terms.reserve_price.paisa == 0 ? maxima.empty() : !reserve_met();
}

Wide ModelListing::least_maximum(AccountNo bidder, const PriceTable& increments) const {
  const auto leader = leading();
  if (!leader) return terms.starting_price.paisa;
  if (leader->bidder == bidder) return Wide{leader->paisa} + 1;
  return Wide{price} + increment_at(increments, price);
}

void ModelListing::bid(const Maximum& maximum, std::int64_t named, const PriceTable& increments) {
  const auto before = leading();
  maxima.push_back(maximum);
  const auto leader = leading();
  const bool raises = before && before->bidder == maximum.bidder;
  const Wide whole = second() == 0 ? Wide{0} : Wide{second()} + increment_at(increments, second());
  Wide now = price;
  if (leader->bidder == maximum.bidder && !raises) now = named;
  // A raise moves the price only where the former maximum had cut the increment.
  if (!raises || before->paisa < whole) now = std::max(now, std::min(whole, Wide{leader->paisa}));
  if (reserve_met()) now = std::max(now, Wide{terms.reserve_price.paisa});
  if (now < price || now > leader->paisa) broken("the model's price fell, or is above the leader's maximum");
  price = static_cast<std::int64_t>(now);
}

void ModelListing::move_end(const LandRules& rules, Time at) {
  if (ends_at.ms - at.ms >= rules.window_ms || extensions >= rules.extensions_most) return;
  ends_at.ms = at.ms + rules.window_ms;
  ++extensions;
}

AccountNo Lands::owner(LandNo land) const {
  const auto found = owners.find(land.value);
  return found == owners.end() ? kNoAccount : found->second;
}

std::vector<LandNo> Lands::lands_of(AccountNo account) const {
  std::vector<LandNo> lands;
  for (const auto& [land, owner] : owners) {
    if (owner == account) lands.push_back({land});
  }
  return lands;
}

std::int64_t Lands::count_of(AccountNo account) const {
  return std::count_if(owners.begin(), owners.end(), [account](const auto& each) { return each.second == account; });
}

std::int64_t Lands::price(LandNo land, const LandRules& rules) const {
  const Wide factor = Wide{rules.base_ppm} * 1000 + Wide{rules.elevation_ppm} * map.elevation(land);
  const Wide price = up(rules.prices[index_of(map.biome(land))] * factor, kMillion * 1000);
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(price));
}

bool Lands::connected(const std::vector<LandNo>& lands) const {
  std::set<std::pair<std::int64_t, std::int64_t>> left;
  const std::uint32_t width = map.world().width;
  for (const LandNo land : lands) {
    if (!left.emplace(land.value % width, land.value / width).second) return false;
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> reached;
  const auto reach = [&](std::int64_t x, std::int64_t y) {
    if (left.erase({x, y}) == 1) reached.emplace_back(x, y);
  };
  if (!left.empty()) reach(left.begin()->first, left.begin()->second);
  while (!reached.empty()) {
    const auto [x, y] = reached.back();
    reached.pop_back();
    reach(x - 1, y);
    reach(x + 1, y);
    reach(x, y - 1);
    reach(x, y + 1);
  }
  return left.empty() && !lands.empty();
}

const ModelListing* Lands::listing(ListingNo number) const {
  return number.value == 0 || number.value > listings.size() ? nullptr : &listings[number.value - 1];
}

ListingNo Lands::listed_in(LandNo land) const {
  for (const ModelListing& each : listings) {
    const auto& lands = each.terms.lands;
    if (each.active() && std::find(lands.begin(), lands.end(), land) != lands.end()) return each.terms.number;
  }
  return kNoListing;
}

std::int64_t Lands::promised(AccountNo account) const {
  std::int64_t sum = 0;
  for (const ModelListing& each : listings) {
    if (!each.active()) continue;
    if (const auto leader = each.leading(); leader && leader->bidder == account) sum += leader->paisa;
  }
  return sum;
}

ListingNo Lands::due(Time at) const {
  const ModelListing* first = nullptr;
  for (const ModelListing& each : listings) {
    if (each.active() && each.ends_at <= at && (first == nullptr || each.ends_at < first->ends_at)) first = &each;
  }
  return first == nullptr ? kNoListing : first->terms.number;
}

std::optional<Refusal> Lands::check_terms(const ListingTerms& terms, const LandRules& rules) const {
  if (auto refusal = check_lands(terms, rules)) return refusal;
  if (auto refusal = check_prices(terms, rules)) return refusal;
  if (auto refusal = check_duration(terms, rules)) return refusal;
  return check_seller(terms, rules);
}

std::optional<Refusal> Lands::check_lands(const ListingTerms& terms, const LandRules& rules) const {
  const auto count = static_cast<std::int64_t>(terms.lands.size());
  if (count == 0 || count > rules.lands_most) {
    return Refusal{RefusalCode::too_many_lands_listed, rules.lands_most, count};
  }
  for (const LandNo land : terms.lands) {
    if (land.value >= map.size()) return Refusal{RefusalCode::land_unknown, 0, land.value};
    if (owner(land) != terms.seller) return Refusal{RefusalCode::not_owner, 0, land.value};
    if (const ListingNo other = listed_in(land); other.exists()) {
      return Refusal{RefusalCode::land_listed, other.value, land.value};
    }
  }
  if (!connected(terms.lands)) return Refusal{RefusalCode::lands_not_connected};
  return std::nullopt;
}

std::optional<Refusal> Lands::check_seller(const ListingTerms& terms, const LandRules& rules) const {
  std::int64_t active = 0;
  std::optional<Time> last;
  for (const ModelListing& each : listings) {
    if (each.terms.seller != terms.seller) continue;
    active += each.active() ? 1 : 0;
    last = each.terms.opened_at;
  }
  if (last && terms.opened_at.ms < last->ms + rules.cooldown_ms) {
    return Refusal{RefusalCode::listing_cooldown, last->ms + rules.cooldown_ms, terms.opened_at.ms};
  }
  if (active >= rules.listings_most) return Refusal{RefusalCode::too_many_listings, rules.listings_most, active};
  return std::nullopt;
}

}  // namespace loam::sim
