// What every event has to be, apart from the rows of the record: those are in proof_rows.cpp.

#include "engine/proof.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace loam {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

std::string words(Int128 value) {
  if (value >= std::numeric_limits<std::int64_t>::min() && value <= kMax) {
    return std::to_string(static_cast<std::int64_t>(value));
  }
  return value < 0 ? "less than 64 bits hold" : "more than 64 bits hold";
}

/// The canonical bytes of a cycle, version 1.
void write_cycle(const Cycle& cycle, ByteWriter& out) {
  out.u8(1);
  out.i64(cycle.number);
  out.i64(cycle.at.ms);
  out.i64(cycle.after_seq);
  for (const MarketMove& move : cycle.markets) {
    out.i64(move.attention_us);
    out.i64(move.index_after);
    out.i64(move.cash_before.paisa);
    out.i64(move.cash_after.paisa);
    out.i64(move.shares.micro);
    out.u8(move.clamped ? 1 : 0);
  }
}

}  // namespace

Proof::Proof() : books_(kFirstUser.value) {}

void Proof::take(const Event& event) {
  rows_ += std::holds_alternative<Transaction>(event) ? 1 : 0;
  cycles_ += std::holds_alternative<Cycle>(event) ? 1 : 0;
  outcomes_ += std::holds_alternative<KeyedOutcome>(event) ? 1 : 0;
  if (!first_wrong_.empty()) return;
  std::visit([this](const auto& each) { check(each); }, event);
}

Proof::Report Proof::finish() {
  if (first_wrong_.empty()) {
    table_ = "holdings";
    std::array<Int128, kBiomes> sums{};
    for (const auto& [key, held] : holdings_) sums[key % kBiomes] += held.shares;
    for (const Biome biome : kAllBiomes) {
      number_ = static_cast<std::int64_t>(index_of(biome));
      same("the shares of all holders together", pool(biome).shares, sums[index_of(biome)]);
    }
    table_ = "payments";
    number_ = 0;
    // Where several do not match, the same one is told each time.
    std::string unmatched;
    for (const auto& [credit, due] : credits_due_) {
      if (unmatched.empty() || credit < unmatched) unmatched = credit;
    }
    if (!unmatched.empty()) {
      wrong("credits of the completed payment '" + unmatched + "' (account, time, paisa, gateway, its transaction)",
            "one TOPUP", credits_due_[unmatched] > 0 ? "none" : "more than one, or no payment");
    }
    table_ = "listings";
    number_ = sale_due_.value;
    same("sales that the journal says and the record has not", 0, sale_due_seq_ == 0 ? 0 : 1);
    table_ = "accounts";
    same("the sum over all accounts", 0, sum());
    table_ = "checkpoints";
    number_ = checkpoint_ ? checkpoint_->cycle : 0;
    that(!resumed_, "its cycle is on record");
  }
  Report report;
  report.holds = first_wrong_.empty();
  report.first_wrong = first_wrong_;
  report.rows = rows_;
  report.cycles = cycles_;
  if (checkpoint_) {
    report.rolled_up = checkpoint_->cycle - 1;
    report.signed_by = checkpoint_->key;
  }
  report.accounts = static_cast<std::int64_t>(books_.size()) - kFirstUser.value;
  report.keys = outcomes_;
  report.money_supply = {books_[kOutside.value].balance == std::numeric_limits<std::int64_t>::min()
                             ? kMax
                             : -books_[kOutside.value].balance};
  report.difference = {static_cast<std::int64_t>(std::clamp<Int128>(sum(), -kMax, kMax))};
  return report;
}

void Proof::check(const KeyedOutcome& keyed) {
  table_ = "idempotency_keys";
  number_ = keyed.id;
  same("number without a gap", outcomes_, keyed.id);
  that(keys_.insert(keyed.key.key).second, "the key stands once");
  if (!keyed.outcome) return;
  if (const auto* row = std::get_if<RowAnswer>(&*keyed.outcome)) {
    between("the row that it answers with", 1, last_seq_, row->seq);
  }
}

