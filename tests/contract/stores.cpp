#include "contract/stores.hpp"

#include <algorithm>

namespace loam::test {

std::vector<std::string> replayed(Store& store) {
  std::vector<std::string> events;
  good(store.replay([&](const Event& event) { events.push_back(describe(event)); }));
  return events;
}

std::vector<std::string> described(const std::vector<Transaction>& rows) {
  std::vector<std::string> words;
  for (const Transaction& row : rows) words.push_back(describe(row));
  return words;
}

void commit_all(Store& store, const World& world, std::size_t commits) {
  const std::vector<Event> events = world.events();
  const std::size_t size = events.size() / commits + 1;
  for (std::size_t first = 0; first < events.size(); first += size) {
    good(store.commit(std::span(events).subspan(first, std::min(size, events.size() - first))));
  }
}

std::unique_ptr<Store> StoreContract::open() {
  if (GetParam() == Kind::memory) return make_memory_store();
  return good(open_sqlite_store({dir_ / "world.db"}));
}

}  // namespace loam::test
