#pragma once

#include <cstdint>
#include <string_view>

namespace loam {

/// Why a rule said no. One list for the whole house, because clients see one list; it lives in the lowest room that
/// refuses. The numbers are stored with the outcome of idempotency keys: never renumber, only add.
enum class RefusalCode : std::uint16_t {
  // The caller has to have more, or ask for less.
  insufficient_funds = 1,
  insufficient_shares = 2,
  amount_not_positive = 3,
  amount_too_small = 4,
  amount_overflows = 5,
  order_too_large = 6,
  order_rate_exceeded = 7,
  price_moved = 8,
  payment_limit_exceeded = 9,
  // The market does not take this now.
  market_halted = 20,
  market_reduce_only = 21,
  land_trading_disabled = 22,
  // There is no such thing, or it is not in a state for this.
  user_unknown = 40,
  session_unknown = 41,
  refresh_token_reused = 42,
  api_key_unknown = 43,
  payment_unknown = 44,
  payment_mismatch = 45,
  payment_final = 46,
  world_unknown = 47,
  land_unknown = 48,
  listing_unknown = 49,
  listing_ended = 50,
  not_an_auction = 51,
  buy_now_unavailable = 52,
  // Somebody has it already.
  username_taken = 60,
  email_taken = 61,
  idempotency_key_reused = 62,
  markets_seeded = 63,
  world_exists = 64,
  land_taken = 65,
  land_listed = 66,
  listing_has_bids = 67,
  // The operator has it otherwise.
  registration_disabled = 80,
  setting_out_of_range = 81,
  setting_fixed = 82,
  user_disabled = 83,
  // It is not his, or he stands on both sides.
  not_owner = 90,
  not_seller = 91,
  own_listing = 92,
  own_land = 93,
  // The terms of a listing or a bid are not what the rules take.
  lands_not_connected = 94,
  bid_too_low = 95,
  reserve_too_low = 96,
  buy_now_too_low = 97,
  duration_out_of_range = 98,
  world_size_out_of_range = 99,
  // A limit of the house.
  too_many_accounts = 100,
  too_many_sessions = 101,
  too_many_api_keys = 102,
  too_many_payments = 103,
  too_many_lands = 104,
  too_many_listings = 105,
  too_many_lands_listed = 106,
  listing_cooldown = 107,
};

/// A value: nothing changed, and the same request at the same state is refused again. What `limit` and `value` mean
/// stands beside each code in refusal.cpp; amounts are paisa, shares micro-shares, prices micro-BDT.
struct Refusal {
  RefusalCode code{};
  std::int64_t limit = 0;
  std::int64_t value = 0;

  bool operator==(const Refusal&) const = default;
};

/// The stable word of the API.
std::string_view to_string(RefusalCode code);

}  // namespace loam
