#pragma once

#include <string>

#include "engine/import.hpp"

namespace loam::postgres {

// What is asked of a database of the former schema. Every value is asked for as text. Times are UTC: the session says
// so.

std::string former_markets();
std::string former_users();
std::string former_active_listings();
std::string former_facts();
/// @param unified whether transactions know of shares, from revision 009 on
std::string former_rows(ImportedTable table, bool unified);
std::string former_biome_transactions();

}  // namespace loam::postgres
