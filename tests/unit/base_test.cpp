// Time, ids and bytes: what everything else stands on.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"

namespace loam {
namespace {

struct TimeRow {
  const char* text;
  std::optional<std::int64_t> ms;
};
void PrintTo(const TimeRow& row, std::ostream* out) { *out << row.text; }

class TimeTable : public ::testing::TestWithParam<TimeRow> {};

TEST_P(TimeTable, IsReadAsWritten) {
  const auto time = parse_rfc3339(GetParam().text);
  ASSERT_EQ(time.has_value(), GetParam().ms.has_value());
  if (!time) return;
  EXPECT_EQ(time->ms, *GetParam().ms);
  EXPECT_EQ(parse_rfc3339(to_rfc3339(*time)), time);
}

INSTANTIATE_TEST_SUITE_P(
    Each, TimeTable,
    ::testing::Values(
        TimeRow{"1970-01-01T00:00:00.000Z", 0}, TimeRow{"1970-01-01T00:00:00Z", 0}, TimeRow{"1970-01-01", 0},
        TimeRow{"2026-01-01T00:00:00.000Z", 1'767'225'600'000}, TimeRow{"2024-02-29T23:59:59.999Z", 1'709'251'199'999},
        TimeRow{"2000-02-29T12:00:00Z", 951'825'600'000}, TimeRow{"2026-01-01t00:00:00z", 1'767'225'600'000},
        TimeRow{"2026-01-01 00:00:00Z", 1'767'225'600'000}, TimeRow{"2026-01-01T06:00:00+06:00", 1'767'225'600'000},
        TimeRow{"2025-12-31T19:30:00-04:30", 1'767'225'600'000}, TimeRow{"2026-01-01T00:00:00.5Z", 1'767'225'600'500},
        TimeRow{"2026-01-01T00:00:00.123456789Z", 1'767'225'600'123},
        TimeRow{"9999-12-31T23:59:59.999Z", 253'402'300'799'999}, TimeRow{"", std::nullopt},
        TimeRow{"now", std::nullopt}, TimeRow{"2026-01-01T00:00:00", std::nullopt}, TimeRow{"2026-02-29", std::nullopt},
        TimeRow{"2023-02-29T00:00:00Z", std::nullopt}, TimeRow{"2026-04-31", std::nullopt},
        TimeRow{"2026-00-01", std::nullopt}, TimeRow{"2026-13-01", std::nullopt}, TimeRow{"2026-01-00", std::nullopt},
        TimeRow{"2026-01-32", std::nullopt}, TimeRow{"1969-12-31", std::nullopt}, TimeRow{"26-01-01", std::nullopt},
        TimeRow{"2026-1-1", std::nullopt}, TimeRow{"2026-01-01T24:00:00Z", std::nullopt},
        TimeRow{"2026-01-01T00:60:00Z", std::nullopt}, TimeRow{"2026-01-01T00:00:60Z", std::nullopt},
        TimeRow{"2026-01-01T00:00:00.Z", std::nullopt}, TimeRow{"2026-01-01T00:00:00+24:00", std::nullopt},
        TimeRow{"2026-01-01T00:00:00+06", std::nullopt}, TimeRow{"2026-01-01T00:00:00Zx", std::nullopt},
        TimeRow{"2026-01-01T00:00:00 Z", std::nullopt}, TimeRow{"+2026-01-01", std::nullopt}));

TEST(Time, EveryDayOfFourHundredYearsComesBack) {
  Time day{0};
  for (int i = 0; i < 146'097; ++i) {
    ASSERT_EQ(parse_rfc3339(to_rfc3339(day)), day) << to_rfc3339(day);
    day = day + Duration::days(1);
  }
  EXPECT_EQ(to_rfc3339(day), "2370-01-01T00:00:00.000Z");
}

TEST(Time, SpansAddUp) {
  EXPECT_EQ(Duration::days(1), Duration::hours(24));
  EXPECT_EQ(Duration::hours(1), Duration::minutes(60));
  EXPECT_EQ(Duration::minutes(1), Duration::seconds(60));
  EXPECT_EQ((Time{1'000} + Duration::seconds(1)) - Time{500}, Duration{1'500});
  EXPECT_EQ(to_rfc3339(Time{-1}), "1969-12-31T23:59:59.999Z");
}

/// Bytes that a test knows.
class KnownRandom final : public Random {
 public:
  explicit KnownRandom(std::uint8_t byte) : byte_(byte) {}
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& each : bytes) each = byte_;
  }

 private:
  std::uint8_t byte_;
};

TEST(Uuid, Version7CarriesItsTimeItsVersionAndItsVariant) {
  KnownRandom ones(0xFF);
  KnownRandom zeros(0);
  const Time at{0x0123456789AB};
  EXPECT_EQ(to_string(make_uuid7(at, ones)), "01234567-89ab-7fff-bfff-ffffffffffff");
  EXPECT_EQ(to_string(make_uuid7(at, zeros)), "01234567-89ab-7000-8000-000000000000");
  EXPECT_EQ(time_of(make_uuid7(at, ones)), at);
}

TEST(Uuid, SortsByItsTime) {
  KnownRandom ones(0xFF);
  KnownRandom zeros(0);
  EXPECT_LT(make_uuid7(Time{1'000}, ones), make_uuid7(Time{1'001}, zeros));
}

TEST(Uuid, ANumberedOneGivesItsNumberBack) {
  for (const std::uint64_t number : {0ULL, 1ULL, 255ULL, 1ULL << 32U, (1ULL << 62U) - 1}) {
    const Uuid id = make_numbered_uuid7(Time{1'767'225'600'000}, number);
    EXPECT_EQ(number_of(id), number);
    EXPECT_EQ(time_of(id), Time{1'767'225'600'000});
    EXPECT_EQ(parse_uuid(to_string(id)), id);
    EXPECT_EQ(to_string(id)[14], '7');
  }
}

TEST(Uuid, IsReadInEitherCaseAndNothingElseIsOne) {
  const auto id = parse_uuid("01234567-89AB-7fff-bfff-ffffffffffff");
  ASSERT_TRUE(id);
  EXPECT_EQ(to_string(*id), "01234567-89ab-7fff-bfff-ffffffffffff");
  EXPECT_TRUE(parse_uuid("00000000-0000-0000-0000-000000000000")->is_nil());
  for (const char* none : {"", "01234567", "0123456789ab7fffbfffffffffffffff", "01234567-89ab-7fff-bfff-fffffffffff",
                           "01234567-89ab-7fff-bfff-fffffffffffff", "01234567-89ab-7fff-bfff-ffffffffffg0",
                           "0123456--89ab-7fff-bfff-ffffffffffff", "{1234567-89ab-7fff-bfff-fffffffffff}",
                           "01234567 89ab 7fff bfff ffffffffffff"}) {
    EXPECT_FALSE(parse_uuid(none)) << none;
  }
}

TEST(SystemRandom, DoesNotRepeatItself) {
  SystemRandom random;
  EXPECT_NE(make_uuid7(Time{1}, random), make_uuid7(Time{1}, random));
}

TEST(Bytes, Sha256OfTheStandardsOwnExamples) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Bytes, HexBothWays) {
  const std::vector<std::uint8_t> bytes{0x00, 0x0f, 0xa5, 0xff};
  EXPECT_EQ(to_hex(bytes), "000fa5ff");
  EXPECT_EQ(from_hex("000FA5ff"), bytes);
  EXPECT_EQ(from_hex(""), std::vector<std::uint8_t>{});
  for (const char* none : {"0", "0g", " 0", "0x00", "00 "}) EXPECT_FALSE(from_hex(none)) << none;
}

TEST(Bytes, WrittenIsRead) {
  ByteWriter out;
  out.u8(7);
  out.u32(0x01020304);
  out.u64(0xFFFFFFFFFFFFFFFF);
  out.i64(-2);
  out.text("héllo");
  out.text("");
  EXPECT_EQ(to_hex(out.bytes()), "0701020304fffffffffffffffffffffffffffffffe0000000668c3a96c6c6f00000000");
  ByteReader in(out.bytes());
  EXPECT_EQ(in.u8(), 7);
  EXPECT_EQ(in.u32(), 0x01020304U);
  EXPECT_EQ(in.u64(), 0xFFFFFFFFFFFFFFFF);
  EXPECT_EQ(in.i64(), -2);
  EXPECT_EQ(in.text(), "héllo");
  EXPECT_EQ(in.text(), "");
  EXPECT_TRUE(in.ok());
  EXPECT_TRUE(in.at_end());
}

TEST(Bytes, AReadPastTheEndGivesZeroAndSaysSo) {
  ByteWriter out;
  out.u32(1'000'000);  // the length of a text that is not there
  out.u8('x');
  ByteReader in(out.bytes());
  EXPECT_EQ(in.text(), "");
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.u64(), 0U);
  EXPECT_EQ(in.u8(), 0U);
  EXPECT_FALSE(in.ok());
  EXPECT_TRUE(in.at_end());
}

