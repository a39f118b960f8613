#include "app/control.hpp"

#include <array>
#include <fstream>
#include <future>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/client/http_client.hpp"
#include "api/json/json_reader.hpp"
#include "api/json/json_writer.hpp"
#include "app/economy.hpp"
#include "app/private_file.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

namespace fs = std::filesystem;

fs::path control_file(const fs::path& data) { return data / "control.json"; }

/// Asks the running server.
class RemoteClient final : public AdminClient {
 public:
  explicit RemoteClient(const Control& control)
      : http_(control.host, control.port),
        headers_{{"Authorization", "Bearer " + control.token}, {"Content-Type", "application/json"}} {}

  Result<Answer, std::string> request(std::string_view method, std::string_view target,
                                      std::string_view body) override {
    const auto answer = http_.request(method, target, headers_, body);
    if (!answer) return Unexpected{answer.error()};
    return Answer{answer->status, answer->body};
  }

 private:
  HttpClient http_;
  HttpHeaders headers_;
};

/// Opens the world and asks its API, without a socket.
class LocalClient final : public AdminClient {
 public:
  static Result<std::unique_ptr<AdminClient>, std::string> open(const Configuration& configuration) {
    auto world = Economy::open(configuration, [](const Fault&) {});
    if (!world) return Unexpected{world.error()};
    return std::unique_ptr<AdminClient>(new LocalClient(std::move(world).value()));
  }

  Result<Answer, std::string> request(std::string_view method, std::string_view target,
                                      std::string_view body) override {
    auto request = http::Request::make(http::parse_method(method), target, std::string(body));
    if (!request) return Unexpected{"malformed target " + std::string(target)};
    request->add_header("authorization", "Bearer " + token_);
    request->add_header("content-type", "application/json");
    std::promise<Answer> promise;
    auto future = promise.get_future();
    world_->api().handle(*request, http::make_responder([&promise](http::Response response) {
      promise.set_value({response.status, std::move(response.body)});
    }));
    return future.get();
  }

 private:
  explicit LocalClient(std::unique_ptr<Economy> world)
      : world_(std::move(world)), token_(make_control_token(world_->random())) {
    world_->api().admit(token_);
  }

  std::unique_ptr<Economy> world_;
  std::string token_;
};

bool answers(const Control& control) {
  HttpClient http(control.host, control.port, Duration::seconds(2));
  const auto answer = http.get("/api/v1/auth/me", {{"Authorization", "Bearer " + control.token}});
  return answer.has_value() && answer->status != 401;  // another server may have taken the port since
}

}  // namespace

std::string make_control_token(Random& random) {
  std::array<std::uint8_t, 32> secret{};
  random.fill(secret);
  return "loam_ct_" + to_hex(secret);
}

Result<void, std::string> write_control(const fs::path& data, const Control& control) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("host", control.host).member("port", control.port).member("token", control.token);
  json.end_object();
  const fs::path file = control_file(data);
  const fs::path fresh = file.string() + ".new";
  ::unlink(fresh.c_str());
  if (const auto made = make_private_file(fresh, text); !made) return made;
  if (::rename(fresh.c_str(), file.c_str()) != 0) return Unexpected{"cannot write " + file.string()};
  return {};
}

std::optional<Control> read_control(const fs::path& data) {
  std::ifstream file(control_file(data));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (text.empty()) return std::nullopt;
  JsonReader json(text);
  Control control;
  control.host = json->text("host", {1, 255});
  control.port = static_cast<std::uint16_t>(json->integer("port", {1, 65'535}));
  control.token = json->text("token", {1, 255});
  return json.finish() ? std::optional(control) : std::nullopt;
}

void remove_control(const fs::path& data) {
  std::error_code ignored;
  fs::remove(control_file(data), ignored);
}

Result<std::unique_ptr<AdminClient>, std::string> AdminClient::open(const Configuration& configuration) {
  const auto control = read_control(configuration.data);
  if (control && answers(*control)) return std::unique_ptr<AdminClient>(std::make_unique<RemoteClient>(*control));
  return LocalClient::open(configuration);
}

}  // namespace loam
