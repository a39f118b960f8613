// The audit trail: pages, filters and counts, with and without knowing where an account's chain begins.

#include <algorithm>
#include <limits>
#include <variant>

#include "contract/stores.hpp"

namespace loam::test {
namespace {

class StoreRecord : public StoreContract {
 protected:
  StoreRecord() {
    world_.live_a_day();
    world_.trade(150);
    commit_all(*store_, world_);
    rows_ = world_.rows();
    reader_ = reader();
  }

  /// What the filter means, in the plainest words there are.
  [[nodiscard]] std::vector<Transaction> expected(const RecordFilter& filter) const {
    std::vector<Transaction> found;
    for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
      if (filter.account && row->buyer != *filter.account && row->seller != *filter.account) continue;
      if (filter.source && source_of(row->type) != *filter.source) continue;
      if (filter.type && row->type != *filter.type) continue;
      if (filter.biome && row->biome != filter.biome) continue;
      if (filter.from && row->at < *filter.from) continue;
      if (filter.to && row->at >= *filter.to) continue;
      if (filter.min_amount && row->amount < *filter.min_amount) continue;
      if (filter.max_amount && row->amount > *filter.max_amount) continue;
      found.push_back(*row);
    }
    return found;
  }

  /// All pages, each asked for with the cursor of the one before.
  std::vector<Transaction> paged(const RecordFilter& filter, std::size_t limit) {
    std::vector<Transaction> found;
    std::int64_t before = 0;
    do {
      const RecordPage page = good(reader_->record(filter, before, limit));
      EXPECT_LE(page.rows.size(), limit);
      found.insert(found.end(), page.rows.begin(), page.rows.end());
      before = page.next_before_seq;
    } while (before != 0);
    return found;
  }

  void expect_filter(const RecordFilter& filter, const std::string& name) {
    const auto wanted = described(expected(filter));
    EXPECT_EQ(described(paged(filter, 7)), wanted) << name;
    EXPECT_EQ(described(paged(filter, 500)), wanted) << name;
    EXPECT_EQ(good(reader_->count(filter)), static_cast<std::int64_t>(wanted.size())) << name;
  }

