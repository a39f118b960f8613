#include "api/refusals.hpp"

#include "api/http/problem.hpp"
#include "base/time.hpp"
#include "engine/settings.hpp"
#include "money/money.hpp"

namespace loam {
namespace {

std::string bdt(std::int64_t paisa) { return to_string(Money{paisa}) + " BDT"; }

std::string setting_name(std::int64_t number) {
  return std::string(definition_of(static_cast<SettingId>(number)).name);
}

std::string range_sentence(const Refusal& refusal) {
  const SettingDefinition& setting = definition_of(static_cast<SettingId>(refusal.limit));
  if (is_table(setting.kind)) return std::string(setting.name) + " takes " + std::string(setting.unit) + ".";
  const auto print = [&setting](std::int64_t number) { return print_setting({setting.id, number}); };
  return std::string(setting.name) + " takes " + print(setting.min) + " to " + print(setting.max) + " " +
         std::string(setting.unit) + ", and limits may not contradict each other; " + print(refusal.value) +
         " was asked for.";
}

std::string minutes(std::int64_t ms) {
  constexpr std::int64_t kMinuteMs = 60'000;
  constexpr std::int64_t kHourMs = 3'600'000;
  if (ms % kHourMs == 0) return std::to_string(ms / kHourMs) + " hours";
  return to_decimal(ms * 100 / kMinuteMs, 2) + " minutes";
}

std::string duration_sentence(const Refusal& refusal) {
  const bool shorter = refusal.value < refusal.limit;
  return std::string("A listing lasts at ") + (shorter ? "least " : "most ") + minutes(refusal.limit) +
         "; this one would last " + minutes(refusal.value) + ".";
}

std::string halted_sentence(const Refusal& refusal) {
  if (refusal.limit == 0) return "This market is halted.";
  return "This market is halted until " + to_rfc3339({refusal.limit}) + ".";
}

}  // namespace

int status_of(RefusalCode code) {
  switch (code) {
    case RefusalCode::amount_not_positive:
    case RefusalCode::idempotency_key_reused:
    case RefusalCode::setting_out_of_range:
    case RefusalCode::reserve_too_low:
    case RefusalCode::buy_now_too_low:
    case RefusalCode::duration_out_of_range:
    case RefusalCode::too_many_lands_listed:
    case RefusalCode::world_size_out_of_range: return 422;
    case RefusalCode::user_unknown:
    case RefusalCode::api_key_unknown:
    case RefusalCode::payment_unknown:
    case RefusalCode::world_unknown:
    case RefusalCode::land_unknown:
    case RefusalCode::listing_unknown: return 404;
    case RefusalCode::session_unknown:
    case RefusalCode::refresh_token_reused: return 401;
    case RefusalCode::registration_disabled:
    case RefusalCode::user_disabled:
    case RefusalCode::not_owner:
    case RefusalCode::not_seller: return 403;
    case RefusalCode::insufficient_funds:
    case RefusalCode::insufficient_shares:
    case RefusalCode::amount_too_small:
    case RefusalCode::amount_overflows:
    case RefusalCode::order_too_large:
    case RefusalCode::order_rate_exceeded:
    case RefusalCode::price_moved:
    case RefusalCode::payment_limit_exceeded:
    case RefusalCode::market_halted:
    case RefusalCode::market_reduce_only:
    case RefusalCode::payment_mismatch:
    case RefusalCode::payment_final:
    case RefusalCode::username_taken:
    case RefusalCode::email_taken:
    case RefusalCode::markets_seeded:
    case RefusalCode::setting_fixed:
    case RefusalCode::too_many_accounts:
    case RefusalCode::too_many_sessions:
    case RefusalCode::too_many_api_keys:
    case RefusalCode::too_many_payments:
    case RefusalCode::land_trading_disabled:
    case RefusalCode::listing_ended:
    case RefusalCode::not_an_auction:
    case RefusalCode::buy_now_unavailable:
    case RefusalCode::world_exists:
    case RefusalCode::land_taken:
    case RefusalCode::land_listed:
    case RefusalCode::listing_has_bids:
    case RefusalCode::own_listing:
    case RefusalCode::own_land:
    case RefusalCode::lands_not_connected:
    case RefusalCode::bid_too_low:
    case RefusalCode::too_many_lands:
    case RefusalCode::too_many_listings:
    case RefusalCode::listing_cooldown: return 409;
  }
  return 409;
}

std::string sentence_of(const Refusal& refusal) {
  switch (refusal.code) {
    case RefusalCode::insufficient_funds:
      return "This needs " + bdt(refusal.value) + "; " + bdt(refusal.limit) + " are available.";
    case RefusalCode::insufficient_shares:
      return "This needs " + to_string(Shares{refusal.value}) + " shares; the account has " +
             to_string(Shares{refusal.limit}) + ".";
    case RefusalCode::amount_not_positive: return "The amount must not be zero or less.";
    case RefusalCode::amount_too_small:
      return "The amount is so small that nothing would come of it after rounding and fee.";
    case RefusalCode::amount_overflows: return "The amount is larger than the books can hold.";
    case RefusalCode::order_too_large:
      return "One order in this market may be at most " + bdt(refusal.limit) + "; this one is " + bdt(refusal.value) +
             ".";
    case RefusalCode::order_rate_exceeded:
      return "Orders of one account in one market are limited over a minute: " + bdt(refusal.limit) +
             " are left now, this order is " + bdt(refusal.value) + ".";
    case RefusalCode::price_moved:
      return "The price is " + to_string(Price{refusal.value}) + " BDT a share, past the guard of " +
             to_string(Price{refusal.limit}) + ".";
    case RefusalCode::payment_limit_exceeded:
      return "Top-ups are limited: " + bdt(refusal.limit) + " more are possible now, " + bdt(refusal.value) +
             " were asked for.";
    case RefusalCode::market_halted: return halted_sentence(refusal);
    case RefusalCode::market_reduce_only: return "This market takes sells only at the moment.";
    case RefusalCode::user_unknown: return "There is no such user.";
    case RefusalCode::session_unknown: return "The session has ended; sign in again.";
    case RefusalCode::refresh_token_reused:
      return "This refresh token was used before; the session has been ended, sign in again.";
    case RefusalCode::api_key_unknown: return "There is no such API key, or it is revoked already.";
    case RefusalCode::payment_unknown: return "There is no payment with this reference.";
    case RefusalCode::payment_mismatch:
      return "The payment is for " + bdt(refusal.limit) + " through its own gateway; " + bdt(refusal.value) +
             " were told.";
    case RefusalCode::payment_final: return "The payment is settled or expired; nothing more happens to it.";
    case RefusalCode::land_trading_disabled: return "Land is not traded at the moment.";
    case RefusalCode::world_unknown: return "This world has no land yet.";
    case RefusalCode::land_unknown: return "There is no such land.";
    case RefusalCode::listing_unknown: return "There is no such listing.";
    case RefusalCode::listing_ended: return "The listing ended at " + to_rfc3339({refusal.limit}) + ".";
    case RefusalCode::not_an_auction: return "This listing takes no bids; it is sold at its price.";
    case RefusalCode::buy_now_unavailable:
      return "This listing cannot be bought outright, or not any more: its auction has come too far.";
    case RefusalCode::username_taken: return "The username is taken.";
    case RefusalCode::email_taken: return "The e-mail address belongs to another account.";
    case RefusalCode::idempotency_key_reused:
      return "This Idempotency-Key was used for another request; use a new one for a new request.";
    case RefusalCode::markets_seeded: return "The markets of this world exist already.";
    case RefusalCode::world_exists: return "This world has its map already.";
    case RefusalCode::land_taken: return "The land belongs to somebody already.";
    case RefusalCode::land_listed: return "The land is in an active listing, which it cannot leave before that ends.";
    case RefusalCode::listing_has_bids: return "Somebody has bid: the listing cannot be withdrawn any more.";
    case RefusalCode::registration_disabled: return "Registration is closed.";
    case RefusalCode::setting_out_of_range: return range_sentence(refusal);
    case RefusalCode::setting_fixed:
      return setting_name(refusal.limit) + " is fixed where the server was started and cannot be changed here.";
    case RefusalCode::user_disabled: return "The account is disabled.";
    case RefusalCode::not_owner: return "The land does not belong to you.";
    case RefusalCode::not_seller: return "Only its seller may do this with a listing.";
    case RefusalCode::own_listing: return "Nobody bids for or buys what he sells himself.";
    case RefusalCode::own_land: return "The land is yours already.";
    case RefusalCode::lands_not_connected:
      return "The lands of a listing must be one piece, each named once: from each to each other over shared edges.";
    case RefusalCode::bid_too_low:
      return "This needs at least " + bdt(refusal.limit) + "; " + bdt(refusal.value) + " were offered.";
    case RefusalCode::reserve_too_low:
      return "A reserve on this starting price is at least " + bdt(refusal.limit) + "; this one is " +
             bdt(refusal.value) + ".";
    case RefusalCode::buy_now_too_low:
      return "A price to buy outright lies above the starting price and not below the reserve: it must be more than " +
             bdt(refusal.limit) + "; this one is " + bdt(refusal.value) + ".";
    case RefusalCode::duration_out_of_range: return duration_sentence(refusal);
    case RefusalCode::world_size_out_of_range: return "A world has at most 16777216 lands, and sides from 8 to 16384.";
    case RefusalCode::too_many_lands:
      return "One owner may have at most " + std::to_string(refusal.limit) + " lands; this would make " +
             std::to_string(refusal.value) + ".";
    case RefusalCode::too_many_listings:
      return "There are as many active listings as may be: " + std::to_string(refusal.limit) + ".";
    case RefusalCode::too_many_lands_listed:
      return "A listing has at most " + std::to_string(refusal.limit) + " lands, and at least one; this one has " +
             std::to_string(refusal.value) + ".";
    case RefusalCode::listing_cooldown:
      return "The next listing may be opened from " + to_rfc3339({refusal.limit}) + " on.";
    case RefusalCode::too_many_accounts: return "This world is full: no more accounts can be opened.";
    case RefusalCode::too_many_sessions: return "The account has too many sessions.";
    case RefusalCode::too_many_api_keys: return "There are as many API keys as may be; revoked ones count.";
    case RefusalCode::too_many_payments: return "Too many top-ups are pending; complete one or wait until it expires.";
  }
  return "The request was refused.";
}

http::Response refusal_response(const http::Request& request, const Refusal& refusal, std::string_view pointer) {
  const std::string sentence = sentence_of(refusal);
  const FieldErrors errors{{std::string(pointer), std::string(to_string(refusal.code)), sentence}};
  return http::problem(
      request, {status_of(refusal.code), to_string(refusal.code), sentence, pointer.empty() ? nullptr : &errors});
}

}  // namespace loam
