#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.hpp"

namespace loam::testing {

inline constexpr Time kBegin{1'700'000'000'000};

/// An engine with a clock of its own and all that it has told the store: what the tests of the engine stand on.
class World {
 public:
  explicit World(const Settings& settings = {}) : engine(settings), now(kBegin) {}

  Reply run(CommandBody body, std::optional<IdempotencyKey> key = std::nullopt) {
    return engine.apply(Command{std::move(body), actor, key}, now, events);
  }
  Outcome outcome(CommandBody body) { return run(std::move(body)).outcome; }
  /// The refusal's word, or `ok`.
  std::string word(CommandBody body) {
    const Outcome outcome = run(std::move(body)).outcome;
    return outcome ? "ok" : std::string(to_string(outcome.error().code));
  }

  void later(Duration span) { now = now + span; }
  void cycle() {
    later({engine.state().settings.value(SettingId::cycle_ms)});
    run(CloseCycle{});
  }

  AccountNo user(const std::string& name, Money balance = {}, Role role = Role::player) {
    RegisterUser command;
    command.user.id = id(name);
    command.user.username = name;
    command.user.role = role;
    command.by_operator = true;
    run(command);
    const AccountNo account = engine.state().identity.user_by_name(name)->account;
    if (balance > Money::zero()) run(AdjustBalance{account, balance, "to begin with"});
    return account;
  }

  std::string buy(AccountNo account, Biome biome, Money amount) {
    return word(PlaceOrder{{account, biome, Side::buy, amount, {}, {}}});
  }
  std::string sell(AccountNo account, Biome biome, Shares shares) {
    return word(PlaceOrder{{account, biome, Side::sell, {}, shares, {}}});
  }
  std::string look(AccountNo account, Biome biome, std::int64_t us) {
    return word(TrackAttention{account, {{biome, us}}});
  }
  std::string set(SettingId setting, std::int64_t value) { return word(PatchSettings{{{setting, value}}}); }

  static ChangeUser confirm(AccountNo account) {
    ChangeUser command;
    command.account = account;
    command.confirmed = true;
    return command;
  }
  static ChangeUser disable(AccountNo account) {
    ChangeUser command;
    command.account = account;
    command.disabled = true;
    return command;
  }
  static ChangeUser end_sessions(AccountNo account, const Uuid& but = {}) {
    ChangeUser command;
    command.account = account;
    command.end_sessions = true;
    command.keep_session = but;
    return command;
  }

  /// The same name, the same id.
  static Uuid id(const std::string& name) {
    const Digest digest = sha256(name);
    Uuid id;
    std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
    return id;
  }
  static IdempotencyKey key(const std::string& name, std::uint64_t request = 1) { return {id(name).bytes, request}; }

  [[nodiscard]] const State& state() const { return engine.state(); }
  [[nodiscard]] Money balance(AccountNo account) const { return state().ledger.account(account).available; }
  [[nodiscard]] const Transaction& last_row() const {
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
      if (const auto* row = std::get_if<Transaction>(&*event)) return *row;
    }
    return kNone;
  }
  /// All events of one kind, in order.
  template <class T>
  [[nodiscard]] std::vector<T> all() const {
    std::vector<T> found;
    for (const Event& event : events) {
      if (const T* one = std::get_if<T>(&event)) found.push_back(*one);
    }
    return found;
  }

  Engine engine;
  Time now;
  Actor actor{kNoAccount, "cli"};
  std::vector<Event> events;

 private:
  static inline const Transaction kNone{};
};

}  // namespace loam::testing
