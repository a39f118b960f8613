// F-52: limits were keyed by a header that anybody could set. Here a header counts only where a trusted proxy wrote it.

#include "api/client_address.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace loam {
namespace {

TrustedProxies trusted(const std::vector<std::string>& networks) {
  auto parsed = TrustedProxies::parse(networks);
  EXPECT_TRUE(parsed.has_value());
  return std::move(parsed).value();
}

struct Row {
  const char* name;
  std::vector<std::string> proxies;
  const char* peer;
  const char* forwarded_for;
  const char* expected;
};

class ClientAddress : public testing::TestWithParam<Row> {};

TEST_P(ClientAddress, IsTheOneThatATrustedProxyWrote) {
  const Row& row = GetParam();
  EXPECT_EQ(client_address(row.peer, row.forwarded_for, trusted(row.proxies)), row.expected);
}

const std::vector<std::string> kOurs{"10.0.0.0/8", "fd00::/8", "192.0.2.7"};

INSTANTIATE_TEST_SUITE_P(
    Rows, ClientAddress,
    testing::Values(Row{"NobodyIsTrusted", {}, "127.0.0.1", "203.0.113.9", "127.0.0.1"},
                    Row{"ThePeerIsNotTrusted", kOurs, "198.51.100.1", "203.0.113.9", "198.51.100.1"},
                    Row{"OneProxy", kOurs, "10.1.2.3", "203.0.113.9", "203.0.113.9"},
                    Row{"NoHeader", kOurs, "10.1.2.3", "", "10.1.2.3"},
                    Row{"WhatTheClientWroteItself", kOurs, "10.1.2.3", "1.1.1.1, 2.2.2.2,203.0.113.9", "203.0.113.9"},
                    Row{"TheClientClaimsToBeAProxy", kOurs, "10.1.2.3", "10.9.9.9, 203.0.113.9", "203.0.113.9"},
                    Row{"TwoProxies", kOurs, "192.0.2.7", "1.1.1.1, 203.0.113.9, 10.4.4.4", "203.0.113.9"},
                    Row{"OnlyProxies", kOurs, "192.0.2.7", "10.4.4.4, 10.5.5.5", "10.4.4.4"},
                    Row{"NoAddressAtTheEnd", kOurs, "10.1.2.3", "203.0.113.9, unknown", "10.1.2.3"},
                    Row{"NoAddressBehindAProxy", kOurs, "10.1.2.3", "203.0.113.9, <script>, 10.4.4.4", "10.4.4.4"},
                    Row{"NothingBetweenCommas", kOurs, "10.1.2.3", "203.0.113.9,,", "10.1.2.3"},
                    Row{"OneBesideTheNetwork", kOurs, "11.0.0.1", "203.0.113.9", "11.0.0.1"},
                    Row{"OneBesideTheAddress", kOurs, "192.0.2.8", "203.0.113.9", "192.0.2.8"},
                    Row{"WithItsPort", kOurs, "10.1.2.3", "203.0.113.9:4711", "203.0.113.9"},
                    Row{"SixWithItsPort", kOurs, "10.1.2.3", "[2001:db8::1]:4711", "2001:db8::1"},
                    Row{"OpenBracket", kOurs, "10.1.2.3", "[", "10.1.2.3"},
                    Row{"Six", kOurs, "fd12::1", "2001:DB8:0::1", "2001:db8::1"},
                    Row{"FourWithinSix", kOurs, "::ffff:10.1.2.3", "::ffff:203.0.113.9", "203.0.113.9"},
                    Row{"SixIsNotFour", {"0.0.0.0/0"}, "2001:db8::1", "203.0.113.9", "2001:db8::1"},
                    Row{"EveryFour", {"0.0.0.0/0"}, "8.8.8.8", "2001:db8::1", "2001:db8::1"},
                    Row{"BitsWithinAByte", {"172.16.0.0/12"}, "172.31.255.255", "203.0.113.9", "203.0.113.9"},
                    Row{"BitsBesideThem", {"172.16.0.0/12"}, "172.32.0.0", "203.0.113.9", "172.32.0.0"},
                    Row{"PeerWithAScope", kOurs, "fe80::1%eth0", "203.0.113.9", "fe80::1%eth0"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(TrustedProxies, WhatIsNoNetworkIsNamed) {
  for (const std::string text : {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "10.0.0",
                                 "fd00::/129", "::1/", "/8", "10.0.0.1:80", "300.1.1.1"}) {
    const auto parsed = TrustedProxies::parse({"127.0.0.1", text});
    ASSERT_FALSE(parsed.has_value()) << text;
    EXPECT_TRUE(parsed.error().ends_with(", not " + text)) << parsed.error();
  }
}

TEST(CustomerOf, AnAddressIsOneCustomers) {
  EXPECT_NE(customer_of("192.0.2.1"), customer_of("192.0.2.2"));
  EXPECT_EQ(customer_of("2001:db8:1:2::1"), customer_of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
  EXPECT_NE(customer_of("2001:db8:1:2::1"), customer_of("2001:db8:1:3::1"));
  EXPECT_NE(customer_of("::ffff:192.0.2.1"), customer_of("::ffff:192.0.2.2"));
}

}  // namespace
}  // namespace loam
