#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "api/http/problem.hpp"
#include "api/json/json_reader.hpp"
#include "api/routes.hpp"

namespace loam {
namespace {

constexpr std::size_t kMaxBatch = 1'000;
constexpr std::size_t kMaxPathLength = 512;
constexpr std::size_t kMaxKeyLength = 128;

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
      : call_(std::move(call)), requests_(std::move(requests)), answers_(requests_.size()), left_(requests_.size()) {}

  void run(Api& api) {
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      auto responder = http::make_responder([self = shared_from_this(), i](http::Response response) {
        self->answers_[i] = std::move(response);
        self->one_done();
      });
      dispatch(api, requests_[i], std::move(responder));
    }
  }

 private:
  static void dispatch(Api& api, http::Request& request, http::ResponderPtr responder) {
    const auto match = api.router().match(request);
    if (match.route != nullptr && (match.route->flags & access::batch) == 0) {
      responder->respond(http::problem(
          request, {422, "not_in_batch", "This operation cannot stand in a batch.", nullptr}));
      return;
    }
    api.router().dispatch(request, std::move(responder));
  }

  void one_done() {
    if (left_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    std::string body;
    JsonWriter json(body);
    json.begin_object().key("results").begin_array();
    for (std::size_t i = 0; i < answers_.size(); ++i) write(json, requests_[i], answers_[i]);
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
  std::vector<http::Request> requests_;
  std::vector<http::Response> answers_;
  std::atomic<std::size_t> left_;
};

BatchItem read_item(ObjectReader command) {
  BatchItem item;
  item.method = command.word("method", kMethodWords);
  item.path = command.text("path", {1, kMaxPathLength});
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

void run_batch(Api& api, Call call) {
  JsonReader body(call.request.body());
  const ArrayReader commands = body->array("commands", {1, kMaxBatch});
  const std::size_t count = std::min(commands.size(), kMaxBatch);
  std::vector<http::Request> requests;
  requests.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    BatchItem item = read_item(commands.object(i));
    auto request = make_request(call.request, std::move(item));
    if (!request) {
      commands.at(i).refuse("malformed_path", "The path is malformed.");
      continue;
    }
    requests.push_back(std::move(*request));
  }
  if (!body.finish()) return call.respond(http::unprocessable(call.request, body.errors()));
  std::make_shared<Gathering>(std::move(call), std::move(requests))->run(api);
}

}  // namespace

void add_batch_route(Api& api) {
  api.add(http::Method::post, "/api/v1/batch", "run_batch", access::signed_in | access::write, run_batch);
}

}  // namespace loam
