#include "app/check/check_deals.hpp"

#include "api/json/json_writer.hpp"

namespace loam {
namespace {

constexpr std::string_view kListings = "/api/v1/marketplace/listings";
constexpr std::chrono::seconds kCooldownPause{10};

Found<CheckRow> row_in(const Found<CheckAnswer>& answer) {
  if (!answer) return Unexpected{answer.error()};
  return read_row(answer->root());
}

std::string terms_of(const CheckScene& scene) {
  std::string body;
  JsonWriter(body)
      .begin_object()
      .member("land_id", scene.land_id)
      .member("listing_type", "fixed_price")
      .member("buy_now_price_bdt", scene.price)
      .member("description", "A check of the deployment.")
      .end_object();
  return body;
}

}  // namespace

Found<CheckRow> read_row(JsonValue row) {
  const auto amount = money_at(row, "amount_bdt");
  const auto fee = money_at(row, "platform_fee_bdt");
  const auto receives = money_at(row, "seller_receives_bdt");
  const auto after = money_at(row, "balance_after_bdt");
  if (!amount || !fee || !receives || !after) {
    return Unexpected{differs("a row", "amount, fee and balance after", row.exists() ? row.to_text() : "no row")};
  }
  return CheckRow{number_at(row, "seq"),
                  text_at(row, "transaction_type"),
                  text_at(row, "user_role"),
                  *amount,
                  *fee,
                  *receives,
                  *after,
                  text_at(row, "shares"),
                  text_at(row, "hash")};
}

std::string differs(const std::string& what, const std::string& expected, const std::string& seen) {
  return what + ": expected " + expected + ", seen " + seen;
}

Found<std::string> open_listing(CheckScene& scene, CheckParty& seller) {
  const std::string body = terms_of(scene);
  const std::string reason = seller.username + " has listed a land not long ago (listing_cooldown_minutes)";
  for (;;) {
    const auto opened = seller.talk.ask("POST", kListings, body);
    if (!opened) return Unexpected{opened.error()};
    if (opened->status == 201) return opened->text("listing_id");
    if (opened->code() == "listing_cooldown" && scene.patience.wait(kCooldownPause, reason)) continue;
    return Unexpected{differs("a listing by " + seller.username, "201", opened->words())};
  }
}

Found<CheckRow> buy_listing(CheckTalk& buyer, const std::string& listing_id) {
  return row_in(buyer.post(std::string(kListings) + '/' + listing_id + "/buy-now", "{}"));
}

Found<CheckRow> buy_shares(CheckTalk& trader, const std::string& biome) {
  std::string body;
  JsonWriter(body).begin_object().member("biome", biome).member("amount_bdt", kCheckOrder).end_object();
  return row_in(trader.post("/api/v1/biome-market/buy", body));
}

Found<CheckRow> sell_shares(CheckTalk& trader, const std::string& biome, const std::string& shares) {
  std::string body;
  JsonWriter(body).begin_object().member("biome", biome).key("shares").raw(shares).end_object();
  return row_in(trader.post("/api/v1/biome-market/sell", body));
}

Found<Money> balance_of(CheckParty& party) {
  const auto told = party.talk.get("/api/v1/users/" + party.user_id + "/balance");
  if (!told) return Unexpected{told.error()};
  const auto balance = money_at(told->root(), "balance_bdt");
  if (!balance) return Unexpected{differs("the balance of " + party.username, "an amount", told->body)};
  return *balance;
}

Found<std::string> owner_of(CheckScene& scene) {
  const auto land = scene.seller.talk.get("/api/v1/lands/" + scene.land_id);
  if (!land) return Unexpected{land.error()};
  return land->text("owner_id");
}

}  // namespace loam
