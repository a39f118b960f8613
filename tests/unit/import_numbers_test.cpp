// How numbers, names and openings of a former world become ours.

#include <gtest/gtest.h>

#include "identity/password_hash.hpp"
#include "import/former_numbers.hpp"
#include "import/listing_import.hpp"
#include "import/market_openings.hpp"
#include "import/user_import.hpp"

namespace loam {
namespace {

struct NumberRow {
  const char* text;
  std::optional<RoundedNumber> number;
};

TEST(FormerNumbers, SharesAreRoundedTowardsZeroAndTheRestIsTold) {
  const std::vector<NumberRow> rows{{"0", RoundedNumber{0, 0}},
                                    {"12", RoundedNumber{12'000'000, 0}},
                                    {"12.5", RoundedNumber{12'500'000, 0}},
                                    {"1.2345678901234567", RoundedNumber{1'234'567, 890'123}},
                                    {"0.9999999999999999", RoundedNumber{999'999, 999'999}},
                                    {"-1.2345678", RoundedNumber{-1'234'567, -800'000}},
                                    {"1e-07", RoundedNumber{0, 100'000}},
                                    {"1e-12", RoundedNumber{0, 1}},
                                    {"9e-13", RoundedNumber{0, 0}},
                                    {"1.5e+06", RoundedNumber{1'500'000'000'000, 0}},
                                    {"9223372036854.775807", RoundedNumber{INT64_MAX, 0}},
                                    {"9223372036854.775808", std::nullopt},
                                    {"1e300", std::nullopt},
                                    {"0e300", RoundedNumber{0, 0}},
                                    {"1e99999999999", std::nullopt},
                                    {"NaN", std::nullopt},
                                    {"Infinity", std::nullopt},
                                    {"-Infinity", std::nullopt},
                                    {"", std::nullopt},
                                    {"-", std::nullopt},
                                    {".", std::nullopt},
                                    {"1.2.3", std::nullopt},
                                    {"12 ", std::nullopt},
                                    {"0x10", std::nullopt}};
  for (const NumberRow& row : rows) EXPECT_EQ(parse_rounded(row.text, kShareDecimals), row.number) << row.text;
}

TEST(FormerNumbers, MoneyIsExactOrNone) {
  EXPECT_EQ(parse_bdt("-250"), Money{-25'000});
  EXPECT_EQ(parse_bdt("2147483647"), Money{214'748'364'700});
  EXPECT_EQ(parse_bdt("1.005"), std::nullopt);
  EXPECT_EQ(parse_bdt("NaN"), std::nullopt);
}

TEST(MarketOpenings, CashIsThePriceTimesTheSharesRoundedUp) {
  EXPECT_EQ(MarketOpening::cash_for(Shares::whole(1'000), Price{12'345'678}), Money{1'234'568});
  EXPECT_EQ(MarketOpening::cash_for(Shares{1}, Price{1}), Money{1});
  EXPECT_EQ(MarketOpening::cash_for(Shares{INT64_MAX}, Price{INT64_MAX}), std::nullopt);
}

TEST(MarketOpenings, TheFloatIsWhatUsersLeftOfTheMarketsShares) {
  const Settings settings;
  const auto floats = [&](std::optional<std::int64_t> shares, Shares held) {
    return plan_market({Price{2'000'000}, shares, held}, settings)->opening.shares;
  };
  const Shares first = Shares::whole(settings.value(SettingId::biome_initial_shares));
  EXPECT_EQ(floats(1'000, Shares{250'500'000}), Shares{749'500'000});
  EXPECT_EQ(floats(1'000, Shares::whole(999)), Shares::whole(1));
  EXPECT_EQ(floats(1'000, Shares{999'000'001}), first) << "less than a share is no float";
  EXPECT_EQ(floats(1'000, Shares::whole(5'000)), first);
  EXPECT_EQ(floats(std::nullopt, {}), first);
  EXPECT_EQ(floats(-5, {}), first);
}

TEST(MarketOpenings, APriceThatIsNoneIsThatOfTheSettings) {
  const Settings settings;
  const auto market = plan_market({std::nullopt, 1'000, {}}, settings);
  ASSERT_TRUE(market.has_value());
  const auto first = price_of(settings.money(SettingId::biome_initial_cash_bdt),
                              Shares::whole(settings.value(SettingId::biome_initial_shares)));
  EXPECT_EQ(market->price, first);
  EXPECT_EQ(plan_market({Price{INT64_MAX}, 2'147'483'647, {}}, settings), std::nullopt)
      << "what leaves 64 bits is no market";
}

TEST(MarketOpenings, TheNoteIsReadAsItWasWritten) {
  for (const OpeningNote& note : {OpeningNote{{12'345'678}, {0, 0}}, OpeningNote{{1}, {20, 3'000'000'000}}}) {
    EXPECT_EQ(parse_opening_note(to_string(note)), note) << to_string(note);
  }
  for (const char* other : {"", "import: price ", "import: price 1, moved 2", "import: price x, moved 1 2", "a gift"}) {
    EXPECT_EQ(parse_opening_note(other), std::nullopt) << other;
  }
}

TEST(FormerUsers, WhoComesLaterGetsAnotherName) {
  Identity identity;
  User first;
  first.id = *parse_uuid("00000000-0000-4000-8000-000000000001");
  first.account = kFirstUser;
  first.username = "Rima";
  first.email = "rima@example.com";
  identity.apply(first);

  ImportReport report;
  User second;
  second.id = *parse_uuid("00000000-0000-4000-8000-0000abcdef12");
  second.username = "rima";
  second.email = "RIMA@example.com";
  give_free_names(second, identity, report);
  EXPECT_EQ(second.username, "rima-abcdef12");
  EXPECT_EQ(second.email, "");
  EXPECT_EQ(report.renamed, std::vector<std::string>{"rima -> rima-abcdef12"});

  User third = second;
  third.username = "Mina";
  third.email = "mina@example.com";
  give_free_names(third, identity, report);
  EXPECT_EQ(third.username, "Mina");
  EXPECT_EQ(report.users_renamed, 1);
}

TEST(FormerUsers, ALongNameIsCutBetweenCharacters) {
  Identity identity;
  User first;
  first.id = *parse_uuid("00000000-0000-4000-8000-000000000001");
  first.account = kFirstUser;
  first.username = "aaaaaaaaaaaaaaaaaaaaaa\u09b0\u09bf";  // 22 letters, then three bytes each
  identity.apply(first);
  ImportReport report;
  User second = first;
  second.id = *parse_uuid("00000000-0000-4000-8000-0000abcdef12");
  give_free_names(second, identity, report);
  EXPECT_EQ(second.username, "aaaaaaaaaaaaaaaaaaaaaa-abcdef12");
}

TEST(FormerListings, EachHasAKeyOfItsOwn) {
  EXPECT_EQ(key_of_listing("a"), key_of_listing("a"));
  EXPECT_NE(key_of_listing("a"), key_of_listing("b"));
}

TEST(PasswordHash, KnowsBcryptByItsShape) {
  const std::string sum = "abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
  ASSERT_EQ(sum.size(), 53U);
  for (const char* good : {"$2a$04$", "$2b$12$", "$2y$15$"}) EXPECT_TRUE(is_bcrypt_hash(good + sum)) << good;
  for (const char* bad : {"$2x$12$", "$2b$03$", "$2b$16$", "$2b$1a$", "$1b$12$", "$2b$12."}) {
    EXPECT_FALSE(is_bcrypt_hash(bad + sum)) << bad;
  }
  EXPECT_FALSE(is_bcrypt_hash("$2b$12$" + sum.substr(1)));
  EXPECT_FALSE(is_bcrypt_hash("$2b$12$" + sum.substr(1) + "*"));
  EXPECT_FALSE(is_bcrypt_hash(""));
}

}  // namespace
}  // namespace loam
