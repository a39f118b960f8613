#include "ledger/account.hpp"

#include <algorithm>

namespace loam {
namespace {

constexpr std::array<std::string_view, kBiomes> kBiomeNames{"ocean",  "beach",    "plains", "forest",
                                                            "desert", "mountain", "snow"};
constexpr std::array<std::string_view, kFirstUser.value> kHouseNames{"",
                                                                     "outside",
                                                                     "treasury",
                                                                     "platform_fees",
                                                                     "pool:ocean",
                                                                     "pool:beach",
                                                                     "pool:plains",
                                                                     "pool:forest",
                                                                     "pool:desert",
                                                                     "pool:mountain",
                                                                     "pool:snow",
                                                                     "",
                                                                     "",
                                                                     "",
                                                                     "",
                                                                     ""};

/// In ASCII alone: what a name means must not hang on a locale.
bool same_letter(char given, char lower) {
  return given == lower || (given >= 'A' && given <= 'Z' && given - 'A' + 'a' == lower);
}

}  // namespace

std::string_view to_string(Biome biome) { return kBiomeNames[index_of(biome)]; }

std::optional<Biome> parse_biome(std::string_view text) {
  for (const Biome biome : kAllBiomes) {
    const std::string_view name = to_string(biome);
    if (std::equal(text.begin(), text.end(), name.begin(), name.end(), same_letter)) return biome;
  }
  return std::nullopt;
}

std::string_view house_name(AccountNo account) {
  return account.value < kHouseNames.size() ? kHouseNames[account.value] : std::string_view{};
}

}  // namespace loam
