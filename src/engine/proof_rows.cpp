// What a row of the record has to be: derived from the rows before it, with the roundings stated anew.

#include <algorithm>
#include <limits>

#include "engine/proof.hpp"

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr Int128 kOne = 1'000'000;

/// floor(a * b / c) and ceil(a * b / c) for a, b >= 0 and c > 0.
Int128 floor_of_ratio(Int128 a, Int128 b, Int128 c) { return a * b / c; }
Int128 ceil_of_ratio(Int128 a, Int128 b, Int128 c) { return (a * b + c - 1) / c; }

/// The highest that a rate in percent may be by the settings, of this amount, rounded up.
Int128 most_of(Money amount, SettingId rate) { return ceil_of_ratio(amount.paisa, definition_of(rate).max, kOne); }

bool is_trade(TransactionType type) {
  return type == TransactionType::biome_buy || type == TransactionType::biome_sell;
}

bool is_biome_row(TransactionType type) { return is_trade(type) || type == TransactionType::market_seed; }

/// What the pool had when this trade came, as the row has it.
Int128 cash_before(const Transaction& row) {
  const Int128 amount = row.amount.paisa;
  return row.pool_cash_after.paisa + (row.type == TransactionType::biome_buy ? -amount : amount);
}

bool is_known(TransactionType type) {
  return type >= TransactionType::topup && type <= TransactionType::transfer;  // the numbers are dense
}

}  // namespace

void Proof::check(const Transaction& row) {
  table_ = "transactions";
  number_ = row.seq;
  same("number without a gap", last_seq_ + 1, row.seq);
  that(row.at >= last_at_, "time does not run backwards");
  check_shape(row);
  if (!first_wrong_.empty()) return;  // a misshapen row has no meaning to derive anything from

  if (source_of(row.type) == TransactionSource::marketplace) {
    check_lands(row);
  } else {
    same("lands", 0, static_cast<std::int64_t>(row.lands.size()));
    that(!row.listing.exists(), "only land comes from a listing");
  }
  if (resumed_ && is_trade(row.type)) carry(*row.biome, cash_before(row));
  switch (row.type) {
    case TransactionType::market_seed: row.buyer.exists() ? check_brought_in(row) : check_seed(row); break;
    case TransactionType::biome_buy: check_buy(row); break;
    case TransactionType::biome_sell: check_sell(row); break;
    default: check_wallet_columns(row); break;  // rows of the wallet and of land
  }
  check_movement(row);
  check_chain(row);
  last_seq_ = row.seq;
  last_at_ = row.at;
}

void Proof::check_shape(const Transaction& row) {
  if (!that(is_known(row.type), "a known type")) return;
  const bool correction = row.type == TransactionType::adjustment;
  const bool gift = row.type == TransactionType::transfer;
  // Shares that an import brings in may be worth less than a paisa.
  const bool brought_in = row.type == TransactionType::market_seed && row.buyer.exists();
  between("amount", correction ? -kMax : (gift || brought_in ? 0 : 1), gift ? 0 : kMax, row.amount.paisa);
  if (correction) that(row.amount != Money::zero(), "an adjustment moves something");
  const bool has_fee = !correction && row.amount > Money::zero() && source_of(row.type) != TransactionSource::wallet &&
                       row.type != TransactionType::market_seed;
  between("platform fee", 0, has_fee ? row.amount.paisa : 0, row.platform_fee.paisa);
  between("amount and fee", -kMax, kMax, static_cast<Int128>(row.amount.paisa) + row.platform_fee.paisa);
  const bool topup = row.type == TransactionType::topup;
  between("gateway fee", 0, topup ? most_of(row.amount, SettingId::gateway_fee_percent) : 0, row.gateway_fee.paisa);

  if (that(row.biome.has_value() == is_biome_row(row.type), "a biome stands on rows of the exchange alone") &&
      row.biome) {
    between("biome", 0, kBiomes - 1, static_cast<std::int64_t>(*row.biome));
  }
  check_parties(row);
}

void Proof::check_parties(const Transaction& row) {
  for (const AccountNo party : {row.buyer, row.seller}) {
    that(!party.exists() || (is_user(party) && known(party)), "buyer and seller are accounts of users");
  }
  const bool sold = row.type == TransactionType::biome_sell;
  const bool seeded = row.type == TransactionType::market_seed;
  between("buyers", sold || seeded ? 0 : 1, sold ? 0 : 1, row.buyer.exists() ? 1 : 0);
  if (source_of(row.type) == TransactionSource::marketplace) {
    that(row.buyer != row.seller, "nobody sells to himself");
  } else {
    same("sellers", sold ? 1 : 0, row.seller.exists() ? 1 : 0);
  }
}

