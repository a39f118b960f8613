#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/configuration.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/signature.hpp"

namespace loam {

/// The key that signs this world's checkpoints, out of the file that the configuration names. Only its owner can read
/// that file. Made where it is not there yet.
Result<std::shared_ptr<const SigningKey>, std::string> make_checkpoint_key(const Configuration& configuration,
                                                                           Random& random);

/// Whom this machine believes: the public half of the same file; nullopt where there is none.
std::optional<PublicKey> read_checkpoint_key(const Configuration& configuration);

}  // namespace loam
