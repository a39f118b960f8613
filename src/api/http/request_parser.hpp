#pragma once

#include <cstddef>

#include <boost/beast/http/basic_parser.hpp>

#include "api/http/request.hpp"
#include "api/http/server_core.hpp"

namespace loam::http {

/// Beast's parser, writing straight into a Request: no list of fields of Beast's own in between.
class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  using Ec = boost::beast::error_code;
  using Text = boost::beast::string_view;

  RequestParser(Request& request, const ServerConfig& config, MemoryCharge& large);

  /// Why the parser stopped where Beast has no word for it: the status to answer with; 0 where it did not.
  [[nodiscard]] int refused_with() const { return refused_with_; }
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }

 private:
  void on_request_impl(boost::beast::http::verb verb, Text method, Text target, int version, Ec& ec) override;
  void on_response_impl(int, Text, int, Ec&) override {}
  void on_field_impl(boost::beast::http::field field, Text name, Text value, Ec& ec) override;
  void on_header_impl(Ec& ec) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& size, Ec& ec) override;
  std::size_t on_body_impl(Text bytes, Ec& ec) override;
  void on_chunk_header_impl(std::uint64_t, Text, Ec&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t remain, Text bytes, Ec& ec) override;
  void on_finish_impl(Ec&) override {}

  void refuse(int status, Ec& ec);

  Request& request_;
  const ServerConfig& config_;
  MemoryCharge& large_;
  std::size_t header_bytes_ = 0;
  std::size_t header_count_ = 0;
  std::size_t hosts_ = 0;
  bool in_trailer_ = false;
  bool expects_continue_ = false;
  int refused_with_ = 0;
};

}  // namespace loam::http
