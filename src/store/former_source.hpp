#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/import.hpp"
#include "store/store.hpp"

namespace loam {

/// The values of one row, as the database writes them; nothing where it has NULL.
using FormerValues = std::vector<std::optional<std::string>>;

/// An answer that is read in portions.
class FormerRows {
 public:
  FormerRows() = default;
  FormerRows(const FormerRows&) = delete;
  FormerRows& operator=(const FormerRows&) = delete;
  virtual ~FormerRows() = default;

  /// The next row; false at the end.
  virtual Result<bool, Fault> next(FormerValues& values) = 0;
};

/// A database of the former schema at revisions 008 to 011, as one snapshot that nothing is written to. One thread.
class FormerSource {
 public:
  FormerSource() = default;
  FormerSource(const FormerSource&) = delete;
  FormerSource& operator=(const FormerSource&) = delete;
  virtual ~FormerSource() = default;

  /// 8 to 11.
  [[nodiscard]] virtual int revision() const = 0;

  /// biome, price of a share, cash in whole BDT, shares of the market, shares of all users in whole millionths.
  virtual Result<std::unique_ptr<FormerRows>, Fault> markets() = 0;
  /// In the order in which they came: id, name, e-mail, password hash, role, banned, suspended now (1 or 0), balance in
  /// whole BDT, when they came in milliseconds since 1970, holdings `biome shares invested;…`, lands `x y biome;…`. Of
  /// several lands at one x and y, the one closest to z = 0.
  virtual Result<std::unique_ptr<FormerRows>, Fault> users() = 0;
  /// In the order of opening: id, seller, type, description, price, reserve price, price to buy now (empty: none), end
  /// in milliseconds since 1970 (empty: none), number of bids, lands `x y;…`.
  virtual Result<std::unique_ptr<FormerRows>, Fault> active_listings() = 0;
  /// Every row of a table by its id, in the order of the columns of `imported_*`. Balances above zero are 0 there,
  /// since the record has them; what was active is cancelled, since nothing here goes on with it.
  virtual Result<std::unique_ptr<FormerRows>, Fault> rows(ImportedTable table) = 0;
  /// The same of trades of shares, where they stand in a table of their own (revisions 008 and 009).
  virtual Result<std::unique_ptr<FormerRows>, Fault> biome_transactions() = 0;

  /// What the whole comes to.
  struct Facts {
    std::int64_t users = 0;
    std::int64_t lands = 0;
    std::int64_t lands_of_nobody = 0;  ///< whose owner is no user
    std::int64_t lands_above = 0;      ///< beside another at the same x and y
    std::int64_t holdings = 0;
    std::int64_t lands_listed_twice = 0;  ///< in several active listings
    std::int64_t min_x = 0, min_y = 0, max_x = 0, max_y = 0;
    std::string fees_bdt;  ///< on completed rows
  };
  virtual Result<Facts, Fault> facts() = 0;
};

/// @param url postgres://…
Result<std::unique_ptr<FormerSource>, Fault> open_former_source(const std::string& url);

}  // namespace loam
