#pragma once

#include <memory>
#include <vector>

#include "engine/event.hpp"
#include "engine/state.hpp"
#include "surveillance/alert.hpp"

namespace loam {

/// Looks for one thing in what is committed. Sees every event once, in order, on one thread. What it remembers begins
/// with the process and has a named bound.
class Detector {
 public:
  Detector() = default;
  Detector(const Detector&) = delete;
  Detector& operator=(const Detector&) = delete;
  virtual ~Detector() = default;

  /// The state before the first event.
  virtual void begin(const State&) {}
  virtual void see(const Event& event, Time at, std::vector<Finding>& found) = 0;
};

/// One of each.
std::vector<std::unique_ptr<Detector>> make_detectors();

}  // namespace loam
