#pragma once

#include <string>

#include "support/postgres.hpp"

namespace loam::test {

/// A world of the former schema in a PostgreSQL database of its own, as software of that time would have left it.
class FormerWorld {
 public:
  struct Options {
    int revision = 10;        ///< 8 to 11
    bool upper_case = false;  ///< labels of biomes as the software's own start made them
    int users = 60;
    int rows = 200;  ///< of each other kind
  };
  explicit FormerWorld(const Options& options);

  [[nodiscard]] const PostgresDatabase& database() const { return database_; }
  [[nodiscard]] const std::string& url() const { return database_.url(); }
  [[nodiscard]] std::string value(const std::string& sql) const { return database_.value(sql); }
  [[nodiscard]] std::vector<std::string> rows(const std::string& sql) const { return database_.rows(sql); }
  /// Throws where the database refuses.
  void must(const std::string& sql) const;

  /// The password of every user whose hash is one.
  static constexpr const char* kPassword = "a long enough password";

 private:
  void make_schema(const Options& options) const;
  void fill(const Options& options) const;
  void fill_with_oddities() const;

  PostgresDatabase database_{true};
};

/// LOAM_LONG: the size that an import has to manage.
FormerWorld::Options at_size(FormerWorld::Options options);

}  // namespace loam::test
