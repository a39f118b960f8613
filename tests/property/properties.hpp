#pragma once

// What the properties share: how many cases they try, numbers of every magnitude, and arithmetic without bounds for
// models. A failure prints the seed that reproduces it: RC_PARAMS="reproduce=…".

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ostream>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "exchange/exchange.hpp"
#include "exchange/redistribution.hpp"

namespace loam::test {

using Big = boost::multiprecision::cpp_int;

inline constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

/// 0..2^bits - 1, every magnitude as likely as any other; zero and the ends are common.
rc::Gen<std::int64_t> magnitude(int bits);
/// The whole range of int64, by magnitude and sign.
rc::Gen<std::int64_t> any_number();

/// Seven markets as they may come to a redistribution: sizes of every magnitude, some halted, empty, without attention,
/// at their limits. The cash of all fits 64 bits.
using Participants = std::array<Participant, kBiomes>;
rc::Gen<Participants> any_participants();
rc::Gen<Ppm> any_ppm();

/// Floor and ceiling of a quotient, towards minus and plus infinity; b > 0.
Big floor_div(const Big& a, const Big& b);
Big ceil_div(const Big& a, const Big& b);

/// Whether `units` are Webster's apportionment of their sum over `claims`, ties to the lower index, by its definition:
/// no unit that was not given comes before one that was.
bool is_webster(const std::array<std::int64_t, kBiomes>& claims, const std::array<std::int64_t, kBiomes>& units);

}  // namespace loam::test

namespace rc {
void showValue(const loam::Participant& market, std::ostream& out);
}  // namespace rc
