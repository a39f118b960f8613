#include "bench/lands/full_world.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/random.hpp"
#include "bench/support/interrupt.hpp"
#include "bench/support/world.hpp"

namespace loam::bench {
namespace {

constexpr std::size_t kCommit = 20'000;  // events
constexpr int kLandsOfAnOwner = 50;
constexpr int kBidders = 1'000;
constexpr std::uint64_t kSeed = 7;

const Actor kBench{kNoAccount, "bench"};

Settings settings_of_lands() {
  Settings settings;
  for (const auto& [name, text] : land_settings()) {
    const auto id = find_setting(name);
    LOAM_CHECK(id.has_value());
    settings.lay(*parse_setting(definition_of(*id), text), SettingSource::fixed);
  }
  return settings;
}

/// Runs commands on an engine and makes what they come to durable.
class Maker {
 public:
  Maker(const std::filesystem::path& directory, Time at)
      : store_(open_store(directory)), engine_(settings_of_lands()), at_(at) {}

  void run(CommandBody body) {
    const Reply reply = engine_.apply({std::move(body), kBench, std::nullopt}, at_, events_);
    LOAM_CHECK(reply.outcome.has_value());
    if (events_.size() >= kCommit) commit();
  }
  Uuid user(int number) {
    RegisterUser command;
    command.user.id = make_uuid7(at_, random_);
    command.user.username = fmt::format("player-{}", number);
    command.by_operator = true;
    const Uuid id = command.user.id;
    run(std::move(command));
    return id;
  }
  void commit() {
    throw_if_interrupted();
    if (const auto done = store_->commit(events_); !done) throw std::runtime_error(done.error().detail);
    events_.clear();
  }
  [[nodiscard]] const State& state() const { return engine_.state(); }

 private:
  std::unique_ptr<Store> store_;
  Engine engine_;
  SystemRandom random_;
  Time at_;
  std::vector<Event> events_;
};

OpenListing listing_of(AccountNo seller, LandNo land, bool auction) {
  OpenListing command;
  command.terms.seller = seller;
  command.terms.lands = {land};
  command.terms.type = auction ? ListingType::auction : ListingType::fixed_price;
  if (auction) {
    command.terms.starting_price = Money::bdt(1);
  } else {
    command.terms.buy_now_price = Money::bdt(100 + static_cast<std::int64_t>(land.value % 1'000));
  }
  // Ends spread over a month, as they do where people list when they like.
  command.duration = Duration::hours(24 + static_cast<std::int64_t>(land.value % 600));
  return command;
}

}  // namespace

const std::vector<std::pair<const char*, const char*>>& land_settings() {
  static const std::vector<std::pair<const char*, const char*>> settings{
      {"api_requests_per_minute", "1000000000"}, {"marketplace_actions_per_hour", "1000000000"},
      {"signup_grant_bdt", "1000000"},           {"listing_cooldown_minutes", "0"},
      {"max_listings_per_user", "100000"},       {"bid_increments", "flat:0.01"},
  };
  return settings;
}

LandWorld make_land_world(const std::filesystem::path& directory, const LandWorldSize& size, Time at) {
  LandWorld world;
  Maker maker(directory, at);
  maker.run(SeedMarkets{});
  maker.run(MakeWorld{{kSeed, size.width, size.height, {}}});
  for (int i = 0; i < kBidders; ++i) world.bidders.push_back(maker.user(i));

  // The listed lands are spread evenly over the map.
  const std::uint64_t step = maker.state().land.size() / static_cast<std::uint64_t>(size.listings);
  const int auction_every = size.listings / size.auctions;
  AccountNo owner;
  for (int i = 0; i < size.listings; ++i) {
    if (i % kLandsOfAnOwner == 0) {
      owner = maker.state().ledger.next_account();
      maker.user(kBidders + i / kLandsOfAnOwner);
    }
    const LandNo land{static_cast<std::uint32_t>(static_cast<std::uint64_t>(i) * step)};
    maker.run(ClaimLand{owner, land});
    const bool auction = i % auction_every == 0;
    maker.run(listing_of(owner, land, auction));
    const Marketplace& marketplace = maker.state().marketplace;
    const ListingNo opened{static_cast<std::uint32_t>(marketplace.size())};
    if (auction) world.auctions.push_back(marketplace.listing(opened).terms->id());
  }
  maker.commit();
  return world;
}

}  // namespace loam::bench
