// The SQL that PostgreSQL gets from us is what distributed engines with its protocol run as well.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/paths.hpp"

namespace loam::test {
namespace {

namespace fs = std::filesystem;

/// Each word means one server, one clock of sequences, or an order that only a single machine keeps.
const std::vector<std::string> kToAvoid{"listen",
                                        "notify",
                                        "pg_advisory_[a-z_]+",
                                        "pg_try_advisory_[a-z_]+",
                                        "deferrable",
                                        "exclude using",
                                        "serial",
                                        "bigserial",
                                        "smallserial",
                                        "as identity",
                                        "nextval",
                                        "create sequence",
                                        "unlogged",
                                        "create extension",
                                        "create rule",
                                        "ctid",
                                        "xmin",
                                        "lock table",
                                        "tablesample",
                                        "inherits",
                                        "create domain",
                                        "with hold",
                                        "create temp[a-z]* table",
                                        "on commit drop",
                                        "vacuum",
                                        "cluster"};

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Without what people read: lines of comment in SQL and C++.
std::string statements_of(const std::string& text) { return std::regex_replace(text, std::regex("(--|//)[^\n]*"), ""); }

std::vector<std::string> found_in(const std::string& text) {
  std::vector<std::string> found;
  const std::string statements = statements_of(text);
  for (const std::string& word : kToAvoid) {
    if (std::regex_search(statements, std::regex("\\b" + word + "\\b", std::regex::icase))) found.push_back(word);
  }
  return found;
}

TEST(PortableSql, WhatPostgreSqlGetsAvoidsWhatASingleServerOnlyHas) {
  std::size_t files = 0;
  for (const std::string folder : {"/migrations/postgres", "/src/store/postgres", "/src/store/sql"}) {
    for (const auto& entry : fs::directory_iterator(source_dir() + folder)) {
      ++files;
      EXPECT_EQ(found_in(read(entry.path())), std::vector<std::string>{}) << entry.path();
    }
  }
  EXPECT_GT(files, 40U);
}

TEST(PortableSql, TheSearchFindsWhatItLooksFor) {
  EXPECT_EQ(found_in("CREATE TABLE t (id BIGSERIAL)"), std::vector<std::string>{"bigserial"});
  EXPECT_EQ(found_in("SELECT pg_advisory_lock(1)"), std::vector<std::string>{"pg_advisory_[a-z_]+"});
  EXPECT_EQ(found_in("id bigint GENERATED ALWAYS AS IDENTITY"), std::vector<std::string>{"as identity"});
  EXPECT_TRUE(found_in("-- no SERIAL here\nSELECT 1").empty());
}

}  // namespace
}  // namespace loam::test