void Proof::check(const Checkpoint& checkpoint) {
  table_ = "checkpoints";
  number_ = checkpoint.cycle;
  that(rows_ == 0 && cycles_ == 0 && !checkpoint_, "it stands before everything");
  between("the first cycle on record", 2, kMax, checkpoint.cycle);
  Int128 moved = 0;
  for (const Money each : checkpoint.moved) moved += each.paisa;
  same("the sum of what the cycles before it moved", 0, moved);
  that(is_signed_by(checkpoint.key, canonical_bytes(checkpoint), checkpoint.signature), "its signature is its key's");
  checkpoint_ = checkpoint;
  resumed_ = true;
}

void Proof::carry(Biome biome, Int128 cash) {
  if (!between("cash of the pool", 0, kMax, cash)) return;
  Pool& pool = this->pool(biome);
  const Int128 move = cash - pool.cash;
  pool.cash = static_cast<std::int64_t>(cash);
  books_[pool_of(biome).value].balance = pool.cash;
  total_ += move;
  carried_[index_of(biome)] += move;
}

void Proof::catch_up_with(const Cycle& cycle) {
  const Checkpoint& checkpoint = *checkpoint_;
  same("number, the checkpoint's", checkpoint.cycle, cycle.number);
  same("the last row before it, by the checkpoint", checkpoint.after_seq, cycle.after_seq);
  same("hash of that row, by the checkpoint", checkpoint.record_hash, last_hash_);
  same("hash, by the checkpoint", checkpoint.cycle_hash, cycle.hash);
  for (const Biome biome : kAllBiomes) {
    carry(biome, cycle.markets[index_of(biome)].cash_before.paisa);
    same("what the cycles before it moved into " + std::string(to_string(biome)),
         checkpoint.moved[index_of(biome)].paisa, carried_[index_of(biome)]);
  }
  same("the sum over all accounts", 0, total_);
  cycles_ = checkpoint.cycle;
  last_cycle_hash_ = checkpoint.previous_hash;
  resumed_ = false;
}

void Proof::check(const Cycle& cycle) {
  table_ = "cycles";
  number_ = cycle.number;
  if (resumed_) catch_up_with(cycle);
  same("number without a gap", cycles_, cycle.number);
  same("the last row of the record before it", last_seq_, cycle.after_seq);
  that(cycle.at >= last_at_ && cycle.at >= last_attention_at_, "time does not run backwards");

  Int128 moved = 0;
  std::int64_t looked = 0;
  for (const Biome biome : kAllBiomes) {
    check_move(cycle, biome);
    const MarketMove& move = cycle.markets[index_of(biome)];
    moved += static_cast<Int128>(move.cash_after.paisa) - move.cash_before.paisa;
    looked += move.attention_us > 0 ? 1 : 0;
  }
  same("the sum of its moves", 0, moved);
  that(looked > 0, "somebody looked");

  bytes_.clear();
  bytes_.raw(last_cycle_hash_);
  write_cycle(cycle, bytes_);
  same("hash", sha256(bytes_.bytes()), cycle.hash);
  last_cycle_hash_ = cycle.hash;
  last_at_ = cycle.at;
  last_attention_at_ = cycle.at;
}

void Proof::check_move(const Cycle& cycle, Biome biome) {
  constexpr Int128 kOne = 1'000'000;
  constexpr Int128 kFloorPrice = 10'000;            // millionths of a BDT: a cycle takes no price below it
  constexpr Int128 kPricePerCash = 10'000'000'000;  // price = cash in paisa * this / micro-shares
  const MarketMove& move = cycle.markets[index_of(biome)];
  Pool& pool = this->pool(biome);
  same("cash before", pool.cash, move.cash_before.paisa);
  same("shares", pool.shares, move.shares.micro);
  between("attention", 0, kMax, move.attention_us);
  between("index after", 0, kMax, move.index_after);

  const Int128 furthest = static_cast<Int128>(pool.cash) * definition_of(SettingId::max_price_move_percent).max / kOne;
  const Int128 floor = (kFloorPrice * pool.shares + kPricePerCash - 1) / kPricePerCash;
  const Int128 lowest = std::max(pool.cash - furthest, std::min<Int128>(pool.cash, floor));
  between("cash after", lowest, pool.cash + furthest, move.cash_after.paisa);

  Book& book = books_[pool_of(biome).value];
  total_ += static_cast<Int128>(move.cash_after.paisa) - book.balance;
  book.balance = move.cash_after.paisa;
  pool.cash = move.cash_after.paisa;
  pool.index = move.index_after;
}

