#pragma once

#include "import/import_report.hpp"
#include "import/import_target.hpp"
#include "import/market_openings.hpp"
#include "store/former_source.hpp"

namespace loam {

/// Opens those listings again that were active there, had no bid, and are what the rules here allow; the others have
/// ended with the world that they were in. No money stood behind a bid there, so none can stand here.
Result<void, Fault> import_listings(FormerSource& source, ImportTarget& target, const Shift& shift,
                                    ImportReport& report);

/// The terms of a row of FormerSource::active_listings here, or the word for why it is not opened again.
Result<ListingTerms, std::string> read_former_listing(const FormerValues& row, const State& state, const Shift& shift,
                                                      Time now);

/// One for each listing of a former world, for ever.
IdempotencyKey key_of_listing(std::string_view listing_id);

}  // namespace loam
