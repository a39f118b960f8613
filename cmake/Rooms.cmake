# Rooms: every folder src/<room> is a static library loam_<room> that sees the rooms below it and nothing else.
# A room that has only headers is an interface library; a folder that does not exist yet is left out.

# Lowest first. tests/unit/levels_test.cpp holds the same table and checks every #include against it.
set(LOAM_LEVELS
  base:0 money:1 ledger:2 identity:3 payments:3 land:3 exchange:3 marketplace:4 engine:5 store:6 surveillance:6 pipeline:7 api:8 import:8 app:9)

set(LOAM_USES_base OpenSSL::Crypto PkgConfig::sodium)
set(LOAM_USES_ledger OpenSSL::Crypto)
set(LOAM_USES_identity PkgConfig::sodium)
set(LOAM_USES_store SQLite::SQLite3 PkgConfig::libpq loam_embedded)
set(LOAM_USES_surveillance PkgConfig::prometheus_core)
set(LOAM_USES_pipeline Threads::Threads)
set(LOAM_USES_api loam_boost PkgConfig::sodium crypt spdlog::spdlog fmt::fmt PkgConfig::prometheus_core loam_embedded)
set(LOAM_USES_app CLI11::CLI11 tomlplusplus::tomlplusplus spdlog::spdlog fmt::fmt)

set(LOAM_ROOMS "")  # targets, lowest first

function(loam_add_room room level)
  set(dir "${CMAKE_SOURCE_DIR}/src/${room}")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${dir}/*.cpp")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${dir}/*.hpp")
  list(REMOVE_ITEM sources "${CMAKE_SOURCE_DIR}/src/app/main.cpp")
  if(NOT sources AND NOT headers)
    return()
  endif()

  set(target loam_${room})
  if(sources)
    add_library(${target} STATIC ${sources} ${headers})
    target_link_libraries(${target} PRIVATE loam_options)
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(${target} ${scope} ${LOAM_USES_${room}})

  foreach(entry IN LISTS LOAM_LEVELS)
    string(REPLACE ":" ";" entry "${entry}")
    list(GET entry 0 lower)
    list(GET entry 1 lower_level)
    if(lower_level LESS level AND TARGET loam_${lower} AND NOT "${room}>${lower}" STREQUAL "marketplace>exchange")
      target_link_libraries(${target} ${scope} loam_${lower})
    endif()
  endforeach()
  set(LOAM_ROOMS ${LOAM_ROOMS} ${target} PARENT_SCOPE)
endfunction()

foreach(entry IN LISTS LOAM_LEVELS)
  string(REPLACE ":" ";" entry "${entry}")
  list(GET entry 0 room)
  list(GET entry 1 level)
  loam_add_room(${room} ${level})
endforeach()
list(REVERSE LOAM_ROOMS)  # highest first, as a linker reads


file(GLOB loam_main CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/app/main.cpp")
if(loam_main)
  add_executable(loam ${loam_main})
  target_link_libraries(loam PRIVATE ${LOAM_ROOMS} ${LOAM_USES_app} loam_embedded loam_options)
  target_include_directories(loam PRIVATE "${CMAKE_SOURCE_DIR}/src")
  target_compile_definitions(loam PRIVATE LOAM_VERSION="${PROJECT_VERSION}")
  set_target_properties(loam PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endif()
