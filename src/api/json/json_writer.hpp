#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "money/money.hpp"

namespace loam {

/// Appends JSON to a string. The caller keeps the order right (a key before each value in an object); commas are its
/// own. There is no way to write a floating point number.
///
///     JsonWriter json(text);
///     json.begin_object().member("user_id", id).member("balance_bdt", balance).end_object();
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::same_as<bool> auto truth) { return raw(truth ? "true" : "false"); }
  JsonWriter& value(std::signed_integral auto number) { return integer(static_cast<std::int64_t>(number)); }
  JsonWriter& value(std::unsigned_integral auto number) requires(!std::same_as<decltype(number), bool>) {
    return natural(static_cast<std::uint64_t>(number));
  }
  JsonWriter& value(std::floating_point auto) = delete;
  JsonWriter& value(std::nullptr_t) { return raw("null"); }
  /// BDT, shares and prices as the exact decimal.
  JsonWriter& value(Money amount) { return decimal(amount.paisa, kMoneyDecimals); }
  JsonWriter& value(Shares shares) { return decimal(shares.micro, kShareDecimals); }
  JsonWriter& value(Price price) { return decimal(price.micro_bdt, kPriceDecimals); }
  JsonWriter& value(Time time);
  JsonWriter& value(const Uuid& id);
  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : value(nullptr);
  }

  /// `units` of 10^-scale as an exact decimal: percents and the like.
  JsonWriter& decimal(std::int64_t units, int scale);
  /// Text that is a JSON value already.
  JsonWriter& raw(std::string_view json);

  template <class T>
  JsonWriter& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& natural(std::uint64_t number);
  void separate();
  void quoted(std::string_view text, std::string_view after);
  void escaped(std::string_view text);

  std::string& out_;
  bool comma_ = false;
};

}  // namespace loam
