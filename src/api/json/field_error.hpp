#pragma once

#include <string>
#include <vector>

namespace loam {

/// One thing that is wrong with an input. `pointer` is the JSON pointer into the body (`/amount_bdt`), or
/// `/query/<name>` for a query parameter; `code` a stable word (`required`), `detail` a sentence for people.
struct FieldError {
  std::string pointer;
  std::string code;
  std::string detail;
};

using FieldErrors = std::vector<FieldError>;

}  // namespace loam
