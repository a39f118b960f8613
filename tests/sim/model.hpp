#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/command.hpp"
#include "engine/event.hpp"
#include "sim/land_model.hpp"
#include "sim/market_model.hpp"

namespace loam::sim {

/// The economy once more, slow and obvious: written from the rules and what the commands promise, with plain maps and
/// 128-bit sums, and without a line of the rooms that it judges. Copied for every commit: what a crash goes back to.
class Model {
 public:
  Model(const std::array<std::int64_t, kSettings>& settings, std::map<SettingId, std::string> tables);

  /// What has to be answered. A key that is known is answered with its first outcome.
  struct Told {
    Outcome outcome = Answer{Done{}};
    bool replayed = false;
  };
  /// @param indexes of the engine's cycle, where the command closed one: the model checks them against the real number
  /// that they round, and goes on from them.
  Told apply(const Command& command, Time at, const std::optional<Indexes>& indexes);

  /// Wallets by account number, with what bids hold; the house's first.
  std::vector<std::int64_t> balances;
  std::vector<std::int64_t> fees;
  std::int64_t rows = 0;
  std::vector<User> users;
  std::map<Uuid, Session> sessions;
  std::map<Uuid, ApiKey> api_keys;
  std::map<Uuid, Payment> payments;
  std::array<std::int64_t, kSettings> settings;
  std::map<SettingId, std::string> tables;  ///< the settings that are no numbers
  Markets markets;
  Lands lands;

  struct Known {
    std::uint64_t request = 0;
    Outcome outcome = Answer{Done{}};
  };
  std::map<std::array<std::uint8_t, 16>, Known> keys;
  /// What the last command has to leave in the log of safeguards.
  std::vector<SafeguardEvent> safeguards;

  [[nodiscard]] const User* user(AccountNo account) const;
  [[nodiscard]] std::int64_t setting(SettingId id) const { return settings[static_cast<std::size_t>(id)]; }
  [[nodiscard]] MarketRules rules() const;
  [[nodiscard]] LandRules land_rules() const;
  /// Of a wallet, what no leading bid has promised.
  [[nodiscard]] std::int64_t available(AccountNo account) const {
    return balances[account.value] - lands.promised(account);
  }
  [[nodiscard]] bool established(AccountNo account, Time at) const;
  [[nodiscard]] std::vector<Session> live_sessions(AccountNo account, Time at) const;
  /// Moves money and answers with its row, if every account can hold what it gets; who gives needs it available, unless
  /// it is one of the house's books.
  Outcome move(const std::vector<std::pair<AccountNo, Wide>>& legs);

 private:
  struct Run;
};

}  // namespace loam::sim
