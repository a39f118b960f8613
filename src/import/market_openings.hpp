#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/settings.hpp"
#include "import/import_report.hpp"
#include "import/import_target.hpp"
#include "store/former_source.hpp"

namespace loam {

/// How far places are moved, so that the map there begins at 0, 0 here.
struct Shift {
  std::int64_t x = 0;
  std::int64_t y = 0;

  bool operator==(const Shift&) const = default;
};

/// What an import has decided once for a world. It stands in the reason of the rows that open the markets, so that a
/// second run goes on with the same.
struct OpeningNote {
  Price price;
  Shift shift;

  bool operator==(const OpeningNote&) const = default;
};
std::string to_string(const OpeningNote& note);
std::optional<OpeningNote> parse_opening_note(std::string_view reason);

/// A market of a former world.
struct FormerMarket {
  std::optional<Price> price;          ///< nullopt: none that could be traded at
  std::optional<std::int64_t> shares;  ///< of the market, whole
  Shares held;                         ///< by users
};

/// The treasury's float and its price: what the market had and users did not, from a whole share on; the settings'
/// first shares where users had all of it and more. The price that users saw, or the settings' where that was none.
/// @return nullopt where the market's cash leaves 64 bits
struct PlannedMarket {
  MarketOpening opening;
  Price price;
};
std::optional<PlannedMarket> plan_market(const FormerMarket& there, const Settings& settings);

/// The prices and the shift that a world has been opened with.
struct WorldOpening {
  std::array<Price, kBiomes> prices{};
  Shift shift;
};
/// Opens the markets, or takes up how they were opened; refuses a world whose markets an import has not made.
Result<WorldOpening, Fault> open_markets(FormerSource& source, ImportTarget& target, const FormerSource::Facts& facts,
                                         ImportReport& report);

}  // namespace loam
