#include "sim/generator.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace loam::sim {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kKeptForRepetition = 200;

const std::vector<std::string> kGateways{"bkash", "nagad", "sandbox"};

/// What closes a whole door is turned more often than by chance among all settings, so that it is open and closed.
const std::vector<SettingId> kSwitches{SettingId::enable_registration, SettingId::enable_land_trading};

/// Tables of both kinds, some for the wrong setting as a rule, some in another spelling than their own, some no tables.
const std::vector<std::string> kTables{"flat:100",
                                       "flat:0.01",
                                       "ebay",
                                       "none",
                                       "0:5,10000:4,100000:3",
                                       "0:0,0.01:50",
                                       "0:1.5,0.02:0.25,7:1000000000,1000000000000:0.01",
                                       "0:0.0001,3:0",
                                       "0:100",
                                       "flat:100.0",
                                       "0:0.05,1:0.25,5:0.5,25:1,100:2.5,250:5,500:10,1000:25,2500:50,5000:100",
                                       "0:1,1:1,1:2",
                                       "1:1",
                                       "0:-1",
                                       ""};

std::size_t pick_weighted(Random64& random, const std::array<std::uint64_t, Shape::kKinds>& weights) {
  std::uint64_t sum = 0;
  for (const std::uint64_t weight : weights) sum += weight;
  std::uint64_t at = random.below(sum);
  std::size_t kind = 0;
  while (at >= weights[kind]) at -= weights[kind++];
  return kind;
}

}  // namespace

void Generator::retry(std::vector<Command> lost) {
  // Last first: `next` takes them from the end.
  std::reverse(lost.begin(), lost.end());
  retries_.insert(retries_.end(), lost.begin(), lost.end());
}

Command Generator::next(const Model& model, Time at) {
  if (!retries_.empty()) {
    Command again = retries_.back();
    retries_.pop_back();
    return again;
  }
  if (!keyed_.empty() && random_.chance(shape_.keyed_percent / 5)) {
    Command again = random_.pick(keyed_);
    if (random_.one_in(4)) again.key->request += 1;  // the same key for something else
    return again;
  }
  Command command;
  command.body = body(model, at);
  command.actor.name = "sim";
  if (!model.users.empty() && random_.one_in(2)) {
    command.actor = {model.users[random_.below(model.users.size())].account, "player"};
  }
  if (random_.chance(shape_.keyed_percent)) {
    IdempotencyKey key;
    random_.fill(key.key);
    key.request = random_.next();
    command.key = key;
    if (keyed_.size() < kKeptForRepetition) {
      keyed_.push_back(command);
    } else {
      keyed_[random_.below(kKeptForRepetition)] = command;
    }
  }
  return command;
}

