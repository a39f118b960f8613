// From a price to its land through the real server: the parts of a move, summed from the answers themselves, and what
// a land may be worth.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "land_scene.hpp"
#include "money/money.hpp"

namespace loam::test {
namespace {

const std::string kMarket = "/api/v1/biome-market";

std::int64_t micro(const std::string& text) {
  const auto units = parse_decimal(text, kPriceDecimals).units;
  EXPECT_TRUE(units.has_value()) << text;
  return units.value_or(0);
}

std::int64_t paisa(const std::string& text) { return parse_decimal(text, kMoneyDecimals).units.value_or(-1); }

std::string impact_of(const std::string& biome) { return kMarket + '/' + biome + "/land-impact"; }

/// The clock of a test, so that a cycle is one request and what happened in a time is known.
class LandLinks : public testing::Test {
 protected:
  LandLinks()
      : server_(options()),
        root_(make_overseer(server_, "root")),
        ann_(make_player(server_, "ann")),
        ben_(make_player(server_, "ben")) {}

  static ServerOptions options() {
    ServerOptions options = land_options({"attention_half_life_minutes=1", "biome_trades_per_minute=100000"});
    options.arguments.insert(options.arguments.end(), {"--test-clock", "2026-01-01T00:00:00Z"});
    return options;
  }

