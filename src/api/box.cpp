#include "api/box.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace loam {

std::optional<Box> parse_box(std::string_view text) {
  std::array<std::uint32_t, 4> sides{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != ',') return std::nullopt;
      ++at;
    }
    const auto read = std::from_chars(at, end, sides[i]);
    if (read.ec != std::errc{} || sides[i] >= kMaxWorldSide) return std::nullopt;
    at = read.ptr;
  }
  const Box box{sides[0], sides[1], sides[2], sides[3]};
  const bool in_order = box.x0 <= box.x1 && box.y0 <= box.y1;
  return at == end && in_order ? std::optional(box) : std::nullopt;
}

std::optional<Box> read_box(http::QueryReader& query) {
  const auto text = query.raw("bbox");
  if (!text) return std::nullopt;
  const auto box = parse_box(*text);
  if (!box)
    query.refuse("bbox", "malformed", "This must be x0,y0,x1,y1: cells from 0, the first corner not after the second.");
  return box;
}

void write_box(const std::optional<Box>& box, ByteWriter& out) {
  out.u8(box ? 1 : 0);
  if (!box) return;
  for (const std::uint32_t side : {box->x0, box->y0, box->x1, box->y1}) out.u32(side);
}

bool parse_box(ByteReader& in, std::optional<Box>& box) {
  if (in.u8() == 0) return true;
  Box read;
  read.x0 = in.u32();
  read.y0 = in.u32();
  read.x1 = in.u32();
  read.y1 = in.u32();
  box = read;
  return read.x0 <= read.x1 && read.y0 <= read.y1 && read.x1 < kMaxWorldSide && read.y1 < kMaxWorldSide;
}

std::optional<Box> clipped(const Box& box, const World& world) {
  if (box.x0 >= world.width || box.y0 >= world.height) return std::nullopt;
  return Box{box.x0, box.y0, std::min(box.x1, world.width - 1), std::min(box.y1, world.height - 1)};
}

}  // namespace loam
