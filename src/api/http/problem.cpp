#include "api/http/problem.hpp"

#include "api/json/json_writer.hpp"

namespace loam::http {
namespace {

void write_errors(JsonWriter& json, const FieldErrors& errors) {
  constexpr std::size_t kErrorsMax =
      100;  // a body of nothing but mistakes must not be answered with ten times its size
  json.key("errors").begin_array();
  for (std::size_t i = 0; i < errors.size() && i < kErrorsMax; ++i) {
    json.begin_object()
        .member("pointer", errors[i].pointer)
        .member("code", errors[i].code)
        .member("detail", errors[i].detail)
        .end_object();
  }
  json.end_array();
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    if (c != prefix[i]) return false;
  }
  return true;
}

}  // namespace

Response problem(const Request& request, const Problem& problem) {
  Response response;
  response.status = problem.status;
  response.content_type = kProblemJson;
  response.body.reserve(320);
  JsonWriter json(response.body);
  json.begin_object()
      .member("type", "/problems/" + std::string(problem.code))
      .member("title", reason_of(problem.status))
      .member("status", problem.status)
      .member("detail", problem.detail)
      .member("instance", request.path())
      .member("code", problem.code)
      .member("request_id", request.id());
  if (problem.errors) write_errors(json, *problem.errors);
  json.end_object();
  return response;
}

Response not_found(const Request& request, std::string_view detail) {
  return problem(request, {404, "not_found", detail, nullptr});
}

Response unprocessable(const Request& request, const FieldErrors& errors) {
  return problem(request,
                 {422, "invalid_request", "The request has fields that cannot be taken; see errors.", &errors});
}

Response try_later(const Request& request, int status, std::string_view code, std::string_view detail,
                   int retry_after_s) {
  return problem(request, {status, code, detail, nullptr}).with("Retry-After", std::to_string(retry_after_s));
}

bool is_json(const Request& request) {
  if (request.body().empty()) return true;
  const std::string_view type = request.header("content-type");
  if (!starts_with_ignoring_case(type, kJson)) return false;
  std::string_view rest = type.substr(kJson.size());
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == ';')) rest.remove_prefix(1);
  if (rest.empty()) return true;
  return starts_with_ignoring_case(rest, "charset=utf-8") || starts_with_ignoring_case(rest, "charset=\"utf-8\"");
}

Response unsupported_media_type(const Request& request) {
  return problem(request, {415, "unsupported_media_type", "The body must be application/json in UTF-8.", nullptr});
}

}  // namespace loam::http
