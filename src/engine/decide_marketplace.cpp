#include <memory>
#include <utility>

#include "base/check.hpp"
#include "engine/deciders.hpp"

namespace loam {
namespace {

// After a long stop many listings are due at once: some at a time, so that one commit stays one of many.
constexpr std::size_t kMaxEndingsPerCommand = 1'000;

}  // namespace

void Decider::close_listing(ListingNo listing, ListingStatus status, std::int64_t sale_seq) {
  happen(ListingClosed{state.marketplace.last_entry() + 1, state.ledger.last_seq(), listing, at, status, sale_seq});
}

bool Decider::can_be_paid(AccountNo seller, Money price, Money fee) const {
  return checked_add(state.ledger.account(seller).balance(), price) &&
         checked_add(state.ledger.account(kPlatformFees).balance(), fee);
}

std::int64_t Decider::sell(ListingNo number, TransactionType type, AccountNo buyer, Money price) {
  const std::shared_ptr<const ListingTerms> terms = state.marketplace.listing(number).terms;
  const std::int64_t seq = state.ledger.last_seq() + 1;
  close_listing(number, ListingStatus::sold, seq);
  Transaction draft;
  draft.type = type;
  draft.buyer = buyer;
  draft.seller = terms->seller;
  draft.amount = price;
  draft.platform_fee = state.settings.land_fees().fee_of(price);
  draft.listing = number;
  draft.lands = terms->lands;
  auto row = prepare(std::move(draft));
  LOAM_CHECK(row.has_value() && row->seq == seq);  // funds and room were seen before anything happened
  happen(std::move(row).value());
  return seq;
}

Outcome Decider::operator()(const OpenListing& command) {
  if (const auto refusal = check_trader(command.terms.seller);
      refusal && !(command.imported && refusal->code == RefusalCode::land_trading_disabled)) {
    return Unexpected{*refusal};
  }
  auto terms = std::make_shared<ListingTerms>(command.terms);
  terms->opened_at = at;
  if (command.duration) terms->ends_at = at + *command.duration;
  MarketplaceRules rules = state.settings.marketplace_rules();
  if (command.imported) rules.cooldown = {};
  if (const auto refusal = state.marketplace.check_terms(*terms, state.land, rules)) return Unexpected{*refusal};

  terms->number = state.marketplace.next_number();
  const Uuid id = terms->id();
  happen(ListingOpened{state.marketplace.last_entry() + 1, state.ledger.last_seq(), std::move(terms)});
  return Answer{IdAnswer{id}};
}

Outcome Decider::operator()(const PlaceBid& command) {
  if (const auto refusal = check_trader(command.offer.bidder)) return Unexpected{*refusal};
  auto bid = state.marketplace.decide_bid(command.listing, command.offer, state.settings.marketplace_rules(), at);
  if (!bid) return Unexpected{bid.error()};
  const Listing& listing = state.marketplace.listing(command.listing);
  if (const auto refusal = check_room(bid->bidder, listing.terms->lands.size())) return Unexpected{*refusal};
  // Also who is outbid at once has to have the money: nobody moves a price with what he does not have.
  const bool leads = listing.standing.leader == bid->bidder;
  const Money needed = leads ? sub_within(bid->max, listing.standing.leader_max) : bid->max;
  const Money available = state.ledger.account(bid->bidder).available;
  if (available < needed) {
    return Unexpected{Refusal{RefusalCode::insufficient_funds, available.paisa, needed.paisa}};
  }

  bid->entry = state.marketplace.last_entry() + 1;
  bid->after_seq = state.ledger.last_seq();
  const BidAnswer answer{bid->id(),
                         bid->listing,
                         bid->amount,
                         bid->max,
                         bid->after.price,
                         bid->after.leader == bid->bidder,
                         bid->after.reserve_met,
                         bid->ends_at_after,
                         bid->number};
  happen(*std::move(bid));
  return Answer{answer};
}

Outcome Decider::operator()(const BuyListing& command) {
  if (const auto refusal = check_trader(command.buyer)) return Unexpected{*refusal};
  if (const auto refusal = state.marketplace.check_buy(command.listing, command.buyer, at)) return Unexpected{*refusal};
  const Listing& listing = state.marketplace.listing(command.listing);
  if (const auto refusal = check_room(command.buyer, listing.terms->lands.size())) return Unexpected{*refusal};
  const Money price = listing.terms->buy_now_price;
  // What a leading buyer has promised to this very listing is his to pay with.
  const Money promised = listing.standing.leader == command.buyer ? listing.standing.leader_max : Money::zero();
  const Money available = add_within(state.ledger.account(command.buyer).available, promised);
  if (available < price) return Unexpected{Refusal{RefusalCode::insufficient_funds, available.paisa, price.paisa}};
  if (!can_be_paid(listing.terms->seller, price, state.settings.land_fees().fee_of(price))) {
    return Unexpected{Refusal{RefusalCode::amount_overflows}};
  }

  const TransactionType type = listing.terms->is_auction() ? TransactionType::buy_now : TransactionType::fixed_price;
  return Answer{RowAnswer{sell(command.listing, type, command.buyer, price)}};
}

Outcome Decider::operator()(const CancelListing& command) {
  if (const auto refusal = state.marketplace.check_cancel(command.listing, command.account, at)) {
    return Unexpected{*refusal};
  }

  close_listing(command.listing, ListingStatus::cancelled, 0);
  return Answer{IdAnswer{state.marketplace.listing(command.listing).terms->id()}};
}

Outcome Decider::operator()(const EndListings&) {
  for (std::size_t ended = 0; ended < kMaxEndingsPerCommand; ++ended) {
    const ListingNo number = state.marketplace.due(at);
    if (!number.exists()) break;
    const Listing& listing = state.marketplace.listing(number);
    const Standing& standing = listing.standing;
    const bool won =
        standing.leader.exists() && standing.reserve_met &&
        can_be_paid(listing.terms->seller, standing.price, state.settings.land_fees().fee_of(standing.price));
    if (won) {
      sell(number, TransactionType::auction, standing.leader, standing.price);
    } else {
      close_listing(number, ListingStatus::expired, 0);
    }
  }
  return Answer{Done{}};
}

}  // namespace loam
