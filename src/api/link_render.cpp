#include "api/link_render.hpp"

#include <algorithm>
#include <limits>

namespace loam {
namespace {

void write_trades(JsonWriter& json, std::string_view name, const PriceMove::Trades& trades) {
  json.key(name)
      .begin_object()
      .member("count", trades.count)
      .member("amount_bdt", trades.amount)
      .member("move_bdt", part_of_price(trades.move))
      .end_object();
}

}  // namespace

Price part_of_price(Int128 part) {
  using Limits = std::numeric_limits<std::int64_t>;
  return {static_cast<std::int64_t>(std::clamp<Int128>(part, Limits::min(), Limits::max()))};
}

void write_move(JsonWriter& json, const PriceMove& move) {
  json.member("price_before_bdt", move.before())
      .member("price_after_bdt", move.after())
      .member("move_bdt", Price{move.move()});
}

void write_parts(JsonWriter& json, const PriceMove& move) {
  const PriceMove::Cycles& cycles = move.cycles();
  json.key("redistributions")
      .begin_object()
      .member("cycles", cycles.count)
      .member("rises", cycles.rises)
      .member("rises_move_bdt", part_of_price(cycles.risen))
      .member("falls", cycles.falls)
      .member("falls_move_bdt", part_of_price(cycles.fallen))
      .member("attention_here_move_bdt", part_of_price(cycles.here))
      .member("attention_elsewhere_move_bdt", part_of_price(cycles.elsewhere))
      .member("earlier_attention_move_bdt", part_of_price(cycles.earlier))
      .member("move_bdt", part_of_price(cycles.move()))
      .end_object();
  json.key("trades").begin_object();
  write_trades(json, "buys", move.buys());
  write_trades(json, "sells", move.sells());
  json.end_object();
}

}  // namespace loam
