#pragma once

#include "api/api.hpp"

namespace loam {

/// Answers one call when its command's batch is durable.
class Answering final : public Completion {
 public:
  Answering(Api& api, Call call, Render render, Pointing pointing)
      : api_(api), call_(std::move(call)), render_(std::move(render)), pointing_(std::move(pointing)) {}

  void committed(const Reply& reply) noexcept override;
  void unknown() noexcept override;
  /// The queue was full: nothing has happened.
  void overloaded() noexcept;

 private:
  void tell_again(std::int64_t id);

  Api& api_;
  Call call_;
  Render render_;
  Pointing pointing_;
};

}  // namespace loam
