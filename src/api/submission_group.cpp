#include "api/submission_group.hpp"

#include <utility>

#include "base/check.hpp"

namespace loam {
namespace {

thread_local SubmissionGroup* current = nullptr;

}  // namespace

SubmissionGroup::SubmissionGroup(Pipeline& pipeline) : pipeline_(pipeline) {
  LOAM_CHECK(current == nullptr);
  current = this;
}

SubmissionGroup::~SubmissionGroup() { current = nullptr; }

SubmissionGroup* SubmissionGroup::of_this_thread() { return current; }

void SubmissionGroup::add(Command command, std::unique_ptr<Answering> answering) {
  answering_.push_back(answering.get());
  submissions_.push_back({std::move(command), std::move(answering)});
}

void SubmissionGroup::submit() {
  if (submissions_.empty() || pipeline_.submit(std::move(submissions_))) return;
  for (std::size_t i = 0; i < submissions_.size(); ++i) {
    if (!pipeline_.submit(std::move(submissions_[i]))) answering_[i]->overloaded();
  }
}

}  // namespace loam
