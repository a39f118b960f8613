#pragma once

#include <stdexcept>
#include <utility>

#include "store/store.hpp"

namespace loam::test {

/// The value, or a failed test that says what the fault was.
template <class T>
T good(Result<T, Fault> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(result).value();
}
inline void good(const Result<void, Fault>& result) {
  if (!result) throw std::runtime_error(result.error().detail);
}

}  // namespace loam::test
