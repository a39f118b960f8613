#include "api/listing_terms.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxDescription = 1'000;  // characters: a paragraph or two

constexpr Word<ListingType> kTypeWords[] = {{"fixed_price", ListingType::fixed_price},
                                            {"auction", ListingType::auction},
                                            {"auction_with_buynow", ListingType::auction_with_buy_now}};

std::vector<Uuid> read_lands(JsonReader& body) {
  const auto one = body->optional_uuid("land_id");
  const bool list_given = body->given("land_ids");
  if (body->given("land_id") && list_given) {
    body->refuse("land_ids", "combined", "Name one land in land_id, or all of them in land_ids.");
  }
  if (!list_given) {
    if (!body->given("land_id")) body->refuse("land_ids", "required", "Name the lands.");
    return {one.value_or(Uuid{})};
  }
  std::vector<Uuid> lands;
  const auto most = static_cast<std::size_t>(definition_of(SettingId::max_lands_per_listing).max);
  const ArrayReader list = body->array("land_ids", {1, most});
  lands.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) lands.push_back(list.at(i).uuid().value_or(Uuid{}));
  return lands;
}

/// A price that belongs to some types only.
Money read_price(JsonReader& body, std::string_view name, bool has, bool needs) {
  if (has) return needs ? body->money(name) : body->optional_money(name).value_or(Money{});
  if (body->given(name)) body->refuse(name, "not_of_this_type", "A listing of this type has no such price.");
  return {};
}

void read_end(JsonReader& body, Duration longest, ListingRequest& read) {
  const auto hours =
      body->optional_integer("duration_hours", {1, definition_of(SettingId::auction_max_duration_hours).max});
  const auto ends_at = body->optional_time("ends_at");
  read.names_end = body->given("ends_at");
  const bool names_hours = body->given("duration_hours");
  if (read.names_end && names_hours) {
    body->refuse("ends_at", "combined", "Say how long in duration_hours, or until when in ends_at.");
  }
  if (ends_at) read.command.terms.ends_at = *ends_at;
  if (hours) read.command.duration = Duration::hours(*hours);
  if (read.names_end || names_hours) return;
  if (read.command.terms.is_auction()) {
    body->refuse("duration_hours", "required", "An auction needs an end: duration_hours or ends_at.");
  }
  read.command.duration = longest;
}

}  // namespace

ListingRequest read_listing(JsonReader& body, Duration longest) {
  ListingRequest read;
  read.lands = read_lands(body);
  ListingTerms& terms = read.command.terms;
  const auto type = body->field("listing_type").word(kTypeWords);
  terms.type = type.value_or(ListingType::auction_with_buy_now);
  const bool outright = terms.type != ListingType::auction;
  // Where the type cannot be read, what it needs is not known.
  terms.starting_price = read_price(body, "starting_price_bdt", terms.is_auction(), type.has_value());
  terms.reserve_price = read_price(body, "reserve_price_bdt", terms.is_auction(), false);
  terms.buy_now_price = read_price(body, "buy_now_price_bdt", outright, type.has_value());
  if (type) {
    read_end(body, longest, read);
  } else {
    static_cast<void>(body->given("duration_hours"));
    static_cast<void>(body->given("ends_at"));
  }
  terms.description = body->optional_text("description", {0, kMaxDescription}).value_or("");
  return read;
}

std::string_view pointer_of(RefusalCode code, bool names_end, bool names_one_land) {
  switch (code) {
    case RefusalCode::reserve_too_low: return "/reserve_price_bdt";
    case RefusalCode::buy_now_too_low: return "/buy_now_price_bdt";
    case RefusalCode::duration_out_of_range: return names_end ? "/ends_at" : "/duration_hours";
    case RefusalCode::too_many_lands_listed: return names_one_land ? "/land_id" : "/land_ids";
    default: return {};
  }
}

}  // namespace loam
