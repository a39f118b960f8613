#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "engine/event.hpp"
#include "store/store.hpp"

namespace loam {

/// One entry of the marketplace's journal.
using JournalEntry = std::variant<ListingOpened, Bid, ListingClosed>;

/// All that was ever stored, by kind, in the plainest way there is.
struct MemoryWorld {
  std::vector<Transaction> rows;
  std::vector<KeyedOutcome> outcomes;
  std::vector<Cycle> cycles;
  std::vector<AttentionCounted> attention;
  std::vector<MarketHaltsChange> halts;
  std::vector<SafeguardEvent> safeguards;
  std::map<AccountNo, User> users;
  std::map<Uuid, Session> sessions;
  std::map<Uuid, ApiKey> api_keys;
  std::vector<SettingChange> settings;
  std::map<Uuid, Payment> payments;
  std::vector<PaymentEvent> payment_events;
  std::vector<AuditEntry> audit;
  std::optional<World> map;
  std::vector<JournalEntry> journal;
  std::map<ImportedTable, std::set<std::string>> imported;  ///< ids: nothing more of them is asked for here

  void add(const Event& event);
  /// As Store::replay.
  void replay(ReplayPoint& from, const std::function<void(const Event&)>& take) const;

 private:
  /// How much there is of everything that only grows.
  [[nodiscard]] ReplayPoint end() const;
  void replay_record(const ReplayPoint& from, const std::function<void(const Event&)>& take) const;
};

}  // namespace loam
