#pragma once

#include <string>

namespace loam {

/// JSON lines on standard error. @param level debug, info, warn, error
void start_log(const std::string& level);
void log_info(const std::string& message);
void log_warning(const std::string& message);
void log_error(const std::string& message);

}  // namespace loam
