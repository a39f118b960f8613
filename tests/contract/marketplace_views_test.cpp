// Lands, listings and bids in plain SQL, and what the database itself refuses of them.

#include <map>
#include <variant>

#include "contract/stores.hpp"
#include "support/sql.hpp"

namespace loam::test {
namespace {

std::string number(std::int64_t value) { return std::to_string(value); }
std::string literal(const std::string& text) { return "'" + text + "'"; }
std::string or_null(Money money) { return money > Money::zero() ? number(money.paisa) : "NULL"; }

std::string upper(std::string_view text) {
  std::string words(text);
  for (char& letter : words) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return words;
}

class SqliteMarketplace : public testing::Test {
 protected:
  SqliteMarketplace() {
    world_.live_a_day();
    world_.deal_in_land(300);
    commit_all(*store_, world_);
  }

  [[nodiscard]] const State& state() const { return world_.engine().state(); }
  [[nodiscard]] const LandMap& map() const { return state().land; }
  [[nodiscard]] std::string user(AccountNo account) const {
    return literal(to_string(state().identity.id_of(account)));
  }
  template <class Look>
  void each_listing(const Look& look) const {
    for (std::uint32_t value = 1; value <= state().marketplace.size(); ++value) {
      look(state().marketplace.listing({value}));
    }
  }

