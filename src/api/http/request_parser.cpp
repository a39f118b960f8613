#include "api/http/request_parser.hpp"

#include <algorithm>

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

namespace loam::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t kHeadersMax = 100;           // browsers send about 20
constexpr std::size_t kTargetBytesMax = 8 * 1024;  // a cursor with its filters stays far below
constexpr std::size_t kRequestIdBytesMax = 64;

std::string_view view(RequestParser::Text text) { return {text.data(), text.size()}; }

/// An id that may go back into a header and into a log line.
bool is_sane_id(std::string_view id) {
  return !id.empty() && id.size() <= kRequestIdBytesMax && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.';
  });
}

bool is_continue(std::string_view value) { return value.size() == 12 && boost::beast::iequals(value, "100-continue"); }

}  // namespace

RequestParser::RequestParser(Request& request, const ServerConfig& config, MemoryCharge& large)
    : request_(request), config_(config), large_(large) {
  header_limit(static_cast<std::uint32_t>(config.header_bytes_max));
  body_limit(config.body_bytes_max);
  eager(true);
}

void RequestParser::refuse(int status, Ec& ec) {
  refused_with_ = status;
  ec = beast_http::error::bad_target;  // any error stops the parser; refused_with_ says which it is
}

void RequestParser::on_request_impl(beast_http::verb, Text method, Text target, int version, Ec& ec) {
  request_.set_method(http::parse_method(view(method)));
  if (version != 11) return refuse(505, ec);
  if (target.size() > kTargetBytesMax) return refuse(414, ec);
  header_bytes_ = method.size() + target.size() + 12;
  if (view(target) == "*") return refuse(400, ec);
  if (!request_.set_target(view(target))) return refuse(400, ec);
}

void RequestParser::on_field_impl(beast_http::field field, Text name, Text value, Ec& ec) {
  header_bytes_ += name.size() + value.size() + 4;
  if (++header_count_ > kHeadersMax || header_bytes_ > config_.header_bytes_max) return refuse(431, ec);
  if (in_trailer_) return;  // fields after a chunked body could contradict those that were acted on
  if (field == beast_http::field::host) ++hosts_;
  if (field == beast_http::field::expect && is_continue(view(value))) expects_continue_ = true;
  request_.add_header(view(name), view(value));
  if (beast_http::field::unknown == field && boost::beast::iequals(name, "X-Request-Id") && is_sane_id(view(value))) {
    request_.set_id(view(value));
  }
}

void RequestParser::on_header_impl(Ec& ec) {
  in_trailer_ = true;
  if (hosts_ != 1) refuse(400, ec);
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& size, Ec&) {
  // A client that announces much and sends nothing gets no memory for it.
  if (size) request_.mutable_body().reserve(static_cast<std::size_t>(std::min<std::uint64_t>(*size, kSmallBytes)));
}

std::size_t RequestParser::on_body_impl(Text bytes, Ec& ec) {
  if (request_.body().size() + bytes.size() > kSmallBytes && !large_.grow(bytes.size())) {
    refuse(503, ec);
    return 0;
  }
  request_.mutable_body().append(bytes.data(), bytes.size());
  return bytes.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text bytes, Ec& ec) { return on_body_impl(bytes, ec); }

}  // namespace loam::http
