#pragma once

#include <string>

namespace loam::test {

/// The root of the source tree, and the program under test. Only paths.cpp is compiled with them, so that a build in
/// another folder compiles nothing else anew.
std::string source_dir();
std::string binary();

}  // namespace loam::test
