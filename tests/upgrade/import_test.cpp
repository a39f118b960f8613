// `loam import virtual-world` against the real program: what comes, that a dry run and a second run change nothing, and
// that an import that was killed goes on.

#include <chrono>
#include <csignal>

#include "support/child.hpp"
#include "support/paths.hpp"
#include "upgrade/import_home.hpp"

namespace loam::test {
namespace {

void expect_equal_state(const FormerWorld& from, const ImportHome& home) {
  expect_same(home.rows("SELECT user_id || ' ' || balance_paisa FROM account_balances WHERE account >= 16 ORDER BY 1"),
              from.rows("SELECT user_id || ' ' || greatest(balance_bdt, 0) * 100 FROM users ORDER BY 1"), "balances");
  expect_same(
      home.rows("SELECT user_id || ' ' || biome || ' ' || shares_micro || ' ' || cost_paisa FROM biome_holdings "
                "WHERE account >= 16 ORDER BY 1"),
      from.rows("SELECT user_id || ' ' || lower(biome::text) || ' ' || floor(shares::text::numeric * 1000000) || "
                "' ' || greatest(total_invested_bdt, 0) * 100 FROM biome_holdings WHERE shares >= 0.000001 AND "
                "shares < 1e9 ORDER BY 1"),
      "holdings");
  expect_same(home.rows("SELECT owner_id || ' ' || x || ' ' || y FROM lands WHERE imported = 0 ORDER BY 1"),
              from.rows("SELECT owner_id || ' ' || x + 2 || ' ' || y + 3 FROM lands JOIN users ON user_id = owner_id "
                        "WHERE z = 0 ORDER BY 1"),
              "ownership");
}

// Numbers of old are compared in paisa and thousandths: what a database writes for 12.5 is its own affair.
void expect_equal_history(const FormerWorld& from, const ImportHome& home, int revision) {
  const std::string here =
      "transaction_id || ' ' || transaction_type || ' ' || status || ' ' || coalesce(seller_id, '-') || ' ' || "
      "coalesce(buyer_id, '-') || ' ' || coalesce(land_id, '-') || ' ' || coalesce(listing_id, '-') || ' ' || "
      "amount_paisa "
      "|| ' ' || platform_fee_paisa || ' ' || coalesce(gateway_name, '-') || ' ' || coalesce(gateway_transaction_id, "
      "'-') || "
      "' ' || coalesce(biome, '-') || ' ' || coalesce(shares_micro, -1)";
  const std::string ids =
      "coalesce(seller_id::text, '-') || ' ' || coalesce(buyer_id::text, '-') || ' ' || coalesce(land_id::text, '-') "
      "|| ' ' "
      "|| coalesce(listing_id::text, '-')";
  const std::string unified =
      revision >= 9 ? "coalesce(lower(biome), '-') || ' ' || coalesce(round(shares * 1000000)::bigint, -1)" : "'- -1'";
  std::string there =
      "SELECT transaction_id || ' ' || transaction_type || ' ' || status || ' ' || " + ids +
      " || ' ' || amount_bdt * 100 || ' ' || platform_fee_bdt * 100 || ' ' || coalesce(gateway_name, '-') || "
      "' ' || coalesce(gateway_transaction_id, '-') || ' ' || " +
      unified + " FROM transactions";
  if (revision <= 9) {
    there +=
        " UNION ALL SELECT transaction_id || CASE type WHEN 'buy' THEN ' BIOME_BUY COMPLETED - ' || user_id ELSE ' "
        "BIOME_SELL "
        "COMPLETED ' || user_id || ' -' END || ' - - ' || total_amount_bdt * 100 || ' 0 - - ' || lower(biome::text) || "
        "' ' || "
        "round(shares * 1000000)::bigint FROM biome_transactions";
  }
  expect_same(home.rows("SELECT " + here + " FROM transactions WHERE imported = 1 ORDER BY 1"),
              from.rows(there + " ORDER BY 1"), "transactions");
  const std::string bids = "SELECT bid_id || ' ' || listing_id || ' ' || bidder_id || ' ' || ";
  expect_same(
      home.rows(bids + "amount_paisa || ' ' || status FROM bids WHERE imported = 1 ORDER BY 1"),
      from.rows(bids + "amount_bdt * 100 || ' ' || CASE status WHEN 'ACTIVE' THEN 'CANCELLED' ELSE status::text END "
                       "FROM bids ORDER BY 1"),
      "bids");
  const std::string listings = "SELECT listing_id || ' ' || seller_id || ' ' || type || ' ' || description || ' ' || ";
  expect_same(
      home.rows(listings +
                "price_paisa || ' ' || coalesce(reserve_price_paisa, -1) || ' ' || status FROM listings WHERE "
                "imported = 1 ORDER BY 1"),
      from.rows(listings + "price_bdt * 100 || ' ' || coalesce(reserve_price_bdt * 100, -1) || ' ' || CASE status WHEN "
                           "'ACTIVE' THEN 'CANCELLED' ELSE status::text END FROM listings ORDER BY 1"),
      "listings");
  expect_same(
      home.rows("SELECT id || ' ' || listing_id || ' ' || land_id FROM listing_lands WHERE imported = 1 ORDER BY 1"),
      from.rows("SELECT id || ' ' || listing_id || ' ' || land_id FROM listing_lands ORDER BY 1"), "places");
  expect_same(
      home.rows("SELECT land_id || ' ' || owner_id || ' ' || x || ' ' || y || ' ' || z || ' ' || price_base_paisa "
                "FROM lands WHERE imported = 1 ORDER BY 1"),
      from.rows("SELECT land_id || ' ' || owner_id || ' ' || x || ' ' || y || ' ' || z || ' ' || price_base_bdt * 100 "
                "FROM lands ORDER BY 1"),
      "lands");
}

class Import : public testing::TestWithParam<bool> {
 protected:
  /// Of a world that an import is making now.
  [[nodiscard]] bool has_users() const {
    // Before the log is there, somebody else's look would keep the file from getting one.
    if (!GetParam() && !std::filesystem::exists(home_.file().string() + "-wal")) return false;
    try {
      return home_.value("SELECT count(*) FROM users") != "0";
    } catch (const std::exception&) {
      return false;  // there is no schema yet
    }
  }

