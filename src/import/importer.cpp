#include "import/importer.hpp"

#include <algorithm>
#include <utility>

#include "import/listing_import.hpp"
#include "import/market_openings.hpp"
#include "import/row_import.hpp"
#include "import/user_import.hpp"

namespace loam {
namespace {

/// So many cells that the last place there is on the map; at most what a map may have.
std::uint32_t side_for(std::int64_t last, std::int64_t shift, std::uint32_t least, std::uint64_t most) {
  const auto needed = static_cast<std::uint64_t>(std::max<std::int64_t>(last + shift + 1, 0));
  return static_cast<std::uint32_t>(
      std::min(std::max<std::uint64_t>(needed, least), std::max<std::uint64_t>(most, least)));
}

Result<void, Fault> make_map(ImportTarget& target, const FormerSource::Facts& facts, const Shift& shift,
                             const World& map) {
  if (target.state().land.made()) return {};
  MakeWorld command;
  command.world.seed = map.seed;
  command.world.width = side_for(facts.max_x, shift.x, map.width, kMaxWorldSide);
  const std::uint64_t room = std::min<std::uint64_t>(kMaxWorldSide, kMaxLands / command.world.width);
  command.world.height = side_for(facts.max_y, shift.y, map.height, room);
  const auto reply = target.apply(std::move(command));
  if (!reply) return Unexpected{reply.error()};
  if (!reply->outcome) {
    return Unexpected{Fault{"the map cannot be made: " + std::string(to_string(reply->outcome.error().code))}};
  }
  return {};
}

void note_facts(const FormerSource::Facts& facts, const Shift& shift, ImportReport& report) {
  report.lands_there = facts.lands;
  report.lands_of_nobody = facts.lands_of_nobody;
  report.lands_above = facts.lands_above;
  report.lands_listed_twice = facts.lands_listed_twice;
  report.moved_x = shift.x;
  report.moved_y = shift.y;
  report.fees_there = facts.fees_bdt;
}

Money cash_of(const State& state) {
  Money sum;
  for (const Biome biome : kAllBiomes) sum = add_within(sum, state.exchange.market(biome).cash);
  return sum;
}

}  // namespace

Result<ImportReport, Fault> import_former_world(FormerSource& source, ImportTarget& target, const World& map) {
  ImportReport report;
  report.revision = source.revision();
  report.dry_run = target.dry_run();
  const auto facts = source.facts();
  if (!facts) return Unexpected{facts.error()};
  const auto opening = open_markets(source, target, *facts, report);
  if (!opening) return Unexpected{opening.error()};
  note_facts(*facts, opening->shift, report);
  if (const auto done = make_map(target, *facts, opening->shift, map); !done) return Unexpected{done.error()};
  const Money before = cash_of(target.state());
  if (const auto done = import_users(source, target, *opening, report); !done) return Unexpected{done.error()};
  report.backing = sub_within(cash_of(target.state()), before);
  if (const auto done = import_rows(source, target, report); !done) return Unexpected{done.error()};
  if (const auto done = import_listings(source, target, opening->shift, report); !done) {
    return Unexpected{done.error()};
  }
  if (const auto done = target.commit(); !done) return Unexpected{done.error()};
  return report;
}

}  // namespace loam
