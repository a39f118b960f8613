// Land sale, biome trade, and both of them at once on one account.

#include <future>

#include "app/check/check_deals.hpp"

namespace loam {
namespace {

Found<void> expect_balance(CheckParty& party, Money expected) {
  const auto balance = balance_of(party);
  if (!balance) return Unexpected{balance.error()};
  if (*balance == expected) return {};
  return Unexpected{differs("the balance of " + party.username, to_string(expected), to_string(*balance))};
}

Found<void> expect_owner(CheckScene& scene, const CheckParty& party) {
  const auto owner = owner_of(scene);
  if (!owner) return Unexpected{owner.error()};
  if (*owner == party.user_id) return {};
  return Unexpected{differs("the owner of the land", party.username, *owner)};
}

/// What the buyer pays is what the seller and the house get.
Found<void> expect_sale(const CheckScene& scene, const CheckRow& sale) {
  if (sale.amount != scene.price) {
    return Unexpected{differs("the price on the row", to_string(scene.price), to_string(sale.amount))};
  }
  const Money whole = add_within(sale.receives, sale.fee);
  if (whole == sale.amount) return {};
  return Unexpected{differs("seller's part and fee of the row", to_string(sale.amount), to_string(whole))};
}

Money paid(const CheckRow& bought) { return add_within(bought.amount, bought.fee); }

std::string row_numbers(const CheckRow& first, const CheckRow& second) {
  return "rows " + std::to_string(first.seq) + " and " + std::to_string(second.seq);
}

/// Sells what a check has bought: shares are not kept.
Found<CheckRow> sell_again(CheckScene& scene, CheckParty& trader, const CheckRow& bought) {
  auto sold = sell_shares(trader.talk, scene.biome, bought.shares);
  if (sold) scene.rows.push_back(*sold);
  return sold;
}

struct Both {
  Found<CheckRow> sale;
  Found<CheckRow> order;
};

/// Two requests of one account on two connections, neither waiting for the other.
Both buy_both(CheckScene& scene, CheckParty& account, const std::string& listing_id) {
  CheckTalk beside(account.talk.place(), account.talk.token(), scene.patience);
  auto order = std::async(std::launch::async, [&] { return buy_shares(beside, scene.biome); });
  Found<CheckRow> sale = buy_listing(account.talk, listing_id);
  Both both{std::move(sale), order.get()};
  if (both.sale) scene.rows.push_back(*both.sale);
  if (both.order) scene.rows.push_back(*both.order);
  return both;
}

}  // namespace

Finding check_land_sale(CheckScene& scene) {
  const auto seller_before = balance_of(scene.seller);
  if (!seller_before) return Unexpected{seller_before.error()};
  const auto buyer_before = balance_of(scene.buyer);
  if (!buyer_before) return Unexpected{buyer_before.error()};
  const auto listing = open_listing(scene, scene.seller);
  if (!listing) return Unexpected{listing.error()};
  const auto sale = buy_listing(scene.buyer.talk, *listing);
  if (!sale) return Unexpected{sale.error()};
  scene.rows.push_back(*sale);
  if (auto right = expect_sale(scene, *sale); !right) return Unexpected{right.error()};
  if (auto owned = expect_owner(scene, scene.buyer); !owned) return Unexpected{owned.error()};
  if (auto even = expect_balance(scene.buyer, sub_within(*buyer_before, sale->amount)); !even) {
    return Unexpected{even.error()};
  }
  if (auto even = expect_balance(scene.seller, add_within(*seller_before, sale->receives)); !even) {
    return Unexpected{even.error()};
  }
  return "a land for " + to_string(sale->amount) + " BDT, fee " + to_string(sale->fee) + ", row " +
         std::to_string(sale->seq);
}

Finding check_biome_trade(CheckScene& scene) {
  CheckParty& trader = scene.buyer;
  const auto before = balance_of(trader);
  if (!before) return Unexpected{before.error()};
  const auto bought = buy_shares(trader.talk, scene.biome);
  if (!bought) return Unexpected{bought.error()};
  scene.rows.push_back(*bought);
  const auto sold = sell_again(scene, trader, *bought);
  if (!sold) return Unexpected{sold.error()};
  const Money expected = add_within(sub_within(*before, paid(*bought)), sold->receives);
  if (auto even = expect_balance(trader, expected); !even) return Unexpected{even.error()};
  return bought->shares + " shares of " + scene.biome + " for " + to_string(paid(*bought)) + " BDT, sold for " +
         to_string(sold->receives) + ", " + row_numbers(*bought, *sold);
}

/// The buyer of before sells the land back, so that it is where it was.
Finding check_both_at_once(CheckScene& scene) {
  CheckParty& account = scene.seller;
  const auto listing = open_listing(scene, scene.buyer);
  if (!listing) return Unexpected{listing.error()};
  const auto before = balance_of(account);
  if (!before) return Unexpected{before.error()};
  const Both both = buy_both(scene, account, *listing);
  if (!both.sale) return Unexpected{both.sale.error()};
  if (!both.order) return Unexpected{both.order.error()};
  if (auto right = expect_sale(scene, *both.sale); !right) return Unexpected{right.error()};
  const Money spent = add_within(both.sale->amount, paid(*both.order));
  if (auto even = expect_balance(account, sub_within(*before, spent)); !even) return Unexpected{even.error()};
  if (auto owned = expect_owner(scene, account); !owned) return Unexpected{owned.error()};
  if (const auto sold = sell_again(scene, account, *both.order); !sold) return Unexpected{sold.error()};
  return "a land and shares for " + to_string(spent) + " BDT together, " + row_numbers(*both.sale, *both.order);
}

}  // namespace loam
