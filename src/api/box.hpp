#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "api/http/query_reader.hpp"
#include "base/bytes.hpp"
#include "land/world.hpp"

namespace loam {

/// A rectangle of cells; both corners belong to it. x0 <= x1 and y0 <= y1.
struct Box {
  std::uint32_t x0 = 0;
  std::uint32_t y0 = 0;
  std::uint32_t x1 = 0;
  std::uint32_t y1 = 0;

  bool operator==(const Box&) const = default;
  [[nodiscard]] std::uint32_t width() const { return x1 - x0 + 1; }
  [[nodiscard]] std::uint32_t height() const { return y1 - y0 + 1; }
  [[nodiscard]] bool has(Cell cell) const { return cell.x >= x0 && cell.x <= x1 && cell.y >= y0 && cell.y <= y1; }
  [[nodiscard]] bool overlaps(const Box& other) const {
    return x0 <= other.x1 && other.x0 <= x1 && y0 <= other.y1 && other.y0 <= y1;
  }
  [[nodiscard]] bool covers(const Box& other) const {
    return x0 <= other.x0 && other.x1 <= x1 && y0 <= other.y0 && other.y1 <= y1;
  }
};

/// `x0,y0,x1,y1`, each 0..kMaxWorldSide - 1; nullopt for anything else.
std::optional<Box> parse_box(std::string_view text);
/// The parameter `bbox`; an error is noted in the reader.
std::optional<Box> read_box(http::QueryReader& query);
/// As a cursor carries it.
void write_box(const std::optional<Box>& box, ByteWriter& out);
/// False where the bytes are none.
bool parse_box(ByteReader& in, std::optional<Box>& box);
/// What of the box lies in the world; nullopt where nothing does.
std::optional<Box> clipped(const Box& box, const World& world);

}  // namespace loam
