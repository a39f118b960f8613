// Outcomes as they are stored with their keys: what is written is read, and nothing else is.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/event.hpp"
#include "unit/engine_world.hpp"

namespace loam::testing {
namespace {

struct Stored {
  const char* name;
  Outcome outcome;
  const char* hex;  ///< a promise: these bytes are in databases
};
void PrintTo(const Stored& row, std::ostream* out) { *out << row.name; }

AttentionAnswer attention() {
  AttentionAnswer answer;
  answer.established = true;
  answer.counted_us = {1, 2, 3, 4, 5, 6, 7};
  answer.dropped_us = 8;
  return answer;
}

std::vector<Stored> rows() {
  return {
      {"done", Answer{Done{}}, "01"},
      {"row", Answer{RowAnswer{258}}, "020000000000000102"},
      {"id", Answer{IdAnswer{*parse_uuid("01020304-0506-7708-890a-0b0c0d0e0f10")}},
       "030102030405067708890a0b0c0d0e0f10"},
      {"attention", Answer{attention()},
       "0401"
       "0000000000000001000000000000000200000000000000030000000000000004"
       "0000000000000005000000000000000600000000000000070000000000000008"},
      {"refusal", Unexpected{Refusal{RefusalCode::order_too_large, 10, -1}},
       "0000000006000000000000000affffffffffffffff"},
      {"the_least_numbers", Unexpected{Refusal{RefusalCode::too_many_payments, INT64_MIN, INT64_MAX}},
       "000000006780000000000000007fffffffffffffff"},
  };
}

class StoredOutcome : public ::testing::TestWithParam<Stored> {};

TEST_P(StoredOutcome, ComesBackAsItWas) {
  const std::vector<std::uint8_t> bytes = encode(GetParam().outcome);
  EXPECT_EQ(to_hex(bytes), GetParam().hex);
  const auto back = decode_outcome(bytes);
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->has_value(), GetParam().outcome.has_value());
  if (back->has_value()) {
    EXPECT_TRUE(**back == *GetParam().outcome);
  } else {
    EXPECT_EQ(back->error(), GetParam().outcome.error());
  }
}

TEST_P(StoredOutcome, IsNoneWhereAByteIsMissingOrTooMany) {
  std::vector<std::uint8_t> bytes = encode(GetParam().outcome);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_outcome(std::span(bytes).first(size)).has_value()) << size;
  }
  bytes.push_back(0);
  EXPECT_FALSE(decode_outcome(bytes).has_value());
}

INSTANTIATE_TEST_SUITE_P(Each, StoredOutcome, ::testing::ValuesIn(rows()),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(StoredOutcomes, AnUnknownTagIsNone) {
  for (const int value : {5, 6, 77, 255}) {
    const auto tag = static_cast<std::uint8_t>(value);
    EXPECT_FALSE(decode_outcome(std::vector<std::uint8_t>{tag}).has_value());
    EXPECT_FALSE(decode_outcome(std::vector<std::uint8_t>(100, tag)).has_value());
  }
}

}  // namespace
}  // namespace loam::testing
