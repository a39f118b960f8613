#pragma once

#include <memory>

#include "app/configuration.hpp"
#include "app/rebuilt.hpp"
#include "base/result.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

namespace loam {

/// A server that waits while another writes the world, and takes in meanwhile what the other commits. A schema older
/// than its own it cannot read: then it waits, and reads when it may take the schema up.
class Standby {
 public:
  explicit Standby(const Configuration& configuration);

  /// Whether no other server writes the world any more; takes in what was committed since the last look. A fault is of
  /// the database, and no reason to give up.
  Result<bool, Fault> look();

  /// What was taken in until now.
  std::unique_ptr<Rebuilt> take() && { return std::move(rebuilt_); }

 private:
  Result<void, Fault> follow();

  const Database database_;
  const Settings settings_;
  std::unique_ptr<Reader> reader_;
  std::unique_ptr<Rebuilt> rebuilt_;
};

}  // namespace loam
