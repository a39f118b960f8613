#include "store/sql/copy.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "store/sql/rows.hpp"

namespace loam::sql {
namespace {

constexpr std::int64_t kRowsBetweenAnswers = 20'000;

// What a schema brings along, and what is of the database.
constexpr std::array<std::string_view, 6> kNotOfTheWorld{"schema_migrations", "loam_migrations", "biomes",
                                                         "transaction_types", "probe",           "writer_lease"};

/// Those first that others refer to.
std::vector<std::string> tables_of_the_world(const Connection& connection) {
  std::vector<std::string> tables = connection.tables();
  std::erase_if(tables, [](const std::string& table) {
    return std::find(kNotOfTheWorld.begin(), kNotOfTheWorld.end(), table) != kNotOfTheWorld.end();
  });
  const auto users = std::find(tables.begin(), tables.end(), "users");
  if (users != tables.end()) std::rotate(tables.begin(), users, users + 1);
  return tables;
}

std::string listed(const std::vector<Column>& columns, std::string Column::*words) {
  std::string list;
  for (const Column& column : columns) list += (list.empty() ? "" : ", ") + column.*words;
  return list;
}

bool is_plain(const std::vector<Column>& columns) {
  return std::all_of(columns.begin(), columns.end(), [](const Column& column) { return column.kept.empty(); });
}

/// An INSERT that takes each value in its own way.
Statement converting_insert(const Connection& to, const std::string& table, const std::vector<Column>& columns) {
  std::string values;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string value = columns[i].kept.empty() ? "?" : columns[i].kept;
    value.insert(value.find('?') + 1, std::to_string(i + 1));
    values += (values.empty() ? "" : ", ") + value;
  }
  return to.prepare("INSERT INTO " + table + " (" + listed(columns, &Column::name) + ") VALUES (" + values + ")");
}

/// @param text where a text lives until the row has run
void bind_value(Statement& row, int parameter, const Statement& from, Column::Form form, std::string& text) {
  const int column = parameter - 1;
  if (from.is_null(column)) return row.bind_null(parameter);
  switch (form) {
    case Column::Form::integer: return row.bind(parameter, from.integer(column));
    case Column::Form::text: return row.bind(parameter, std::string_view(text = from.text(column)));
    case Column::Form::blob: return row.bind(parameter, from.blob(column));
  }
}

/// One table of both databases.
class TableCopy {
 public:
  /// Before any transaction: what is asked for often is prepared.
  TableCopy(const Connection& from, const Connection& to, const std::string& table)
      : from_(from), to_(to), table_(table), sources_(from.columns(table)), row_(insert_into(to, table)) {
    const auto targets = to.columns(table);
    const auto same = [](const Column& a, const Column& b) { return a.name == b.name; };
    if (!std::equal(sources_.begin(), sources_.end(), targets.begin(), targets.end(), same)) {
      throw Error("the two databases have different columns in " + table);
    }
  }

  void run() {
    // In the order of the key: a table that only grows is read and written from one end to the other.
    Statement rows = from_.stream("SELECT " + listed(sources_, &Column::told) + " FROM " + table_ + " ORDER BY " +
                                  sources_.front().name);
    std::vector<std::string> texts(sources_.size());
    for (std::int64_t copied = 1; rows.step(); ++copied) {
      for (std::size_t i = 0; i < sources_.size(); ++i) {
        bind_value(row_, static_cast<int>(i) + 1, rows, sources_[i].form, texts[i]);
      }
      row_.run();
      if (copied % kRowsBetweenAnswers == 0) send_what_was_gathered();
    }
    send_what_was_gathered();
  }

 private:
  static Statement insert_into(const Connection& to, const std::string& table) {
    const auto columns = to.columns(table);
    return is_plain(columns) ? to.insert(table, listed(columns, &Column::name)) : converting_insert(to, table, columns);
  }

  /// A database that gathers rows sends them before it answers.
  void send_what_was_gathered() const { static_cast<void>(to_.integer("SELECT 1")); }

  const Connection& from_;
  const Connection& to_;
  const std::string table_;
  const std::vector<Column> sources_;
  Statement row_;
};

}  // namespace

bool has_no_world(const Connection& connection) {
  const auto tables = tables_of_the_world(connection);
  return std::none_of(tables.begin(), tables.end(), [&](const std::string& table) {
    return connection.integer("SELECT 1 FROM " + table + " LIMIT 1").has_value();
  });
}

void copy_world(const Connection& from, const Connection& to) {
  std::vector<TableCopy> copies;
  for (const std::string& table : tables_of_the_world(to)) copies.emplace_back(from, to, table);
  DatabaseTransaction moment(from, DatabaseTransaction::Kind::read);
  DatabaseTransaction batch(to, DatabaseTransaction::Kind::batch);
  to.make_room(latest_row_at(from));
  for (TableCopy& copy : copies) copy.run();
  batch.commit();
  moment.commit();
}

}  // namespace loam::sql
