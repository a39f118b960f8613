#pragma once

#include "api/api.hpp"
#include "store/store.hpp"

namespace loam {

enum class ExportFormat : std::uint8_t { csv, jsonl };

/// Streams every row of the filter, newest first, in constant memory.
http::Response export_response(Api& api, const RecordFilter& filter, ExportFormat format, AccountNo viewer, bool whole);

}  // namespace loam
