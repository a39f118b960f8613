#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "engine/import.hpp"
#include "engine/settings.hpp"
#include "exchange/exchange.hpp"
#include "identity/user.hpp"
#include "land/world.hpp"
#include "ledger/account.hpp"
#include "marketplace/auction.hpp"
#include "payments/payments.hpp"

namespace loam {

/// On whose word a command comes: for rows that name an operator. The edge has authenticated it.
struct Actor {
  AccountNo account;  ///< none for API keys, the command line and the timer
  std::string name;   ///< for people: a username, `key:NAME`, `cli`, `timer`
};

/// Scopes the client's key to its account, and says what the request was: same key and other request is refused.
struct IdempotencyKey {
  std::array<std::uint8_t, 16> key{};  ///< from SHA-256 of account and key
  std::uint64_t request = 0;           ///< from SHA-256 of method, path and body

  bool operator==(const IdempotencyKey&) const = default;
};

/// Makes the seven markets, from the settings where nothing else is said. Refuses markets_seeded on a world that has
/// them, amount_not_positive, and amount_overflows where all cash together leaves 64 bits.
struct SeedMarkets {
  std::optional<std::array<MarketOpening, kBiomes>> openings{};  ///< in the order of kAllBiomes
};

/// Opens an account, with the sign-up grant, and its first session where there is one. `account` and `created_at` of
/// both are the engine's to fill. Refuses registration_disabled (unless `by_operator`), username_taken, email_taken,
/// too_many_accounts.
struct RegisterUser {
  User user;
  bool by_operator = false;
  std::optional<Session> session;
};

/// Changes what is given. Refuses user_unknown.
struct ChangeUser {
  AccountNo account;
  std::optional<std::string> password_hash;
  std::optional<Role> role;
  std::optional<bool> confirmed;
  std::optional<bool> hidden;
  std::optional<bool> disabled;
  bool end_sessions = false;
  Uuid keep_session;  ///< the one that does not end; nil: all end
};

/// A password that was found right by a hash of older times, hashed as of today.
struct RenewedPassword {
  std::string verified_hash;  ///< only while this is the user's does it give way
  std::string hash;
};

/// Begins a session, and ends the oldest one above the limit. Refuses user_unknown, user_disabled.
struct OpenSession {
  Session session;  ///< `created_at` is the engine's to fill
  std::optional<RenewedPassword> renewed{};
};

/// Swaps both tokens of a session. Refuses session_unknown (also where it is over), user_disabled, and
/// refresh_token_reused where `spent_refresh_hash` is not the current one: then the session is revoked.
struct RotateSession {
  Uuid session;
  Digest spent_refresh_hash{};
  Digest access_hash{};
  Time access_expires;
  Digest refresh_hash{};
  Time refresh_expires;
};

/// Where the actor is not whose session it is, an entry for the audit log too. Refuses session_unknown, also where it
/// is over.
struct CloseSession {
  Uuid session;
};

/// Refuses too_many_api_keys.
struct CreateApiKey {
  ApiKey key;  ///< `created_at` is the engine's to fill
};

/// Refuses api_key_unknown.
struct RevokeApiKey {
  Uuid key;
};

/// A buy or sell of biome shares. Refuses user_unknown, then as Exchange::decide, then insufficient_funds.
struct PlaceOrder {
  Order order;
};

/// Seconds looked at. Refuses user_unknown; what the account's bucket does not cover is dropped, and the answer says
/// so.
struct TrackAttention {
  AccountNo account;
  std::vector<AttentionShare> shares;
};

/// Relative, against the treasury. Refuses user_unknown, amount_not_positive (zero), insufficient_funds,
/// amount_overflows.
struct AdjustBalance {
  AccountNo account;
  Money amount;  ///< signed
  std::string reason;
};

/// For one market, or for all where `biome` is empty.
struct SetTrading {
  std::optional<Biome> biome;
  TradingState state{};
  std::string reason;
};

/// Refuses user_unknown, then as Payments::check_limits.
struct InitiatePayment {
  Payment payment;  ///< id, account, gateway, amount
};

/// Credits once. Refuses as Payments::decide, then amount_overflows.
struct SettlePayment {
  Settlement settlement;
};

/// An entry for the log of payments that changes nothing else: a webhook's call that did not come as far as a
/// settlement.
struct NotePaymentEvent {
  std::string gateway;
  std::string detail;  ///< a word that says why (`signature_wrong`)
};

/// All or none. Refuses setting_fixed, setting_out_of_range.
struct PatchSettings {
  std::vector<SettingValue> values;
};

/// An entry for the audit log that changes nothing else: an operator read what is not his,
/// surveillance noticed something, somebody acknowledged it.
struct LogAccess {
  std::string action;
  std::string target;
  std::string detail{};
};

/// Makes the map. Refuses world_exists, world_size_out_of_range. `made_at` is the engine's to fill.
struct MakeWorld {
  World world;
};

/// Buys land that nobody owns from the treasury, at the house's price. Refuses land_trading_disabled, user_unknown,
/// land_unknown, land_taken, too_many_lands, insufficient_funds.
struct ClaimLand {
  AccountNo account;
  LandNo land;
};

/// A gift. Refuses land_trading_disabled, user_unknown (also of the new owner), land_unknown, not_owner, own_land,
/// land_listed, too_many_lands.
struct TransferLand {
  AccountNo account;
  LandNo land;
  AccountNo to;
};

/// Refuses land_trading_disabled, user_unknown, then as Marketplace::check_terms.
struct OpenListing {
  ListingTerms terms;  ///< `number` and `opened_at` are the engine's to fill, and `ends_at` where `duration` is given
  std::optional<Duration> duration;
  /// Goes on with a listing of a former world: neither the cooldown nor a stop of land trading holds it up.
  bool imported = false;
};

/// Refuses land_trading_disabled, user_unknown, then as Marketplace::decide_bid, then too_many_lands, and
/// insufficient_funds (limit: available, value: needed) where the bidder cannot cover his maximum.
struct PlaceBid {
  ListingNo listing;
  Offer offer;
};

/// Buys a listing outright. Refuses land_trading_disabled, user_unknown, then as Marketplace::check_buy, then
/// too_many_lands, insufficient_funds, amount_overflows.
struct BuyListing {
  ListingNo listing;
  AccountNo buyer;
};

/// Refuses as Marketplace::check_cancel.
struct CancelListing {
  ListingNo listing;
  AccountNo account;
};

/// The timer's: ends the listings whose time is over, in order.
struct EndListings {};

/// The timer's: ends a cycle, limits, halts and payments whose time is over.
struct CloseCycle {};

using CommandBody =
    std::variant<SeedMarkets, RegisterUser, ChangeUser, OpenSession, RotateSession, CloseSession, CreateApiKey,
                 RevokeApiKey, PlaceOrder, TrackAttention, AdjustBalance, SetTrading, InitiatePayment, SettlePayment,
                 NotePaymentEvent, PatchSettings, LogAccess, CloseCycle, MakeWorld, ClaimLand, TransferLand,
                 OpenListing, PlaceBid, BuyListing, CancelListing, EndListings, ImportUser, ImportRows>;

struct Command {
  CommandBody body;
  Actor actor;
  std::optional<IdempotencyKey> key;
};

}  // namespace loam
