#include "api/http/io_thread.hpp"

#include <charconv>
#include <ctime>
#include <utility>

#include <boost/asio/post.hpp>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/random.hpp"

namespace loam::http {
namespace {

thread_local const IoThread* current_thread = nullptr;

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::array<char, 40> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%d #### %Y %H:%M:%S GMT", &parts);
  std::string date =
      std::string(kDays.at(static_cast<std::size_t>(parts.tm_wday))) + ", " + std::string(text.data(), size);
  // Names by hand: strftime's depend on the locale.
  return date.replace(date.find("####"), 4, kMonths.at(static_cast<std::size_t>(parts.tm_mon)));
}

}  // namespace

IoThread::IoThread() : date_(http_date()) {
  std::array<std::uint8_t, 8> random{};
  SystemRandom().fill(random);
  request_id_ = to_hex(random) + '-';
  request_id_prefix_ = request_id_.size();
}

std::string_view IoThread::next_request_id() {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), ++request_number_).ptr;
  request_id_.resize(request_id_prefix_);
  request_id_.append(digits.data(), end);
  return request_id_;
}

void IoThread::start() {
  asio::post(context_, [this] { tick(); });
  thread_ = std::thread([this] { run(); });
}

void IoThread::run() {
  current_thread = this;
  context_.run();
  current_thread = nullptr;
}

bool IoThread::is_current() const { return current_thread == this; }

void IoThread::mail(std::shared_ptr<Member> member) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    mailbox_.push_back(std::move(member));
    if (drain_scheduled_) return;
    drain_scheduled_ = true;
  }
  asio::post(context_, [this] { drain(); });
}

void IoThread::drain() {
  {
    const std::lock_guard lock(mutex_);
    draining_.swap(mailbox_);
    drain_scheduled_ = false;
  }
  for (const auto& member : draining_) member->on_mail();
  draining_.clear();
}

void IoThread::post(std::function<void()> task) {
  const std::lock_guard lock(mutex_);
  if (!closed_) asio::post(context_, std::move(task));
}

void IoThread::join_roster(std::shared_ptr<Member> member) {
  member->place_ = roster_.size();
  roster_.push_back(std::move(member));
  if (!stopping_) return;
  const auto late = roster_.back();
  finished_ ? late->cut() : late->on_stop();
}

void IoThread::leave_roster(Member& member) {
  const std::size_t place = member.place_;
  LOAM_CHECK(place < roster_.size() && roster_[place].get() == &member);
  const auto kept = std::move(roster_[place]);  // the caller is often the member itself
  if (place + 1 < roster_.size()) {
    roster_[place] = std::move(roster_.back());
    roster_[place]->place_ = place;
  }
  roster_.pop_back();
}

/// Backwards: a member that leaves meanwhile is replaced by the last one, which has had its turn.
template <class Act>
void IoThread::for_each_member(Act act) {
  for (std::size_t i = roster_.size(); i-- > 0;) {
    if (i >= roster_.size()) continue;
    const auto member = roster_[i];
    act(*member);
  }
}

void IoThread::tick() {
  if (finished_) return;
  date_ = http_date();
  const SteadyTime now = steady_now();
  for_each_member([now](Member& member) { member.on_tick(now); });
  timer_.expires_after(kTick);
  timer_.async_wait([this](const boost::system::error_code& ec) {
    if (!ec) tick();
  });
}

void IoThread::begin_stop() {
  post([this] {
    stopping_ = true;
    for_each_member([](Member& member) { member.on_stop(); });
  });
}

void IoThread::finish() {
  if (!thread_.joinable()) return;
  post([this] {
    finished_ = true;
    for_each_member([](Member& member) { member.cut(); });
    timer_.cancel();
    work_.reset();
  });
  {
    // From here nothing new is posted, so that run() comes to its end when the cut sockets' handlers have run.
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  thread_.join();
  const std::lock_guard lock(mutex_);
  mailbox_.clear();
}

}  // namespace loam::http
