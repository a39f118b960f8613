#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "api/http/feed.hpp"
#include "api/http/request.hpp"
#include "api/http/response.hpp"

namespace loam::http {

/// The one answer to one request. The first call decides and returns true; later ones change nothing and return false.
/// All may be called from any thread. Dropped without an answer, the client gets 500.
class Responder {
 public:
  Responder() = default;
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  virtual ~Responder() = default;

  /// After this the Request must not be touched any more.
  virtual bool respond(Response response) = 0;
  /// Makes the connection a WebSocket. Where the request is no upgrade, the client gets 426 and this returns false.
  virtual bool accept_websocket(FeedCallbacks callbacks, FeedOptions options) = 0;
  /// Makes the connection a stream of server-sent events.
  virtual bool accept_event_stream(FeedCallbacks callbacks, FeedOptions options) = 0;
};

using ResponderPtr = std::shared_ptr<Responder>;

/// Decides one request: answers at once or hands the responder on. Runs on an I/O thread and must not block it.
using Handler = std::function<void(Request&, ResponderPtr)>;

/// A responder that gives the answer to a function: for the commands of a batch, and for tests. Refuses feeds with 426.
/// Dropped without an answer it gives 500.
ResponderPtr make_responder(std::function<void(Response)> answer);

}  // namespace loam::http
