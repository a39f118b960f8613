// What a client says to the hub, and what it is answered. Everything here runs on the server's feed thread and holds
// the hub's mutex while it looks and answers, so that a snapshot and the messages after it reach the client in that
// order.

#include <utility>

#include "api/feed/feed_hub.hpp"
#include "api/feed/feed_sign_in.hpp"

namespace loam {
namespace {

constexpr std::size_t kAlertsOfSnapshot = 50;

std::string_view channel_of(ClientMessage::Type type) {
  switch (type) {
    case ClientMessage::Type::unsubscribe_account: return "account";
    case ClientMessage::Type::unsubscribe_alerts: return "alerts";
    case ClientMessage::Type::unsubscribe_listing: return "listing";
    case ClientMessage::Type::unsubscribe_map: return "map";
    default: return "biome_market";
  }
}

}  // namespace

http::FeedCallbacks FeedHub::callbacks(FeedOpening opening) {
  http::FeedCallbacks callbacks;
  callbacks.on_open = [this, opening = std::move(opening)](const http::FeedSessionPtr& session) {
    open(session, opening);
  };
  callbacks.on_message = [this](const http::FeedSessionPtr& session, std::string_view text) { hear(session, text); };
  callbacks.on_close = [this](const http::FeedSessionPtr& session, http::CloseCode, std::string_view) {
    close(session);
  };
  return callbacks;
}

MessageHead FeedHub::head(std::string_view ref) const { return {seq_, now(), ref}; }

void FeedHub::send(Subscriber& subscriber, std::string text) {
  sent_.fetch_add(1, std::memory_order_relaxed);
  subscriber.session->send({std::make_shared<const std::string>(std::move(text)), 0, seq_});
}

void FeedHub::send_error(Subscriber& subscriber, std::string_view ref, std::string_view code, std::string_view detail) {
  send(subscriber, error_text(head(ref), code, detail));
}

void FeedHub::refuse_more(Subscriber& subscriber, std::string_view ref) {
  send_error(subscriber, ref, "too_many_subscriptions", "This connection follows as much as one may.");
}

void FeedHub::open(const http::FeedSessionPtr& session, const FeedOpening& opening) {
  const std::lock_guard lock(mutex_);
  Subscriber& subscriber = subscribers_.add(session);
  subscriber.is_stream = opening.is_stream;
  subscriber.who = opening.who;
  subscriber.signed_in = opening.signed_in;
  subscriber.expires = opening.expires;
  send(subscriber, hello_text(head(), epoch_));
  if (!opening.is_stream && opening.signed_in) {
    send(subscriber, authenticated_text(head(), subscriber.who, subscriber.expires));
  }
  for (const Topic& topic : opening.topics) subscribers_.subscribe(subscriber, topic, seq_);
  // What was missed comes before the snapshots: the last id that the client keeps is then the newest.
  if (opening.from_seq) resume(subscriber, *opening.from_seq, {});
  for (const Topic& topic : opening.topics) begin_topic(subscriber, topic);
  if (opening.box) subscribe_map(subscriber, *opening.box, {});
}

void FeedHub::close(const http::FeedSessionPtr& session) {
  const std::lock_guard lock(mutex_);
  subscribers_.remove(session->id(), now());
}

void FeedHub::hear(const http::FeedSessionPtr& session, std::string_view text) {
  const auto message = parse_client_message(text);
  const std::lock_guard lock(mutex_);
  Subscriber* subscriber = subscribers_.find(session->id());
  if (subscriber == nullptr) return;
  if (!subscriber->take_message(now())) {
    session->close(http::CloseCode::policy, "too many messages");
    return;
  }
  if (!message) {
    const ClientMessageError& error = message.error();
    return send_error(*subscriber, error.ref, error.code, error.detail);
  }
  answer(*subscriber, *message);
}

void FeedHub::answer(Subscriber& subscriber, const ClientMessage& message) {
  using Type = ClientMessage::Type;
  switch (message.type) {
    case Type::authenticate: return sign_in(subscriber, message);
    case Type::subscribe_biome_market: return subscribe_market(subscriber, message);
    case Type::subscribe_account: return subscribe_account(subscriber, message.ref);
    case Type::subscribe_alerts: return subscribe_alerts(subscriber, message.ref);
    case Type::subscribe_listing: return subscribe_listing(subscriber, message.listing, message.ref);
    case Type::subscribe_map: return subscribe_map(subscriber, message.box, message.ref);
    case Type::unsubscribe_biome_market:
    case Type::unsubscribe_account:
    case Type::unsubscribe_alerts:
    case Type::unsubscribe_listing:
    case Type::unsubscribe_map: return unsubscribe(subscriber, message);
    case Type::resume: return resume(subscriber, message.from_seq, message.ref);
    case Type::ping: return send(subscriber, plain_text("pong", head(message.ref), epoch_));
  }
}

void FeedHub::sign_in(Subscriber& subscriber, const ClientMessage& message) {
  const SignedIn signed_in =
      sources_.view->read([&](const State& state) { return sign_in_for_feed(state, message.token, {}, now()); });
  if (!signed_in.ok) {
    return send_error(subscriber, message.ref, "unauthorized", "This is no valid access token or API key.");
  }
  subscribers_.drop_private(subscriber, now());  // they were somebody else's
  subscriber.who = signed_in.who;
  subscriber.signed_in = true;
  subscriber.expires = signed_in.expires;
  send(subscriber, authenticated_text(head(message.ref), subscriber.who, subscriber.expires));
}

void FeedHub::subscribe_market(Subscriber& subscriber, const ClientMessage& message) {
  for (const Channel channel : {Channel::market, Channel::attention, Channel::trades}) {
    if (!subscribers_.subscribe(subscriber, topic_of(channel, message.biome), seq_)) {
      return refuse_more(subscriber, message.ref);
    }
  }
  const FeedMarkets markets = sources_.view->read([at = now()](const State& state) { return feed_markets(state, at); });
  send(subscriber,
       markets_text("subscribed_biome_market", head(message.ref), select(markets, message.biome), day_ago_));
}

void FeedHub::subscribe_account(Subscriber& subscriber, std::string_view ref) {
  const AccountNo account = subscriber.who.account;
  if (!subscriber.signed_in || !account.exists()) {
    return send_error(subscriber, ref, "unauthorized", "Sign in first: {\"type\":\"authenticate\",\"token\":…}.");
  }
  if (!subscribers_.subscribe(subscriber, topic_of(account), seq_)) return refuse_more(subscriber, ref);
  const FeedAccount mine = sources_.view->read([&](const State& state) {
    return FeedAccount{account, state.identity.id_of(account), state.ledger.account(account)};
  });
  send(subscriber, balance_text("subscribed_account", head(ref), mine));
}

void FeedHub::subscribe_alerts(Subscriber& subscriber, std::string_view ref) {
  if (!subscriber.signed_in || !subscriber.who.oversees()) {
    return send_error(subscriber, ref, "forbidden", "Alerts are for operators and auditors.");
  }
  if (!subscribers_.subscribe(subscriber, topic_of(Channel::alerts), seq_)) return refuse_more(subscriber, ref);
  std::vector<Alert> newest = surveillance_.alerts().all();
  if (newest.size() > kAlertsOfSnapshot) newest.resize(kAlertsOfSnapshot);
  std::vector<std::pair<Alert, Uuid>> alerts;
  sources_.view->read([&](const State& state) {
    for (Alert& alert : newest) {
      const Uuid user_id = state.identity.id_of(alert.finding.account);
      alerts.emplace_back(std::move(alert), user_id);
    }
    return 0;
  });
  send(subscriber, alerts_text("subscribed_alerts", head(ref), alerts));
}

/// The snapshot of one topic of a stream.
void FeedHub::begin_topic(Subscriber& subscriber, Topic topic) {
  switch (topic.channel) {
    case Channel::market: {
      ClientMessage message;
      if (topic.scope != 0) message.biome = static_cast<Biome>(topic.scope - 1);
      const FeedMarkets markets =
          sources_.view->read([at = now()](const State& state) { return feed_markets(state, at); });
      return send(subscriber,
                  markets_text("subscribed_biome_market", head(), select(markets, message.biome), day_ago_));
    }
    case Channel::account: return subscribe_account(subscriber, {});
    case Channel::alerts: return subscribe_alerts(subscriber, {});
    case Channel::listing: return send_listing(subscriber, {topic.scope}, {});
    case Channel::attention:
    case Channel::trades:
    case Channel::map: return;  // part of the market's picture; without one; told for all tiles together
  }
}

void FeedHub::unsubscribe(Subscriber& subscriber, const ClientMessage& message) {
  switch (message.type) {
    case ClientMessage::Type::unsubscribe_account:
      subscribers_.unsubscribe(subscriber, topic_of(subscriber.who.account), now());
      break;
    case ClientMessage::Type::unsubscribe_alerts:
      subscribers_.unsubscribe(subscriber, topic_of(Channel::alerts), now());
      break;
    case ClientMessage::Type::unsubscribe_listing:
      if (const auto listing =
              sources_.view->read([&](const State& state) { return state.marketplace.find(message.listing); })) {
        subscribers_.unsubscribe(subscriber, topic_of(*listing), now());
      }
      break;
    case ClientMessage::Type::unsubscribe_map: subscribers_.unsubscribe_all(subscriber, Channel::map, now()); break;
    default:
      for (const Channel channel : {Channel::market, Channel::attention, Channel::trades}) {
        subscribers_.unsubscribe(subscriber, topic_of(channel, message.biome), now());
      }
  }
  send(subscriber, unsubscribed_text(head(message.ref), channel_of(message.type)));
}

void FeedHub::resume(Subscriber& subscriber, std::uint64_t from_seq, std::string_view ref) {
  if (from_seq > seq_) return send(subscriber, resync_text(head(ref), epoch_, "unknown_seq"));
  if (!ring_->covers(from_seq)) return send(subscriber, resync_text(head(ref), epoch_, "too_old"));
  std::vector<const http::FeedMessage*> missed;
  std::size_t bytes = 0;
  ring_->each_above(from_seq, [&](const FeedRing::Entry& entry) {
    const auto topic = subscriber.topics.find(entry.topic);
    // What came after the subscription was sent to it already.
    if (topic == subscriber.topics.end() || entry.message.seq > topic->second) return;
    missed.push_back(&entry.message);
    bytes += entry.message.text->size();
  });
  if (missed.size() > kMaxReplayedMessages || bytes > kMaxReplayedBytes) {
    return send(subscriber, resync_text(head(ref), epoch_, "too_much"));
  }
  for (const http::FeedMessage* message : missed) subscriber.session->send(*message);
  sent_.fetch_add(missed.size(), std::memory_order_relaxed);
  send(subscriber, resumed_text(head(ref), from_seq, missed.size()));
}

}  // namespace loam
