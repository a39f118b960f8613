#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "engine/command.hpp"
#include "sim/model.hpp"
#include "sim/random64.hpp"

namespace loam::sim {

/// What one seed's world is like. Every seed leaves some kinds of commands out and does others often: what only shows
/// where one thing is missing, or comes all the time, is found too.
struct Shape {
  static constexpr std::size_t kKinds = std::variant_size_v<CommandBody>;
  std::array<std::uint64_t, kKinds> weights{};
  std::size_t users_most = 0;
  std::uint64_t wild_percent = 0;   ///< of values that nobody sane would send
  std::uint64_t keyed_percent = 0;  ///< of commands with an idempotency key
  std::uint64_t burst_percent = 0;  ///< how often many cycles in a row look at one market
  bool seeded_first = true;
  bool world_first = true;
  std::uint64_t duel_percent = 0;      ///< how often many bids in a row are for one auction
  std::uint64_t punctual_percent = 0;  ///< how often the timer comes by where a listing is due
  std::array<std::int64_t, kSettings> settings{};
  std::map<SettingId, std::string> tables;  ///< the settings that are no numbers

  static Shape of(Random64& random);
  /// Nothing but land, so that little happens besides listings that open, are bid for and end.
  static Shape of_land(Random64& random);
};

/// The place of T among the kinds of commands.
template <class T>
constexpr std::size_t kind_of() {
  return []<class... Kinds>(std::type_identity<std::variant<Kinds...>>) {
    std::size_t place = 0;
    static_cast<void>(((std::is_same_v<T, Kinds> || (++place, false)) || ...));
    return place;
  }(std::type_identity<CommandBody>{});
}

/// The next command and when it comes, from what the model knows: valid, at the edge and beyond it.
class Generator {
 public:
  Generator(Random64& random, const Shape& shape) : random_(random), shape_(shape) {}

  Command next(const Model& model, Time at);
  /// How long until the next command.
  Duration pause(const Model& model, Time clock);
  /// Commands whose answer was lost come again: with their key, as the client has it.
  void retry(std::vector<Command> lost);

 private:
  CommandBody body(const Model& model, Time at);
  CommandBody body_of_kind(std::size_t kind, const Model& model, Time at);
  RegisterUser register_user(const Model& model, Time at);
  ImportUser import_user(const Model& model, Time at);
  ChangeUser change_user(const Model& model);
  OpenSession open_session(const Model& model, Time at);
  RotateSession rotate_session(const Model& model, Time at);
  CreateApiKey create_api_key(Time at);
  PlaceOrder place_order(const Model& model);
  TrackAttention track_attention(const Model& model);
  AdjustBalance adjust_balance(const Model& model);
  InitiatePayment initiate_payment(const Model& model, Time at);
  SettlePayment settle_payment(const Model& model);
  PatchSettings patch_settings();
  SettingValue setting_value(const SettingDefinition& setting);
  /// Claims to cancellations.
  CommandBody of_land(std::size_t kind, const Model& model, Time at);
  MakeWorld make_world();
  /// A claim, or the money for it.
  CommandBody settle(const Model& model);
  ClaimLand claim_land(const Model& model);
  TransferLand transfer_land(const Model& model);
  void set_prices(ListingTerms& terms, const LandRules& rules, std::int64_t most);
  OpenListing open_listing(const Model& model, Time at);
  PlaceBid place_bid(const Model& model, Time at);
  BuyListing buy_listing(const Model& model, Time at);
  CancelListing cancel_listing(const Model& model, Time at);

  AccountNo account(const Model& model);
  AccountNo rich_account(const Model& model, AccountNo but = kNoAccount);
  [[nodiscard]] std::int64_t purse(const Model& model, AccountNo account) const;
  LandNo any_land(const Model& model);
  LandNo owned_land(const Model& model);
  std::vector<LandNo> parcel(const Model& model, LandNo first);
  /// Mostly one that is not over.
  ListingNo any_listing(const Model& model, Time at);
  ListingNo any_auction(const Model& model, Time at);
  void begin_duel(const Model& model, Time at);
  std::optional<Duration> until_an_end(const Model& model, Time clock);
  Biome biome() { return kAllBiomes[random_.below(kBiomes)]; }
  Uuid id(Time at) { return make_uuid7(at, random_); }
  Digest token();
  bool wild() { return random_.chance(shape_.wild_percent); }
  std::int64_t wild_number();
  std::string words();
  template <class T>
  Uuid known_or_not(const std::map<Uuid, T>& known, Time at);

  Random64& random_;
  const Shape& shape_;
  std::vector<Command> keyed_;  // what was sent with a key, for repetitions
  std::vector<Command> retries_;
  std::vector<Digest> spent_tokens_;
  std::size_t burst_left_ = 0;
  Biome burst_biome_{};
  AccountNo burst_account_;
  std::size_t duel_left_ = 0;
  ListingNo duel_;
};

/// A line for people: what the command was.
std::string words_of(const Command& command);

}  // namespace loam::sim
