#pragma once

#include <filesystem>

#include "bench/compare.d/report.hpp"

namespace loam::bench {

/// Puts this run's figures between the two marks of a Markdown page; throws std::runtime_error where it has none.
void write_document(const Figures& figures, const std::filesystem::path& page);

}  // namespace loam::bench