void Proof::check_wallet_columns(const Transaction& row) {
  same("shares", 0, row.shares.micro);
  same("pool cash after", 0, row.pool_cash_after.paisa);
  same("pool shares after", 0, row.pool_shares_after.micro);
  same("holding shares after", 0, row.holding_shares_after.micro);
  same("holding cost after", 0, row.holding_cost_after.paisa);
  same("realized gain", 0, row.realized_gain.paisa);
  if (row.type != TransactionType::topup) return;
  due_credit({row.buyer, row.at, row.amount, row.gateway_name, row.gateway_transaction_id}, -1);
}

void Proof::check_seed(const Transaction& row) {
  Pool& pool = this->pool(*row.biome);
  same("cash of a market before its first", 0, pool.cash);
  same("shares of a market before its first", 0, pool.shares);
  same("cycles before the first cash", 0, cycles_);
  between("shares", 1, kMax, row.shares.micro);
  same("pool cash after", row.amount.paisa, row.pool_cash_after.paisa);
  same("pool shares after", row.shares.micro, row.pool_shares_after.micro);
  same("holding shares after", row.shares.micro, row.holding_shares_after.micro);
  same("holding cost after", row.amount.paisa, row.holding_cost_after.paisa);
  same("realized gain", 0, row.realized_gain.paisa);
  pool.cash = row.pool_cash_after.paisa;
  pool.shares = row.pool_shares_after.micro;
  held(kTreasury, *row.biome) = {row.shares.micro, row.amount.paisa, 0, 0};
}

void Proof::check_brought_in(const Transaction& row) {
  Pool& pool = this->pool(*row.biome);
  Held& held = this->held(row.buyer, *row.biome);
  if (!between("shares of the market before", 1, kMax, pool.shares)) return;
  same("cycles before shares are brought in", 0, cycles_);
  same("shares of the holder before", 0, held.shares);
  between("shares", 1, kMax, row.shares.micro);
  // It keeps the market's price, but for the paisa that a market's cash is rounded up by, and the shares' part of it.
  const Int128 slack = 1 + ceil_of_ratio(row.shares.micro, 1, pool.shares);
  const Int128 part = floor_of_ratio(row.shares.micro, pool.cash, pool.shares);
  between("amount, what the shares are worth in this market", std::max<Int128>(0, part - slack), part + slack,
          row.amount.paisa);
  same("pool cash after", static_cast<Int128>(pool.cash) + row.amount.paisa, row.pool_cash_after.paisa);
  same("pool shares after", static_cast<Int128>(pool.shares) + row.shares.micro, row.pool_shares_after.micro);
  same("holding shares after", row.shares.micro, row.holding_shares_after.micro);
  between("holding cost after", 0, kMax, row.holding_cost_after.paisa);
  same("realized gain", 0, row.realized_gain.paisa);
  pool.cash = row.pool_cash_after.paisa;
  pool.shares = row.pool_shares_after.micro;
  held = {row.shares.micro, row.holding_cost_after.paisa, 0, 0};
}

void Proof::check_buy(const Transaction& row) {
  Pool& pool = this->pool(*row.biome);
  if (!between("cash of the pool before", 1, kMax, pool.cash)) return;
  Held& held = this->held(row.buyer, *row.biome);
  between("shares", 1, kMax, row.shares.micro);
  same("shares = floor(amount x pool shares / pool cash)", floor_of_ratio(row.amount.paisa, pool.shares, pool.cash),
       row.shares.micro);
  check_trade_limits(row, held);
  same("pool cash after", static_cast<Int128>(pool.cash) + row.amount.paisa, row.pool_cash_after.paisa);
  same("pool shares after", static_cast<Int128>(pool.shares) + row.shares.micro, row.pool_shares_after.micro);
  same("holding shares after", static_cast<Int128>(held.shares) + row.shares.micro, row.holding_shares_after.micro);
  same("holding cost after", static_cast<Int128>(held.cost) + row.amount.paisa + row.platform_fee.paisa,
       row.holding_cost_after.paisa);
  same("realized gain", 0, row.realized_gain.paisa);
  pool.cash = row.pool_cash_after.paisa;
  pool.shares = row.pool_shares_after.micro;
  held = {row.holding_shares_after.micro, row.holding_cost_after.paisa, held.gain, row.order_bucket_after.paisa};
}

