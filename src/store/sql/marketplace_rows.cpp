#include "store/sql/marketplace_rows.hpp"

namespace loam::sql {
namespace {

constexpr std::int64_t kTheWorld = 1;

}  // namespace

void bind_world(Statement& statement, const World& world) {
  // SQLite has no unsigned integers: the upper half of the seeds stands below zero.
  statement.with(kTheWorld, static_cast<std::int64_t>(world.seed), world.width, world.height, world.made_at);
}

World read_world(const Statement& statement) {
  World world;
  world.seed = static_cast<std::uint64_t>(statement.integer(1));
  world.width = static_cast<std::uint32_t>(statement.integer(2));
  world.height = static_cast<std::uint32_t>(statement.integer(3));
  world.made_at = statement.time(4);
  return world;
}

void bind_opened(Statement& statement, const ListingOpened& opened) {
  const ListingTerms& terms = *opened.terms;
  statement.with(terms.number, opened.entry, opened.after_seq, terms.seller, terms.type, terms.starting_price,
                 terms.reserve_price, terms.buy_now_price, terms.opened_at, terms.ends_at, terms.description);
}

ListingTerms read_terms(const Statement& statement) {
  ListingTerms terms;
  terms.number = statement.listing(0);
  terms.seller = statement.account(3);
  terms.type = statement.number<ListingType>(4);
  terms.starting_price = statement.money(5);
  terms.reserve_price = statement.money(6);
  terms.buy_now_price = statement.money(7);
  terms.opened_at = statement.time(8);
  terms.ends_at = statement.time(9);
  terms.description = statement.text(10);
  return terms;
}

void bind_bid(Statement& statement, const Bid& bid) {
  statement.with(bid.entry, bid.after_seq, bid.listing, bid.at, bid.bidder, bid.amount, bid.max, bid.increment,
                 bid.after.leader, bid.after.leader_max, bid.after.second_max, bid.after.price, bid.after.reserve_met,
                 bid.ends_at_after, bid.extensions_after, bid.previous_entry, bid.number);
}

Bid read_bid(const Statement& statement) {
  Bid bid;
  int column = 0;
  bid.entry = statement.integer(column++);
  bid.after_seq = statement.integer(column++);
  bid.listing = statement.listing(column++);
  bid.at = statement.time(column++);
  bid.bidder = statement.account(column++);
  bid.amount = statement.money(column++);
  bid.max = statement.money(column++);
  bid.increment = statement.money(column++);
  bid.after.leader = statement.account(column++);
  bid.after.leader_max = statement.money(column++);
  bid.after.second_max = statement.money(column++);
  bid.after.price = statement.money(column++);
  bid.after.reserve_met = statement.integer(column++) != 0;
  bid.ends_at_after = statement.time(column++);
  bid.extensions_after = static_cast<std::int32_t>(statement.integer(column++));
  bid.previous_entry = statement.integer(column++);
  bid.number = static_cast<std::int32_t>(statement.integer(column));
  return bid;
}

void bind_closed(Statement& statement, const ListingClosed& closed) {
  statement.with(closed.entry, closed.after_seq, closed.listing, closed.at, closed.status, closed.sale_seq);
}

ListingClosed read_closed(const Statement& statement) {
  ListingClosed closed;
  closed.entry = statement.integer(0);
  closed.after_seq = statement.integer(1);
  closed.listing = statement.listing(2);
  closed.at = statement.time(3);
  closed.status = statement.number<ListingStatus>(4);
  closed.sale_seq = statement.integer(5);
  return closed;
}

}  // namespace loam::sql
