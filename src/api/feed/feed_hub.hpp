#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "api/day_ago_prices.hpp"
#include "api/feed/client_message.hpp"
#include "api/feed/feed_changes.hpp"
#include "api/feed/feed_leaders.hpp"
#include "api/feed/feed_render.hpp"
#include "api/feed/feed_ring.hpp"
#include "api/feed/feed_subscribers.hpp"
#include "api/http/feed.hpp"
#include "pipeline/pipeline.hpp"
#include "surveillance/surveillance.hpp"

namespace loam {

/// Events that wait for the hub, about 500 bytes each. The pipeline never waits for it: beyond this they are lost to
/// the feed (never to the record), and every subscriber is told to read anew.
inline constexpr std::size_t kMaxWaitingEvents = 200'000;
/// Between two rounds of messages. What is committed meanwhile goes into one message a topic, so that a thousand
/// subscribers cost no more than twenty messages a second each, however much is traded; and 50 ms are nothing to an
/// eye.
inline constexpr std::chrono::milliseconds kBetweenRounds{50};
/// Between two messages about prices or attention: whole pictures that replace each other.
inline constexpr Duration kBetweenPictures{250};
/// A picture comes also when nothing moves, so that a page knows how old its own is.
inline constexpr Duration kPictureAtLeast = Duration::seconds(10);
/// What one resume may bring: half of what may wait for a subscriber. Who missed more reads anew.
inline constexpr std::size_t kMaxReplayedMessages = 512;
inline constexpr std::size_t kMaxReplayedBytes = 128 * 1024;

struct FeedStats {
  std::size_t subscribers = 0;
  std::size_t signed_in = 0;
  std::size_t buffered = 0;
  std::uint64_t seq = 0;
  std::uint64_t sent = 0;
  std::uint64_t lost_batches = 0;
};

/// How a connection begins.
struct FeedOpening {
  bool is_stream = false;
  Principal who;
  bool signed_in = false;
  Time expires;
  std::vector<Topic> topics;              ///< of a stream
  std::optional<Box> box;                 ///< of a stream that follows the map
  std::optional<std::uint64_t> from_seq;  ///< of a stream that comes back
};

/// The tiles of the map that a box lies in.
std::vector<Topic> topics_of(const Box& box);

/// What is committed, told to whoever wants to know.
///
/// 1. `push` only queues: the pipeline waits for nobody. A thread of the hub's own shows the batches to surveillance,
///    renders each message once, and hands the same text to all its subscribers.
/// 2. Sequences rise with every message and never fall, also over restarts: they begin with the time of the start in
///    microseconds, which is the epoch.
/// 3. A snapshot is never older than the sequence that stands on it; messages may repeat what a snapshot shows, but
/// never
///    miss a thing after it.
/// 4. `mutex_` guards subscribers, ring and sequence. It is never held while the store or a socket is waited for.
class FeedHub {
 public:
  /// What the hub looks at; all outlive its thread.
  struct Sources {
    const View* view = nullptr;
    const Clock* clock = nullptr;
    /// The day-old prices that are known now.
    std::function<std::optional<DayAgoPrices::Prices>()> day_ago;
  };

  explicit FeedHub(Surveillance& surveillance) : surveillance_(surveillance) {}
  FeedHub(const FeedHub&) = delete;
  FeedHub& operator=(const FeedHub&) = delete;
  ~FeedHub();

  void start(Sources sources);
  /// Tells what was pushed, then ends the thread.
  void stop();

  /// Any thread; returns at once.
  void push(std::shared_ptr<const CommittedBatch> batch);

  /// For one new connection.
  http::FeedCallbacks callbacks(FeedOpening opening);

  [[nodiscard]] FeedStats stats();

 private:
  struct Outgoing {
    Topic topic;
    http::FeedMessage message;
  };
  struct Round;  // what is rendered between two looks at the subscribers

  void run();
  void turn(std::deque<std::shared_ptr<const CommittedBatch>> batches, bool lost);
  void look(const FeedChanges& changes, Round& round);
  void render(const FeedChanges& changes, Round& round);
  void render_pictures(Round& round);
  void render_accounts(const FeedChanges& changes, Round& round);
  // Land and the marketplace (feed_marketplace.cpp).
  void ask_who_is_concerned(const FeedChanges& changes, Round& round);
  void keep_watched(Round& round);
  void look_at_marketplace(const State& state, const FeedChanges& changes, Round& round) const;
  void render_marketplace(Round& round);
  void render_end(Round& round, std::size_t listing);
  void add(Round& round, Topic topic, std::string text, http::ConflationKey key = 0);
  [[nodiscard]] MessageHead next_head(const Round& round) const;
  void tell(const FeedChanges& changes, Round& round, bool lost);
  void end_private(const FeedChanges& changes, Time now);

  // The conversation with one client (feed_conversation.cpp).
  void open(const http::FeedSessionPtr& session, const FeedOpening& opening);
  void hear(const http::FeedSessionPtr& session, std::string_view text);
  void close(const http::FeedSessionPtr& session);
  void answer(Subscriber& subscriber, const ClientMessage& message);
  void sign_in(Subscriber& subscriber, const ClientMessage& message);
  void subscribe_market(Subscriber& subscriber, const ClientMessage& message);
  void subscribe_account(Subscriber& subscriber, std::string_view ref);
  void subscribe_alerts(Subscriber& subscriber, std::string_view ref);
  void subscribe_listing(Subscriber& subscriber, const Uuid& id, std::string_view ref);
  void subscribe_map(Subscriber& subscriber, const Box& box, std::string_view ref);
  void send_listing(Subscriber& subscriber, ListingNo listing, std::string_view ref);
  void refuse_more(Subscriber& subscriber, std::string_view ref);
  void begin_topic(Subscriber& subscriber, Topic topic);
  void unsubscribe(Subscriber& subscriber, const ClientMessage& message);
  void resume(Subscriber& subscriber, std::uint64_t from_seq, std::string_view ref);
  void send(Subscriber& subscriber, std::string text);
  void send_error(Subscriber& subscriber, std::string_view ref, std::string_view code, std::string_view detail);
  [[nodiscard]] MessageHead head(std::string_view ref = {}) const;
  [[nodiscard]] Time now() const { return sources_.clock->now(); }

  Surveillance& surveillance_;
  Sources sources_;

  std::mutex queue_mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<const CommittedBatch>> queue_;
  std::size_t queued_events_ = 0;
  bool lost_ = false;
  bool stopping_ = false;

  std::mutex mutex_;
  FeedSubscribers subscribers_;
  std::optional<FeedRing> ring_;
  std::uint64_t epoch_ = 0;
  std::uint64_t seq_ = 0;
  DayAgoPrices::Prices day_ago_;

  // Of the hub's thread alone.
  FeedLeaders leaders_;
  std::array<bool, kBiomes> markets_due_{};
  bool attention_due_ = false;
  Time pictured_at_;

  std::atomic<std::uint64_t> sent_ = 0;
  std::atomic<std::uint64_t> lost_batches_ = 0;
  std::thread thread_;
};

}  // namespace loam
