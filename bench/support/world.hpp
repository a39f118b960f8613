#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/uuid.hpp"
#include "bench/support/orders.hpp"
#include "engine/engine.hpp"
#include "engine/settings.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

namespace loam::bench {

// Money enough that no order is refused: what is measured is the work, not the rules' answers.
inline constexpr const char* kGrantBdtText = "1000000";
inline constexpr const char* kMarketCashBdtText = "1000000000";
inline constexpr const char* kMarketSharesText = "10000000";

Settings rich_settings();

/// Opened as the server does.
std::unique_ptr<Store> open_store(const Database& database);
/// The file of `loam serve --data DIRECTORY`.
std::unique_ptr<Store> open_store(const std::filesystem::path& directory);
/// Everything that is in the store.
Engine replayed(Store& store);

/// Who can order.
struct Players {
  std::vector<AccountNo> accounts;
  std::vector<Uuid> ids;
};

/// Opens the markets and so many accounts, each with the grant.
Players populate(Engine& engine, Store* store, int users, Time at);

/// One order of this player, with a key that no other order of the run has.
Command order_of(const Players& players, const Pick& pick, std::uint64_t key);

/// Puts so many orders on record, spread over `span` before `until`, in large batches.
void prefill(Engine& engine, Store& store, const Players& players, std::int64_t rows, Time until);

}  // namespace loam::bench