  ImportHome home_{GetParam()};
};

TEST_P(Import, BringsBalancesHoldingsOwnershipAndHistoryOfEveryRevision) {
  for (const int revision : {8, 9, 10, 11}) {
    SCOPED_TRACE("revision " + std::to_string(revision));
    const FormerWorld from(at_size({revision, revision % 2 == 1}));
    const ImportHome home(GetParam());
    const CommandResult result = home.run(import_verb(from));
    expect_good(result);
    EXPECT_EQ(line_of(result.out, "revision there"), std::to_string(revision));
    expect_equal_state(from, home);
    expect_equal_history(from, home, revision);
    expect_proven(home);
  }
}

TEST_P(Import, ADryRunChangesNothing) {
  const FormerWorld from({10, false});
  const CommandResult before = home_.run([&] {
    auto verb = import_verb(from);
    verb.emplace_back("--dry-run");
    return verb;
  }());
  expect_good(before);
  EXPECT_FALSE(std::filesystem::exists(home_.file()));
  EXPECT_TRUE(std::filesystem::is_empty(home_.dir()));
  const CommandResult done = home_.run(import_verb(from));
  expect_good(done);
  for (const char* what :
       {"users", "opening balances from outside, BDT", "holdings", "lands", "rows kept of transactions",
        "market forest, cash, BDT", "came from outside in all, BDT", "active listings opened again"}) {
    EXPECT_EQ(line_of(before.out, what), line_of(done.out, what)) << what;
  }

  const auto content = home_.content();
  auto verb = import_verb(from);
  verb.emplace_back("--dry-run");
  const CommandResult after = home_.run(verb);
  expect_good(after);
  EXPECT_EQ(line_of(after.out, "users"), "0");
  expect_same(home_.content(), content, "after a dry run");
}

TEST_P(Import, ASecondRunChangesNothing) {
  const FormerWorld from({9, true});
  expect_good(home_.run(import_verb(from)));
  const auto content = home_.content();
  const CommandResult again = home_.run(import_verb(from));
  expect_good(again);
  EXPECT_EQ(line_of(again.out, "users"), "0");
  EXPECT_EQ(line_of(again.out, "users that were here"), "61");
  EXPECT_EQ(line_of(again.out, "rows kept of transactions"), "0");
  EXPECT_EQ(line_of(again.out, "active listings opened again"), "0");
  EXPECT_EQ(line_of(again.out, "active listings of an earlier run"), "4") << "two opened, two refused";
  expect_same(home_.content(), content, "after a second run");
}

TEST_P(Import, KilledInTheMiddleItGoesOn) {
  constexpr int kUsers = 4'000;
  constexpr int kRows = 3'000;
  const FormerWorld from({9, false, kUsers, kRows});
  Child child({binary(), home_.arguments(import_verb(from)), {}, (home_.dir() / "log").string()});
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(5);
  while (!has_users()) {
    ASSERT_LT(std::chrono::steady_clock::now(), give_up);
    ASSERT_FALSE(child.wait(Duration{1})) << "it ended before it could be killed";
  }
  child.signal(SIGKILL);
  ASSERT_EQ(child.wait(Duration::seconds(20)), 128 + SIGKILL);
  EXPECT_NE(home_.value("SELECT count(*) FROM users"), std::to_string(kUsers + 1));

  const CommandResult result = home_.run(import_verb(from));
  expect_good(result);
  EXPECT_NE(line_of(result.out, "users that were here"), "(no line)");
  expect_equal_state(from, home_);
  expect_equal_history(from, home_, 9);
  expect_proven(home_);
}

TEST_P(Import, TellsWhatDidNotAddUp) {
  const FormerWorld from({10, false});
  const CommandResult result = home_.run(import_verb(from));
  expect_good(result);
  const std::vector<std::pair<std::string, std::string>> lines{
      {"balances below zero, opened at zero", "1"},
      {"balances below zero together, BDT", "-250"},
      {"users renamed, since the name is taken here in other letters", "1"},
      {"e-mail addresses left out, since another user has them in other letters", "1"},
      {"users without a password that can be used", "2"},
      {"users disabled: banned, or suspended there now", "2"},
      {"holdings left out: no number, below zero, too many, or of no market", "2"},
      {"holdings whose cost was below zero and begins at zero", "1"},
      {"lands moved, since places below zero are none here", "x + 2, y + 3"},
      {"lands left out, whose owner is no user", "1"},
      {"lands left out, above or below another", "1"},
      {"lands in several active listings there", "2"},
      {"active listings opened again", "2"},
      {"active listings ended, has_bids", "1"},
      {"active listings ended, land_listed", "1"},
      {"active listings ended, not_owner", "1"},
      {"active listings ended, end_is_past", "1"}};
  for (const auto& [what, much] : lines) EXPECT_EQ(line_of(result.out, what), much) << what;
  EXPECT_EQ(home_.value("SELECT balance_bdt FROM imported_users WHERE username = 'user7'"), "-250");
  EXPECT_EQ(home_.value("SELECT count(*) FROM listings WHERE imported = 0 AND status = 'ACTIVE'"), "2");
  EXPECT_EQ(home_.value("SELECT buy_now_price_paisa || ' ' || reserve_price_paisa FROM listings WHERE imported = 0 AND "
                        "description = 'no bid yet'"),
            "90000 15000");
}

TEST_P(Import, MarketsKeepThePriceThatUsersSaw) {
  const FormerWorld from({11, true});
  expect_good(home_.run(import_verb(from)));
  // Cash is rounded up to a paisa, so that the price is what it was, or above it by less than that over all shares.
  EXPECT_EQ(home_.value("SELECT count(*) FROM biome_markets WHERE total_shares_micro >= 1000000000"), "7");
  const auto prices = from.rows(
      "SELECT lower(biome::text) || ' ' || floor(share_price_bdt * 1000000)::bigint FROM "
      "biome_markets ORDER BY 1");
  std::vector<std::string> here;
  for (const std::string& market :
       home_.rows("SELECT biome || ' ' || market_cash_paisa || ' ' || total_shares_micro FROM "
                  "biome_markets ORDER BY 1")) {
    const std::size_t cash_at = market.find(' ');
    const std::size_t shares_at = market.find(' ', cash_at + 1);
    const Price price = price_of({std::stoll(market.substr(cash_at + 1))}, {std::stoll(market.substr(shares_at + 1))})
                            .value_or(Price{});
    here.push_back(market.substr(0, cash_at) + " " + std::to_string(price.micro_bdt));
  }
  ASSERT_EQ(here.size(), prices.size());
  for (std::size_t i = 0; i < here.size(); ++i) {
    const auto number = [](const std::string& text) { return std::stoll(text.substr(text.find(' ') + 1)); };
    EXPECT_GE(number(here[i]), number(prices[i])) << here[i];
    EXPECT_LE(number(here[i]), number(prices[i]) + 10) << here[i];
  }
}

TEST_P(Import, GoesIntoANewWorldAlone) {
  const FormerWorld from({10, false});
  expect_good(home_.run({"world", "generate"}));
  const CommandResult result = home_.run(import_verb(from));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("not by an import"), std::string::npos) << result.err;
}

INSTANTIATE_TEST_SUITE_P(Stores, Import, testing::Bool(),
                         [](const auto& row) { return std::string(row.param ? "postgres" : "sqlite"); });

}  // namespace
}  // namespace loam::test
