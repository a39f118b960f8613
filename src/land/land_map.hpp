#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "base/uuid.hpp"
#include "land/terrain.hpp"
#include "land/world.hpp"
#include "ledger/account.hpp"
#include "ledger/numbers.hpp"

namespace loam {

/// Who owns what. Every cell of the world is a land; it belongs to nobody until it is claimed, and to somebody from
/// then on. The map knows no prices and asks nobody: what it is told has been decided.
///
/// Memory: a land costs four bytes, an owned one four more and up to two for its owner's list to grow (a list that has
/// shrunk to a quarter gives its room back), an account 24 up to the highest that ever owned. Ten million lands, all
/// owned, are 80 to 100 MB a copy, with a million owners up to 140. The terrain, two bytes a land, is shared by all
/// copies: it never changes.
///
/// Invariants:
///  1. A land is in the list of its owner, and in no other.
///  2. Every list is sorted by number, without repetition.
///  3. `claimed()` is the sum of all lists.
class LandMap {
 public:
  /// Whether there is a world. Without one there are no lands: size is 0 and nothing is found.
  [[nodiscard]] bool made() const { return terrain_ != nullptr; }
  [[nodiscard]] const World& world() const { return world_; }
  /// Once. Requires within_limits(world).
  void make(const World& world);

  [[nodiscard]] bool has(LandNo land) const { return land.value < owners_.size(); }
  [[nodiscard]] std::size_t size() const { return owners_.size(); }
  /// Nothing beyond the edges of the map: it is not wrapped.
  [[nodiscard]] std::optional<LandNo> at(std::int64_t x, std::int64_t y) const;
  [[nodiscard]] std::optional<LandNo> find(const Uuid& id) const;

  // All of these require has(land).
  [[nodiscard]] Cell cell(LandNo land) const;
  /// Of version 7: the moment the world was made and the number of the land.
  [[nodiscard]] Uuid id_of(LandNo land) const;
  [[nodiscard]] Biome biome(LandNo land) const;
  /// Thousandths, 0..kMaxElevation.
  [[nodiscard]] std::int32_t elevation(LandNo land) const;
  /// kNoAccount: nobody has claimed it yet.
  [[nodiscard]] AccountNo owner(LandNo land) const;

  /// Sorted by number. Valid until the next `give`.
  [[nodiscard]] std::span<const LandNo> lands_of(AccountNo account) const;
  [[nodiscard]] std::size_t count_of(AccountNo account) const { return lands_of(account).size(); }
  /// How many lands have an owner.
  [[nodiscard]] std::size_t claimed() const { return claimed_; }
  /// Calls look(AccountNo, std::size_t count) for each account that owns lands, in order of their numbers.
  template <class Look>
  void for_each_owner(Look look) const {
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      if (!lists_[i].empty()) look(AccountNo{static_cast<std::uint32_t>(i)}, lists_[i].size());
    }
  }

  /// Makes `to` the owner, from whoever is it now. Requires has(land) and an account. Costs a search and a move of the
  /// rest of both owners' lists: microseconds at 100,000 lands, bounded by the limit of lands an owner.
  void give(LandNo land, AccountNo to);

  /// Whether the lands are one piece: from each one can walk to each other over shared edges, through these lands
  /// alone. No for none, for repeated ones and for numbers that no land has. For parcels: sorts what it is given.
  [[nodiscard]] bool connected(std::span<const LandNo> lands) const;

  /// Recomputes all invariants, at the cost of a walk over the map.
  void check_invariants() const;
  /// The world, and who owns what; costs what is owned, not what there is.
  void digest(ByteWriter& out) const;

 private:
  World world_;
  std::shared_ptr<const Terrain> terrain_;
  std::vector<AccountNo> owners_;           // by land
  std::vector<std::vector<LandNo>> lists_;  // by account: their numbers are dense
  std::size_t claimed_ = 0;
};

}  // namespace loam
