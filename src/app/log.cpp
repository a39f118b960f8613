#include "app/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "api/json/json_writer.hpp"

namespace loam {
namespace {

std::string quoted(const std::string& message) {
  std::string text;
  JsonWriter(text).value(message);
  return text;
}

}  // namespace

void start_log(const std::string& level) {
  auto logger = spdlog::stderr_logger_mt("loam");
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%v})", spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::from_str(level));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void log_info(const std::string& message) { spdlog::info("{}", quoted(message)); }
void log_warning(const std::string& message) { spdlog::warn("{}", quoted(message)); }
void log_error(const std::string& message) { spdlog::error("{}", quoted(message)); }

}  // namespace loam
