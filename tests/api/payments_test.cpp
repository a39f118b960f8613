// F-57: a payment webhook had no signature check. Here signature, amount, reference and time are checked, and a
// reference is credited once, however often and from how many sides it is told.

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "api/signatures.hpp"
#include "support/caller.hpp"

namespace loam::test {
namespace {

constexpr std::string_view kSecret = "the key of bkash";

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

class Payments : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new ServerProcess(
        with_settings({"api_requests_per_minute=1000000", "sandbox_gateway=true", "gateway_secret_nagad=another key"},
                      {"LOAM_GATEWAY_SECRET_BKASH=" + std::string(kSecret)}));
    operator_ = new Caller(make_overseer(*server_, "root"));
  }
  static void TearDownTestSuite() {
    delete operator_;
    delete server_;
  }
  static ServerProcess& server() { return *server_; }
  static Caller& root() { return *operator_; }

  static std::string begin(Caller& player, std::string_view amount, std::string_view gateway = "bkash") {
    const Told told = player.post("/api/v1/payments/initiate/" + std::string(gateway),
                                  R"({"amount_bdt":)" + std::string(amount) + "}");
    EXPECT_EQ(told.status, 201) << told.body;
    return told.at("reference_id");
  }
  static std::string settlement(const std::string& reference, std::string_view amount,
                                std::string_view status = "approved", std::string_view transaction = "TRX-1") {
    return R"({"reference_id":")" + reference + R"(","amount_bdt":)" + std::string(amount) + R"(,"status":")" +
           std::string(status) + R"(","gateway_transaction_id":")" + std::string(transaction) + R"("})";
  }
  static Told tell(const std::string& body, std::string_view gateway = "bkash", std::string_view secret = kSecret,
                   std::int64_t late_s = 0) {
    const std::string timestamp = std::to_string(seconds_now() - late_s);
    Caller gateway_caller(server());
    return gateway_caller.send(
        "POST", "/api/v1/payments/webhook/" + std::string(gateway), body,
        {{"X-Loam-Timestamp", timestamp}, {"X-Loam-Signature", sign_webhook(secret, timestamp, body)}});
  }
  static std::string balance(Caller& player) { return player.get("/api/v1/auth/me").at("balance_bdt"); }
  static Told last_event() { return root().get("/api/v1/admin/payment-events?limit=1"); }

 private:
  static ServerProcess* server_;
  static Caller* operator_;
};
ServerProcess* Payments::server_ = nullptr;
Caller* Payments::operator_ = nullptr;

TEST_F(Payments, a_topup_begins_pending_and_is_credited_when_the_gateway_says_so) {
  Caller ann = make_player(server(), "ann");
  const Told begun = ann.post("/api/v1/payments/initiate/bkash", R"({"amount_bdt":1000})");
  ASSERT_EQ(begun.status, 201) << begun.body;
  EXPECT_EQ(begun.at("status"), "pending");
  EXPECT_EQ(begun.at("gateway"), "bkash");
  EXPECT_EQ(begun.at("amount_bdt"), "1000");
  EXPECT_TRUE(begun.has("expires_at"));
  EXPECT_EQ(balance(ann), "0");
  const std::string reference = begun.at("reference_id");

  const Told settled = tell(settlement(reference, "1000"));
  ASSERT_EQ(settled.status, 200) << settled.body;
  EXPECT_EQ(settled.at("status"), "completed");
  EXPECT_EQ(balance(ann), "1000");

  const Told status = ann.get("/api/v1/payments/status/" + reference);
  EXPECT_EQ(status.at("status"), "completed");
  EXPECT_EQ(status.at("gateway_transaction_id"), "TRX-1");
  const Told rows = ann.get("/api/v1/users/" + ann.user_id + "/transactions");
  ASSERT_EQ(rows.size("transactions"), 1U);
  EXPECT_EQ(rows.at("transactions/0/transaction_type"), "TOPUP");
  EXPECT_EQ(rows.at("transactions/0/amount_bdt"), "1000");
  EXPECT_EQ(rows.at("transactions/0/gateway_fee_bdt"), "15");
  EXPECT_EQ(rows.at("transactions/0/gateway_name"), "bkash");
}

