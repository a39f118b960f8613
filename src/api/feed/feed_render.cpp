#include "api/feed/feed_render.hpp"

#include "api/alert_render.hpp"
#include "api/safeguard_render.hpp"

namespace loam {
namespace {

void write_id(JsonWriter& json, std::string_view name, const Uuid& id) {
  json.key(name);
  id.is_nil() ? json.value(nullptr) : json.value(id);
}

/// What everybody may know of a trade: not whose it is.
void write_trade(JsonWriter& json, const Transaction& row) {
  json.begin_object()
      .member("biome", to_string(*row.biome))
      .member("side", row.type == TransactionType::biome_buy ? "buy" : "sell")
      .member("amount_bdt", row.amount)
      .member("shares", row.shares)
      .member("price_per_share_bdt", price_per_share_of(row))
      .member("executed_at", row.at)
      .end_object();
}

}  // namespace

FeedMarkets feed_markets(const State& state, Time at) {
  const auto snapshots = snapshot_markets(state, at);
  FeedMarkets markets;
  for (const Biome biome : kAllBiomes) {
    const CycleAttention& attention = state.exchange.market(biome).attention;
    markets[index_of(biome)] = {snapshots[index_of(biome)], attention.established_us + attention.fresh_us};
  }
  return markets;
}

std::span<const FeedMarket> select(const FeedMarkets& markets, std::optional<Biome> biome) {
  const std::span<const FeedMarket> all(markets);
  return biome ? all.subspan(index_of(*biome), 1) : all;
}

std::string hello_text(const MessageHead& head, std::uint64_t epoch) { return plain_text("hello", head, epoch); }

std::string plain_text(std::string_view type, const MessageHead& head, std::uint64_t epoch) {
  return feed_message(type, head, [&](JsonWriter& json) { json.member("epoch", epoch); });
}

std::string error_text(const MessageHead& head, std::string_view code, std::string_view detail) {
  return feed_message("error", head, [&](JsonWriter& json) { json.member("code", code).member("detail", detail); });
}

std::string authenticated_text(const MessageHead& head, const Principal& who, Time expires) {
  return feed_message("authenticated", head, [&](JsonWriter& json) {
    write_id(json, "user_id", who.user_id);
    json.member("role", to_string(who.role)).key("expires_at");
    expires == Time{} ? json.value(nullptr) : json.value(expires);
  });
}

std::string unsubscribed_text(const MessageHead& head, std::string_view channel) {
  return feed_message("unsubscribed", head, [&](JsonWriter& json) { json.member("channel", channel); });
}

std::string signed_out_text(const MessageHead& head, std::string_view reason) {
  return feed_message("signed_out", head, [&](JsonWriter& json) { json.member("reason", reason); });
}

std::string resumed_text(const MessageHead& head, std::uint64_t from_seq, std::size_t replayed) {
  return feed_message("resumed", head,
                      [&](JsonWriter& json) { json.member("from_seq", from_seq).member("replayed", replayed); });
}

std::string resync_text(const MessageHead& head, std::uint64_t epoch, std::string_view reason) {
  return feed_message("resync", head, [&](JsonWriter& json) { json.member("epoch", epoch).member("reason", reason); });
}

std::string markets_text(std::string_view type, const MessageHead& head, std::span<const FeedMarket> markets,
                         const DayAgoPrices::Prices& day_ago) {
  return feed_message(type, head, [&](JsonWriter& json) {
    json.key("markets").begin_array();
    for (const FeedMarket& market : markets) {
      write_market(json, market.snapshot, day_ago[index_of(market.snapshot.biome)], head.at);
    }
    json.end_array();
  });
}

std::string attention_text(const MessageHead& head, std::span<const FeedMarket> markets) {
  return feed_message("biome_attention_update", head, [&](JsonWriter& json) {
    json.key("markets").begin_array();
    for (const FeedMarket& market : markets) {
      json.begin_object().member("biome", to_string(market.snapshot.biome));
      write_index(json, "attention_score", market.snapshot.index);
      json.key("cycle_seconds").decimal(market.cycle_attention_us, 6).end_object();
    }
    json.end_array();
  });
}

std::string trades_text(const MessageHead& head, const Newest<const Transaction*>& rows) {
  return feed_message("trade", head, [&](JsonWriter& json) {
    json.key("trades").begin_array();
    for (const Transaction* row : rows.items) write_trade(json, *row);
    json.end_array().member("omitted", rows.omitted);
  });
}

std::string balance_text(std::string_view type, const MessageHead& head, const FeedAccount& account) {
  return feed_message(type, head, [&](JsonWriter& json) {
    json.member("user_id", account.user_id)
        .member("balance_bdt", account.balance.balance())
        .member("held_bdt", account.balance.held)
        .member("available_bdt", account.balance.available)
        .member("currency", "BDT");
  });
}

std::string own_transactions_text(const MessageHead& head, const FeedAccount& account,
                                  const Newest<const Transaction*>& rows, std::span<const Parties> parties) {
  return feed_message("account_transactions", head, [&](JsonWriter& json) {
    json.member("user_id", account.user_id).key("transactions").begin_array();
    for (std::size_t i = 0; i < rows.items.size(); ++i) {
      json.begin_object();
      write_transaction(json, *rows.items[i], parties[i], account.account, false);
      json.end_object();
    }
    json.end_array().member("omitted", rows.omitted);
  });
}

std::string alert_text(const MessageHead& head, const Alert& alert, const Uuid& user_id) {
  return feed_message("alert", head, [&](JsonWriter& json) {
    json.key("alert");
    write_alert(json, alert, user_id);
  });
}

std::string alerts_text(std::string_view type, const MessageHead& head,
                        std::span<const std::pair<Alert, Uuid>> alerts) {
  return feed_message(type, head, [&](JsonWriter& json) {
    json.key("alerts").begin_array();
    for (const auto& [alert, user_id] : alerts) write_alert(json, alert, user_id);
    json.end_array();
  });
}

std::string safeguards_text(const MessageHead& head, const Newest<const SafeguardEvent*>& events,
                            std::span<const Uuid> user_ids) {
  return feed_message("safeguard", head, [&](JsonWriter& json) {
    json.key("safeguards").begin_array();
    for (std::size_t i = 0; i < events.items.size(); ++i) {
      json.begin_object();
      write_safeguard(json, *events.items[i]);
      write_id(json, "user_id", user_ids[i]);
      json.end_object();
    }
    json.end_array().member("omitted", events.omitted);
  });
}

}  // namespace loam