Duration Generator::pause(const Model& model, Time clock) {
  const std::int64_t cycle = model.setting(SettingId::cycle_ms);
  if (random_.one_in(duel_left_ > 0 ? 8 : 30)) {
    if (const auto left = until_an_end(model, clock)) return *left;
  }
  if (duel_left_ > 0) return {random_.one_in(2) ? 0 : random_.between(1, 30'000)};
  if (burst_left_ > 0) return {random_.one_in(2) ? 0 : cycle / 2};
  const std::uint64_t kind = random_.below(1000);
  if (kind < 400) return {0};
  if (kind < 700) return {random_.between(1, 50)};
  if (kind < 900) return {cycle};
  if (kind < 970) return {random_.between(1'000, 20'000)};
  if (kind < 990) return {random_.between(60'000, 600'000)};
  return {random_.between(3'600'000, 26LL * 3'600'000)};
}

CommandBody Generator::body(const Model& model, Time at) {
  if (shape_.seeded_first && !model.markets.made()) return SeedMarkets{};
  if (model.users.size() < 2) return register_user(model, at);
  if (shape_.world_first && !model.lands.map.made()) return make_world();
  if (burst_left_ == 0 && random_.below(1000) < shape_.burst_percent) {
    burst_left_ = 100;
    burst_biome_ = biome();
    burst_account_ = account(model);
  }
  if (burst_left_ > 0) {
    --burst_left_;
    const std::uint64_t kind = random_.below(10);
    if (kind < 4) return TrackAttention{burst_account_, {{burst_biome_, random_.between(100'000, 3'000'000)}}};
    if (kind < 9) return CloseCycle{};
  }
  const bool settled = model.lands.owners.size() >= 2 * model.users.size();
  if (model.lands.map.made() && !settled && random_.one_in(3)) return settle(model);
  if (model.lands.due(at).exists() && random_.chance(shape_.punctual_percent)) return EndListings{};
  if (duel_left_ == 0 && random_.below(1000) < shape_.duel_percent) begin_duel(model, at);
  if (duel_left_ > 0) {
    const ModelListing* listing = model.lands.listing(duel_);  // none where a failed commit has taken it back
    const bool goes_on = listing != nullptr && (!listing->over(at) || random_.one_in(4));
    duel_left_ = goes_on ? duel_left_ - 1 : 0;
    if (random_.below(10) < 7) return place_bid(model, at);
    if (goes_on && listing->buy_now_offered() && random_.one_in(2)) return buy_listing(model, at);
    if (random_.one_in(3)) return PatchSettings{{setting_value(definition_of(SettingId::bid_increments))}};
  }
  return body_of_kind(pick_weighted(random_, shape_.weights), model, at);
}

CommandBody Generator::body_of_kind(std::size_t kind, const Model& model, Time at) {
  switch (kind) {
    case kind_of<SeedMarkets>(): return SeedMarkets{};
    case kind_of<RegisterUser>(): return register_user(model, at);
    case kind_of<ImportUser>(): return import_user(model, at);
    case kind_of<ImportRows>(): return ImportRows{};
    case kind_of<ChangeUser>(): return change_user(model);
    case kind_of<OpenSession>(): return open_session(model, at);
    case kind_of<RotateSession>(): return rotate_session(model, at);
    case kind_of<CloseSession>(): return CloseSession{known_or_not(model.sessions, at)};
    case kind_of<CreateApiKey>(): return create_api_key(at);
    case kind_of<RevokeApiKey>(): return RevokeApiKey{known_or_not(model.api_keys, at)};
    case kind_of<PlaceOrder>(): return place_order(model);
    case kind_of<TrackAttention>(): return track_attention(model);
    case kind_of<AdjustBalance>(): return adjust_balance(model);
    case kind_of<SetTrading>(): {
      const auto state = static_cast<TradingState>(random_.chance(60) ? 0 : random_.below(3));
      return SetTrading{random_.one_in(5) ? std::nullopt : std::optional(biome()), state, words()};
    }
    case kind_of<InitiatePayment>(): return initiate_payment(model, at);
    case kind_of<SettlePayment>(): return settle_payment(model);
    case kind_of<PatchSettings>(): return patch_settings();
    case kind_of<NotePaymentEvent>(): return NotePaymentEvent{random_.pick(kGateways), words()};
    case kind_of<LogAccess>(): return LogAccess{"users.read", words(), words()};
    case kind_of<MakeWorld>(): return make_world();
    case kind_of<ClaimLand>():
    case kind_of<TransferLand>():
    case kind_of<OpenListing>():
    case kind_of<PlaceBid>():
    case kind_of<BuyListing>():
    case kind_of<CancelListing>(): return of_land(kind, model, at);
    case kind_of<EndListings>(): return EndListings{};
    default: return CloseCycle{};
  }
}

AccountNo Generator::account(const Model& model) {
  if (wild()) {
    const std::vector<std::uint32_t> nobody{
        0, 1, 2, 3, 4, 10, 11, 15, 0xFFFFFFFF, static_cast<std::uint32_t>(16 + model.users.size())};
    return {random_.pick(nobody)};
  }
  return {static_cast<std::uint32_t>(16 + random_.below(std::max<std::size_t>(1, model.users.size())))};
}

std::int64_t Generator::wild_number() {
  const std::vector<std::int64_t> numbers{0, -1, 1, 2, kMost, kMost - 1, kLeast, kLeast + 1, kMost / 2, -1'000'000};
  return random_.pick(numbers);
}

std::string Generator::words() {
  const std::vector<std::string> some{"", "a reason", "গ্রাহকের অনুরোধ", "it's; \"quoted\"\n\tand tabbed",
                                      std::string(300, 'x')};
  return random_.pick(some);
}

Digest Generator::token() {
  Digest digest{};
  random_.fill(digest);
  return digest;
}

template <class T>
Uuid Generator::known_or_not(const std::map<Uuid, T>& known, Time at) {
  if (known.empty() || wild()) return id(at);
  // Mostly one of the newest: older ones are spent.
  const std::size_t back = random_.below(random_.one_in(3) ? known.size() : std::min<std::size_t>(known.size(), 4));
  auto found = known.end();
  std::advance(found, -1 - static_cast<std::ptrdiff_t>(back));
  return found->first;
}

ImportUser Generator::import_user(const Model& model, Time at) {
  ImportUser command;
  command.user = register_user(model, at).user;
  command.user.created_at = {at.ms - random_.between(-1'000, 1'000'000'000)};
  command.opening = {random_.chance(90) ? random_.between(0, 1'000'000) : wild_number()};
  for (std::uint64_t left = random_.below(4); left > 0; --left) {
    const Biome market = biome();
    // Mostly at the market's own price, as an import says it.
    const std::int64_t price = random_.chance(80) ? model.markets.price(index_of(market)) : wild_number();
    const std::int64_t shares = random_.chance(90) ? random_.between(1, 5'000'000'000) : wild_number();
    command.holdings.push_back({market, {shares}, {random_.between(-1, 100'000)}, {price}});
  }
  for (std::uint64_t left = random_.below(4); left > 0; --left) command.lands.push_back(any_land(model));
  return command;
}

RegisterUser Generator::register_user(const Model& model, Time at) {
  RegisterUser command;
  std::uint64_t number = model.users.size();
  if (number >= shape_.users_most || random_.one_in(10)) number = random_.below(std::max<std::uint64_t>(1, number));
  command.user.id = id(at);
  command.user.username = (random_.one_in(3) ? "User_" : "user_") + std::to_string(number);
  if (random_.one_in(2)) {
    const std::string name = (random_.one_in(3) ? "U" : "u") + std::to_string(random_.below(2 * shape_.users_most));
    command.user.email = name + "@example.org";
  }
  if (random_.one_in(5)) command.user.role = static_cast<Role>(random_.below(4));
  command.user.confirmed = random_.one_in(8);
  command.by_operator = random_.one_in(2);
  return command;
}

ChangeUser Generator::change_user(const Model& model) {
  ChangeUser command;
  command.account = account(model);
  if (random_.one_in(3)) command.password_hash = words();
  if (random_.one_in(5)) command.role = static_cast<Role>(random_.below(4));
  if (random_.one_in(3)) command.confirmed = random_.one_in(2);
  if (random_.one_in(4)) command.hidden = random_.one_in(2);
  if (random_.one_in(4)) command.disabled = random_.one_in(4);
  command.end_sessions = random_.one_in(4);
  if (random_.one_in(2)) command.keep_session = known_or_not(model.sessions, kBeginning);
  return command;
}

OpenSession Generator::open_session(const Model& model, Time at) {
  Session session;
  session.id = id(at);
  session.account = random_.chance(70) && !model.users.empty() ? model.users.front().account : account(model);
  session.access_hash = token();
  session.refresh_hash = token();
  session.access_expires = at + Duration::seconds(random_.between(1, 3600));
  session.refresh_expires = at + Duration::seconds(random_.any_size(7 * 86'400));
  return {session};
}

RotateSession Generator::rotate_session(const Model& model, Time at) {
  RotateSession command;
  command.session = known_or_not(model.sessions, at);
  const auto found = model.sessions.find(command.session);
  if (found != model.sessions.end() && !random_.one_in(4)) {
    command.spent_refresh_hash = found->second.refresh_hash;
    spent_tokens_.push_back(found->second.refresh_hash);
  } else {
    command.spent_refresh_hash = spent_tokens_.empty() ? token() : random_.pick(spent_tokens_);
  }
  command.access_hash = token();
  command.refresh_hash = token();
  command.access_expires = at + Duration::hours(1);
  command.refresh_expires = at + Duration::seconds(random_.any_size(7 * 86'400));
  return command;
}

CreateApiKey Generator::create_api_key(Time at) {
  ApiKey key;
  key.id = id(at);
  key.name = words();
  key.role = static_cast<Role>(random_.below(4));
  key.scopes = static_cast<std::uint32_t>(random_.below(8));
  key.secret_hash = token();
  return {key};
}

PlaceOrder Generator::place_order(const Model& model) {
  Order order;
  order.account = account(model);
  order.biome = biome();
  order.side = random_.chance(55) ? Side::buy : Side::sell;
  const std::size_t market = index_of(order.biome);
  const MarketRules rules = model.rules();
  const std::int64_t largest = model.markets.largest_order(market, rules);
  const std::int64_t owned = model.markets.holding(order.account, market).shares;
  std::int64_t has = model.user(order.account) == nullptr ? 0 : model.balances[order.account.value];
  // What can be paid with the fee on top, to the paisa and one beyond.
  has = static_cast<std::int64_t>(Wide{has} * 1'000'000 / (1'000'000 + rules.fee_ppm)) + random_.between(-1, 1);
  const std::vector<std::int64_t> amounts{random_.any_size(largest),
                                          random_.any_size(std::min(largest, has)),
                                          random_.between(1, 100),
                                          largest / 10,
                                          largest,
                                          largest + 1,
                                          std::min(has, largest),
                                          has};
  const std::vector<std::int64_t> sales{owned,     owned,     random_.any_size(owned),
                                        owned / 2, owned + 1, random_.between(1, 1000)};
  order.amount = {wild() ? wild_number() : random_.pick(amounts)};
  order.shares = {wild() ? wild_number() : random_.pick(sales)};
  if (random_.one_in(4)) {
    const std::int64_t price = model.markets.price(market);
    order.price_guard = Price{wild() ? wild_number() : price + random_.between(-1, 1)};
  }
  return {order};
}

TrackAttention Generator::track_attention(const Model& model) {
  TrackAttention command;
  command.account = account(model);
  const std::int64_t count = random_.between(random_.one_in(20) ? 0 : 1, 4);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::vector<std::int64_t> spans{1,         9,          10,         500'000, 1'000'000,
                                          9'999'999, 10'000'000, 10'000'001, 0,       random_.any_size(5'000'000)};
    command.shares.push_back({biome(), wild() ? wild_number() : random_.pick(spans)});
  }
  return command;
}

AdjustBalance Generator::adjust_balance(const Model& model) {
  AdjustBalance command;
  command.account = account(model);
  const std::int64_t has = model.user(command.account) == nullptr ? 0 : model.balances[command.account.value];
  const std::vector<std::int64_t> amounts{
      random_.any_size(100'000'000'00), random_.any_size(1'000'000'00), -random_.any_size(has), -has, -has - 1, 0};
  // Sums that fill 64 bits are rare: after one the treasury can give no more.
  command.amount = {wild() && random_.one_in(5) ? wild_number() : random_.pick(amounts)};
  command.reason = words();
  return command;
}

InitiatePayment Generator::initiate_payment(const Model& model, Time at) {
  const std::int64_t least = model.setting(SettingId::topup_min_bdt);
  const std::int64_t most = model.setting(SettingId::topup_max_bdt);
  const std::vector<std::int64_t> amounts{
      least, least, least, least, least, least - 1, most, most + 1, random_.between(least, most)};
  Payment payment;
  payment.id = id(at);
  // One account asks for most of them: only so it comes to have too many pending.
  payment.account = !model.users.empty() && random_.chance(80) ? model.users.front().account : account(model);
  payment.gateway = random_.pick(kGateways);
  payment.amount = {wild() ? wild_number() : random_.pick(amounts)};
  return {payment};
}

SettlePayment Generator::settle_payment(const Model& model) {
  Settlement told;
  told.reference_id = known_or_not(model.payments, kBeginning);
  const auto found = model.payments.find(told.reference_id);
  told.gateway = found == model.payments.end() || random_.one_in(15) ? random_.pick(kGateways) : found->second.gateway;
  told.amount = found == model.payments.end() ? Money{1} : found->second.amount;
  if (random_.one_in(15)) told.amount.paisa += random_.between(-1, 1);
  told.approved = random_.chance(75);
  // A gateway names a payment the same each time it tells of it, as a rule.
  told.gateway_transaction_id = "tx-" + to_string(told.reference_id).substr(24);
  if (random_.one_in(8)) told.gateway_transaction_id += "-b";
  return {told};
}

PatchSettings Generator::patch_settings() {
  PatchSettings command;
  const std::uint64_t count = 1 + random_.below(3);
  for (std::uint64_t i = 0; i < count; ++i) {
    const SettingDefinition& setting =
        random_.one_in(5) ? definition_of(random_.pick(kSwitches)) : setting_definitions()[random_.below(kSettings)];
    command.values.push_back(setting_value(setting));
  }
  return command;
}

SettingValue Generator::setting_value(const SettingDefinition& setting) {
  if (is_table(setting.kind)) {
    return {setting.id, random_.one_in(20) ? 1 : 0, random_.pick(kTables)};
  }
  const std::vector<std::int64_t> values{setting.min,
                                         setting.max,
                                         setting.initial,
                                         setting.initial,
                                         setting.min - 1,
                                         setting.max + 1,
                                         random_.between(setting.min, setting.max)};
  return {setting.id, random_.pick(values), random_.one_in(50) ? "none" : ""};
}

}  // namespace loam::sim
