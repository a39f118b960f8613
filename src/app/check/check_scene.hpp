#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/check/check_patience.hpp"
#include "app/check/check_talk.hpp"
#include "money/money.hpp"

namespace loam {

/// A row of the record, as the answer to a deal or a party's audit trail tells it.
struct CheckRow {
  std::int64_t seq = 0;
  std::string type;
  std::string role;  ///< buyer or seller
  Money amount;
  Money fee;
  Money receives;  ///< the seller, after the fee
  Money balance_after;
  std::string shares;  ///< as it was written; empty where the row has none
  std::string hash;
};
/// The error says that an amount is missing.
Found<CheckRow> read_row(JsonValue row);

/// One of the two test accounts.
struct CheckParty {
  std::string username;
  std::string user_id;
  CheckTalk talk;
  Money opening;              ///< the balance before the first check
  std::int64_t last_seq = 0;  ///< its newest row before the first check
};

using Counters = std::map<std::string, double>;  ///< series as `name{labels}`

/// What the checks share. The land belongs to the seller at the beginning, and at the end of a run that passes.
struct CheckScene {
  CheckTalk overseer;  ///< the operator's key
  CheckTalk machine;   ///< a guest where /health and /metrics answer
  CheckParty seller;
  CheckParty buyer;
  std::string biome;
  std::string land_id;
  Money price;  ///< of the land
  CheckPatience& patience;
  Counters counters;             ///< before the first check
  std::vector<CheckRow> rows{};  ///< that the checks have made so far
};

/// What was seen where the check passes; its error is what was expected and seen instead.
using Finding = Found<std::string>;

Finding check_land_sale(CheckScene& scene);
Finding check_biome_trade(CheckScene& scene);
Finding check_both_at_once(CheckScene& scene);
Finding check_no_negative_balance(CheckScene& scene);
Finding check_audit_trail(CheckScene& scene);
Finding check_safeguards(CheckScene& scene);
Finding check_migrations(CheckScene& scene);
Finding check_metrics(CheckScene& scene);

/// `WHAT: expected EXPECTED, seen SEEN`
std::string differs(const std::string& what, const std::string& expected, const std::string& seen);

/// All that /metrics tells now.
Found<Counters> read_counters(CheckTalk& machine);

}  // namespace loam
