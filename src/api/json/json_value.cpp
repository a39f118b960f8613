#include "api/json/json_value.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/json/json_builder.hpp"
#include "api/json/json_writer.hpp"

namespace loam {
namespace {

/// Spellings of what is not a number in languages whose writers forget that JSON has no such thing.
constexpr std::array<std::string_view, 7> kNotNumbers{"NaN", "nan", "Infinity", "-Infinity", "inf", "Inf", "-inf"};

std::string_view without_spaces(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// The parser may have taken the sign before it stumbled.
bool begins_with_not_number(std::string_view text, std::size_t offset) {
  if (offset > 0 && text[offset - 1] == '-') --offset;
  const std::string_view rest = without_spaces(text.substr(offset));
  return std::any_of(kNotNumbers.begin(), kNotNumbers.end(), [&](auto word) { return rest.starts_with(word); });
}

JsonError describe(const boost::json::error_code& ec, const JsonBuilder& builder, std::string_view text,
                   std::size_t offset) {
  if (!builder.failure().code.empty()) {
    JsonError error = builder.failure();
    error.offset = offset;
    return error;
  }
  const auto error = [&](std::string code, std::string detail) {
    return JsonError{builder.pointer(), std::move(code), std::move(detail), offset};
  };
  if (ec == boost::json::error::too_deep) return error("too_deep", "The body is nested too deeply.");
  if (ec == boost::json::error::exponent_overflow) return error("out_of_range", "This number is far out of range.");
  if (ec == boost::json::error::incomplete) return error("malformed_json", "The body ends before its JSON does.");
  if (offset <= text.size() && begins_with_not_number(text, offset)) {
    return error("not_a_number", "JSON has no NaN and no Infinity; this must be a number.");
  }
  return error("malformed_json", "This is not JSON (at byte " + std::to_string(offset) + ").");
}

}  // namespace

Result<JsonDocument, JsonError> JsonDocument::parse(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return Unexpected{
        JsonError{"", "too_long", "The text has more than " + std::to_string(limits.bytes) + " bytes.", 0}};
  }
  JsonDocument document;
  // Every value but the first has a colon or a comma before it; most bodies are small, so one guess serves.
  document.nodes_.reserve(std::min<std::size_t>(limits.values, 4 + text.size() / 12));
  document.text_.reserve(text.size());

  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::basic_parser<JsonBuilder> parser(options, document, limits);
  boost::json::error_code ec;
  std::size_t taken = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && taken < text.size()) ec = boost::json::error::extra_data;
  if (ec) return Unexpected{describe(ec, parser.handler(), text, taken)};
  return document;
}

JsonValue::Kind JsonValue::kind() const { return document_ ? document_->nodes_[index_].kind : Kind::null; }

bool JsonValue::boolean() const {
  LOAM_CHECK(kind() == Kind::boolean);
  return document_->nodes_[index_].truth;
}

std::string_view JsonValue::number_text() const {
  LOAM_CHECK(kind() == Kind::number);
  const auto& node = document_->nodes_[index_];
  return document_->text(node.text_begin, node.text_size);
}

std::string_view JsonValue::string() const {
  LOAM_CHECK(kind() == Kind::string);
  const auto& node = document_->nodes_[index_];
  return document_->text(node.text_begin, node.text_size);
}

std::size_t JsonValue::size() const { return document_ ? document_->nodes_[index_].count : 0; }

JsonValue JsonValue::first() const { return size() > 0 ? JsonValue(document_, index_ + 1) : JsonValue(); }

JsonValue JsonValue::next() const {
  if (!document_) return {};
  const auto& node = document_->nodes_[index_];
  const bool is_last = node.parent == index_ || node.end >= document_->nodes_[node.parent].end;
  return is_last ? JsonValue() : JsonValue(document_, node.end);
}

std::string_view JsonValue::name() const {
  if (!document_) return {};
  const auto& node = document_->nodes_[index_];
  return document_->text(node.name_begin, node.name_size);
}

JsonValue JsonValue::find(std::string_view name) const {
  if (kind() != Kind::object) return {};
  for (JsonValue member = first(); member.exists(); member = member.next()) {
    if (member.name() == name) return member;
  }
  return {};
}

void JsonValue::write(JsonWriter& out) const {
  switch (kind()) {
    case Kind::null: out.value(nullptr); return;
    case Kind::boolean: out.value(boolean()); return;
    case Kind::number: out.raw(number_text()); return;
    case Kind::string: out.value(string()); return;
    case Kind::array:
      out.begin_array();
      for (JsonValue item = first(); item.exists(); item = item.next()) item.write(out);
      out.end_array();
      return;
    case Kind::object:
      out.begin_object();
      for (JsonValue member = first(); member.exists(); member = member.next()) {
        out.key(member.name());
        member.write(out);
      }
      out.end_object();
      return;
  }
}

std::string JsonValue::to_text() const {
  constexpr std::size_t kUsualBytes = 120;
  std::string text;
  text.reserve(kUsualBytes);
  JsonWriter writer(text);
  write(writer);
  return text;
}

}  // namespace loam
