#pragma once

#include "import/import_report.hpp"
#include "import/import_target.hpp"
#include "store/former_source.hpp"

namespace loam {

/// Keeps every row of the former tables that is not here, as it stood there. Rows of users who are not here are left
/// out: nothing of theirs came.
Result<void, Fault> import_rows(FormerSource& source, ImportTarget& target, ImportReport& report);

}  // namespace loam
