#include "app/checkpoint_key.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "app/private_file.hpp"
#include "base/bytes.hpp"

namespace loam {
namespace {

namespace fs = std::filesystem;

using Seed = std::array<std::uint8_t, SigningKey::kSeedBytes>;

fs::path key_file(const Configuration& configuration) {
  return configuration.checkpoint_key.empty() ? configuration.data / "checkpoint.key" : configuration.checkpoint_key;
}

/// The seed in hexadecimal, on one line.
std::optional<Seed> read_seed(const fs::path& file) {
  std::ifstream in(file);
  std::string digits;
  in >> digits;
  const auto bytes = from_hex(digits);
  Seed seed{};
  if (!in || !bytes || bytes->size() != seed.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), seed.begin());
  return seed;
}

}  // namespace

Result<std::shared_ptr<const SigningKey>, std::string> make_checkpoint_key(const Configuration& configuration,
                                                                           Random& random) {
  const fs::path file = key_file(configuration);
  if (!fs::exists(file)) {
    Seed seed{};
    random.fill(seed);
    if (const auto made = make_private_file(file, to_hex(seed) + "\n"); !made) return Unexpected{made.error()};
  }
  const auto seed = read_seed(file);
  if (!seed) return Unexpected{"there is no key of checkpoints in " + file.string() + ": 64 hexadecimal digits"};
  return std::make_shared<const SigningKey>(*seed);
}

std::optional<PublicKey> read_checkpoint_key(const Configuration& configuration) {
  const auto seed = read_seed(key_file(configuration));
  return seed ? std::optional(SigningKey(*seed).public_key()) : std::nullopt;
}

}  // namespace loam
