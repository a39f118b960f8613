#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "identity/user.hpp"
#include "ledger/account.hpp"
#include "ledger/numbers.hpp"
#include "money/money.hpp"

namespace loam {

// What comes from a world of the former schema (docs/import.md): what it leaves in the state, and the rows that are
// kept as they stood there.

/// A market's first cash and shares, both > 0, which are the treasury's.
struct MarketOpening {
  Money cash;
  Shares shares;
  std::string reason;  ///< on the row; where it comes from

  /// As `price` says of so many shares: rounded up to a paisa, so that no share is worth less than it was; `outside`
  /// gives the remainder. nullopt where it leaves 64 bits.
  /// @param price > 0
  static std::optional<Money> cash_for(Shares shares, Price price);
};

/// What a user has in a market when he comes.
struct ImportedHolding {
  Biome biome{};
  Shares shares;  ///< > 0
  Money cost;     ///< what he has paid for them there, >= 0
  Price price;    ///< that a share had there, > 0
};

/// How a table of the former schema is called here: rows of it stand in `imported_*`.
enum class ImportedTable : std::uint8_t { users, lands, transactions, listings, listing_lands, bids };
inline constexpr std::size_t kImportedTables = 6;

/// A row of a former table as it stood there. It moves nothing and is no part of the state.
struct ImportedRow {
  ImportedTable table{};
  /// In the order of the columns of `imported_*`, the row's id first; empty where there is none.
  std::vector<std::optional<std::string>> values;
};

/// Lands of one row of the record, as many as a listing may have at most.
inline constexpr std::size_t kMaxLandsPerRow = 50;

/// The ADJUSTMENT of an opening balance names this as its gateway: it comes from `outside`.
inline constexpr const char* kImportGateway = "IMPORT";

/// The user with all that he has, or nothing of it: the account, the opening balance from `outside`, the shares with
/// the cash that backs them from `outside`, the lands. No sign-up grant. Refuses username_taken (also a known id),
/// email_taken, too_many_accounts, amount_not_positive (an opening below zero; no shares; a market twice; a market that
/// is not open yet), price_moved (a cycle has moved the prices since the opening), amount_overflows, land_unknown,
/// land_taken (also one twice).
struct ImportUser {
  User user;  ///< `account` is the engine's to fill; `created_at` is his there, and never later than now
  Money opening;
  std::vector<ImportedHolding> holdings;
  std::vector<LandNo> lands;
};

/// Keeps the rows. Refuses nothing: that each id comes once is the caller's to see, and the store's to insist on.
struct ImportRows {
  std::vector<ImportedRow> rows;
};

}  // namespace loam