  World world_;
  std::vector<Transaction> rows_;
  std::unique_ptr<Reader> reader_;
};
LOAM_FOR_EVERY_STORE(StoreRecord);

TEST_P(StoreRecord, OneRowBySequence) {
  for (const Transaction& row : rows_) {
    const auto found = good(reader_->transaction(row.seq));
    ASSERT_TRUE(found);
    EXPECT_EQ(describe(*found), describe(row));
  }
  EXPECT_FALSE(good(reader_->transaction(0)));
  EXPECT_FALSE(good(reader_->transaction(static_cast<std::int64_t>(rows_.size()) + 1)));
}

TEST_P(StoreRecord, TheWholeRecordInPages) { expect_filter({}, "everything"); }

TEST_P(StoreRecord, F41_FiltersAndCountsAgree) {
  for (const auto source : {TransactionSource::marketplace, TransactionSource::biome, TransactionSource::wallet}) {
    RecordFilter filter;
    filter.source = source;
    expect_filter(filter, std::string(to_string(source)));
  }
  for (int type = 1; type <= 10; ++type) {
    RecordFilter filter;
    filter.type = static_cast<TransactionType>(type);
    expect_filter(filter, std::string(to_string(*filter.type)));
  }
  for (const Biome biome : kAllBiomes) {
    RecordFilter filter;
    filter.biome = biome;
    expect_filter(filter, std::string(to_string(biome)));
  }
  RecordFilter contradiction;
  contradiction.type = TransactionType::topup;
  contradiction.source = TransactionSource::biome;
  expect_filter(contradiction, "contradiction");
}

TEST_P(StoreRecord, Amounts) {
  RecordFilter filter;
  filter.min_amount = Money{100'000};
  expect_filter(filter, "min");
  filter.max_amount = Money{300'000};
  expect_filter(filter, "min and max");
  filter.min_amount = std::nullopt;
  expect_filter(filter, "max");
  filter.max_amount = Money{-1};
  expect_filter(filter, "below zero: adjustments alone");
}

TEST_P(StoreRecord, Times) {
  const Time first = rows_.front().at;
  const Time middle = rows_[rows_.size() / 2].at;
  const Time last = rows_.back().at;
  const std::vector<std::pair<std::optional<Time>, std::optional<Time>>> ranges{{first, last},
                                                                                {middle, std::nullopt},
                                                                                {std::nullopt, middle},
                                                                                {middle, middle},
                                                                                {middle, middle + Duration{1}},
                                                                                {last + Duration{1}, std::nullopt},
                                                                                {std::nullopt, first},
                                                                                {last, first}};
  for (const auto& [from, to] : ranges) {
    RecordFilter filter;
    filter.from = from;
    filter.to = to;
    expect_filter(filter, "times");
    filter.biome = Biome::forest;
    expect_filter(filter, "times and biome");
  }
}

TEST_P(StoreRecord, AccountsWithAndWithoutTheirHead) {
  std::vector<AccountNo> accounts = world_.players();
  accounts.push_back(AccountNo{accounts.back().value + 1});  // the operator: no rows
  accounts.push_back(kTreasury);
  for (const AccountNo account : accounts) {
    RecordFilter filter;
    filter.account = account;
    expect_filter(filter, "searched");
    filter.account_last_seq = world_.engine().state().ledger.account(account).last_seq;
    expect_filter(filter, "known");
    filter.source = TransactionSource::biome;
    expect_filter(filter, "biome");
    filter.type = TransactionType::biome_sell;
    filter.from = rows_[rows_.size() / 3].at;
    filter.to = rows_[2 * rows_.size() / 3].at;
    filter.min_amount = Money{20'000};
    expect_filter(filter, "all of it");
  }
}

TEST_P(StoreRecord, ACursorThatIsNoRowOfTheAccountServesAsWell) {
  RecordFilter filter;
  filter.account = world_.players().front();
  filter.account_last_seq = world_.engine().state().ledger.account(*filter.account).last_seq;
  const auto all = expected(filter);
  for (const Transaction& row : rows_) {
    std::vector<Transaction> wanted;
    for (const Transaction& each : all) {
      if (each.seq < row.seq && wanted.size() < 5) wanted.push_back(each);
    }
    EXPECT_EQ(described(good(reader_->record(filter, row.seq, 5)).rows), described(wanted));
  }
}

TEST_P(StoreRecord, AStaleHeadShowsTheRowsThatItKnows) {
  RecordFilter filter;
  filter.account = world_.players().front();
  const auto all = expected(filter);
  ASSERT_GT(all.size(), 3U);
  filter.account_last_seq = all[2].seq;
  EXPECT_EQ(described(paged(filter, 500)), described({all.begin() + 2, all.end()}));
}

TEST_P(StoreRecord, R45_PagesHaveNoGapAndNoDoubleWhileRowsArrive) {
  for (const bool one_account : {false, true}) {
    RecordFilter filter;
    if (one_account) filter.account = world_.players()[1];
    const auto wanted = described(expected(filter));

    std::vector<Transaction> found;
    std::int64_t before = 0;
    do {
      const RecordPage page = good(reader_->record(filter, before, 5));
      found.insert(found.end(), page.rows.begin(), page.rows.end());
      before = page.next_before_seq;
      const std::size_t batches = world_.batches().size();
      world_.trade(2);
      for (std::size_t i = batches; i < world_.batches().size(); ++i) good(store_->commit(world_.batches()[i]));
    } while (before != 0);
    EXPECT_EQ(described(found), wanted);
    rows_ = world_.rows();
  }
}

TEST_P(StoreRecord, CommittedRowsAreSeenByAReaderThatIsOpen) {
  const std::size_t batches = world_.batches().size();
  world_.trade(1);
  for (std::size_t i = batches; i < world_.batches().size(); ++i) good(store_->commit(world_.batches()[i]));
  EXPECT_EQ(good(reader_->count({})), static_cast<std::int64_t>(world_.rows().size()));
}

TEST_P(StoreRecord, F40_R46_OutcomesAreToldAgainAsTheyWere) {
  std::int64_t last = 0;
  bool refused = false;
  for (const Event& event : world_.events()) {
    const auto* keyed = std::get_if<KeyedOutcome>(&event);
    if (keyed == nullptr) continue;
    const auto found = good(reader_->outcome(keyed->id));
    ASSERT_TRUE(found);
    EXPECT_EQ(describe(*found), describe(keyed->outcome));
    last = keyed->id;
    refused = refused || !keyed->outcome;
  }
  EXPECT_TRUE(refused);
  EXPECT_FALSE(good(reader_->outcome(0)));
  EXPECT_FALSE(good(reader_->outcome(last + 1)));
}

TEST_P(StoreRecord, TheLogsInPages) {
  std::vector<std::string> audit;
  std::vector<std::string> safeguards;
  std::vector<std::string> settings;
  std::vector<std::string> payments;
  for (const Event& event : world_.events()) {
    if (std::holds_alternative<AuditEntry>(event)) audit.push_back(describe(event));
    if (std::holds_alternative<SafeguardEvent>(event)) safeguards.push_back(describe(event));
    if (std::holds_alternative<SettingChange>(event)) settings.push_back(describe(event));
    if (std::holds_alternative<PaymentEvent>(event)) payments.push_back(describe(event));
  }
  const auto expect_log = [](std::vector<std::string> wanted, const auto& read) {
    std::reverse(wanted.begin(), wanted.end());
    ASSERT_FALSE(wanted.empty());
    for (const std::size_t limit : {1U, 3U, 500U}) {
      std::vector<std::string> found;
      std::int64_t before = 0;
      std::int64_t last = std::numeric_limits<std::int64_t>::max();
      do {
        const auto page = good(read(before, limit));
        for (const auto& [id, entry] : page.rows) {
          EXPECT_LT(id, last);
          last = id;
          found.push_back(describe(entry));
        }
        before = page.next_before;
      } while (before != 0);
      EXPECT_EQ(found, wanted);
    }
  };
  expect_log(audit, [&](auto before, auto limit) { return reader_->audit_log(before, limit); });
  expect_log(safeguards, [&](auto before, auto limit) { return reader_->safeguards(before, limit); });
  expect_log(settings, [&](auto before, auto limit) { return reader_->setting_changes(before, limit); });
  expect_log(payments, [&](auto before, auto limit) { return reader_->payment_events(before, limit); });
}

}  // namespace
}  // namespace loam::test
