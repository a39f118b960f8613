#include "ledger/ledger.hpp"

namespace loam {
namespace {

/// What the legs of a row do to one account.
Money net_of(const Postings& postings, AccountNo account) {
  Money net;
  for (const Posting& leg : postings.span()) {
    if (leg.account == account) net = add_within(net, leg.amount);
  }
  return net;
}

}  // namespace

Ledger::Ledger() : accounts_(kFirstUser.value) {}

void Ledger::open(AccountNo account) {
  LOAM_CHECK(account == next_account() && account.value < kMaxAccounts);
  accounts_.emplace_back();
}

const Account& Ledger::account(AccountNo account) const {
  LOAM_CHECK(has(account));
  return accounts_[account.value];
}

Result<Transaction, Refusal> Ledger::prepare(Transaction draft, const Uuid& buyer_id, const Uuid& seller_id) const {
  const Postings postings = postings_of(draft);
  for (const Posting& leg : postings.span()) {
    const Account& account = this->account(leg.account);
    if (leg.amount < Money::zero() && !may_be_negative(leg.account) && account.available < negated(leg.amount)) {
      return Unexpected{Refusal{RefusalCode::insufficient_funds, account.available.paisa, negated(leg.amount).paisa}};
    }
    if (!checked_add(account.balance(), leg.amount)) return Unexpected{Refusal{RefusalCode::amount_overflows}};
  }

  draft.seq = last_seq_ + 1;
  if (draft.buyer.exists()) {
    const Account& buyer = account(draft.buyer);
    draft.buyer_balance_after = add_within(buyer.balance(), net_of(postings, draft.buyer));
    draft.buyer_previous_seq = buyer.last_seq;
    draft.buyer_row = buyer.rows + 1;
  }
  if (draft.seller.exists()) {
    const Account& seller = account(draft.seller);
    draft.seller_balance_after = add_within(seller.balance(), net_of(postings, draft.seller));
    draft.seller_previous_seq = seller.last_seq;
    draft.seller_row = seller.rows + 1;
  }
  draft.hash = chain_hash(last_hash_, draft, buyer_id, seller_id);
  return draft;
}

void Ledger::apply(const Transaction& row) {
  LOAM_CHECK(row.seq == last_seq_ + 1);
  for (const Posting& leg : postings_of(row)) {
    LOAM_CHECK(has(leg.account));
    Account& account = accounts_[leg.account.value];
    account.available = add_within(account.available, leg.amount);
    LOAM_CHECK(may_be_negative(leg.account) || account.available >= Money::zero());
  }
  for (const AccountNo party : {row.buyer, row.seller}) {
    if (!party.exists()) continue;
    Account& account = accounts_[party.value];
    account.last_seq = row.seq;
    ++account.rows;
    LOAM_CHECK(account.balance() == (party == row.buyer ? row.buyer_balance_after : row.seller_balance_after));
  }
  // A fee is taken out of a seller's proceeds, and added to a buyer's price only where nobody sells.
  const AccountNo charged = row.seller.exists() ? row.seller : row.buyer;
  if (charged.exists()) {
    Account& account = accounts_[charged.value];
    account.fees_paid = add_within(account.fees_paid, row.platform_fee);
  }
  last_seq_ = row.seq;
  last_hash_ = row.hash;
}

void Ledger::hold(AccountNo number, Money amount) {
  LOAM_CHECK(is_user(number) && has(number) && amount > Money::zero());
  Account& account = accounts_[number.value];
  LOAM_CHECK(account.available >= amount);
  account.available = sub_within(account.available, amount);
  account.held = add_within(account.held, amount);
  held_total_ = add_within(held_total_, amount);
}

void Ledger::release(AccountNo number, Money amount) {
  LOAM_CHECK(is_user(number) && has(number) && amount > Money::zero());
  Account& account = accounts_[number.value];
  LOAM_CHECK(account.held >= amount);
  account.held = sub_within(account.held, amount);
  account.available = add_within(account.available, amount);
  held_total_ = sub_within(held_total_, amount);
}

void Ledger::redistribute(std::span<const Money, kBiomes> moves) {
  Money sum;
  for (const Biome biome : kAllBiomes) {
    carry(biome, moves[index_of(biome)]);
    sum = add_within(sum, moves[index_of(biome)]);
  }
  LOAM_CHECK(sum == Money::zero());
}

void Ledger::carry(Biome biome, Money move) {
  Account& pool = accounts_[pool_of(biome).value];
  pool.available = add_within(pool.available, move);
  LOAM_CHECK(pool.available >= Money::zero());
}

Int128 Ledger::sum() const {
  Int128 sum = 0;
  for (const Account& account : accounts_) sum += static_cast<Int128>(account.available.paisa) + account.held.paisa;
  return sum;
}

void Ledger::check_invariants() const {
  LOAM_CHECK(sum() == 0);
  Int128 held = 0;
  for (std::uint32_t number = 1; number < accounts_.size(); ++number) {
    LOAM_CHECK(may_be_negative({number}) || accounts_[number].available >= Money::zero());
    LOAM_CHECK(accounts_[number].held >= Money::zero());
    held += accounts_[number].held.paisa;
  }
  LOAM_CHECK(held == held_total_.paisa);
}

void Ledger::digest(ByteWriter& out) const {
  out.u64(accounts_.size());
  for (const Account& account : accounts_) {
    out.i64(account.available.paisa);
    out.i64(account.held.paisa);
    out.i64(account.last_seq);
    out.i64(account.rows);
    out.i64(account.fees_paid.paisa);
  }
  out.i64(last_seq_);
  out.raw(last_hash_);
}

}  // namespace loam
