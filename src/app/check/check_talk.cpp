#include "app/check/check_talk.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace loam {
namespace {

constexpr int kTooManyRequests = 429;
constexpr int kMostRetryAfterS = 3'600;  // the longest period that any limit has

/// A key that nothing else has: a repeated one would be answered with what was, not with what is.
std::string fresh_key() {
  std::array<std::uint8_t, 16> bytes{};
  SystemRandom().fill(bytes);
  return "check-" + to_hex(bytes);
}

HttpHeaders headers_of(std::string_view method, const std::string& token) {
  HttpHeaders headers;
  if (!token.empty()) headers.emplace_back("Authorization", "Bearer " + token);
  if (method == "GET") return headers;
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("Idempotency-Key", fresh_key());
  return headers;
}

int retry_after_s(const HttpAnswer& answer) {
  const std::string_view text = answer.header("retry-after");
  int seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::clamp(seconds, 1, kMostRetryAfterS);
}

bool is_success(int status) { return status >= 200 && status < 300; }

std::string asked(std::string_view method, std::string_view target) {
  return std::string(method) + ' ' + std::string(target);
}

}  // namespace

JsonValue value_at(JsonValue root, std::string_view path) {
  while (!path.empty() && root.exists()) {
    const std::size_t slash = path.find('/');
    root = root.find(path.substr(0, slash));
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return root;
}

std::string text_at(JsonValue root, std::string_view path) {
  const JsonValue value = value_at(root, path);
  if (!value.exists()) return {};
  switch (value.kind()) {
    case JsonValue::Kind::string: return std::string(value.string());
    case JsonValue::Kind::number: return std::string(value.number_text());
    case JsonValue::Kind::boolean: return value.boolean() ? "true" : "false";
    default: return {};
  }
}

std::optional<Money> money_at(JsonValue root, std::string_view path) {
  const auto paisa = parse_decimal(text_at(root, path), kMoneyDecimals).units;
  return paisa ? std::optional(Money{*paisa}) : std::nullopt;
}

std::int64_t number_at(JsonValue root, std::string_view path) {
  return parse_decimal(text_at(root, path), 0).units.value_or(0);
}

std::string CheckAnswer::words() const {
  std::string words = std::to_string(status);
  if (const std::string word = code(); !word.empty()) words += ' ' + word;
  if (const std::string detail = text("detail"); !detail.empty()) words += " (" + detail + ')';
  for (JsonValue error = root().find("errors").first(); error.exists(); error = error.next()) {
    words += ' ' + text_at(error, "pointer") + ": " + text_at(error, "detail");
  }
  return words;
}

CheckTalk::CheckTalk(ServerPlace place, std::string token, CheckPatience& patience)
    : place_(std::move(place)), token_(std::move(token)), patience_(&patience), http_(place_.host, place_.port) {}

Found<CheckAnswer> CheckTalk::ask_once(std::string_view method, std::string_view target, const HttpHeaders& headers,
                                       std::string_view body, int& again_in_s) {
  auto answer = http_.request(method, target, headers, body);
  if (!answer) return Unexpected{asked(method, target) + ": " + answer.error()};
  again_in_s = retry_after_s(*answer);
  CheckAnswer told;
  told.status = answer->status;
  if (auto document = JsonDocument::parse(answer->body)) told.document = std::move(document).value();
  told.body = std::move(answer->body);
  return told;
}

Found<CheckAnswer> CheckTalk::ask(std::string_view method, std::string_view target, std::string_view body) {
  const HttpHeaders headers = headers_of(method, token_);
  for (;;) {
    int again_in_s = 0;
    auto told = ask_once(method, target, headers, body, again_in_s);
    const bool limited = told && told->status == kTooManyRequests;
    if (!limited || !patience_->wait(std::chrono::seconds(again_in_s), "a limit on requests is used up")) return told;
  }
}

Found<CheckAnswer> CheckTalk::expect_success(std::string_view method, std::string_view target, std::string_view body) {
  auto told = ask(method, target, body);
  if (!told || is_success(told->status)) return told;
  return Unexpected{asked(method, target) + ": expected success, seen " + told->words()};
}

Found<CheckAnswer> CheckTalk::expect_refusal(std::string_view target, std::string_view body, std::string_view code) {
  auto told = ask("POST", target, body);
  if (!told || told->code() == code) return told;
  return Unexpected{asked("POST", target) + ": expected the refusal " + std::string(code) + ", seen " + told->words()};
}

}  // namespace loam
