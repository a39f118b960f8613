# Test suites: every folder tests/<suite> with .cpp files is a GoogleTest program <suite>_tests over all rooms.
# tests/support is the library they share. `./test` runs the programs and adds up what they report.

set(LOAM_TEST_LIBRARIES ${LOAM_ROOMS} loam_embedded GTest::gmock GTest::gtest rapidcheck PkgConfig::libpq SQLite::SQLite3 Threads::Threads loam_options)

file(GLOB_RECURSE support CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/support/*.cpp")
if(support)
  add_library(loam_test_support STATIC EXCLUDE_FROM_ALL ${support})
  target_include_directories(loam_test_support PUBLIC "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/tests")
  # The paths go to one file, not to all: the others are found in the compiler cache by a build in another folder.
  set_source_files_properties("${CMAKE_SOURCE_DIR}/tests/support/paths.cpp" PROPERTIES COMPILE_DEFINITIONS
    "LOAM_SOURCE_DIR=\"${CMAKE_SOURCE_DIR}\";LOAM_BINARY=\"${CMAKE_BINARY_DIR}/loam\"")
  target_link_libraries(loam_test_support PRIVATE ${LOAM_TEST_LIBRARIES})
endif()

add_custom_target(suites)  # builds every suite

file(GLOB suite_sources RELATIVE "${CMAKE_SOURCE_DIR}/tests" CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/*/*.cpp")
list(TRANSFORM suite_sources REPLACE "/.*" "" OUTPUT_VARIABLE suite_names)
list(REMOVE_DUPLICATES suite_names)
list(REMOVE_ITEM suite_names support)
foreach(suite IN LISTS suite_names)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${suite}/*.cpp")
  add_executable(${suite}_tests EXCLUDE_FROM_ALL ${sources})
  target_include_directories(${suite}_tests PRIVATE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/tests")
  target_link_libraries(${suite}_tests PRIVATE $<TARGET_NAME_IF_EXISTS:loam_test_support> GTest::gtest_main ${LOAM_TEST_LIBRARIES})
  set_target_properties(${suite}_tests PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  if(TARGET loam AND NOT suite MATCHES "^(unit|property|sim)$")
    add_dependencies(${suite}_tests loam)  # these suites may drive the real process
  endif()
  add_dependencies(suites ${suite}_tests)
endforeach()
