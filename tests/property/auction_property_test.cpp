// Auctions against a naive one that looks through all bids that were ever accepted, again at every bid.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "marketplace/auction.hpp"
#include "property/properties.hpp"

namespace loam {
namespace {

using test::Big;
using test::kMax;
using test::magnitude;

constexpr std::uint32_t kBidders = 4;

struct Taken {
  AccountNo bidder;
  Money max;
  Money named;  ///< what it stands at by itself
};
using Bids = std::vector<Taken>;

/// The first of the highest maxima among the first `count` bids, and the highest of anybody else.
struct Tops {
  const Taken* first = nullptr;
  Money second;
};
Tops tops_of(const Bids& bids, std::size_t count) {
  Tops tops;
  for (std::size_t i = 0; i < count; ++i) {
    if (tops.first == nullptr || bids[i].max > tops.first->max) tops.first = &bids[i];
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (bids[i].bidder != tops.first->bidder) tops.second = std::max(tops.second, bids[i].max);
  }
  return tops;
}

/// What the leader pays: the most that any of the bids, one after the other, made of the price.
Big price_of(const Bids& bids, const ListingTerms& terms, const BidIncrements& increments) {
  Big price = 0;
  for (std::size_t count = 1; count <= bids.size(); ++count) {
    const Tops before = tops_of(bids, count - 1);
    const Tops now = tops_of(bids, count);
    const Taken& bid = bids[count - 1];
    const bool led = before.first != nullptr && before.first->bidder == bid.bidder;
    if (now.first->bidder == bid.bidder && !led) price = std::max(price, Big(bid.named.paisa));
    if (now.second > Money::zero()) {
      const Big whole = Big(now.second.paisa) + increments.at(now.second).paisa;
      price = std::max(price, std::min(whole, Big(now.first->max.paisa)));
    }
    if (now.first->max >= terms.reserve_price) price = std::max(price, Big(terms.reserve_price.paisa));
  }
  return price;
}

/// The least maximum that a bidder has to name next.
Big least_of(const Bids& bids, AccountNo bidder, const ListingTerms& terms, const BidIncrements& increments) {
  if (bids.empty()) return terms.starting_price.paisa;
  const Tops tops = tops_of(bids, bids.size());
  if (tops.first->bidder == bidder) return Big(tops.first->max.paisa) + 1;
  const Big price = price_of(bids, terms, increments);
  return price + increments.at(Money{price.convert_to<std::int64_t>()}).paisa;
}

BidIncrements any_increments() {
  auto prices = *rc::gen::container<std::set<std::int64_t>>(magnitude(30));
  prices.insert(0);
  std::string text;
  std::size_t rows = 0;
  for (const std::int64_t price : prices) {
    if (++rows > kMaxPriceSteps) break;
    text += (text.empty() ? "" : ",") + to_string(Money{price}) + ":" + to_string(Money{1 + *magnitude(20)});
  }
  return BidIncrements::parse(text).value();
}

ListingTerms any_terms() {
  ListingTerms terms;
  terms.type = ListingType::auction;
  terms.starting_price = {std::max<std::int64_t>(1, *magnitude(40))};
  terms.reserve_price = {*rc::gen::element(std::int64_t{0}, terms.starting_price.paisa, *magnitude(45))};
  return terms;
}

/// At the edges of what stands as often as anywhere.
Offer any_offer(const Standing& standing, const ListingTerms& terms, const BidIncrements& increments, int bits) {
  const std::int64_t least = minimum_bid(terms, standing, increments).paisa;
  const std::int64_t top = standing.leader_max.paisa;
  const auto near = [&](std::int64_t paisa) {
    const std::int64_t by = *rc::gen::inRange<std::int64_t>(-1, 2);
    return Money{by > 0 && paisa == kMax ? paisa : paisa + by};
  };
  const std::int64_t whole = std::min(top, kMax / 2) + increments.at(standing.leader_max).paisa;
  const AccountNo bidder{16 + *rc::gen::inRange(0U, kBidders)};
  const Money amount = *rc::gen::element(near(least), Money{least}, Money{1}, Money{*magnitude(bits)});
  const Money max = *rc::gen::element(amount, near(least), near(top), near(whole), near(terms.reserve_price.paisa),
                                      Money{*magnitude(bits)});
  return {bidder, amount, max};
}

/// A run of offers; calls check(bids, standing before, what came of the offer) after each.
template <class Check>
void run_auction(const ListingTerms& terms, const BidIncrements& increments, int bits, Check check) {
  Bids bids;
  Standing standing;
  const int offers = *rc::gen::inRange(1, 25);
  for (int i = 0; i < offers; ++i) {
    const Offer offer = any_offer(standing, terms, increments, bits);
    const auto accepted = standing_after(terms, standing, offer, increments);
    check(bids, standing, offer, accepted);
    if (!accepted) continue;
    bids.push_back({offer.bidder, std::max(offer.max, offer.amount), accepted->amount});
    standing = accepted->standing;
  }
}

RC_GTEST_PROP(AuctionLaws, the_standing_is_what_all_bids_together_come_to, ()) {
  const ListingTerms terms = any_terms();
  const BidIncrements increments = any_increments();
  run_auction(terms, increments, 45, [&](Bids bids, const Standing&, const Offer& offer, const auto& accepted) {
    if (!accepted) return;
    bids.push_back({offer.bidder, std::max(offer.max, offer.amount), accepted->amount});
    const Standing& now = accepted->standing;
    const Tops tops = tops_of(bids, bids.size());
    RC_ASSERT(now.leader == tops.first->bidder);
    RC_ASSERT(now.leader_max == tops.first->max);
    RC_ASSERT(now.second_max == tops.second);
    RC_ASSERT(Big(now.price.paisa) == price_of(bids, terms, increments));
    RC_ASSERT(now.reserve_met == (tops.first->max >= terms.reserve_price));
  });
}

RC_GTEST_PROP(AuctionLaws, an_offer_is_taken_from_the_least_maximum_on, ()) {
  const ListingTerms terms = any_terms();
  const BidIncrements increments = any_increments();
  run_auction(terms, increments, 45, [&](const Bids& bids, const Standing&, const Offer& offer, const auto& accepted) {
    const Big least = least_of(bids, offer.bidder, terms, increments);
    const Money max = std::max(offer.max, offer.amount);
    RC_ASSERT(accepted.has_value() == (offer.amount > Money::zero() && max.paisa >= least));
    if (accepted || offer.amount <= Money::zero()) return;
    const Refusal told{RefusalCode::bid_too_low, least.convert_to<std::int64_t>(), max.paisa};
    RC_ASSERT(accepted.error() == told);
  });
}

RC_GTEST_PROP(AuctionLaws, the_price_never_falls_and_is_never_above_the_leading_maximum, ()) {
  const ListingTerms terms = any_terms();
  const BidIncrements increments = any_increments();
  // Up to the last paisa of 64 bits.
  run_auction(terms, increments, 63, [&](const Bids&, const Standing& before, const Offer&, const auto& accepted) {
    if (!accepted) return;
    const Standing& now = accepted->standing;
    RC_ASSERT(now.price >= std::max(before.price, terms.starting_price));
    RC_ASSERT(now.price <= now.leader_max);
    RC_ASSERT(now.leader_max >= before.leader_max);
    RC_ASSERT(now.second_max <= now.leader_max);
    RC_ASSERT(!before.reserve_met || now.reserve_met);
    RC_ASSERT(minimum_bid(terms, now, increments) > now.price || now.price == Money{kMax});
  });
}

RC_GTEST_PROP(AuctionLaws, raises_one_by_one_come_to_the_same_as_the_last_alone, ()) {
  const ListingTerms terms = any_terms();
  const BidIncrements increments = any_increments();
  Standing standing;
  run_auction(terms, increments, 45, [&](const Bids&, const Standing&, const Offer&, const auto& accepted) {
    if (accepted) standing = accepted->standing;
  });
  if (!standing.leader.exists()) return;
  std::set<std::int64_t> maxima;
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) maxima.insert(standing.leader_max.paisa + 1 + *magnitude(30));
  Standing step_by_step = standing;
  for (const std::int64_t max : maxima) {
    const Offer raise{standing.leader, {1}, {max}};
    step_by_step = standing_after(terms, step_by_step, raise, increments).value().standing;
  }
  const Offer last{standing.leader, {1}, {*maxima.rbegin()}};
  RC_ASSERT(standing_after(terms, standing, last, increments).value().standing == step_by_step);
}

RC_GTEST_PROP(AuctionLaws, with_the_smallest_increment_the_order_of_bids_decides_nothing_but_a_paisa, ()) {
  ListingTerms terms;
  terms.type = ListingType::auction;
  terms.starting_price = {1 + *magnitude(10)};
  const BidIncrements increments = BidIncrements::flat(Money{1});
  const auto distinct = *rc::gen::container<std::set<std::int64_t>>(magnitude(12));
  std::vector<Offer> offers;
  for (const std::int64_t max : distinct) {
    if (max > 0) offers.push_back({AccountNo{16 + static_cast<std::uint32_t>(offers.size())}, {1}, {max}});
  }
  const auto end_of = [&](const std::vector<Offer>& order) {
    Standing standing;
    for (const Offer& offer : order) {
      if (const auto accepted = standing_after(terms, standing, offer, increments)) standing = accepted->standing;
    }
    return standing;
  };
  std::vector<Offer> shuffled = offers;
  for (std::size_t i = shuffled.size(); i > 1; --i) {
    std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  const Standing rising = end_of(offers);
  const Standing any = end_of(shuffled);
  RC_ASSERT(any.leader == rising.leader);
  RC_ASSERT(any.leader_max == rising.leader_max);
  // Who comes with no more than the price that stands is refused, and leaves it one increment lower.
  RC_ASSERT(any.price <= rising.price);
  RC_ASSERT(any.price.paisa >= rising.price.paisa - 1);
}

RC_GTEST_PROP(AuctionLaws, R33_the_end_moves_a_bounded_number_of_times_and_never_back, ()) {
  const BidIncrements increments;
  const FeeSchedule fees;
  MarketplaceRules rules{.increments = increments, .fees = fees};
  rules.snipe_window = {*rc::gen::element(std::int64_t{0}, std::int64_t{180'000}, *magnitude(22))};
  rules.extensions_most = *rc::gen::inRange(0, 8);
  const Time opened{1'700'000'000'000};
  const Time born = opened + Duration{3'600'000};
  End end{born};
  Time now = opened;
  for (int bid = 0; bid < 40; ++bid) {
    // Somewhere before the end; near it, or at once, as often as not.
    const std::int64_t left = (end.at - now).ms;
    const auto by = *rc::gen::element(std::int64_t{0}, left - 1, left / 2, left - rules.snipe_window.ms);
    now = now + Duration{std::clamp<std::int64_t>(by, 0, left - 1)};
    const End after = end_after_bid(end, rules, now);
    const bool late = end.at - now < rules.snipe_window;
    const bool moves = late && end.extensions < rules.extensions_most;
    RC_ASSERT(after.at == (moves ? now + rules.snipe_window : end.at));
    RC_ASSERT(after.extensions == end.extensions + (moves ? 1 : 0));
    RC_ASSERT(after.at >= end.at);
    RC_ASSERT(after.at - born <= Duration{rules.snipe_window.ms * rules.extensions_most});
    end = after;
  }
}

}  // namespace
}  // namespace loam
