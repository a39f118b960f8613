#include "property/properties.hpp"

#include <cstdlib>
#include <string>

namespace loam::test {
namespace {

// Every run: the whole suite takes seconds, and under a minute with sanitizers, where a case costs ten times as much.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kCases = 2'000;
#else
constexpr std::size_t kCases = 8'000;
#endif
constexpr std::size_t kLongCases = 1'000'000;  // LOAM_LONG=1

std::size_t chosen_cases() {
  const char* wanted = std::getenv("LOAM_LONG");
  return wanted != nullptr && std::string(wanted) == "1" ? kLongCases : kCases;
}

/// RapidCheck reads its parameters from the environment when the first property runs; what is set there already wins.
const bool kParametersAreSet = [] {
  return setenv("RC_PARAMS", ("max_success=" + std::to_string(chosen_cases())).c_str(), 0) == 0;
}();

rc::Gen<Participant> any_participant() {
  return rc::gen::apply(
      [](std::int64_t cash, std::int64_t shares, std::int64_t weight, int up, int down, int fate) {
        Participant market{Money{cash}, Shares{shares}, weight, {}, {}, true};
        // Limits in thousandths of the cash; the usual 5 % is common.
        market.up = Money{static_cast<std::int64_t>(static_cast<Int128>(cash) * (up > 200 ? 50 : up) / 1'000)};
        market.down = Money{static_cast<std::int64_t>(static_cast<Int128>(cash) * (down > 200 ? 50 : down) / 1'000)};
        if (fate == 0) market.active = false;
        if (fate == 1) market.shares = {};
        if (fate == 2) market.weight = 0;
        if (fate == 3) market = {{}, market.shares, market.weight, {}, {}, true};
        return market;
      },
      magnitude(60), magnitude(62), magnitude(40), rc::gen::inRange(0, 400), rc::gen::inRange(0, 400),
      rc::gen::inRange(0, 20));
}

}  // namespace

rc::Gen<std::int64_t> magnitude(int bits) {
  return rc::gen::map(rc::gen::pair(rc::gen::resize(100, rc::gen::inRange(0, bits + 1)),
                                    rc::gen::resize(100, rc::gen::arbitrary<std::uint64_t>())),
                      [](const std::pair<int, std::uint64_t>& drawn) {
                        if (drawn.first == 0) return std::int64_t{0};
                        const std::uint64_t mask = ~std::uint64_t{0} >> (64 - drawn.first);
                        const std::uint64_t kind = drawn.second >> 61;  // one in eight at the very end
                        return static_cast<std::int64_t>(kind == 7 ? mask : drawn.second & mask);
                      });
}

rc::Gen<std::int64_t> any_number() {
  return rc::gen::map(rc::gen::pair(magnitude(63), rc::gen::inRange(0, 16)),
                      [](const std::pair<std::int64_t, int>& drawn) {
                        if (drawn.second == 15) return kMin;
                        return drawn.second % 2 == 0 ? drawn.first : -drawn.first;
                      });
}

rc::Gen<Participants> any_participants() {
  // Every second time the markets are much alike: then units are fought over, and ties are common.
  const auto drawn = rc::gen::container<std::vector<Participant>>(kBiomes, any_participant());
  return rc::gen::apply(
      [](const std::vector<Participant>& markets, bool alike, int spread) {
        Participants chosen;
        for (std::size_t i = 0; i < kBiomes; ++i) {
          chosen[i] = markets[i];
          if (!alike || markets[i].cash.paisa == 0) continue;
          const std::int64_t difference = markets[i].shares.micro % spread;
          chosen[i].cash.paisa =
              std::min<std::int64_t>(markets[0].cash.paisa, (std::int64_t{1} << 60) - spread) + difference;
          chosen[i].up.paisa = std::max<std::int64_t>(1, chosen[i].cash.paisa / 20);
          chosen[i].down.paisa = chosen[i].cash.paisa / 20;
          if (markets[i].weight > 0)
            chosen[i].weight = std::max<std::int64_t>(1, markets[0].weight - difference * spread);
        }
        return chosen;
      },
      drawn, rc::gen::arbitrary<bool>(), rc::gen::element(1, 2, 10, 1'000));
}

rc::Gen<Ppm> any_ppm() {
  return rc::gen::map(rc::gen::inRange(0, 12), [](int tenths) { return Ppm{std::min(10, tenths) * 100'000}; });
}

Big floor_div(const Big& a, const Big& b) {
  const Big quotient = a / b;  // towards zero
  return a < 0 && quotient * b != a ? Big(quotient - 1) : quotient;
}

Big ceil_div(const Big& a, const Big& b) { return -floor_div(-a, b); }

bool is_webster(const std::array<std::int64_t, kBiomes>& claims, const std::array<std::int64_t, kBiomes>& units) {
  for (std::size_t had = 0; had < kBiomes; ++had) {
    if (units[had] == 0) continue;
    for (std::size_t next = 0; next < kBiomes; ++next) {
      // The last unit that `had` got against the next that `next` would get: claim / (2 * units + 1).
      const Big got = Big(claims[had]) * (2 * Big(units[next]) + 1);
      const Big missed = Big(claims[next]) * (2 * Big(units[had]) - 1);
      if (got < missed || (got == missed && next < had)) return false;
    }
  }
  return true;
}

}  // namespace loam::test

namespace rc {
void showValue(const loam::Participant& market, std::ostream& out) {
  out << "{cash " << market.cash.paisa << ", shares " << market.shares.micro << ", weight " << market.weight << ", up "
      << market.up.paisa << ", down " << market.down.paisa << (market.active ? "" : ", halted") << "}";
}
}  // namespace rc
