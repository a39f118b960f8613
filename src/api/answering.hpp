#pragma once

#include "api/api.hpp"

namespace loam {

/// Answers one call when its command's batch is durable.
class Answering final : public Completion {
 public:
  /// @param refused none: refusal_response
  Answering(Api& api, Call call, Render render, RenderRefusal refused)
      : api_(api), call_(std::move(call)), render_(std::move(render)), refused_(std::move(refused)) {}

  void committed(const Reply& reply) noexcept override;
  void unknown() noexcept override;
  /// The queue was full: nothing has happened.
  void overloaded() noexcept;

 private:
  void tell_again(std::int64_t id);

  Api& api_;
  Call call_;
  Render render_;
  RenderRefusal refused_;
};

}  // namespace loam
