#pragma once

#include "import/import_report.hpp"
#include "import/import_target.hpp"
#include "import/market_openings.hpp"
#include "store/former_source.hpp"

namespace loam {

/// What of a user comes: made of a row of FormerSource::users, with what is left out or changed noted in the report.
/// @return nullopt where the id is no UUID
std::optional<ImportUser> read_former_user(const FormerValues& row, const State& state, const WorldOpening& opening,
                                           ImportReport& report);

/// Brings every user in who is not here: each whole, in one command.
Result<void, Fault> import_users(FormerSource& source, ImportTarget& target, const WorldOpening& opening,
                                 ImportReport& report);

/// Gives the user a name and an address that nobody has: names that differ in case alone are two users there, and one
/// here. Who came first keeps his.
void give_free_names(User& user, const Identity& identity, ImportReport& report);

}  // namespace loam
