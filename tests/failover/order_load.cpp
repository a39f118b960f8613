#include "failover/order_load.hpp"

#include <chrono>

#include "api/client/http_client.hpp"
#include "api/json/json_value.hpp"

namespace loam::test {
namespace {

constexpr std::size_t kOrdersMax = 50'000;  // of a client: a run that does not end is ended
constexpr std::chrono::milliseconds kPause{100};
constexpr std::chrono::seconds kPatience{120};        // with one order
constexpr Duration kTimeout = Duration::seconds(60);  // with one answer: a failover takes half of it

std::string transaction_of(const std::string& body) {
  const auto document = JsonDocument::parse(body);
  if (!document) return {};
  const JsonValue id = document->root().find("transaction_id");
  return id.exists() ? std::string(id.string()) : std::string();
}

}  // namespace

OrderLoad::OrderLoad(const std::atomic<std::uint16_t>& port, const std::vector<std::string>& tokens) : port_(port) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    clients_.emplace_back([this, token = tokens[i], i] { trade(token, i); });
  }
}

OrderLoad::~OrderLoad() { finish(); }

std::size_t OrderLoad::acknowledged() const {
  const std::lock_guard lock(mutex_);
  return rows_.size();
}

void OrderLoad::finish() {
  finishing_ = true;
  for (std::thread& client : clients_) client.join();
  clients_.clear();
}

void OrderLoad::trade(const std::string& token, std::size_t client) {
  for (std::size_t i = 0; i < kOrdersMax && !finishing_; ++i) {
    if (!order(token, "client" + std::to_string(client) + "-" + std::to_string(i))) return;
  }
}

bool OrderLoad::order(const std::string& token, const std::string& key) {
  const HttpHeaders headers{{"Authorization", "Bearer " + token}, {"Idempotency-Key", key}};
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  std::string complaint;
  for (HttpClient http("127.0.0.1", port_, kTimeout); std::chrono::steady_clock::now() < give_up;) {
    const auto answer = http.post("/api/v1/biome-market/buy", R"({"biome":"forest","amount_bdt":0.5})", headers);
    if (answer && answer->status == 201) {
      const std::lock_guard lock(mutex_);
      rows_.push_back(transaction_of(answer->body));
      return true;
    }
    complaint = answer ? std::to_string(answer->status) + " " + answer->body : answer.error();
    if (answer && answer->status < 500) break;  // a refusal, which nothing here should meet
    std::this_thread::sleep_for(kPause);
    http = HttpClient("127.0.0.1", port_, kTimeout);  // a server that was started again listens elsewhere
  }
  const std::lock_guard lock(mutex_);
  complaints_.push_back(key + ": " + complaint);
  return false;
}

}  // namespace loam::test
