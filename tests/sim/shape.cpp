// What a seed's world is like, and how its commands read.

#include <algorithm>

#include "sim/generator.hpp"

namespace loam::sim {
namespace {

constexpr std::int64_t kBdt = 100;

/// How often each kind comes where it comes at all, in the order of CommandBody.
constexpr std::array<std::uint64_t, Shape::kKinds> kUsual{1,  12, 8, 12, 12, 6, 3, 3, 90,
                                                          40, 20, 5, 14, 18, 2, 4, 2, 40};

void change(Shape& shape, Random64& random, SettingId id, const std::vector<std::int64_t>& values) {
  if (random.one_in(2)) shape.settings[static_cast<std::size_t>(id)] = random.pick(values);
}

}  // namespace

Shape Shape::of(Random64& random) {
  Shape shape;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const std::int64_t often = random.one_in(6) ? 0 : (random.one_in(6) ? 12 : random.between(1, 3));
    shape.weights[kind] = kUsual[kind] * static_cast<std::uint64_t>(often);
  }
  shape.weights.back() = std::max<std::uint64_t>(1, shape.weights.back());
  shape.users_most = random.one_in(3) ? 3 : static_cast<std::size_t>(random.between(4, 24));
  shape.wild_percent = random.pick(std::vector<std::uint64_t>{0, 2, 5, 20});
  shape.keyed_percent = random.pick(std::vector<std::uint64_t>{0, 30, 60, 95});
  shape.burst_percent = random.pick(std::vector<std::uint64_t>{0, 5, 10, 30});
  shape.seeded_first = !random.one_in(12);

  for (const SettingDefinition& setting : setting_definitions()) {
    shape.settings[static_cast<std::size_t>(setting.id)] = setting.initial;
    if (is_table(setting.kind)) shape.tables.emplace(setting.id, setting.initial_text);
  }
  change(shape, random, SettingId::signup_grant_bdt, {0, 1, 500 * kBdt, 1'000'000 * kBdt});
  change(shape, random, SettingId::biome_trade_fee_percent, {0, 1, 20'000, 200'000});
  change(shape, random, SettingId::max_price_move_percent, {100, 50'000, 500'000});
  change(shape, random, SettingId::price_band_percent, {10'000, 50'000, 900'000});
  change(shape, random, SettingId::max_transaction_percent, {100, 100'000, 1'000'000});
  change(shape, random, SettingId::redistribution_pool_percent, {0, 1, 250'000, 1'000'000});
  change(shape, random, SettingId::cycle_ms, {100, 500, 60'000});
  change(shape, random, SettingId::market_profile, {0, 1});
  change(shape, random, SettingId::attention_half_life_minutes, {1, 480, 100'000});
  change(shape, random, SettingId::established_after_hours, {0, 1, 24});
  change(shape, random, SettingId::established_min_fees_bdt, {0, 1, 10 * kBdt});
  change(shape, random, SettingId::biome_initial_cash_bdt, {kBdt, 10'000 * kBdt, 1'000'000'000'000 * kBdt});
  change(shape, random, SettingId::biome_initial_shares, {1, 7, 1'000'000'000});
  change(shape, random, SettingId::topup_daily_bdt, {100'000 * kBdt, 300'000 * kBdt});
  return shape;
}

namespace {

std::string number(AccountNo account) { return " account " + std::to_string(account.value); }

struct Words {
  std::string operator()(const SeedMarkets&) const { return "SeedMarkets"; }
  std::string operator()(const RegisterUser& c) const { return "RegisterUser " + c.user.username; }
  std::string operator()(const ChangeUser& c) const { return "ChangeUser" + number(c.account); }
  std::string operator()(const OpenSession& c) const { return "OpenSession" + number(c.session.account); }
  std::string operator()(const RotateSession& c) const { return "RotateSession " + to_string(c.session); }
  std::string operator()(const CloseSession& c) const { return "CloseSession " + to_string(c.session); }
  std::string operator()(const CreateApiKey& c) const { return "CreateApiKey " + to_string(c.key.id); }
  std::string operator()(const RevokeApiKey& c) const { return "RevokeApiKey " + to_string(c.key); }
  std::string operator()(const PlaceOrder& c) const {
    const bool buy = c.order.side == Side::buy;
    return std::string(buy ? "buy " : "sell ") + std::string(to_string(c.order.biome)) + ' ' +
           std::to_string(buy ? c.order.amount.paisa : c.order.shares.micro) + number(c.order.account);
  }
  std::string operator()(const TrackAttention& c) const {
    std::string words = "TrackAttention" + number(c.account);
    for (const AttentionShare& share : c.shares)
      words += ' ' + std::string(to_string(share.biome)) + ' ' + std::to_string(share.us);
    return words;
  }
  std::string operator()(const AdjustBalance& c) const {
    return "AdjustBalance " + std::to_string(c.amount.paisa) + number(c.account);
  }
  std::string operator()(const SetTrading& c) const { return "SetTrading " + std::string(to_string(c.state)); }
  std::string operator()(const InitiatePayment& c) const {
    return "InitiatePayment " + std::to_string(c.payment.amount.paisa) + number(c.payment.account);
  }
  std::string operator()(const SettlePayment& c) const {
    return std::string("SettlePayment ") + (c.settlement.approved ? "approved " : "declined ") +
           to_string(c.settlement.reference_id);
  }
  std::string operator()(const PatchSettings& c) const {
    std::string words = "PatchSettings";
    for (const auto& [id, number, text] : c.values) {
      words += ' ' + std::string(definition_of(id).name) + '=' + std::to_string(number) + text;
    }
    return words;
  }
  std::string operator()(const NotePaymentEvent&) const { return "NotePaymentEvent"; }
  std::string operator()(const LogAccess&) const { return "LogAccess"; }
  std::string operator()(const CloseCycle&) const { return "CloseCycle"; }
};

}  // namespace

std::string words_of(const Command& command) {
  return std::visit(Words{}, command.body) + (command.key ? " (keyed)" : "");
}

}  // namespace loam::sim
