#pragma once

#include <utility>

#include "bench/support/world.hpp"
#include "pipeline/pipeline.hpp"

namespace loam::bench {

/// A pipeline as the server runs it, with nobody listening to its commits.
class RunningWorld {
 public:
  RunningWorld(Engine engine, Store& store)
      : pipeline_(
            std::move(engine), store, clock_, {}, [](const auto&) {},
            [](const Fault& fault) { std::fprintf(stderr, "the store failed: %s\n", fault.detail.c_str()); }) {
    pipeline_.start();
  }

  [[nodiscard]] Pipeline& pipeline() { return pipeline_; }

 private:
  SystemClock clock_;
  Pipeline pipeline_;
};

}  // namespace loam::bench
