// Land on record: its rows with all their lands, the journal of listings and bids, and the ways to read both.

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "contract/stores.hpp"
#include "engine/proof.hpp"

namespace loam::test {
namespace {

bool is_told_in_order(const Event& event) {
  return std::holds_alternative<Transaction>(event) || std::holds_alternative<ListingOpened>(event) ||
         std::holds_alternative<Bid>(event) || std::holds_alternative<ListingClosed>(event);
}

class StoreMarketplace : public StoreContract {
 protected:
  StoreMarketplace() {
    world_.live_a_day();
    world_.deal_in_land(200);
    world_.trade(20);
    world_.deal_in_land(150);
    commit_all(*store_, world_);
    rows_ = world_.rows();
    reader_ = reader();
  }

  [[nodiscard]] const State& state() const { return world_.engine().state(); }

  [[nodiscard]] std::vector<Bid> bids_of(ListingNo listing) const {
    std::vector<Bid> bids;
    for (const Event& event : world_.events()) {
      const auto* bid = std::get_if<Bid>(&event);
      if (bid != nullptr && bid->listing == listing) bids.insert(bids.begin(), *bid);
    }
    return bids;
  }

  /// All pages of a listing's bids, each asked for with the cursor of the one before.
  std::vector<std::string> paged(ListingNo listing, std::int64_t last_bid, std::size_t limit) {
    std::vector<std::string> found;
    std::int64_t before = 0;
    do {
      const auto page = good(reader_->bids(listing, last_bid, before, limit));
      EXPECT_LE(page.rows.size(), limit);
      for (const auto& [entry, bid] : page.rows) {
        EXPECT_EQ(entry, bid.entry);
        found.push_back(describe(bid));
      }
      before = page.next_before;
    } while (before != 0);
    return found;
  }

  void expect_rows(const RecordFilter& filter, const std::function<bool(const Transaction&)>& wanted) {
    std::vector<Transaction> expected;
    std::copy_if(rows_.rbegin(), rows_.rend(), std::back_inserter(expected), wanted);
    for (const std::size_t limit : {1U, 500U}) {
      std::vector<Transaction> found;
      std::int64_t before = 0;
      do {
        const RecordPage page = good(reader_->record(filter, before, limit));
        found.insert(found.end(), page.rows.begin(), page.rows.end());
        before = page.next_before_seq;
      } while (before != 0);
      EXPECT_EQ(described(found), described(expected));
    }
    EXPECT_EQ(good(reader_->count(filter)), static_cast<std::int64_t>(expected.size()));
  }

