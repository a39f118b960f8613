#include "api/report_render.hpp"

#include "api/json/json_writer.hpp"

namespace loam {
namespace {

/// What players traded; not what came into the world, nor what the house gave.
bool is_volume(TransactionType type) {
  return source_of(type) != TransactionSource::wallet && type != TransactionType::market_seed;
}

TypeTotal total_of(const std::vector<TypeTotal>& totals, TransactionType type) {
  for (const TypeTotal& total : totals) {
    if (total.type == type) return total;
  }
  TypeTotal none;
  none.type = type;
  return none;
}

void write_revenue(JsonWriter& json, const std::vector<TypeTotal>& totals) {
  Money sum;
  for (const TypeTotal& total : totals) sum = add_within(sum, total.platform_fees);
  json.key("revenue").begin_object().member("total_bdt", sum).key("by_type").begin_array();
  for (const TypeTotal& total : totals) {
    if (total.platform_fees == Money::zero()) continue;
    json.begin_object()
        .member("transaction_type", to_string(total.type))
        .member("platform_fees_bdt", total.platform_fees)
        .end_object();
  }
  json.end_array().end_object();
}

void write_volumes(JsonWriter& json, const std::vector<TypeTotal>& totals) {
  json.key("volumes").begin_array();
  for (const TypeTotal& total : totals) {
    if (!is_volume(total.type)) continue;
    json.begin_object()
        .member("transaction_type", to_string(total.type))
        .member("count", total.rows)
        .member("amount_bdt", total.amount)
        .end_object();
  }
  json.end_array();
}

void write_biomes(JsonWriter& json, const std::vector<TradeVolume>& volumes) {
  json.key("biome_trades").begin_array();
  for (const TradeVolume& volume : volumes) {
    if (!volume.biome) continue;
    json.begin_object()
        .member("biome", to_string(*volume.biome))
        .member("volume_bdt", volume.amount)
        .member("platform_fees_bdt", volume.fees)
        .member("trades", volume.trades)
        .member("traders", volume.traders)
        .end_object();
  }
  json.end_array();
}

/// What came into the world, or was given and corrected by the house.
void write_wallet(JsonWriter& json, const std::vector<TypeTotal>& totals) {
  const TypeTotal topups = total_of(totals, TransactionType::topup);
  json.key("topups")
      .begin_object()
      .member("count", topups.rows)
      .member("amount_bdt", topups.amount)
      .member("gateway_fees_bdt", topups.gateway_fees)
      .end_object();
  for (const auto& [name, type] :
       {std::pair{"grants", TransactionType::grant}, std::pair{"adjustments", TransactionType::adjustment},
        std::pair{"market_seeds", TransactionType::market_seed}}) {
    const TypeTotal total = total_of(totals, type);
    json.key(name).begin_object().member("count", total.rows).member("amount_bdt", total.amount).end_object();
  }
}

}  // namespace

std::string report_body(const ReportPeriod& period, const std::vector<TypeTotal>& totals,
                        const std::vector<TradeVolume>& volumes, Money supply) {
  const Money came_in = add_within(total_of(totals, TransactionType::topup).amount,
                                   total_of(totals, TransactionType::market_seed).amount);
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("report", period.name)
      .member("from", period.from)
      .member("to", period.to)
      .member("complete", period.complete)
      .member("currency", "BDT");
  write_revenue(json, totals);
  write_volumes(json, totals);
  write_biomes(json, volumes);
  write_wallet(json, totals);
  json.key("money_supply").begin_object().member("now_bdt", supply).member("change_bdt", came_in).end_object();
  json.end_object();
  return text;
}

}  // namespace loam
