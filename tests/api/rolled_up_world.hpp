#pragma once

#include <string>

#include "support/caller.hpp"

namespace loam::test {

/// A world on a test's clock: two hours of the first of January in which somebody looked at forest, and half an hour of
/// the sixth.
struct RolledUpWorld {
  ServerProcess server;
  Caller root;
  Caller player;

  RolledUpWorld();

  /// Has all cycles but those of the last day let go, by the setting.
  void roll_up();

 private:
  /// At that moment, until a cycle has counted it.
  void look_at_forest(const std::string& when);
  void go_to(const std::string& when);
  [[nodiscard]] std::string proven(const std::string& member) {
    return root.get("/api/v1/admin/invariants").at(member);
  }
};

}  // namespace loam::test
