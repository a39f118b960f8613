#include "api/render.hpp"

#include "base/bytes.hpp"

namespace loam {
namespace {

void write_biome_part(JsonWriter& json, const Transaction& row) {
  json.key("biome");
  row.biome ? json.value(to_string(*row.biome)) : json.value(nullptr);
  if (!row.biome) {
    json.member("shares", nullptr).member("price_per_share_bdt", nullptr).member("realized_gain_bdt", nullptr);
    return;
  }
  json.member("shares", row.shares).member("price_per_share_bdt", price_per_share_of(row));
  json.key("realized_gain_bdt");
  row.type == TransactionType::biome_sell ? json.value(row.realized_gain) : json.value(nullptr);
}

/// `land_id` is for clients that know one land a sale: the first. `land_ids` has them all.
void write_land_part(JsonWriter& json, const Parties& parties) {
  write_id_or_null(json, "land_id", parties.lands.empty() ? Uuid{} : parties.lands.front());
  json.key("land_ids").begin_array();
  for (const Uuid& land : parties.lands) json.value(land);
  json.end_array();
  write_id_or_null(json, "listing_id", parties.listing);
}

void write_chain_part(JsonWriter& json, const Transaction& row) {
  json.member("pool_cash_after_bdt", row.pool_cash_after)
      .member("pool_shares_after", row.pool_shares_after)
      .member("holding_shares_after", row.holding_shares_after)
      .member("holding_cost_after_bdt", row.holding_cost_after)
      .member("chain_realized_gain_bdt", row.realized_gain)
      .member("buyer_balance_after_bdt", row.buyer_balance_after)
      .member("seller_balance_after_bdt", row.seller_balance_after);
}

}  // namespace

void write_id_or_null(JsonWriter& json, std::string_view name, const Uuid& id) {
  json.key(name);
  id.is_nil() ? json.value(nullptr) : json.value(id);
}

void write_text_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
  json.key(name);
  text.empty() ? json.value(nullptr) : json.value(text);
}

Parties parties_of(const Transaction& row, const State& state) {
  Parties parties{state.identity.id_of(row.buyer), state.identity.id_of(row.seller)};
  if (row.listing.exists()) parties.listing = state.marketplace.listing(row.listing).terms->id();
  parties.lands.reserve(row.lands.size());
  for (const LandNo land : row.lands) parties.lands.push_back(state.land.id_of(land));
  return parties;
}

void write_transaction(JsonWriter& json, const Transaction& row, const Parties& parties, AccountNo viewer, bool whole) {
  json.member("transaction_id", row.id())
      .member("seq", row.seq)
      .member("transaction_type", to_string(row.type))
      .member("transaction_source", to_string(source_of(row.type)))
      .member("status", "COMPLETED");
  write_id_or_null(json, "buyer_id", parties.buyer);
  write_id_or_null(json, "seller_id", parties.seller);
  write_land_part(json, parties);
  json.member("amount_bdt", row.amount)
      .member("currency", "BDT")
      .member("platform_fee_bdt", row.platform_fee)
      .member("gateway_fee_bdt", row.gateway_fee)
      .member("seller_receives_bdt", seller_receives_of(row));
  write_biome_part(json, row);
  write_text_or_null(json, "gateway_name", row.gateway_name);
  write_text_or_null(json, "gateway_transaction_id", row.gateway_transaction_id);
  write_text_or_null(json, "reason", row.reason);
  json.member("created_at", row.at).member("completed_at", row.at);
  if (viewer.exists()) {
    const bool buyer = viewer == row.buyer;
    json.member("user_role", buyer ? "buyer" : "seller")
        .member("balance_after_bdt", buyer ? row.buyer_balance_after : row.seller_balance_after);
  }
  if (whole) write_chain_part(json, row);
  json.member("hash", to_hex(row.hash));
}

}  // namespace loam
