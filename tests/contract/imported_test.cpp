// Rows of a former world: kept as they stood there, each once, and no part of what a start reads.

#include "contract/stores.hpp"

namespace loam::test {
namespace {

class StoreImported : public StoreContract {
 protected:
  static ImportedRow bid(const std::string& id) {
    return {ImportedTable::bids,
            {id, "listing", "user", "120", "OUTBID", "2024-03-01 10:00:00.25Z", "2024-03-01 10:00:00Z"}};
  }
  static ImportedRow listing(const std::string& id) {
    return {
        ImportedTable::listings,
        {id, "user", "AUCTION", std::nullopt, R"(["a.png"])", "100", std::nullopt, "2024-03-01 10:00:00Z", std::nullopt,
         "1", "5", "0", std::nullopt, "SOLD", "infinity", "2024-03-01 10:00:00Z", "2024-03-01 10:00:00Z"}};
  }
  static ImportedRow land(const std::string& id) {
    return {ImportedTable::lands,
            {id, "user", "-3", "4", "0", "OCEAN", "0.25", "#aabbcc", "SQUARE", "1", "1", "1", std::nullopt, "keep off",
             "150", "0", "2024-03-01 10:00:00Z", "2024-03-01 10:00:00Z"}};
  }
  static ImportedRow sale(const std::string& id) {
    return {ImportedTable::transactions,
            {id,
             std::nullopt,
             std::nullopt,
             "user",
             std::nullopt,
             "BIOME_BUY",
             "50",
             "BDT",
             "COMPLETED",
             std::nullopt,
             std::nullopt,
             "1",
             "0",
             std::nullopt,
             "2024-03-01 10:00:00Z",
             "2024-03-01 10:00:00Z",
             "OCEAN",
             "1e-07",
             "12",
             "-0.5"}};
  }
  static ImportedRow user(const std::string& id) {
    return {ImportedTable::users,
            {id, "name", "mail", "", "USER", std::nullopt, "bio", "0", std::nullopt, "-250", "1", "3", std::nullopt,
             "0", std::nullopt, std::nullopt, std::nullopt, "2024-03-01 10:00:00Z", "2024-03-01 10:00:00Z"}};
  }
  static ImportedRow place(const std::string& id) {
    return {ImportedTable::listing_lands, {id, "listing", "land", "2024-03-01 10:00:00Z", "2024-03-01 10:00:00Z"}};
  }
  std::vector<std::string> ids(ImportedTable table, const std::string& first, const std::string& last) {
    return good(reader()->imported_ids(table, first, last));
  }
};

TEST_P(StoreImported, RowsOfEveryTableAreFoundByTheirIds) {
  const std::vector<Event> events{bid("b"),  bid("a"),  bid("d"),  listing("a"),
                                  land("a"), sale("a"), user("a"), place("a")};
  good(store_->commit(events));
  EXPECT_EQ(ids(ImportedTable::bids, "a", "c"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(ids(ImportedTable::bids, "c", "c"), std::vector<std::string>{});
  for (const ImportedTable table : {ImportedTable::users, ImportedTable::lands, ImportedTable::transactions,
                                    ImportedTable::listings, ImportedTable::listing_lands}) {
    EXPECT_EQ(ids(table, "a", "z"), std::vector<std::string>{"a"}) << static_cast<int>(table);
  }
  EXPECT_TRUE(replayed(*store_).empty()) << "they make no state";
}

TEST_P(StoreImported, ARowOfAnotherShapeIsRefused) {
  if (GetParam() == Kind::memory) return;  // it keeps ids alone
  ImportedRow wrong = bid("a");
  wrong.values.pop_back();
  EXPECT_FALSE(store_->commit(std::vector<Event>{wrong}));
}

TEST_P(StoreImported, AnIdComesOnce) {
  if (GetParam() == Kind::memory) return;  // it keeps ids alone
  good(store_->commit(std::vector<Event>{bid("a")}));
  EXPECT_FALSE(store_->commit(std::vector<Event>{bid("a")}));
}

LOAM_FOR_EVERY_STORE(StoreImported);

}  // namespace
}  // namespace loam::test
