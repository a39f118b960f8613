// Passwords: what is stored of them, what is taken, and the threads that hash.

#include "api/passwords.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <sodium.h>

namespace loam {
namespace {

using SteadyClock = std::chrono::steady_clock;

TEST(Passwords, are_stored_as_argon2id_with_the_stated_parameters_and_a_salt_of_their_own) {
  const std::string hash = hash_password("correct horse battery");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_NE(hash, hash_password("correct horse battery"));
  EXPECT_TRUE(verify_password(hash, "correct horse battery"));
  EXPECT_FALSE(verify_password(hash, "correct horse batterz"));
  EXPECT_FALSE(verify_password(hash, ""));
}

TEST(Passwords, hashes_of_other_parameters_are_verified_too) {
  ASSERT_GE(sodium_init(), 0);
  const std::string password = "an older world's password";
  for (const int algorithm : {crypto_pwhash_ALG_ARGON2ID13, crypto_pwhash_ALG_ARGON2I13}) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    ASSERT_EQ(crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), 4, std::size_t{8} * 1024 * 1024,
                                    algorithm),
              0);
    EXPECT_TRUE(verify_password(hash.data(), password));
    EXPECT_FALSE(verify_password(hash.data(), password + "!"));
  }
}

// The sums are those that bcrypt's authors publish to check an implementation by.
TEST(Passwords, bcrypt_of_worlds_of_old_is_verified_and_asks_to_be_renewed) {
  struct Row {
    const char* salt_and_sum;
    const char* password;
  };
  for (const Row& row : {Row{"05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"},
                         Row{"05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK", "U*U*"},
                         Row{"05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a", "U*U*U"}}) {
    for (const std::string kind : {"$2a$", "$2b$", "$2y$"}) {
      const std::string hash = kind + row.salt_and_sum;
      EXPECT_TRUE(verify_password(hash, row.password)) << hash;
      EXPECT_FALSE(verify_password(hash, std::string(row.password) + "!")) << hash;
      EXPECT_FALSE(verify_password(hash, std::string(row.password) + '\0' + "x")) << "a zero byte ends nothing";
      EXPECT_TRUE(verify_password(renewed_hash(hash, row.password), row.password));
    }
  }
  EXPECT_EQ(renewed_hash(hash_password("U*U"), "U*U"), "") << "what is of today stays";
}

TEST(Passwords, a_text_that_is_no_hash_verifies_nothing) {
  for (const std::string& hash :
       {std::string(), std::string("plain"), std::string("$2b$12$abcdefghijklmnopqrstuv"), std::string(500, '$')}) {
    EXPECT_FALSE(verify_password(hash, "plain")) << hash;
    EXPECT_FALSE(verify_password(hash, "")) << hash;
  }
}

double fastest_of_five(const std::function<void()>& work) {
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto start = SteadyClock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(SteadyClock::now() - start).count());
  }
  return best;
}

TEST(Passwords, nobody_costs_as_much_as_somebody) {
  const std::string hash = hash_password("correct horse battery");
  const double somebody = fastest_of_five([&] { static_cast<void>(verify_password(hash, "wrong horse battery")); });
  const double nobody = fastest_of_five([] { EXPECT_FALSE(verify_nothing("wrong horse battery")); });
  EXPECT_GT(nobody, somebody * 0.5);
  EXPECT_LT(nobody, somebody * 2.0);
}

TEST(Passwords, the_policy_as_a_table) {
  struct Row {
    const char* name;
    std::string password;
    std::string_view code;  // empty: taken
  };
  const Row rows[] = {
      {"long enough", "twelve chars", ""},
      {"one too short", "eleven char", "too_short"},
      {"characters count, not bytes", "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", "too_short"},
      {"the longest", std::string(60, 'a') + std::string(68, 'b'), ""},
      {"longer than is hashed", std::string(60, 'a') + std::string(69, 'b'), "too_long"},
      {"one character again and again", std::string(20, 'x'), "too_simple"},
      {"the username", "alexandra.the.great", "too_simple"},
  };
  for (const Row& row : rows) {
    const auto problem = check_password(row.password, 12, "alexandra.the.great");
    EXPECT_EQ(problem ? problem->code : std::string_view(), row.code) << row.name;
  }
}

TEST(PasswordPool, runs_jobs_on_threads_of_its_own) {
  PasswordPool pool(1);
  std::promise<std::thread::id> ran;
  ASSERT_TRUE(pool.submit([&ran] { ran.set_value(std::this_thread::get_id()); }));
  EXPECT_NE(ran.get_future().get(), std::this_thread::get_id());
}

TEST(PasswordPool, refuses_what_its_queue_cannot_hold_and_takes_again_when_there_is_room) {
  PasswordPool pool(1, 2);
  std::promise<void> gate;
  std::shared_future<void> open(gate.get_future());
  std::promise<void> started;
  ASSERT_TRUE(pool.submit([&started, open] {
    started.set_value();
    open.wait();
  }));
  started.get_future().wait();
  ASSERT_TRUE(pool.submit([] {}));
  std::promise<void> last;
  ASSERT_TRUE(pool.submit([&last] { last.set_value(); }));
  EXPECT_FALSE(pool.submit([] { FAIL() << "a refused job must not run"; }));
  gate.set_value();
  last.get_future().wait();
  EXPECT_TRUE(pool.submit([] {}));
}

/// Opens when its last owner lets go of it.
struct Gate {
  explicit Gate(std::promise<void>& opened) : opened_(opened) {}
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate() { opened_.set_value(); }

 private:
  std::promise<void>& opened_;
};

TEST(PasswordPool, drops_what_waits_when_it_ends) {
  std::atomic<int> ran = 0;
  std::promise<void> opened;
  std::future<void> open = opened.get_future();
  {
    PasswordPool pool(1);
    std::promise<void> started;
    ASSERT_TRUE(pool.submit([&] {
      started.set_value();
      open.wait();  // until the queue is dropped
      ++ran;
    }));
    started.get_future().wait();
    auto gate = std::make_shared<Gate>(opened);
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(pool.submit([&ran, gate] { ++ran; }));
    gate.reset();
  }
  EXPECT_EQ(ran, 1);
}

}  // namespace
}  // namespace loam
