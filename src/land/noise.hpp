#pragma once

#include <cstdint>
#include <vector>

namespace loam {

/// What a noise field looks like. The first octave has the widest lattice, 2^widest cells from point to point; each
/// further one is twice as fine and counts half as much. 1 <= octaves <= widest <= kWidestLattice.
struct NoiseShape {
  unsigned widest = 0;
  unsigned octaves = 0;
};

/// The weights between two lattice points, 2^12 times a smooth step, stay exact in 64 bits up to here.
inline constexpr unsigned kWidestLattice = 10;

/// Gradient noise in whole numbers: one value, 0..65535 and mostly near the middle, for each cell, row by row. The same
/// on every machine: the gradients are drawn by a hash of seed, octave and place, and blended in fixed point. Costs two
/// bytes a cell and, at -O2, some nanoseconds an octave.
std::vector<std::uint16_t> noise_field(std::uint64_t seed, std::uint32_t width, std::uint32_t height, NoiseShape shape);

}  // namespace loam
