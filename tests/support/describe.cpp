#include <sstream>
#include <variant>

#include "support/world.hpp"

namespace loam::test {
namespace {

/// Field after field, in the order of the struct.
class Words {
 public:
  explicit Words(const char* kind) { out_ << kind; }

  template <class... Fields>
  Words& operator()(const Fields&... fields) {
    (add(fields), ...);
    return *this;
  }
  [[nodiscard]] std::string text() const { return out_.str(); }

 private:
  template <std::integral Integer>
  void add(Integer value) {
    out_ << ' ' << +value;
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void add(Enum value) { out_ << " #" << static_cast<std::int64_t>(value); }
  void add(Time time) { out_ << ' ' << time.ms << "ms"; }
  void add(Money money) { out_ << ' ' << money.paisa << 'p'; }
  void add(Shares shares) { out_ << ' ' << shares.micro << 'u'; }
  void add(AccountNo account) { out_ << " @" << account.value; }
  void add(LandNo land) { out_ << " land:" << land.value; }
  void add(ListingNo listing) { out_ << " listing:" << listing.value; }
  void add(const std::vector<LandNo>& lands) {
    out_ << " [";
    for (const LandNo land : lands) add(land);
    out_ << " ]";
  }
  void add(const std::string& text) { out_ << " \"" << text << '"'; }
  void add(const Uuid& id) { out_ << ' ' << to_string(id); }
  template <std::size_t N>
  void add(const std::array<std::uint8_t, N>& bytes) {
    out_ << ' ' << to_hex(bytes);
  }
  void add(const std::optional<Biome>& biome) {
    out_ << ' ' << (biome ? std::string(to_string(*biome)) : std::string("-"));
  }

  std::ostringstream out_;
};

struct Describer {
  std::string operator()(const Transaction& r) const {
    return Words("row")(r.seq, r.at, r.type, r.buyer, r.seller, r.amount, r.platform_fee, r.gateway_fee, r.biome,
                        r.shares, r.pool_cash_after, r.pool_shares_after, r.holding_shares_after, r.holding_cost_after,
                        r.realized_gain, r.order_bucket_after, r.buyer_balance_after, r.seller_balance_after,
                        r.buyer_previous_seq, r.seller_previous_seq, r.buyer_row, r.seller_row, r.gateway_name,
                        r.gateway_transaction_id, r.reason, r.hash, r.listing, r.lands)
        .text();
  }
  std::string operator()(const KeyedOutcome& k) const {
    return Words("outcome")(k.id, k.key.key, k.key.request, describe(k.outcome)).text();
  }
  std::string operator()(const Cycle& c) const {
    Words words("cycle");
    words(c.number, c.at, c.after_seq, c.hash);
    for (const MarketMove& m : c.markets) {
      words(m.attention_us, m.index_after, m.cash_before, m.cash_after, m.shares, m.clamped);
    }
    return words.text();
  }
  std::string operator()(const AttentionCounted& a) const {
    Words words("attention");
    words(a.at, a.cycle, a.count.account, a.count.established, a.count.dropped_us, a.count.bucket_after_us);
    for (const std::int64_t us : a.count.counted_us) words(us);
    return words.text();
  }
  std::string operator()(const MarketHaltsChange& h) const {
    return Words("halts")(h.biome, h.at, h.halts.trading, h.halts.limit, h.halts.limit_since, h.halts.halted_until,
                          h.halts.band_from, h.account, h.reason)
        .text();
  }
  std::string operator()(const SafeguardEvent& s) const {
    return Words("safeguard")(s.kind, s.at, s.biome, s.account, s.limit, s.value, s.order).text();
  }
  std::string operator()(const User& u) const {
    return Words("user")(u.id, u.account, u.username, u.email, u.password_hash, u.role, u.confirmed, u.hidden,
                         u.disabled, u.created_at)
        .text();
  }
  std::string operator()(const Session& s) const {
    return Words("session")(s.id, s.account, s.access_hash, s.access_expires, s.refresh_hash, s.refresh_expires,
                            s.created_at, s.revoked)
        .text();
  }
  std::string operator()(const ApiKey& k) const {
    return Words("api_key")(k.id, k.name, k.role, k.scopes, k.secret_hash, k.created_at, k.revoked_at).text();
  }
  std::string operator()(const SettingChange& s) const {
    return Words("setting")(s.id(), s.before.number, s.before.text, s.after.number, s.after.text, s.at, s.account,
                            s.changed_by)
        .text();
  }
  std::string operator()(const Payment& p) const {
    return Words("payment")(p.id, p.account, p.gateway, p.amount, p.status, p.created_at, p.expires_at, p.completed_at,
                            p.gateway_transaction_id)
        .text();
  }
  std::string operator()(const PaymentEvent& p) const {
    return Words("payment_event")(p.payment, p.at, p.kind, p.gateway, p.amount, p.detail).text();
  }
  std::string operator()(const AuditEntry& a) const {
    return Words("audit")(a.at, a.account, a.actor, a.action, a.target, a.detail).text();
  }
  std::string operator()(const loam::World& w) const {
    return Words("world")(w.seed, w.width, w.height, w.made_at).text();
  }
  std::string operator()(const ListingOpened& o) const {
    const ListingTerms& t = *o.terms;
    return Words("opened")(o.entry, o.after_seq, t.number, t.seller, t.type, t.starting_price, t.reserve_price,
                           t.buy_now_price, t.opened_at, t.ends_at, t.lands, t.description)
        .text();
  }
  std::string operator()(const Bid& b) const {
    return Words("bid")(b.entry, b.after_seq, b.listing, b.at, b.bidder, b.amount, b.max, b.increment, b.after.leader,
                        b.after.leader_max, b.after.second_max, b.after.price, b.after.reserve_met, b.ends_at_after,
                        b.extensions_after, b.previous_entry, b.number)
        .text();
  }
  std::string operator()(const ListingClosed& c) const {
    return Words("closed")(c.entry, c.after_seq, c.listing, c.at, c.status, c.sale_seq).text();
  }
  std::string operator()(const Checkpoint& c) const {
    Words words("checkpoint");
    words(c.cycle, c.made_at, c.after_seq, c.record_hash, c.previous_hash, c.cycle_hash);
    for (const Money moved : c.moved) words(moved);
    words(c.key, c.signature);
    return words.text();
  }
  std::string operator()(const ImportedRow& r) const {
    Words words("imported");
    words(r.table);
    for (const auto& value : r.values) words(value.value_or("NULL"));
    return words.text();
  }
};

}  // namespace

std::string describe(const Outcome& outcome) { return to_hex(encode(outcome)); }

std::string describe(const Event& event) { return std::visit(Describer{}, event); }

}  // namespace loam::test
