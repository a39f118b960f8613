#pragma once

#include <optional>

#include "engine/event.hpp"
#include "engine/settings.hpp"
#include "exchange/exchange.hpp"
#include "identity/identity.hpp"
#include "land/land_map.hpp"
#include "ledger/ledger.hpp"
#include "marketplace/marketplace.hpp"
#include "payments/payments.hpp"

namespace loam {

/// The whole economy at one moment. The engine has one, ahead of the store; the pipeline has one that is never ahead of
/// it, which clients read. Both change by `apply` alone, as does the state that a start rebuilds.
struct State {
  Ledger ledger;
  Identity identity;
  Exchange exchange;
  Payments payments;
  LandMap land;
  Marketplace marketplace;
  Settings settings;
  Digest cycle_hash{};  ///< of the last cycle on record
  Time now;             ///< of the last command; after a start, of the last event that is replayed
  /// In a replay that began with one, until its cycle has come: what the cycles before it moved, so far as rows show
  /// it.
  struct Resumed {
    Checkpoint at;
    Money carried;
  };
  std::optional<Resumed> resumed;

  void apply(const Event& event);

  /// Older than `established_after_hours`, and land, fees paid or an operator's word.
  [[nodiscard]] bool established(AccountNo account, Time at) const;
  /// Every law that can be recomputed: those of the rooms, that each pool's balance is its market's cash, and that what
  /// each account holds is what its leading bids come to.
  void check_invariants() const;
  [[nodiscard]] Digest digest() const { return digest(now); }
  /// As of a moment, not before `now`: a state rebuilt from the store compares with the live one at the same moment.
  [[nodiscard]] Digest digest(Time at) const;

 private:
  struct Applier;
};

/// What an order would come to now; changes nothing. `fill` is there also where only funds are short.
struct Quote {
  std::optional<Fill> fill;
  std::optional<Refusal> refusal;
  Money balance_after;
};
Quote quote(const State& state, const Order& order, Time at);

/// SHA-256(previous hash || canonical bytes of the cycle).
Digest chain_hash(const Digest& previous, const Cycle& cycle);

}  // namespace loam
