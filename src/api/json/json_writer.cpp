#include "api/json/json_writer.hpp"

#include <array>
#include <charconv>

#include "api/json/utf8.hpp"
#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::array<std::uint64_t, 10> kPowersOfTen{1,       10,        100,        1'000,       10'000,
                                                     100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};
constexpr std::string_view kHexDigits = "0123456789abcdef";

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

/// The decimals of a number below 10^scale, without the zeros at their end.
void append_fraction(std::string& out, std::uint64_t fraction, std::size_t scale) {
  std::array<char, 10> digits{};
  for (std::size_t i = scale; i > 0; --i) {
    digits[i - 1] = static_cast<char>('0' + fraction % 10);
    fraction /= 10;
  }
  while (digits[scale - 1] == '0') --scale;
  out.push_back('.');
  out.append(digits.data(), scale);
}

void append_escaped(std::string& out, char c) {
  out.push_back('\\');
  switch (c) {
    case '"': out.push_back('"'); return;
    case '\\': out.push_back('\\'); return;
    case '\n': out.push_back('n'); return;
    case '\r': out.push_back('r'); return;
    case '\t': out.push_back('t'); return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "u00";
  out.push_back(kHexDigits[byte >> 4U]);
  out.push_back(kHexDigits[byte & 0xFU]);
}

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

}  // namespace

void JsonWriter::separate() {
  if (comma_) out_.push_back(',');
  comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_.push_back(bracket);
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_.push_back(bracket);
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quoted(name);
  out_.push_back(':');
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  quoted(text);
  return *this;
}

JsonWriter& JsonWriter::value(Time time) { return value(std::string_view(to_rfc3339(time))); }

JsonWriter& JsonWriter::value(const Uuid& id) {
  separate();
  std::array<char, 38> text{};
  std::size_t at = 0;
  text[at++] = '"';
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text[at++] = '-';
    text[at++] = kHexDigits[id.bytes[i] >> 4U];
    text[at++] = kHexDigits[id.bytes[i] & 0xFU];
  }
  text[at++] = '"';
  out_.append(text.data(), at);
  return *this;
}

JsonWriter& JsonWriter::decimal(std::int64_t units, int scale) {
  LOAM_CHECK(scale >= 0 && static_cast<std::size_t>(scale) < kPowersOfTen.size());
  separate();
  // The magnitude in unsigned arithmetic: the most negative number has none in signed.
  const std::uint64_t magnitude = units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  if (units < 0) out_.push_back('-');
  const std::uint64_t one = kPowersOfTen[static_cast<std::size_t>(scale)];
  append_number(out_, magnitude / one);
  if (magnitude % one != 0) append_fraction(out_, magnitude % one, static_cast<std::size_t>(scale));
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  separate();
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out_.append(digits.data(), end);
  return *this;
}

JsonWriter& JsonWriter::natural(std::uint64_t number) {
  separate();
  append_number(out_, number);
  return *this;
}

void JsonWriter::quoted(std::string_view text) {
  out_.push_back('"');
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out_ += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::size_t length = utf8_sequence(text);
    if (length == 0) {
      out_ += "\xEF\xBF\xBD";  // U+FFFD: what we answer is valid UTF-8 whatever came in
    } else if (length == 1) {
      append_escaped(out_, text.front());
    } else {
      out_ += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out_.push_back('"');
}

}  // namespace loam
