#include "land/noise.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "base/check.hpp"

namespace loam {
namespace {

constexpr unsigned kWeightBits = 12;  // a difference of two corners (17 bits) times a weight stays in 32 bits
constexpr std::int32_t kMiddle = 32'768;
constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;

/// The finalizer of SplitMix64: every bit of the input turns about half of the output's.
constexpr std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBULL;
  return bits ^ (bits >> 31U);
}

/// The smooth step 3t^2 - 2t^3 at t = part / 2^bits, times 2^kWeightBits, rounded down.
constexpr std::int32_t smooth_step(std::uint64_t part, unsigned bits) {
  const std::uint64_t whole = std::uint64_t{1} << bits;
  return static_cast<std::int32_t>((((3 * whole - 2 * part) * part * part) << kWeightBits) >> (3 * bits));
}

constexpr std::int32_t between(std::int32_t from, std::int32_t to, std::int32_t weight) {
  return from + (((to - from) * weight) >> kWeightBits);
}

struct Gradient {
  std::int32_t x = 0;
  std::int32_t y = 0;
};

/// Sixteen directions, all of the same length to a unit. A blend of four corners reaches at most sqrt(1/2) of it, and
/// the sum of halved octaves twice that: 32526, which leaves room in 16 bits for what the roundings add.
constexpr std::int32_t kLong = 23'000;
constexpr std::array<std::int32_t, 16> kCosines{kLong,  21'249,  16'263,  8'802,  0, -8'802, -16'263, -21'249,
                                                -kLong, -21'249, -16'263, -8'802, 0, 8'802,  16'263,  21'249};
constexpr Gradient direction(std::uint64_t sixteenth) {
  return {kCosines[sixteenth % 16], kCosines[(sixteenth + 12) % 16]};
}

/// One octave, row after row. At every lattice point stands a gradient, and what a point says of a cell is the gradient
/// times the way to the cell; a cell blends its four points. In one row that is a straight line for each column of
/// points, already blended between the points above and below, so a cell costs one step between two lines.
class Octave {
 public:
  Octave(std::uint64_t seed, unsigned lattice_bits, std::uint32_t width)
      : seed_(mixed(seed)), bits_(lattice_bits), mask_((std::uint32_t{1} << lattice_bits) - 1) {
    // A shift of its own keeps the lattices of the octaves from lying on each other, which would show as a grid.
    shift_x_ = static_cast<std::uint32_t>(mixed(seed_ + 1)) & mask_;
    shift_y_ = static_cast<std::uint32_t>(mixed(seed_ + 2)) & mask_;
    for (std::uint32_t part = 0; part <= mask_; ++part) weights_.push_back(smooth_step(part, bits_));
    const std::size_t columns = ((width - 1 + shift_x_) >> bits_) + std::size_t{2};
    above_.resize(columns);
    below_.resize(columns);
    lines_.resize(columns);
  }

  /// Adds this octave's part of row `y` to `sums`. Rows come from 0 on, one after the other.
  void add_row(std::uint32_t y, unsigned halvings, std::span<std::int32_t> sums) {
    come_to_row(y + shift_y_);
    std::size_t column = 0;
    std::uint32_t part = shift_x_;
    for (std::size_t x = 0; x < sums.size(); ++column, part = 0) {
      const std::size_t end = std::min(sums.size(), x + (mask_ + 1 - part));
      for (; x < end; ++x, ++part) {
        const auto east = static_cast<std::int32_t>(part);
        const std::int32_t from = along(lines_[column], east);
        const std::int32_t to = along(lines_[column + 1], east - static_cast<std::int32_t>(mask_ + 1));
        sums[x] += between(from, to, weights_[part]) >> halvings;
      }
    }
  }

 private:
  struct Line {
    std::int32_t slope = 0;
    std::int32_t at_point = 0;
  };

  [[nodiscard]] std::int32_t along(const Line& line, std::int32_t cells) const {
    return line.at_point + ((line.slope * cells) >> bits_);
  }

  void come_to_row(std::uint32_t shifted_y) {
    const std::uint32_t part = shifted_y & mask_;
    const std::uint32_t lattice_y = shifted_y >> bits_;
    if (!has_rows_) draw_gradients(lattice_y, above_);
    if (has_rows_ && part == 0) above_.swap(below_);
    if (!has_rows_ || part == 0) draw_gradients(lattice_y + 1, below_);
    has_rows_ = true;

    const auto south = static_cast<std::int32_t>(part);
    const std::int32_t north = south - static_cast<std::int32_t>(mask_ + 1);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      lines_[i].slope = between(above_[i].x, below_[i].x, weights_[part]);
      lines_[i].at_point = between((above_[i].y * south) >> bits_, (below_[i].y * north) >> bits_, weights_[part]);
    }
  }

  void draw_gradients(std::uint32_t lattice_y, std::span<Gradient> gradients) const {
    const std::uint64_t place = std::uint64_t{lattice_y} << 32U;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
      gradients[i] = direction(mixed(seed_ + (place | i) * kGolden) >> 60U);
    }
  }

  std::uint64_t seed_;
  unsigned bits_;  // a lattice cell is 2^bits cells wide
  std::uint32_t mask_;
  std::uint32_t shift_x_ = 0;
  std::uint32_t shift_y_ = 0;
  bool has_rows_ = false;
  std::vector<std::int32_t> weights_;
  std::vector<Gradient> above_;
  std::vector<Gradient> below_;
  std::vector<Line> lines_;
};

}  // namespace

std::vector<std::uint16_t> noise_field(std::uint64_t seed, std::uint32_t width, std::uint32_t height,
                                       NoiseShape shape) {
  LOAM_CHECK(width > 0 && height > 0);
  LOAM_CHECK(shape.octaves >= 1 && shape.octaves <= shape.widest && shape.widest <= kWidestLattice);
  std::vector<Octave> octaves;
  octaves.reserve(shape.octaves);
  for (unsigned i = 0; i < shape.octaves; ++i) octaves.emplace_back(seed + (i + 1) * kGolden, shape.widest - i, width);

  std::vector<std::uint16_t> field(std::size_t{width} * height);
  std::vector<std::int32_t> sums(width);
  for (std::uint32_t y = 0; y < height; ++y) {
    std::fill(sums.begin(), sums.end(), 0);
    for (unsigned i = 0; i < shape.octaves; ++i) octaves[i].add_row(y, i, sums);
    const std::span<std::uint16_t> row = std::span(field).subspan(std::size_t{y} * width, width);
    std::transform(sums.begin(), sums.end(), row.begin(),
                   [](std::int32_t sum) { return static_cast<std::uint16_t>(sum + kMiddle); });
  }
  return field;
}

}  // namespace loam
