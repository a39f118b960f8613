#include "app/check/check_patience.hpp"

#include <cstdio>
#include <thread>

namespace loam {

bool CheckPatience::wait(std::chrono::seconds pause, const std::string& reason) {
  {
    const std::lock_guard lock(mutex_);
    if (pause > left_) return false;
    left_ -= pause;
    waited_ += pause;
    if (told_ != reason) {
      std::fprintf(stderr, "loam check: waiting: %s\n", reason.c_str());
      told_ = reason;
    }
  }
  std::this_thread::sleep_for(pause);
  return true;
}

std::chrono::seconds CheckPatience::waited() const {
  const std::lock_guard lock(mutex_);
  return waited_;
}

}  // namespace loam
