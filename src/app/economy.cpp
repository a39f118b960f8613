#include "app/economy.hpp"

#include <array>
#include <filesystem>
#include <future>
#include <utility>

#include "api/routes.hpp"
#include "app/checkpoint_key.hpp"
#include "app/log.hpp"
#include "app/version.hpp"
#include "base/bytes.hpp"
#include "pipeline/test_clock.hpp"
#include "store/migrations.hpp"
#include "store/open.hpp"

namespace loam {
namespace {

namespace fs = std::filesystem;

ApiConfig api_config(const Configuration& configuration) {
  ApiConfig config;
  config.version = kVersion;
  config.cors_origins = configuration.cors_origins;
  config.trusted_proxies = configuration.trusted_proxies;
  config.gateway_secrets = configuration.gateway_secrets;
  config.sandbox_gateway = configuration.sandbox_gateway;
  config.health_on_api = configuration.operator_listen.empty();
  return config;
}

/// Lets a start wait for its first command.
class Awaited final : public Completion {
 public:
  explicit Awaited(std::promise<bool>& done) : done_(done) {}
  void committed(const Reply& reply) noexcept override { done_.set_value(reply.outcome.has_value()); }
  void unknown() noexcept override { done_.set_value(false); }

 private:
  std::promise<bool>& done_;
};

/// A new world gets its markets and its map before anybody can look at it.
bool begin(Pipeline& pipeline, CommandBody body) {
  std::promise<bool> done;
  auto begun = done.get_future();
  const Command command{std::move(body), {kNoAccount, "start"}, std::nullopt};
  return pipeline.submit(Submission{command, std::make_unique<Awaited>(done)}) && begun.get();
}

/// @param config gets the clock that an operator may move, where it is one
std::unique_ptr<Clock> make_clock(const Configuration& configuration, ApiConfig& config) {
  if (!configuration.test_clock) return std::make_unique<SystemClock>();
  auto clock = std::make_unique<TestClock>(*configuration.test_clock);
  config.test_clock = clock.get();
  return clock;
}

/// Nothing is refused: a world goes on whoever signed what is past. But this server lets no more of it go.
void warn_of_foreign_checkpoint(const std::optional<PublicKey>& signed_by, const PublicKey& ours) {
  if (!signed_by || *signed_by == ours) return;
  log_warning("The world's newest checkpoint is signed by the key " + to_hex(*signed_by) + ", this server's key is " +
              to_hex(ours) + ": no more history is rolled up until it has the file of that key (checkpoint_key).");
}

void add_routes(Api& api) {
  add_market_routes(api);
  add_record_routes(api);
  add_record_proof_routes(api);
  add_batch_route(api);
  add_auth_routes(api);
  add_session_routes(api);
  add_user_routes(api);
  add_payment_routes(api);
  add_admin_routes(api);
  add_docs_routes(api);
  add_pages_routes(api);
}

}  // namespace

Result<void, std::string> make_data_directory(const fs::path& data) {
  std::error_code error;
  const bool made = fs::create_directories(data, error);
  if (error) return Unexpected{"cannot make the data directory " + data.string() + ": " + error.message()};
  if (made) fs::permissions(data, fs::perms::owner_all, error);
  return {};
}

World new_map(const Configuration& configuration, Random& random) {
  std::uint64_t drawn = 0;
  std::array<std::uint8_t, 4> bytes{};  // few enough digits to be told to others
  random.fill(bytes);
  for (const std::uint8_t byte : bytes) drawn = drawn << 8 | byte;
  return {configuration.world_seed.value_or(drawn), configuration.world_width, configuration.world_height, {}};
}

Result<std::unique_ptr<Economy>, std::string> Economy::open(const Configuration& configuration,
                                                            Pipeline::FailureListener on_failure,
                                                            std::unique_ptr<Rebuilt> rebuilt) {
  if (const auto made = make_data_directory(configuration.data); !made) return Unexpected{made.error()};
  SystemRandom random;
  const auto key = make_checkpoint_key(configuration, random);
  if (!key) return Unexpected{key.error()};
  auto store = open_store({database_of(configuration), configuration.migrate, configuration.lease, on_failure, *key});
  if (!store) return Unexpected{store.error().detail};
  // No step is taken under a writer that lives: what is so now stays so.
  const auto schema_step = newest_schema_step(database_of(configuration));
  if (!schema_step) return Unexpected{schema_step.error().detail};

  std::unique_ptr<Economy> world(new Economy());
  world->store_ = std::move(store).value();
  world->rebuilt_ = rebuilt ? std::move(rebuilt) : std::make_unique<Rebuilt>(configuration.economy);
  if (const auto read = world->rebuilt_->read(*world->store_, true); !read) return Unexpected{read.error().detail};
  Engine& engine = world->rebuilt_->engine();
  Observers& observers = world->rebuilt_->observers();
  engine.state().check_invariants();
  warn_of_foreign_checkpoint(world->rebuilt_->signed_by(), (*key)->public_key());

  const bool without_markets = engine.state().ledger.last_seq() == 0;
  world->made_map_ = !engine.state().land.made();
  if (const auto begun = observers.begin(engine.state(), *world->store_); !begun) {
    return Unexpected{begun.error().detail};
  }
  auto on_commit = [&observers](std::shared_ptr<const CommittedBatch> batch) { observers.push(std::move(batch)); };
  ApiConfig api = api_config(configuration);
  world->clock_ = make_clock(configuration, api);
  world->pipeline_ = std::make_unique<Pipeline>(std::move(engine), *world->store_, *world->clock_,
                                                PipelineLimits{configuration.queue_commands, PipelineLimits{}.batch},
                                                std::move(on_commit), std::move(on_failure));
  auto readers = ReaderPool::open(*world->store_, configuration.reader_threads);
  if (!readers) return Unexpected{readers.error().detail};
  world->readers_ = std::move(readers).value();
  world->api_ = std::make_unique<Api>(*world->pipeline_, *world->readers_, world->random_, std::move(api));
  add_routes(*world->api_);
  observers.attach(*world->pipeline_, *world->api_, *schema_step);
  world->pipeline_->start();
  if (without_markets && !begin(*world->pipeline_, SeedMarkets{})) {
    return Unexpected{std::string("cannot make the markets of a new world")};
  }
  if (world->made_map_ && !begin(*world->pipeline_, MakeWorld{new_map(configuration, world->random_)})) {
    return Unexpected{std::string("cannot make the map of a new world")};
  }
  return world;
}

Economy::~Economy() {
  if (pipeline_) pipeline_->drain();
  if (readers_) readers_->end();  // queries use the API
}

}  // namespace loam
