#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "unit/engine_world.hpp"

// Commands in short, for the tables of refusals.
namespace loam::testing {

inline constexpr AccountNo kAnn{16};
inline constexpr AccountNo kNobody{99};
inline constexpr std::int64_t kMax = INT64_MAX;

/// Markets and one rich user.
inline World seeded() {
  World world;
  world.run(SeedMarkets{});
  world.user("ann", Money::bdt(1'000'000));
  return world;
}

inline PlaceOrder buy(std::int64_t paisa, std::optional<Price> most = {}, AccountNo account = kAnn) {
  return {{account, Biome::ocean, Side::buy, Money{paisa}, {}, most}};
}
inline PlaceOrder sell(std::int64_t micro, std::optional<Price> least = {}) {
  return {{kAnn, Biome::ocean, Side::sell, {}, Shares{micro}, least}};
}
inline RegisterUser registration(const std::string& name, const std::string& email = {}) {
  RegisterUser command;
  command.user.id = World::id("registration of " + name);
  command.user.username = name;
  command.user.email = email;
  return command;
}
inline Session session(const std::string& name, const World& world, AccountNo account = kAnn) {
  Session session;
  session.id = World::id(name);
  session.account = account;
  session.access_hash = sha256("access " + name);
  session.refresh_hash = sha256("refresh " + name);
  session.access_expires = world.now + Duration::hours(1);
  session.refresh_expires = world.now + Duration::days(7);
  return session;
}
inline RotateSession rotation(const std::string& name, const std::string& spent) {
  return {World::id(name), sha256(spent), sha256("a2"), {}, sha256("r2"), {}};
}
inline InitiatePayment payment(const std::string& name, Money amount, AccountNo account = kAnn) {
  return {{World::id(name), account, "bkash", amount, {}, {}, {}, {}, {}}};
}
inline SettlePayment settlement(const std::string& name, Money amount, bool approved,
                                const std::string& transaction = "t1") {
  return {{World::id(name), "bkash", amount, approved, transaction}};
}
inline CommandBody patch(SettingId id, std::int64_t value) { return PatchSettings{{{id, value}}}; }
inline std::int64_t number(SettingId id) { return static_cast<std::int64_t>(id); }

}  // namespace loam::testing
