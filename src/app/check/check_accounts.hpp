#pragma once

#include <string>

#include "app/check/check_scene.hpp"

namespace loam {

// The two test accounts: opened once by the operator's key, hidden from leaderboards, used again by each run.

/// Signs the account in. The error of a key or a password that is no good names the variable that it came from.
Found<CheckParty> enter(CheckTalk& overseer, const std::string& username, const std::string& password,
                        CheckPatience& patience);

/// Gives the account money by an adjustment of the operator's, where it has less than `need`: twice as much, so that
/// the next runs need none.
Found<void> fund(CheckTalk& overseer, CheckParty& party, Money need);

/// Withdraws listings that a run has left open which did not come to its end.
Found<void> withdraw_listings(CheckParty& party);

/// Notes balance and newest row.
Found<void> note_opening(CheckParty& party);

/// Ends the session.
void leave(CheckParty& party);

}  // namespace loam
