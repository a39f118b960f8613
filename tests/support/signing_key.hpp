#pragma once

#include <memory>

#include "base/signature.hpp"

namespace loam::test {

/// Of checkpoints; the same in every test.
std::shared_ptr<const SigningKey> signing_key();

}  // namespace loam::test
