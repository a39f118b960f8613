#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "api/json/json_writer.hpp"
#include "base/time.hpp"

namespace loam {

/// What a message begins with.
struct MessageHead {
  std::uint64_t seq = 0;
  Time at;
  std::string_view ref{};  ///< of the client's message that this answers
};

/// One JSON object: the head, then what `write(json)` adds to it.
template <class Write>
std::string feed_message(std::string_view type, const MessageHead& head, Write write) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("type", type).member("seq", head.seq).member("at", head.at);
  if (!head.ref.empty()) json.member("ref", head.ref);
  write(json);
  json.end_object();
  return text;
}

}  // namespace loam
