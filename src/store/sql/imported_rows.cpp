#include "store/sql/imported_rows.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string_view>

namespace loam::sql {
namespace {

/// A table of imported rows, its columns in the order of ImportedRow::values, and for each whether it is a text (t:
/// also numbers with decimals and times, which the database reads) or an integer (i).
struct Shape {
  std::string_view table;
  std::string_view columns;
  std::string_view kinds;
};

constexpr std::array<Shape, kImportedTables> kShapes{{
    {"imported_users",
     "user_id, username, email, password_hash, role, avatar_url, bio, is_banned, ban_reason, balance_bdt, verified, "
     "failed_login_attempts, locked_until, is_suspended, suspension_reason, suspended_until, last_login, created_at, "
     "updated_at",
     "tttttttttttittttttt"},
    {"imported_lands",
     "land_id, owner_id, x, y, z, biome, elevation, color_hex, shape, width, height, fenced, passcode_hash, "
     "public_message, price_base_bdt, for_sale, created_at, updated_at",
     "ttiiittttiittttttt"},
    {"imported_transactions",
     "transaction_id, land_id, seller_id, buyer_id, listing_id, transaction_type, amount_bdt, currency, status, "
     "gateway_name, gateway_transaction_id, platform_fee_bdt, gateway_fee_bdt, completed_at, created_at, updated_at, "
     "biome, shares, price_per_share_bdt, realized_gain_bdt",
     "tttttttttttttttttttt"},
    {"imported_listings",
     "listing_id, seller_id, type, description, images, price_bdt, reserve_price_bdt, auction_start_time, "
     "auction_end_time, auto_extend, auto_extend_minutes, buy_now_enabled, buy_now_price_bdt, status, sold_at, "
     "created_at, updated_at",
     "ttttttttttitttttt"},
    {"imported_listing_lands", "id, listing_id, land_id, created_at, updated_at", "ttttt"},
    {"imported_bids", "bid_id, listing_id, bidder_id, amount_bdt, status, created_at, updated_at", "ttttttt"},
}};

static_assert(std::all_of(kShapes.begin(), kShapes.end(), [](const Shape& shape) {
  return std::count(shape.columns.begin(), shape.columns.end(), ',') + 1 == std::ssize(shape.kinds);
}));

const Shape& shape_of(ImportedTable table) { return kShapes[static_cast<std::size_t>(table)]; }

std::int64_t integer_of(const std::string& text, const Shape& shape) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw Error("'" + text + "' is no number for " + std::string(shape.table));
  }
  return value;
}

}  // namespace

std::vector<std::string> read_imported_ids(const Connection& connection, ImportedTable table, const std::string& first,
                                           const std::string& last) {
  const Shape& shape = shape_of(table);
  const std::string id(shape.columns.substr(0, shape.columns.find(',')));
  Statement rows = connection.prepare("SELECT " + id + " FROM " + std::string(shape.table) + " WHERE " + id +
                                      " >= ?1 AND " + id + " <= ?2 ORDER BY " + id);
  rows.with(first, last);
  std::vector<std::string> ids;
  while (rows.step()) ids.push_back(rows.text(0));
  return ids;
}

ImportedRowsWriter::ImportedRowsWriter(const Connection& connection) {
  inserts_.reserve(kShapes.size());
  for (const Shape& shape : kShapes) inserts_.push_back(connection.insert(shape.table, shape.columns));
}

void ImportedRowsWriter::write(const ImportedRow& row) {
  const Shape& shape = shape_of(row.table);
  if (row.values.size() != shape.kinds.size()) throw Error("a row has not the columns of " + std::string(shape.table));
  Statement& insert = inserts_[static_cast<std::size_t>(row.table)];
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    const int parameter = static_cast<int>(i) + 1;
    const std::optional<std::string>& value = row.values[i];
    if (!value) {
      insert.bind_null(parameter);
    } else if (shape.kinds[i] == 'i') {
      insert.bind(parameter, integer_of(*value, shape));
    } else {
      insert.bind(parameter, *value);
    }
  }
  insert.run();
}

}  // namespace loam::sql
