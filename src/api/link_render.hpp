#pragma once

#include "api/json/json_writer.hpp"
#include "exchange/price_move.hpp"

namespace loam {

/// A part of a move as a price; what leaves 64 bits stays at the end of the range.
Price part_of_price(Int128 part);

/// `price_before_bdt, price_after_bdt, move_bdt`, into an open object.
void write_move(JsonWriter& json, const PriceMove& move);
/// `redistributions` and `trades`, into an open object: their moves sum to the whole.
void write_parts(JsonWriter& json, const PriceMove& move);

}  // namespace loam
