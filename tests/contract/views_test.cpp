// The record in plain SQL: every view says what the engine knows.

#include <map>

#include "contract/stores.hpp"
#include "support/sql.hpp"

namespace loam::test {
namespace {

class SqliteViews : public testing::Test {
 protected:
  SqliteViews() {
    world_.live_a_day();
    world_.trade(150);
    commit_all(*store_, world_);
  }

  [[nodiscard]] std::string quoted_id(AccountNo account) const {
    const Uuid& id = world_.engine().state().identity.id_of(account);
    return id.is_nil() ? "NULL" : "'" + to_string(id) + "'";
  }

  TempDir dir_;
  World world_;
  std::unique_ptr<Store> store_ = good(open_sqlite_store({dir_ / "world.db"}));
  Sql sql_{dir_ / "world.db"};
};

TEST_F(SqliteViews, TransactionsAreTheRowsOfTheRecord) {
  const auto found = sql_.rows(
      "SELECT transaction_id, seq, transaction_type, transaction_source, buyer_id, seller_id, amount_paisa, "
      "platform_fee_paisa, gateway_fee_paisa, biome, shares_micro, price_per_share_micro, hash, created_at, imported "
      "FROM v_unified_transactions ORDER BY seq");
  const auto rows = world_.rows();
  ASSERT_EQ(found.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Transaction& row = rows[i];
    const auto number = [](std::int64_t value) { return std::to_string(value); };
    const std::string in_market = row.biome ? number(row.shares.micro) : "NULL";
    const std::string price = row.biome ? number(price_per_share_of(row).micro_bdt) : "NULL";
    const std::string wanted =
        "'" + to_string(row.id()) + "'|" + number(row.seq) + "|'" + std::string(to_string(row.type)) + "'|'" +
        std::string(to_string(source_of(row.type))) + "'|" + quoted_id(row.buyer) + "|" + quoted_id(row.seller) + "|" +
        number(row.amount.paisa) + "|" + number(row.platform_fee.paisa) + "|" + number(row.gateway_fee.paisa) + "|" +
        (row.biome ? "'" + std::string(to_string(*row.biome)) + "'" : "NULL") + "|" + in_market + "|" + price + "|'" +
        to_hex(row.hash) + "'|'" + to_rfc3339(row.at) + "'|0";
    EXPECT_EQ(found[i], wanted);
  }
}

TEST_F(SqliteViews, NumbersForPeopleAreTheExactOnesDivided) {
  EXPECT_EQ(sql_.value("SELECT count(*) FROM transactions WHERE amount_bdt <> amount_paisa / 100.0 "
                       "OR coalesce(shares, 0) <> coalesce(shares_micro, 0) / 1e6"),
            "0");
  EXPECT_EQ(
      sql_.value("SELECT count(*) FROM transactions WHERE transaction_type = 'BIOME_SELL' "
                 "AND seller_receives_paisa = amount_paisa - platform_fee_paisa AND realized_gain_bdt IS NOT NULL"),
      sql_.value("SELECT count(*) FROM record WHERE type = 6"));
  EXPECT_EQ(sql_.value("SELECT reason FROM transactions WHERE transaction_type = 'ADJUSTMENT' ORDER BY seq LIMIT 1"),
            "'compensation: it's \"theirs\"'");
}

TEST_F(SqliteViews, TheLegsOfEachRowAreItsPostingsAndSumToZero) {
  EXPECT_EQ(
      sql_.value("SELECT count(*) FROM (SELECT seq FROM v_ledger_postings GROUP BY seq HAVING sum(amount_paisa) <> 0)"),
      "0");
  std::map<std::int64_t, std::vector<std::string>> wanted;
  for (const Transaction& row : world_.rows()) {
    for (const Posting& leg : postings_of(row)) {
      wanted[row.seq].push_back(std::to_string(leg.account.value) + "|" + std::to_string(leg.amount.paisa));
    }
  }
  for (const auto& [seq, legs] : wanted) {
    EXPECT_EQ(sql_.rows("SELECT account, amount_paisa FROM v_ledger_postings WHERE seq = " + std::to_string(seq) +
                        " ORDER BY leg"),
              legs);
  }
}

TEST_F(SqliteViews, BalancesAreTheLedgersAndSumToZero) {
  EXPECT_EQ(sql_.value("SELECT sum(balance_paisa) FROM account_balances"), "0");
  const Ledger& ledger = world_.engine().state().ledger;
  for (std::uint32_t number = 1; number < ledger.size(); ++number) {
    const std::string balance = std::to_string(ledger.account({number}).balance().paisa);
    const auto found =
        sql_.rows("SELECT balance_paisa FROM account_balances WHERE account = " + std::to_string(number));
    EXPECT_EQ(found.empty() ? "0" : found.front(), balance) << number;
  }
  EXPECT_EQ(sql_.value("SELECT account_name FROM account_balances WHERE account = 4"), "'pool:ocean'");
}

TEST_F(SqliteViews, MarketsAndHoldingsAreTheExchanges) {
  const Exchange& exchange = world_.engine().state().exchange;
  for (const Biome biome : kAllBiomes) {
    const Market& market = exchange.market(biome);
    EXPECT_EQ(sql_.value("SELECT market_cash_paisa, total_shares_micro FROM biome_markets WHERE biome = '" +
                         std::string(to_string(biome)) + "'"),
              std::to_string(market.cash.paisa) + "|" + std::to_string(market.shares.micro));
    EXPECT_EQ(sql_.value("SELECT sum(shares_micro) FROM biome_holdings WHERE biome = '" +
                         std::string(to_string(biome)) + "'"),
              std::to_string(market.shares.micro));
    for (const AccountNo player : world_.players()) {
      const Holding holding = exchange.holding(player, biome);
      const auto found =
          sql_.rows("SELECT shares_micro, cost_paisa FROM biome_holdings WHERE user_id = " + quoted_id(player) +
                    " AND biome = '" + std::string(to_string(biome)) + "'");
      EXPECT_EQ(found.empty() ? "0|0" : found.front(),
                std::to_string(holding.shares.micro) + "|" + std::to_string(holding.cost.paisa));
    }
  }
}

TEST_F(SqliteViews, AnAuditorHashesTheChainsFromPlainSql) {
  const auto check = [&](const std::string& view, const std::string& order, std::size_t at_least) {
    const auto links =
        sql_.rows("SELECT previous_hash || canonical, previous_hash, hash FROM " + view + " ORDER BY " + order);
    EXPECT_GE(links.size(), at_least);
    std::string before = std::string(64, '0');
    for (const std::string& link : links) {
      const std::size_t hashed = link.find('|');
      const auto bytes = from_hex(std::string_view(link).substr(1, hashed - 2));
      ASSERT_TRUE(bytes) << link;
      const std::string hash = to_hex(sha256(*bytes));
      EXPECT_EQ(link.substr(hashed), "|'" + before + "'|'" + hash + "'") << view;
      before = hash;
    }
  };
  check("v_record_chain", "seq", world_.rows().size());
  check("v_cycle_chain", "cycle", 10);
}

TEST_F(SqliteViews, PricesStayExactForLargePools) {
  // The price is computed in steps; where its parts leave 53 bits, floating point would be off.
  const auto price = [&](std::int64_t cash, std::int64_t shares) {
    TempDir dir;
    { good(open_sqlite_store({dir / "world.db"})); }
    Sql sql(dir / "world.db");
    sql.must("INSERT INTO record SELECT 1, 1, 5, 16, 0, 0, 0, 0, 0, 0, " + std::to_string(cash) + ", " +
             std::to_string(shares) + ", 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, zeroblob(32)");
    return sql.value("SELECT price_per_share_micro FROM transactions");
  };
  const std::vector<std::pair<std::int64_t, std::int64_t>> pools{{100'000'000, 10'000'000'000},
                                                                 {123'456'789'012'345, 9'876'543'211},
                                                                 {99'999'999'999, 89'999'999'999'999},
                                                                 {1, 3},
                                                                 {7, 80'000'000'000'000}};
  for (const auto& [cash, shares] : pools) {
    EXPECT_EQ(price(cash, shares), std::to_string(price_of({cash}, {shares})->micro_bdt)) << cash << " / " << shares;
  }
}

}  // namespace
}  // namespace loam::test
