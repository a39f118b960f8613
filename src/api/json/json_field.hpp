#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/json/field_error.hpp"
#include "api/json/json_value.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"
#include "money/money.hpp"

namespace loam {

/// Both ends belong to the range.
struct IntegerRange {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// Characters (Unicode code points) of a string, or items of an array; both ends belong to the range.
struct LengthRange {
  std::size_t min = 0;
  std::size_t max = 0;
};

/// One word that a field may say, and what it means.
template <class E>
struct Word {
  std::string_view text;
  E meaning;
};

/// `~` and `/` of a name as JSON pointers write them (`~0`, `~1`).
std::string escape_pointer(std::string_view name);

enum class Sign : std::uint8_t { positive, zero_or_more, any };
/// A text as a value, or why it is none.
template <class T>
struct Converted;

/// One value at one place of the input, about to be read as some type. Each reading gives the value, or notes in
/// `errors` why there is none and gives nullopt. `null` is `required`: for optional fields ask `given()` first.
class JsonField {
 public:
  /// `holder` is the pointer of the object or array that holds the value, `step` the name or index in it; both must
  /// outlive the field, which is read at once as a rule.
  JsonField(JsonValue value, std::string_view holder, std::string_view step, FieldErrors& errors)
      : value_(value), holder_(holder), step_(step), errors_(&errors) {}
  JsonField(JsonValue value, std::string_view holder, std::size_t index, FieldErrors& errors)
      : value_(value), holder_(holder), index_(index), errors_(&errors) {}

  [[nodiscard]] bool given() const { return value_.exists() && !value_.is_null(); }
  [[nodiscard]] JsonValue value() const { return value_; }
  [[nodiscard]] std::string pointer() const;

  /// More than zero BDT; a JSON number or the same as a string; at most two decimals.
  std::optional<Money> money() const;
  /// Of either sign, or zero; as money() otherwise.
  std::optional<Money> signed_money() const;
  /// Zero or more, as money() otherwise.
  std::optional<Money> money_or_zero() const;
  /// More than zero; at most six decimals.
  std::optional<Shares> shares() const;
  /// More than zero; at most six decimals.
  std::optional<Price> price() const;
  /// A decimal of the given scale as its units, from `range` (in units): settings in percent and the like.
  std::optional<std::int64_t> decimal(int scale, IntegerRange range) const;
  std::optional<std::int64_t> integer(IntegerRange range) const;
  /// Printable text: control characters other than tab and line feed are refused.
  std::optional<std::string> text(LengthRange length) const;
  std::optional<bool> boolean() const;
  std::optional<Uuid> uuid() const;
  /// RFC 3339, or a bare date.
  std::optional<Time> time() const;
  /// The index of the string in `words`.
  std::optional<std::size_t> word(std::span<const std::string_view> words) const;
  template <class E, std::size_t N>
  std::optional<E> word(const Word<E> (&words)[N]) const;

  /// Notes an error of the caller's own about this value.
  void refuse(std::string_view code, std::string detail) const;

 private:
  template <class T>
  std::optional<T> take(Converted<T> converted) const;
  std::optional<std::int64_t> units(int scale, Sign sign) const;
  std::optional<std::string_view> string() const;
  bool expect_given() const;

  JsonValue value_;
  std::string_view holder_;
  std::string_view step_;
  std::optional<std::size_t> index_;
  FieldErrors* errors_;
};

template <class E, std::size_t N>
std::optional<E> JsonField::word(const Word<E> (&words)[N]) const {
  std::string_view texts[N];
  for (std::size_t i = 0; i < N; ++i) texts[i] = words[i].text;
  const auto index = word(std::span<const std::string_view>(texts, N));
  return index ? std::optional(words[*index].meaning) : std::nullopt;
}

}  // namespace loam
