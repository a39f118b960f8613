#include "contract/stores.hpp"

namespace loam::test {

std::vector<std::string> replayed(Store& store) {
  std::vector<std::string> events;
  good(store.replay([&](const Event& event) { events.push_back(describe(event)); }));
  return events;
}

std::unique_ptr<Store> StoreContract::open() {
  if (GetParam() == Kind::memory) return make_memory_store();
  return good(open_sqlite_store({dir_ / "world.db"}));
}

void StoreContract::commit(const World& world, std::size_t first_batch) {
  for (std::size_t i = first_batch; i < world.batches().size(); ++i) good(store_->commit(world.batches()[i]));
}

}  // namespace loam::test
