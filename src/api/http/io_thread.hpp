#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/http/server_core.hpp"

namespace loam::http {

namespace asio = boost::asio;
using SteadyTime = std::chrono::steady_clock::time_point;
using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

inline SteadyTime steady_now() { return std::chrono::steady_clock::now(); }
inline std::chrono::milliseconds to_chrono(Duration d) { return std::chrono::milliseconds(d.ms); }

/// One socket's owner on an I/O thread. All but IoThread::mail happens on that thread.
class Member {
 public:
  Member() = default;
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;
  virtual ~Member() = default;

  /// Somebody called IoThread::mail for this member, once or several times since the last call.
  virtual void on_mail() = 0;
  /// Comes twice a second: the place to notice that time has run out.
  virtual void on_tick(SteadyTime now) = 0;
  /// The server stops: end as soon as what is in flight is done.
  virtual void on_stop() = 0;
  /// End now.
  virtual void cut() = 0;

 private:
  friend class IoThread;
  std::size_t place_ = 0;  // in the roster of its thread
};

/// A thread that runs an io_context, with what the members share: a read buffer, the date, one timer for all deadlines,
/// and a mailbox.
///
/// The mailbox is why a commit of hundreds of commands costs one wake-up: completions come from the pipeline in a
/// burst, each one appends a pointer, and only the first of a burst schedules the drain.
class IoThread : public std::enable_shared_from_this<IoThread> {
 public:
  /// Bytes taken from one socket at a time.
  static constexpr std::size_t kReadBytes = 64 * 1024;
  static constexpr std::chrono::milliseconds kTick{500};

  IoThread();
  ~IoThread() = default;
  IoThread(const IoThread&) = delete;
  IoThread& operator=(const IoThread&) = delete;

  void start();
  /// Any thread: calls `member->on_mail()` soon on this thread. Dropped after the end.
  void mail(std::shared_ptr<Member> member);
  /// Any thread: runs the task soon on this thread; for what happens seldom.
  void post(std::function<void()> task);
  [[nodiscard]] bool is_current() const;

  void join_roster(std::shared_ptr<Member> member);
  void leave_roster(Member& member);

  asio::io_context& context() { return context_; }
  std::array<char, kReadBytes>& read_buffer() { return read_buffer_; }
  /// The Date header's value, at most half a second old.
  [[nodiscard]] std::string_view date() const { return date_; }
  /// Bytes for one moment's use, kept to spare allocations.
  std::string& scratch() { return scratch_; }
  /// An id that no other request of this or another process has; valid until the next call.
  std::string_view next_request_id();
  [[nodiscard]] bool stopping() const { return stopping_; }

  /// Any thread. on_stop() to all members, and to those that come later.
  void begin_stop();
  /// Any thread. Cuts every member, refuses further mail, runs to the last handler, and joins.
  void finish();

 private:
  void run();
  void drain();
  void tick();
  template <class Act>
  void for_each_member(Act act);

  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
  asio::steady_timer timer_{context_};
  std::thread thread_;
  std::array<char, kReadBytes> read_buffer_{};
  std::string scratch_;
  std::string date_;
  std::string request_id_;
  std::size_t request_id_prefix_ = 0;
  std::uint64_t request_number_ = 0;
  bool stopping_ = false;
  bool finished_ = false;
  std::vector<std::shared_ptr<Member>> roster_;

  std::mutex mutex_;
  std::vector<std::shared_ptr<Member>> mailbox_;
  bool drain_scheduled_ = false;
  bool closed_ = false;
  std::vector<std::shared_ptr<Member>> draining_;  // swapped with the mailbox, so that both keep their capacity
};

}  // namespace loam::http
