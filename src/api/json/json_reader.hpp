#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/json/json_field.hpp"

namespace loam {

class ArrayReader;

/// Reads one JSON object member by member. Nothing stops at the first mistake: every reading that fails adds an error
/// and gives a value that means nothing (zero, empty), so the caller reads all its fields, calls `finish()`, and uses
/// the values only where there were no errors.
///
/// A required member that is missing or null is `required`. An optional one that is missing or null is nullopt.
class ObjectReader {
 public:
  ObjectReader(JsonValue object, std::string pointer, FieldErrors& errors);

  Money money(std::string_view name) { return field(name).money().value_or(Money{}); }
  Money signed_money(std::string_view name) { return field(name).signed_money().value_or(Money{}); }
  Shares shares(std::string_view name) { return field(name).shares().value_or(Shares{}); }
  Price price(std::string_view name) { return field(name).price().value_or(Price{}); }
  std::int64_t integer(std::string_view name, IntegerRange range) { return field(name).integer(range).value_or(0); }
  std::string text(std::string_view name, LengthRange length) {
    return field(name).text(length).value_or(std::string());
  }
  bool boolean(std::string_view name) { return field(name).boolean().value_or(false); }
  Uuid uuid(std::string_view name) { return field(name).uuid().value_or(Uuid{}); }
  Time time(std::string_view name) { return field(name).time().value_or(Time{}); }
  template <class E, std::size_t N>
  E word(std::string_view name, const Word<E> (&words)[N]) {
    return field(name).word(words).value_or(E{});
  }

  std::optional<Money> optional_money(std::string_view name);
  std::optional<Shares> optional_shares(std::string_view name);
  std::optional<Price> optional_price(std::string_view name);
  std::optional<std::int64_t> optional_integer(std::string_view name, IntegerRange range);
  std::optional<std::string> optional_text(std::string_view name, LengthRange length);
  std::optional<bool> optional_boolean(std::string_view name);
  std::optional<Uuid> optional_uuid(std::string_view name);
  std::optional<Time> optional_time(std::string_view name);
  template <class E, std::size_t N>
  std::optional<E> optional_word(std::string_view name, const Word<E> (&words)[N]) {
    const JsonField f = field(name);
    return f.given() ? f.word(words) : std::nullopt;
  }

  /// The member as an object or an array; where it is missing or another kind the error is noted and the reader is
  /// empty.
  ObjectReader object(std::string_view name);
  ArrayReader array(std::string_view name, LengthRange length);
  /// Whether the member is there and not null; counts as reading it.
  bool given(std::string_view name) { return field(name).given(); }

  /// The member as it stands, for readings that are not above. Marks it as known.
  JsonField field(std::string_view name);
  /// Every member, for objects whose names are data (settings). Marks all as known.
  std::vector<JsonField> fields();

  /// Notes every member that was never asked for as `unknown_field`. True where no error was noted by anyone so far.
  bool finish();

  /// Notes an error about the object's member `name`, or about the object itself where `name` is empty.
  void refuse(std::string_view name, std::string_view code, std::string detail);

 private:
  [[nodiscard]] std::string pointer_to(std::string_view name) const;

  JsonValue object_;
  std::string pointer_;
  FieldErrors* errors_;
  bool absent_ = false;
  FieldErrors ignored_;
  std::vector<std::string_view> known_;
};

/// The items of one JSON array.
class ArrayReader {
 public:
  ArrayReader(JsonValue array, std::string pointer, FieldErrors& errors);

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] JsonField at(std::size_t index) const;
  [[nodiscard]] ObjectReader object(std::size_t index) const;

 private:
  std::vector<JsonValue> items_;
  std::string pointer_;
  FieldErrors* errors_;
};

/// A request body that must be a JSON object: parses it and owns what the readers point into.
///
///     JsonReader body(request.body());
///     const Money amount = body->money("amount_bdt");
///     if (!body.finish()) return respond(unprocessable(request, body.errors()));
class JsonReader {
 public:
  explicit JsonReader(std::string_view text);
  /// Reads from a value of a document that outlives this reader: one command of a batch.
  explicit JsonReader(JsonValue object);
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  ObjectReader* operator->() { return &object_; }
  ObjectReader& object() { return object_; }
  [[nodiscard]] JsonValue root() const { return root_; }

  /// True where the body is right and holds nothing unknown. Where the text is no JSON at all, that is the only error.
  bool finish();
  [[nodiscard]] const FieldErrors& errors() const { return errors_; }

 private:
  FieldErrors errors_;
  JsonDocument document_;
  JsonValue root_;
  ObjectReader object_;
};

}  // namespace loam