  World world_;
  std::vector<Transaction> rows_;
  std::unique_ptr<Reader> reader_;
};
LOAM_FOR_EVERY_STORE(StoreMarketplace);

bool has_land(const Transaction& row, LandNo land) {
  return std::find(row.lands.begin(), row.lands.end(), land) != row.lands.end();
}

TEST_P(StoreMarketplace, TheStoryHasEverythingThatCanHappen) {
  std::map<TransactionType, int> sales;
  std::map<ListingStatus, int> closings;
  std::set<std::size_t> sizes;
  int bids = 0;
  for (const Event& event : world_.events()) {
    if (const auto* row = std::get_if<Transaction>(&event)) {
      ++sales[row->type];
      sizes.insert(row->lands.size());
    }
    if (const auto* closed = std::get_if<ListingClosed>(&event)) ++closings[closed->status];
    if (std::holds_alternative<Bid>(event)) ++bids;
  }
  for (const auto type :
       {TransactionType::auction, TransactionType::buy_now, TransactionType::fixed_price, TransactionType::transfer}) {
    EXPECT_GT(sales[type], 0) << to_string(type);
  }
  for (const auto status : {ListingStatus::sold, ListingStatus::expired, ListingStatus::cancelled}) {
    EXPECT_GT(closings[status], 0) << to_string(status);
  }
  EXPECT_EQ(sizes, (std::set<std::size_t>{0, 1, 2}));
  EXPECT_GT(bids, 40);
  EXPECT_GT(state().marketplace.active(), 0U);
  EXPECT_GT(state().marketplace.held(), Money::zero());
}

TEST_P(StoreMarketplace, ReplayTellsTheWorldThenRowsAndJournalAsTheyHappened) {
  std::vector<std::string> wanted;
  for (const Event& event : world_.events()) {
    if (is_told_in_order(event)) wanted.push_back(describe(event));
  }
  std::vector<std::string> found;
  std::vector<std::string> worlds;
  bool told_before = true;
  good(store_->replay([&](const Event& event) {
    if (is_told_in_order(event)) found.push_back(describe(event));
    if (!std::holds_alternative<loam::World>(event)) return;
    worlds.push_back(describe(event));
    told_before = found.empty();
  }));
  EXPECT_EQ(found, wanted);
  EXPECT_EQ(worlds, (std::vector<std::string>{describe(Event(state().land.world()))}));
  EXPECT_TRUE(told_before);
}

TEST_P(StoreMarketplace, AnEngineRebuiltFromTheStoreKnowsTheSameLandsListingsAndHolds) {
  Engine again{Settings()};
  good(store_->replay([&](const Event& event) { again.replay(event); }));
  again.state().check_invariants();
  ByteWriter wanted;
  state().land.digest(wanted);
  state().marketplace.digest(wanted);
  state().ledger.digest(wanted);
  ByteWriter found;
  again.state().land.digest(found);
  again.state().marketplace.digest(found);
  again.state().ledger.digest(found);
  EXPECT_EQ(found.bytes(), wanted.bytes());
}

TEST_P(StoreMarketplace, AReadersReplayIsProof) {
  Proof proof;
  good(reader_->replay([&](const Event& event) { proof.take(event); }));
  const Proof::Report report = proof.finish();
  EXPECT_TRUE(report.holds) << report.first_wrong;
  EXPECT_EQ(proof.compare(state()), std::nullopt);
}

TEST_P(StoreMarketplace, ARowComesWithItsLandsAndItsListing) {
  for (const Transaction& row : rows_) {
    const auto found = good(reader_->transaction(row.seq));
    ASSERT_TRUE(found);
    EXPECT_EQ(describe(*found), describe(row));
  }
}

TEST_P(StoreMarketplace, TheHistoryOfALand) {
  for (std::uint32_t number = 0; number <= 6 * 16; ++number) {
    RecordFilter filter;
    filter.land = LandNo{number};
    expect_rows(filter, [&](const Transaction& row) { return has_land(row, *filter.land); });
  }
}

TEST_P(StoreMarketplace, TheSaleOfAListing) {
  for (std::uint32_t number = 0; number <= state().marketplace.size() + 1; ++number) {
    RecordFilter filter;
    filter.listing = ListingNo{number};
    expect_rows(filter, [&](const Transaction& row) { return number > 0 && row.listing == *filter.listing; });
  }
}

TEST_P(StoreMarketplace, OtherFiltersHoldBesideALandAndAListing) {
  for (const Transaction& row : rows_) {
    if (row.lands.empty() || !row.seller.exists()) continue;
    RecordFilter filter;
    filter.land = row.lands.back();
    filter.account = row.seller;
    filter.account_last_seq = state().ledger.account(row.seller).last_seq;
    const auto of_seller = [&](const Transaction& each) {
      return has_land(each, row.lands.back()) && (each.buyer == row.seller || each.seller == row.seller);
    };
    expect_rows(filter, of_seller);
    filter.source = TransactionSource::marketplace;
    filter.type = row.type;
    filter.from = row.at;
    filter.min_amount = row.amount;
    expect_rows(filter, [&](const Transaction& each) {
      return of_seller(each) && each.type == row.type && each.at >= row.at && each.amount >= row.amount;
    });
    filter.listing = row.listing;
    if (row.listing.exists()) expect_rows(filter, [&](const Transaction& each) { return each.seq == row.seq; });
    filter.biome = Biome::ocean;
    expect_rows(filter, [](const Transaction&) { return false; });
  }
}

TEST_P(StoreMarketplace, TheBidsOfAListingInPages) {
  for (std::uint32_t number = 1; number <= state().marketplace.size(); ++number) {
    std::vector<std::string> wanted;
    for (const Bid& bid : bids_of({number})) wanted.push_back(describe(bid));
    const std::int64_t last = state().marketplace.listing({number}).last_bid_entry;
    for (const std::size_t limit : {1U, 2U, 500U}) {
      EXPECT_EQ(paged({number}, last, limit), wanted) << number;
      EXPECT_EQ(paged({number}, 0, limit), wanted) << number << ", searched";
    }
  }
  EXPECT_TRUE(good(reader_->bids({static_cast<std::uint32_t>(state().marketplace.size() + 1)}, 0, 0, 10)).rows.empty());
}

TEST_P(StoreMarketplace, ACursorThatIsNoBidOfTheListingServesAsWellAndAStaleHeadShowsWhatItKnows) {
  ListingNo most;
  for (std::uint32_t number = 1; number <= state().marketplace.size(); ++number) {
    if (bids_of({number}).size() > bids_of(most).size()) most = {number};
  }
  const std::vector<Bid> all = bids_of(most);
  ASSERT_GT(all.size(), 3U);
  for (std::int64_t before = 1; before <= state().marketplace.last_entry() + 1; ++before) {
    std::vector<std::int64_t> wanted;
    for (const Bid& bid : all) {
      if (bid.entry < before && wanted.size() < 2) wanted.push_back(bid.entry);
    }
    std::vector<std::int64_t> found;
    for (const auto& [entry, bid] : good(reader_->bids(most, all.front().entry, before, 2)).rows)
      found.push_back(entry);
    EXPECT_EQ(found, wanted) << before;
  }
  EXPECT_EQ(good(reader_->bids(most, all[2].entry, 0, 500)).rows.size(), all.size() - 2);
  EXPECT_EQ(good(reader_->bids(most, all[2].entry, all[0].entry, 500)).rows.size(), all.size() - 2);
}

}  // namespace
}  // namespace loam::test
