# How our code is compiled. `loam_options` carries the warnings: link it PRIVATE, so that they never reach others' code.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(LOAM_SANITIZE "" CACHE STRING "Sanitizers, comma separated, as -fsanitize takes them")

add_library(loam_options INTERFACE)
target_compile_options(loam_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wsign-conversion;-Wnon-virtual-dtor;-Wold-style-cast;-Werror>)
# Bounds and preconditions of the standard library stay checked in every build.
target_compile_definitions(loam_options INTERFACE _GLIBCXX_ASSERTIONS)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overlaps and overruns inside std::string and std::vector that are not there (GCC bugs 105329, 107852).
  # The real ones are AddressSanitizer's and clang's to find.
  target_compile_options(loam_options INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>)
endif()

if(LOAM_SANITIZE)
  add_compile_options(-fsanitize=${LOAM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LOAM_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented code hides initialisations from g++'s flow analysis; the plain builds keep the warning.
    target_compile_options(loam_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
  endif()
  if(LOAM_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Asio's fences are not modelled; they only ever strengthen an order that atomics already give.
    target_compile_options(loam_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-tsan>)
  endif()
endif()

# Paths in messages and debug information start at the source root, the same in every checkout. The second spelling is
# what ccache makes of the first.
file(RELATIVE_PATH loam_source_from_build "${CMAKE_BINARY_DIR}" "${CMAKE_SOURCE_DIR}")
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/= -ffile-prefix-map=${loam_source_from_build}=)

find_program(LOAM_CCACHE ccache)
if(LOAM_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${LOAM_CCACHE})
endif()

find_program(LOAM_MOLD mold)
if(LOAM_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
