#pragma once

#include <cstdint>
#include <optional>

#include "base/signature.hpp"
#include "store/sql/cycle_search.hpp"
#include "store/sql/writer.hpp"

namespace loam::sql {

/// Makes minutes of cycles into candles, and lets cycles go that a checkpoint stands for. Store::roll_up, within a
/// batch and with one connection.
class RollUp {
 public:
  /// @param key nullptr: nothing is let go
  RollUp(const Connection& connection, const SigningKey* key);

  /// Changes nothing; fails where this writer lacks a right that a roll-up takes.
  void prove_rights();

  /// One slice of what there is to do; whether there is more.
  bool run(Writer& writer, Time now, std::optional<Time> keep_from);

 private:
  // Each gives whether it has left something to do.
  bool make_candles(Time now);
  void make_candles_of(CycleSearch& cycles, std::int64_t first, std::int64_t end);
  bool let_cycles_go(Writer& writer, Time now, Time keep_from);
  bool let_attention_go();

  const Connection& connection_;
  const SigningKey* key_;
  Statement candle_;
  Statement cycles_gone_;
  Statement attention_gone_;
  std::optional<std::int64_t> attention_from_;  ///< all before this entry are gone
};

}  // namespace loam::sql
