// What the record says against what a live state holds.

#include "engine/proof.hpp"

namespace loam {
namespace {

/// Keeps the first difference.
struct Differences {
  std::optional<std::string> first;

  template <class Subject>
  void expect(Int128 derived, Int128 live, const Subject& subject) {
    if (derived == live || first) return;
    first = subject() + ": the record says " + std::to_string(static_cast<std::int64_t>(derived)) + ", the state has " +
            std::to_string(static_cast<std::int64_t>(live));
  }
};

std::string name_of(AccountNo account) {
  const std::string_view house = house_name(account);
  return "account " + std::to_string(account.value) + (house.empty() ? "" : " (" + std::string(house) + ")");
}

}  // namespace

std::optional<std::string> Proof::compare(const State& state) const {
  if (!first_wrong_.empty()) return first_wrong_;
  Differences differences;
  const auto expect = [&](Int128 derived, Int128 live, const auto& subject) {
    differences.expect(derived, live, subject);
  };
  const auto plain = [](const char* subject) { return [subject] { return std::string(subject); }; };
  expect(static_cast<Int128>(books_.size()), static_cast<Int128>(state.ledger.size()), plain("accounts"));
  expect(last_seq_, state.ledger.last_seq(), plain("last row of the record"));
  expect(last_hash_ == state.ledger.last_hash(), true, plain("hash of the last row"));
  expect(last_entry_, state.marketplace.last_entry(), plain("entries in the journal of the marketplace"));
  expect(cycles_, state.exchange.cycles(), plain("cycles"));
  expect(last_cycle_hash_ == state.cycle_hash, true, plain("hash of the last cycle"));
  if (differences.first) return differences.first;

  for (const Biome biome : kAllBiomes) {
    const Pool& pool = pools_[index_of(biome)];
    const Market& market = state.exchange.market(biome);
    const auto subject = [&](const char* what) {
      return [biome, what] { return "market " + std::string(to_string(biome)) + ", " + what; };
    };
    expect(pool.cash, market.cash.paisa, subject("cash"));
    expect(pool.shares, market.shares.micro, subject("shares"));
    if (cycles_ > 0) expect(pool.index, market.index, subject("attention index"));
  }
  for (std::uint32_t number = 1; number < books_.size() && !differences.first; ++number) {
    const AccountNo account{number};
    const Book& book = books_[number];
    const Account& live = state.ledger.account(account);
    const auto subject = [&](const char* what) { return [account, what] { return name_of(account) + ", " + what; }; };
    expect(book.balance, static_cast<Int128>(live.available.paisa) + live.held.paisa, subject("balance"));
    expect(book.promised, live.held.paisa, subject("held"));
    expect(book.last_seq, live.last_seq, subject("last row"));
    expect(book.rows, live.rows, subject("rows"));
    expect(book.fees_paid, live.fees_paid.paisa, subject("fees paid"));
    if (is_user(account)) expect(book.id == state.identity.id_of(account), true, subject("user id"));
    for (const Biome biome : kAllBiomes) {
      const auto found = holdings_.find(key_of(account, biome));
      const Held held = found == holdings_.end() ? Held{} : found->second;
      const Holding holding = state.exchange.holding(account, biome);
      const auto of = [&](const char* what) {
        return [account, biome, what] { return name_of(account) + ", " + std::string(to_string(biome)) + ' ' + what; };
      };
      expect(held.shares, holding.shares.micro, of("shares"));
      expect(held.cost, holding.cost.paisa, of("cost"));
      expect(held.gain, holding.realized_gain.paisa, of("realized gain"));
    }
  }
  if (differences.first) return differences.first;
  return compare_land(state);
}

std::optional<std::string> Proof::compare_land(const State& state) const {
  Differences differences;
  const auto expect = [&](Int128 derived, Int128 live, const auto& subject) {
    differences.expect(derived, live, subject);
  };
  const auto plain = [](const char* subject) { return [subject] { return std::string(subject); }; };
  expect(world_.has_value(), state.land.made(), plain("worlds"));
  if (world_ && state.land.made()) expect(*world_ == state.land.world(), true, plain("the world's facts"));
  expect(static_cast<Int128>(owners_.size()), static_cast<Int128>(state.land.claimed()), plain("lands with an owner"));
  expect(static_cast<Int128>(listings_.size()), static_cast<Int128>(state.marketplace.size()), plain("listings"));
  if (differences.first) return differences.first;

  // In order of number, so that the same difference is told each time.
  std::optional<LandNo> other;
  for (const auto& [land, owner] : owners_) {
    if (state.land.owner(land) != owner && (!other || land < *other)) other = land;
  }
  if (other) {
    expect(owner_of(*other).value, state.land.owner(*other).value,
           [&] { return "land " + std::to_string(other->value) + ", owner"; });
  }
  for (std::uint32_t i = 0; i < listings_.size() && !differences.first; ++i) {
    const Offered& offered = listings_[i];
    const Listing& live = state.marketplace.listing({i + 1});
    const auto subject = [i](const char* what) {
      return [i, what] { return "listing " + std::to_string(i + 1) + ", " + what; };
    };
    expect(static_cast<int>(offered.status), static_cast<int>(live.status), subject("status"));
    expect(offered.standing == live.standing, true, subject("leader, maximum and price"));
    expect(offered.ends_at.ms, live.ends_at.ms, subject("end"));
    expect(offered.bids, live.bids, subject("bids"));
  }
  return differences.first;
}

}  // namespace loam
