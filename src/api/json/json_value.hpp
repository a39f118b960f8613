#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace loam {

class JsonDocument;
class JsonWriter;

/// One value of a parsed document: a small handle, valid as long as its document. A number stays the text that the
/// client wrote, because money must never pass through a floating point number.
class JsonValue {
 public:
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  /// A handle to nothing; reads as null.
  JsonValue() = default;

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }

  /// Only for the kind that the name says; anything else is a bug.
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::string_view number_text() const;
  [[nodiscard]] std::string_view string() const;

  /// Items of an array, members of an object; 0 for the rest.
  [[nodiscard]] std::size_t size() const;
  /// The first item or member and the one after `*this`; `exists()` is false past the last.
  [[nodiscard]] JsonValue first() const;
  [[nodiscard]] JsonValue next() const;
  [[nodiscard]] bool exists() const { return document_ != nullptr; }
  /// The member's name where the value stands in an object, else empty.
  [[nodiscard]] std::string_view name() const;
  /// The member with this name; `exists()` is false where there is none.
  [[nodiscard]] JsonValue find(std::string_view name) const;

  /// Writes the value again: no white space, members in their order, numbers letter for letter.
  void write(JsonWriter& out) const;
  [[nodiscard]] std::string to_text() const;

 private:
  friend class JsonDocument;
  JsonValue(const JsonDocument* document, std::uint32_t index) : document_(document), index_(index) {}

  const JsonDocument* document_ = nullptr;
  std::uint32_t index_ = 0;
};

/// Why a text is not taken, and the JSON pointer of the member that could not be read (`/amount_bdt`; empty: the
/// whole).
struct JsonError {
  std::string pointer;
  std::string code;
  std::string detail;
  /// Bytes read before the error.
  std::size_t offset = 0;
};

/// Limits on what comes from the network; each bounds memory or time for one body.
struct JsonLimits {
  std::size_t bytes = 1024 * 1024;
  std::size_t depth = 32;
  /// Values in the whole document: a batch of 1,000 commands has about 20,000.
  std::size_t values = 50'000;
  /// Members of one object: the longest is the list of settings. Bounds the search for duplicates.
  std::size_t members = 128;
};

/// A parsed JSON text. Two allocations however many values it has: the values lie in one row in document order, their
/// texts in one string.
class JsonDocument {
 public:
  JsonDocument() = default;

  /// Refuses what is not JSON, duplicate names in one object, U+0000 in strings, and what exceeds a limit.
  static Result<JsonDocument, JsonError> parse(std::string_view text, const JsonLimits& limits = {});

  [[nodiscard]] JsonValue root() const { return nodes_.empty() ? JsonValue() : JsonValue(this, 0); }

 private:
  friend class JsonValue;
  friend class JsonBuilder;

  struct Node {
    JsonValue::Kind kind = JsonValue::Kind::null;
    bool truth = false;
    /// Node after the last one inside this value: where its sibling stands, if it has one.
    std::uint32_t end = 0;
    std::uint32_t count = 0;
    /// The node that holds this one; its own index at the root.
    std::uint32_t parent = 0;
    std::uint32_t name_begin = 0;
    std::uint32_t name_size = 0;
    std::uint32_t text_begin = 0;
    std::uint32_t text_size = 0;
  };

  [[nodiscard]] std::string_view text(std::uint32_t begin, std::uint32_t size) const {
    return std::string_view(text_).substr(begin, size);
  }

  std::vector<Node> nodes_;
  std::string text_;
};

}  // namespace loam
