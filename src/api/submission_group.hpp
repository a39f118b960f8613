#pragma once

#include <memory>
#include <vector>

#include "api/answering.hpp"
#include "pipeline/pipeline.hpp"

namespace loam {

/// While one lives, what its thread submits through the API waits in it, to go to the pipeline together. One by one,
/// the pipeline would wake for the first command of a batch and cut the rest into dozens of commits.
class SubmissionGroup {
 public:
  explicit SubmissionGroup(Pipeline& pipeline);
  SubmissionGroup(const SubmissionGroup&) = delete;
  SubmissionGroup& operator=(const SubmissionGroup&) = delete;
  ~SubmissionGroup();

  /// nullptr where this thread has none.
  static SubmissionGroup* of_this_thread();

  void add(Command command, std::unique_ptr<Answering> answering);
  /// Next to each other and in order. Where the queue has no room for all, those that find none are told so.
  void submit();

 private:
  Pipeline& pipeline_;
  std::vector<Submission> submissions_;
  std::vector<Answering*> answering_;  ///< of each
};

}  // namespace loam
