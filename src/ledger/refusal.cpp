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
    case RefusalCode::user_unknown: return "user_unknown";
    case RefusalCode::session_unknown: return "session_unknown";
    case RefusalCode::refresh_token_reused: return "refresh_token_reused";
    case RefusalCode::api_key_unknown: return "api_key_unknown";
    case RefusalCode::payment_unknown: return "payment_unknown";
    case RefusalCode::payment_mismatch: return "payment_mismatch";  // limit: expected amount, value: told amount
    case RefusalCode::payment_final: return "payment_final";
    case RefusalCode::username_taken: return "username_taken";
    case RefusalCode::email_taken: return "email_taken";
    case RefusalCode::idempotency_key_reused: return "idempotency_key_reused";
    case RefusalCode::markets_seeded: return "markets_seeded";
    case RefusalCode::registration_disabled: return "registration_disabled";
    case RefusalCode::setting_out_of_range: return "setting_out_of_range";  // limit: the setting, value: the value
    case RefusalCode::setting_fixed: return "setting_fixed";                // limit: the setting
    case RefusalCode::user_disabled: return "user_disabled";
    case RefusalCode::too_many_accounts: return "too_many_accounts";  // limit: the bound
    case RefusalCode::too_many_sessions: return "too_many_sessions";  // limit: the bound
    case RefusalCode::too_many_api_keys: return "too_many_api_keys";  // limit: the bound
    case RefusalCode::too_many_payments: return "too_many_payments";  // limit: the bound
  }
  return "unknown";
}

}  // namespace loam
