#pragma once

#include <string>

#include "api/http/response.hpp"
#include "api/json/json_writer.hpp"
#include "engine/state.hpp"
#include "identity/user.hpp"
#include "ledger/transaction.hpp"

namespace loam {

/// Who the parties of a row are, looked up before it is written.
struct Parties {
  Uuid buyer;
  Uuid seller;
};
Parties parties_of(const Transaction& row, const Identity& identity);

/// The members of a transaction, into an open object.
/// @param viewer whose balance after stands in it (`balance_after_bdt`, `user_role`); none: not told
/// @param whole adds what the chain is hashed from, for operators and auditors
void write_transaction(JsonWriter& json, const Transaction& row, const Parties& parties, AccountNo viewer, bool whole);

}  // namespace loam
