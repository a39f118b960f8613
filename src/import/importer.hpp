#pragma once

#include "import/import_report.hpp"
#include "import/import_target.hpp"
#include "land/world.hpp"
#include "store/former_source.hpp"

namespace loam {

/// Brings a former world in: markets and map, then users with all that is theirs, then the rows of old, then the
/// listings that can go on. What is here already stays as it is, so that an import can be run again, to go on or to
/// change nothing.
/// @param map that is made where there is none: at least so large, and larger where the lands there need it
Result<ImportReport, Fault> import_former_world(FormerSource& source, ImportTarget& target, const World& map);

}  // namespace loam
