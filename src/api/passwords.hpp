#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace loam {

// The least that OWASP advises for argon2id with one lane. More memory would let fewer sign-ins run beside each other;
// what an attacker gains from a stolen hash is bounded by the length of the password first.
inline constexpr unsigned long long kPasswordPasses = 2;
inline constexpr std::size_t kPasswordMemoryBytes = std::size_t{19} * 1024 * 1024;
inline constexpr std::size_t kMaxPasswordBytes = 128;  // bounds what a stranger can make the server hash

/// Argon2id in its own text form (`$argon2id$v=19$m=19456,t=2,p=1$…`), with a salt of its own. Takes 20 to 60 ms and
/// kPasswordMemoryBytes: never call it on an I/O thread.
std::string hash_password(std::string_view password);
/// Takes hashes of any parameters, argon2i and argon2id, and bcrypt, which worlds of old come with; false for a text
/// that is none. Costs what the hash says. As bcrypt does, it looks at the first 72 bytes of a password there.
bool verify_password(const std::string& hash, std::string_view password);
/// For a password that was right: its hash as of today, where the user's is one of old; empty where it is good.
std::string renewed_hash(const std::string& hash, std::string_view password);
/// For a user who does not exist: as long as verify_password, and always false.
bool verify_nothing(std::string_view password);

/// Why a password is not taken, in words for people; nullopt where it is.
/// @param characters_min counted in Unicode code points; setting `password_min_length`
struct PasswordProblem {
  std::string_view code;
  std::string detail;
};
std::optional<PasswordProblem> check_password(std::string_view password, std::size_t characters_min,
                                              std::string_view username);

/// A few threads for hashing, with a queue of their own: a crowd that signs in delays sign-ins and nothing else.
class PasswordPool {
 public:
  using Job = std::function<void()>;

  // Two keep up with 40 to 100 sign-ins a second; each takes a processor and its memory while it runs.
  static constexpr std::size_t kThreads = 2;
  // About two seconds of work: a client who would wait longer is told to come back.
  static constexpr std::size_t kMaxWaiting = 128;

  explicit PasswordPool(std::size_t threads = kThreads, std::size_t waiting_max = kMaxWaiting);
  PasswordPool(const PasswordPool&) = delete;
  PasswordPool& operator=(const PasswordPool&) = delete;
  /// Finishes the jobs that run and drops those that wait: their requests are answered 500 by their responders.
  ~PasswordPool();

  /// False where too many wait; then the job is dropped.
  [[nodiscard]] bool submit(Job job);

 private:
  void run();

  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace loam
