// What each type of row does to accounts, what the ledger refuses, and what stops it.

#include "ledger/ledger.hpp"

#include <limits>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr AccountNo kAnn{16};
constexpr AccountNo kBen{17};

Transaction row_of(TransactionType type, AccountNo buyer, AccountNo seller, Money amount, Money fee = {}) {
  Transaction row;
  row.at = Time{1'000};
  row.type = type;
  row.buyer = buyer;
  row.seller = seller;
  row.amount = amount;
  row.platform_fee = fee;
  return row;
}

Transaction biome_row(TransactionType type, AccountNo trader, Money amount, Money fee, Biome biome = Biome::forest) {
  const bool buy = type == TransactionType::biome_buy;
  Transaction row = row_of(type, buy ? trader : kNoAccount, buy ? kNoAccount : trader, amount, fee);
  row.biome = biome;
  return row;
}

Transaction seed_row(Biome biome, Money cash) {
  Transaction row = row_of(TransactionType::market_seed, kNoAccount, kNoAccount, cash);
  row.biome = biome;
  return row;
}

struct Books {
  Ledger ledger;

  Books() {
    ledger.open(kAnn);
    ledger.open(kBen);
  }
  Result<Transaction, Refusal> prepare(const Transaction& draft) const { return ledger.prepare(draft, {}, {}); }
  Transaction enter(const Transaction& draft) {
    auto row = prepare(draft);
    LOAM_CHECK(row.has_value());
    ledger.apply(*row);
    ledger.check_invariants();
    return *row;
  }
  Money available(AccountNo account) const { return ledger.account(account).available; }
  std::vector<std::uint8_t> digest() const {
    ByteWriter out;
    ledger.digest(out);
    return out.bytes();
  }
};

TEST(Ledger, F01_each_type_of_row_moves_money_between_accounts_and_its_legs_sum_to_zero) {
  struct Row {
    const char* name;
    Transaction row;
    std::vector<std::pair<AccountNo, std::int64_t>> legs;
  };
  const Money amount{1'000};
  const Money fee{20};
  const AccountNo forest = pool_of(Biome::forest);
  const Row rows[] = {
      {"a top-up comes from outside",
       row_of(TransactionType::topup, kAnn, kNoAccount, amount),
       {{kOutside, -1'000}, {kAnn, 1'000}}},
      {"an adjustment comes from the treasury",
       row_of(TransactionType::adjustment, kAnn, kNoAccount, negated(amount)),
       {{kTreasury, 1'000}, {kAnn, -1'000}}},
      {"a grant comes from the treasury",
       row_of(TransactionType::grant, kAnn, kNoAccount, amount),
       {{kTreasury, -1'000}, {kAnn, 1'000}}},
      {"a market's first cash comes from outside",
       seed_row(Biome::forest, amount),
       {{kOutside, -1'000}, {forest, 1'000}}},
      {"a biome buy pays the pool, and the fee on top",
       biome_row(TransactionType::biome_buy, kAnn, amount, fee),
       {{kAnn, -1'020}, {forest, 1'000}, {kPlatformFees, 20}}},
      {"a biome sale is paid by the pool, less the fee",
       biome_row(TransactionType::biome_sell, kAnn, amount, fee),
       {{forest, -1'000}, {kAnn, 980}, {kPlatformFees, 20}}},
      {"an auction pays the seller, less the fee",
       row_of(TransactionType::auction, kAnn, kBen, amount, fee),
       {{kAnn, -1'000}, {kBen, 980}, {kPlatformFees, 20}}},
      {"so does buy now",
       row_of(TransactionType::buy_now, kAnn, kBen, amount, fee),
       {{kAnn, -1'000}, {kBen, 980}, {kPlatformFees, 20}}},
      {"land without a seller is sold by the treasury",
       row_of(TransactionType::fixed_price, kAnn, kNoAccount, amount, {}),
       {{kAnn, -1'000}, {kTreasury, 1'000}, {kPlatformFees, 0}}},
      {"a gift moves nothing", row_of(TransactionType::transfer, kAnn, kBen, {}), {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Postings postings = postings_of(row.row);
    ASSERT_EQ(postings.span().size(), row.legs.size());
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < row.legs.size(); ++i) {
      EXPECT_EQ(postings.legs[i].account, row.legs[i].first);
      EXPECT_EQ(postings.legs[i].amount.paisa, row.legs[i].second);
      sum += postings.legs[i].amount.paisa;
    }
    EXPECT_EQ(sum, 0);
  }
}

TEST(Ledger, refuses_what_an_account_does_not_have_and_changes_nothing) {
  struct Row {
    const char* name;
    Transaction draft;
    Refusal refusal;
  };
  const Row rows[] = {
      {"a buy above the balance, fee included", biome_row(TransactionType::biome_buy, kAnn, Money{981}, Money{20}),
       Refusal{RefusalCode::insufficient_funds, 1'000, 1'001}},
      {"a sale that the pool cannot pay", biome_row(TransactionType::biome_sell, kAnn, Money{501}, Money{11}),
       Refusal{RefusalCode::insufficient_funds, 500, 501}},
      {"F10_an adjustment below zero", row_of(TransactionType::adjustment, kAnn, kNoAccount, Money{-1'001}),
       Refusal{RefusalCode::insufficient_funds, 1'000, 1'001}},
      {"from an account with nothing", row_of(TransactionType::auction, kBen, kAnn, Money{1}, Money{1}),
       Refusal{RefusalCode::insufficient_funds, 0, 1}},
      {"F07_a balance past 64 bits", row_of(TransactionType::grant, kAnn, kNoAccount, Money{kMax}),
       Refusal{RefusalCode::amount_overflows}},
      {"F07_money supply past 64 bits", row_of(TransactionType::topup, kBen, kNoAccount, Money{kMax}),
       Refusal{RefusalCode::amount_overflows}},
  };
  Books books;
  books.enter(row_of(TransactionType::topup, kAnn, kNoAccount, Money{1'000}));
  books.enter(seed_row(Biome::forest, Money{500}));
  const auto before = books.digest();
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const auto refused = books.prepare(row.draft);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error(), row.refusal);
    EXPECT_EQ(books.digest(), before);
  }
}

TEST(Ledger, F10_an_adjustment_is_relative_and_may_take_the_treasury_below_zero_but_no_player) {
  Books books;
  books.enter(row_of(TransactionType::adjustment, kAnn, kNoAccount, Money{700}));
  books.enter(row_of(TransactionType::adjustment, kAnn, kNoAccount, Money{-300}));
  EXPECT_EQ(books.available(kAnn), Money{400});
  EXPECT_EQ(books.available(kTreasury), Money{-400});
  EXPECT_EQ(books.ledger.sum(), 0);
}

TEST(Ledger, a_row_carries_the_balances_after_it_and_its_place_in_each_accounts_chain) {
  Books books;
  const Transaction first = books.enter(row_of(TransactionType::topup, kAnn, kNoAccount, Money{1'000}));
  const Transaction second = books.enter(row_of(TransactionType::topup, kBen, kNoAccount, Money{1'000}));
  const Transaction third = books.enter(row_of(TransactionType::buy_now, kAnn, kBen, Money{600}, Money{30}));
  EXPECT_EQ(third.seq, 3);
  EXPECT_EQ(third.buyer_balance_after, Money{400});
  EXPECT_EQ(third.seller_balance_after, Money{1'570});
  EXPECT_EQ(third.buyer_previous_seq, first.seq);
  EXPECT_EQ(third.seller_previous_seq, second.seq);
  EXPECT_EQ(third.buyer_row, 2);
  EXPECT_EQ(third.seller_row, 2);
  EXPECT_EQ(first.buyer_previous_seq, 0);
  EXPECT_EQ(books.ledger.last_hash(), third.hash);
  EXPECT_EQ(seller_receives_of(third), Money{570});
  EXPECT_EQ(books.available(kPlatformFees), Money{30});
}

TEST(Ledger, a_fee_counts_for_whom_it_was_taken_from) {
  Books books;
  books.enter(row_of(TransactionType::topup, kAnn, kNoAccount, Money{10'000}));
  books.enter(seed_row(Biome::forest, Money{10'000}));
  books.enter(biome_row(TransactionType::biome_buy, kAnn, Money{1'000}, Money{20}));
  EXPECT_EQ(books.ledger.account(kAnn).fees_paid, Money{20}) << "a biome buy: the buyer, on top";
  books.enter(biome_row(TransactionType::biome_sell, kAnn, Money{500}, Money{10}));
  EXPECT_EQ(books.ledger.account(kAnn).fees_paid, Money{30}) << "a biome sale: the seller";
  books.enter(row_of(TransactionType::auction, kAnn, kBen, Money{2'000}, Money{100}));
  EXPECT_EQ(books.ledger.account(kAnn).fees_paid, Money{30}) << "land: not the buyer";
  EXPECT_EQ(books.ledger.account(kBen).fees_paid, Money{100}) << "land: the seller, out of the price";
}

TEST(Ledger, F02_redistribution_moves_cash_between_pools_and_makes_none) {
  Books books;
  for (const Biome biome : kAllBiomes) books.enter(seed_row(biome, Money{100}));
  books.ledger.redistribute(
      std::array<Money, kBiomes>{Money{60}, Money{-10}, Money{-10}, Money{-10}, Money{-10}, Money{-10}, Money{-10}});
  EXPECT_EQ(books.available(pool_of(Biome::ocean)), Money{160});
  EXPECT_EQ(books.available(pool_of(Biome::snow)), Money{90});
  books.ledger.check_invariants();
}

TEST(LedgerDeathTest, stops_where_a_row_does_not_follow_from_the_state) {
  Books books;
  const Transaction row = *books.prepare(row_of(TransactionType::topup, kAnn, kNoAccount, Money{1'000}));
  Transaction late = row;
  late.seq = 2;
  EXPECT_DEATH(books.ledger.apply(late), "check failed");
  Transaction other_balance = row;
  other_balance.buyer_balance_after = Money{999};
  EXPECT_DEATH(books.ledger.apply(other_balance), "check failed");
  EXPECT_DEATH(books.ledger.apply(row_of(TransactionType::buy_now, kAnn, kBen, Money{1})), "check failed");
  EXPECT_DEATH((void)books.ledger.account(kNoAccount), "check failed");
  EXPECT_DEATH((void)books.ledger.account(AccountNo{18}), "check failed");
  EXPECT_DEATH(books.ledger.open(kAnn), "check failed");
}

TEST(LedgerDeathTest, F02_stops_where_a_redistribution_would_make_money_or_overdraw_a_pool) {
  Books books;
  for (const Biome biome : kAllBiomes) books.enter(seed_row(biome, Money{100}));
  EXPECT_DEATH(books.ledger.redistribute(std::array<Money, kBiomes>{Money{25}}), "check failed");
  EXPECT_DEATH(books.ledger.redistribute(std::array<Money, kBiomes>{Money{101}, Money{-101}}), "check failed");
}

TEST(Ledger, the_hash_holds_every_column_of_the_row_and_the_row_before) {
  const Digest previous{};
  const Transaction row = biome_row(TransactionType::biome_buy, kAnn, Money{1'000}, Money{20});
  std::vector<Transaction> changed(18, row);
  changed[0].seq = 9;
  changed[1].at = Time{2'000};
  changed[2].type = TransactionType::biome_sell;
  changed[3].amount = Money{1'001};
  changed[4].platform_fee = Money{21};
  changed[5].gateway_fee = Money{1};
  changed[6].biome = Biome::snow;
  changed[7].shares = Shares{1};
  changed[8].pool_cash_after = Money{1};
  changed[9].pool_shares_after = Shares{1};
  changed[10].holding_shares_after = Shares{1};
  changed[11].holding_cost_after = Money{1};
  changed[12].realized_gain = Money{1};
  changed[13].buyer_balance_after = Money{1};
  changed[14].seller_balance_after = Money{1};
  changed[15].gateway_name = "nagad";
  changed[16].gateway_transaction_id = "1";
  changed[17].reason = "because";
  std::set<Digest> hashes{chain_hash(previous, row, {}, {})};
  for (const Transaction& other : changed) hashes.insert(chain_hash(previous, other, {}, {}));
  hashes.insert(chain_hash(Digest{1}, row, {}, {}));
  hashes.insert(chain_hash(previous, row, Uuid{{1}}, {}));
  hashes.insert(chain_hash(previous, row, {}, Uuid{{1}}));
  EXPECT_EQ(hashes.size(), changed.size() + 4);
}

TEST(Ledger, F09_the_price_of_a_row_is_derived_from_its_amounts) {
  Transaction buy = biome_row(TransactionType::biome_buy, kAnn, Money::bdt(100), {});
  buy.shares = Shares::whole(1);
  buy.pool_cash_after = Money::bdt(1'100);
  buy.pool_shares_after = Shares::whole(11);
  EXPECT_EQ(price_per_share_of(buy), Price{100'000'000});
  Transaction sale = buy;
  sale.type = TransactionType::biome_sell;
  sale.pool_cash_after = Money::bdt(900);
  sale.pool_shares_after = Shares::whole(9);
  EXPECT_EQ(price_per_share_of(sale), Price{100'000'000});
  EXPECT_EQ(price_per_share_of(row_of(TransactionType::topup, kAnn, kNoAccount, Money{1})), Price{0});
}

TEST(Ledger, F41_the_source_of_a_row_follows_from_its_type) {
  struct Row {
    TransactionType type;
    std::string_view name;
    TransactionSource source;
  };
  const Row rows[] = {
      {TransactionType::topup, "TOPUP", TransactionSource::wallet},
      {TransactionType::adjustment, "ADJUSTMENT", TransactionSource::wallet},
      {TransactionType::grant, "GRANT", TransactionSource::wallet},
      {TransactionType::market_seed, "MARKET_SEED", TransactionSource::biome},
      {TransactionType::biome_buy, "BIOME_BUY", TransactionSource::biome},
      {TransactionType::biome_sell, "BIOME_SELL", TransactionSource::biome},
      {TransactionType::auction, "AUCTION", TransactionSource::marketplace},
      {TransactionType::buy_now, "BUY_NOW", TransactionSource::marketplace},
      {TransactionType::fixed_price, "FIXED_PRICE", TransactionSource::marketplace},
      {TransactionType::transfer, "TRANSFER", TransactionSource::marketplace},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.name));
    EXPECT_EQ(to_string(row.type), row.name);
    EXPECT_EQ(parse_transaction_type(row.name), row.type);
    EXPECT_EQ(source_of(row.type), row.source);
    EXPECT_EQ(parse_transaction_source(to_string(row.source)), row.source);
  }
  EXPECT_EQ(parse_transaction_type("topup"), std::nullopt);
  EXPECT_EQ(parse_transaction_type(""), std::nullopt);
  EXPECT_EQ(parse_transaction_source("market"), std::nullopt);
}

TEST(Ledger, biomes_and_house_accounts_have_stable_names_and_numbers) {
  const std::string_view names[] = {"ocean", "beach", "plains", "forest", "desert", "mountain", "snow"};
  for (const Biome biome : kAllBiomes) {
    EXPECT_EQ(to_string(biome), names[index_of(biome)]);
    EXPECT_EQ(parse_biome(names[index_of(biome)]), biome);
    EXPECT_EQ(house_name(pool_of(biome)), "pool:" + std::string(names[index_of(biome)]));
  }
  EXPECT_EQ(parse_biome("OCEAN"), Biome::ocean);
  EXPECT_EQ(parse_biome("Snow"), Biome::snow);
  for (const char* unknown : {"", "ocea", "oceans", "lava", " ocean"}) EXPECT_EQ(parse_biome(unknown), std::nullopt);
  EXPECT_EQ(house_name(kOutside), "outside");
  EXPECT_EQ(house_name(kTreasury), "treasury");
  EXPECT_EQ(house_name(kPlatformFees), "platform_fees");
  EXPECT_EQ(house_name(kAnn), "");
}

TEST(Ledger, every_refusal_has_a_word_of_its_own) {
  std::set<std::string_view> words;
  std::size_t known = 0;
  for (std::uint16_t code = 0; code < 200; ++code) {
    const std::string_view word = to_string(static_cast<RefusalCode>(code));
    if (word == "unknown") continue;
    ++known;
    words.insert(word);
  }
  EXPECT_EQ(words.size(), known);
  EXPECT_GE(known, 30U);
}

}  // namespace
}  // namespace loam
