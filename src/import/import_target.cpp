#include "import/import_target.hpp"

#include <utility>

namespace loam {
namespace {

// Large enough that a sync of the disk is shared by thousands of rows, small enough to be held in memory twice.
constexpr std::size_t kEventsPerCommit = 4'000;

}  // namespace

Result<Reply, Fault> ImportTarget::apply(CommandBody body, std::optional<IdempotencyKey> key) {
  Reply reply = engine_.apply({std::move(body), {kNoAccount, "import"}, key}, now(), events_);
  if (events_.size() >= kEventsPerCommit) {
    if (const auto done = commit(); !done) return Unexpected{done.error()};
  }
  return reply;
}

Result<void, Fault> ImportTarget::commit() {
  if (events_.empty()) return {};
  if (store_ != nullptr) {
    if (auto done = store_->commit(events_); !done) return done;
  }
  events_.clear();
  return {};
}

Result<std::optional<Transaction>, Fault> ImportTarget::row(std::int64_t seq) {
  if (!reader_) return std::optional<Transaction>();
  return reader_->transaction(seq);
}

Result<std::vector<std::string>, Fault> ImportTarget::imported_ids(ImportedTable table, const std::string& first,
                                                                   const std::string& last) {
  if (!reader_) return std::vector<std::string>();
  return reader_->imported_ids(table, first, last);
}

}  // namespace loam
