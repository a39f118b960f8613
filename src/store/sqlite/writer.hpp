#pragma once

#include <cstdint>
#include <span>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/marketplace_writer.hpp"

namespace loam::sqlite {

/// Writes events into their tables. Whoever calls it opens and commits the transaction around it.
class Writer {
 public:
  explicit Writer(const Connection& connection);

  /// Reads where the record, the outcomes and the marketplace's journal end: what follows has to go on from there,
  /// without a gap. A trigger that asks for each row costs as much as the row.
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

  Statement heads_;
  std::int64_t last_seq_ = 0;
  std::int64_t last_outcome_ = 0;
  Statement row_;
  Statement notes_;
  Statement outcome_;
  Statement market_;
  Statement attention_;
  Statement halts_;
  Statement safeguard_;
  Statement user_;
  Statement session_;
  Statement over_sessions_;
  Statement api_key_;
  Statement setting_;
  Statement payment_;
  Statement payment_event_;
  Statement audit_;
  Statement probe_;
  MarketplaceWriter marketplace_;
};

}  // namespace loam::sqlite
