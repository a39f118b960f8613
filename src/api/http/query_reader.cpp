#include "api/http/query_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/json/conversion.hpp"

namespace loam::http {

std::optional<std::string_view> QueryReader::raw(std::string_view name) {
  known_.push_back(name);
  return request_.query(name);
}

void QueryReader::refuse(std::string_view name, std::string_view code, std::string detail) {
  errors_.push_back({"/query/" + escape_pointer(name), std::string(code), std::move(detail)});
}

template <class T>
std::optional<T> QueryReader::take(std::string_view name, Converted<T> converted) {
  if (!converted.value) refuse(name, converted.code, std::move(converted.detail));
  return std::move(converted.value);
}

std::optional<std::int64_t> QueryReader::integer(std::string_view name, IntegerRange range) {
  const auto text = raw(name);
  return text ? take(name, to_integer(*text, range)) : std::nullopt;
}

std::optional<Money> QueryReader::money(std::string_view name) {
  const auto text = raw(name);
  if (!text) return std::nullopt;
  const auto paisa = take(name, to_units(*text, kMoneyDecimals, Sign::zero_or_more));
  return paisa ? std::optional(Money{*paisa}) : std::nullopt;
}

std::optional<Uuid> QueryReader::uuid(std::string_view name) {
  const auto text = raw(name);
  return text ? take(name, to_uuid(*text)) : std::nullopt;
}

std::optional<Time> QueryReader::time(std::string_view name) {
  const auto text = raw(name);
  return text ? take(name, to_time(*text)) : std::nullopt;
}

std::optional<bool> QueryReader::boolean(std::string_view name) {
  constexpr std::array<std::string_view, 4> kWords{"true", "false", "1", "0"};
  const auto index = word_index(name, kWords);
  return index ? std::optional(*index % 2 == 0) : std::nullopt;
}

std::optional<std::string> QueryReader::text(std::string_view name, LengthRange length) {
  const auto text = raw(name);
  return text ? take(name, to_text(*text, length)) : std::nullopt;
}

std::optional<std::size_t> QueryReader::word_index(std::string_view name, std::span<const std::string_view> words) {
  const auto text = raw(name);
  return text ? take(name, to_word(*text, words)) : std::nullopt;
}

bool QueryReader::finish() {
  for (const auto& parameter : request_.query()) {
    if (std::find(known_.begin(), known_.end(), parameter.name) != known_.end()) continue;
    refuse(parameter.name, "unknown_parameter", "There is no such parameter here.");
  }
  return errors_.empty();
}

}  // namespace loam::http
