#include "api/safeguard_render.hpp"

#include <string_view>

namespace loam {
namespace {

/// The limit and the value are of one kind, and so of one unit.
void write_measure(JsonWriter& json, SafeguardKind kind, std::string_view name, std::int64_t units) {
  json.key(name);
  switch (kind) {
    case SafeguardKind::price_move:
    case SafeguardKind::price_band:
    case SafeguardKind::order_size:
    case SafeguardKind::order_rate: json.value(Money{units}); return;
    case SafeguardKind::band_halt: json.value(Price{units}); return;
    case SafeguardKind::trading_halt: units == 0 ? json.value(nullptr) : json.value(Time{units}); return;
    case SafeguardKind::attention_cap: json.decimal(units, 6); return;
  }
}

std::string_view unit_of(SafeguardKind kind) {
  switch (kind) {
    case SafeguardKind::price_move:
    case SafeguardKind::price_band:
    case SafeguardKind::order_size:
    case SafeguardKind::order_rate: return "BDT";
    case SafeguardKind::band_halt: return "BDT/share";
    case SafeguardKind::trading_halt: return "time";
    case SafeguardKind::attention_cap: return "user-seconds";
  }
  return "unknown";
}

}  // namespace

void write_safeguard(JsonWriter& json, const SafeguardEvent& event) {
  json.member("at", event.at).member("safeguard", to_string(event.kind)).key("biome");
  event.biome ? json.value(to_string(*event.biome)) : json.value(nullptr);
  json.member("unit", unit_of(event.kind));
  write_measure(json, event.kind, "limit", event.limit);
  write_measure(json, event.kind, "value", event.value);
  json.key("order");
  event.order.empty() ? json.value(nullptr) : json.value(event.order);
}

}  // namespace loam
