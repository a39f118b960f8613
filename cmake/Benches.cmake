# Measurements: every folder bench/<name> with .cpp files is a program bench_<name> over all rooms. Target `benches` builds them.
# bench/<name>.d is the same: its bench/<name> is then a script that runs it. bench/support is the library they share.

add_custom_target(benches)

set(LOAM_BENCH_LIBRARIES ${LOAM_ROOMS} benchmark::benchmark PkgConfig::libpq SQLite::SQLite3 CLI11::CLI11 fmt::fmt loam_options)

file(GLOB bench_support CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/support/*.cpp")
# Included as "bench/…": with bench/ itself as a path for headers, its script `compare` would be the standard's <compare>.
add_library(loam_bench_support STATIC EXCLUDE_FROM_ALL ${bench_support})
target_include_directories(loam_bench_support PUBLIC "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}")
target_link_libraries(loam_bench_support PRIVATE ${LOAM_BENCH_LIBRARIES})

file(GLOB bench_sources RELATIVE "${CMAKE_SOURCE_DIR}/bench" CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*/*.cpp")
list(TRANSFORM bench_sources REPLACE "/.*" "" OUTPUT_VARIABLE bench_folders)
list(REMOVE_DUPLICATES bench_folders)
list(REMOVE_ITEM bench_folders support)
foreach(folder IN LISTS bench_folders)
  string(REGEX REPLACE "\\.d$" "" name "${folder}")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/${folder}/*.cpp")
  add_executable(bench_${name} EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(bench_${name} PRIVATE loam_bench_support ${LOAM_BENCH_LIBRARIES})
  set_target_properties(bench_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
  add_dependencies(benches bench_${name})
endforeach()