  /// Closes the cycle `ms` after midnight of the first of January.
  void close_cycle(int ms) {
    std::string fraction = std::to_string(ms % 1'000);
    fraction.insert(0, 3 - fraction.size(), '0');
    std::string second = std::to_string(ms / 1'000 % 60);
    second.insert(0, 2 - second.size(), '0');
    const std::string minute = "0" + std::to_string(ms / 60'000);
    const Told told = root_.post("/api/v1/admin/test-clock",
                                 R"({"now":"2026-01-01T00:)" + minute + ":" + second + "." + fraction + R"(Z"})");
    ASSERT_EQ(told.status, 200) << told.body;
  }
  static void look(Caller& caller, const std::string& biome, const std::string& score) {
    const Told told =
        caller.post(kMarket + "/track-attention", R"({"biome":")" + biome + R"(","score":)" + score + "}");
    EXPECT_EQ(told.status, 200) << told.body;
  }
  static Told buy_shares(Caller& caller, const std::string& biome, const std::string& amount) {
    return caller.post(kMarket + "/buy", R"({"biome":")" + biome + R"(","amount_bdt":)" + amount + "}");
  }

  /// Cycles that raise the price of the forest and lower it, with trades between them.
  void trade_and_look() {
    for (int i = 1; i <= 12; ++i) {
      look(ann_, i <= 6 ? "forest" : "snow", "0.4");
      look(ben_, i % 3 == 0 ? "forest" : "ocean", "0.3");
      EXPECT_EQ(buy_shares(ann_, "forest", "33.37").status, 201);
      EXPECT_EQ(buy_shares(ben_, "snow", "11.11").status, 201);
      if (i % 4 == 0) {
        const Told sold = ann_.post(kMarket + "/sell", R"({"biome":"forest","shares":0.123457})");
        EXPECT_EQ(sold.status, 201) << sold.body;
      }
      close_cycle(i * 500);
    }
  }

  ServerProcess server_;
  Caller root_;
  Caller ann_;
  Caller ben_;
};

/// All sums of an answer, from its own numbers.
void check_sums(const Told& told) {
  ASSERT_EQ(told.status, 200) << told.body;
  const auto part = [&](const std::string& path) { return micro(told.at(path)); };
  const std::int64_t move = part("move_bdt");
  EXPECT_EQ(part("price_after_bdt") - part("price_before_bdt"), move);
  const std::string cycles = "parts/redistributions/";
  EXPECT_EQ(part(cycles + "move_bdt") + part("parts/trades/buys/move_bdt") + part("parts/trades/sells/move_bdt"), move);
  EXPECT_EQ(part(cycles + "rises_move_bdt") + part(cycles + "falls_move_bdt"), part(cycles + "move_bdt"));
  EXPECT_EQ(part(cycles + "attention_here_move_bdt") + part(cycles + "attention_elsewhere_move_bdt") +
                part(cycles + "earlier_attention_move_bdt"),
            part(cycles + "move_bdt"));
  std::int64_t attention = part("parts/attention/rest/move_bdt") + part("parts/attention/earlier_attention/move_bdt");
  for (std::size_t i = 0; i < told.size("parts/attention/accounts"); ++i) {
    attention += part("parts/attention/accounts/" + std::to_string(i) + "/move_bdt");
  }
  EXPECT_EQ(attention, part(cycles + "move_bdt"));
}

TEST_F(LandLinks, the_parts_of_a_move_sum_to_it_to_the_unit_whoever_asks) {
  trade_and_look();
  Caller guest(server_);
  for (const char* biome : {"forest", "snow", "ocean", "desert"}) {
    for (Caller* caller : {&root_, &ann_, &ben_, &guest}) check_sums(caller->get(impact_of(biome)));
  }
  const Told told = root_.get(impact_of("forest"));
  EXPECT_EQ(told.at("parts/redistributions/cycles"), "12");
  EXPECT_EQ(told.at("parts/trades/buys/count"), "12");
  EXPECT_EQ(told.at("parts/trades/buys/amount_bdt"), "400.44");
  EXPECT_EQ(told.at("parts/trades/sells/count"), "3");
  EXPECT_GT(micro(told.at("parts/redistributions/rises_move_bdt")), 0);
  // Nobody looked at the desert: it pays for what the others gain, and those who looked at them made it fall.
  const Told desert = root_.get(impact_of("desert"));
  EXPECT_LT(micro(desert.at("parts/redistributions/falls_move_bdt")), 0);
  EXPECT_LT(micro(desert.at("parts/redistributions/attention_elsewhere_move_bdt")), 0);
  EXPECT_EQ(told.at("price_after_bdt"), guest.get(kMarket + "/markets/forest").at("share_price_bdt"));
  EXPECT_EQ(told.size("parts/attention/accounts"), 2U);
}

TEST_F(LandLinks, any_two_moments_cut_the_move_and_the_pieces_join) {
  trade_and_look();
  const std::string between = "?from=2026-01-01T00:00:00Z&to=";
  const std::string cuts[] = {"2026-01-01T00:00:01.500Z", "2026-01-01T00:00:03.000Z", "2026-01-01T00:00:03.001Z"};
  const std::int64_t whole = micro(ann_.get(impact_of("forest")).at("move_bdt"));
  for (const std::string& cut : cuts) {
    const Told first = ann_.get(impact_of("forest") + between + cut);
    const Told second = ann_.get(impact_of("forest") + "?from=" + cut);
    check_sums(first);
    check_sums(second);
    EXPECT_EQ(first.at("price_after_bdt"), second.at("price_before_bdt")) << cut;
    EXPECT_EQ(micro(first.at("move_bdt")) + micro(second.at("move_bdt")), whole) << cut;
  }
}

TEST_F(LandLinks, others_are_named_to_overseers_alone) {
  trade_and_look();
  Caller auditor = make_overseer(server_, "auditor", "auditor");
  EXPECT_EQ(auditor.get(impact_of("forest")).size("parts/attention/accounts"), 2U);
  const Told own = ann_.get(impact_of("forest"));
  ASSERT_EQ(own.size("parts/attention/accounts"), 1U);
  EXPECT_EQ(own.at("parts/attention/accounts/0/username"), "ann");
  EXPECT_EQ(own.at("parts/attention/accounts/0/looked_here_score"), "2.4");
  EXPECT_EQ(own.at("parts/attention/accounts/0/looked_elsewhere_score"), "2.4");
  EXPECT_EQ(own.at("parts/attention/rest/accounts"), "1");
  EXPECT_EQ(own.body.find("ben"), std::string::npos);
  const Told guest = Caller(server_).get(impact_of("forest"));
  EXPECT_EQ(guest.size("parts/attention/accounts"), 0U);
  EXPECT_EQ(guest.at("parts/attention/rest/accounts"), "2");
  EXPECT_EQ(guest.at("touches/own_lands"), "null");
}

TEST_F(LandLinks, a_time_that_is_too_long_or_runs_backwards_is_refused) {
  for (const char* query : {"?from=2025-12-30T23:59:59Z", "?from=2025-12-01&to=2025-12-03",
                            "?from=2025-12-31T12:00:00Z&to=2025-12-31T11:00:00Z"}) {
    const Told told = ann_.get(impact_of("forest") + query);
    EXPECT_EQ(told.status, 422) << query;
    EXPECT_EQ(told.error_at("/query/from"), "out_of_range") << query;
  }
  EXPECT_EQ(ann_.get(impact_of("forest") + "?hours=1").error_at("/query/hours"), "unknown_parameter");
  EXPECT_EQ(ann_.get(impact_of("moon")).status, 404);
  // Before the world: nothing, and no price.
  const Told before = ann_.get(impact_of("forest") + "?from=2025-12-31T10:00:00Z&to=2025-12-31T11:00:00Z");
  check_sums(before);
  EXPECT_EQ(before.at("price_after_bdt"), "0");
}

TEST_F(LandLinks, a_move_touches_the_lands_and_owners_of_its_biome) {
  const std::string biome = ann_.get(std::string(kLands) + "/coordinates/5/5").at("biome");
  const Told all = ann_.get(std::string(kLands) + "?limit=500&biome=" + biome);
  ASSERT_GE(all.size("lands"), 5U);
  const auto claim_at = [&](Caller& caller, std::size_t i) {
    const std::string at = "lands/" + std::to_string(i) + "/coordinates/";
    return claim(caller, std::stoi(all.at(at + "x")), std::stoi(all.at(at + "y")));
  };
  const std::vector<std::string> of_ann{claim_at(ann_, 0), claim_at(ann_, 1), claim_at(ann_, 2)};
  claim_at(ben_, 3);
  const Told told = ann_.get(impact_of(biome));
  EXPECT_EQ(told.at("touches/lands"), all.at("pagination/total"));
  EXPECT_EQ(told.at("touches/claimed_lands"), "4");
  EXPECT_EQ(told.at("touches/owners"), "2");
  EXPECT_EQ(told.at("touches/largest_owners/0/username"), "ann");
  EXPECT_EQ(told.at("touches/largest_owners/0/lands"), "3");
  EXPECT_EQ(told.at("touches/largest_owners/1/username"), "ben");
  EXPECT_EQ(told.at("touches/own_lands/count"), "3");
  EXPECT_EQ(told.at("touches/own_lands/land_ids"), listed(of_ann));

  EXPECT_EQ(ann_.patch("/api/v1/users/" + ann_.user_id, R"({"hidden":true})").status, 200);
  EXPECT_EQ(ben_.get(impact_of(biome)).at("touches/largest_owners/0/username"), "ben");
  EXPECT_EQ(ben_.get(impact_of(biome)).at("touches/owners"), "2");
  EXPECT_EQ(ann_.get(impact_of(biome)).at("touches/largest_owners/0/username"), "ann");
  EXPECT_EQ(root_.get(impact_of(biome)).at("touches/largest_owners/0/username"), "ann");
}

TEST_F(LandLinks, a_land_says_what_moved_its_biome_and_what_its_estimates_are_made_of) {
  const auto lands = claim_row(ann_, 4, 4, 3);
  const std::string target = std::string(kLands) + '/' + lands[0] + "/exposure";
  const Told fresh = ben_.get(target);
  ASSERT_EQ(fresh.status, 200) << fresh.body;
  const std::string claim_price = fresh.at("land/price_base_bdt");
  EXPECT_EQ(fresh.at("value/estimate"), "true");
  EXPECT_EQ(fresh.at("value/by_sales_estimate_bdt"), "null");  // claims are no sales
  EXPECT_EQ(fresh.at("value/by_biome_estimate_bdt"), claim_price);
  EXPECT_EQ(fresh.at("value/value_estimate_bdt"), claim_price);
  EXPECT_EQ(fresh.at("value/made_from/claim_price_bdt"), claim_price);
  EXPECT_EQ(fresh.at("value/made_from/sales/count"), "0");
  EXPECT_EQ(fresh.at("biome_price/last_24h/move_bdt"), "0");

  // A parcel of two is sold: what was paid for both against what the house asks for both.
  const std::string listing = list(ann_, {lands[1], lands[2]}, kFixed);
  const Told sold = buy(ben_, listing);
  ASSERT_EQ(sold.status, 200) << sold.body;
  std::int64_t asked = 0;
  for (const std::size_t i : {1U, 2U}) {
    asked += paisa(ben_.get(std::string(kLands) + '/' + lands[i]).at("price_base_bdt"));
  }
  const Told told = ben_.get(target);
  EXPECT_EQ(told.at("value/made_from/sales/count"), "1");
  EXPECT_EQ(told.at("value/made_from/sales/paid_bdt"), "500");
  EXPECT_EQ(paisa(told.at("value/made_from/sales/claim_prices_bdt")), asked);
  EXPECT_EQ(told.at("value/made_from/sales/newest/0/land_ids"), listed({lands[1], lands[2]}));
  EXPECT_EQ(paisa(told.at("value/by_sales_estimate_bdt")), paisa(claim_price) * 50'000 / asked);
  EXPECT_EQ(told.at("value/value_estimate_bdt"), told.at("value/by_sales_estimate_bdt"));
  EXPECT_EQ(ben_.get(std::string(kLands) + "/none/exposure").code(), "land_unknown");

  // Far away from the sale there is nothing to go by but the biome.
  const std::string far = ben_.get(std::string(kLands) + "/coordinates/20/20").at("land_id");
  EXPECT_EQ(ben_.get(std::string(kLands) + '/' + far + "/exposure").at("value/by_sales_estimate_bdt"), "null");
}

TEST_F(LandLinks, a_day_of_a_land_s_biome_has_the_same_parts) {
  trade_and_look();
  const std::string land = ann_.get(std::string(kLands) + "?limit=1&biome=forest").at("lands/0/land_id");
  const Told told = ann_.get(std::string(kLands) + '/' + land + "/exposure");
  ASSERT_EQ(told.status, 200) << told.body;
  const Told impact = ann_.get(impact_of("forest"));
  EXPECT_EQ(told.at("biome_price/last_24h/move_bdt"), impact.at("move_bdt"));
  EXPECT_EQ(told.at("biome_price/last_24h/parts/redistributions"), impact.at("parts/redistributions"));
  EXPECT_EQ(told.at("biome_price/last_24h/parts/trades"), impact.at("parts/trades"));
  EXPECT_EQ(told.at("biome_price/now_bdt"), impact.at("price_after_bdt"));
}

}  // namespace
}  // namespace loam::test
