#include "app/standby.hpp"

#include <utility>

#include "store/open.hpp"

namespace loam {

Standby::Standby(const Configuration& configuration)
    : database_(database_of(configuration)),
      settings_(configuration.economy),
      rebuilt_(std::make_unique<Rebuilt>(settings_)) {}

Result<bool, Fault> Standby::look() {
  const auto busy = has_writer(database_);
  if (!busy) return Unexpected{busy.error()};
  if (!*busy) return true;
  if (const auto followed = follow(); !followed) return Unexpected{followed.error()};
  return false;
}

Result<void, Fault> Standby::follow() {
  if (reader_ == nullptr) {
    auto reader = open_reader(database_);
    if (!reader) return Unexpected{reader.error()};
    reader_ = std::move(reader).value();
  }
  auto read = rebuilt_->read(*reader_, false);
  if (!read) {
    // Half of it may have been taken in: begin anew.
    reader_.reset();
    rebuilt_ = std::make_unique<Rebuilt>(settings_);
  }
  return read;
}

}  // namespace loam
