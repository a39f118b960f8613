#include "engine/event.hpp"

namespace loam {
namespace {

// Stored with every key: never renumber.
enum class Tag : std::uint8_t { refusal = 0, done = 1, row = 2, id = 3, attention = 4, bid = 5 };

struct AnswerWriter {
  ByteWriter& out;

  void operator()(const Done&) const { tag(Tag::done); }
  void operator()(const RowAnswer& row) const {
    tag(Tag::row);
    out.i64(row.seq);
  }
  void operator()(const IdAnswer& answer) const {
    tag(Tag::id);
    out.raw(answer.id.bytes);
  }
  void operator()(const AttentionAnswer& attention) const {
    tag(Tag::attention);
    out.u8(attention.established ? 1 : 0);
    for (const std::int64_t us : attention.counted_us) out.i64(us);
    out.i64(attention.dropped_us);
  }
  void operator()(const BidAnswer& bid) const {
    tag(Tag::bid);
    out.raw(bid.bid.bytes);
    out.u32(bid.listing.value);
    out.i64(bid.amount.paisa);
    out.i64(bid.max.paisa);
    out.i64(bid.price.paisa);
    out.u8(bid.leads ? 1 : 0);
    out.u8(bid.reserve_met ? 1 : 0);
    out.i64(bid.ends_at.ms);
    out.u32(static_cast<std::uint32_t>(bid.number));
  }
  void tag(Tag tag) const { out.u8(static_cast<std::uint8_t>(tag)); }
};

AttentionAnswer read_attention(ByteReader& in) {
  AttentionAnswer attention;
  attention.established = in.u8() != 0;
  for (std::int64_t& us : attention.counted_us) us = in.i64();
  attention.dropped_us = in.i64();
  return attention;
}

Uuid read_id(ByteReader& in) {
  Uuid id;
  for (std::uint8_t& byte : id.bytes) byte = in.u8();
  return id;
}

BidAnswer read_bid(ByteReader& in) {
  BidAnswer bid;
  bid.bid = read_id(in);
  bid.listing = {in.u32()};
  bid.amount = {in.i64()};
  bid.max = {in.i64()};
  bid.price = {in.i64()};
  bid.leads = in.u8() != 0;
  bid.reserve_met = in.u8() != 0;
  bid.ends_at = {in.i64()};
  bid.number = static_cast<std::int32_t>(in.u32());
  return bid;
}

Refusal read_refusal(ByteReader& in) {
  const auto code = static_cast<RefusalCode>(in.u32());
  const std::int64_t limit = in.i64();
  return {code, limit, in.i64()};
}

std::optional<Outcome> read_outcome(ByteReader& in) {
  switch (static_cast<Tag>(in.u8())) {
    case Tag::refusal: return Outcome(Unexpected{read_refusal(in)});
    case Tag::done: return Outcome(Answer{Done{}});
    case Tag::row: return Outcome(Answer{RowAnswer{in.i64()}});
    case Tag::id: return Outcome(Answer{IdAnswer{read_id(in)}});
    case Tag::attention: return Outcome(Answer{read_attention(in)});
    case Tag::bid: return Outcome(Answer{read_bid(in)});
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::uint8_t> encode(const Outcome& outcome) {
  ByteWriter out;
  if (outcome) {
    std::visit(AnswerWriter{out}, *outcome);
  } else {
    out.u8(static_cast<std::uint8_t>(Tag::refusal));
    out.u32(static_cast<std::uint32_t>(outcome.error().code));
    out.i64(outcome.error().limit);
    out.i64(outcome.error().value);
  }
  return out.bytes();
}

std::optional<Outcome> decode_outcome(std::span<const std::uint8_t> bytes) {
  ByteReader in(bytes);
  auto outcome = read_outcome(in);
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return outcome;
}

}  // namespace loam
