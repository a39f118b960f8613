#pragma once

#include "engine/state.hpp"
#include "sim/model.hpp"

namespace loam::sim {

/// Throws where they differ.
void expect(std::int64_t model, std::int64_t engine, const char* what, std::uint64_t number);
/// Every balance, holding, market and active listing, and what bids hold. Throws at the first difference.
void compare_money(const Model& model, const State& state);
/// That, and users, sessions that still live at `at`, API keys, payments, settings, and who owns what and listed it.
void compare_all(const Model& model, const State& state, Time at);

/// As stored: equal bytes are the same outcome.
bool same_outcome(const Outcome& a, const Outcome& b);
std::string words_of(const Outcome& outcome);

}  // namespace loam::sim
