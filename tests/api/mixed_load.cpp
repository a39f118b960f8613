#include "mixed_load.hpp"

#include <array>
#include <chrono>
#include <random>

#include <openssl/hmac.h>

#include "api_world.hpp"
#include "base/bytes.hpp"

namespace loam::test {
namespace {

constexpr std::array<const char*, 7> kBiomeNames{"ocean", "beach", "plains", "forest", "desert", "mountain", "snow"};
constexpr std::array<const char*, 4> kInvalid{R"({"biome":"forest","amount_bdt":-1})",
                                              R"({"biome":"moon","amount_bdt":5})",
                                              R"({"biome":"forest","amount_bdt":0.001})", R"({"amount_bdt":5)"};

std::string decimal(std::uint64_t hundredths) {
  const std::string cents = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
}

std::string signature(const std::string& text) {
  std::array<unsigned char, 32> mac{};
  unsigned int size = 0;
  const std::string secret = kGatewaySecret;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), &size);
  return to_hex(mac);
}

}  // namespace

std::vector<LoadStep> make_load(const std::string& user_id, const std::string& name, std::size_t steps,
                                std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<LoadStep> load;
  for (std::size_t i = 0; i < steps; ++i) {
    const std::uint64_t kind = random() % 100;
    if (kind < 10 && !load.empty()) {
      LoadStep again = load.back();  // the same key and the same request
      load.push_back(again);
      continue;
    }
    LoadStep step;
    step.user_id = user_id;
    step.key = name + "-" + std::to_string(i);
    const std::string biome = kBiomeNames[random() % kBiomeNames.size()];
    if (kind < 20) {
      step.target = "/api/v1/biome-market/buy";
      step.body = kInvalid[random() % kInvalid.size()];
    } else if (kind < 70) {
      step.target = "/api/v1/biome-market/buy";
      step.body = R"({"biome":")" + biome + R"(","amount_bdt":)" + decimal(1 + random() % 2000) + "}";
    } else {
      step.target = "/api/v1/biome-market/sell";
      step.body = R"({"biome":")" + biome + R"(","shares":0.)" + std::to_string(1 + random() % 99) + "}";
    }
    load.push_back(step);
  }
  return load;
}

bool send(HttpClient& http, const HttpHeaders& headers, LoadStep& step) {
  const auto answer = http.post(step.target, step.body, headers);
  if (!answer) return false;
  step.status = answer->status;
  step.answer = answer->body;
  if (answer->status == 201) step.transaction_id = Json(answer->body).text("transaction_id");
  return true;
}

int top_up(HttpClient& http, const HttpHeaders& headers, const std::string& amount_bdt, const std::string& name) {
  const auto initiated = http.post("/api/v1/payments/initiate/bkash", R"({"amount_bdt":)" + amount_bdt + "}", headers);
  if (!initiated || initiated->status != 201) return initiated ? initiated->status : 0;
  const std::string reference = Json(initiated->body).text("reference_id");
  const std::string body = R"({"reference_id":")" + reference + R"(","amount_bdt":)" + amount_bdt +
                           R"(,"status":"approved","gateway_transaction_id":")" + name + "\"}";
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
  const std::string timestamp = std::to_string(now.count());
  const auto settled =
      http.post("/api/v1/payments/webhook/bkash", body,
                {{"X-Loam-Timestamp", timestamp}, {"X-Loam-Signature", signature(timestamp + "." + body)}});
  return settled ? settled->status : 0;
}

}  // namespace loam::test
