#include "sim/model.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <utility>

#include "sim/import_model.hpp"
#include "sim/land_commands.hpp"
#include "sim/price_table.hpp"

namespace loam::sim {
namespace {

constexpr std::size_t kSessionsMost = 20;
constexpr std::size_t kApiKeysMost = 1000;
constexpr std::size_t kPendingMost = 20;
constexpr std::size_t kExpiriesMost = 100;
constexpr Duration kPaymentExpires = Duration::hours(24);

std::string folded(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

Unexpected<Refusal> no(RefusalCode code, std::int64_t limit = 0, std::int64_t value = 0) {
  return {{code, limit, value}};
}

bool is_table_of(SettingId id, const std::string& text) {
  return id == SettingId::bid_increments ? increments_of(text).has_value() : fee_tiers_of(text).has_value();
}

bool fits(Wide value) {
  return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
}

}  // namespace

Model::Model(const std::array<std::int64_t, kSettings>& initial, std::map<SettingId, std::string> initial_tables)
    : balances(16), fees(16), settings(initial), tables(std::move(initial_tables)) {}

const User* Model::user(AccountNo account) const {
  return account.value >= 16 && account.value - 16 < users.size() ? &users[account.value - 16] : nullptr;
}

MarketRules Model::rules() const {
  return {setting(SettingId::biome_trade_fee_percent),
          setting(SettingId::redistribution_pool_percent),
          setting(SettingId::max_price_move_percent),
          setting(SettingId::price_band_percent),
          setting(SettingId::max_transaction_percent),
          setting(SettingId::cycle_ms),
          setting(SettingId::attention_half_life_minutes) * 60'000,
          setting(SettingId::market_profile) == 1};
}

bool Model::established(AccountNo account, Time at) const {
  if (setting(SettingId::market_profile) == 1) return true;  // classic knows no others
  const User& who = *user(account);
  const std::int64_t age_ms = at.ms - who.created_at.ms;
  if (age_ms < setting(SettingId::established_after_hours) * 3'600'000) return false;
  return who.confirmed || lands.count_of(account) > 0 ||
         fees[account.value] >= setting(SettingId::established_min_fees_bdt);
}

std::vector<Session> Model::live_sessions(AccountNo account, Time at) const {
  std::vector<Session> live;
  for (const auto& [id, session] : sessions) {
    if (session.account == account && !session.revoked && session.refresh_expires > at) live.push_back(session);
  }
  return live;
}

Outcome Model::move(const std::vector<std::pair<AccountNo, Wide>>& legs) {
  for (const auto& [account, amount] : legs) {
    const bool house = account == kOutside || account == kTreasury;
    if (amount < 0 && !house && available(account) < -amount) {
      return no(RefusalCode::insufficient_funds, available(account), static_cast<std::int64_t>(-amount));
    }
    if (!fits(balances[account.value] + amount)) return no(RefusalCode::amount_overflows);
  }
  for (const auto& [account, amount] : legs) balances[account.value] += static_cast<std::int64_t>(amount);
  ++rows;
  return Answer{RowAnswer{rows}};
}

/// One command: a visitor over the command's body.
struct Model::Run {
  Model& model;
  Time at;
  const std::optional<Indexes>& indexes;

  /// Those of land stand by themselves.
  template <class LandCommand>
  Outcome operator()(const LandCommand& command) const {
    return LandCommands{model, at}(command);
  }

  Outcome operator()(const SeedMarkets&) const {
    if (model.markets.made()) return no(RefusalCode::markets_seeded);
    const std::int64_t cash = model.setting(SettingId::biome_initial_cash_bdt);
    model.markets.make(cash, model.setting(SettingId::biome_initial_shares) * 1'000'000, at);
    for (const Biome biome : kAllBiomes) (void)model.move({{kOutside, -cash}, {pool_of(biome), cash}});
    return Answer{Done{}};
  }

  Outcome operator()(const RegisterUser& command) const {
    if (!command.by_operator && model.setting(SettingId::enable_registration) == 0) {
      return no(RefusalCode::registration_disabled);
    }
    User user = command.user;
    for (const User& other : model.users) {
      if (folded(other.username) == folded(user.username)) return no(RefusalCode::username_taken);
    }
    for (const User& other : model.users) {
      if (!user.email.empty() && folded(other.email) == folded(user.email)) return no(RefusalCode::email_taken);
    }
    user.account = {static_cast<std::uint32_t>(16 + model.users.size())};
    user.created_at = at;
    model.users.push_back(user);
    model.balances.push_back(0);
    model.fees.push_back(0);
    const std::int64_t grant = model.setting(SettingId::signup_grant_bdt);
    if (grant > 0 && user.role == Role::player) (void)model.move({{kTreasury, -grant}, {user.account, grant}});
    return Answer{IdAnswer{user.id}};
  }

