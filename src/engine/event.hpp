#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "engine/command.hpp"
#include "exchange/checkpoint.hpp"
#include "land/world.hpp"
#include "ledger/transaction.hpp"
#include "marketplace/listing.hpp"

namespace loam {

// What a command came to. Small and storable: an answer is given again, years later, from it and the record.

struct Done {
  bool operator==(const Done&) const = default;
};
/// The row of the record that the command made.
struct RowAnswer {
  std::int64_t seq = 0;
  bool operator==(const RowAnswer&) const = default;
};
/// The user, session, API key, payment or listing that the command made or changed.
struct IdAnswer {
  Uuid id;
  bool operator==(const IdAnswer&) const = default;
};
struct AttentionAnswer {
  bool established = false;
  std::array<std::int64_t, kBiomes> counted_us{};
  std::int64_t dropped_us = 0;
  bool operator==(const AttentionAnswer&) const = default;
};
/// What a bid came to at its moment.
struct BidAnswer {
  Uuid bid;
  ListingNo listing;
  Money amount;
  Money max;
  Money price;  ///< of the auction, after it
  bool leads = false;
  bool reserve_met = false;
  Time ends_at;
  std::int32_t number = 0;  ///< of the listing's bids
  bool operator==(const BidAnswer&) const = default;
};
using Answer = std::variant<Done, RowAnswer, IdAnswer, AttentionAnswer, BidAnswer>;
using Outcome = Result<Answer, Refusal>;

/// Canonical bytes of an outcome, as stored with its key; nullopt for bytes that are none.
std::vector<std::uint8_t> encode(const Outcome& outcome);
std::optional<Outcome> decode_outcome(std::span<const std::uint8_t> bytes);

/// The outcome of a command that had a key. Kept as long as the record.
struct KeyedOutcome {
  std::int64_t id = 0;  ///< from 1, in commit order
  IdempotencyKey key;
  Outcome outcome = Answer{Done{}};
};

struct AttentionCounted {
  AttentionCount count;
  Time at;
  std::int64_t cycle = 0;  ///< the cycle it counts in: the next that closes
};

/// What an operator did, or read of others.
struct AuditEntry {
  Time at;
  AccountNo account;  ///< none for API keys and the command line
  std::string actor;
  std::string action;  ///< `settings.patch`, `balance.adjust`, …
  std::string target;
  std::string detail;
};

/// Everything that is ever stored, and all that state is made of: a fact with its values after it. Only a Checkpoint
/// has none: a replay begins with it where cycles are on record no more, and takes what they moved from what follows.
using Event = std::variant<Transaction, KeyedOutcome, Cycle, AttentionCounted, MarketHaltsChange, SafeguardEvent, User,
                           Session, ApiKey, SettingChange, Payment, PaymentEvent, AuditEntry, World, ListingOpened, Bid,
                           ListingClosed, ImportedRow, Checkpoint>;

}  // namespace loam
