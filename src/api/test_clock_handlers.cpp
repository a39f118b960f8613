#include <atomic>
#include <memory>
#include <utility>

#include "api/admin_routes.hpp"
#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/json/json_writer.hpp"

namespace loam {
namespace {

/// Whether a clock is being moved: one request at a time.
using Busy = std::shared_ptr<std::atomic<bool>>;

/// Moves the clock from one end of a listing to the next, so that each ends at its own moment, and then to its target.
/// Goes on with each command that is through; no thread waits for it.
class Journey : public std::enable_shared_from_this<Journey> {
 public:
  Journey(Api& api, Call call, Time target, Busy busy)
      : api_(api), call_(std::move(call)), target_(target), busy_(std::move(busy)) {}
  Journey(const Journey&) = delete;
  Journey& operator=(const Journey&) = delete;
  ~Journey() { free(); }

  void go_on() {
    if (arrived_) return answer();
    const auto end = api_.view().read([](const State& state) { return state.marketplace.next_end(); });
    arrived_ = !end || *end > target_;
    api_.config().test_clock->advance_to(arrived_ ? target_ : *end);
    submit(arrived_ ? CommandBody{CloseCycle{}} : CommandBody{EndListings{}});
  }

 private:
  class Step final : public Completion {
   public:
    explicit Step(std::shared_ptr<Journey> journey) : journey_(std::move(journey)) {}
    void committed(const Reply&) noexcept override { journey_->go_on(); }
    void unknown() noexcept override { journey_->give_up("outcome_unknown", "The outcome is unknown: ask again."); }

   private:
    std::shared_ptr<Journey> journey_;
  };

  void submit(CommandBody body) {
    Submission submission{{std::move(body), call_.who.actor(), std::nullopt},
                          std::make_unique<Step>(shared_from_this())};
    if (api_.pipeline().submit(std::move(submission))) return;
    give_up("overloaded", "The server has more to do than it can take: ask again.");
  }

  void give_up(std::string_view code, std::string_view detail) {
    free();
    call_.respond(http::try_later(call_.request, 503, code, detail, 1));
  }

  /// Once, and before the answer: whoever hears it may move the clock again.
  void free() {
    if (!std::exchange(free_, true)) busy_->store(false);
  }

  void answer() {
    free();
    std::string text;
    JsonWriter json(text);
    json.begin_object().member("now", api_.now()).end_object();
    call_.respond(http::Response::json(200, std::move(text)));
  }

  Api& api_;
  Call call_;
  const Time target_;
  Busy busy_;
  bool arrived_ = false;
  bool free_ = false;
};

void move_clock(Api& api, Call call, const Busy& busy) {
  if (api.config().test_clock == nullptr) {
    return call.respond(http::not_found(call.request, "This server's clock is the machine's."));
  }
  JsonReader body(call.request.body());
  const auto target = body->field("now").time();
  if (target && *target < api.now()) {
    body->refuse("now", "out_of_range", "Time goes forward; it is " + to_rfc3339(api.now()) + " now.");
  }
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  if (busy->exchange(true)) {
    return call.respond(
        http::problem(call.request, {409, "test_clock_busy", "The clock is being moved already.", nullptr}));
  }
  std::make_shared<Journey>(api, std::move(call), *target, busy)->go_on();
}

}  // namespace

void add_test_clock_route(Api& api) {
  const auto busy = std::make_shared<std::atomic<bool>>(false);
  api.add(http::Method::post, "/api/v1/admin/test-clock", "move_test_clock",
          access::operators | access::write | access::no_key,
          [busy](Api& self, Call call) { move_clock(self, std::move(call), busy); });
}

}  // namespace loam
