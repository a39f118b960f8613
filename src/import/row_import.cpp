#include "import/row_import.hpp"

#include <algorithm>
#include <utility>

namespace loam {
namespace {

// Of one command: one look at what is here for each of them.
constexpr std::size_t kRowsPerCommand = 1'000;

/// A page of rows of one table; empty at the end.
Result<ImportRows, Fault> read_page(FormerRows& rows, ImportedTable table) {
  ImportRows page;
  FormerValues values;
  while (page.rows.size() < kRowsPerCommand) {
    const auto more = rows.next(values);
    if (!more) return Unexpected{more.error()};
    if (!*more) break;
    page.rows.push_back({table, std::move(values)});
    values.clear();
  }
  return page;
}

const std::string& id_of(const ImportedRow& row) { return *row.values.front(); }

/// The ids of this page that are here.
Result<std::vector<std::string>, Fault> known_of(const ImportRows& page, ImportTarget& target) {
  const auto before = [](const ImportedRow& a, const ImportedRow& b) { return id_of(a) < id_of(b); };
  const auto [first, last] = std::minmax_element(page.rows.begin(), page.rows.end(), before);
  auto ids = target.imported_ids(page.rows.front().table, id_of(*first), id_of(*last));
  if (ids) std::sort(ids->begin(), ids->end());
  return ids;
}

bool is_of_a_stranger(const ImportedRow& row, const State& state) {
  if (row.table != ImportedTable::users) return false;
  const auto id = parse_uuid(id_of(row));
  return !id || state.identity.user(*id) == nullptr;
}

Result<void, Fault> import_table(const Result<std::unique_ptr<FormerRows>, Fault>& rows, ImportedTable table,
                                 ImportTarget& target, RowsReport& report) {
  if (!rows) return Unexpected{rows.error()};
  for (;;) {
    auto page = read_page(**rows, table);
    if (!page) return Unexpected{page.error()};
    if (page->rows.empty()) return target.commit();
    const auto known = known_of(*page, target);
    if (!known) return Unexpected{known.error()};
    std::erase_if(page->rows, [&](const ImportedRow& row) {
      const bool here = std::binary_search(known->begin(), known->end(), id_of(row));
      report.were_here += here ? 1 : 0;
      return here || is_of_a_stranger(row, target.state());
    });
    if (page->rows.empty()) continue;
    report.came += std::ssize(page->rows);
    if (const auto reply = target.apply(std::move(page).value()); !reply) return Unexpected{reply.error()};
  }
}

}  // namespace

Result<void, Fault> import_rows(FormerSource& source, ImportTarget& target, ImportReport& report) {
  for (std::size_t i = 0; i < kImportedTables; ++i) {
    const auto table = static_cast<ImportedTable>(i);
    if (auto done = import_table(source.rows(table), table, target, report.rows[i]); !done) return done;
  }
  if (source.revision() > 9) return {};
  return import_table(source.biome_transactions(), ImportedTable::transactions, target, report.biome_transactions);
}

}  // namespace loam
