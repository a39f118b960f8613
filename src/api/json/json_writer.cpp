#include "api/json/json_writer.hpp"

#include <array>
#include <charconv>
#include <cstring>

#include "api/json/utf8.hpp"
#include "base/bytes.hpp"
#include "base/check.hpp"

namespace loam {
namespace {

constexpr std::array<std::uint64_t, 10> kPowersOfTen{1,       10,        100,        1'000,       10'000,
                                                     100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

/// A comma, a name or a value, and what stands around it, put together before it is appended: an answer is some hundred
/// of them, and an append costs more than what it appends.
class Piece {
 public:
  /// The longest text that fits beside a comma, two quotes and a colon.
  static constexpr std::size_t kLongestText = 60;

  void put(char c) { text_[size_++] = c; }
  void put(std::string_view text) {
    text.copy(text_.data() + size_, text.size());
    size_ += text.size();
  }
  void put_number(std::uint64_t number) {
    char* const begin = text_.data() + size_;
    size_ += static_cast<std::size_t>(std::to_chars(begin, text_.data() + text_.size(), number).ptr - begin);
  }
  /// The decimals of a number below 10^scale, without the zeros at their end.
  void put_fraction(std::uint64_t fraction, std::size_t scale) {
    put('.');
    for (std::size_t i = scale; i > 0; --i) {
      text_[size_ + i - 1] = static_cast<char>('0' + fraction % 10);
      fraction /= 10;
    }
    size_ += scale;
    while (text_[size_ - 1] == '0') --size_;
  }
  [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, kLongestText + 4> text_;
  std::size_t size_ = 0;
};

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

constexpr std::uint64_t in_each_byte(std::uint64_t byte) { return byte * 0x0101010101010101ULL; }

/// Of eight bytes below 0x80: the first that is this one gets its high bit, and where none is, none does. (It becomes
/// zero, and only below zero is the high bit set.)
constexpr std::uint64_t mark(std::uint64_t eight, std::uint64_t byte) {
  return (eight ^ in_each_byte(byte)) - in_each_byte(1);
}

/// is_plain for eight at once.
bool are_plain(std::uint64_t eight) {
  const std::uint64_t below_space = eight - in_each_byte(0x20);
  const std::uint64_t special = mark(eight, '"') | mark(eight, '\\') | mark(eight, 0x7F);
  return ((eight | below_space | special) & in_each_byte(0x80)) == 0;
}

/// How many characters at the front need no escape.
std::size_t count_plain(std::string_view text) {
  std::size_t count = 0;
  std::uint64_t eight = 0;
  while (count + sizeof eight <= text.size()) {
    std::memcpy(&eight, text.data() + count, sizeof eight);
    if (!are_plain(eight)) break;
    count += sizeof eight;
  }
  while (count < text.size() && is_plain(text[count])) ++count;
  return count;
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
  quoted(name, ":");
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  quoted(text, "");
  return *this;
}

JsonWriter& JsonWriter::value(Time time) {
  separate();
  out_.push_back('"');
  append_rfc3339(out_, time);
  out_.push_back('"');
  return *this;
}

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
  Piece piece;
  if (comma_) piece.put(',');
  // The magnitude in unsigned arithmetic: the most negative number has none in signed.
  const std::uint64_t magnitude = units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  if (units < 0) piece.put('-');
  const std::uint64_t one = kPowersOfTen[static_cast<std::size_t>(scale)];
  piece.put_number(magnitude / one);
  if (magnitude % one != 0) piece.put_fraction(magnitude % one, static_cast<std::size_t>(scale));
  out_ += piece.text();
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) { return decimal(number, 0); }

JsonWriter& JsonWriter::natural(std::uint64_t number) {
  Piece piece;
  if (comma_) piece.put(',');
  piece.put_number(number);
  out_ += piece.text();
  comma_ = true;
  return *this;
}

void JsonWriter::quoted(std::string_view text, std::string_view after) {
  if (text.size() > Piece::kLongestText || count_plain(text) < text.size()) {
    separate();
    escaped(text);
    out_ += after;
    return;
  }
  Piece piece;
  if (comma_) piece.put(',');
  piece.put('"');
  piece.put(text);
  piece.put('"');
  piece.put(after);
  out_ += piece.text();
  comma_ = true;
}

void JsonWriter::escaped(std::string_view text) {
  out_.push_back('"');
  while (!text.empty()) {
    const std::size_t plain = count_plain(text);
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
