#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "engine/engine.hpp"
#include "store/store.hpp"

namespace loam {

/// The world that is imported into: its one engine, and the store that what the engine tells is committed to, some
/// thousands of events at a time. Without a store it is a dry run: everything is decided, and nothing is kept.
class ImportTarget {
 public:
  /// @param engine replayed from the store, or from `reader` where there is no store
  /// @param store nullptr: a dry run
  /// @param reader nullptr: there is no world yet
  ImportTarget(Engine engine, Store* store, std::unique_ptr<Reader> reader, const Clock& clock)
      : engine_(std::move(engine)), store_(store), reader_(std::move(reader)), clock_(clock) {}

  Result<Reply, Fault> apply(CommandBody body, std::optional<IdempotencyKey> key = std::nullopt);
  /// Makes durable what has happened since the last time.
  Result<void, Fault> commit();

  [[nodiscard]] const State& state() const { return engine_.state(); }
  [[nodiscard]] bool dry_run() const { return store_ == nullptr; }
  [[nodiscard]] Time now() const { return std::max(engine_.state().now, clock_.now()); }
  /// As committed.
  Result<std::optional<Transaction>, Fault> row(std::int64_t seq);
  Result<std::vector<std::string>, Fault> imported_ids(ImportedTable table, const std::string& first,
                                                       const std::string& last);

 private:
  Engine engine_;
  Store* store_;
  std::unique_ptr<Reader> reader_;
  const Clock& clock_;
  std::vector<Event> events_;
};

}  // namespace loam
