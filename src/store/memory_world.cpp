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
  void operator()(const Checkpoint&) const {}  // all cycles are here
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

ReplayPoint MemoryWorld::end() const {
  ReplayPoint end;
  end.users = std::ssize(users);
  end.settings = std::ssize(settings);
  end.worlds = map ? 1 : 0;
  end.record = std::ssize(rows);
  end.cycles = std::ssize(cycles);
  end.attention = std::ssize(attention);
  end.journal = std::ssize(journal);
  end.halts = std::ssize(halts);
  end.outcomes = std::ssize(outcomes);
  return end;
}

void MemoryWorld::replay(ReplayPoint& from, const std::function<void(const Event&)>& take) const {
  for (auto user = std::next(users.begin(), from.with_changing ? 0 : from.users); user != users.end(); ++user) {
    take(user->second);
  }
  for (auto change = settings.begin() + from.settings; change != settings.end(); ++change) take(*change);
  if (from.with_changing) {
    for (const auto& [id, key] : api_keys) take(key);
    for (const auto& [id, session] : sessions) take(session);
    for (const auto& [id, payment] : payments) take(payment);
  }
  if (map && from.worlds == 0) take(*map);
  replay_record(from, take);

  std::map<Biome, const MarketHaltsChange*> last_halts;
  for (auto change = halts.begin() + from.halts; change != halts.end(); ++change) last_halts[change->biome] = &*change;
  for (auto change = halts.begin() + from.halts; change != halts.end(); ++change) {
    if (last_halts[change->biome] == &*change) take(*change);
  }
  for (auto keyed = outcomes.begin() + from.outcomes; keyed != outcomes.end(); ++keyed) take(*keyed);
  const bool with_changing = from.with_changing;
  from = end();
  from.with_changing = with_changing;
}

void MemoryWorld::replay_record(const ReplayPoint& from, const std::function<void(const Event&)>& take) const {
  Time last;
  if (!rows.empty()) last = std::max(last, rows.back().at);
  if (!cycles.empty()) last = std::max(last, cycles.back().at);
  if (!attention.empty()) last = std::max(last, attention.back().at);
  const std::int64_t last_cycle = cycles.empty() ? 0 : cycles.back().number;

  auto counted = attention.begin() + from.attention;
  if (from.attention == 0) {
    counted = std::find_if(attention.begin(), attention.end(), [&](const AttentionCounted& each) {
      return each.at >= last - kAttentionKept || each.cycle > last_cycle;
    });
  }
  auto cycle = cycles.begin() + from.cycles;
  const auto take_cycle = [&] {
    for (; counted != attention.end() && counted->cycle <= cycle->number; ++counted) take(*counted);
    take(*cycle++);
  };
  auto entry = journal.begin() + from.journal;
  for (auto row = rows.begin() + from.record; row != rows.end(); ++row) {
    for (; entry != journal.end() && after_seq_of(*entry) < row->seq; ++entry) take(event_of(*entry));
    while (cycle != cycles.end() && cycle->after_seq < row->seq) take_cycle();
    take(*row);
  }
  for (; entry != journal.end(); ++entry) take(event_of(*entry));
  while (cycle != cycles.end()) take_cycle();
  for (; counted != attention.end(); ++counted) take(*counted);
}

}  // namespace loam