  Outcome operator()(const ChangeUser& command) const {
    if (model.user(command.account) == nullptr) return no(RefusalCode::user_unknown);
    User& user = model.users[command.account.value - 16];
    if (command.password_hash) user.password_hash = *command.password_hash;
    if (command.role) user.role = *command.role;
    if (command.confirmed) user.confirmed = *command.confirmed;
    if (command.hidden) user.hidden = *command.hidden;
    if (command.disabled) user.disabled = *command.disabled;
    if (command.end_sessions) {
      for (const Session& session : model.live_sessions(command.account, at)) {
        if (session.id != command.keep_session) model.sessions[session.id].revoked = true;
      }
    }
    return Answer{IdAnswer{user.id}};
  }

  Outcome operator()(const OpenSession& command) const {
    const User* user = model.user(command.session.account);
    if (user == nullptr) return no(RefusalCode::user_unknown);
    if (user->disabled) return no(RefusalCode::user_disabled);
    auto live = model.live_sessions(user->account, at);
    if (live.size() >= kSessionsMost) {
      const auto oldest = std::min_element(live.begin(), live.end(), [](const Session& a, const Session& b) {
        return std::pair(a.created_at, a.id) < std::pair(b.created_at, b.id);
      });
      model.sessions[oldest->id].revoked = true;
    }
    Session session = command.session;
    session.created_at = at;
    model.sessions[session.id] = session;
    return Answer{IdAnswer{session.id}};
  }

  /// nullptr where there is none that still lives.
  [[nodiscard]] Session* live_session(const Uuid& id) const {
    const auto found = model.sessions.find(id);
    if (found == model.sessions.end() || found->second.revoked || found->second.refresh_expires <= at) return nullptr;
    return &found->second;
  }

  Outcome operator()(const RotateSession& command) const {
    Session* session = live_session(command.session);
    if (session == nullptr) return no(RefusalCode::session_unknown);
    if (model.user(session->account)->disabled) return no(RefusalCode::user_disabled);
    if (session->refresh_hash != command.spent_refresh_hash) {
      session->revoked = true;
      return no(RefusalCode::refresh_token_reused);
    }
    session->access_hash = command.access_hash;
    session->access_expires = command.access_expires;
    session->refresh_hash = command.refresh_hash;
    session->refresh_expires = command.refresh_expires;
    return Answer{IdAnswer{session->id}};
  }

  Outcome operator()(const CloseSession& command) const {
    Session* session = live_session(command.session);
    if (session == nullptr) return no(RefusalCode::session_unknown);
    session->revoked = true;
    return Answer{Done{}};
  }

  Outcome operator()(const CreateApiKey& command) const {
    if (model.api_keys.size() >= kApiKeysMost) return no(RefusalCode::too_many_api_keys, kApiKeysMost);
    ApiKey key = command.key;
    key.created_at = at;
    model.api_keys[key.id] = key;
    return Answer{IdAnswer{key.id}};
  }

  Outcome operator()(const RevokeApiKey& command) const {
    const auto found = model.api_keys.find(command.key);
    if (found == model.api_keys.end() || found->second.revoked_at != Time{}) return no(RefusalCode::api_key_unknown);
    found->second.revoked_at = at;
    return Answer{IdAnswer{command.key}};
  }

  static std::optional<SafeguardKind> safeguard_of(RefusalCode code) {
    if (code == RefusalCode::order_too_large) return SafeguardKind::order_size;
    if (code == RefusalCode::order_rate_exceeded) return SafeguardKind::order_rate;
    if (code == RefusalCode::market_halted || code == RefusalCode::market_reduce_only)
      return SafeguardKind::trading_halt;
    return std::nullopt;
  }

