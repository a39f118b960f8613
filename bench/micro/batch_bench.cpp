#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "api/tokens.hpp"
#include "app/economy.hpp"
#include "base/check.hpp"
#include "bench/support/orders.hpp"
#include "bench/support/work_dir.hpp"
#include "bench/support/world.hpp"

namespace loam::bench {
namespace {

constexpr int kUsers = 10'000;
constexpr int kOrders = 1'000;

/// A server without its sockets, with players and a game server's key.
class Server {
 public:
  Server() : work_(std::filesystem::temp_directory_path()), world_(open(work_.path())) {
    key_ = make_api_key_secret(world_->random());
    ApiKey key;
    key.id = make_uuid7(SystemClock().now(), world_->random());
    key.name = "bench";
    key.role = Role::service;
    key.scopes = static_cast<std::uint32_t>(Scope::act_as);
    key.secret_hash = key_.hash;
    tell(CreateApiKey{key});
    for (int i = 0; i < kUsers; ++i) {
      User user;
      user.id = make_uuid7(SystemClock().now(), world_->random());
      user.username = fmt::format("player-{}", i);
      ids_.push_back(to_string(user.id));
      submit({RegisterUser{.user = user, .by_operator = true, .session = {}}, {kNoAccount, "bench"}, std::nullopt});
    }
    tell(LogAccess{"bench", "", {}});
  }

  /// Waits for the answer's body.
  std::string ask(const std::string& body) {
    auto request = http::Request::make(http::Method::post, "/api/v1/batch", body);
    request->add_header("authorization", "Bearer " + key_.text);
    request->add_header("content-type", "application/json");
    request->set_remote_address("127.0.0.1");
    request->set_id("018f4e6e-0000-7000-8000-000000000000");
    std::promise<http::Response> answer;
    auto answered = answer.get_future();
    world_->api().handle(*request,
                         http::make_responder([&](http::Response response) { answer.set_value(std::move(response)); }));
    const http::Response response = answered.get();
    LOAM_CHECK(response.status == 200);
    return response.body;
  }

  [[nodiscard]] std::string batch() {
    std::string body = R"({"commands":[)";
    for (int i = 0; i < kOrders; ++i) {
      const Pick pick = picks_.next();
      body += fmt::format(R"({}{{"method":"POST","path":"/api/v1/biome-market/buy","idempotency_key":"{:020}",)"
                          R"("user_id":"{}","body":{{"biome":"{}","amount_bdt":{}}}}})",
                          i == 0 ? "" : ",", keys_++, ids_[static_cast<std::size_t>(pick.user)], to_string(pick.biome),
                          kAmountBdtText);
    }
    return body + "]}";
  }

 private:
  class Told final : public Completion {
   public:
    explicit Told(std::promise<bool>& done) : done_(done) {}
    void committed(const Reply& reply) noexcept override { done_.set_value(reply.outcome.has_value()); }
    void unknown() noexcept override { done_.set_value(false); }

   private:
    std::promise<bool>& done_;
  };

  static std::unique_ptr<Economy> open(const std::filesystem::path& directory) {
    Configuration configuration;
    configuration.data = directory;
    configuration.economy = rich_settings();
    auto world = Economy::open(configuration, [](const Fault& fault) { throw std::runtime_error(fault.detail); });
    if (!world) throw std::runtime_error(world.error());
    return std::move(world).value();
  }
  void submit(Command command) { LOAM_CHECK(world_->pipeline().submit(Submission{std::move(command), nullptr})); }
  void tell(CommandBody body) {
    std::promise<bool> done;
    auto told = done.get_future();
    LOAM_CHECK(world_->pipeline().submit(
        Submission{{std::move(body), {kNoAccount, "bench"}, std::nullopt}, std::make_unique<Told>(done)}));
    LOAM_CHECK(told.get());
  }

  const WorkDir work_;
  std::unique_ptr<Economy> world_;
  Token key_;
  std::vector<std::string> ids_;
  Picks picks_{{0, kUsers}, 1};
  std::uint64_t keys_ = 0;
};

/// POST /batch from its parsed head to its answer's body: everything but HTTP. The processor time of all threads.
void api_batch(benchmark::State& state) {
  Server server;
  std::size_t bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const std::string body = server.batch();
    state.ResumeTiming();
    bytes += server.ask(body).size();
  }
  state.SetItemsProcessed(state.iterations() * kOrders);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(api_batch)->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace loam::bench
