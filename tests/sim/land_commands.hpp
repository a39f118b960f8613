#pragma once

#include "engine/command.hpp"
#include "engine/event.hpp"
#include "sim/model.hpp"

namespace loam::sim {

/// What the commands of land and its marketplace come to in the model.
struct LandCommands {
  Model& model;
  Time at;

  Outcome operator()(const MakeWorld& command) const;
  Outcome operator()(const ClaimLand& command) const;
  Outcome operator()(const TransferLand& command) const;
  Outcome operator()(const OpenListing& command) const;
  Outcome operator()(const PlaceBid& command) const;
  Outcome operator()(const BuyListing& command) const;
  Outcome operator()(const CancelListing& command) const;
  Outcome operator()(const EndListings& command) const;

 private:
  [[nodiscard]] std::optional<Refusal> check_trader(AccountNo account) const;
  /// Whether an account may own `more` lands.
  [[nodiscard]] std::optional<Refusal> check_room(AccountNo account, std::size_t more) const;
  [[nodiscard]] std::optional<Refusal> check_running(ListingNo number) const;
  /// Whether the seller and the house can take it.
  [[nodiscard]] bool takes(AccountNo seller, std::int64_t price) const;
  void close(ModelListing& listing, ListingStatus status, std::int64_t sale) const;
  Outcome sell(ModelListing& listing, AccountNo buyer, std::int64_t price) const;
};

}  // namespace loam::sim
