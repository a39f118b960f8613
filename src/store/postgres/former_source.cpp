#include "store/former_source.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "store/postgres/connection.hpp"
#include "store/postgres/former_queries.hpp"

namespace loam {
namespace {

using postgres::Connection;
using sql::Error;
using sql::guarded;

constexpr const char* kName = "loam import";
// Numbers as short as they are exact, and times that say UTC. A mistake of ours could not write either.
constexpr const char* kSetUp =
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET extra_float_digits = 1;"
    " SET default_transaction_read_only = on";

std::int64_t integer_of(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) throw Error("'" + text + "' is no whole number");
  return value;
}

class Rows final : public FormerRows {
 public:
  Rows(sql::Statement statement, int columns) : statement_(std::move(statement)), columns_(columns) {}

  Result<bool, Fault> next(FormerValues& values) override {
    return guarded([&] {
      if (!statement_.step()) return false;
      values.clear();
      for (int column = 0; column < columns_; ++column) {
        values.push_back(statement_.is_null(column) ? std::nullopt : std::optional(statement_.text(column)));
      }
      return true;
    });
  }

 private:
  sql::Statement statement_;
  const int columns_;
};

bool has_column(const Connection& connection, const char* table, const char* column) {
  sql::Statement found = connection.prepare(
      "SELECT 1 FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))"
      " AND table_name = ?1 AND column_name = ?2");
  return found.with(table, column).step();
}

/// By what each revision made: no table says it in the same words everywhere.
int revision_of(const Connection& connection) {
  if (has_column(connection, "record", "hash"))
    throw Error("this is a world of Loam's own: there is nothing to import");
  for (const auto& [table, column] :
       {std::pair{"users", "balance_bdt"}, std::pair{"lands", "owner_id"}, std::pair{"listings", "listing_id"},
        std::pair{"bids", "bid_id"}, std::pair{"transactions", "amount_bdt"}, std::pair{"biome_markets", "biome"},
        std::pair{"biome_holdings", "shares"}}) {
    if (!has_column(connection, table, column)) {
      throw Error(std::string("this is no database of the former schema at 008 to 011: it has no ") + table + "." +
                  column);
    }
  }
  const bool trades_apart = has_column(connection, "biome_transactions", "transaction_id");
  const bool unified = has_column(connection, "transactions", "biome");
  if (trades_apart) return unified ? 9 : 8;
  if (!unified) throw Error("this database knows no trades of shares: it is older than revision 008");
  return has_column(connection, "v_unified_transactions", "transaction_source") ? 11 : 10;
}

class PostgresFormerSource final : public FormerSource {
 public:
  explicit PostgresFormerSource(const std::string& url) : connection_(url, kName, Connection::Target::any) {
    connection_.execute(kSetUp);
    snapshot_.emplace(connection_, sql::DatabaseTransaction::Kind::read);
    revision_ = revision_of(connection_);
  }

  [[nodiscard]] int revision() const override { return revision_; }

  Result<std::unique_ptr<FormerRows>, Fault> markets() override { return read(postgres::former_markets(), 5); }
  Result<std::unique_ptr<FormerRows>, Fault> users() override { return read(postgres::former_users(), 11); }
  Result<std::unique_ptr<FormerRows>, Fault> active_listings() override {
    return read(postgres::former_active_listings(), 10);
  }

  Result<std::unique_ptr<FormerRows>, Fault> rows(ImportedTable table) override {
    constexpr std::array<int, kImportedTables> kColumns{19, 18, 20, 17, 5, 7};
    return read(postgres::former_rows(table, revision_ > 8), kColumns[static_cast<std::size_t>(table)]);
  }

  Result<std::unique_ptr<FormerRows>, Fault> biome_transactions() override {
    return read(postgres::former_biome_transactions(), 20);
  }

  Result<Facts, Fault> facts() override {
    return guarded([&] {
      sql::Statement row = connection_.prepare(postgres::former_facts());
      row.step();
      Facts facts;
      int column = 0;
      for (std::int64_t* each :
           {&facts.users, &facts.lands, &facts.lands_of_nobody, &facts.lands_above, &facts.holdings,
            &facts.lands_listed_twice, &facts.min_x, &facts.min_y, &facts.max_x, &facts.max_y}) {
        *each = integer_of(row.text(column++));
      }
      facts.fees_bdt = row.text(column);
      return facts;
    });
  }

 private:
  Result<std::unique_ptr<FormerRows>, Fault> read(const std::string& sql, int columns) {
    return guarded(
        [&]() -> std::unique_ptr<FormerRows> { return std::make_unique<Rows>(connection_.stream(sql), columns); });
  }

  Connection connection_;
  std::optional<sql::DatabaseTransaction> snapshot_;
  int revision_ = 0;
};

}  // namespace

Result<std::unique_ptr<FormerSource>, Fault> open_former_source(const std::string& url) {
  return guarded([&]() -> std::unique_ptr<FormerSource> { return std::make_unique<PostgresFormerSource>(url); });
}

}  // namespace loam
