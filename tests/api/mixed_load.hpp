#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/client/http_client.hpp"

namespace loam::test {

/// One request of a load, and what came back the first time.
struct LoadStep {
  std::string user_id;
  std::string key;
  std::string target;
  std::string body;
  int status = 0;              ///< 0: no answer came
  std::string transaction_id;  ///< of a 201
  std::string answer;
};

inline constexpr const char* kGatewaySecret = "the gateway's own secret of thirty-two bytes";

/// What one client of the load sends: buys, sells, invalid ones, and now and then the step before once more.
/// Deterministic by seed.
std::vector<LoadStep> make_load(const std::string& user_id, const std::string& name, std::size_t steps,
                                std::uint64_t seed);

/// Sends the step and notes the answer. False where none came.
bool send(HttpClient& http, const HttpHeaders& headers, LoadStep& step);

/// A top-up from start to the gateway's signed webhook; gives the webhook's status, 0 where an answer was missing.
int top_up(HttpClient& http, const HttpHeaders& headers, const std::string& amount_bdt, const std::string& name);

}  // namespace loam::test
