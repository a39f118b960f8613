#include "api/catalogue/leaderboards.hpp"

#include <algorithm>
#include <utility>

namespace loam {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kUsersPerLook = 1'000;  // under a millisecond, while commits wait

constexpr std::array<std::string_view, kBoards> kNames{"richest", "landowners", "traders", "sellers"};

bool is_shown(const User& user) { return !user.hidden && !user.disabled; }

/// What an account's shares are worth at the markets' prices, before fees.
Money worth_of_holdings(const State& state, AccountNo account) {
  Money worth;
  for (const Biome biome : kAllBiomes) {
    const Shares shares = state.exchange.holding(account, biome).shares;
    const Market& market = state.exchange.market(biome);
    if (shares <= Shares::zero() || market.shares <= Shares::zero()) continue;
    const Money part{mul_div_floor(shares.micro, market.cash.paisa, market.shares.micro).value_or(0)};
    worth = checked_add(worth, part).value_or(worth);
  }
  return worth;
}

bool counts_more(const Merit& a, const Merit& b) {
  return a.value != b.value ? a.value > b.value : a.account < b.account;
}

}  // namespace

std::optional<Board> parse_board(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Board>(found - kNames.begin());
}

std::size_t Ranking::rank_of(std::int64_t value) const {
  const auto first_not_above = std::lower_bound(values.begin(), values.end(), value, std::greater<>());
  return static_cast<std::size_t>(first_not_above - values.begin()) + 1;
}

Merit Leaderboards::merit_in(Board board, const State& state, AccountNo account) const {
  switch (board) {
    case Board::richest: {
      const Money balance = state.ledger.account(account).balance();
      return {account, checked_add(balance, worth_of_holdings(state, account)).value_or(balance).paisa, 0};
    }
    case Board::landowners: return {account, static_cast<std::int64_t>(state.land.count_of(account)), 0};
    case Board::traders: {
      const Tally tally = tallies_.of(account);
      return {account, tally.traded.paisa, tally.trades};
    }
    case Board::sellers: {
      const Tally tally = tallies_.of(account);
      return {account, tally.sold.paisa, tally.sales};
    }
  }
  return {account, 0, 0};
}

Merit Leaderboards::merit_of(Board board, AccountNo account) const {
  return view_.read([&](const State& state) { return merit_in(board, state, account); });
}

Ranking Leaderboards::compute(Board board) const {
  Ranking ranking;
  std::vector<Merit> merits;
  for (std::size_t next = 0, size = 1; next < size;) {
    view_.read([&](const State& state) {
      ranking.at = state.now;
      const std::vector<User>& users = state.identity.users();
      size = users.size();
      ranking.users = size;
      for (const std::size_t end = std::min(size, next + kUsersPerLook); next < end; ++next) {
        if (!is_shown(users[next])) continue;
        const Merit merit = merit_in(board, state, users[next].account);
        if (merit.value > 0) merits.push_back(merit);
      }
      return 0;
    });
  }
  std::sort(merits.begin(), merits.end(), counts_more);
  ranking.values.reserve(merits.size());
  for (const Merit& merit : merits) ranking.values.push_back(merit.value);
  merits.resize(std::min(merits.size(), kBoardPlaces));
  merits.shrink_to_fit();
  ranking.first = std::move(merits);
  return ranking;
}

std::shared_ptr<const Ranking> Leaderboards::kept(Kept& board, bool fresh) const {
  const std::lock_guard lock(board.mutex);
  return fresh && SteadyClock::now() >= board.fresh_until ? nullptr : board.ranking;
}

std::shared_ptr<const Ranking> Leaderboards::ranking(Board which) {
  Kept& board = boards_[static_cast<std::size_t>(which)];
  if (auto ranking = kept(board, true)) return ranking;
  std::unique_lock computing(board.computing, std::try_to_lock);
  if (!computing) {
    auto older = kept(board, false);
    if (older && older->users > kUsersLookedAtAnew) return older;
    computing.lock();
  }
  if (auto ranking = kept(board, true)) return ranking;
  const auto start = SteadyClock::now();
  auto ranking = std::make_shared<const Ranking>(compute(which));
  const auto end = SteadyClock::now();
  const std::lock_guard lock(board.mutex);
  board.ranking = ranking;
  board.fresh_until = ranking->users > kUsersLookedAtAnew ? end + (end - start) * kBoardRests : start;
  return ranking;
}

}  // namespace loam
