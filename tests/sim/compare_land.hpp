#pragma once

#include "engine/state.hpp"
#include "sim/model.hpp"

namespace loam::sim {

/// What every account holds for its bids, and every active listing. Throws at the first difference.
void compare_auctions(const Model& model, const State& state);
/// Who owns what and has listed it, and all listings that there ever were.
void compare_lands(const Model& model, const State& state);

}  // namespace loam::sim