  TempDir dir_;
  World world_;
  std::unique_ptr<Store> store_ = good(open_sqlite_store({dir_ / "world.db"}));
  Sql sql_{dir_ / "world.db"};
};

TEST_F(SqliteMarketplace, LandsAreThoseThatSomebodyOwns) {
  std::vector<std::string> wanted;
  for (std::uint32_t value = 0; value < map().size(); ++value) {
    const LandNo land{value};
    if (!map().owner(land).exists()) continue;
    const ListingNo listing = state().marketplace.listed_in(land);
    wanted.push_back(
        literal(to_string(map().id_of(land))) + "|" + user(map().owner(land)) + "|" + number(map().cell(land).x) + "|" +
        number(map().cell(land).y) + "|" + literal(std::string(to_string(map().biome(land)))) + "|" +
        number(map().elevation(land)) + "|" +
        (listing.exists() ? "1|" + literal(to_string(state().marketplace.listing(listing).terms->id())) : "0|NULL"));
  }
  EXPECT_EQ(sql_.rows("SELECT land_id, owner_id, x, y, biome, CAST(round(elevation * 1000) AS INTEGER), for_sale, "
                      "listing_id FROM lands ORDER BY land"),
            wanted);
  EXPECT_EQ(
      sql_.value("SELECT count(*) FROM lands WHERE z = 0 AND shape = 'SQUARE' AND imported = 0 AND price_base_paisa "
                 "= (SELECT amount_paisa FROM transactions t WHERE t.land_id = lands.land_id AND seller_id IS NULL)"),
      number(static_cast<std::int64_t>(wanted.size())))
      << "the price that it was claimed for";
}

TEST_F(SqliteMarketplace, TransactionsNameTheirLandsAndTheirListing) {
  std::vector<std::string> wanted;
  for (const Transaction& row : world_.rows()) {
    if (row.lands.empty()) continue;
    std::string ids;
    for (const LandNo land : row.lands) ids += (ids.empty() ? "" : ",") + to_string(map().id_of(land));
    wanted.push_back(
        number(row.seq) + "|" + literal(to_string(map().id_of(row.lands.front()))) + "|" + literal(ids) + "|" +
        (row.listing.exists() ? literal(to_string(state().marketplace.listing(row.listing).terms->id())) : "NULL") +
        "|'marketplace'");
  }
  EXPECT_EQ(sql_.rows("SELECT seq, land_id, land_ids, listing_id, transaction_source FROM v_unified_transactions "
                      "WHERE land_id IS NOT NULL ORDER BY seq"),
            wanted);
  EXPECT_EQ(sql_.value("SELECT count(*) FROM transactions WHERE listing_id IS NOT NULL AND land_id IS NULL"), "0");
}

TEST_F(SqliteMarketplace, ListingsStandWhereTheMarketplaceSaysTheyDo) {
  std::vector<std::string> wanted;
  each_listing([&](const Listing& listing) {
    const ListingTerms& terms = *listing.terms;
    const bool fixed = terms.type == ListingType::fixed_price;
    const Standing& standing = listing.standing;
    wanted.push_back(
        literal(to_string(terms.id())) + "|" + user(terms.seller) + "|" + literal(upper(to_string(terms.type))) + "|" +
        (terms.description.empty() ? "NULL" : literal(terms.description)) + "|" +
        number((fixed ? terms.buy_now_price : terms.starting_price).paisa) + "|" + or_null(terms.reserve_price) + "|" +
        or_null(fixed ? Money::zero() : terms.buy_now_price) + "|" + literal(to_rfc3339(listing.ends_at)) + "|" +
        literal(upper(to_string(listing.status))) + "|" +
        (listing.status == ListingStatus::sold ? literal(to_rfc3339(listing.closed_at)) : "NULL") + "|" +
        number(listing.bids) + "|" + or_null(standing.price) + "|" +
        (standing.leader.exists() ? user(standing.leader) : "NULL") + "|" + (standing.reserve_met ? "1" : "0") + "|" +
        number(listing.extensions) + "|" +
        (listing.sale_seq > 0 ? literal(to_string(world_.rows()[static_cast<std::size_t>(listing.sale_seq - 1)].id()))
                              : "NULL"));
  });
  EXPECT_EQ(sql_.rows("SELECT listing_id, seller_id, type, description, price_paisa, reserve_price_paisa, "
                      "buy_now_price_paisa, auction_end_time, status, sold_at, bids, current_price_paisa, leader_id, "
                      "reserve_met, extensions, transaction_id FROM listings ORDER BY listing"),
            wanted);
}

TEST_F(SqliteMarketplace, ListingLandsAreTheParcels) {
  std::vector<std::string> wanted;
  each_listing([&](const Listing& listing) {
    for (const LandNo land : listing.terms->lands) {
      wanted.push_back(literal(to_string(listing.terms->id())) + "|" + literal(to_string(map().id_of(land))));
    }
  });
  EXPECT_EQ(sql_.rows("SELECT listing_id, land_id FROM listing_lands ORDER BY listing, place"), wanted);
  EXPECT_EQ(sql_.value("SELECT count(DISTINCT id) FROM listing_lands"),
            number(static_cast<std::int64_t>(wanted.size())));
}

TEST_F(SqliteMarketplace, BidsTellWhatBecameOfThem) {
  std::map<std::int64_t, Bid> bids;
  std::map<std::pair<ListingNo, AccountNo>, std::int64_t> newest;
  for (const Event& event : world_.events()) {
    if (const auto* bid = std::get_if<Bid>(&event)) {
      bids[bid->entry] = *bid;
      newest[{bid->listing, bid->bidder}] = bid->entry;
    }
  }
  std::vector<std::string> wanted;
  std::map<std::string, int> words;
  for (const auto& [entry, bid] : bids) {
    const Listing& listing = state().marketplace.listing(bid.listing);
    const bool leads = listing.standing.leader == bid.bidder && newest[{bid.listing, bid.bidder}] == entry;
    const bool won = listing.sale_seq > 0 &&
                     world_.rows()[static_cast<std::size_t>(listing.sale_seq - 1)].type == TransactionType::auction;
    const std::string word = !leads                                    ? "OUTBID"
                             : listing.status == ListingStatus::active ? "ACTIVE"
                             : won                                     ? "WON"
                                                                       : "CANCELLED";
    ++words[word];
    wanted.push_back(number(entry) + "|" + literal(to_string(bid.id())) + "|" +
                     literal(to_string(listing.terms->id())) + "|" + user(bid.bidder) + "|" + number(bid.amount.paisa) +
                     "|" + number(bid.max.paisa) + "|" + number(bid.after.price.paisa) + "|" + literal(word) + "|" +
                     literal(to_rfc3339(bid.at)));
  }
  EXPECT_EQ(sql_.rows("SELECT entry, bid_id, listing_id, bidder_id, amount_paisa, max_paisa, price_paisa, status, "
                      "created_at FROM bids ORDER BY entry"),
            wanted);
  EXPECT_EQ(words.size(), 4U) << "each of the four happened";
}

TEST_F(SqliteMarketplace, HoldsAreWhatLeadersHavePromised) {
  std::vector<std::string> wanted;
  for (std::uint32_t value = kFirstUser.value; value < state().ledger.size(); ++value) {
    const Money held = state().ledger.account({value}).held;
    if (held > Money::zero()) wanted.push_back(number(value) + "|" + number(held.paisa));
  }
  ASSERT_FALSE(wanted.empty());
  EXPECT_EQ(sql_.rows("SELECT account, held_paisa FROM account_holds ORDER BY account"), wanted);
}

TEST_F(SqliteMarketplace, AnAuditorHashesRowsWithLandsToo) {
  std::string before = std::string(64, '0');
  int with_lands = 0;
  for (const std::string& link :
       sql_.rows("SELECT previous_hash || canonical, hash FROM v_record_chain ORDER BY seq")) {
    const std::size_t hashed = link.find('|');
    const std::string_view words = std::string_view(link).substr(1, hashed - 2);
    EXPECT_TRUE(words.starts_with(before));
    with_lands += words.substr(64, 2) == "02" ? 1 : 0;
    const auto bytes = from_hex(words);
    ASSERT_TRUE(bytes) << link;
    before = to_hex(sha256(*bytes));
    EXPECT_EQ(link.substr(hashed), "|" + literal(before)) << link;
  }
  EXPECT_EQ(sql_.value("SELECT count(DISTINCT seq) FROM record_lands"), number(with_lands));
  EXPECT_GT(with_lands, 60);
}

TEST_F(SqliteMarketplace, NothingOfItCanBeChangedOrTakenBack) {
  const auto before = sql_.content();
  for (const std::string table : {"worlds", "claimed_lands", "record_lands", "record_listings", "listing_terms",
                                  "listing_parcels", "listed_lands", "listing_bids", "listing_closings"}) {
    const std::string column = table == "worlds" ? "seed" : table.ends_with("_lands") ? "land" : "listing";
    EXPECT_NE(sql_.run("UPDATE " + table + " SET " + column + " = " + column), "") << table;
    EXPECT_NE(sql_.run("DELETE FROM " + table), "") << table;
    EXPECT_NE(sql_.run("INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table + " LIMIT 1"), "") << table;
  }
  EXPECT_EQ(sql_.content(), before);
}

TEST_F(SqliteMarketplace, ALandIsInOneOpenListingAtMost) {
  EXPECT_NE(sql_.run("INSERT INTO listed_lands SELECT land, 1 FROM listed_lands LIMIT 1"), "");
  EXPECT_EQ(
      sql_.value("SELECT count(*) FROM listed_lands"),
      sql_.value("SELECT count(*) FROM listing_parcels WHERE listing NOT IN (SELECT listing FROM listing_closings)"));

  // The store's own writer meets the same wall.
  const auto pinned = [&] {
    for (std::uint32_t value = 0; value < map().size(); ++value) {
      if (state().marketplace.listed_in({value}).exists()) return LandNo{value};
    }
    return LandNo{};
  }();
  ListingTerms terms = *state().marketplace.listing(state().marketplace.listed_in(pinned)).terms;
  terms.number = state().marketplace.next_number();
  const std::vector<Event> again{ListingOpened{state().marketplace.last_entry() + 1, state().ledger.last_seq(),
                                               std::make_shared<const ListingTerms>(terms)}};
  EXPECT_FALSE(store_->commit(again));
}

TEST_F(SqliteMarketplace, TheJournalTakesNoEntryThatCannotBe) {
  Bid last;
  for (const Event& event : world_.events()) {
    if (const auto* bid = std::get_if<Bid>(&event)) last = *bid;
  }
  last.previous_entry = last.entry;
  last.entry = state().marketplace.last_entry() + 1;
  last.after_seq = state().ledger.last_seq();
  last.number += 1;
  const auto refused = [&](const std::function<void(Bid&)>& spoil) {
    TempDir dir;
    const auto other = good(open_sqlite_store({dir / "world.db"}));
    commit_all(*other, world_);
    Bid bid = last;
    spoil(bid);
    const std::vector<Event> events{bid};
    return !other->commit(events).has_value();
  };
  EXPECT_FALSE(refused([](Bid&) {})) << "the bid itself is fine";
  EXPECT_TRUE(refused([](Bid& bid) { bid.entry += 1; })) << "a gap";
  EXPECT_TRUE(refused([](Bid& bid) { bid.entry -= 1; })) << "a second row of an entry";
  EXPECT_TRUE(refused([](Bid& bid) { bid.after_seq -= 1; })) << "not after the last row";
  EXPECT_TRUE(refused([](Bid& bid) { bid.max = Money{bid.amount.paisa - 1}; })) << "a maximum below the amount";
  EXPECT_TRUE(refused([](Bid& bid) { bid.after.leader = kTreasury; })) << "the house does not bid";
  EXPECT_TRUE(refused([](Bid& bid) { bid.previous_entry = bid.entry; })) << "a chain that goes nowhere";
  EXPECT_TRUE(refused([](Bid& bid) { bid.ends_at_after = bid.at; })) << "a bid after the end";
}

}  // namespace
}  // namespace loam::test
