#pragma once

#include "api/json/json_field.hpp"
#include "ledger/account.hpp"

namespace loam {

/// What a field that names a biome may say.
inline constexpr Word<Biome> kBiomeWords[] = {
    {"ocean", Biome::ocean},   {"beach", Biome::beach},       {"plains", Biome::plains}, {"forest", Biome::forest},
    {"desert", Biome::desert}, {"mountain", Biome::mountain}, {"snow", Biome::snow}};

}  // namespace loam
