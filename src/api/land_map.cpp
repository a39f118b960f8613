#include "api/land_map.hpp"

#include <algorithm>

#include <boost/unordered/unordered_flat_map.hpp>
#include <sodium.h>

#include "api/json/json_writer.hpp"

namespace loam {
namespace {

constexpr std::uint32_t kRowsPerLook = 16;  // 4,096 cells, some 100 us, while commits wait
constexpr std::int32_t kElevationSteps = 255;
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

class Painter {
 public:
  explicit Painter(MapPiece& piece) : piece_(piece) {
    const std::size_t cells = std::size_t{piece.box.width()} * piece.box.height();
    piece.biomes.reserve(cells);
    piece.elevations.reserve(cells);
    piece.owners.reserve(2 * cells);
    piece.listings.reserve(cells);
  }

  void paint(const State& state, LandNo land) {
    piece_.biomes.push_back(static_cast<std::uint8_t>(index_of(state.land.biome(land))));
    const std::int32_t elevation = state.land.elevation(land);
    piece_.elevations.push_back(
        static_cast<std::uint8_t>((elevation * kElevationSteps + kMaxElevation / 2) / kMaxElevation));
    const AccountNo owner = state.land.owner(land);
    const std::uint16_t name = owner.exists() ? name_of(state, owner) : kNobody;
    piece_.owners.push_back(static_cast<std::uint8_t>(name & 0xFFU));
    piece_.owners.push_back(static_cast<std::uint8_t>(name >> 8U));
    // Only what somebody owns can be listed: unclaimed land needs no look-up.
    const ListingNo listing = owner.exists() ? state.marketplace.listed_in(land) : kNoListing;
    piece_.listings.push_back(
        listing.exists() ? static_cast<std::uint8_t>(state.marketplace.listing(listing).terms->type) : 0);
  }

 private:
  struct AccountHash {
    std::size_t operator()(AccountNo account) const { return account.value * 0x9E3779B97F4A7C15ULL; }
  };

  std::uint16_t name_of(const State& state, AccountNo owner) {
    const auto known = numbers_.find(owner);
    if (known != numbers_.end()) return known->second;
    const User* user = state.identity.user(owner);
    if (user == nullptr || piece_.names.size() == kMaxMapOwners) return kUnnamedOwner;
    piece_.names.emplace_back(user->id, user->username);
    return numbers_[owner] = static_cast<std::uint16_t>(piece_.names.size());
  }

  MapPiece& piece_;
  boost::unordered_flat_map<AccountNo, std::uint16_t, AccountHash> numbers_;
};

void write_bytes(JsonWriter& json, std::string_view name, const std::vector<std::uint8_t>& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kBase64);
  text.pop_back();  // the length counts the closing zero
  json.member(name, text);
}

}  // namespace

MapPiece view_map(const View& view, const Box& box) {
  MapPiece piece;
  piece.box = box;
  Painter painter(piece);
  for (std::uint32_t y = box.y0; y <= box.y1;) {
    view.read([&](const State& state) {
      piece.world = state.land.world();
      const std::uint32_t end = std::min(box.y1 + 1, y + kRowsPerLook);
      for (; y < end; ++y) {
        const std::uint32_t row = y * piece.world.width;
        for (std::uint32_t x = box.x0; x <= box.x1; ++x) painter.paint(state, {row + x});
      }
      return 0;
    });
  }
  return piece;
}

std::string map_body(const MapPiece& piece) {
  std::string text;
  text.reserve(piece.biomes.size() * 8 + piece.names.size() * 100 + 512);
  JsonWriter json(text);
  json.begin_object()
      .key("world")
      .begin_object()
      .member("width", piece.world.width)
      .member("height", piece.world.height)
      .end_object()
      .key("bbox")
      .begin_array();
  for (const std::uint32_t side : {piece.box.x0, piece.box.y0, piece.box.x1, piece.box.y1}) json.value(side);
  json.end_array().member("width", piece.box.width()).member("height", piece.box.height()).key("biomes").begin_array();
  for (const Biome biome : kAllBiomes) json.value(to_string(biome));
  json.end_array();
  write_bytes(json, "biome", piece.biomes);
  write_bytes(json, "elevation", piece.elevations);
  write_bytes(json, "owner", piece.owners);
  write_bytes(json, "listing", piece.listings);
  json.key("owners").begin_array();
  for (const auto& [id, username] : piece.names) {
    json.begin_object().member("owner_id", id).member("owner_username", username).end_object();
  }
  json.end_array().end_object();
  return text;
}

}  // namespace loam
