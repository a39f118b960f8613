#include <utility>

#include "engine/deciders.hpp"
#include "marketplace/land_price.hpp"

namespace loam {

std::optional<Refusal> Decider::check_trader(AccountNo account) const {
  if (!state.settings.is_on(SettingId::enable_land_trading)) return Refusal{RefusalCode::land_trading_disabled};
  if (state.identity.user(account) == nullptr) return Refusal{RefusalCode::user_unknown};
  return std::nullopt;
}

std::optional<Refusal> Decider::check_room(AccountNo owner, std::size_t more) const {
  const std::int64_t most = state.settings.value(SettingId::max_lands_per_owner);
  const auto after = static_cast<std::int64_t>(state.land.count_of(owner) + more);
  if (after > most) return Refusal{RefusalCode::too_many_lands, most, after};
  return std::nullopt;
}

Outcome Decider::operator()(const MakeWorld& command) {
  if (state.land.made()) return Unexpected{Refusal{RefusalCode::world_exists}};
  if (!within_limits(command.world)) return Unexpected{Refusal{RefusalCode::world_size_out_of_range}};
  World world = command.world;
  world.made_at = at;
  happen(world);
  return Answer{Done{}};
}

Outcome Decider::operator()(const ClaimLand& command) {
  if (const auto refusal = check_trader(command.account)) return Unexpected{*refusal};
  if (!state.land.has(command.land)) return Unexpected{Refusal{RefusalCode::land_unknown, 0, command.land.value}};
  if (state.land.owner(command.land).exists()) {
    return Unexpected{Refusal{RefusalCode::land_taken, 0, command.land.value}};
  }
  if (const auto refusal = check_room(command.account, 1)) return Unexpected{*refusal};
  Transaction draft;
  draft.type = TransactionType::fixed_price;
  draft.buyer = command.account;
  draft.amount = land_price(state.land.biome(command.land), state.land.elevation(command.land),
                            state.settings.marketplace_rules());
  draft.lands = {command.land};
  auto row = prepare(std::move(draft));
  if (!row) return Unexpected{row.error()};

  const std::int64_t seq = row->seq;
  happen(std::move(row).value());
  return Answer{RowAnswer{seq}};
}

Outcome Decider::operator()(const TransferLand& command) {
  if (const auto refusal = check_trader(command.account)) return Unexpected{*refusal};
  if (state.identity.user(command.to) == nullptr) return Unexpected{Refusal{RefusalCode::user_unknown}};
  const std::int64_t land = command.land.value;
  if (!state.land.has(command.land)) return Unexpected{Refusal{RefusalCode::land_unknown, 0, land}};
  if (state.land.owner(command.land) != command.account) return Unexpected{Refusal{RefusalCode::not_owner, 0, land}};
  if (command.to == command.account) return Unexpected{Refusal{RefusalCode::own_land, 0, land}};
  const ListingNo listing = state.marketplace.listed_in(command.land);
  if (listing.exists()) return Unexpected{Refusal{RefusalCode::land_listed, listing.value, land}};
  if (const auto refusal = check_room(command.to, 1)) return Unexpected{*refusal};
  Transaction draft;
  draft.type = TransactionType::transfer;
  draft.buyer = command.to;
  draft.seller = command.account;
  draft.lands = {command.land};
  auto row = prepare(std::move(draft));
  if (!row) return Unexpected{row.error()};

  const std::int64_t seq = row->seq;
  happen(std::move(row).value());
  return Answer{RowAnswer{seq}};
}

}  // namespace loam
