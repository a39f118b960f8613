#include "ledger/transaction.hpp"

#include <utility>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::array<std::pair<TransactionType, std::string_view>, 10> kTypeNames{{
    {TransactionType::topup, "TOPUP"},
    {TransactionType::adjustment, "ADJUSTMENT"},
    {TransactionType::grant, "GRANT"},
    {TransactionType::market_seed, "MARKET_SEED"},
    {TransactionType::biome_buy, "BIOME_BUY"},
    {TransactionType::biome_sell, "BIOME_SELL"},
    {TransactionType::auction, "AUCTION"},
    {TransactionType::buy_now, "BUY_NOW"},
    {TransactionType::fixed_price, "FIXED_PRICE"},
    {TransactionType::transfer, "TRANSFER"},
}};

constexpr std::array<std::string_view, 3> kSourceNames{"marketplace", "biome", "wallet"};
constexpr std::uint8_t kCanonicalVersion = 1;
constexpr std::uint8_t kCanonicalVersionWithLands = 2;
constexpr std::uint8_t kNoBiome = 255;

}  // namespace

std::string_view to_string(TransactionType type) {
  for (const auto& [known, name] : kTypeNames) {
    if (known == type) return name;
  }
  return "UNKNOWN";
}

std::optional<TransactionType> parse_transaction_type(std::string_view text) {
  for (const auto& [type, name] : kTypeNames) {
    if (name == text) return type;
  }
  return std::nullopt;
}

TransactionSource source_of(TransactionType type) {
  switch (type) {
    case TransactionType::topup:
    case TransactionType::adjustment:
    case TransactionType::grant: return TransactionSource::wallet;
    case TransactionType::market_seed:
    case TransactionType::biome_buy:
    case TransactionType::biome_sell: return TransactionSource::biome;
    case TransactionType::auction:
    case TransactionType::buy_now:
    case TransactionType::fixed_price:
    case TransactionType::transfer: return TransactionSource::marketplace;
  }
  return TransactionSource::wallet;
}

std::string_view to_string(TransactionSource source) { return kSourceNames[static_cast<std::size_t>(source)]; }

std::optional<TransactionSource> parse_transaction_source(std::string_view text) {
  for (std::size_t i = 0; i < kSourceNames.size(); ++i) {
    if (kSourceNames[i] == text) return static_cast<TransactionSource>(i);
  }
  return std::nullopt;
}

Postings postings_of(const Transaction& row) {
  const Money minus_amount = negated(row.amount);
  switch (row.type) {
    case TransactionType::topup: return {{{{kOutside, minus_amount}, {row.buyer, row.amount}, {}}}, 2};
    case TransactionType::adjustment:
      return {{{{row.gateway_name.empty() ? kTreasury : kOutside, minus_amount}, {row.buyer, row.amount}, {}}}, 2};
    case TransactionType::grant: return {{{{kTreasury, minus_amount}, {row.buyer, row.amount}, {}}}, 2};
    case TransactionType::market_seed: return {{{{kOutside, minus_amount}, {pool_of(*row.biome), row.amount}, {}}}, 2};
    case TransactionType::biome_buy:
      return {{{{row.buyer, negated(add_within(row.amount, row.platform_fee))},
                {pool_of(*row.biome), row.amount},
                {kPlatformFees, row.platform_fee}}},
              3};
    case TransactionType::biome_sell:
      return {{{{pool_of(*row.biome), minus_amount},
                {row.seller, sub_within(row.amount, row.platform_fee)},
                {kPlatformFees, row.platform_fee}}},
              3};
    case TransactionType::auction:
    case TransactionType::buy_now:
    case TransactionType::fixed_price:
      return {{{{row.buyer, minus_amount},
                {row.seller.exists() ? row.seller : kTreasury, sub_within(row.amount, row.platform_fee)},
                {kPlatformFees, row.platform_fee}}},
              3};
    case TransactionType::transfer: return {{}, 0};
  }
  LOAM_CHECK(false && "a type without postings");
  return {};
}

Price price_per_share_of(const Transaction& row) {
  const bool bought = row.type == TransactionType::biome_buy;
  if (!bought && row.type != TransactionType::biome_sell && row.type != TransactionType::market_seed) return {};
  if (row.type == TransactionType::market_seed) return price_of(row.amount, row.shares).value_or(Price{});
  const Money cash = bought ? sub_within(row.pool_cash_after, row.amount) : add_within(row.pool_cash_after, row.amount);
  const Shares shares =
      bought ? sub_within(row.pool_shares_after, row.shares) : add_within(row.pool_shares_after, row.shares);
  return price_of(cash, shares).value_or(Price{});
}

Money seller_receives_of(const Transaction& row) {
  return row.seller.exists() ? sub_within(row.amount, row.platform_fee) : Money::zero();
}

void write_canonical(const Transaction& row, const Uuid& buyer_id, const Uuid& seller_id, ByteWriter& out) {
  out.u8(row.lands.empty() ? kCanonicalVersion : kCanonicalVersionWithLands);
  out.i64(row.seq);
  out.i64(row.at.ms);
  out.u8(static_cast<std::uint8_t>(row.type));
  out.raw(buyer_id.bytes);
  out.raw(seller_id.bytes);
  out.i64(row.amount.paisa);
  out.i64(row.platform_fee.paisa);
  out.i64(row.gateway_fee.paisa);
  out.u8(row.biome ? static_cast<std::uint8_t>(*row.biome) : kNoBiome);
  out.i64(row.shares.micro);
  out.i64(row.pool_cash_after.paisa);
  out.i64(row.pool_shares_after.micro);
  out.i64(row.holding_shares_after.micro);
  out.i64(row.holding_cost_after.paisa);
  out.i64(row.realized_gain.paisa);
  out.i64(row.buyer_balance_after.paisa);
  out.i64(row.seller_balance_after.paisa);
  out.text(row.gateway_name);
  out.text(row.gateway_transaction_id);
  out.text(row.reason);
  if (row.lands.empty()) return;
  out.u32(row.listing.value);
  out.u32(static_cast<std::uint32_t>(row.lands.size()));
  for (const LandNo land : row.lands) out.u32(land.value);
}

Digest chain_hash(const Digest& previous, const Transaction& row, const Uuid& buyer_id, const Uuid& seller_id) {
  thread_local ByteWriter bytes;  // keeps its capacity: one row is hashed for every order
  bytes.clear();
  bytes.raw(previous);
  write_canonical(row, buyer_id, seller_id, bytes);
  return sha256(bytes.bytes());
}

}  // namespace loam
