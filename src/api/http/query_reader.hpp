#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/request.hpp"
#include "api/json/json_field.hpp"

namespace loam::http {

/// Reads the query parameters of a request as ObjectReader reads a body. All are optional; an empty one is absent.
/// Errors name `/query/<name>`.
class QueryReader {
 public:
  explicit QueryReader(const Request& request) : request_(request) {}

  std::optional<std::int64_t> integer(std::string_view name, IntegerRange range);
  std::optional<Money> money(std::string_view name);
  std::optional<Uuid> uuid(std::string_view name);
  std::optional<Time> time(std::string_view name);
  std::optional<bool> boolean(std::string_view name);
  std::optional<std::string> text(std::string_view name, LengthRange length);
  template <class E, std::size_t N>
  std::optional<E> word(std::string_view name, const Word<E> (&words)[N]) {
    std::string_view texts[N];
    for (std::size_t i = 0; i < N; ++i) texts[i] = words[i].text;
    const auto index = word_index(name, {texts, N});
    return index ? std::optional(words[*index].meaning) : std::nullopt;
  }
  /// As written; marks it as known.
  std::optional<std::string_view> raw(std::string_view name);

  void refuse(std::string_view name, std::string_view code, std::string detail);
  /// Notes parameters that were never asked for as `unknown_parameter`. True where there is no error.
  bool finish();
  [[nodiscard]] const FieldErrors& errors() const { return errors_; }

 private:
  template <class T>
  std::optional<T> take(std::string_view name, Converted<T> converted);
  std::optional<std::size_t> word_index(std::string_view name, std::span<const std::string_view> words);

  const Request& request_;
  FieldErrors errors_;
  std::vector<std::string_view> known_;
};

}  // namespace loam::http
