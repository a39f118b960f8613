#pragma once

#include <memory>

#include "store/store.hpp"

namespace loam {

/// Keeps everything in memory: for simulations, and as the plain model of the contract. Readers see commits at once.
std::unique_ptr<Store> make_memory_store();

}  // namespace loam
