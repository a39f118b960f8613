#include "base/time.hpp"

#include <span>

namespace loam {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

struct Civil {
  std::int64_t year;
  std::int64_t month;
  std::int64_t day;
};

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar, counted in eras of 400 years that begin in
/// March.
constexpr std::int64_t days_from_civil(Civil date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

/// Consumes exactly `digits` digits from the front of `text`.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::int64_t take_fraction_ms(std::string_view& text) {
  std::int64_t ms = 0;
  std::int64_t unit = 100;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    ms += (text.front() - '0') * unit;
    unit /= 10;
    text.remove_prefix(1);
  }
  return ms;
}

/// The offset of `Z` or `+HH:MM`, in minutes.
std::optional<std::int64_t> take_offset_minutes(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const bool behind = !text.empty() && text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::int64_t offset = *hours * 60 + *minutes;
  return behind ? -offset : offset;
}

std::optional<Civil> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day || *year < 1970 || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
  const Civil date{*year, *month, *day};
  const Civil same = civil_from_days(days_from_civil(date));  // 31 April comes back as 1 May
  if (same.month != date.month || same.day != date.day) return std::nullopt;
  return date;
}

/// Writes the last `digits` digits of `value` >= 0 over those at `at`. By hand: every answer holds several times, and
/// printf's share of an order's answer was a third.
void put_number(std::span<char> text, std::size_t at, std::size_t digits, std::int64_t value) {
  for (std::size_t i = digits; i > 0; --i) {
    text[at + i - 1] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

}  // namespace

void append_rfc3339(std::string& out, Time time) {
  std::int64_t days = time.ms / kDayMs;
  std::int64_t rest = time.ms % kDayMs;
  if (rest < 0) {
    rest += kDayMs;
    --days;
  }
  const Civil date = civil_from_days(days);
  char text[] = "0000-00-00T00:00:00.000Z";
  put_number(text, 5, 2, date.month);
  put_number(text, 8, 2, date.day);
  put_number(text, 11, 2, rest / 3'600'000);
  put_number(text, 14, 2, rest / 60'000 % 60);
  put_number(text, 17, 2, rest / 1000 % 60);
  put_number(text, 20, 3, rest % 1000);
  if (date.year >= 0 && date.year <= 9999) {
    put_number(text, 0, 4, date.year);
    out += text;
  } else {
    out += std::to_string(date.year);
    out += text + 4;
  }
}

std::string to_rfc3339(Time time) {
  std::string text;
  append_rfc3339(text, time);
  return text;
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  const std::int64_t midnight = days_from_civil(*date) * kDayMs;
  if (text.empty()) return Time{midnight};
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || !take(text, ':')) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  std::int64_t ms = 0;
  if (take(text, '.')) {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    ms = take_fraction_ms(text);
  }
  const auto offset = take_offset_minutes(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Time{midnight + *hour * 3'600'000 + (*minute - *offset) * 60'000 + *second * 1000 + ms};
}

}  // namespace loam
