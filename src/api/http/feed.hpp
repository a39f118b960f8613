#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace loam::http {

/// Text that any number of sessions send without a copy.
using Payload = std::shared_ptr<const std::string>;

/// Names what a message replaces; 0 replaces nothing.
using ConflationKey = std::uint64_t;
/// A key for a topic (`biome_market_update:forest`). Distinct topics collide with a probability of 2^-64 a pair.
constexpr ConflationKey conflation_key(std::string_view topic) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
  for (const char c : topic) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash == 0 ? 1 : hash;
}

struct FeedMessage {
  /// One line of UTF-8 text: JSON as JsonWriter writes it.
  Payload text;
  /// Not 0: takes the place of a message with the same key that still waits in the queue, at the queue's end.
  ConflationKey key = 0;
  /// Not 0: an event stream sends it as the event's id, which a browser names when it comes back.
  std::uint64_t seq = 0;
};

/// What may wait for one subscriber. Beyond either the session is closed: a reader that hopeless must not cost others.
struct FeedLimits {
  std::size_t messages = 1024;
  std::size_t bytes = 256 * 1024;
};

/// Close codes of RFC 6455 that are used here.
enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported = 1003,
  abnormal = 1006,
  bad_text = 1007,
  policy = 1008,
  too_big = 1009,
  internal_error = 1011,
  try_again_later = 1013,
};

/// One subscriber's connection: a WebSocket or an event stream. Every function may be called from any thread.
class FeedSession {
 public:
  FeedSession() = default;
  FeedSession(const FeedSession&) = delete;
  FeedSession& operator=(const FeedSession&) = delete;
  virtual ~FeedSession() = default;

  /// Queues the message and returns at once. False where the session is closed or has just been closed because its
  /// queue is full (code 1013, "subscriber too slow").
  virtual bool send(FeedMessage message) = 0;
  /// Sends what is queued, then closes. `reason` at most 123 bytes. An event stream has no code to send: it just ends.
  virtual void close(CloseCode code, std::string_view reason) = 0;

  [[nodiscard]] virtual std::uint64_t id() const = 0;
  [[nodiscard]] virtual std::string_view remote_address() const = 0;
};

using FeedSessionPtr = std::shared_ptr<FeedSession>;

/// Called on the feed thread, one at a time for each session, and must not block it. `on_open` comes first and once;
/// `on_close` last and once, whoever closed. Messages of an event stream's client do not exist.
struct FeedCallbacks {
  std::function<void(const FeedSessionPtr&)> on_open;
  std::function<void(const FeedSessionPtr&, std::string_view text)> on_message;
  std::function<void(const FeedSessionPtr&, CloseCode code, std::string_view reason)> on_close;
};

struct FeedOptions {
  FeedLimits limits;
  /// WebSocket only: the subprotocol to answer with (`bearer`); empty answers none.
  std::string subprotocol;
};

}  // namespace loam::http
