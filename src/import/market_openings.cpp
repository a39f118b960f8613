#include "import/market_openings.hpp"

#include <algorithm>
#include <utility>

#include "import/former_numbers.hpp"

namespace loam {
namespace {

constexpr std::string_view kPriceWord = "import: price ";
constexpr std::string_view kMovedWord = ", moved ";
constexpr Shares kLeastFloat = Shares::whole(1);  // of less, a few sales would leave a market of nothing

/// columns of FormerSource::markets
std::optional<std::pair<Biome, FormerMarket>> read_market(const FormerValues& row, ImportReport& report) {
  const auto biome = parse_biome(row[0].value_or(""));
  if (!biome) return std::nullopt;
  FormerMarket market;
  const auto price = parse_rounded(row[1].value_or(""), kPriceDecimals);
  if (price && price->units > 0) market.price = Price{price->units};
  market.shares = parse_whole(row[3].value_or(""));
  market.held = {parse_whole(row[4].value_or("0")).value_or(0)};
  MarketReport& told = report.markets[index_of(*biome)];
  told.known = true;
  told.price_there = row[1].value_or("none");
  told.cash_there = row[2].value_or("none");
  told.shares_there = row[3].value_or("none");
  told.held_there = market.held;
  return std::pair(*biome, market);
}

Result<std::array<FormerMarket, kBiomes>, Fault> read_markets(FormerSource& source, ImportReport& report) {
  auto rows = source.markets();
  if (!rows) return Unexpected{rows.error()};
  std::array<FormerMarket, kBiomes> markets;
  FormerValues values;
  for (;;) {
    const auto more = (*rows)->next(values);
    if (!more) return Unexpected{more.error()};
    if (!*more) return markets;
    if (const auto market = read_market(values, report)) markets[index_of(market->first)] = market->second;
  }
}

Result<WorldOpening, Fault> resume(ImportTarget& target, ImportReport& report) {
  WorldOpening opening;
  for (const Biome biome : kAllBiomes) {
    const auto row = target.row(static_cast<std::int64_t>(index_of(biome)) + 1);
    if (!row) return Unexpected{row.error()};
    const auto note = *row ? parse_opening_note((*row)->reason) : std::nullopt;
    if (!note || (*row)->biome != biome) {
      return Unexpected{Fault{"this world has begun already, and not by an import: an import makes its world itself"}};
    }
    opening.prices[index_of(biome)] = note->price;
    opening.shift = note->shift;
    report.markets[index_of(biome)].float_here = (*row)->shares;
  }
  return opening;
}

}  // namespace

std::string to_string(const OpeningNote& note) {
  return std::string(kPriceWord) + to_string(note.price) + std::string(kMovedWord) + std::to_string(note.shift.x) +
         " " + std::to_string(note.shift.y);
}

std::optional<OpeningNote> parse_opening_note(std::string_view reason) {
  if (!reason.starts_with(kPriceWord)) return std::nullopt;
  reason.remove_prefix(kPriceWord.size());
  const std::size_t moved = reason.find(kMovedWord);
  if (moved == std::string_view::npos) return std::nullopt;
  const auto price = parse_decimal(reason.substr(0, moved), kPriceDecimals).units;
  reason.remove_prefix(moved + kMovedWord.size());
  const std::size_t space = std::min(reason.find(' '), reason.size());
  const auto x = parse_whole(reason.substr(0, space));
  const auto y = parse_whole(reason.substr(std::min(space + 1, reason.size())));
  if (!price || !x || !y) return std::nullopt;
  return OpeningNote{{*price}, {*x, *y}};
}

std::optional<PlannedMarket> plan_market(const FormerMarket& there, const Settings& settings) {
  const Money first_cash = settings.money(SettingId::biome_initial_cash_bdt);
  const Shares first_shares = Shares::whole(settings.value(SettingId::biome_initial_shares));
  PlannedMarket market;
  market.price = there.price ? *there.price : std::max(price_of(first_cash, first_shares).value_or(Price{}), Price{1});
  constexpr std::int64_t kMicro = 1'000'000;
  const std::int64_t most = INT64_MAX / kMicro;
  const std::int64_t shares = std::clamp<std::int64_t>(there.shares.value_or(0), 0, most);
  const auto rest = checked_sub(Shares::whole(shares), there.held);
  market.opening.shares = rest && *rest >= kLeastFloat ? *rest : first_shares;
  const auto cash = MarketOpening::cash_for(market.opening.shares, market.price);
  if (!cash) return std::nullopt;
  market.opening.cash = *cash;
  return market;
}

Result<WorldOpening, Fault> open_markets(FormerSource& source, ImportTarget& target, const FormerSource::Facts& facts,
                                         ImportReport& report) {
  const auto there = read_markets(source, report);
  if (!there) return Unexpected{there.error()};
  if (target.state().ledger.last_seq() > 0) return resume(target, report);

  WorldOpening opening;
  opening.shift = {-std::min<std::int64_t>(facts.min_x, 0), -std::min<std::int64_t>(facts.min_y, 0)};
  SeedMarkets command{std::array<MarketOpening, kBiomes>{}};
  for (const Biome biome : kAllBiomes) {
    const std::size_t i = index_of(biome);
    auto market = plan_market((*there)[i], target.state().settings);
    if (!market) {
      return Unexpected{Fault{"the market of " + std::string(to_string(biome)) +
                              " cannot be opened: its price times its shares leaves 64 bits"}};
    }
    market->opening.reason = to_string(OpeningNote{market->price, opening.shift});
    opening.prices[i] = market->price;
    report.markets[i].float_here = market->opening.shares;
    (*command.openings)[i] = std::move(market->opening);
  }
  const auto reply = target.apply(std::move(command));
  if (!reply) return Unexpected{reply.error()};
  if (!reply->outcome) {
    return Unexpected{Fault{"the markets cannot be opened: " + std::string(to_string(reply->outcome.error().code))}};
  }
  const auto noted =
      target.apply(LogAccess{"import.begin", "virtual-world", "revision " + std::to_string(source.revision())});
  if (!noted) return Unexpected{noted.error()};
  return opening;
}

}  // namespace loam
