#include "api/json/json_field.hpp"

#include <utility>

#include "api/json/conversion.hpp"

namespace loam {
namespace {

using Kind = JsonValue::Kind;

/// The text of a number, or of a string that stands for one; nullopt for every other kind.
std::optional<std::string_view> numeric_text(JsonValue value) {
  if (value.kind() == Kind::number) return value.number_text();
  if (value.kind() == Kind::string) return value.string();
  return std::nullopt;
}

}  // namespace

std::string escape_pointer(std::string_view name) {
  std::string escaped;
  for (const char c : name) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

std::string JsonField::pointer() const {
  return std::string(holder_) + '/' + (index_ ? std::to_string(*index_) : escape_pointer(step_));
}

void JsonField::refuse(std::string_view code, std::string detail) const {
  errors_->push_back({pointer(), std::string(code), std::move(detail)});
}

bool JsonField::expect_given() const {
  if (given()) return true;
  refuse("required", "This field is required.");
  return false;
}

template <class T>
std::optional<T> JsonField::take(Converted<T> converted) const {
  if (!converted.value) refuse(converted.code, std::move(converted.detail));
  return std::move(converted.value);
}

std::optional<std::int64_t> JsonField::units(int scale, Sign sign) const {
  if (!expect_given()) return std::nullopt;
  const auto text = numeric_text(value_);
  if (!text) {
    refuse("not_a_number", "This must be a number.");
    return std::nullopt;
  }
  return take(to_units(*text, scale, sign));
}

std::optional<Money> JsonField::money() const {
  const auto paisa = units(kMoneyDecimals, Sign::positive);
  return paisa ? std::optional(Money{*paisa}) : std::nullopt;
}

std::optional<Money> JsonField::signed_money() const {
  const auto paisa = units(kMoneyDecimals, Sign::any);
  return paisa ? std::optional(Money{*paisa}) : std::nullopt;
}

std::optional<Money> JsonField::money_or_zero() const {
  const auto paisa = units(kMoneyDecimals, Sign::zero_or_more);
  return paisa ? std::optional(Money{*paisa}) : std::nullopt;
}

std::optional<Shares> JsonField::shares() const {
  const auto micro = units(kShareDecimals, Sign::positive);
  return micro ? std::optional(Shares{*micro}) : std::nullopt;
}

std::optional<Price> JsonField::price() const {
  const auto micro = units(kPriceDecimals, Sign::positive);
  return micro ? std::optional(Price{*micro}) : std::nullopt;
}

std::optional<std::int64_t> JsonField::decimal(int scale, IntegerRange range) const {
  if (!expect_given()) return std::nullopt;
  const auto text = numeric_text(value_);
  if (!text) {
    refuse("not_a_number", "This must be a number.");
    return std::nullopt;
  }
  return take(to_units(*text, scale, range));
}

std::optional<std::int64_t> JsonField::integer(IntegerRange range) const {
  if (!expect_given()) return std::nullopt;
  if (value_.kind() != Kind::number) {
    refuse("not_an_integer", "This must be a whole number.");
    return std::nullopt;
  }
  return take(to_integer(value_.number_text(), range));
}

std::optional<std::string_view> JsonField::string() const {
  if (!expect_given()) return std::nullopt;
  if (value_.kind() == Kind::string) return value_.string();
  refuse("not_a_string", "This must be a string.");
  return std::nullopt;
}

std::optional<std::string> JsonField::text(LengthRange length) const {
  const auto text = string();
  return text ? take(to_text(*text, length)) : std::nullopt;
}

std::optional<bool> JsonField::boolean() const {
  if (!expect_given()) return std::nullopt;
  if (value_.kind() == Kind::boolean) return value_.boolean();
  refuse("not_a_boolean", "This must be true or false.");
  return std::nullopt;
}

std::optional<Uuid> JsonField::uuid() const {
  const auto text = string();
  return text ? take(to_uuid(*text)) : std::nullopt;
}

std::optional<Time> JsonField::time() const {
  const auto text = string();
  return text ? take(to_time(*text)) : std::nullopt;
}

std::optional<std::size_t> JsonField::word(std::span<const std::string_view> words) const {
  const auto text = string();
  return text ? take(to_word(*text, words)) : std::nullopt;
}

}  // namespace loam
