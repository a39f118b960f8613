#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/feed/feed_changes.hpp"
#include "api/feed/feed_topic.hpp"
#include "api/http/feed.hpp"
#include "api/principal.hpp"

namespace loam {

/// Topics of one connection: a page needs six, a wall of screens fewer than this.
inline constexpr std::size_t kMaxTopics = 32;
/// Listings of one connection, beside those: whoever watches more looks at lists.
inline constexpr std::size_t kMaxListingTopics = 50;
/// Tiles that one piece of the map lies in: 256 cells reach into five of 64.
inline constexpr std::size_t kMaxMapTopics = 25;
/// Messages that a client may send at once, and a second in the long run. A page sends one when something is opened.
inline constexpr std::int64_t kClientMessagesBurst = 60;
inline constexpr std::int64_t kClientMessagesPerSecond = 10;
/// How long the messages of an account, a listing or a tile are still rendered for a client that comes back: longer
/// than the ring reaches.
inline constexpr Duration kStayWatched = Duration::seconds(90);
inline constexpr Duration kSweepEvery = Duration::seconds(1);  // for tokens that expire

/// One connection and what it wants to know.
struct Subscriber {
  http::FeedSessionPtr session;
  bool is_stream = false;  ///< server-sent events: nothing can be asked later, so it ends when it may not go on
  Principal who;
  bool signed_in = false;
  Time expires;                           ///< of the access token; zero: a key, which does not expire
  std::map<Topic, std::uint64_t> topics;  ///< and the sequence at which each began
  std::int64_t spent = 0;                 ///< thousandths of messages that are not refilled yet
  Time spent_at;

  [[nodiscard]] bool has(Topic topic) const { return topics.contains(topic); }
  /// Whether one more message of this client is taken now.
  bool take_message(Time now);
};

/// All connections, by what they want to know. Not for several threads at once.
class FeedSubscribers {
 public:
  Subscriber& add(http::FeedSessionPtr session);
  void remove(std::uint64_t session, Time now);
  [[nodiscard]] Subscriber* find(std::uint64_t session);

  /// False where the connection has too many topics of the kind already.
  bool subscribe(Subscriber& subscriber, Topic topic, std::uint64_t seq);
  void unsubscribe(Subscriber& subscriber, Topic topic, Time now);
  /// Ends all topics of a channel.
  void unsubscribe_all(Subscriber& subscriber, Channel channel, Time now);
  /// Ends what only the signed-in may see.
  void drop_private(Subscriber& subscriber, Time now);

  [[nodiscard]] const std::vector<http::FeedSessionPtr>& of(Topic topic) const;
  /// Whether somebody follows this account, listing or tile, or did a moment ago.
  [[nodiscard]] bool watches(Topic topic, Time now) const;

  /// Who may not go on as before, with the reason: sessions ended, tokens expired, keys revoked, users disabled or
  /// changed.
  struct Ended {
    Subscriber* subscriber = nullptr;
    std::string_view reason;
  };
  std::vector<Ended> follow(const FeedChanges& changes, Time now);

  template <class Look>
  void each(Look look) {
    for (auto& [id, subscriber] : subscribers_) look(subscriber);
  }
  [[nodiscard]] std::size_t size() const { return subscribers_.size(); }

 private:
  /// Why this one may not go on; empty where he may.
  std::string_view end_of(Subscriber& subscriber, const FeedChanges& changes, Time now);
  void leave(const Subscriber& subscriber, Topic topic, Time now);

  std::unordered_map<std::uint64_t, Subscriber> subscribers_;
  std::unordered_map<Topic, std::vector<http::FeedSessionPtr>, TopicHash> by_topic_;
  /// What nobody follows any more, and since when. Each client may leave ten a second, so this has a bound.
  std::map<Topic, Time> left_;
  Time swept_at_;
};

}  // namespace loam
