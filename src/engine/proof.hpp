#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "engine/event.hpp"
#include "engine/state.hpp"

namespace loam {

/// Walks the record from its first row and derives everything anew, in books of its own: it shares the definition of a
/// row (its postings and canonical bytes) with the engine and none of the engine's arithmetic. Bad data is reported,
/// never a reason to stop the process.
///
/// Takes events in the order of Store::replay, or in the order in which they happened.
class Proof {
 public:
  struct Report {
    bool holds = false;
    /// Names table and row, what is wrong with it, what was expected and what was found; empty where all holds.
    std::string first_wrong;
    std::int64_t rows = 0;
    std::int64_t cycles = 0;             ///< those that are rolled up among them
    std::int64_t rolled_up = 0;          ///< cycles that a checkpoint stands for
    std::optional<PublicKey> signed_by;  ///< whose word that is; whether he is to be trusted is the caller's question
    std::int64_t accounts = 0;           ///< of users
    std::int64_t keys = 0;
    Money money_supply;  ///< what came in from outside and is still here
    Money difference;    ///< the sum over all accounts: zero, or money was made or lost
  };

  Proof();

  /// After the first wrong row, the rest is only counted: what follows from a wrong row proves nothing.
  void take(const Event& event);
  /// Adds the laws that only hold at the end: holdings sum to their pools, credits match payments.
  [[nodiscard]] Report finish();
  /// The first difference between what the record says and a live state at the same commit; nullopt where there is
  /// none.
  [[nodiscard]] std::optional<std::string> compare(const State& state) const;

 private:
  struct Book {
    Uuid id;
    std::int64_t balance = 0;
    std::int64_t last_seq = 0;
    std::int64_t rows = 0;
    std::int64_t fees_paid = 0;
    std::int64_t promised = 0;  ///< of the balance, to leading bids
  };
  struct Pool {
    std::int64_t cash = 0;
    std::int64_t shares = 0;
    std::int64_t index = 0;
  };
  struct Held {
    std::int64_t shares = 0;
    std::int64_t cost = 0;
    std::int64_t gain = 0;
    std::int64_t bucket = 0;  ///< used of the rolling order size after the last trade
  };
  /// A listing as its entries so far make it.
  struct Offered {
    std::shared_ptr<const ListingTerms> terms;
    Standing standing;
    Time ends_at;
    std::int32_t extensions = 0;
    std::int32_t bids = 0;
    std::int64_t last_bid = 0;
    ListingStatus status = ListingStatus::active;
  };
  using AccountMarket = std::uint64_t;
  /// What a completed payment and the row that credits it have in common.
  struct Credit {
    AccountNo account;
    Time at;
    Money amount;
    std::string_view gateway;
    std::string_view transaction;
  };

  void check(const Transaction& row);
  void check(const KeyedOutcome& keyed);
  void check(const Cycle& cycle);
  void check(const AttentionCounted& counted);
  void check(const MarketHaltsChange& change);
  void check(const SafeguardEvent&) {}
  void check(const User& user);
  void check(const Session& session);
  void check(const ApiKey&) {}
  void check(const SettingChange& change);
  void check(const Payment& payment);
  void check(const PaymentEvent&) {}
  void check(const AuditEntry&) {}
  void check(const World& world);
  void check(const ListingOpened& opened);
  void check(const Bid& bid);
  void check(const ListingClosed& closed);
  void check(const ImportedRow&) {}
  void check(const Checkpoint& checkpoint);

  /// Until the checkpoint's cycle comes, a trade shows what the cycles before it have moved into its pool.
  void carry(Biome biome, Int128 cash);
  void catch_up_with(const Cycle& cycle);
  // The parts of a row and of a cycle.
  void check_shape(const Transaction& row);
  void check_parties(const Transaction& row);
  void check_wallet_columns(const Transaction& row);
  void check_seed(const Transaction& row);
  void check_brought_in(const Transaction& row);
  void check_buy(const Transaction& row);
  void check_sell(const Transaction& row);
  void check_trade_limits(const Transaction& row, const Held& held);
  void check_movement(const Transaction& row);
  void check_party(const Transaction& row, AccountNo party, bool buyer);
  void check_chain(const Transaction& row);
  void check_lands(const Transaction& row);
  void check_sale(const Transaction& row);
  // The parts of the marketplace's journal.
  bool check_entry(std::int64_t entry, std::int64_t after_seq, Time at);
  void check_standing(const Bid& bid, const Offered& offered);
  void check_end(const Bid& bid, const Offered& offered);
  void promise(const Standing& standing, std::int64_t sign);
  /// The active listing of that number; nullptr, and told, where there is none.
  Offered* active(ListingNo listing);
  [[nodiscard]] AccountNo owner_of(LandNo land) const;
  void check_move(const Cycle& cycle, Biome biome);
  void due_credit(const Credit& credit, std::int64_t change);

  // Whether it holds; the first that does not is put into words.
  bool that(bool holds, std::string_view what);
  bool same(std::string_view what, Int128 expected, Int128 found);
  bool same(std::string_view what, const Digest& expected, const Digest& found);
  bool between(std::string_view what, Int128 least, Int128 most, Int128 found);
  void wrong(std::string_view what, std::string_view expected, std::string_view found);

  [[nodiscard]] bool known(AccountNo account) const;
  [[nodiscard]] Pool& pool(Biome biome) { return pools_[index_of(biome)]; }
  static AccountMarket key_of(AccountNo account, Biome biome) { return account.value * kBiomes + index_of(biome); }
  Held& held(AccountNo account, Biome biome) { return holdings_[key_of(account, biome)]; }
  [[nodiscard]] Int128 sum() const;
  [[nodiscard]] std::optional<std::string> compare_land(const State& state) const;

  std::vector<Book> books_;  // by account number
  std::array<Pool, kBiomes> pools_{};
  boost::unordered_flat_map<AccountMarket, Held> holdings_;
  std::optional<World> world_;
  boost::unordered_flat_map<LandNo, AccountNo, LandNoHash> owners_;
  boost::unordered_flat_map<LandNo, ListingNo, LandNoHash> pinned_;
  std::vector<Offered> listings_;  // by number - 1
  std::int64_t last_entry_ = 0;
  Time last_entry_at_;
  /// The row that a closed listing says has sold it: it has to come next.
  std::int64_t sale_due_seq_ = 0;
  ListingNo sale_due_;
  boost::unordered_flat_set<std::array<std::uint8_t, 16>> keys_;
  /// Completed payments less top-ups, by what both say of a credit; what is even is not kept.
  boost::unordered_flat_map<std::string, std::int64_t> credits_due_;

  std::optional<Checkpoint> checkpoint_;
  bool resumed_ = false;  ///< the checkpoint's cycle has yet to come
  std::array<Int128, kBiomes> carried_{};

  std::int64_t rows_ = 0;
  std::int64_t cycles_ = 0;
  std::int64_t outcomes_ = 0;
  std::int64_t last_seq_ = 0;
  Time last_at_;            // of the record and the cycles
  Time last_attention_at_;  // of the open cycle
  Digest last_hash_{};
  Digest last_cycle_hash_{};
  Int128 total_ = 0;

  const char* table_ = "";
  std::int64_t number_ = 0;
  std::string first_wrong_;
  ByteWriter bytes_;
};

}  // namespace loam
