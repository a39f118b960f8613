#include "api/http/request.hpp"

#include <algorithm>
#include <utility>

#include "api/http/percent.hpp"

namespace loam::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// `lowered` is in lower case already.
bool equals_ignoring_case(std::string_view lowered, std::string_view any) {
  return lowered.size() == any.size() &&
         std::equal(lowered.begin(), lowered.end(), any.begin(), [](char l, char a) { return l == lower(a); });
}

/// A proxy's form of a target (`http://host/path`) is the same as its path alone.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t path = target.find('/', scheme.size());
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
  }
  return target;
}

bool decode_query(std::string_view query, std::vector<Request::Pair>& pairs) {
  constexpr std::size_t kParametersMax = 64;  // the longest list of filters has fewer than 20
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view piece = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (piece.empty()) continue;
    if (pairs.size() == kParametersMax) return false;
    const std::size_t equals = std::min(piece.find('='), piece.size());
    auto name = percent_decode(piece.substr(0, equals), PercentPart::query);
    auto value = percent_decode(piece.substr(std::min(equals + 1, piece.size())), PercentPart::query);
    if (!name || !value) return false;
    pairs.push_back({std::move(*name), std::move(*value)});
  }
  return true;
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::del: return "DELETE";
    case Method::options: return "OPTIONS";
    case Method::other: return "OTHER";
  }
  return "OTHER";
}

Method parse_method(std::string_view text) {
  for (const Method method :
       {Method::get, Method::post, Method::head, Method::put, Method::patch, Method::del, Method::options}) {
    if (text == to_string(method)) return method;
  }
  return Method::other;
}

std::optional<Request> Request::make(Method method, std::string_view target, std::string body) {
  Request request;
  request.set_method(method);
  if (!request.set_target(target)) return std::nullopt;
  request.body_ = std::move(body);
  constexpr std::size_t kUsualHeaders = 4;  // of a command in a batch
  constexpr std::size_t kUsualHeaderBytes = 256;
  request.headers_.reserve(kUsualHeaders);
  request.header_text_.reserve(kUsualHeaderBytes);
  request.started_ = std::chrono::steady_clock::now();
  return request;
}

std::optional<std::string_view> Request::query(std::string_view name) const {
  for (const Pair& pair : query_) {
    if (pair.name == name) return pair.value.empty() ? std::nullopt : std::optional<std::string_view>(pair.value);
  }
  return std::nullopt;
}

std::string_view Request::path_parameter(std::string_view name) const {
  for (const PathParameter& parameter : path_parameters_) {
    if (parameter.name == name) return std::string_view(path_).substr(parameter.begin, parameter.size);
  }
  return {};
}

const Request::HeaderPlace* Request::find_header(std::string_view name) const {
  const std::string_view text = header_text_;
  for (const HeaderPlace& place : headers_) {
    if (equals_ignoring_case(text.substr(place.name, place.name_size), name)) return &place;
  }
  return nullptr;
}

std::string_view Request::header(std::string_view name) const {
  const HeaderPlace* place = find_header(name);
  return place ? std::string_view(header_text_).substr(place->value, place->value_size) : std::string_view();
}

bool Request::has_header(std::string_view name) const { return find_header(name) != nullptr; }

void Request::clear() {
  constexpr std::size_t kKeptBodyBytes = 16 * 1024;  // one large body must not pin its memory to an idle connection
  method_ = Method::other;
  target_.clear();
  path_.clear();
  query_.clear();
  path_parameters_.clear();
  route_ = nullptr;
  header_text_.clear();
  headers_.clear();
  if (body_.capacity() > kKeptBodyBytes) body_ = std::string();
  body_.clear();
  id_.clear();
}

bool Request::set_target(std::string_view target) {
  target = without_authority(target);
  target_ = target;
  query_.clear();
  path_parameters_.clear();
  const std::size_t end = std::min(target.find('?'), target.size());
  const std::string_view path = target.substr(0, end);
  if (!path.starts_with('/')) return false;
  if (path.find('%') == std::string_view::npos && is_plain_path(path)) {
    path_ = path;
  } else {
    auto decoded = percent_decode(path, PercentPart::path);
    if (!decoded) return false;
    path_ = std::move(*decoded);
  }
  return decode_query(target.substr(std::min(end + 1, target.size())), query_);
}

void Request::add_header(std::string_view name, std::string_view value) {
  std::string joined;
  std::erase_if(headers_, [&](const HeaderPlace& place) {
    if (!equals_ignoring_case(std::string_view(header_text_).substr(place.name, place.name_size), name)) return false;
    joined = header_text_.substr(place.value, place.value_size) + ", ";
    return true;
  });
  HeaderPlace place{};
  place.name = static_cast<std::uint32_t>(header_text_.size());
  place.name_size = static_cast<std::uint32_t>(name.size());
  for (const char c : name) header_text_.push_back(lower(c));
  place.value = static_cast<std::uint32_t>(header_text_.size());
  place.value_size = static_cast<std::uint32_t>(joined.size() + value.size());
  header_text_ += joined;
  header_text_ += value;
  headers_.push_back(place);
}

}  // namespace loam::http
