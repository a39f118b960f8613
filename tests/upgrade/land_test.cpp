// What an older schema shows of lands, listings, bids and sales, what comes back, and what other software did
// meanwhile.

#include <algorithm>
#include <map>
#include <variant>

#include "upgrade/worlds.hpp"

namespace loam::test {
namespace {

constexpr int kDeals = 250;

class UpgradeLand : public Upgrade {
 protected:
  std::vector<std::string> former_content() {
    std::vector<std::string> all;
    for (const std::string table : {"users", "lands", "listings", "listing_lands", "bids", "transactions"}) {
      auto found = rows("SELECT * FROM " + table);
      std::sort(found.begin(), found.end());
      all.push_back("# " + table);
      all.insert(all.end(), found.begin(), found.end());
    }
    return all;
  }
  static std::string number(std::int64_t value) { return std::to_string(value); }
  static std::string quoted(const std::string& text) { return "'" + text + "'"; }
};

TEST_F(UpgradeLand, DownTo008ShowsOwnersListingsBidsAndSalesAndUpAgainBringsAllByteByByte) {
  World world(7, rebuilt());
  live(world, 20, kDeals);
  const State& state = world.engine().state();
  const auto before = content();
  down("008", kWithHeldBids);

  std::vector<std::string> owners;
  for (std::uint32_t value = 0; value < state.land.size(); ++value) {
    const AccountNo owner = state.land.owner({value});
    if (owner.exists()) {
      owners.push_back(quoted(to_string(state.land.id_of({value}))) + "|" +
                       quoted(to_string(state.identity.id_of(owner))) + "|" + number(state.land.cell({value}).x) + "|" +
                       number(state.land.cell({value}).y) + "|" +
                       (state.marketplace.listed_in({value}).exists() ? "1" : "0"));
    }
  }
  expect_same(rows("SELECT land_id, owner_id, x, y, for_sale FROM lands ORDER BY land_id"), owners, "owners");

  std::map<ListingStatus, std::int64_t> listings;
  for (std::uint32_t value = 1; value <= state.marketplace.size(); ++value) {
    ++listings[state.marketplace.listing({value}).status];
  }
  for (const auto& [status, word] :
       {std::pair{ListingStatus::active, "ACTIVE"}, std::pair{ListingStatus::sold, "SOLD"},
        std::pair{ListingStatus::expired, "EXPIRED"}, std::pair{ListingStatus::cancelled, "CANCELLED"}}) {
    EXPECT_GT(listings[status], 0) << word;
    EXPECT_EQ(value("SELECT count(*) FROM listings WHERE status = " + quoted(word)), number(listings[status])) << word;
  }
  std::int64_t bids = 0;
  std::vector<std::string> sales;
  for (const Event& event : world.events()) {
    if (std::holds_alternative<Bid>(event)) ++bids;
    const auto* row = std::get_if<Transaction>(&event);
    if (row == nullptr || row->lands.empty() || !row->seller.exists()) continue;
    sales.push_back(
        quoted(to_string(row->id())) + "|" + quoted(std::string(to_string(row->type))) + "|" +
        quoted(to_string(state.land.id_of(row->lands.front()))) + "|" +
        quoted(to_string(state.identity.id_of(row->seller))) + "|" +
        quoted(to_string(state.identity.id_of(row->buyer))) + "|" +
        (row->listing.exists() ? quoted(to_string(state.marketplace.listing(row->listing).terms->id())) : "NULL") +
        "|" + number(row->amount.paisa) + "|" + number(row->platform_fee.paisa));
  }
  EXPECT_EQ(value("SELECT count(*) FROM bids"), number(bids));
  EXPECT_EQ(value("SELECT count(*) FROM bids WHERE status = 'ACTIVE'"),
            value("SELECT count(DISTINCT listing_id) FROM bids JOIN listings USING (listing_id) WHERE "
                  "listings.status = 'ACTIVE'"));
  expect_same(rows("SELECT transaction_id, transaction_type, land_id, seller_id, buyer_id, listing_id, "
                   "CAST(round(amount_bdt * 100) AS INTEGER), CAST(round(platform_fee_bdt * 100) AS INTEGER) "
                   "FROM transactions ORDER BY 1"),
              sales, "sales and gifts at 008");

  up("011");
  EXPECT_EQ(value("SELECT count(*) FROM transactions WHERE transaction_type = 'FIXED_PRICE' AND seller_id IS NULL AND "
                  "land_id IS NOT NULL"),
            value("SELECT count(*) FROM lands"))
      << "claims have no seller, so 009 is the first step that can hold them";

  up();
  expect_same(content(), before, "everything");
  const Engine again = rebuilt();
  again.state().check_invariants();
  EXPECT_EQ(again.state().ledger.last_hash(), world.engine().state().ledger.last_hash());
  EXPECT_EQ(again.state().marketplace.held(), state.marketplace.held());
}

TEST_F(UpgradeLand, BidsThatHoldMoneyStopTheWayDownUntilThatIsAccepted) {
  World world(7, rebuilt());
  live(world, 0, kDeals);
  const auto before = content();
  const auto refused = migrate_down(file_, "008", {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("rows of held_bids"), std::string::npos) << refused.error().detail;
  EXPECT_EQ(newest_applied(), "'024'");
  up();
  expect_same(content(), before, "nothing was done");

  // Once all auctions are over, nothing is in the way.
  world.pass(Duration::days(40));
  const std::size_t batches = world.batches().size();
  world.run(EndListings{});
  {
    const auto store = good(open_sqlite_store({file_}));
    for (std::size_t i = batches; i < world.batches().size(); ++i) good(store->commit(world.batches()[i]));
  }
  down("008");
}

TEST_F(UpgradeLand, AFormerLandKeepsItsPlaceAndOursComesBack) {
  up("008");
  fill_at_008();
  const auto former = rows("SELECT * FROM lands ORDER BY land_id");
  World world(7, rebuilt());
  live(world, 0, kDeals);
  const LandNo taken = *world.engine().state().land.at(1, 2);  // where land-1 lies
  const std::string id = quoted(to_string(world.engine().state().land.id_of(taken)));
  EXPECT_EQ(value("SELECT count(*) FROM lands WHERE x = 1 AND y = 2"), "2") << "both are shown";
  const auto before = content();
  const std::string lands = value("SELECT count(*) FROM lands");

  down("008", kWithHeldBids);
  expect_same(rows("SELECT * FROM lands WHERE land_id LIKE 'land-%' ORDER BY land_id"), former, "theirs");
  EXPECT_EQ(value("SELECT count(*) FROM lands WHERE land_id = " + id), "0") << "one place holds one land there";
  EXPECT_EQ(value("SELECT count(*) + 1 FROM lands"), lands);
  up();
  expect_same(content(), before, "everything");
}

TEST_F(UpgradeLand, WhatOtherSoftwareDidMeanwhileIsKept) {
  up("008");
  fill_at_008();
  World world(7, rebuilt());
  live(world, 0, kDeals);
  const auto journal = [this] {
    std::vector<std::string> all;
    for (const std::string table : {"record", "record_lands", "record_listings", "claimed_lands", "listing_terms",
                                    "listing_parcels", "listed_lands", "listing_bids", "listing_closings"}) {
      const auto found = rows("SELECT * FROM " + table);
      all.insert(all.end(), found.begin(), found.end());
    }
    return all;
  };
  const auto ours = journal();
  const std::string lands = value("SELECT count(*) FROM lands WHERE imported = 0");
  down("008", kWithHeldBids);

  // A land changes hands, one is painted, one is new, one is gone; a listing is sold and one is new; a bid is taken
  // back.
  run("UPDATE lands SET owner_id = '0b0e3f6e-0001-4000-8000-000000000001' WHERE land_id = (SELECT min(land_id) FROM "
      "lands)");
  run("UPDATE lands SET color_hex = '#123456' WHERE land_id = (SELECT max(land_id) FROM lands WHERE land_id NOT LIKE "
      "'land-%')");
  run("INSERT INTO lands (land_id, owner_id, x, y, biome) VALUES ('land-9', '0b0e3f6e-0002-4000-8000-000000000002', "
      "900, "
      "900, 'SNOW')");
  run("DELETE FROM lands WHERE land_id = 'land-2'");
  run("UPDATE listings SET status = 'SOLD', sold_at = '2026-05-01' WHERE listing_id = (SELECT min(listing_id) FROM "
      "listings WHERE status = 'ACTIVE' AND listing_id <> 'listing-1')");
  run("INSERT INTO listings (listing_id, seller_id, type, price_bdt) VALUES ('listing-9', "
      "'0b0e3f6e-0002-4000-8000-000000000002', 'FIXED_PRICE', 77.5)");
  run("INSERT INTO listing_lands (id, listing_id, land_id) VALUES ('ll-9', 'listing-9', 'land-9')");
  run("UPDATE bids SET status = 'CANCELLED' WHERE bid_id = (SELECT min(bid_id) FROM bids WHERE status = 'OUTBID')");
  run("UPDATE transactions SET status = 'REFUNDED' WHERE transaction_id = (SELECT max(transaction_id) FROM "
      "transactions "
      "WHERE transaction_type = 'AUCTION' AND transaction_id <> 'sale-2')");
  const auto left = former_content();

  up();
  EXPECT_EQ(journal(), ours) << "the record does not care";
  EXPECT_EQ(value("SELECT count(*) FROM lands WHERE imported = 0"), lands);
  EXPECT_EQ(rows("SELECT land_id FROM lands WHERE imported = 1 AND (land_id LIKE 'land-%') ORDER BY 1"),
            (std::vector<std::string>{"'land-1'", "'land-9'"}));
  EXPECT_EQ(value("SELECT count(*) FROM imported_lands"), "4");
  EXPECT_EQ(value("SELECT status, price_paisa, imported FROM listings WHERE listing_id = 'listing-9'"),
            "'ACTIVE'|7750|1");
  EXPECT_EQ(value("SELECT count(*) FROM imported_listings"), "3");
  EXPECT_EQ(value("SELECT count(*) FROM bids WHERE imported = 1"), "3") << "two of old and the one that was taken back";
  EXPECT_EQ(value("SELECT count(*) FROM transactions WHERE imported = 1 AND land_id IS NOT NULL"), "3")
      << "two of old and the one that was refunded";
  rebuilt().state().check_invariants();

  down("008", kWithHeldBids);
  expect_same(former_content(), left, "what the other software left");
}

}  // namespace
}  // namespace loam::test
