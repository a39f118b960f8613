#include "engine/engine.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "engine/deciders.hpp"

namespace loam {
namespace {

bool moved_money(const Event& event) {
  return std::holds_alternative<Transaction>(event) || std::holds_alternative<Cycle>(event) ||
         std::holds_alternative<Bid>(event) || std::holds_alternative<ListingClosed>(event);
}

/// The laws that can be checked in constant time after every command; the whole proof runs at start and on demand.
void check_after(const State& state) {
  for (const Biome biome : kAllBiomes) {
    LOAM_CHECK(state.ledger.account(pool_of(biome)).balance() == state.exchange.market(biome).cash);
  }
  LOAM_CHECK(state.ledger.held_total() == state.marketplace.held());
}

}  // namespace

std::size_t Engine::KeyHash::operator()(const std::array<std::uint8_t, 16>& key) const {
  std::size_t hash = 0;
  std::memcpy(&hash, key.data(), sizeof hash);
  return hash;
}

void Engine::replay(const Event& event) {
  state_.apply(event);
  if (const auto* keyed = std::get_if<KeyedOutcome>(&event)) {
    LOAM_CHECK(keyed->id > last_outcome_);
    keys_[keyed->key.key] = {keyed->key.request, keyed->id};
    last_outcome_ = keyed->id;
  }
}

Reply Engine::again(const KnownKey& known, const IdempotencyKey& key) {
  Reply again;
  if (known.request == key.request) {
    again.replayed = known.outcome;
  } else {
    again.outcome = Unexpected{Refusal{RefusalCode::idempotency_key_reused}};
  }
  return again;
}

Reply Engine::apply(const Command& command, Time at, std::vector<Event>& events) {
  LOAM_CHECK(at >= state_.now);
  KnownKey* key = nullptr;  // one look into millions of keys, not two: deciding makes no other
  if (command.key) {
    const auto [known, is_new] = keys_.try_emplace(command.key->key);
    if (!is_new) return again(known->second, *command.key);
    key = &known->second;
  }

  state_.now = at;
  const std::size_t first = events.size();
  Decider decider{state_, at, command.actor, events};
  Reply reply;
  reply.outcome = std::visit(decider, command.body);
  const std::span<const Event> made = std::span(events).subspan(first);
  if (std::any_of(made.begin(), made.end(), moved_money)) check_after(state_);
  if (reply.outcome && std::holds_alternative<RowAnswer>(*reply.outcome)) {
    const auto seq = std::get<RowAnswer>(*reply.outcome).seq;
    for (const Event& event : made) {
      const auto* row = std::get_if<Transaction>(&event);
      if (row != nullptr && row->seq == seq) reply.row = *row;
    }
  }
  if (key != nullptr) {
    *key = {command.key->request, ++last_outcome_};
    events.emplace_back(KeyedOutcome{last_outcome_, *command.key, reply.outcome});
  }
  return reply;
}

}  // namespace loam
