#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "api/box.hpp"
#include "api/catalogue/number_set.hpp"
#include "api/catalogue/ordered_blocks.hpp"
#include "api/price_range.hpp"
#include "engine/event.hpp"
#include "engine/state.hpp"
#include "marketplace/listing.hpp"

namespace loam {

enum class ListingOrder : std::uint8_t { created_desc, created_asc, price_asc, price_desc, ending_soon };

/// Which listings. Empty fields do not filter.
struct ListingFilter {
  std::optional<ListingStatus> status;
  std::optional<ListingType> type;
  std::optional<Biome> biome;  ///< of any of its lands
  std::optional<AccountNo> seller;
  PriceRange price;        ///< of the current price
  std::optional<Box> box;  ///< has any of its lands

  bool operator==(const ListingFilter&) const = default;
};

/// One page of listings.
struct ListingPlaces {
  std::vector<OrderKey> places;  ///< each with the listing's number
  bool more = false;             ///< whether there is another page
};

/// What lists of listings are made from: every listing that there ever was, in each order that clients ask for. Told
/// what is committed, so that the state that every command changes need not keep these orders. Any thread.
///
/// Memory: 48 bytes a listing, 52 for its places, 4 for its seller's list: about 110 MB for a million.
class Catalogue {
 public:
  /// At a start, before anything else.
  void begin(const State& state);
  /// A batch that has been committed. @param state in which it is already, and nothing after it
  void take(std::span<const Event> events, const State& state);

  /// Walks some thousand listings at a time, so that no commit waits for a whole search.
  /// @param after the place where the last page ended; empty: from the start
  /// @param offset listings to pass over first
  [[nodiscard]] ListingPlaces find(const ListingFilter& filter, ListingOrder order, std::optional<OrderKey> after,
                                   std::size_t offset, std::size_t limit) const;
  [[nodiscard]] std::size_t count(const ListingFilter& filter) const;

  /// Appends up to `most` lands that are in an active listing, by number, none below `from`.
  void listed_lands(LandNo from, std::size_t most, std::vector<LandNo>& out) const;

 private:
  struct Entry {
    std::shared_ptr<const ListingTerms> terms;
    Money price;
    Time ends_at;
    std::array<std::uint16_t, 4> around{};  ///< the rectangle around its lands: x0, y0, x1, y1
    AccountNo seller;
    ListingType type{};
    ListingStatus status{};
    std::uint8_t biomes = 0;  ///< a bit for each biome among its lands
  };
  /// The listings of one status, in each order.
  struct Shelf {
    NumberSet numbers;
    OrderedBlocks by_price;
    OrderedBlocks by_end;
  };
  struct AccountHash {
    std::size_t operator()(AccountNo account) const { return account.value * 0x9E3779B97F4A7C15ULL; }
  };
  static constexpr std::size_t kStatuses = 4;
  static constexpr std::array<ListingStatus, kStatuses> kAllStatuses{ListingStatus::active, ListingStatus::sold,
                                                                     ListingStatus::expired, ListingStatus::cancelled};

  [[nodiscard]] Shelf& shelf(ListingStatus status) { return shelves_[static_cast<std::size_t>(status)]; }
  [[nodiscard]] const Shelf& shelf(ListingStatus status) const { return shelves_[static_cast<std::size_t>(status)]; }
  [[nodiscard]] const Entry& entry(std::uint32_t number) const { return entries_[number - 1]; }
  [[nodiscard]] Entry make_entry(const Listing& listing, const LandMap& map) const;
  void add(const Listing& listing, const LandMap& map);
  void change(const Listing& listing);

  [[nodiscard]] OrderKey place_of(std::uint32_t number, ListingOrder order) const;
  [[nodiscard]] bool matches(const ListingFilter& filter, const Entry& entry) const;
  [[nodiscard]] bool has_land_in(const Box& box, const Entry& entry) const;
  /// The next places of the order among all that the filter's status and seller let through; empty at the end.
  void next_places(const ListingFilter& filter, ListingOrder order, OrderKey after, std::vector<OrderKey>& out) const;
  void next_numbers(const ListingFilter& filter, bool rising, std::uint32_t after, std::vector<OrderKey>& out) const;
  [[nodiscard]] ListingPlaces find_of_seller(const ListingFilter& filter, ListingOrder order,
                                             std::optional<OrderKey> after, std::size_t offset,
                                             std::size_t limit) const;

  mutable std::shared_mutex mutex_;
  std::vector<Entry> entries_;  // by number - 1
  std::array<Shelf, kStatuses> shelves_;
  boost::unordered_flat_map<AccountNo, std::vector<std::uint32_t>, AccountHash> by_seller_;
  NumberSet listed_;
  std::uint32_t world_width_ = 1;
};

/// Sold, and not by the end of its auction: an auction that ends sells at its end or after it, a purchase is before.
bool bought_outright(const Listing& listing);
/// What a listing costs now, or was sold at: its fixed price, else where its auction stands, else where that starts.
Money current_price(const Listing& listing);

}  // namespace loam