void Proof::check_sell(const Transaction& row) {
  Pool& pool = this->pool(*row.biome);
  Held& held = this->held(row.seller, *row.biome);
  if (!between("shares of the pool before", 1, kMax, pool.shares)) return;
  if (!between("shares", 1, held.shares, row.shares.micro)) return;
  between("platform fee, below the amount", 0, row.amount.paisa - 1, row.platform_fee.paisa);
  same("amount = floor(shares x pool cash / pool shares)", floor_of_ratio(row.shares.micro, pool.cash, pool.shares),
       row.amount.paisa);
  check_trade_limits(row, held);
  same("pool cash after", static_cast<Int128>(pool.cash) - row.amount.paisa, row.pool_cash_after.paisa);
  same("pool shares after", static_cast<Int128>(pool.shares) - row.shares.micro, row.pool_shares_after.micro);
  const Int128 removed = floor_of_ratio(held.cost, row.shares.micro, held.shares);
  const Int128 gain = static_cast<Int128>(row.amount.paisa) - row.platform_fee.paisa - removed;
  same("holding shares after", static_cast<Int128>(held.shares) - row.shares.micro, row.holding_shares_after.micro);
  same("holding cost after", held.cost - removed, row.holding_cost_after.paisa);
  same("realized gain = amount - fee - cost removed", gain, row.realized_gain.paisa);
  const Int128 gains = held.gain + gain;
  if (!between("realized gain of the holding", -kMax, kMax, gains)) return;
  pool.cash = row.pool_cash_after.paisa;
  pool.shares = row.pool_shares_after.micro;
  held = {row.holding_shares_after.micro, row.holding_cost_after.paisa, static_cast<std::int64_t>(gains),
          row.order_bucket_after.paisa};
}

void Proof::check_trade_limits(const Transaction& row, const Held& held) {
  between("platform fee, at most the highest rate", 0, most_of(row.amount, SettingId::biome_trade_fee_percent),
          row.platform_fee.paisa);
  between("amount, at most the pool's cash", 1, pool(*row.biome).cash, row.amount.paisa);
  // What an account has used of its rolling order size only falls between two trades, and holds this trade whole.
  between("order bucket after", row.amount.paisa, static_cast<Int128>(held.bucket) + row.amount.paisa,
          row.order_bucket_after.paisa);
}

void Proof::check_movement(const Transaction& row) {
  if (!first_wrong_.empty()) return;
  for (const Posting& leg : postings_of(row)) {
    Book& book = books_[leg.account.value];
    const Int128 after = static_cast<Int128>(book.balance) + leg.amount.paisa;
    // What is promised to a bid is not there to be spent.
    const Int128 least = may_be_negative(leg.account) ? std::numeric_limits<std::int64_t>::min() : book.promised;
    if (after < least || after > kMax) {
      between("balance after of account " + std::to_string(leg.account.value), least, kMax, after);
      return;
    }
    book.balance = static_cast<std::int64_t>(after);
    total_ += leg.amount.paisa;
  }
  if (!resumed_) same("the sum over all accounts", 0, total_);
  if (row.biome) same("the pool's account", pool(*row.biome).cash, books_[pool_of(*row.biome).value].balance);
  check_party(row, row.buyer, true);
  check_party(row, row.seller, false);
  // A fee is taken from who is paid, and added to the price of who buys from a pool.
  books_[(row.seller.exists() ? row.seller : row.buyer).value].fees_paid += row.platform_fee.paisa;
}

void Proof::check_party(const Transaction& row, AccountNo party, bool buyer) {
  const std::int64_t balance = buyer ? row.buyer_balance_after.paisa : row.seller_balance_after.paisa;
  const std::int64_t previous = buyer ? row.buyer_previous_seq : row.seller_previous_seq;
  const std::int64_t place = buyer ? row.buyer_row : row.seller_row;
  Book& book = books_[party.value];  // number 0 is nobody: a book that stays empty
  if (party.exists()) ++book.rows;
  same(buyer ? "buyer balance after" : "seller balance after", book.balance, balance);
  same(buyer ? "previous row of the buyer" : "previous row of the seller", book.last_seq, previous);
  same(buyer ? "rows of the buyer" : "rows of the seller", book.rows, place);
  if (party.exists()) book.last_seq = row.seq;
}

void Proof::check_chain(const Transaction& row) {
  if (!first_wrong_.empty()) return;
  bytes_.clear();
  bytes_.raw(last_hash_);
  write_canonical(row, books_[row.buyer.value].id, books_[row.seller.value].id, bytes_);
  same("hash", sha256(bytes_.bytes()), row.hash);
  last_hash_ = row.hash;
}

}  // namespace loam