  Outcome operator()(const PlaceOrder& command) const {
    const Order& order = command.order;
    if (model.user(order.account) == nullptr) return no(RefusalCode::user_unknown);
    const auto fill = model.markets.order(order, model.rules(), at);
    if (!fill) {
      const Refusal refusal = fill.error();
      if (const auto kind = safeguard_of(refusal.code)) {
        model.safeguards.push_back({*kind, at, order.biome, order.account, refusal.limit, refusal.value, {}});
      }
      return Unexpected{refusal};
    }
    const Wide amount = fill->amount;
    const Wide fee = fill->fee;
    const AccountNo pool = pool_of(order.biome);
    const Outcome moved = order.side == Side::buy
                              ? model.move({{order.account, -amount - fee}, {pool, amount}, {kPlatformFees, fee}})
                              : model.move({{pool, -amount}, {order.account, amount - fee}, {kPlatformFees, fee}});
    if (!moved) return moved;
    model.markets.fill(order, *fill, at);
    model.fees[order.account.value] += fill->fee;
    return moved;
  }

  Outcome operator()(const TrackAttention& command) const {
    if (model.user(command.account) == nullptr) return no(RefusalCode::user_unknown);
    const bool established = model.established(command.account, at);
    const AttentionAnswer answer = model.markets.look(command.account, established, command.shares, at);
    if (answer.dropped_us > 0) {
      model.safeguards.push_back(
          {SafeguardKind::attention_cap, at, std::nullopt, command.account, 10'000'000, answer.dropped_us, {}});
    }
    return Answer{answer};
  }

  Outcome operator()(const AdjustBalance& command) const {
    if (model.user(command.account) == nullptr) return no(RefusalCode::user_unknown);
    const Wide amount = command.amount.paisa;
    if (amount == 0) return no(RefusalCode::amount_not_positive);
    if (!fits(-amount)) return no(RefusalCode::amount_overflows);
    return model.move({{kTreasury, -amount}, {command.account, amount}});
  }

  Outcome operator()(const SetTrading& command) const {
    for (std::size_t i = 0; i < kBiomes; ++i) {
      if (!command.biome || index_of(*command.biome) == i) model.markets.set_trading(i, command.state, at);
    }
    return Answer{Done{}};
  }

  Outcome operator()(const InitiatePayment& command) const {
    Payment payment = command.payment;
    if (model.user(payment.account) == nullptr) return no(RefusalCode::user_unknown);
    const std::int64_t amount = payment.amount.paisa;
    const std::int64_t smallest = model.setting(SettingId::topup_min_bdt);
    const std::int64_t largest = model.setting(SettingId::topup_max_bdt);
    if (amount <= 0) return no(RefusalCode::amount_not_positive);
    if (amount < smallest) return no(RefusalCode::amount_too_small, smallest, amount);
    if (amount > largest) return no(RefusalCode::payment_limit_exceeded, largest, amount);
    std::size_t pending = 0;
    Wide day = 0;
    Wide month = 0;
    for (const auto& [id, other] : model.payments) {
      if (other.account != payment.account) continue;
      if (other.status == PaymentStatus::failed || other.status == PaymentStatus::expired) continue;
      if (other.status == PaymentStatus::pending) ++pending;
      const std::int64_t age_ms = at.ms - other.created_at.ms;
      if (age_ms < 24LL * 3'600'000) day += other.amount.paisa;
      if (age_ms < 30LL * 24 * 3'600'000) month += other.amount.paisa;
    }
    if (pending >= kPendingMost) return no(RefusalCode::too_many_payments, kPendingMost);
    for (const auto& [used, id] : {std::pair{day, SettingId::topup_daily_bdt}, {month, SettingId::topup_monthly_bdt}}) {
      const auto left = static_cast<std::int64_t>(std::max<Wide>(0, model.setting(id) - used));
      if (amount > left) return no(RefusalCode::payment_limit_exceeded, left, amount);
    }
    payment.status = PaymentStatus::pending;
    payment.created_at = at;
    payment.expires_at = at + kPaymentExpires;
    model.payments[payment.id] = payment;
    return Answer{IdAnswer{payment.id}};
  }

