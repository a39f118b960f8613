#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>

#include "api/json/json_value.hpp"

namespace loam {

/// Takes what Boost's parser finds and lays it into a JsonDocument. Only json_value.cpp includes this.
class JsonBuilder {
 public:
  using Ec = boost::json::error_code;
  using Text = boost::json::string_view;

  // The parser's own limits; ours are counted here, over the whole document.
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  JsonBuilder(JsonDocument& document, const JsonLimits& limits) : document_(document), limits_(limits) {}

  /// Why the builder stopped the parser; empty code where it did not.
  [[nodiscard]] const JsonError& failure() const { return failure_; }
  /// Where in the document the parser stands: the member or item it is about to read, or else what holds it.
  [[nodiscard]] std::string pointer() const;
  /// Whether a member's name has been read and its value has not.
  [[nodiscard]] bool awaits_value() const { return has_name_; }

  static bool on_document_begin(Ec&) { return true; }
  static bool on_document_end(Ec&) { return true; }
  bool on_object_begin(Ec& ec) { return begin(JsonValue::Kind::object, ec); }
  bool on_object_end(std::size_t, Ec&) { return end(); }
  bool on_array_begin(Ec& ec) { return begin(JsonValue::Kind::array, ec); }
  bool on_array_end(std::size_t, Ec&) { return end(); }
  bool on_key_part(Text part, std::size_t, Ec&) { return append(part); }
  bool on_key(Text rest, std::size_t, Ec& ec);
  bool on_string_part(Text part, std::size_t, Ec&) { return append(part); }
  bool on_string(Text rest, std::size_t, Ec& ec) { return scalar(JsonValue::Kind::string, rest, ec); }
  bool on_number_part(Text part, Ec&) { return append(part); }
  bool on_int64(std::int64_t, Text rest, Ec& ec) { return scalar(JsonValue::Kind::number, rest, ec); }
  bool on_uint64(std::uint64_t, Text rest, Ec& ec) { return scalar(JsonValue::Kind::number, rest, ec); }
  bool on_double(double, Text rest, Ec& ec) { return scalar(JsonValue::Kind::number, rest, ec); }
  bool on_bool(bool truth, Ec& ec);
  bool on_null(Ec& ec) { return scalar(JsonValue::Kind::null, {}, ec); }
  static bool on_comment_part(Text, Ec&) { return true; }
  static bool on_comment(Text, Ec&) { return true; }

 private:
  using Node = JsonDocument::Node;

  bool append(Text part) {
    document_.text_.append(part.data(), part.size());
    return true;
  }
  bool scalar(JsonValue::Kind kind, Text rest, Ec& ec);
  bool begin(JsonValue::Kind kind, Ec& ec);
  bool end();
  Node* add(JsonValue::Kind kind, Ec& ec);
  [[nodiscard]] bool is_duplicate(std::string_view name) const;
  bool fail(std::string_view code, std::string detail, Ec& ec);

  JsonDocument& document_;
  const JsonLimits& limits_;
  std::vector<std::uint32_t> open_;
  /// Where the text that is being read began.
  std::size_t text_begin_ = 0;
  std::size_t name_begin_ = 0;
  std::size_t name_size_ = 0;
  bool has_name_ = false;
  JsonError failure_;
};

}  // namespace loam
