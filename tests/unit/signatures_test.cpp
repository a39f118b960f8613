// The signatures of webhooks: the scheme, and everything that is no signature.

#include "api/signatures.hpp"

#include <cctype>
#include <string>

#include <gtest/gtest.h>

namespace loam {
namespace {

constexpr std::string_view kSecret = "a gateway's key";
constexpr std::string_view kBody = R"({"reference_id":"x","amount_bdt":100})";
constexpr std::string_view kStamp = "1700000000";
constexpr Time kNow{1'700'000'000'000};

TEST(Signatures, are_the_hmac_that_every_other_tool_computes) {
  // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac key
  EXPECT_EQ(sign_webhook("key", "1700000000", R"({"a":1})"),
            "a438e398bfafc57e4396bb7fc2304422f0f768e965d073ca313cb52e22e6ad03");
}

TEST(Signatures, F57_a_webhook_is_good_only_with_the_key_the_body_and_the_time_that_were_signed) {
  const std::string good = sign_webhook(kSecret, kStamp, kBody);
  std::string upper = good;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  std::string flipped = good;
  flipped.back() = flipped.back() == '0' ? '1' : '0';
  struct Row {
    const char* name;
    std::string timestamp;
    std::string signature;
    std::string body;
    SignatureCheck expected;
  };
  const std::string body(kBody);
  const std::string stamp(kStamp);
  const Row rows[] = {
      {"as signed", stamp, good, body, SignatureCheck::good},
      {"another key", stamp, sign_webhook("another", kStamp, kBody), body, SignatureCheck::wrong},
      {"one digit off", stamp, flipped, body, SignatureCheck::wrong},
      {"one byte of the body changed", stamp, good, body + " ", SignatureCheck::wrong},
      {"another time than was signed", "1700000001", good, body, SignatureCheck::wrong},
      {"the signature of the body alone", stamp, sign_webhook(kSecret, "", kBody), body, SignatureCheck::wrong},
      {"upper case", stamp, upper, body, SignatureCheck::wrong},
      {"cut", stamp, good.substr(1), body, SignatureCheck::malformed},
      {"no signature", stamp, "", body, SignatureCheck::missing},
      {"no time", "", good, body, SignatureCheck::missing},
      {"a time that is no number", "today", sign_webhook(kSecret, "today", kBody), body, SignatureCheck::malformed},
      {"a negative time", "-1", sign_webhook(kSecret, "-1", kBody), body, SignatureCheck::malformed},
      {"a time beyond all clocks", "99999999999999999999", sign_webhook(kSecret, "99999999999999999999", kBody), body,
       SignatureCheck::malformed},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(check_webhook(kSecret, row.timestamp, row.signature, row.body, kNow), row.expected) << row.name;
  }
}

TEST(Signatures, F57_a_call_is_good_for_five_minutes_either_way) {
  const std::string good = sign_webhook(kSecret, kStamp, kBody);
  struct Row {
    std::int64_t late_ms;
    SignatureCheck expected;
  };
  const Row rows[] = {{0, SignatureCheck::good},
                      {300'000, SignatureCheck::good},
                      {300'001, SignatureCheck::stale},
                      {-300'000, SignatureCheck::good},
                      {-300'001, SignatureCheck::stale}};
  for (const Row& row : rows) {
    EXPECT_EQ(check_webhook(kSecret, kStamp, good, kBody, Time{kNow.ms + row.late_ms}), row.expected) << row.late_ms;
  }
}

}  // namespace
}  // namespace loam
