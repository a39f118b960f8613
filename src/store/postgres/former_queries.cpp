#include "store/postgres/former_queries.hpp"

namespace loam::postgres {
namespace {

/// As SQLite and PostgreSQL both read a time.
std::string time(const std::string& column) { return "replace(" + column + "::text, '+00', 'Z')"; }
std::string whole_time(const std::string& column) { return time("coalesce(" + column + ", 'epoch'::timestamptz)"); }
std::string flag(const std::string& column) { return "CASE WHEN " + column + " THEN '1' ELSE '0' END"; }
std::string text(const std::string& column) { return column + "::text"; }
std::string number(const std::string& column) { return "coalesce(" + column + ", 0)::text"; }
/// NULL where a floating-point number is none.
std::string finite(const std::string& column) {
  return "CASE WHEN " + column + " BETWEEN -1e300 AND 1e300 THEN " + column + "::text END";
}
std::string milliseconds(const std::string& column) {
  return "CASE WHEN isfinite(" + column + ") THEN floor(extract(epoch FROM " + column + ") * 1000)::bigint::text END";
}
std::string created_and_updated() {
  return whole_time("created_at") + ", " + whole_time("coalesce(updated_at, created_at)");
}

std::string rows_of_users() {
  return "SELECT " + text("user_id") + ", username, email, '', upper(role::text), avatar_url, bio, " +
         flag("is_banned") + ", ban_reason, least(balance_bdt, 0)::text, " + flag("verified") + ", " +
         number("failed_login_attempts") + ", " + time("locked_until") + ", " + flag("is_suspended") +
         ", suspension_reason, " + time("suspended_until") + ", " + time("last_login") + ", " + created_and_updated() +
         " FROM users ORDER BY user_id";
}

std::string rows_of_lands() {
  return "SELECT " + text("land_id") + ", " + text("owner_id") + ", x::text, y::text, z::text, biome::text, coalesce(" +
         finite("elevation") + ", '0'), color_hex, upper(shape::text), " + number("width") + ", " + number("height") +
         ", " + flag("fenced") + ", passcode_hash, public_message, " + number("price_base_bdt") + ", " +
         flag("for_sale") + ", " + created_and_updated() + " FROM lands ORDER BY land_id";
}

std::string rows_of_transactions(bool unified) {
  const std::string shares = unified ? "biome::text, " + finite("shares") + ", " + text("price_per_share_bdt")
                                     : std::string("NULL::text, NULL::text, NULL::text");
  return "SELECT " + text("transaction_id") + ", " + text("land_id") + ", " + text("seller_id") + ", " +
         text("buyer_id") + ", " + text("listing_id") + ", upper(transaction_type::text), " + number("amount_bdt") +
         ", coalesce(currency::text, 'BDT'), upper(status::text), gateway_name, gateway_transaction_id, " +
         number("platform_fee_bdt") + ", " + number("gateway_fee_bdt") + ", " + time("completed_at") + ", " +
         created_and_updated() + ", " + shares + ", NULL::text FROM transactions ORDER BY transaction_id";
}

std::string rows_of_listings() {
  return "SELECT " + text("listing_id") + ", " + text("seller_id") +
         ", upper(type::text), description, array_to_json(images)::text, " + text("price_bdt") + ", " +
         text("reserve_price_bdt") + ", " + time("auction_start_time") + ", " + time("auction_end_time") + ", " +
         flag("auto_extend") + ", " + number("auto_extend_minutes") + ", " + flag("buy_now_enabled") + ", " +
         text("buy_now_price_bdt") + ", CASE upper(status::text) WHEN 'ACTIVE' THEN 'CANCELLED' ELSE " +
         "upper(status::text) END, " + time("sold_at") + ", " + created_and_updated() +
         " FROM listings ORDER BY listing_id";
}

}  // namespace

std::string former_rows(ImportedTable table, bool unified) {
  switch (table) {
    case ImportedTable::users: return rows_of_users();
    case ImportedTable::lands: return rows_of_lands();
    case ImportedTable::transactions: return rows_of_transactions(unified);
    case ImportedTable::listings: return rows_of_listings();
    case ImportedTable::listing_lands:
      return "SELECT " + text("id") + ", " + text("listing_id") + ", " + text("land_id") + ", " +
             created_and_updated() + " FROM listing_lands ORDER BY id";
    case ImportedTable::bids:
      return "SELECT " + text("bid_id") + ", " + text("listing_id") + ", " + text("bidder_id") + ", " +
             number("amount_bdt") + ", CASE upper(status::text) WHEN 'ACTIVE' THEN 'CANCELLED' ELSE " +
             "upper(status::text) END, " + created_and_updated() + " FROM bids ORDER BY bid_id";
  }
  return {};
}

// As the step that unified both tables wrote them.
std::string former_biome_transactions() {
  const std::string done = "coalesce(executed_at, created_at, 'epoch'::timestamptz)";
  return "SELECT " + text("transaction_id") +
         ", NULL::text, CASE WHEN lower(type::text) = 'sell' THEN user_id::text END,"
         " CASE WHEN lower(type::text) = 'buy' THEN user_id::text END, NULL::text,"
         " CASE WHEN lower(type::text) = 'buy' THEN 'BIOME_BUY' ELSE 'BIOME_SELL' END, " +
         number("total_amount_bdt") + ", 'BDT', 'COMPLETED', NULL::text, NULL::text, '0', '0', " + time(done) + ", " +
         time("coalesce(created_at, " + done + ")") + ", " + time("coalesce(updated_at, created_at, " + done + ")") +
         ", biome::text, " + finite("shares") + ", " + finite("price_per_share_bdt") + ", " +
         finite("realized_gain_bdt") + " FROM biome_transactions ORDER BY transaction_id";
}

// NaN is above every other number there, so that the upper bound keeps it out.
std::string former_markets() {
  return "SELECT lower(m.biome::text), m.share_price_bdt::text, m.market_cash_bdt::text, m.total_shares::text,"
         " coalesce(h.held_micro, 0)::text"
         " FROM biome_markets m LEFT JOIN (SELECT lower(biome::text) AS biome,"
         " sum(floor(shares::text::numeric * 1000000)) AS held_micro FROM biome_holdings"
         " WHERE shares > 0 AND shares < 9e12 AND user_id IN (SELECT user_id FROM users) GROUP BY 1) h"
         " ON h.biome = lower(m.biome::text) ORDER BY 1";
}

std::string former_users() {
  return "SELECT " + text("u.user_id") +
         ", u.username, coalesce(u.email, ''), coalesce(u.password_hash, ''), upper(u.role::text), " +
         flag("u.is_banned") + ", " +
         flag("u.is_suspended AND (u.suspended_until IS NULL OR u.suspended_until > now())") + ", " +
         number("u.balance_bdt") + ", " + milliseconds("u.created_at") +
         ", h.holdings, l.lands FROM users u"
         " LEFT JOIN (SELECT user_id, string_agg(lower(biome::text) || ' ' || shares::text || ' ' ||"
         " coalesce(total_invested_bdt, 0)::text, ';' ORDER BY biome) AS holdings FROM biome_holdings GROUP BY user_id)"
         " h ON h.user_id = u.user_id"
         " LEFT JOIN (SELECT owner_id, string_agg(x::text || ' ' || y::text || ' ' || lower(biome::text), ';'"
         " ORDER BY y, x) AS lands FROM (SELECT DISTINCT ON (x, y) owner_id, x, y, biome FROM lands"
         " ORDER BY x, y, abs(z), land_id) placed GROUP BY owner_id) l ON l.owner_id = u.user_id"
         " ORDER BY u.created_at, u.user_id";
}

std::string former_active_listings() {
  return "SELECT " + text("s.listing_id") + ", " + text("s.seller_id") + ", upper(s.type::text), " +
         "coalesce(s.description, ''), " + text("s.price_bdt") + ", " + text("s.reserve_price_bdt") +
         ", CASE WHEN s.buy_now_enabled THEN s.buy_now_price_bdt::text END, " + milliseconds("s.auction_end_time") +
         ", coalesce(b.bids, 0)::text, p.lands FROM listings s"
         " LEFT JOIN (SELECT listing_id, count(*) AS bids FROM bids WHERE upper(status::text) <> 'CANCELLED'"
         " GROUP BY listing_id) b ON b.listing_id = s.listing_id"
         " LEFT JOIN (SELECT i.listing_id, string_agg(d.x::text || ' ' || d.y::text, ';' ORDER BY i.created_at, i.id)"
         " AS lands FROM listing_lands i JOIN lands d ON d.land_id = i.land_id GROUP BY i.listing_id) p"
         " ON p.listing_id = s.listing_id"
         " WHERE upper(s.status::text) = 'ACTIVE' ORDER BY s.created_at, s.listing_id";
}

std::string former_facts() {
  return "SELECT (SELECT count(*) FROM users)::text, l.lands::text, l.lost::text, (l.lands - l.places)::text,"
         " (SELECT count(*) FROM biome_holdings)::text,"
         " (SELECT count(*) FROM (SELECT i.land_id FROM listing_lands i JOIN listings s ON s.listing_id = i.listing_id"
         " WHERE upper(s.status::text) = 'ACTIVE' GROUP BY i.land_id HAVING count(DISTINCT i.listing_id) > 1) "
         "twice)::text,"
         " l.min_x::text, l.min_y::text, l.max_x::text, l.max_y::text,"
         " (SELECT coalesce(sum(platform_fee_bdt), 0) FROM transactions WHERE upper(status::text) = 'COMPLETED')::text"
         " FROM (SELECT count(*) AS lands, count(DISTINCT (x, y)) AS places,"
         " count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.user_id = lands.owner_id)) AS lost,"
         " coalesce(min(x), 0) AS min_x, coalesce(min(y), 0) AS min_y, coalesce(max(x), 0) AS max_x,"
         " coalesce(max(y), 0) AS max_y FROM lands) l";
}

}  // namespace loam::postgres