TEST(Bytes, ComparedInConstantTimeTheyAreEqualOnlyWhereTheyAre) {
  EXPECT_TRUE(equal_constant_time("", ""));
  EXPECT_TRUE(equal_constant_time("secret", "secret"));
  EXPECT_FALSE(equal_constant_time("secret", "secreT"));
  EXPECT_FALSE(equal_constant_time("secret", "secre"));
  EXPECT_FALSE(equal_constant_time("\x80", std::string_view("\0", 1)));
}

TEST(Result, HoldsAValueOrAReason) {
  const Result<int, std::string> good = 3;
  const Result<int, std::string> bad = Unexpected<std::string>{"why"};
  EXPECT_TRUE(good);
  EXPECT_EQ(*good, 3);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error(), "why");
  const Result<void, std::string> done;
  EXPECT_TRUE(done);
  EXPECT_EQ((Result<void, std::string>(Unexpected<std::string>{"why"}).error()), "why");
}

TEST(ResultDeath, AskingForTheSideThatIsNotThereStopsTheProcess) {
  const Result<int, std::string> bad = Unexpected<std::string>{"why"};
  const Result<int, std::string> good = 3;
  EXPECT_DEATH((void)bad.value(), "check failed");
  EXPECT_DEATH((void)good.error(), "check failed");
}

}  // namespace
}  // namespace loam
