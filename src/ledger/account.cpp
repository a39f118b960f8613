#include "ledger/account.hpp"

#include <cctype>
#include <string>

namespace loam {
namespace {

constexpr std::array<std::string_view, kBiomes> kBiomeNames{"ocean",  "beach",    "plains", "forest",
                                                            "desert", "mountain", "snow"};
constexpr std::array<std::string_view, kFirstUser.value> kHouseNames{
    "",           "outside",     "treasury",    "platform_fees", "pool:ocean", "pool:beach",
    "pool:plains", "pool:forest", "pool:desert", "pool:mountain", "pool:snow",  "",
    "",           "",            "",            ""};

}  // namespace

std::string_view to_string(Biome biome) { return kBiomeNames[index_of(biome)]; }

std::optional<Biome> parse_biome(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const Biome biome : kAllBiomes) {
    if (lower == to_string(biome)) return biome;
  }
  return std::nullopt;
}

std::string_view house_name(AccountNo account) {
  return account.value < kHouseNames.size() ? kHouseNames[account.value] : std::string_view{};
}

}  // namespace loam
