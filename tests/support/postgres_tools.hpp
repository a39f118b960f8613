#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loam::test {

/// Where the programs of the newest installed PostgreSQL are. Throws std::runtime_error where none is.
std::filesystem::path postgres_programs();

/// Arguments of /usr/bin/setpriv before those of a program, with which it runs as PostgreSQL's own user where we are
/// root: PostgreSQL refuses to run as that.
std::vector<std::string> as_postgres_user();
/// Gives a directory to that user, where there is need. Throws std::runtime_error where that cannot be done.
void hand_to_postgres_user(const std::string& directory);

/// Runs SQL in a session of its own. Every row, its values as text with `|` between; `wrong` gets what the server, or
/// the connection to it, said against it.
std::vector<std::string> ask_postgres(const std::string& url, const std::string& sql, std::string& wrong);

}  // namespace loam::test
