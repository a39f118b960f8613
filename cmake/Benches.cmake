# Measurements: every folder bench/<name> with .cpp files is a program bench_<name> over all rooms. Target `benches` builds them.

add_custom_target(benches)

file(GLOB bench_sources RELATIVE "${CMAKE_SOURCE_DIR}/bench" CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*/*.cpp")
list(TRANSFORM bench_sources REPLACE "/.*" "" OUTPUT_VARIABLE bench_names)
list(REMOVE_DUPLICATES bench_names)
foreach(name IN LISTS bench_names)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/${name}/*.cpp")
  add_executable(bench_${name} EXCLUDE_FROM_ALL ${sources})
  target_include_directories(bench_${name} PRIVATE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/bench")
  target_link_libraries(bench_${name} PRIVATE ${LOAM_ROOMS} benchmark::benchmark PkgConfig::libpq CLI11::CLI11 fmt::fmt loam_options)
  set_target_properties(bench_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
  add_dependencies(benches bench_${name})
endforeach()
