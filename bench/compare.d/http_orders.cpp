#include "bench/compare.d/http_orders.hpp"

#include <cstring>

#include <fmt/format.h>

namespace loam::bench {
namespace {

constexpr std::size_t kKeyDigits = 20;
const std::string kUserPlace(36, '?');  // a UUID
const std::string kKeyPlace(kKeyDigits, '#');

Template make_template(std::string text) {
  Template made;
  made.user_at = text.find(kUserPlace);
  made.key_at = text.find(kKeyPlace);
  made.text = std::move(text);
  return made;
}

Template order_template(const std::string& api_key, Biome biome) {
  const std::string body = fmt::format(R"({{"biome":"{}","amount_bdt":{}}})", to_string(biome), kAmountBdtText);
  return make_template(
      fmt::format("POST /api/v1/biome-market/buy HTTP/1.1\r\n"
                  "Host: localhost\r\n"
                  "Authorization: Bearer {}\r\n"
                  "X-Act-As: {}\r\n"
                  "Idempotency-Key: {}\r\n"
                  "Content-Type: application/json\r\n"
                  "Content-Length: {}\r\n\r\n{}",
                  api_key, kUserPlace, kKeyPlace, body.size(), body));
}

Template command_template(Biome biome) {
  return make_template(fmt::format(R"({{"method":"POST","path":"/api/v1/biome-market/buy","idempotency_key":"{}",)"
                                   R"("user_id":"{}","body":{{"biome":"{}","amount_bdt":{}}}}})",
                                   kKeyPlace, kUserPlace, to_string(biome), kAmountBdtText));
}

}  // namespace

void Template::append(std::string& out, const std::string& user, std::uint64_t key) const {
  const std::size_t start = out.size();
  out += text;
  std::memcpy(out.data() + start + user_at, user.data(), user.size());
  char* digit = out.data() + start + key_at + kKeyDigits;
  for (std::size_t i = 0; i < kKeyDigits; ++i) {
    *--digit = static_cast<char>('0' + key % 10);
    key /= 10;
  }
}

OrderRequests::OrderRequests(const HttpPlayers& players, Spread spread, std::uint64_t& keys)
    : players_(players), picks_(spread, keys), keys_(keys) {
  for (const Biome biome : kAllBiomes) templates_[index_of(biome)] = order_template(players.api_key, biome);
}

void OrderRequests::next(std::string& out) {
  const Pick pick = picks_.next();
  out.clear();
  templates_[index_of(pick.biome)].append(out, players_.ids[static_cast<std::size_t>(pick.user)], keys_++);
}

std::int64_t OrderRequests::orders_done(int status, std::string_view) const { return status == 201 ? 1 : 0; }

BatchRequests::BatchRequests(const HttpPlayers& players, Spread spread, std::int64_t orders, std::uint64_t& keys)
    : players_(players), picks_(spread, keys), orders_(orders), keys_(keys) {
  for (const Biome biome : kAllBiomes) templates_[index_of(biome)] = command_template(biome);
}

void BatchRequests::next(std::string& out) {
  body_ = R"({"commands":[)";
  for (std::int64_t i = 0; i < orders_; ++i) {
    if (i > 0) body_ += ',';
    const Pick pick = picks_.next();
    templates_[index_of(pick.biome)].append(body_, players_.ids[static_cast<std::size_t>(pick.user)], keys_++);
  }
  body_ += "]}";
  out = fmt::format(
      "POST /api/v1/batch HTTP/1.1\r\n"
      "Host: localhost\r\n"
      "Authorization: Bearer {}\r\n"
      "Content-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n",
      players_.api_key, body_.size());
  out += body_;
}

std::int64_t BatchRequests::orders_done(int status, std::string_view body) const {
  if (status != 200) return 0;
  constexpr std::string_view kCreated = R"("status":201)";
  std::int64_t done = 0;
  const char* at = body.data();
  const char* const end = at + body.size();
  while ((at = static_cast<const char*>(
              ::memmem(at, static_cast<std::size_t>(end - at), kCreated.data(), kCreated.size()))) != nullptr) {
    done += 1;
    at += kCreated.size();
  }
  return done;
}

}  // namespace loam::bench
