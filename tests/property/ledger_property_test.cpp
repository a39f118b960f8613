// Random rows through the ledger: whatever comes, nothing is made or lost.

#include <map>

#include "ledger/ledger.hpp"
#include "property/properties.hpp"

namespace loam {
namespace {

using test::any_number;
using test::magnitude;

constexpr std::uint32_t kUsers = 5;

AccountNo any_user() { return {kFirstUser.value + *rc::gen::inRange<std::uint32_t>(0, kUsers)}; }

Transaction any_draft(std::int64_t seq) {
  Transaction row;
  row.at = Time{1'000 + seq};
  row.type = static_cast<TransactionType>(*rc::gen::inRange(1, 11));
  const AccountNo trader = any_user();
  const Money amount{*rc::gen::weightedOneOf<std::int64_t>({{9, magnitude(40)}, {1, magnitude(60)}})};
  row.amount = amount;
  row.platform_fee = fee_on(amount, Ppm::percent(2));
  switch (row.type) {
    case TransactionType::topup:
    case TransactionType::grant:
      row.buyer = trader;
      row.platform_fee = {};
      break;
    case TransactionType::adjustment:
      row.buyer = trader;
      row.platform_fee = {};
      if (*rc::gen::arbitrary<bool>()) row.amount = negated(amount);
      break;
    case TransactionType::market_seed:
    case TransactionType::biome_buy:
    case TransactionType::biome_sell:
      row.biome = kAllBiomes[*rc::gen::inRange<std::size_t>(0, kBiomes)];
      if (row.type == TransactionType::biome_buy) row.buyer = trader;
      if (row.type == TransactionType::biome_sell) row.seller = trader;
      if (row.type == TransactionType::market_seed) row.platform_fee = {};
      break;
    case TransactionType::auction:
    case TransactionType::buy_now:
    case TransactionType::fixed_price:
      row.buyer = trader;
      row.seller = {kFirstUser.value + (trader.value - kFirstUser.value + 1) % kUsers};
      if (*rc::gen::inRange(0, 4) == 0) row.seller = kNoAccount;
      break;
    case TransactionType::transfer:
      row.buyer = trader;
      row.seller = {kFirstUser.value + (trader.value - kFirstUser.value + 1) % kUsers};
      row.amount = {};
      row.platform_fee = {};
      break;
  }
  return row;
}

Ledger with_users() {
  Ledger ledger;
  for (std::uint32_t i = 0; i < kUsers; ++i) ledger.open({kFirstUser.value + i});
  return ledger;
}

std::vector<std::uint8_t> digest_of(const Ledger& ledger) {
  ByteWriter out;
  ledger.digest(out);
  return out.bytes();
}

/// The balance of each account as a second ledger would keep it: a map of sums, no rule.
using Sums = std::map<AccountNo, test::Big>;

RC_GTEST_PROP(LedgerLaws, F01_every_balance_is_the_sum_of_its_legs_and_all_of_them_are_zero, ()) {
  Ledger ledger = with_users();
  Ledger replayed = with_users();
  Sums sums;
  const int rows = *rc::gen::inRange(1, 60);
  for (int i = 0; i < rows; ++i) {
    const Transaction draft = any_draft(i);
    const auto before = digest_of(ledger);
    const auto row = ledger.prepare(draft, {}, {});
    RC_ASSERT(digest_of(ledger) == before);
    if (!row) {
      RC_ASSERT(row.error().code == RefusalCode::insufficient_funds ||
                row.error().code == RefusalCode::amount_overflows);
      continue;
    }
    ledger.apply(*row);
    replayed.apply(*row);
    for (const Posting& leg : postings_of(draft)) sums[leg.account] += leg.amount.paisa;
  }
  test::Big all = 0;
  for (const auto& [account, sum] : sums) {
    RC_ASSERT(test::Big(ledger.account(account).balance().paisa) == sum);
    all += sum;
  }
  RC_ASSERT(all == 0);
  RC_ASSERT(ledger.sum() == 0);
  ledger.check_invariants();
  RC_ASSERT(digest_of(replayed) == digest_of(ledger));
}

RC_GTEST_PROP(LedgerLaws, each_account_can_be_walked_from_its_newest_row_to_its_first, ()) {
  Ledger ledger = with_users();
  std::vector<Transaction> record(1);
  const int rows = *rc::gen::inRange(1, 60);
  for (int i = 0; i < rows; ++i) {
    const auto row = ledger.prepare(any_draft(i), {}, {});
    if (!row) continue;
    ledger.apply(*row);
    record.push_back(*row);
    RC_ASSERT(row->seq + 1 == static_cast<std::int64_t>(record.size()));
    RC_ASSERT(row->hash == chain_hash(record[record.size() - 2].hash, *row, {}, {}));
  }
  for (std::uint32_t number = kFirstUser.value; number < kFirstUser.value + kUsers; ++number) {
    const AccountNo account{number};
    std::int64_t expected_row = ledger.account(account).rows;
    for (std::int64_t seq = ledger.account(account).last_seq; seq != 0;) {
      const Transaction& row = record.at(static_cast<std::size_t>(seq));
      RC_ASSERT(row.buyer == account || row.seller == account);
      RC_ASSERT((row.buyer == account ? row.buyer_row : row.seller_row) == expected_row--);
      seq = row.buyer == account ? row.buyer_previous_seq : row.seller_previous_seq;
    }
    RC_ASSERT(expected_row == 0);
  }
}

RC_GTEST_PROP(LedgerLaws, F02_pools_move_among_themselves, ()) {
  Ledger ledger = with_users();
  for (const Biome biome : kAllBiomes) {
    Transaction seed;
    seed.type = TransactionType::market_seed;
    seed.biome = biome;
    seed.amount = Money{*magnitude(55)};
    ledger.apply(*ledger.prepare(seed, {}, {}));
  }
  std::array<Money, kBiomes> moves{};
  for (const Biome giver : kAllBiomes) {
    const Biome taker = kAllBiomes[*rc::gen::inRange<std::size_t>(0, kBiomes)];
    const Money part = part_floor(ledger.account(pool_of(giver)).balance(), Ppm::percent(*rc::gen::inRange(0, 101)));
    moves[index_of(giver)] = sub_within(moves[index_of(giver)], part);
    moves[index_of(taker)] = add_within(moves[index_of(taker)], part);
  }
  const Ledger before = ledger;
  ledger.redistribute(moves);
  for (const Biome biome : kAllBiomes) {
    RC_ASSERT(ledger.account(pool_of(biome)).balance() ==
              add_within(before.account(pool_of(biome)).balance(), moves[index_of(biome)]));
  }
  ledger.check_invariants();
}

}  // namespace
}  // namespace loam
