#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/state.hpp"

namespace loam {

/// A market there, and what was made of it.
struct MarketReport {
  bool known = false;        ///< whether the former world had it
  std::string price_there;   ///< BDT, as it was written there
  std::string cash_there;    ///< BDT
  std::string shares_there;  ///< of the market
  Shares held_there;         ///< by users
  Shares float_here;         ///< the treasury's
};

/// How many rows of a table came, and how many were here.
struct RowsReport {
  std::int64_t came = 0;
  std::int64_t were_here = 0;
};

/// What an import did, and what did not add up there.
struct ImportReport {
  int revision = 0;
  bool dry_run = false;

  std::int64_t users_came = 0;
  std::int64_t users_were_here = 0;
  std::map<std::string, std::int64_t> users_refused;  ///< by the refusal's word
  std::vector<std::string> renamed;                   ///< `there -> here`, at most kMaxNamed
  std::int64_t users_renamed = 0;
  std::int64_t emails_left_out = 0;
  std::int64_t without_password = 0;
  std::int64_t disabled = 0;

  Money opened;  ///< balances, together
  std::int64_t below_zero = 0;
  Money below_zero_sum;

  std::int64_t holdings_came = 0;
  std::int64_t holdings_rounded = 0;
  std::int64_t rounded_off_pico = 0;   ///< together, in millionths of a millionth of a share
  std::int64_t holdings_left_out = 0;  ///< no number, below zero, more than 64 bits, or of an unknown market
  std::int64_t costs_left_out = 0;     ///< invested below zero: they begin at zero
  Money backing;                       ///< from outside for the shares of users

  std::int64_t lands_there = 0;
  std::int64_t lands_came = 0;
  std::int64_t lands_of_nobody = 0;
  std::int64_t lands_above = 0;  ///< beside another at the same x and y
  std::int64_t lands_off_map = 0;
  std::int64_t lands_taken = 0;  ///< owned by somebody here
  std::int64_t lands_other_biome = 0;
  std::int64_t moved_x = 0;
  std::int64_t moved_y = 0;
  std::int64_t lands_listed_twice = 0;

  std::array<RowsReport, kImportedTables> rows{};
  RowsReport biome_transactions;

  std::int64_t listings_opened = 0;
  std::int64_t listings_were_here = 0;
  std::map<std::string, std::int64_t> listings_ended;  ///< active there, not opened again, by reason

  std::array<MarketReport, kBiomes> markets;
  std::string fees_there;
};

/// The report for people, with the state that the import left.
std::string print(const ImportReport& report, const State& state);

inline constexpr std::size_t kMaxNamed = 20;  ///< of what is told one by one

}  // namespace loam
