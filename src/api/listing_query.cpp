#include "api/listing_query.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "api/biomes.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

enum class StatusWord : std::uint8_t { active, sold, expired, cancelled, all };

constexpr Word<StatusWord> kStatusWords[] = {{"active", StatusWord::active},
                                             {"sold", StatusWord::sold},
                                             {"expired", StatusWord::expired},
                                             {"cancelled", StatusWord::cancelled},
                                             {"all", StatusWord::all}};
constexpr Word<ListingType> kTypeWords[] = {{"fixed_price", ListingType::fixed_price},
                                            {"auction", ListingType::auction},
                                            {"auction_with_buynow", ListingType::auction_with_buy_now}};
constexpr Word<ListingOrder> kOrderWords[] = {{"created_at_desc", ListingOrder::created_desc},
                                              {"created_at_asc", ListingOrder::created_asc},
                                              {"price_asc", ListingOrder::price_asc},
                                              {"price_desc", ListingOrder::price_desc},
                                              {"ending_soon", ListingOrder::ending_soon}};

std::optional<ListingStatus> status_of(StatusWord word) {
  if (word == StatusWord::all) return std::nullopt;
  return static_cast<ListingStatus>(word);
}

/// As a cursor carries it.
std::string write_filter(const ListingFilter& filter, ListingOrder order) {
  ByteWriter out;
  out.u8(static_cast<std::uint8_t>(order));
  out.u8(filter.status ? static_cast<std::uint8_t>(1 + static_cast<std::uint8_t>(*filter.status)) : 0);
  out.u8(filter.type ? static_cast<std::uint8_t>(*filter.type) : 0);
  out.u8(filter.biome ? static_cast<std::uint8_t>(1 + index_of(*filter.biome)) : 0);
  out.u32(filter.seller.value_or(kNoAccount).value);
  write_price_range(filter.price, out);
  write_box(filter.box, out);
  return {out.bytes().begin(), out.bytes().end()};
}

/// False where the bytes are none of write_filter.
bool parse_filter(std::string_view text, ListingFilter& filter, ListingOrder& order) {
  filter = {};
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  ByteReader in(bytes);
  const std::uint8_t in_order = in.u8();
  const std::uint8_t status = in.u8();
  const std::uint8_t type = in.u8();
  const std::uint8_t biome = in.u8();
  const AccountNo seller{in.u32()};
  if (in_order >= std::size(kOrderWords) || status >= std::size(kStatusWords) || type > std::size(kTypeWords) ||
      biome > kBiomes) {
    return false;
  }
  order = static_cast<ListingOrder>(in_order);
  filter.status = status != 0 ? std::optional(static_cast<ListingStatus>(status - 1)) : std::nullopt;
  if (type != 0) filter.type = static_cast<ListingType>(type);
  if (biome != 0) filter.biome = static_cast<Biome>(biome - 1);
  if (seller.exists()) filter.seller = seller;
  filter.price = parse_price_range(in);
  return parse_box(in, filter.box) && in.ok() && in.at_end();
}

std::optional<AccountNo> find_seller(const std::optional<Uuid>& id, const View& view) {
  if (!id) return std::nullopt;
  return view.read([&](const State& state) {
    const User* user = state.identity.user(*id);
    return user == nullptr ? kNoAccount : user->account;
  });
}

/// Whether anything but the page is asked for: a cursor alone says the rest itself.
bool names_any(http::QueryReader& query) {
  constexpr std::array<std::string_view, 8> kNames{"status",        "listing_type",  "biome", "seller_id",
                                                   "min_price_bdt", "max_price_bdt", "bbox",  "sort_by"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) { return query.raw(name).has_value(); });
}

}  // namespace

ListingQuery read_listing_query(http::QueryReader& query, const View& view) {
  ListingQuery read;
  read.filter.status = status_of(query.word("status", kStatusWords).value_or(StatusWord::active));
  read.filter.type = query.word("listing_type", kTypeWords);
  read.filter.biome = query.word("biome", kBiomeWords);
  read.filter.seller = find_seller(query.uuid("seller_id"), view);
  read.filter.price = read_price_range(query);
  read.filter.box = read_box(query);
  read.order = query.word("sort_by", kOrderWords).value_or(ListingOrder::created_desc);
  read.known = read.filter.seller != kNoAccount;
  const std::string asked = write_filter(read.filter, read.order);
  read.page = read_list_page(query, kListingList, names_any(query) ? asked : std::string());
  if (read.page.filter.empty()) read.page.filter = asked;
  if (!parse_filter(read.page.filter, read.filter, read.order)) {
    query.refuse("cursor", "malformed", "This is no cursor of this list.");
  }
  return read;
}

}  // namespace loam
