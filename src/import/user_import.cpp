#include "import/user_import.hpp"

#include <algorithm>
#include <utility>

#include "identity/password_hash.hpp"
#include "import/former_numbers.hpp"

namespace loam {
namespace {

// Columns of FormerSource::users.
struct Column {
  enum : std::size_t { id, name, email, password, role, banned, suspended, balance, created, holdings, lands };
};

constexpr std::size_t kMaxNameBytes = 32;
constexpr std::size_t kNameSuffixDigits = 8;

/// Calls take(part) for each part of a text with `separator` between.
template <class Take>
void each_part(std::string_view text, char separator, const Take& take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  each_part(text, ' ', [&](std::string_view word) { words.push_back(word); });
  return words;
}

Role role_of(std::string_view there) {
  if (there == "ADMIN") return Role::operator_;
  return there == "MODERATOR" ? Role::auditor : Role::player;
}

std::string without_dashes(const Uuid& id) {
  std::string digits = to_string(id);
  std::erase(digits, '-');
  return digits;
}

/// At most so many bytes, and no half of a character at the end.
std::string cut(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  const auto is_inside = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  while (bytes > 0 && is_inside(bytes)) --bytes;
  return text.substr(0, bytes);
}

void read_balance(const FormerValues& row, ImportUser& command, ImportReport& report) {
  const Money amount = parse_bdt(row[Column::balance].value_or("0")).value_or(Money::zero());
  if (amount >= Money::zero()) {
    command.opening = amount;
    return;
  }
  ++report.below_zero;
  report.below_zero_sum = add_within(report.below_zero_sum, amount);
}

std::optional<ImportedHolding> read_holding(std::string_view text, const WorldOpening& opening, ImportReport& report) {
  const auto words = words_of(text);
  const auto biome = words.size() == 3 ? parse_biome(words[0]) : std::nullopt;
  const auto shares = biome ? parse_rounded(words[1], kShareDecimals) : std::nullopt;
  if (!shares || shares->units < 0 || shares->remainder < 0) {
    ++report.holdings_left_out;
    return std::nullopt;
  }
  if (shares->remainder > 0) {
    ++report.holdings_rounded;
    report.rounded_off_pico += shares->remainder;
  }
  if (shares->units == 0) return std::nullopt;
  ImportedHolding holding{
      *biome, {shares->units}, parse_bdt(words[2]).value_or(Money{-1}), opening.prices[index_of(*biome)]};
  if (holding.cost < Money::zero()) {
    ++report.costs_left_out;
    holding.cost = Money::zero();
  }
  return holding;
}

/// A market whose label stands there in both cases is one here.
void add_holding(ImportUser& command, const ImportedHolding& holding) {
  for (ImportedHolding& known : command.holdings) {
    if (known.biome != holding.biome) continue;
    known.shares = checked_add(known.shares, holding.shares).value_or(known.shares);
    known.cost = checked_add(known.cost, holding.cost).value_or(known.cost);
    return;
  }
  command.holdings.push_back(holding);
}

void read_land(std::string_view text, const State& state, const Shift& shift, ImportUser& command,
               ImportReport& report) {
  const auto words = words_of(text);
  const auto x = words.size() == 3 ? parse_whole(words[0]) : std::nullopt;
  const auto y = words.size() == 3 ? parse_whole(words[1]) : std::nullopt;
  const auto land = x && y ? state.land.at(*x + shift.x, *y + shift.y) : std::nullopt;
  if (!land) {
    ++report.lands_off_map;
    return;
  }
  if (state.land.owner(*land).exists()) {
    ++report.lands_taken;
    return;
  }
  if (parse_biome(words[2]) != state.land.biome(*land)) ++report.lands_other_biome;
  command.lands.push_back(*land);
}

void count_in(const ImportUser& command, ImportReport& report) {
  ++report.users_came;
  if (command.user.password_hash.empty()) ++report.without_password;
  if (command.user.disabled) ++report.disabled;
  report.opened = add_within(report.opened, command.opening);
  report.holdings_came += std::ssize(command.holdings);
  report.lands_came += std::ssize(command.lands);
}

}  // namespace

void give_free_names(User& user, const Identity& identity, ImportReport& report) {
  const auto taken = [&] { return user.username.empty() || identity.user_by_name(user.username) != nullptr; };
  if (taken()) {
    const std::string there = user.username;
    const std::string digits = without_dashes(user.id);
    user.username =
        cut(there, kMaxNameBytes - kNameSuffixDigits - 1) + "-" + digits.substr(digits.size() - kNameSuffixDigits);
    if (taken()) user.username = digits;
    ++report.users_renamed;
    if (report.renamed.size() < kMaxNamed) report.renamed.push_back(there + " -> " + user.username);
  }
  if (!user.email.empty() && identity.user_by_email(user.email) != nullptr) {
    user.email.clear();
    ++report.emails_left_out;
  }
}

std::optional<ImportUser> read_former_user(const FormerValues& row, const State& state, const WorldOpening& opening,
                                           ImportReport& report) {
  const auto user_id = parse_uuid(row[Column::id].value_or(""));
  if (!user_id) return std::nullopt;
  ImportUser command;
  User& user = command.user;
  user.id = *user_id;
  user.username = row[Column::name].value_or("");
  user.email = row[Column::email].value_or("");
  user.role = role_of(row[Column::role].value_or(""));
  user.disabled = row[Column::banned] == "1" || row[Column::suspended] == "1";
  user.created_at = {parse_whole(row[Column::created].value_or("0")).value_or(0)};
  if (is_bcrypt_hash(row[Column::password].value_or(""))) user.password_hash = *row[Column::password];
  give_free_names(user, state.identity, report);
  read_balance(row, command, report);
  each_part(row[Column::holdings].value_or(""), ';', [&](std::string_view text) {
    if (const auto holding = read_holding(text, opening, report)) add_holding(command, *holding);
  });
  each_part(row[Column::lands].value_or(""), ';',
            [&](std::string_view text) { read_land(text, state, opening.shift, command, report); });
  return command;
}

Result<void, Fault> import_users(FormerSource& source, ImportTarget& target, const WorldOpening& opening,
                                 ImportReport& report) {
  auto rows = source.users();
  if (!rows) return Unexpected{rows.error()};
  FormerValues values;
  for (;;) {
    const auto more = (*rows)->next(values);
    if (!more) return Unexpected{more.error()};
    if (!*more) return target.commit();
    const auto known = parse_uuid(values[Column::id].value_or(""));
    if (known && target.state().identity.user(*known) != nullptr) {
      ++report.users_were_here;
      continue;
    }
    auto command = read_former_user(values, target.state(), opening, report);
    if (!command) {
      ++report.users_refused["id_is_no_uuid"];
      continue;
    }
    const ImportUser brought = *command;
    const auto reply = target.apply(*std::move(command));
    if (!reply) return Unexpected{reply.error()};
    if (reply->outcome) {
      count_in(brought, report);
    } else {
      ++report.users_refused[std::string(to_string(reply->outcome.error().code))];
    }
  }
}

}  // namespace loam
