#pragma once

#include <vector>

#include "engine/command.hpp"
#include "engine/event.hpp"
#include "engine/state.hpp"

namespace loam {

/// Runs one command: first every refusal, then `happen` for each fact. One overload a command.
struct Decider {
  State& state;
  Time at;
  const Actor& actor;
  std::vector<Event>& events;

  Outcome operator()(const SeedMarkets& command);
  Outcome operator()(const RegisterUser& command);
  Outcome operator()(const ChangeUser& command);
  Outcome operator()(const OpenSession& command);
  Outcome operator()(const RotateSession& command);
  Outcome operator()(const CloseSession& command);
  Outcome operator()(const CreateApiKey& command);
  Outcome operator()(const RevokeApiKey& command);
  Outcome operator()(const PlaceOrder& command);
  Outcome operator()(const TrackAttention& command);
  Outcome operator()(const AdjustBalance& command);
  Outcome operator()(const SetTrading& command);
  Outcome operator()(const InitiatePayment& command);
  Outcome operator()(const SettlePayment& command);
  Outcome operator()(const NotePaymentEvent& command);
  Outcome operator()(const PatchSettings& command);
  Outcome operator()(const LogAccess& command);
  Outcome operator()(const CloseCycle& command);
  Outcome operator()(const MakeWorld& command);
  Outcome operator()(const ClaimLand& command);
  Outcome operator()(const TransferLand& command);
  Outcome operator()(const OpenListing& command);
  Outcome operator()(const PlaceBid& command);
  Outcome operator()(const BuyListing& command);
  Outcome operator()(const CancelListing& command);
  Outcome operator()(const EndListings& command);
  Outcome operator()(const ImportUser& command);
  Outcome operator()(const ImportRows& command);

 private:
  /// Changes the state and hands the fact to the store.
  void happen(Event event);
  /// An entry for the audit log on this actor's word.
  void log(std::string action, std::string target, std::string detail);
  /// Prepares a row against the ledger with the ids of its parties.
  Result<Transaction, Refusal> prepare(Transaction draft) const;
  /// A row for a safeguard that refused an order.
  void note_refusal(const Order& order, const Refusal& refusal);
  void expire_payments();
  /// Refuses land_trading_disabled and user_unknown.
  [[nodiscard]] std::optional<Refusal> check_trader(AccountNo account) const;
  /// Refuses too_many_lands.
  [[nodiscard]] std::optional<Refusal> check_room(AccountNo owner, std::size_t more) const;
  void close_listing(ListingNo listing, ListingStatus status, std::int64_t sale_seq);
  /// Closes the listing and pays: the seller's part, the fee, what the leader's hold leaves. Funds are there.
  std::int64_t sell(ListingNo listing, TransactionType type, AccountNo buyer, Money price);
  /// As ImportUser refuses; the three parts of it.
  [[nodiscard]] std::optional<Refusal> check_imported_account(const ImportUser& command) const;
  [[nodiscard]] std::optional<Refusal> check_imported_holdings(const ImportUser& command) const;
  [[nodiscard]] std::optional<Refusal> check_imported_lands(const ImportUser& command) const;
  /// The cash that comes with the shares. Requires a market that is open; nullopt where it leaves 64 bits.
  [[nodiscard]] std::optional<Money> backing_of(const ImportedHolding& holding) const;
  /// Whether the seller's and the house's accounts can take the proceeds.
  [[nodiscard]] bool can_be_paid(AccountNo seller, Money price, Money fee) const;
};

}  // namespace loam
