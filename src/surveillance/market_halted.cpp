#include "surveillance/market_halted.hpp"

#include <string>

namespace loam {

void MarketHalted::begin(const State& state) {
  for (const Biome biome : kAllBiomes) halts_[index_of(biome)] = state.exchange.market(biome).halts;
}

void MarketHalted::see(const Event& event, Time at, std::vector<Finding>& found) {
  const auto* change = std::get_if<MarketHaltsChange>(&event);
  if (change == nullptr) return;
  const MarketHalts before = std::exchange(halts_[index_of(change->biome)], change->halts);
  const bool by_band = change->halts.halted_until > at && change->halts.halted_until != before.halted_until;
  const bool by_word = change->halts.trading != before.trading && change->halts.trading != TradingState::open;
  if (!by_band && !by_word) return;

  Finding finding;
  finding.kind = AlertKind::market_halted;
  finding.severity = by_band ? Severity::critical : Severity::warning;
  finding.biome = change->biome;
  finding.from = by_band && change->halts.limit_since != Time{} ? change->halts.limit_since : at;
  finding.to = at;
  const std::string name(to_string(change->biome));
  finding.detail = by_band
                       ? "The price of " + name + " pressed against its band; trading rests until " +
                             to_rfc3339(change->halts.halted_until) + "."
                       : name + " is set to " + std::string(to_string(change->halts.trading)) + ": " + change->reason;
  found.push_back(std::move(finding));
}

}  // namespace loam
