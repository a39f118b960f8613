#include "surveillance/alert.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace loam {
namespace {

constexpr std::array<std::pair<std::string_view, AlertKind>, kAlertKinds> kKinds{{
    {"order_splitting", AlertKind::order_splitting},
    {"attention_farm", AlertKind::attention_farm},
    {"wash_trading", AlertKind::wash_trading},
    {"large_adjustment", AlertKind::large_adjustment},
    {"market_halted", AlertKind::market_halted},
    {"supply_jump", AlertKind::supply_jump},
    {"payment_refused", AlertKind::payment_refused},
}};
constexpr std::array<std::pair<std::string_view, Severity>, 3> kSeverities{
    {{"info", Severity::info}, {"warning", Severity::warning}, {"critical", Severity::critical}}};

/// Between the sentence and what only the next start reads.
constexpr std::string_view kFieldsBegin = "\n";

template <class E, std::size_t N>
std::optional<E> meaning_of(const std::array<std::pair<std::string_view, E>, N>& words, std::string_view text) {
  for (const auto& [word, meaning] : words) {
    if (word == text) return meaning;
  }
  return std::nullopt;
}

template <class E, std::size_t N>
std::string_view word_of(const std::array<std::pair<std::string_view, E>, N>& words, E meaning) {
  for (const auto& [word, candidate] : words) {
    if (candidate == meaning) return word;
  }
  return "unknown";
}

void take_rows(std::string_view list, std::vector<Uuid>& rows) {
  while (!list.empty() && rows.size() < kMaxEvidence) {
    const std::string_view item = list.substr(0, list.find(','));
    if (const auto id = parse_uuid(item)) rows.push_back(*id);
    list.remove_prefix(std::min(list.size(), item.size() + 1));
  }
}

void take_field(std::string_view name, std::string_view value, const Identity& identity, Finding& finding) {
  if (name == "severity") finding.severity = parse_severity(value).value_or(finding.severity);
  if (name == "biome") finding.biome = parse_biome(value);
  if (name == "from") finding.from = parse_rfc3339(value).value_or(finding.from);
  if (name == "to") finding.to = parse_rfc3339(value).value_or(finding.to);
  if (name == "rows") take_rows(value, finding.rows);
  if (name == "user") {
    const auto id = parse_uuid(value);
    const User* user = id ? identity.user(*id) : nullptr;
    if (user != nullptr) finding.account = user->account;
  }
}

}  // namespace

std::string_view to_string(AlertKind kind) { return word_of(kKinds, kind); }
std::optional<AlertKind> parse_alert_kind(std::string_view text) { return meaning_of(kKinds, text); }
std::string_view to_string(Severity severity) { return word_of(kSeverities, severity); }
std::optional<Severity> parse_severity(std::string_view text) { return meaning_of(kSeverities, text); }

AuditEntry to_audit_entry(const Alert& alert, const Uuid& user) {
  const Finding& finding = alert.finding;
  AuditEntry entry;
  entry.at = alert.raised_at;
  entry.actor = "surveillance";
  entry.action = std::string(kAlertAction) + std::string(to_string(finding.kind));
  entry.target = to_string(alert.id);
  std::string& detail = entry.detail;
  detail = finding.detail;
  std::ranges::replace(detail, '\n', ' ');  // words of an operator may have more than one line
  detail += kFieldsBegin;
  detail += "severity=" + std::string(to_string(finding.severity));
  if (finding.biome) detail += " biome=" + std::string(to_string(*finding.biome));
  if (!user.is_nil()) detail += " user=" + to_string(user);
  detail += " from=" + to_rfc3339(finding.from) + " to=" + to_rfc3339(finding.to);
  for (std::size_t i = 0; i < finding.rows.size(); ++i) {
    detail += (i == 0 ? " rows=" : ",") + to_string(finding.rows[i]);
  }
  return entry;
}

std::optional<Alert> from_audit_entry(const AuditEntry& entry, const Identity& identity) {
  if (!entry.action.starts_with(kAlertAction)) return std::nullopt;
  const auto kind = parse_alert_kind(std::string_view(entry.action).substr(kAlertAction.size()));
  const auto id = parse_uuid(entry.target);
  if (!kind || !id) return std::nullopt;

  Alert alert;
  alert.id = *id;
  alert.raised_at = entry.at;
  alert.last_seen_at = entry.at;
  alert.finding.kind = *kind;
  alert.finding.from = entry.at;
  alert.finding.to = entry.at;
  const std::size_t split = entry.detail.find(kFieldsBegin);
  alert.finding.detail = entry.detail.substr(0, split);
  if (split == std::string::npos) return alert;
  std::string_view fields = std::string_view(entry.detail).substr(split + kFieldsBegin.size());
  while (!fields.empty()) {
    const std::string_view field = fields.substr(0, fields.find(' '));
    const std::size_t equals = field.find('=');
    if (equals != std::string_view::npos) {
      take_field(field.substr(0, equals), field.substr(equals + 1), identity, alert.finding);
    }
    fields.remove_prefix(std::min(fields.size(), field.size() + 1));
  }
  return alert;
}

}  // namespace loam