TEST_F(Payments, F52_F57_what_is_not_signed_as_agreed_is_401_and_credits_nothing) {
  Caller ben = make_player(server(), "ben");
  const std::string reference = begin(ben, "1000");
  const std::string body = settlement(reference, "1000");
  const std::string now = std::to_string(seconds_now());
  struct Row {
    const char* name;
    HttpHeaders headers;
    std::string event;
  };
  const Row rows[] = {
      {"no signature at all", {}, "signature_missing"},
      {"no time", {{"X-Loam-Signature", sign_webhook(kSecret, now, body)}}, "signature_missing"},
      {"nonsense", {{"X-Loam-Timestamp", now}, {"X-Loam-Signature", "nonsense"}}, "signature_malformed"},
      {"another key",
       {{"X-Loam-Timestamp", now}, {"X-Loam-Signature", sign_webhook("guess", now, body)}},
       "signature_wrong"},
      {"another gateway's key",
       {{"X-Loam-Timestamp", now}, {"X-Loam-Signature", sign_webhook("another key", now, body)}},
       "signature_wrong"},
      {"another body",
       {{"X-Loam-Timestamp", now}, {"X-Loam-Signature", sign_webhook(kSecret, now, settlement(reference, "9"))}},
       "signature_wrong"},
  };
  Caller stranger(server());
  for (const Row& row : rows) {
    const Told told = stranger.send("POST", "/api/v1/payments/webhook/bkash", body, row.headers);
    EXPECT_EQ(told.status, 401) << row.name;
    EXPECT_EQ(told.code(), "bad_signature") << row.name;
    give(root(), ben, "1");  // waits until what stands before it in the queue is durable
    EXPECT_EQ(last_event().at("payment_events/0/detail"), row.event) << row.name;
  }
  EXPECT_EQ(tell(body, "bkash", kSecret, 301).status, 401) << "too old";
  EXPECT_EQ(tell(body, "bkash", kSecret, -310).status, 401) << "from the future";
  EXPECT_EQ(ben.get("/api/v1/payments/status/" + reference).at("status"), "pending");
  EXPECT_EQ(balance(ben), std::to_string(std::size(rows)));
  EXPECT_EQ(tell(body, "bkash", kSecret, 290).status, 200) << "late, but in time";
}

TEST_F(Payments, F57_amount_reference_and_gateway_must_be_those_that_were_begun) {
  Caller carl = make_player(server(), "carl");
  const std::string reference = begin(carl, "1000");
  EXPECT_EQ(tell(settlement(reference, "1000.01")).code(), "payment_mismatch");
  EXPECT_EQ(tell(settlement(reference, "100000")).status, 409);
  EXPECT_EQ(tell(settlement(reference, "1000"), "nagad", "another key").code(), "payment_mismatch");
  const Told unknown = tell(settlement("0190a000-0000-7000-8000-000000000000", "1000"));
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(unknown.code(), "payment_unknown");
  EXPECT_EQ(last_event().at("payment_events/0/event"), "refused");
  EXPECT_EQ(last_event().at("payment_events/0/detail"), "payment_unknown");
  EXPECT_EQ(balance(carl), "0");
}

TEST_F(Payments, F57_a_body_that_is_none_is_422_behind_a_good_signature) {
  struct Row {
    const char* name;
    std::string body;
    std::string pointer;
    std::string code;
  };
  const std::string id = "0190a000-0000-7000-8000-000000000000";
  const Row rows[] = {
      {"nothing", "{}", "/reference_id", "required"},
      {"no id", settlement("x", "1"), "/reference_id", "not_a_uuid"},
      {"a fraction of a paisa", settlement(id, "1.001"), "/amount_bdt", "too_many_decimals"},
      {"less than nothing", settlement(id, "-1"), "/amount_bdt", "must_be_positive"},
      {"1e400", settlement(id, "1e400"), "/amount_bdt", "out_of_range"},
      {"another word", settlement(id, "1", "paid"), "/status", "unknown_value"},
  };
  for (const Row& row : rows) {
    const Told told = tell(row.body);
    EXPECT_EQ(told.status, 422) << row.name << told.body;
    EXPECT_EQ(told.error_at(row.pointer), row.code) << row.name << told.body;
  }
}

TEST_F(Payments, F57_R46_told_again_it_is_answered_the_same_and_credited_once) {
  Caller dora = make_player(server(), "dora");
  const std::string body = settlement(begin(dora, "500"), "500");
  const Told first = tell(body);
  ASSERT_EQ(first.status, 200);
  for (int i = 0; i < 3; ++i) {
    const Told again = tell(body);
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, first.body);
  }
  EXPECT_EQ(balance(dora), "500");
  EXPECT_EQ(last_event().at("payment_events/0/event"), "repeated");
}

