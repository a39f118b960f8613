#include "import/import_report.hpp"

#include <utility>

namespace loam {
namespace {

constexpr int kPicoDecimals = 12;

/// Lines of `what: how much`.
class Lines {
 public:
  void line(const std::string& what, const std::string& much) { text_ += what + ": " + much + "\n"; }
  void count(const std::string& what, std::int64_t much) { line(what, std::to_string(much)); }
  /// Only where there is something to tell.
  void notice(const std::string& what, std::int64_t much) {
    if (much != 0) count(what, much);
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

void print_users(const ImportReport& report, Lines& lines) {
  lines.count("users", report.users_came);
  lines.notice("users that were here", report.users_were_here);
  for (const auto& [word, count] : report.users_refused) lines.count("users refused, " + word, count);
  lines.notice("users renamed, since the name is taken here in other letters", report.users_renamed);
  for (const std::string& name : report.renamed) lines.line("  renamed", name);
  lines.notice("e-mail addresses left out, since another user has them in other letters", report.emails_left_out);
  lines.notice("users without a password that can be used", report.without_password);
  lines.notice("users disabled: banned, or suspended there now", report.disabled);
  lines.line("opening balances from outside, BDT", to_string(report.opened));
  lines.notice("balances below zero, opened at zero", report.below_zero);
  if (report.below_zero != 0) lines.line("balances below zero together, BDT", to_string(report.below_zero_sum));
}

void print_holdings(const ImportReport& report, Lines& lines) {
  lines.count("holdings", report.holdings_came);
  lines.line("cash from outside for them, BDT", to_string(report.backing));
  lines.notice("holdings rounded down to a millionth", report.holdings_rounded);
  if (report.holdings_rounded != 0) {
    lines.line("shares rounded off together", to_decimal(report.rounded_off_pico, kPicoDecimals));
  }
  lines.notice("holdings left out: no number, below zero, too many, or of no market", report.holdings_left_out);
  lines.notice("holdings whose cost was below zero and begins at zero", report.costs_left_out);
}

void print_lands(const ImportReport& report, Lines& lines) {
  lines.count("lands", report.lands_came);
  lines.count("lands there", report.lands_there);
  if (report.moved_x != 0 || report.moved_y != 0) {
    lines.line("lands moved, since places below zero are none here",
               "x + " + std::to_string(report.moved_x) + ", y + " + std::to_string(report.moved_y));
  }
  lines.notice("lands left out, whose owner is no user", report.lands_of_nobody);
  lines.notice("lands left out, above or below another", report.lands_above);
  lines.notice("lands left out, beyond the map", report.lands_off_map);
  lines.notice("lands left out, which have an owner here", report.lands_taken);
  lines.notice("lands whose biome is another on this map", report.lands_other_biome);
  lines.notice("lands in several active listings there", report.lands_listed_twice);
}

void print_rows(const ImportReport& report, Lines& lines) {
  constexpr std::array<const char*, kImportedTables> kNames{"users",    "lands",         "transactions",
                                                            "listings", "listing_lands", "bids"};
  const auto rows = [&](const std::string& table, const RowsReport& each) {
    lines.count("rows kept of " + table, each.came);
    lines.notice("rows of " + table + " that were here", each.were_here);
  };
  for (std::size_t i = 0; i < kImportedTables; ++i) rows(kNames[i], report.rows[i]);
  if (report.revision <= 9) rows("biome_transactions", report.biome_transactions);
  lines.count("active listings opened again", report.listings_opened);
  lines.notice("active listings of an earlier run", report.listings_were_here);
  for (const auto& [word, count] : report.listings_ended) lines.count("active listings ended, " + word, count);
}

void print_market(Biome biome, const MarketReport& there, const State& state, Lines& lines) {
  const std::string name = "market " + std::string(to_string(biome));
  const Market& here = state.exchange.market(biome);
  lines.line(name + ", price, BDT", to_string(state.exchange.price(biome)));
  lines.line(name + ", cash, BDT", to_string(here.cash));
  lines.line(name + ", shares", to_string(here.shares));
  lines.line(name + ", float of the treasury", to_string(there.float_here));
  if (!there.known) return lines.line(name + " there", "none: it begins as the settings say");
  lines.line(name + " there", "price " + there.price_there + " BDT, cash " + there.cash_there + " BDT, " +
                                  there.shares_there + " shares, of which users had " + to_string(there.held_there));
}

}  // namespace

std::string print(const ImportReport& report, const State& state) {
  Lines lines;
  lines.count("revision there", report.revision);
  if (report.dry_run) lines.line("dry run", "nothing was written");
  print_users(report, lines);
  print_holdings(report, lines);
  print_lands(report, lines);
  print_rows(report, lines);
  for (const Biome biome : kAllBiomes) print_market(biome, report.markets[index_of(biome)], state, lines);
  lines.line("fees there, which stood on no account, BDT", report.fees_there);
  lines.line("came from outside in all, BDT", to_string(negated(state.ledger.account(kOutside).balance())));
  return std::move(lines).text();
}

}  // namespace loam
