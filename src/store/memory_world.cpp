#include "store/memory_world.hpp"

#include <algorithm>

namespace loam {
namespace {

constexpr Duration kAttentionKept = Duration::minutes(1);

struct Adder {
  MemoryWorld& world;

  void operator()(const Transaction& row) const { world.rows.push_back(row); }
  void operator()(const KeyedOutcome& keyed) const { world.outcomes.push_back(keyed); }
  void operator()(const Cycle& cycle) const { world.cycles.push_back(cycle); }
  void operator()(const AttentionCounted& counted) const { world.attention.push_back(counted); }
  void operator()(const MarketHaltsChange& change) const { world.halts.push_back(change); }
  void operator()(const SafeguardEvent& event) const { world.safeguards.push_back(event); }
  void operator()(const User& user) const { world.users[user.account] = user; }
  void operator()(const Session& session) const {
    world.sessions[session.id] = session;
    std::erase_if(world.sessions, [&](const auto& each) { return each.second.refresh_expires <= session.created_at; });
  }
  void operator()(const ApiKey& key) const { world.api_keys[key.id] = key; }
  void operator()(const SettingChange& change) const { world.settings.push_back(change); }
  void operator()(const Payment& payment) const { world.payments[payment.id] = payment; }
  void operator()(const PaymentEvent& event) const { world.payment_events.push_back(event); }
  void operator()(const AuditEntry& entry) const { world.audit.push_back(entry); }
  void operator()(const World& map) const { world.map = map; }
  void operator()(const ListingOpened& opened) const { world.journal.emplace_back(opened); }
  void operator()(const Bid& bid) const { world.journal.emplace_back(bid); }
  void operator()(const ListingClosed& closed) const { world.journal.emplace_back(closed); }
  void operator()(const ImportedRow& row) const { world.imported[row.table].insert(row.values.front().value_or("")); }
};

std::int64_t after_seq_of(const JournalEntry& entry) {
  return std::visit([](const auto& each) { return each.after_seq; }, entry);
}

Event event_of(const JournalEntry& entry) {
  return std::visit([](const auto& each) { return Event(each); }, entry);
}

}  // namespace

void MemoryWorld::add(const Event& event) { std::visit(Adder{*this}, event); }

void MemoryWorld::replay(const std::function<void(const Event&)>& take) const {
  for (const auto& [account, user] : users) take(user);
  for (const auto& [id, key] : api_keys) take(key);
  for (const auto& [id, session] : sessions) take(session);
  for (const SettingChange& change : settings) take(change);
  for (const auto& [id, payment] : payments) take(payment);
  if (map) take(*map);
  replay_record(take);

  std::map<Biome, std::size_t> last_halts;
  for (std::size_t i = 0; i < halts.size(); ++i) last_halts[halts[i].biome] = i;
  for (std::size_t i = 0; i < halts.size(); ++i) {
    if (last_halts[halts[i].biome] == i) take(halts[i]);
  }
  for (const KeyedOutcome& keyed : outcomes) take(keyed);
}

void MemoryWorld::replay_record(const std::function<void(const Event&)>& take) const {
  Time last;
  if (!rows.empty()) last = std::max(last, rows.back().at);
  if (!cycles.empty()) last = std::max(last, cycles.back().at);
  if (!attention.empty()) last = std::max(last, attention.back().at);
  const std::int64_t last_cycle = cycles.empty() ? 0 : cycles.back().number;

  auto counted = std::find_if(attention.begin(), attention.end(), [&](const AttentionCounted& each) {
    return each.at >= last - kAttentionKept || each.cycle > last_cycle;
  });
  auto cycle = cycles.begin();
  const auto take_cycle = [&] {
    for (; counted != attention.end() && counted->cycle <= cycle->number; ++counted) take(*counted);
    take(*cycle++);
  };
  auto entry = journal.begin();
  for (const Transaction& row : rows) {
    for (; entry != journal.end() && after_seq_of(*entry) < row.seq; ++entry) take(event_of(*entry));
    while (cycle != cycles.end() && cycle->after_seq < row.seq) take_cycle();
    take(row);
  }
  for (; entry != journal.end(); ++entry) take(event_of(*entry));
  while (cycle != cycles.end()) take_cycle();
  for (; counted != attention.end(); ++counted) take(*counted);
}

}  // namespace loam
