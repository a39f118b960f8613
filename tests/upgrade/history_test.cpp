// What an older schema shows of the record, what comes back, and what other software did meanwhile.

#include <algorithm>
#include <set>
#include <variant>

#include "upgrade/worlds.hpp"

namespace loam::test {
namespace {

class UpgradeHistory : public Upgrade {
 protected:
  /// The tables that software of these steps reads and writes.
  std::vector<std::string> former_content(bool at_008) {
    Sql sql(file_);
    std::vector<std::string> all;
    std::vector<std::string> tables{"users", "lands",        "listings",      "listing_lands",
                                    "bids",  "transactions", "biome_markets", "biome_holdings"};
    if (at_008) tables.emplace_back("biome_transactions");
    for (const std::string& table : tables) {
      auto found = sql.rows("SELECT * FROM " + table);
      std::sort(found.begin(), found.end());
      all.push_back("# " + table);
      all.insert(all.end(), found.begin(), found.end());
    }
    return all;
  }
};

TEST_F(UpgradeHistory, DownTo008ShowsEveryTradeAndUpAgainBringsTheRecordByteByByte) {
  World world(7, rebuilt());
  live(world, trades());
  const auto record = rows("SELECT * FROM record ORDER BY seq");
  const auto before = content();
  down("008");

  std::vector<std::string> wanted;
  for (const Transaction& row : world.rows()) {
    const bool buy = row.type == TransactionType::biome_buy;
    if (!buy && row.type != TransactionType::biome_sell) continue;
    const AccountNo trader = buy ? row.buyer : row.seller;
    wanted.push_back("'" + to_string(row.id()) + "'|'" + to_string(world.engine().state().identity.id_of(trader)) +
                     "'|'" + std::string(to_string(*row.biome)) + "'|'" + (buy ? "buy" : "sell") + "'|" +
                     std::to_string(row.shares.micro) + "|" + std::to_string(price_per_share_of(row).micro_bdt) + "|" +
                     std::to_string(row.amount.paisa) + "|" + std::to_string(row.platform_fee.paisa) + "|" +
                     (buy ? "NULL" : std::to_string(row.realized_gain.paisa)) + "|'" + to_rfc3339(row.at) + "'");
  }
  std::sort(wanted.begin(), wanted.end());
  ASSERT_EQ(wanted.size(), static_cast<std::size_t>(trades()));
  expect_same(rows("SELECT transaction_id, user_id, biome, type, CAST(round(shares * 1e6) AS INTEGER), "
                   "CAST(round(price_per_share_bdt * 1e6) AS INTEGER), CAST(round(total_amount_bdt * 100) AS INTEGER), "
                   "CAST(round(platform_fee_bdt * 100) AS INTEGER), CAST(round(realized_gain_bdt * 100) AS INTEGER), "
                   "executed_at FROM biome_transactions ORDER BY 1"),
              wanted, "the trades at 008");

  up();
  expect_same(rows("SELECT * FROM record ORDER BY seq"), record, "the record");
  expect_same(content(), before, "everything");
  const Engine again = rebuilt();
  EXPECT_EQ(again.state().ledger.last_hash(), world.engine().state().ledger.last_hash());
  again.state().check_invariants();
}

TEST_F(UpgradeHistory, TheOlderTablesShowBalancesMarketsAndHoldings) {
  World world(7, rebuilt());
  live(world, trades());
  const State& state = world.engine().state();
  down("011");
  for (const AccountNo player : world.players()) {
    const std::string id = "'" + to_string(state.identity.id_of(player)) + "'";
    EXPECT_EQ(value("SELECT CAST(round(balance_bdt * 100) AS INTEGER) FROM users WHERE user_id = " + id),
              std::to_string(state.ledger.account(player).balance().paisa));
    for (const Biome biome : kAllBiomes) {
      const Shares shares = state.exchange.holding(player, biome).shares;
      const auto found = rows("SELECT CAST(round(shares * 1e6) AS INTEGER) FROM biome_holdings WHERE user_id = " + id +
                              " AND biome = '" + std::string(to_string(biome)) + "'");
      EXPECT_EQ(found.empty() ? "0" : found.front(), std::to_string(shares.micro));
    }
  }
  for (const Biome biome : kAllBiomes) {
    EXPECT_EQ(value("SELECT CAST(round(market_cash_bdt * 100) AS INTEGER), CAST(round(total_shares * 1e6) AS INTEGER) "
                    "FROM biome_markets WHERE biome = '" +
                    std::string(to_string(biome)) + "'"),
              std::to_string(state.exchange.market(biome).cash.paisa) + "|" +
                  std::to_string(state.exchange.market(biome).shares.micro));
  }
  EXPECT_EQ(value("SELECT count(*) FROM transactions"), std::to_string(world.rows().size() - kBiomes))
      << "all but the markets' first cash";
  EXPECT_EQ(value("SELECT count(*) FROM v_unified_transactions WHERE transaction_source = 'biome'"),
            std::to_string(trades()));
  EXPECT_EQ(value("SELECT count(*) FROM transactions WHERE gateway_name = 'ADMIN_ADJUSTMENT'"), "2");
}

TEST_F(UpgradeHistory, AWorldFrom008IsTheSameAfterUpAndDown) {
  up("008");
  fill_at_008();
  const auto before = former_content(true);
  up();
  down("008");
  expect_same(former_content(true), before, "008");
}

TEST_F(UpgradeHistory, AWorldFrom011IsTheSameAfterUpAndDown) {
  up("008");
  fill_at_008();
  up("011");
  fill_at_011();
  const auto before = former_content(false);
  up();
  down("011");
  expect_same(former_content(false), before, "011");
}

TEST_F(UpgradeHistory, FormerRowsAreKeptAndShownWithoutASequence) {
  up("008");
  fill_at_008();
  up("011");
  fill_at_011();
  up();
  EXPECT_EQ(value("SELECT count(*) FROM transactions WHERE imported = 1 AND seq IS NULL AND hash IS NULL"), "7");
  EXPECT_EQ(
      value("SELECT transaction_type, seller_id, biome, shares, realized_gain_bdt, seller_receives_bdt, amount_paisa, "
            "transaction_source FROM v_unified_transactions WHERE transaction_id = 'trade-2'"),
      "'BIOME_SELL'|'0b0e3f6e-0001-4000-8000-000000000001'|'ocean'|1.0|1.27|99.34|10137|'biome'");
  EXPECT_EQ(value("SELECT transaction_source, status FROM v_unified_transactions WHERE transaction_id = 'topup-2'"),
            "'wallet'|'FAILED'");
  EXPECT_EQ(value("SELECT transaction_source, land_id FROM v_unified_transactions WHERE transaction_id = 'sale-1'"),
            "'marketplace'|'land-2'");
}

TEST_F(UpgradeHistory, FormerUsersGetNumbersAndTheEngineGoesOnFromThem) {
  up("008");
  fill_at_008();
  up();
  EXPECT_EQ(
      rows("SELECT account, username, email, role, disabled, created_at FROM users ORDER BY account"),
      (std::vector<std::string>{
          "16|'Babul'|''|2|0|1709283600123", "17|'ayesha'|'ayesha@example.com'|0|0|1709287200000",
          "18|'chitra'|'c@example.com'|1|0|1709424000500",
          value("SELECT account, username, email, role, disabled, created_at FROM users WHERE username = 'dipu'")}));
  EXPECT_EQ(value("SELECT account, disabled FROM users WHERE username = 'dipu'"), "19|1");
  EXPECT_EQ(value("SELECT balance_bdt FROM imported_users WHERE username = 'chitra'"), "-250");

  World world(7, rebuilt());
  live(world, 20);
  EXPECT_EQ(world.players().front(), AccountNo{20});
  const Engine again = rebuilt();
  EXPECT_EQ(again.state().ledger.last_hash(), world.engine().state().ledger.last_hash());
  EXPECT_EQ(value("SELECT count(*) FROM v_unified_transactions WHERE imported = 0"),
            std::to_string(world.rows().size()));
}

TEST_F(UpgradeHistory, WhatOtherSoftwareDidMeanwhileIsKept) {
  up("008");
  fill_at_008();
  up();
  World world(7, rebuilt());
  live(world, 60);
  const std::string player = to_string(world.engine().state().identity.id_of(world.players().front()));
  const auto record = rows("SELECT * FROM record ORDER BY seq");
  down("011");

  // A purchase, a correction of a row that stands on the record, a top-up of a balance, a new name, new and fewer
  // shares.
  run("UPDATE users SET balance_bdt = round(balance_bdt + 12.34, 2), username = 'renamed', bio = 'hello' WHERE user_id "
      "= '" +
      player + "'");
  run("UPDATE users SET role = 'ADMIN' WHERE username = 'ayesha'");
  run("INSERT INTO users (user_id, username, email, balance_bdt) VALUES ('0b0e3f6e-0009-4000-8000-000000000009', "
      "'newcomer', NULL, 5)");
  run("INSERT INTO transactions (transaction_id, buyer_id, transaction_type, amount_bdt, status) VALUES ('later-1', '" +
      player + "', 'TOPUP', 12.34, 'COMPLETED')");
  run("UPDATE transactions SET status = 'REFUNDED' WHERE transaction_id = (SELECT min(transaction_id) FROM "
      "transactions WHERE transaction_type = 'TOPUP' AND gateway_name = 'sandbox')");
  run("UPDATE transactions SET status = 'COMPLETED' WHERE transaction_id = 'sale-2'");
  run("DELETE FROM biome_holdings WHERE holding_id = 'holding-2'");
  run("UPDATE biome_holdings SET shares = round(shares + 1, 6), average_buy_price_bdt = total_invested_bdt / "
      "round(shares + 1, 6) WHERE holding_id = (SELECT min(holding_id) FROM biome_holdings WHERE holding_id LIKE "
      "'%:%')");
  run("INSERT INTO biome_holdings (holding_id, user_id, biome, shares) VALUES ('holding-9', "
      "'0b0e3f6e-0003-4000-8000-000000000003', 'SNOW', 4.5)");
  const auto left = former_content(false);

  up();
  expect_same(rows("SELECT * FROM record ORDER BY seq"), record, "the record does not care");
  EXPECT_EQ(value("SELECT username FROM users WHERE user_id = '" + player + "'"), "'renamed'");
  EXPECT_EQ(value("SELECT balance_bdt FROM imported_users WHERE user_id = '" + player + "'"), "12.34");
  EXPECT_EQ(value("SELECT role FROM users WHERE username = 'ayesha'"), "1");
  EXPECT_EQ(value("SELECT count(*) FROM users WHERE username = 'newcomer'"), "1");
  EXPECT_EQ(value("SELECT max(account) - min(account) + 1 = count(*) FROM users"), "1")
      << "account numbers have no gap";
  EXPECT_EQ(value("SELECT count(*) FROM transactions WHERE transaction_id = 'later-1' AND imported = 1"), "1");
  EXPECT_EQ(value("SELECT count(*) FROM transactions WHERE status = 'REFUNDED' AND imported = 1"), "1");
  rebuilt().state().check_invariants();

  down("011");
  expect_same(former_content(false), left, "what the other software left");
}

TEST_F(UpgradeHistory, TradesMadeAt008MeanwhileAreKept) {
  World world(7, rebuilt());
  live(world, 40);
  const std::string player = to_string(world.engine().state().identity.id_of(world.players().front()));
  down("008");
  run("INSERT INTO biome_transactions (transaction_id, user_id, biome, type, shares, price_per_share_bdt, "
      "total_amount_bdt, realized_gain_bdt) "
      "VALUES ('late-trade', '" +
      player + "', 'SNOW', 'sell', 1.5, 88.125, 132.19, -3.5)");
  run("UPDATE biome_transactions SET realized_gain_bdt = 1000 WHERE transaction_id = (SELECT min(transaction_id) FROM "
      "biome_transactions)");
  const auto left = former_content(true);

  up();
  EXPECT_EQ(value("SELECT transaction_type, seller_id, shares, price_per_share_bdt, realized_gain_bdt, imported FROM "
                  "transactions "
                  "WHERE transaction_id = 'late-trade'"),
            "'BIOME_SELL'|'" + player + "'|1.5|88.125|-3.5|1");
  EXPECT_EQ(value("SELECT count(*) FROM imported_transactions"), "2") << "the new trade and the changed one";
  down("008");
  expect_same(former_content(true), left, "what the other software left");
}

TEST_F(UpgradeHistory, WhatTheOlderSchemaWouldTellWronglyStopsTheWayDown) {
  up("011");
  fill_at_011();
  run("INSERT INTO transactions (transaction_id, buyer_id, transaction_type, amount_bdt, status, biome, shares, "
      "price_per_share_bdt) "
      "VALUES ('pending', '0b0e3f6e-0005-4000-8000-000000000005', 'BIOME_BUY', 10, 'PENDING', 'SNOW', 0.1, 100)");
  const auto before = former_content(false);

  const auto refused = migrate_down(file_, "009", {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("1 rows of unfinished_biome_trades"), std::string::npos)
      << refused.error().detail;
  EXPECT_EQ(newest_applied(), "'010'") << "the view's step is done, this one is not";
  up();
  down("011");
  expect_same(former_content(false), before, "nothing was done");
  EXPECT_FALSE(migrate_down(file_, "009", {"something_else"}));

  down("008", {"unfinished_biome_trades"});
  EXPECT_EQ(value("SELECT count(*) FROM biome_transactions"), "1")
      << "an unfinished trade is not shown as a finished one";
  up("011");
  EXPECT_EQ(value("SELECT status FROM transactions WHERE transaction_id = 'pending'"), "'PENDING'")
      << "and is not lost either";
  expect_same(former_content(false), before, "up again");
}

}  // namespace
}  // namespace loam::test
