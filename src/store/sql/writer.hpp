#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "store/sql/connection.hpp"
#include "store/sql/imported_rows.hpp"
#include "store/sql/marketplace_writer.hpp"

namespace loam::sql {

/// A table that only grows, and whose rows are numbered by the writer.
class LogTable {
 public:
  LogTable(const Connection& connection, std::string_view table, std::string_view columns);

  /// What follows goes on after this number.
  void resume(std::int64_t last_id) { last_id_ = last_id; }
  /// To bind the columns of the next row and to run it.
  Statement& next();

 private:
  Statement row_;
  int id_parameter_;
  std::int64_t last_id_ = 0;
};

/// Writes events into their tables. Whoever calls it opens and commits the transaction around it.
class Writer {
 public:
  explicit Writer(const Connection& connection);

  /// Reads where the record, the outcomes, the logs and the marketplace's journal end: what follows has to go on from
  /// there, without a gap. A trigger that asks for each row costs as much as the row. Behind a fence nobody else can
  /// have written, and it is asked once.
  void begin_batch();
  void write(const Event& event);
  /// Changes a row that means nothing.
  void write_probe() { probe_.run(); }

 private:
  void write(const loam::Transaction& row);
  void write(const KeyedOutcome& keyed);
  void write(const Cycle& cycle);
  void write(const AttentionCounted& counted);
  void write(const MarketHaltsChange& change);
  void write(const SafeguardEvent& event);
  void write(const User& user);
  void write(const Session& session);
  void write(const ApiKey& key);
  void write(const SettingChange& change);
  void write(const Payment& payment);
  void write(const PaymentEvent& event);
  void write(const AuditEntry& entry);
  void write(const World& world) { marketplace_.write(world); }
  void write(const ListingOpened& opened) { marketplace_.write(opened, last_seq_); }
  void write(const Bid& bid) { marketplace_.write(bid, last_seq_); }
  void write(const ListingClosed& closed) { marketplace_.write(closed, last_seq_); }
  void write(const ImportedRow& row) { imported_.write(row); }
  void write(const Checkpoint& checkpoint);

  const Connection& connection_;
  Statement heads_;
  bool resumed_ = false;
  std::int64_t last_seq_ = 0;
  std::int64_t last_outcome_ = 0;
  Statement row_;
  Statement notes_;
  Statement outcome_;
  Statement market_;
  LogTable attention_;
  LogTable halts_;
  LogTable safeguard_;
  Statement user_;
  Statement session_;
  Statement over_sessions_;
  Statement api_key_;
  LogTable setting_;
  Statement payment_;
  LogTable payment_event_;
  LogTable audit_;
  Statement probe_;
  MarketplaceWriter marketplace_;
  ImportedRowsWriter imported_;
  Statement checkpoint_;
};

}  // namespace loam::sql
