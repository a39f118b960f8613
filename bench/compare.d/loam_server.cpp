#include "bench/compare.d/loam_server.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "api/client/http_client.hpp"
#include "bench/support/interrupt.hpp"
#include "bench/support/world.hpp"

namespace loam::bench {
namespace {

constexpr std::chrono::seconds kStartPatience{300};  // a full record is replayed

constexpr std::pair<const char*, const char*> kSettings[] = {
    {"api_requests_per_minute", "1000000000"},   {"biome_trades_per_minute", "1000000000"},
    {"signup_grant_bdt", kGrantBdtText},         {"biome_initial_cash_bdt", kMarketCashBdtText},
    {"biome_initial_shares", kMarketSharesText},
};

std::filesystem::path log_of(const WorldPlace& place) { return place.data.string() + ".log"; }

/// `loam VERB… --data DIRECTORY`, and the database where that is not a file there.
std::vector<std::string> command_on(const std::filesystem::path& binary, const std::vector<std::string>& verbs,
                                    const WorldPlace& place) {
  std::vector<std::string> command{binary.string()};
  command.insert(command.end(), verbs.begin(), verbs.end());
  command.insert(command.end(), {"--data", place.data.string()});
  if (place.database.is_postgres()) command.insert(command.end(), {"--set", "database=" + place.database.url});
  return command;
}

/// The text between `"name":"` and the next quote, from `from` on; moves `from` behind it. Empty at the end.
std::string_view next_text(std::string_view json, std::string_view name, std::size_t& from) {
  const std::string start = fmt::format(R"("{}":")", name);
  const std::size_t at = json.find(start, from);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + start.size();
  const std::size_t end = json.find('"', begin);
  from = end;
  return json.substr(begin, end - begin);
}

std::string players_body(int first, int count) {
  std::string body = R"({"commands":[)";
  for (int i = first; i < first + count; ++i) {
    if (i > first) body += ',';
    body += fmt::format(R"({{"method":"POST","path":"/api/v1/admin/users","idempotency_key":"player-{}",)"
                        R"("body":{{"username":"player-{}"}}}})",
                        i, i);
  }
  return body + "]}";
}

}  // namespace

LoamServer::LoamServer(const std::filesystem::path& binary, const WorldPlace& place) : log_(log_of(place)) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::string> command = command_on(binary, {"serve"}, place);
  command.insert(command.end(), {"--listen", "127.0.0.1:0"});
  for (const auto& [name, value] : kSettings) {
    command.emplace_back("--set");
    command.push_back(fmt::format("{}={}", name, value));
  }
  server_ = std::make_unique<Child>(ChildOptions{.command = std::move(command), .log = log_, .read_output = true});
  while (auto line = server_->read_line(kStartPatience)) {
    const std::size_t at = line->find("listening on ");
    const std::size_t colon = line->rfind(':');
    if (at == std::string::npos || colon == std::string::npos) continue;
    std::from_chars(line->data() + colon + 1, line->data() + line->size(), port_);
    break;
  }
  if (port_ == 0) throw std::runtime_error("the server did not come up:\n" + tail_of(log_));
  start_time_ = std::chrono::steady_clock::now() - start;
}

void LoamServer::stop() {
  if (const int code = server_->end(); code != 0) {
    throw std::runtime_error(fmt::format("the server ended with exit code {}:\n{}", code, tail_of(log_)));
  }
}

std::string create_api_key(const std::filesystem::path& binary, const WorldPlace& place) {
  std::vector<std::string> command = command_on(binary, {"api-key", "create"}, place);
  command.insert(command.end(), {"--name", "bench", "--role", "service", "--scopes", "act_as,users"});
  const std::string out = run_to_end(command, log_of(place));
  std::size_t from = 0;
  const std::string secret(next_text(out, "secret", from));
  if (secret.empty()) throw std::runtime_error("no secret in: " + out);
  return secret;
}

HttpPlayers create_players(std::uint16_t port, std::string api_key, int users) {
  constexpr int kAtOnce = 1'000;
  HttpPlayers players{std::move(api_key), {}};
  HttpClient client("127.0.0.1", port, Duration::seconds(60));
  for (int first = 0; first < users; first += kAtOnce) {
    throw_if_interrupted();
    const std::string body = players_body(first, std::min(kAtOnce, users - first));
    const auto answer = client.post("/api/v1/batch", body, {{"Authorization", "Bearer " + players.api_key}});
    if (!answer) throw std::runtime_error(answer.error());
    std::size_t from = 0;
    for (auto id = next_text(answer->body, "user_id", from); !id.empty();
         id = next_text(answer->body, "user_id", from)) {
      players.ids.emplace_back(id);
    }
    if (players.ids.size() != static_cast<std::size_t>(std::min(first + kAtOnce, users))) {
      throw std::runtime_error("players were not made: " + answer->body.substr(0, 2000));
    }
  }
  return players;
}

void verify_record(const std::filesystem::path& binary, const WorldPlace& place) {
  run_to_end(command_on(binary, {"verify"}, place), log_of(place));
}

}  // namespace loam::bench
