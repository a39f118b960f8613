#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/http/response.hpp"
#include "api/json/json_writer.hpp"
#include "engine/state.hpp"
#include "ledger/transaction.hpp"

namespace loam {

/// `null` for nil.
void write_id_or_null(JsonWriter& json, std::string_view name, const Uuid& id);
/// `null` for nothing.
void write_text_or_null(JsonWriter& json, std::string_view name, const std::string& text);

/// Who and what a row is about, looked up before it is written. None of it ever changes.
struct Parties {
  Uuid buyer;
  Uuid seller;
  Uuid listing{};             ///< that the sale came from
  std::vector<Uuid> lands{};  ///< all that changed hands
};
Parties parties_of(const Transaction& row, const State& state);

/// The members of a transaction, into an open object.
/// @param viewer whose balance after stands in it (`balance_after_bdt`, `user_role`); none: not told
/// @param whole adds what the chain is hashed from, for operators and auditors
void write_transaction(JsonWriter& json, const Transaction& row, const Parties& parties, AccountNo viewer, bool whole);

}  // namespace loam