TEST_F(Payments, F57_told_from_many_sides_at_once_it_is_credited_once) {
  Caller emma = make_player(server(), "emma");
  const std::string reference = begin(emma, "700");
  std::atomic<int> good = 0;
  std::vector<std::thread> sides;
  for (int i = 0; i < 8; ++i) {
    sides.emplace_back([&, i] {
      // Half of them tell another transaction of the gateway: only one of the two can be the payment's.
      const std::string transaction = i % 2 == 0 ? "TRX-A" : "TRX-B";
      if (tell(settlement(reference, "700", "approved", transaction)).status == 200) ++good;
    });
  }
  for (std::thread& side : sides) side.join();
  EXPECT_EQ(good, 4);
  EXPECT_EQ(balance(emma), "700");
}

TEST_F(Payments, a_declined_payment_credits_nothing_and_stays_declined) {
  Caller fred = make_player(server(), "fred");
  const std::string reference = begin(fred, "300");
  const Told declined = tell(settlement(reference, "300", "declined"));
  EXPECT_EQ(declined.status, 200);
  EXPECT_EQ(declined.at("status"), "failed");
  EXPECT_EQ(tell(settlement(reference, "300", "declined")).body, declined.body);
  const Told late = tell(settlement(reference, "300"));
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.code(), "payment_final");
  EXPECT_EQ(fred.get("/api/v1/payments/status/" + reference).at("status"), "failed");
  EXPECT_EQ(balance(fred), "0");
}

TEST_F(Payments, F04_F06_what_may_be_topped_up_as_a_table) {
  Caller gina = make_player(server(), "gina");
  struct Row {
    const char* amount;
    int status;
    const char* code;
  };
  const Row rows[] = {{"99.99", 422, "out_of_range"},
                      {"100", 201, ""},
                      {"\"100.00\"", 201, ""},
                      {"100000", 201, ""},
                      {"100000.01", 422, "out_of_range"},
                      {"0", 422, "must_be_positive"},
                      {"-100", 422, "must_be_positive"},
                      {"100.001", 422, "too_many_decimals"},
                      {"1e400", 422, "out_of_range"},
                      {"\"NaN\"", 422, "not_a_number"},
                      {"\"Infinity\"", 422, "not_a_number"},
                      {"null", 422, "required"},
                      {"true", 422, "not_a_number"}};
  for (const Row& row : rows) {
    const Told told = gina.post("/api/v1/payments/initiate/bkash", std::string(R"({"amount_bdt":)") + row.amount + "}");
    EXPECT_EQ(told.status, row.status) << row.amount << told.body;
    EXPECT_EQ(told.error_at("/amount_bdt"), row.code) << row.amount;
  }
  EXPECT_EQ(gina.post("/api/v1/payments/initiate/bkash", R"({"amount_bdt":100000})").code(), "payment_limit_exceeded")
      << "100,200 of the day's 200,000 are begun";
}

TEST_F(Payments, R46_a_repeated_key_begins_one_topup_and_is_told_the_same_also_when_it_is_settled) {
  Caller hans = make_player(server(), "hans");
  const Told first = hans.post("/api/v1/payments/initiate/bkash", R"({"amount_bdt":250})", "top-up-1");
  ASSERT_EQ(first.status, 201);
  ASSERT_EQ(tell(settlement(first.at("reference_id"), "250")).status, 200);
  const Told again = hans.post("/api/v1/payments/initiate/bkash", R"({"amount_bdt":250})", "top-up-1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(hans.post("/api/v1/payments/initiate/bkash", R"({"amount_bdt":251})", "top-up-1").code(),
            "idempotency_key_reused");
}

TEST_F(Payments, what_is_not_offered_is_404) {
  Caller ines = make_player(server(), "ines");
  for (const std::string gateway : {"rocket", "sslcommerz", "paypal", "BKASH"}) {
    EXPECT_EQ(ines.post("/api/v1/payments/initiate/" + gateway, R"({"amount_bdt":100})").status, 404) << gateway;
    EXPECT_EQ(tell("{}", gateway).status, 404) << gateway;
  }
  EXPECT_EQ(tell("{}", "sandbox").status, 404) << "the sandbox has a page, not a webhook";
  const Told offered = Caller(server()).get("/api/v1/payments/gateways");
  EXPECT_EQ(offered.at("gateways"), R"(["bkash","nagad","sandbox"])");
  EXPECT_EQ(offered.at("topup_min_bdt"), "100");
}

