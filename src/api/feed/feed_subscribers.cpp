#include "api/feed/feed_subscribers.hpp"

#include <algorithm>
#include <utility>

namespace loam {
namespace {

constexpr std::int64_t kMessage = 1000;  // a message in the bucket's unit

bool is_private(Channel channel) { return channel == Channel::account || channel == Channel::alerts; }

/// Whether messages are rendered only while somebody follows: there are too many of these for all.
bool is_on_demand(Channel channel) {
  return channel == Channel::account || channel == Channel::listing || channel == Channel::map;
}

bool has_room(const Subscriber& subscriber, Channel channel) {
  const auto kind = [](Channel one) { return one == Channel::listing || one == Channel::map ? one : Channel::market; };
  const auto same = [&](const auto& entry) { return kind(entry.first.channel) == kind(channel); };
  const auto taken = static_cast<std::size_t>(std::ranges::count_if(subscriber.topics, same));
  switch (channel) {
    case Channel::listing: return taken < kMaxListingTopics;
    case Channel::map: return taken < kMaxMapTopics;
    default: return taken < kMaxTopics;
  }
}

}  // namespace

bool Subscriber::take_message(Time now) {
  const std::int64_t elapsed = std::clamp<std::int64_t>(now.ms - spent_at.ms, 0, 60'000);
  spent = std::max<std::int64_t>(0, spent - elapsed * kClientMessagesPerSecond);
  spent_at = now;
  if (spent + kMessage > kClientMessagesBurst * kMessage) return false;
  spent += kMessage;
  return true;
}

Subscriber& FeedSubscribers::add(http::FeedSessionPtr session) {
  Subscriber& subscriber = subscribers_[session->id()];
  subscriber.session = std::move(session);
  return subscriber;
}

void FeedSubscribers::remove(std::uint64_t session, Time now) {
  const auto found = subscribers_.find(session);
  if (found == subscribers_.end()) return;
  for (const auto& [topic, since] : found->second.topics) leave(found->second, topic, now);
  subscribers_.erase(found);
}

Subscriber* FeedSubscribers::find(std::uint64_t session) {
  const auto found = subscribers_.find(session);
  return found == subscribers_.end() ? nullptr : &found->second;
}

bool FeedSubscribers::subscribe(Subscriber& subscriber, Topic topic, std::uint64_t seq) {
  if (subscriber.has(topic)) return true;
  if (!has_room(subscriber, topic.channel)) return false;
  subscriber.topics.emplace(topic, seq);
  by_topic_[topic].push_back(subscriber.session);
  return true;
}

void FeedSubscribers::unsubscribe(Subscriber& subscriber, Topic topic, Time now) {
  if (subscriber.topics.erase(topic) != 0) leave(subscriber, topic, now);
}

void FeedSubscribers::unsubscribe_all(Subscriber& subscriber, Channel channel, Time now) {
  std::erase_if(subscriber.topics, [&](const auto& entry) {
    if (entry.first.channel != channel) return false;
    leave(subscriber, entry.first, now);
    return true;
  });
}

void FeedSubscribers::drop_private(Subscriber& subscriber, Time now) {
  std::erase_if(subscriber.topics, [&](const auto& entry) {
    if (!is_private(entry.first.channel)) return false;
    leave(subscriber, entry.first, now);
    return true;
  });
}

void FeedSubscribers::leave(const Subscriber& subscriber, Topic topic, Time now) {
  const auto found = by_topic_.find(topic);
  if (found == by_topic_.end()) return;
  auto& sessions = found->second;
  const auto at = std::ranges::find(sessions, subscriber.session);
  if (at != sessions.end()) {
    std::swap(*at, sessions.back());
    sessions.pop_back();
  }
  if (!sessions.empty()) return;
  by_topic_.erase(found);
  if (is_on_demand(topic.channel)) left_[topic] = now;
}

const std::vector<http::FeedSessionPtr>& FeedSubscribers::of(Topic topic) const {
  static const std::vector<http::FeedSessionPtr> kNobody;
  const auto found = by_topic_.find(topic);
  return found == by_topic_.end() ? kNobody : found->second;
}

bool FeedSubscribers::watches(Topic topic, Time now) const {
  if (by_topic_.contains(topic)) return true;
  const auto left = left_.find(topic);
  return left != left_.end() && left->second + kStayWatched >= now;
}

std::vector<FeedSubscribers::Ended> FeedSubscribers::follow(const FeedChanges& changes, Time now) {
  std::vector<Ended> ended;
  const bool news = !changes.sessions.empty() || !changes.keys.empty() || !changes.users.empty();
  if (!news && now - swept_at_ < kSweepEvery) return ended;
  swept_at_ = now;
  std::erase_if(left_, [now](const auto& entry) { return entry.second + kStayWatched < now; });
  for (auto& [id, subscriber] : subscribers_) {
    if (!subscriber.signed_in) continue;
    const std::string_view reason = end_of(subscriber, changes, now);
    if (!reason.empty()) ended.push_back({&subscriber, reason});
  }
  return ended;
}

std::string_view FeedSubscribers::end_of(Subscriber& subscriber, const FeedChanges& changes, Time now) {
  Principal& who = subscriber.who;
  for (const Session* session : changes.sessions) {
    if (who.is_key() || session->id != who.session) continue;
    if (session->revoked) return "session_ended";
    subscriber.expires = session->access_expires;
  }
  for (const ApiKey* key : changes.keys) {
    if (who.is_key() && key->id == who.key && key->revoked_at != Time{}) return "key_revoked";
  }
  for (const User* user : changes.users) {
    if (user->account != who.account) continue;
    if (user->disabled) return "user_disabled";
    if (!who.is_key() && user->role != who.role) return "role_changed";
  }
  if (subscriber.expires != Time{} && subscriber.expires <= now) return "session_expired";
  return {};
}

}  // namespace loam
