#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/json/json_writer.hpp"
#include "api/routes.hpp"
#include "api/submission_group.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxBatch = 1'000;
constexpr std::size_t kMaxPathLength = 512;
constexpr std::size_t kMaxKeyLength = 128;
constexpr std::size_t kBytesAroundAnswer = 100;  // a guess at room for its status and key

constexpr Word<http::Method> kMethodWords[] = {
    {"POST", http::Method::post}, {"PATCH", http::Method::patch}, {"DELETE", http::Method::del}};

struct BatchItem {
  http::Method method{};
  std::string path;
  std::string key;
  std::string user_id;
  std::string body;
};

/// Gathers the answers of a batch and gives them all when the last is there.
class Gathering : public std::enable_shared_from_this<Gathering> {
 public:
  Gathering(Call call, std::vector<http::Request> requests)
      : call_(std::move(call)), places_(requests.size()), left_(requests.size()) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      places_[i].gathering = this;
      places_[i].request = std::move(requests[i]);
    }
  }

  void run(Api& api) {
    SubmissionGroup group(api.pipeline());
    for (Place& place : places_) {
      // Each keeps the whole alive.
      dispatch(api, place.request, http::ResponderPtr(shared_from_this(), &place));
    }
    group.submit();
  }

 private:
  /// One command, and who takes its answer. A feed is no answer here.
  struct Place final : http::Responder {
    bool respond(http::Response response) override {
      if (answered.exchange(true)) return false;
      answer = std::move(response);
      gathering->one_done();
      return true;
    }
    bool accept_websocket(http::FeedCallbacks, http::FeedOptions) override { return refuse_feed(); }
    bool accept_event_stream(http::FeedCallbacks, http::FeedOptions) override { return refuse_feed(); }
    bool refuse_feed() {
      respond(http::problem(request, {422, "not_in_batch", "This operation cannot stand in a batch.", nullptr}));
      return false;
    }

    Gathering* gathering = nullptr;
    http::Request request;
    http::Response answer;
    std::atomic<bool> answered = false;
  };

  static void dispatch(Api& api, http::Request& request, http::ResponderPtr responder) {
    const auto match = api.router().match(request);
    if (match.route == nullptr) return api.router().dispatch(request, std::move(responder));
    if ((match.route->flags & access::batch) != 0) return match.route->handler(request, std::move(responder));
    responder->respond(
        http::problem(request, {422, "not_in_batch", "This operation cannot stand in a batch.", nullptr}));
  }

  void one_done() {
    if (left_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    std::size_t size = 0;
    for (const Place& place : places_) size += place.answer.body.size() + kBytesAroundAnswer;
    std::string body;
    body.reserve(size);
    JsonWriter json(body);
    json.begin_object().key("results").begin_array();
    for (const Place& place : places_) write(json, place.request, place.answer);
    json.end_array().end_object();
    call_.respond(http::Response::json(200, std::move(body)));
  }

  static void write(JsonWriter& json, const http::Request& request, const http::Response& answer) {
    json.begin_object().member("status", answer.status);
    const std::string_view key = request.header("idempotency-key");
    if (!key.empty()) json.member("idempotency_key", key);
    for (const http::Header& header : answer.headers) {
      if (header.name == "Idempotency-Replayed") json.member("replayed", true);
    }
    json.key("body");
    answer.body.empty() ? json.value(nullptr) : json.raw(answer.body);
    json.end_object();
  }

  Call call_;
  std::vector<Place> places_;
  std::atomic<std::size_t> left_;
};

BatchItem read_item(ObjectReader command) {
  BatchItem item;
  item.method = command.word("method", kMethodWords);
  item.path = command.text("path", {1, kMaxPathLength});
  if (!item.path.starts_with("/api/")) item.path.insert(0, "/api/v1");
  item.key = command.optional_text("idempotency_key", {1, kMaxKeyLength}).value_or("");
  const auto user_id = command.optional_uuid("user_id");
  if (user_id) item.user_id = to_string(*user_id);
  const JsonField body = command.field("body");
  if (body.given()) item.body = body.value().to_text();
  static_cast<void>(command.finish());
  return item;
}

/// One command as the request that it stands for: on the same authority as the batch.
std::optional<http::Request> make_request(const http::Request& batch, BatchItem item) {
  auto request = http::Request::make(item.method, item.path, std::move(item.body));
  if (!request) return std::nullopt;
  request->add_header("authorization", batch.header("authorization"));
  request->add_header("content-type", "application/json");
  if (!item.key.empty()) request->add_header("idempotency-key", item.key);
  const std::string_view act_as = item.user_id.empty() ? batch.header("x-act-as") : std::string_view(item.user_id);
  if (!act_as.empty()) request->add_header("x-act-as", act_as);
  request->set_remote_address(batch.remote_address());
  request->set_id(batch.id());
  return request;
}

/// The commands stand in `{"commands": […]}`, or are the whole body.
ArrayReader read_commands(JsonValue root, FieldErrors& errors) {
  if (root.kind() == JsonValue::Kind::array) return {root, "", errors};
  ObjectReader body(root, "", errors);
  ArrayReader commands = body.array("commands", {1, kMaxBatch});
  static_cast<void>(body.finish());
  return commands;
}

std::vector<http::Request> read_batch(const http::Request& batch, JsonValue root, FieldErrors& errors) {
  std::vector<http::Request> requests;
  const ArrayReader commands = read_commands(root, errors);
  if (commands.size() == 0 || commands.size() > kMaxBatch) {
    if (errors.empty()) errors.push_back({"", "out_of_range", "A batch has 1 to 1000 commands."});
    return requests;
  }
  requests.reserve(commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    auto request = make_request(batch, read_item(commands.object(i)));
    if (request) {
      requests.push_back(std::move(*request));
    } else {
      commands.at(i).refuse("malformed_path", "The path is malformed.");
    }
  }
  return requests;
}

void run_batch(Api& api, Call call) {
  FieldErrors errors;
  const auto document = JsonDocument::parse(call.request.body());
  if (!document) {
    errors.push_back({document.error().pointer, document.error().code, document.error().detail});
    return call.respond(http::unprocessable(call.request, errors));
  }
  auto requests = read_batch(call.request, document->root(), errors);
  if (!errors.empty()) return call.respond(http::unprocessable(call.request, errors));
  std::make_shared<Gathering>(std::move(call), std::move(requests))->run(api);
}

}  // namespace

void add_batch_route(Api& api) {
  api.add(http::Method::post, "/api/v1/batch", "run_batch", access::signed_in | access::write, run_batch);
}

}  // namespace loam
