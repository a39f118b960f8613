#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/json/json_reader.hpp"
#include "api/json/json_writer.hpp"
#include "app/demo/demo_bot.hpp"
#include "app/server_place.hpp"
#include "app/verbs.hpp"
#include "base/bytes.hpp"
#include "base/random.hpp"

namespace loam {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr unsigned kThreads = 2;  // bots mostly wait
constexpr std::chrono::minutes kFashionTime{4};
constexpr std::chrono::seconds kPatience{30};  // without an answer the demo ends: its server is gone

std::atomic<bool> stopping = false;

void stop_on(int) { stopping = true; }

/// What the bots of a data directory are called and sign in with, kept so that a restart finds the same players.
struct Troupe {
  std::string name;
  std::string secret;
};

std::string random_hex(std::size_t bytes) {
  SystemRandom random;
  std::vector<std::uint8_t> secret(bytes);
  random.fill(secret);
  return to_hex(secret);
}

std::optional<Troupe> read_troupe(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  JsonReader json(text);
  Troupe troupe{json->text("name", {1, 32}), json->text("secret", {1, 128})};
  return json.finish() ? std::optional(troupe) : std::nullopt;
}

Troupe keep_troupe(const std::filesystem::path& data) {
  const std::filesystem::path file = data / "demo.json";
  if (auto kept = read_troupe(file)) return *kept;
  const Troupe troupe{"demo_" + random_hex(2), random_hex(16)};
  std::string text;
  JsonWriter(text).begin_object().member("name", troupe.name).member("secret", troupe.secret).end_object();
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) {
    if (::write(descriptor, text.data(), text.size()) < 0)
      std::fprintf(stderr, "loam demo: cannot keep the bots' names\n");
    ::close(descriptor);
  }
  return troupe;
}

/// Lets some of the bots live, in turn, until they are told to stop or their server is gone.
void live(const ServerPlace& place, std::vector<DemoBot> bots, std::uint64_t seed) {
  HttpClient http(place.host, place.port);
  std::mt19937_64 random(seed);
  Fashion fashion = next_fashion(random);
  auto fashion_until = SteadyClock::now() + kFashionTime;
  auto answered = SteadyClock::now();
  std::vector<SteadyClock::time_point> due(bots.size(), SteadyClock::now());
  while (!stopping) {
    const auto now = SteadyClock::now();
    if (now >= fashion_until) {
      fashion = next_fashion(random);
      fashion_until = now + kFashionTime;
    }
    for (std::size_t i = 0; i < bots.size() && !stopping; ++i) {
      if (due[i] > now) continue;
      if (bots[i].act(http, fashion)) answered = SteadyClock::now();
      due[i] = SteadyClock::now() + std::chrono::seconds(bots[i].pause());
    }
    if (SteadyClock::now() - answered > kPatience) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

}  // namespace

int demo(const Configuration& configuration, const DemoOptions& options) {
  const auto place = parse_server_url(options.url);
  if (!place) {
    std::fprintf(stderr, "loam: --url takes http://HOST:PORT, not %s\n", options.url.c_str());
    return 2;
  }
  std::signal(SIGINT, stop_on);
  std::signal(SIGTERM, stop_on);
  std::signal(SIGPIPE, SIG_IGN);
  std::error_code error;
  if (std::filesystem::create_directories(configuration.data, error)) {
    std::filesystem::permissions(configuration.data, std::filesystem::perms::owner_all, error);
  }
  const Troupe troupe = keep_troupe(configuration.data);
  std::random_device device;
  const std::uint64_t seed = device();  // the same for all threads: they share one fashion
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < kThreads; ++t) {
    std::vector<DemoBot> bots;
    for (unsigned i = t; i < options.bots; i += kThreads) {
      bots.emplace_back(DemoAccount{troupe.name + "_" + std::to_string(i), troupe.secret}, device());
    }
    threads.emplace_back(live, *place, std::move(bots), seed);
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

}  // namespace loam