  Outcome operator()(const SettlePayment& command) const {
    const Settlement& told = command.settlement;
    const auto found = model.payments.find(told.reference_id);
    if (found == model.payments.end()) return no(RefusalCode::payment_unknown);
    Payment& payment = found->second;
    if (payment.gateway != told.gateway || payment.amount != told.amount) {
      return no(RefusalCode::payment_mismatch, payment.amount.paisa, told.amount.paisa);
    }
    const PaymentStatus settled = told.approved ? PaymentStatus::completed : PaymentStatus::failed;
    const bool same_transaction = payment.gateway_transaction_id == told.gateway_transaction_id;
    if (payment.status == settled && same_transaction) return Answer{IdAnswer{payment.id}};
    if (payment.status != PaymentStatus::pending) return no(RefusalCode::payment_final);
    if (told.approved) {
      const Wide amount = payment.amount.paisa;
      if (const Outcome moved = model.move({{kOutside, -amount}, {payment.account, amount}}); !moved) return moved;
    }
    payment.status = settled;
    payment.completed_at = at;
    payment.gateway_transaction_id = told.gateway_transaction_id;
    return Answer{IdAnswer{payment.id}};
  }

  Outcome operator()(const PatchSettings& command) const {
    auto after = model.settings;
    auto tables_after = model.tables;
    const auto value = [&after](SettingId id) -> std::int64_t& { return after[static_cast<std::size_t>(id)]; };
    bool topups = false;
    bool durations = false;
    for (const auto& [id, wanted, table] : command.values) {
      const SettingDefinition& setting = definition_of(id);
      const bool good = tables_after.contains(id) ? wanted == 0 && is_table_of(id, table)
                                                  : wanted >= setting.min && wanted <= setting.max && table.empty();
      if (!good) return no(RefusalCode::setting_out_of_range, static_cast<std::int64_t>(id), wanted);
      value(id) = wanted;
      if (tables_after.contains(id)) tables_after[id] = table;
      topups = topups || (id >= SettingId::topup_min_bdt && id <= SettingId::topup_monthly_bdt);
      durations =
          durations || id == SettingId::auction_min_duration_hours || id == SettingId::auction_max_duration_hours;
    }
    // Smallest, largest, daily, monthly: each at most the next. The model's world begins without a contradiction.
    for (SettingId id = SettingId::topup_min_bdt; topups && id < SettingId::topup_monthly_bdt;) {
      const auto next = static_cast<SettingId>(static_cast<int>(id) + 1);
      if (value(id) > value(next)) {
        return no(RefusalCode::setting_out_of_range, static_cast<std::int64_t>(id), value(id));
      }
      id = next;
    }
    const std::int64_t shortest = value(SettingId::auction_min_duration_hours);
    if (durations && shortest > value(SettingId::auction_max_duration_hours)) {
      const auto id = static_cast<std::int64_t>(SettingId::auction_min_duration_hours);
      return no(RefusalCode::setting_out_of_range, id, shortest);
    }
    model.settings = after;
    model.tables = tables_after;
    return Answer{Done{}};
  }

  Outcome operator()(const NotePaymentEvent&) const { return Answer{Done{}}; }
  Outcome operator()(const LogAccess&) const { return Answer{Done{}}; }
  Outcome operator()(const ImportUser& command) const { return import_user(model, command, at); }
  Outcome operator()(const ImportRows&) const { return Answer{Done{}}; }

  Outcome operator()(const CloseCycle&) const {
    model.safeguards = model.markets.tick(model.rules(), at, indexes);
    for (const Biome biome : kAllBiomes) {
      model.balances[pool_of(biome).value] = model.markets.each[index_of(biome)].cash;
    }
    std::set<std::pair<Time, Uuid>> due;
    for (const auto& [id, payment] : model.payments) {
      if (payment.status == PaymentStatus::pending && payment.expires_at <= at) due.emplace(payment.expires_at, id);
    }
    std::size_t expired = 0;
    for (const auto& [expires, id] : due) {
      if (++expired > kExpiriesMost) break;
      model.payments[id].status = PaymentStatus::expired;
      model.payments[id].completed_at = at;
    }
    return Answer{Done{}};
  }
};

Model::Told Model::apply(const Command& command, Time at, const std::optional<Indexes>& indexes) {
  safeguards.clear();
  if (command.key) {
    if (const auto known = keys.find(command.key->key); known != keys.end()) {
      if (known->second.request == command.key->request) return {known->second.outcome, true};
      return {no(RefusalCode::idempotency_key_reused), false};
    }
  }
  Outcome outcome = std::visit(Run{*this, at, indexes}, command.body);
  if (command.key) keys.insert_or_assign(command.key->key, Known{command.key->request, outcome});
  return {std::move(outcome), false};
}

}  // namespace loam::sim
