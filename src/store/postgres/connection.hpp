#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "store/postgres/session.hpp"
#include "store/sql/connection.hpp"

namespace loam::postgres {

/// The right to write, as a batch has to show it: the number of the lease, and how often it has been used.
struct Fence {
  std::int64_t epoch = 0;
  std::int64_t batch = 0;  ///< the last one that is committed
  Duration lease;          ///< how long it holds from each batch on
};

/// One connection to PostgreSQL, set up the way the store needs it.
class Connection final : public sql::Connection {
 public:
  enum class Target : std::uint8_t {
    writable,  ///< of several servers the one that takes writes
    any,       ///< a replica will do
  };
  Connection(const std::string& url, const std::string& name, Target target = Target::writable,
             Patience patience = kNoHurry);

  [[nodiscard]] sql::Statement prepare(std::string_view sql) const override;
  [[nodiscard]] sql::Statement stream(std::string_view sql) const override;
  [[nodiscard]] sql::Statement insert(std::string_view table, std::string_view columns,
                                      const std::vector<std::string_view>& replaced) const override;
  void execute(const std::string& sql) const override { session_->execute(sql); }
  [[nodiscard]] bool has_table(std::string_view name) const override;
  [[nodiscard]] std::vector<std::string> tables() const override;
  [[nodiscard]] std::vector<sql::Column> columns(std::string_view table) const override;

  void begin(Kind kind) const override;
  void commit() const override;
  void rollback() const noexcept override;
  /// Asks the server once, and again when the time has come to where there is no room.
  void make_room(Time at) const override;
  [[nodiscard]] bool is_fenced() const override { return fence_->epoch > 0; }

  [[nodiscard]] const std::vector<Migration>& migrations() const override { return postgres_migrations(); }
  [[nodiscard]] std::unique_ptr<sql::SchemaStep> schema_step() const override;

  /// From here on every batch locks the lease's row, and fails where the lease is another's.
  void put_up_fence(const Fence& fence);
  [[nodiscard]] const Fence& fence() const { return *fence_; }

 private:
  std::unique_ptr<Session> session_;
  std::unique_ptr<Fence> fence_ = std::make_unique<Fence>();
  mutable std::optional<Time> room_until_;  ///< unknown after a batch that did not become durable
};

}  // namespace loam::postgres
