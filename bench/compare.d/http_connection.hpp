#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loam::bench {

/// One kept connection of the load generator: sends a request, takes its answer. It shares the machine with what it
/// measures, so it does as little as it can: no copy of an answer that comes in one piece, no header read but two.
class HttpConnection {
 public:
  struct Answer {
    int status = 0;
    std::string_view head;
    std::string_view body;
  };

  /// To this machine; throws std::runtime_error.
  explicit HttpConnection(std::uint16_t port);
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;
  ~HttpConnection();

  [[nodiscard]] int descriptor() const { return socket_; }
  [[nodiscard]] bool waiting() const { return waiting_; }
  [[nodiscard]] std::chrono::steady_clock::time_point asked() const { return asked_; }

  /// The bytes to send next; fill and then send().
  [[nodiscard]] std::string& request() { return request_; }
  /// False where the socket takes no more for now: call `flush` when it does.
  bool send(std::chrono::steady_clock::time_point now);
  bool flush();

  /// Takes what is there. The answer once it is complete, valid until the next call.
  std::optional<Answer> receive();

 private:
  std::optional<Answer> parse();
  void read_head();

  int socket_ = -1;
  std::string request_;
  std::size_t sent_ = 0;
  std::vector<char> received_;
  std::size_t size_ = 0;       // bytes in received_
  std::size_t head_size_ = 0;  // 0 until the head is complete
  std::size_t whole_size_ = 0;
  bool waiting_ = false;
  std::chrono::steady_clock::time_point asked_;
};

}  // namespace loam::bench
