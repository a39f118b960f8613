#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "api/catalogue/tallies.hpp"
#include "engine/state.hpp"
#include "pipeline/view.hpp"

namespace loam {

enum class Board : std::uint8_t {
  richest,     ///< balance and holdings at the markets' prices, paisa; land is not valued
  landowners,  ///< lands owned
  traders,     ///< amount of biome shares bought and sold, paisa
  sellers,     ///< amount of lands sold to players, paisa
};
inline constexpr std::size_t kBoards = 4;
std::optional<Board> parse_board(std::string_view text);

/// What an account counts on a board.
struct Merit {
  AccountNo account;
  std::int64_t value = 0;
  std::uint32_t count = 0;  ///< of trades or sales, where the board knows them
};

/// One board as it was at a moment. Nobody on it counts zero, and nobody who hides or is disabled is on it.
struct Ranking {
  Time at;
  std::vector<Merit> first;          ///< the best, falling; equal ones by account
  std::vector<std::int64_t> values;  ///< of all, falling
  std::size_t users = 0;             ///< that were looked at

  /// 1 and the number of those that count more: who counts the same has the same rank.
  [[nodiscard]] std::size_t rank_of(std::int64_t value) const;
};

inline constexpr std::size_t kBoardPlaces = 500;          // the longest page
inline constexpr std::size_t kUsersLookedAtAnew = 5'000;  // a millisecond or two: not worth keeping
// A look at a million users takes a second or less; one thread gives at most a twentieth of its time to that.
inline constexpr int kBoardRests = 20;

/// The boards, computed in slices when somebody asks. In a large world they are kept for twenty times as long as that
/// took, some seconds. Memory: 8 bytes for each account on a board. Any thread.
class Leaderboards {
 public:
  Leaderboards(const View& view, const Tallies& tallies) : view_(view), tallies_(tallies) {}

  /// Computes where what is kept has grown old; whoever comes meanwhile gets the older one.
  [[nodiscard]] std::shared_ptr<const Ranking> ranking(Board board);
  /// What an account counts at this moment.
  [[nodiscard]] Merit merit_of(Board board, AccountNo account) const;

 private:
  struct Kept {
    std::mutex computing;
    std::mutex mutex;  // of what follows
    std::shared_ptr<const Ranking> ranking;
    std::chrono::steady_clock::time_point fresh_until;
  };

  [[nodiscard]] std::shared_ptr<const Ranking> kept(Kept& board, bool fresh) const;
  [[nodiscard]] Ranking compute(Board board) const;
  [[nodiscard]] Merit merit_in(Board board, const State& state, AccountNo account) const;

  const View& view_;
  const Tallies& tallies_;
  std::array<Kept, kBoards> boards_;
};

}  // namespace loam
