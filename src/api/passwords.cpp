#include "api/passwords.hpp"

#include <array>
#include <memory>
#include <utility>

#include <crypt.h>
#include <sodium.h>

#include "api/json/conversion.hpp"
#include "base/check.hpp"
#include "identity/password_hash.hpp"

namespace loam {
namespace {

/// libsodium picks its code for this processor once; calling it again is harmless, from any thread.
void ensure_sodium() { LOAM_CHECK(sodium_init() >= 0); }

bool verify_bcrypt(const std::string& hash, const std::string& password) {
  // It would end at a zero byte, and take every password that begins like the right one.
  if (password.find('\0') != std::string::npos) return false;
  const auto room = std::make_unique<crypt_data>();  // 32 kB: too much for a thread's stack to be sure
  const char* computed = crypt_r(password.c_str(), hash.c_str(), room.get());
  const std::string_view found = computed == nullptr ? std::string_view() : computed;
  const bool right = found.size() == hash.size() && sodium_memcmp(found.data(), hash.data(), hash.size()) == 0;
  sodium_memzero(room.get(), sizeof(crypt_data));
  return right;
}

bool is_one_character(std::string_view text) { return text.find_first_not_of(text.front()) == std::string_view::npos; }

}  // namespace

std::string hash_password(std::string_view password) {
  ensure_sodium();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  // It fails only where the system has no memory to give, and then nothing else of ours would run either.
  LOAM_CHECK(crypto_pwhash_str_alg(text.data(), password.data(), password.size(), kPasswordPasses, kPasswordMemoryBytes,
                                   crypto_pwhash_ALG_ARGON2ID13) == 0);
  return text.data();
}

bool verify_password(const std::string& hash, std::string_view password) {
  ensure_sodium();
  if (is_bcrypt_hash(hash)) return verify_bcrypt(hash, std::string(password));
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string renewed_hash(const std::string& hash, std::string_view password) {
  return is_bcrypt_hash(hash) ? hash_password(password) : std::string();
}

bool verify_nothing(std::string_view password) {
  static_cast<void>(hash_password(password));
  return false;
}

std::optional<PasswordProblem> check_password(std::string_view password, std::size_t characters_min,
                                              std::string_view username) {
  if (count_characters(password) < characters_min) {
    return PasswordProblem{"too_short", "A password has at least " + std::to_string(characters_min) + " characters."};
  }
  if (password.size() > kMaxPasswordBytes) {
    return PasswordProblem{"too_long", "A password has at most " + std::to_string(kMaxPasswordBytes) + " bytes."};
  }
  if (!password.empty() && is_one_character(password)) {
    return PasswordProblem{"too_simple", "A password must not be one character again and again."};
  }
  if (!username.empty() && password == username) {
    return PasswordProblem{"too_simple", "A password must not be the username."};
  }
  return std::nullopt;
}

PasswordPool::PasswordPool(std::size_t threads, std::size_t waiting_max) : waiting_max_(waiting_max) {
  ensure_sodium();
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

PasswordPool::~PasswordPool() {
  std::deque<Job> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(queue_);
  }
  wake_.notify_all();
  dropped.clear();
  for (std::thread& thread : threads_) thread.join();
}

bool PasswordPool::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= waiting_max_) return false;
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void PasswordPool::run() {
  while (true) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace loam
