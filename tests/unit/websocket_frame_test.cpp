#include "api/http/websocket_frame.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "api/http/outbox.hpp"

namespace loam::http {
namespace {

Payload text(std::string content) { return std::make_shared<const std::string>(std::move(content)); }

// ---- the queue of one subscriber

TEST(Outbox, gives_messages_in_their_order) {
  Outbox outbox({10, 1000});
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(outbox.push({text(std::to_string(i)), 0, 0}));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(*outbox.pop().text, std::to_string(i));
  EXPECT_TRUE(outbox.empty());
}

TEST(Outbox, keeps_only_the_newest_of_one_key_at_the_end) {
  Outbox outbox({3, 1000});
  EXPECT_TRUE(outbox.push({text("a1"), 1, 1}));
  EXPECT_TRUE(outbox.push({text("trade"), 0, 2}));
  EXPECT_TRUE(outbox.push({text("b1"), 2, 3}));
  EXPECT_TRUE(outbox.push({text("a2"), 1, 4}));
  EXPECT_TRUE(outbox.push({text("a3"), 1, 5}));
  EXPECT_EQ(outbox.size(), 3U);
  EXPECT_EQ(*outbox.pop().text, "trade");
  EXPECT_EQ(*outbox.pop().text, "b1");
  EXPECT_EQ(*outbox.pop().text, "a3");
  EXPECT_EQ(outbox.bytes(), 0U);
}

TEST(Outbox, refuses_what_exceeds_its_messages_or_bytes) {
  Outbox by_count({2, 1000});
  EXPECT_TRUE(by_count.push({text("1"), 0, 0}));
  EXPECT_TRUE(by_count.push({text("2"), 0, 0}));
  EXPECT_FALSE(by_count.push({text("3"), 0, 0}));
  (void)by_count.pop();
  EXPECT_TRUE(by_count.push({text("3"), 0, 0}));
  Outbox by_bytes({100, 10});
  EXPECT_TRUE(by_bytes.push({text("12345678"), 7, 0}));
  EXPECT_FALSE(by_bytes.push({text("123"), 0, 0}));
  EXPECT_TRUE(by_bytes.push({text("1234567890"), 7, 0}));
}

// ---- frames

TEST(Frame, survives_the_way_there_and_back) {
  for (const std::size_t size : {0U, 1U, 125U, 126U, 127U, 65'535U, 65'536U}) {
    const std::string payload(size, 'p');
    std::string frame;
    append_masked_frame(frame, Opcode::text, payload, {1, 2, 3, 4});
    FrameHeader header;
    ASSERT_EQ(parse_frame_header(frame, header), FrameParse::complete);
    EXPECT_EQ(header.payload_size, size);
    EXPECT_EQ(header.header_size + size, frame.size());
    std::string back = frame.substr(header.header_size);
    apply_mask(back.data(), back.size(), header.mask);
    EXPECT_EQ(back, payload);
    for (std::size_t cut = 0; cut < header.header_size; ++cut) {
      FrameHeader part;
      EXPECT_EQ(parse_frame_header(std::string_view(frame).substr(0, cut), part), FrameParse::incomplete);
    }
  }
}

TEST(Frame, answers_the_key_of_the_standard) {
  EXPECT_EQ(websocket_accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");  // RFC 6455, section 1.3
}

}  // namespace
}  // namespace loam::http
