#include "store/migrations.hpp"

#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "embedded/embedded.hpp"

namespace loam {
namespace {

constexpr std::string_view kExtension = ".sql";
constexpr std::string_view kUp = "-- migrate:up";
constexpr std::string_view kDown = "-- migrate:down";
constexpr std::string_view kLoses = "-- loam:loses ";

/// Gives the line and takes it, with its end, from `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return line;
}

/// `-- loam:loses NAME: SELECT count(*) …`
Migration::Loss parse_loss(std::string_view line) {
  line.remove_prefix(kLoses.size());
  const std::size_t colon = line.find(": ");
  LOAM_CHECK(colon != std::string_view::npos);
  return {std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))};
}

Migration parse(std::string_view file, std::string_view content) {
  Migration migration;
  migration.name = file.substr(0, file.size() - kExtension.size());
  migration.version = migration.name.substr(0, migration.name.find('_'));
  migration.checksum = to_hex(sha256(content));

  std::string* part = nullptr;
  while (!content.empty()) {
    const std::string_view line = take_line(content);
    if (line.starts_with(kUp)) {
      part = &migration.up;
    } else if (line.starts_with(kDown)) {
      part = &migration.down;
    } else if (part != nullptr) {
      if (line.starts_with(kLoses)) migration.losses.push_back(parse_loss(line));
      part->append(line).push_back('\n');
    }
  }
  LOAM_CHECK(!migration.up.empty() && !migration.down.empty());
  return migration;
}

std::vector<Migration> parse_all(std::string_view folder) {
  std::vector<Migration> migrations;
  for (const embedded::File& file : embedded::files()) {  // sorted by path, so by version
    if (file.path.starts_with(folder) && file.path.ends_with(kExtension)) {
      migrations.push_back(parse(std::string_view(file.path).substr(folder.size()), file.content));
    }
  }
  LOAM_CHECK(!migrations.empty());
  return migrations;
}

}  // namespace

const std::vector<Migration>& sqlite_migrations() {
  static const std::vector<Migration> migrations = parse_all("migrations/sqlite/");
  return migrations;
}

const std::vector<Migration>& postgres_migrations() {
  static const std::vector<Migration> migrations = parse_all("migrations/postgres/");
  return migrations;
}

}  // namespace loam
