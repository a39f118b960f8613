#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"
#include "ledger/account.hpp"
#include "ledger/numbers.hpp"
#include "money/money.hpp"

namespace loam {

/// Stored: never renumber.
enum class TransactionType : std::uint8_t {
  topup = 1,        ///< money from a payment gateway: outside -> buyer
  adjustment = 2,   ///< an operator's correction, `amount` signed: treasury -> buyer; an opening balance, which names
                    ///< where it comes from as its gateway: outside -> buyer
  grant = 3,        ///< the sign-up grant: treasury -> buyer
  market_seed = 4,  ///< a market's first cash: outside -> pool; its shares belong to the treasury, or to the buyer that
                    ///< an import brings in with them
  biome_buy = 5,    ///< buyer -> pool (amount) and platform_fees (fee, on top)
  biome_sell = 6,   ///< pool (amount) -> seller (amount - fee) and platform_fees (fee)
  auction = 7,      ///< buyer -> seller (amount - fee) and platform_fees (fee)
  buy_now = 8,
  fixed_price = 9,  ///< without a seller the treasury sells: a claim of land that nobody owned
  transfer = 10,    ///< a gift: amount 0; without a seller the land of a user that an import brings in
};

/// `BIOME_BUY`, `TOPUP`, …
std::string_view to_string(TransactionType type);
std::optional<TransactionType> parse_transaction_type(std::string_view text);

enum class TransactionSource : std::uint8_t { marketplace, biome, wallet };
TransactionSource source_of(TransactionType type);
std::string_view to_string(TransactionSource source);
std::optional<TransactionSource> parse_transaction_source(std::string_view text);

/// One row of the record: one movement of money, in commit order, never changed. What the columns of the exchange and
/// of land mean is their business: the ledger carries and hashes them.
struct Transaction {
  std::int64_t seq = 0;
  Time at;
  TransactionType type{};
  AccountNo buyer;   ///< who pays, or whose wallet a wallet row is about
  AccountNo seller;  ///< who is paid by a player or a pool
  Money amount;      ///< buys and top-ups net of fees, sales gross; >= 0 but for adjustments
  Money platform_fee;
  Money gateway_fee;  ///< what the gateway charged the operator; tells, moves nothing

  std::optional<Biome> biome;
  Shares shares;
  Money pool_cash_after;
  Shares pool_shares_after;
  Shares holding_shares_after;  ///< of the trader in this market
  Money holding_cost_after;
  Money realized_gain;
  Money order_bucket_after;  ///< what this trade left used of the account's rolling order size in this market

  ListingNo listing;          ///< that the sale came from
  std::vector<LandNo> lands;  ///< all that changed hands; none but on rows of the marketplace

  Money buyer_balance_after;  ///< available and held together
  Money seller_balance_after;
  /// The rows of one account form a chain: the row before this one that names the buyer (seller), 0 at its first, and
  /// this row's number in that chain, from 1.
  std::int64_t buyer_previous_seq = 0;
  std::int64_t seller_previous_seq = 0;
  std::int64_t buyer_row = 0;
  std::int64_t seller_row = 0;

  std::string gateway_name;
  std::string gateway_transaction_id;
  std::string reason;

  Digest hash{};  ///< SHA-256 of the hash of the row before and of this row's canonical bytes

  [[nodiscard]] Uuid id() const { return make_numbered_uuid7(at, static_cast<std::uint64_t>(seq)); }
};

/// One leg of a row's double entry. The legs of a row sum to zero.
struct Posting {
  AccountNo account;
  Money amount;
};
inline constexpr std::size_t kMaxPostings = 3;
struct Postings {
  std::array<Posting, kMaxPostings> legs{};
  std::size_t count = 0;

  [[nodiscard]] std::span<const Posting> span() const& { return {legs.data(), count}; }
  std::span<const Posting> span() && = delete;  // it would outlive its legs; loop over the Postings themselves
  [[nodiscard]] const Posting* begin() const { return legs.data(); }
  [[nodiscard]] const Posting* end() const { return legs.data() + count; }
};
/// The one definition of what each type of row does to accounts.
Postings postings_of(const Transaction& row);

/// The market's price when the order executed: the pool before the trade, cash / shares, rounded down to a millionth.
/// Zero for rows without shares.
Price price_per_share_of(const Transaction& row);
/// What the seller was paid: amount - platform fee; zero without seller.
Money seller_receives_of(const Transaction& row);

/// The canonical bytes of a row as documented in docs/record.md, version 1 or, with lands, 2: what is hashed after the
/// previous hash.
void write_canonical(const Transaction& row, const Uuid& buyer_id, const Uuid& seller_id, ByteWriter& out);
/// SHA-256(previous hash || canonical bytes).
Digest chain_hash(const Digest& previous, const Transaction& row, const Uuid& buyer_id, const Uuid& seller_id);

}  // namespace loam
