#include "ledger/refusal.hpp"

namespace loam {

std::string_view to_string(RefusalCode code) {
  switch (code) {
    case RefusalCode::insufficient_funds: return "insufficient_funds";    // limit: available, value: needed
    case RefusalCode::insufficient_shares: return "insufficient_shares";  // limit: owned, value: asked for
    case RefusalCode::amount_not_positive: return "amount_not_positive";
    case RefusalCode::amount_too_small: return "amount_too_small";  // limit: the smallest, 0 where not known
    case RefusalCode::amount_overflows: return "amount_overflows";
    case RefusalCode::order_too_large: return "order_too_large";  // limit: largest order, value: this one
    case RefusalCode::order_rate_exceeded:
      return "order_rate_exceeded";                       // limit: left in the bucket, value: this order
    case RefusalCode::price_moved: return "price_moved";  // limit: the guard, value: the price
    case RefusalCode::payment_limit_exceeded: return "payment_limit_exceeded";  // limit: still allowed, value: asked
    case RefusalCode::market_halted: return "market_halted";  // limit: reopens at (ms), 0 where unknown
    case RefusalCode::market_reduce_only: return "market_reduce_only";
    case RefusalCode::land_trading_disabled: return "land_trading_disabled";
    case RefusalCode::user_unknown: return "user_unknown";
    case RefusalCode::session_unknown: return "session_unknown";
    case RefusalCode::refresh_token_reused: return "refresh_token_reused";
    case RefusalCode::api_key_unknown: return "api_key_unknown";
    case RefusalCode::payment_unknown: return "payment_unknown";
    case RefusalCode::payment_mismatch: return "payment_mismatch";  // limit: expected amount, value: told amount
    case RefusalCode::payment_final: return "payment_final";
    case RefusalCode::world_unknown: return "world_unknown";
    case RefusalCode::land_unknown: return "land_unknown";  // value: the land's number
    case RefusalCode::listing_unknown: return "listing_unknown";
    case RefusalCode::listing_ended: return "listing_ended";  // limit: when it ended (ms)
    case RefusalCode::not_an_auction: return "not_an_auction";
    case RefusalCode::buy_now_unavailable: return "buy_now_unavailable";
    case RefusalCode::username_taken: return "username_taken";
    case RefusalCode::email_taken: return "email_taken";
    case RefusalCode::idempotency_key_reused: return "idempotency_key_reused";
    case RefusalCode::markets_seeded: return "markets_seeded";
    case RefusalCode::world_exists: return "world_exists";
    case RefusalCode::land_taken: return "land_taken";    // value: the land's number
    case RefusalCode::land_listed: return "land_listed";  // limit: the listing's number, value: the land's
    case RefusalCode::listing_has_bids: return "listing_has_bids";
    case RefusalCode::registration_disabled: return "registration_disabled";
    case RefusalCode::setting_out_of_range: return "setting_out_of_range";  // limit: the setting, value: the value
    case RefusalCode::setting_fixed: return "setting_fixed";                // limit: the setting
    case RefusalCode::user_disabled: return "user_disabled";
    case RefusalCode::not_owner: return "not_owner";  // value: the land's number
    case RefusalCode::not_seller: return "not_seller";
    case RefusalCode::own_listing: return "own_listing";
    case RefusalCode::own_land: return "own_land";
    case RefusalCode::lands_not_connected: return "lands_not_connected";
    case RefusalCode::bid_too_low: return "bid_too_low";          // limit: the least maximum that does, value: this one
    case RefusalCode::reserve_too_low: return "reserve_too_low";  // limit: the least, value: this one
    case RefusalCode::buy_now_too_low: return "buy_now_too_low";  // limit: it has to be above, value: this one
    case RefusalCode::duration_out_of_range:
      return "duration_out_of_range";  // limit: the bound that it broke (ms), value: this one (ms)
    case RefusalCode::world_size_out_of_range: return "world_size_out_of_range";
    case RefusalCode::too_many_accounts: return "too_many_accounts";          // limit: the bound
    case RefusalCode::too_many_sessions: return "too_many_sessions";          // limit: the bound
    case RefusalCode::too_many_api_keys: return "too_many_api_keys";          // limit: the bound
    case RefusalCode::too_many_payments: return "too_many_payments";          // limit: the bound
    case RefusalCode::too_many_lands: return "too_many_lands";                // limit: of one owner
    case RefusalCode::too_many_listings: return "too_many_listings";          // limit: active, of one seller
    case RefusalCode::too_many_lands_listed: return "too_many_lands_listed";  // limit: of one listing
    case RefusalCode::listing_cooldown: return "listing_cooldown";            // limit: again from (ms)
  }
  return "unknown";
}

}  // namespace loam
