#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "ledger/account.hpp"
#include "ledger/refusal.hpp"
#include "ledger/transaction.hpp"

namespace loam {

/// Every balance, and the head of the record. The only place where a balance changes.
///
/// Invariants:
///  1. The sum over all accounts is zero.
///  2. No account but `outside` and `treasury` is below zero, held money never.
///  3. `held_total` is the sum of what all accounts hold.
///  4. `last_seq` counts the rows applied; `last_hash` is the hash of the last of them.
class Ledger {
 public:
  Ledger();

  /// Opens the next user account; refuses too_many_accounts at kMaxAccounts.
  [[nodiscard]] AccountNo next_account() const { return {static_cast<std::uint32_t>(accounts_.size())}; }
  void open(AccountNo account);

  [[nodiscard]] bool has(AccountNo account) const { return account.value < accounts_.size() && account.exists(); }
  [[nodiscard]] const Account& account(AccountNo account) const;
  [[nodiscard]] std::size_t size() const { return accounts_.size(); }
  [[nodiscard]] std::int64_t last_seq() const { return last_seq_; }
  [[nodiscard]] const Digest& last_hash() const { return last_hash_; }

  /// Refuses insufficient_funds (limit: available, value: needed) and amount_overflows; otherwise completes the draft:
  /// sequence, balances after, chain of each account and, last, the hash. Changes nothing in the ledger.
  Result<Transaction, Refusal> prepare(Transaction draft, const Uuid& buyer_id, const Uuid& seller_id) const;

  /// Applies a prepared or stored row. Stops the process where the row does not follow from the state.
  void apply(const Transaction& row);

  /// Promises money of a user to a bid: it stays his and cannot be spent. He has it available.
  void hold(AccountNo account, Money amount);
  /// Ends such a promise.
  void release(AccountNo account, Money amount);
  [[nodiscard]] Money held_total() const { return held_total_; }

  /// Moves cash between the pools of the markets; the moves sum to zero and leave no pool below zero.
  void redistribute(std::span<const Money, kBiomes> moves);
  /// One pool's part of redistributions that are on record no more. Whoever calls it sees to it that all parts together
  /// sum to zero; leaves no pool below zero.
  void carry(Biome biome, Money move);

  /// Recomputed from every account: zero, always.
  [[nodiscard]] Int128 sum() const;
  /// Recomputes invariants 1 to 3.
  void check_invariants() const;
  void digest(ByteWriter& out) const;

 private:
  std::vector<Account> accounts_;  // by number
  Money held_total_;
  std::int64_t last_seq_ = 0;
  Digest last_hash_{};
};

/// A named bound of memory: 96 bytes an account and engine.
inline constexpr std::uint32_t kMaxAccounts = 20'000'000;

}  // namespace loam
