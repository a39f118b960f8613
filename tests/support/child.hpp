#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "base/time.hpp"

namespace loam::test {

/// A descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  [[nodiscard]] int get() const { return value_; }
  void reset();

 private:
  int value_;
};

struct ChildInput {
  std::string program;
  std::vector<std::string> arguments;
  /// `NAME=value`, added to ours.
  std::vector<std::string> environment;
  /// Appended to; empty keeps stderr in a pipe.
  std::string error_file;
};

/// A process of ours. Whoever holds it ends it: still running at the end, it is killed by its id.
class Child {
 public:
  explicit Child(const ChildInput& input);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] Descriptor& in() { return in_; }
  [[nodiscard]] Descriptor& out() { return out_; }
  [[nodiscard]] Descriptor& err() { return err_; }

  void signal(int number) const;
  /// The exit code, or 128 and the signal's number; nullopt where it still runs.
  std::optional<int> wait(Duration within);
  [[nodiscard]] bool ended() const { return exit_code_.has_value(); }

 private:
  pid_t pid_ = -1;
  Descriptor in_;
  Descriptor out_;
  Descriptor err_;
  std::optional<int> exit_code_;
};

}  // namespace loam::test
