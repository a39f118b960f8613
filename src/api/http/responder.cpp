#include "api/http/responder.hpp"

#include <atomic>

namespace loam::http {
namespace {

class FunctionResponder final : public Responder {
 public:
  explicit FunctionResponder(std::function<void(Response)> answer) : answer_(std::move(answer)) {}
  FunctionResponder(const FunctionResponder&) = delete;
  FunctionResponder& operator=(const FunctionResponder&) = delete;
  ~FunctionResponder() override {
    if (!answered_) answer_with(500);
  }

  bool respond(Response response) override {
    if (answered_.exchange(true)) return false;
    answer_(std::move(response));
    return true;
  }
  bool accept_websocket(FeedCallbacks, FeedOptions) override { return refuse_feed(); }
  bool accept_event_stream(FeedCallbacks, FeedOptions) override { return refuse_feed(); }

 private:
  bool refuse_feed() {
    if (!answered_.exchange(true)) answer_with(426);
    return false;
  }
  void answer_with(int status) {
    Response response;
    response.status = status;
    response.content_type = kNoContent;
    answer_(std::move(response));
  }

  std::function<void(Response)> answer_;
  std::atomic<bool> answered_ = false;
};

}  // namespace

ResponderPtr make_responder(std::function<void(Response)> answer) {
  return std::make_shared<FunctionResponder>(std::move(answer));
}

}  // namespace loam::http
