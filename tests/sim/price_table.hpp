#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "sim/market_model.hpp"

namespace loam::sim {

/// A table by price once more, from how it is written alone: price in paisa -> value from there on.
using PriceTable = std::map<std::int64_t, std::int64_t>;

/// What a text says as increments of bids, steps in paisa; nullopt where it is none, or another spelling of one.
std::optional<PriceTable> increments_of(const std::string& text);
/// What it says as tiers of fees, in parts per million; `none` is a table without rows.
std::optional<PriceTable> fee_tiers_of(const std::string& text);

std::int64_t increment_at(const PriceTable& increments, std::int64_t price);
/// Of every whole paisa the rate of its tier, all added and rounded up. @param flat where there are no tiers
std::int64_t land_fee_of(const PriceTable& tiers, std::int64_t flat, std::int64_t amount);

}  // namespace loam::sim