TEST_F(Payments, F58_anothers_payment_looks_like_none) {
  Caller jack = make_player(server(), "jack");
  Caller karl = make_player(server(), "karl");
  const std::string target = "/api/v1/payments/status/" + begin(jack, "100");
  EXPECT_EQ(jack.get(target).status, 200);
  EXPECT_EQ(root().get(target).at("user_id"), jack.user_id);
  EXPECT_EQ(karl.get(target).status, 404);
  EXPECT_EQ(Caller(server()).get(target).status, 401);
  EXPECT_EQ(jack.get("/api/v1/payments/status/0190a000-0000-7000-8000-000000000000").status, 404);
}

TEST_F(Payments, the_sandbox_is_a_page_that_approves_or_declines) {
  Caller lisa = make_player(server(), "lisa");
  const Told begun = lisa.post("/api/v1/payments/initiate/sandbox", R"({"amount_bdt":400})");
  const std::string url = begun.at("payment_url");
  ASSERT_EQ(url, "/api/v1/payments/sandbox/" + begun.at("reference_id"));
  Caller browser(server());
  const Told page = browser.get(url);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.raw.header("content-type"), "text/html; charset=utf-8");
  EXPECT_NE(page.raw.header("content-security-policy").find("default-src 'none'"), std::string_view::npos);
  EXPECT_NE(page.body.find("action=\"" + url + "/approve\""), std::string::npos);
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
  EXPECT_EQ(page.body.find("style="), std::string::npos);

  const HttpHeaders form{{"Content-Type", "application/x-www-form-urlencoded"}};
  const Told approved = browser.send("POST", url + "/approve", "", form);
  EXPECT_EQ(approved.status, 303) << approved.body;
  EXPECT_EQ(approved.raw.header("location"), url);
  EXPECT_EQ(balance(lisa), "400");
  EXPECT_EQ(browser.send("POST", url + "/approve", "", form).status, 303) << "pressed twice";
  EXPECT_EQ(browser.send("POST", url + "/decline", "", form).status, 409);
  EXPECT_EQ(balance(lisa), "400");
  EXPECT_NE(browser.get(url).body.find("completed"), std::string::npos);
}

TEST_F(Payments, the_sandbox_settles_its_own_payments_only) {
  Caller mona = make_player(server(), "mona");
  const std::string real = begin(mona, "100");
  Caller browser(server());
  EXPECT_EQ(browser.get("/api/v1/payments/sandbox/" + real).status, 404);
  EXPECT_EQ(browser.send("POST", "/api/v1/payments/sandbox/" + real + "/approve", "", {}).status, 404);
  EXPECT_EQ(balance(mona), "0");
}

TEST_F(Payments, F57_the_sandbox_is_off_unless_it_is_configured) {
  ServerProcess own;
  Caller nora = make_player(own, "nora");
  EXPECT_EQ(nora.post("/api/v1/payments/initiate/sandbox", R"({"amount_bdt":100})").status, 404);
  EXPECT_EQ(nora.get("/api/v1/payments/gateways").at("gateways"), "[]");
}

TEST_F(Payments, a_flood_of_bad_signatures_is_429_and_good_calls_still_pass) {
  ServerProcess own(with_settings({"gateway_secret_bkash=the key of bkash"}));
  Caller otto = make_player(own, "otto");
  const Told begun = otto.post("/api/v1/payments/initiate/bkash", R"({"amount_bdt":100})");
  Caller stranger(own);
  int limited = 0;
  for (int i = 0; i < 70; ++i) {
    const Told told = stranger.send("POST", "/api/v1/payments/webhook/bkash", "{}", {});
    ASSERT_TRUE(told.status == 401 || told.status == 429) << told.status;
    limited += told.status == 429 ? 1 : 0;
    if (told.status == 429) {
      EXPECT_FALSE(told.raw.header("retry-after").empty());
    }
  }
  EXPECT_GE(limited, 5);
  const std::string body = settlement(begun.at("reference_id"), "100");
  const std::string timestamp = std::to_string(seconds_now());
  EXPECT_EQ(stranger
                .send("POST", "/api/v1/payments/webhook/bkash", body,
                      {{"X-Loam-Timestamp", timestamp}, {"X-Loam-Signature", sign_webhook(kSecret, timestamp, body)}})
                .status,
            200);
}

}  // namespace
}  // namespace loam::test
