#include "import/listing_import.hpp"

#include <algorithm>
#include <utility>

#include "import/former_numbers.hpp"

namespace loam {
namespace {

// Columns of FormerSource::active_listings.
struct Column {
  enum : std::size_t { id, seller, type, description, price, reserve, buy_now, end, bids, lands };
};

constexpr std::size_t kMaxDescriptionBytes = 2'000;

/// Places `x y;…`; nullopt where one is not on the map.
std::optional<std::vector<LandNo>> read_lands(std::string_view text, const LandMap& map, const Shift& shift) {
  std::vector<LandNo> found;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(';'), text.size());
    const std::string_view place = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    const std::size_t space = std::min(place.find(' '), place.size());
    const auto x = parse_whole(place.substr(0, space));
    const auto y = parse_whole(place.substr(std::min(space + 1, place.size())));
    const auto land = x && y ? map.at(*x + shift.x, *y + shift.y) : std::nullopt;
    if (!land) return std::nullopt;
    found.push_back(*land);
  }
  return found;
}

Money money_of(const std::optional<std::string>& text) {
  return text ? parse_bdt(*text).value_or(Money::zero()) : Money::zero();
}

void set_prices(const FormerValues& row, ListingTerms& terms) {
  if (row[Column::type] == "FIXED_PRICE") {
    terms.type = ListingType::fixed_price;
    terms.buy_now_price = money_of(row[Column::price]);
    return;
  }
  terms.starting_price = money_of(row[Column::price]);
  terms.reserve_price = money_of(row[Column::reserve]);
  terms.buy_now_price = money_of(row[Column::buy_now]);
  terms.type = terms.buy_now_price > Money::zero() ? ListingType::auction_with_buy_now : ListingType::auction;
}

}  // namespace

IdempotencyKey key_of_listing(std::string_view listing_id) {
  const Digest digest = sha256("import listing " + std::string(listing_id));
  IdempotencyKey key;
  std::copy_n(digest.begin(), key.key.size(), key.key.begin());
  return key;
}

Result<ListingTerms, std::string> read_former_listing(const FormerValues& row, const State& state, const Shift& shift,
                                                      Time now) {
  const auto seller_id = parse_uuid(row[Column::seller].value_or(""));
  const User* user = seller_id ? state.identity.user(*seller_id) : nullptr;
  if (user == nullptr) return Unexpected{std::string("seller_unknown")};
  if (user->disabled) return Unexpected{std::string("seller_disabled")};
  if (row[Column::bids].value_or("0") != "0") return Unexpected{std::string("has_bids")};
  const auto places = read_lands(row[Column::lands].value_or(""), state.land, shift);
  if (!places) return Unexpected{std::string("land_off_map")};

  ListingTerms terms;
  terms.seller = user->account;
  terms.lands = *places;
  set_prices(row, terms);
  terms.description = row[Column::description].value_or("");
  if (terms.description.size() > kMaxDescriptionBytes) return Unexpected{std::string("description_too_long")};
  const auto ends = parse_whole(row[Column::end].value_or(""));
  if (!ends && terms.is_auction()) return Unexpected{std::string("auction_without_end")};
  terms.ends_at = ends ? Time{*ends} : now + state.settings.marketplace_rules().longest;
  if (terms.ends_at <= now) return Unexpected{std::string("end_is_past")};
  return terms;
}

Result<void, Fault> import_listings(FormerSource& source, ImportTarget& target, const Shift& shift,
                                    ImportReport& report) {
  auto rows = source.active_listings();
  if (!rows) return Unexpected{rows.error()};
  FormerValues values;
  for (;;) {
    const auto more = (*rows)->next(values);
    if (!more) return Unexpected{more.error()};
    if (!*more) return target.commit();
    auto terms = read_former_listing(values, target.state(), shift, target.now());
    if (!terms) {
      ++report.listings_ended[terms.error()];
      continue;
    }
    OpenListing command{std::move(terms).value(), std::nullopt, true};
    const auto reply = target.apply(std::move(command), key_of_listing(values[Column::id].value_or("")));
    if (!reply) return Unexpected{reply.error()};
    if (reply->replayed != 0) {
      ++report.listings_were_here;
    } else if (reply->outcome) {
      ++report.listings_opened;
    } else {
      ++report.listings_ended[std::string(to_string(reply->outcome.error().code))];
    }
  }
}

}  // namespace loam
