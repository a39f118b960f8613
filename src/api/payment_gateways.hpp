#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/api.hpp"

namespace loam {

/// The gateway whose page stands in this server, for trials: whoever knows a reference approves it himself.
inline constexpr std::string_view kSandboxGateway = "sandbox";

/// Whether top-ups may be begun through it.
bool offers_gateway(const ApiConfig& config, std::string_view gateway);
/// In order of their names.
std::vector<std::string> offered_gateways(const ApiConfig& config);
/// The key of its webhook's signature; nullptr where it has none, and so no webhook.
const std::string* webhook_secret(const ApiConfig& config, std::string_view gateway);
/// Where the player goes to pay; empty for gateways whose page is made elsewhere.
std::string payment_url(std::string_view gateway, const Uuid& reference_id);

// The parts of add_payment_routes.
void add_webhook_route(Api& api);   // payment_webhook.cpp
void add_sandbox_routes(Api& api);  // payment_sandbox.cpp

}  // namespace loam
