#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/configuration.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

namespace loam {

/// Where a running server answers, and the word that lets the command line in. Stands in a file beside the database
/// that only its owner can read; whoever can read it can read the database too.
struct Control {
  std::string host;
  std::uint16_t port = 0;
  std::string token;
};
std::string make_control_token(Random& random);
Result<void, std::string> write_control(const std::filesystem::path& data, const Control& control);
std::optional<Control> read_control(const std::filesystem::path& data);
void remove_control(const std::filesystem::path& data);

/// The operator's side of the API for the command line: of the server that runs on this data, or of the world itself
/// while none runs. One set of rules either way.
class AdminClient {
 public:
  struct Answer {
    int status = 0;
    std::string body;
  };

  AdminClient() = default;
  AdminClient(const AdminClient&) = delete;
  AdminClient& operator=(const AdminClient&) = delete;
  virtual ~AdminClient() = default;

  virtual Result<Answer, std::string> request(std::string_view method, std::string_view target,
                                              std::string_view body) = 0;

  static Result<std::unique_ptr<AdminClient>, std::string> open(const Configuration& configuration);
};

}  // namespace loam
