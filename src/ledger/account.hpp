#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "money/money.hpp"

namespace loam {

/// The seven biomes. The order is stored and is the fixed order of every cycle.
enum class Biome : std::uint8_t { ocean = 0, beach = 1, plains = 2, forest = 3, desert = 4, mountain = 5, snow = 6 };
inline constexpr std::size_t kBiomes = 7;
inline constexpr std::array<Biome, kBiomes> kAllBiomes{Biome::ocean,  Biome::beach,    Biome::plains, Biome::forest,
                                                       Biome::desert, Biome::mountain, Biome::snow};

constexpr std::size_t index_of(Biome biome) { return static_cast<std::size_t>(biome); }
std::string_view to_string(Biome biome);
/// Lower or upper case.
std::optional<Biome> parse_biome(std::string_view text);

/// The number of an account: dense, in order of opening, never used again. 0 is no account. Stored.
struct AccountNo {
  std::uint32_t value = 0;

  constexpr auto operator<=>(const AccountNo&) const = default;
  [[nodiscard]] constexpr bool exists() const { return value != 0; }
};

inline constexpr AccountNo kNoAccount{0};
/// The world beyond: gateways, and the money that the markets start with. Its balance is minus the money supply.
inline constexpr AccountNo kOutside{1};
/// The operator's own account: grants and adjustments come from it and may take it below zero.
inline constexpr AccountNo kTreasury{2};
/// Where the fees of trades go.
inline constexpr AccountNo kPlatformFees{3};
/// The cash of one biome market.
constexpr AccountNo pool_of(Biome biome) { return {4U + static_cast<std::uint32_t>(biome)}; }
/// The first account of a user; the numbers below it belong to the house.
inline constexpr AccountNo kFirstUser{16};

constexpr bool is_user(AccountNo account) { return account >= kFirstUser; }
/// Only the house's own books may stand below zero.
constexpr bool may_be_negative(AccountNo account) { return account == kOutside || account == kTreasury; }

/// The name of a house account (`treasury`, `pool:ocean`); empty for users.
std::string_view house_name(AccountNo account);

/// What one account has, and where its rows are. `held` money is promised to a standing bid and cannot be spent.
struct Account {
  Money available;
  Money held;
  /// The newest row of the record that names this account as buyer or seller; 0 is none.
  std::int64_t last_seq = 0;
  /// How many rows of the record name this account.
  std::int64_t rows = 0;
  /// Platform fees that this account has borne: those of its sales and of its biome buys.
  Money fees_paid;

  [[nodiscard]] Money balance() const { return add_within(available, held); }
};

}  // namespace loam
