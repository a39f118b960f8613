#pragma once

#include <atomic>
#include <chrono>
#include <exception>

namespace loam::bench {

/// Ctrl-C and its like: thrown up to main, so that everything that was started is ended on the way out.
struct Interrupted : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }
};

/// From now on SIGINT, SIGTERM and SIGHUP only raise a flag, and a closed pipe is an error of its write.
void catch_interrupts();
[[nodiscard]] bool interrupted();
/// Throws Interrupted once the flag is up.
void throw_if_interrupted();
/// Sleeps, and throws Interrupted as soon as the flag is up.
void sleep_for(std::chrono::nanoseconds time);
void sleep_for_seconds(double seconds);

}  // namespace loam::bench
