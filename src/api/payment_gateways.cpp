#include "api/payment_gateways.hpp"

#include <algorithm>

namespace loam {

bool offers_gateway(const ApiConfig& config, std::string_view gateway) {
  if (gateway == kSandboxGateway) return config.sandbox_gateway;
  return webhook_secret(config, gateway) != nullptr;
}

std::vector<std::string> offered_gateways(const ApiConfig& config) {
  std::vector<std::string> names;
  for (const auto& [name, secret] : config.gateway_secrets) {
    if (offers_gateway(config, name)) names.push_back(name);
  }
  if (config.sandbox_gateway && std::find(names.begin(), names.end(), kSandboxGateway) == names.end()) {
    names.emplace_back(kSandboxGateway);
  }
  std::sort(names.begin(), names.end());
  return names;
}

const std::string* webhook_secret(const ApiConfig& config, std::string_view gateway) {
  const auto found = config.gateway_secrets.find(std::string(gateway));
  // An empty key would let anybody sign.
  return found == config.gateway_secrets.end() || found->second.empty() ? nullptr : &found->second;
}

std::string payment_url(std::string_view gateway, const Uuid& reference_id) {
  return gateway == kSandboxGateway ? "/api/v1/payments/sandbox/" + to_string(reference_id) : std::string();
}

}  // namespace loam