void Proof::check(const AttentionCounted& counted) {
  table_ = "attention";
  number_ = counted.cycle;
  // A cycle takes all attention that stands for it: what arrives later counts in the next.
  same("the cycle that it counts in, the next to close", cycles_ + 1, counted.cycle);
  that(counted.at >= last_attention_at_, "time does not run backwards");
  last_attention_at_ = counted.at;
  that(known(counted.count.account) && is_user(counted.count.account), "its account is a user's");
  Int128 us = counted.count.bucket_after_us;
  between("left in the account's bucket", 0, kAttentionBucketUs, counted.count.bucket_after_us);
  for (const std::int64_t each : counted.count.counted_us) {
    between("counted", 0, kAttentionBucketUs, each);
    us += each;
  }
  between("counted and left in the bucket", 0, kAttentionBucketUs, us);
  between("dropped", 0, kMax, counted.count.dropped_us);
}

void Proof::check(const MarketHaltsChange& change) {
  table_ = "market_halts";
  number_ = static_cast<std::int64_t>(change.biome);
  between("market", 0, kBiomes - 1, number_);
  between("trading state", 0, 2, static_cast<std::int64_t>(change.halts.trading));
  between("limit", 0, 2, static_cast<std::int64_t>(change.halts.limit));
}

void Proof::check(const User& user) {
  table_ = "users";
  number_ = user.account.value;
  if (known(user.account)) {
    that(is_user(user.account) && books_[user.account.value].id == user.id, "an account keeps its user");
    return;
  }
  if (!same("account number without a gap", static_cast<Int128>(books_.size()), user.account.value)) return;
  Book book;
  book.id = user.id;
  books_.push_back(book);
}

void Proof::check(const Session& session) {
  table_ = "sessions";
  number_ = session.account.value;
  that(known(session.account) && is_user(session.account), "its account is a user's");
}

void Proof::check(const SettingChange& change) {
  table_ = "setting_changes";
  number_ = static_cast<std::int64_t>(change.id());
  if (!between("setting", 0, kSettings - 1, number_)) return;
  const SettingDefinition& setting = definition_of(change.id());
  between("value after", setting.min, setting.max, change.after.number);
  that(is_allowed(change.after), "text after, a table in its one spelling");
}

void Proof::check(const Payment& payment) {
  table_ = "payments";
  number_ = payment.account.value;
  that(known(payment.account) && is_user(payment.account), "its account is a user's");
  between("amount", 1, kMax, payment.amount.paisa);
  if (payment.status != PaymentStatus::completed) return;
  due_credit({payment.account, payment.completed_at, payment.amount, payment.gateway, payment.gateway_transaction_id},
             1);
}

void Proof::due_credit(const Credit& credit, std::int64_t change) {
  std::string key = std::to_string(credit.account.value) + ' ' + std::to_string(credit.at.ms) + ' ' +
                    std::to_string(credit.amount.paisa);
  key.append(" ").append(credit.gateway).append(" ").append(credit.transaction);
  const auto entry = credits_due_.try_emplace(std::move(key), 0).first;
  entry->second += change;
  if (entry->second == 0) credits_due_.erase(entry);
}

bool Proof::that(bool holds, std::string_view what) {
  if (!holds) wrong(what, "true", "false");
  return holds;
}

bool Proof::same(std::string_view what, Int128 expected, Int128 found) {
  if (expected == found) return true;
  wrong(what, words(expected), words(found));
  return false;
}

bool Proof::same(std::string_view what, const Digest& expected, const Digest& found) {
  if (expected == found) return true;
  wrong(what, to_hex(expected), to_hex(found));
  return false;
}

bool Proof::between(std::string_view what, Int128 least, Int128 most, Int128 found) {
  if (found >= least && found <= most) return true;
  wrong(what, words(least) + " to " + words(most), words(found));
  return false;
}

void Proof::wrong(std::string_view what, std::string_view expected, std::string_view found) {
  if (!first_wrong_.empty()) return;
  first_wrong_.append(table_).append(" row ").append(std::to_string(number_)).append(": ").append(what);
  first_wrong_.append(": expected ").append(expected).append(", found ").append(found);
}

bool Proof::known(AccountNo account) const { return account.exists() && account.value < books_.size(); }

Int128 Proof::sum() const {
  Int128 sum = 0;
  for (const Book& book : books_) sum += book.balance;
  return sum;
}

}  // namespace loam
