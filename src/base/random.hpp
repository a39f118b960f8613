#pragma once

#include <cstdint>
#include <span>

namespace loam {

/// Where unpredictable bytes come from. Handed in, so that a simulation can decide them.
class Random {
 public:
  Random() = default;
  Random(const Random&) = delete;
  Random& operator=(const Random&) = delete;
  virtual ~Random() = default;

  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// The operating system's generator, fit for secrets. Safe from any thread.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace loam
