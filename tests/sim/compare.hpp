#pragma once

#include "engine/state.hpp"
#include "sim/model.hpp"

namespace loam::sim {

/// Every balance, holding and market. Throws at the first difference.
void compare_money(const Model& model, const State& state);
/// That, and users, sessions that still live at `at`, API keys, payments and settings.
void compare_all(const Model& model, const State& state, Time at);

/// As stored: equal bytes are the same outcome.
bool same_outcome(const Outcome& a, const Outcome& b);
std::string words_of(const Outcome& outcome);

}  // namespace loam::sim
