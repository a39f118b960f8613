# loam_embedded: files that travel inside the binary. `#include "embedded/embedded.hpp"`, then find("migrations/sqlite/…").
#   migrations/**             as they are
#   api/pages/**              as they are
#   api/openapi.yaml          as api/openapi.json
#   swagger-ui/*              from web/node_modules/swagger-ui-dist, when it is installed
#   pages/**                  what the pages were built into, build/web, when they were

set(LOAM_PYTHON /usr/bin/python3)
set(LOAM_GENERATED "${CMAKE_BINARY_DIR}/generated")

file(GLOB_RECURSE embedded_sources RELATIVE "${CMAKE_SOURCE_DIR}" CONFIGURE_DEPENDS
  "${CMAKE_SOURCE_DIR}/migrations/*.sql" "${CMAKE_SOURCE_DIR}/api/pages/*")
set(embedded_pairs "")  # path=file
set(embedded_files "")
foreach(path IN LISTS embedded_sources)
  list(APPEND embedded_pairs "${path}=${CMAKE_SOURCE_DIR}/${path}")
  list(APPEND embedded_files "${CMAKE_SOURCE_DIR}/${path}")
endforeach()

file(GLOB openapi CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/api/openapi.yaml")
if(openapi)
  set(openapi_json "${LOAM_GENERATED}/openapi.json")
  add_custom_command(OUTPUT "${openapi_json}"
    COMMAND ${LOAM_PYTHON} "${CMAKE_SOURCE_DIR}/tools/yaml_to_json.py" "${openapi}" "${openapi_json}"
    DEPENDS "${openapi}" "${CMAKE_SOURCE_DIR}/tools/yaml_to_json.py"
    COMMENT "api/openapi.json" VERBATIM)
  list(APPEND embedded_pairs "api/openapi.json=${openapi_json}")
  list(APPEND embedded_files "${openapi_json}")
endif()

set(swagger_dir "${CMAKE_SOURCE_DIR}/web/node_modules/swagger-ui-dist")
file(GLOB swagger_files RELATIVE "${swagger_dir}" CONFIGURE_DEPENDS
  "${swagger_dir}/swagger-ui-bundle.js" "${swagger_dir}/swagger-ui.css" "${swagger_dir}/favicon-*.png"
  "${swagger_dir}/LICENSE" "${swagger_dir}/NOTICE")
foreach(name IN LISTS swagger_files)
  list(APPEND embedded_pairs "swagger-ui/${name}=${swagger_dir}/${name}")
  list(APPEND embedded_files "${swagger_dir}/${name}")
endforeach()

set(pages_dir "${CMAKE_SOURCE_DIR}/build/web")
file(GLOB_RECURSE pages_files RELATIVE "${pages_dir}" CONFIGURE_DEPENDS "${pages_dir}/*")
foreach(name IN LISTS pages_files)
  list(APPEND embedded_pairs "pages/${name}=${pages_dir}/${name}")
  list(APPEND embedded_files "${pages_dir}/${name}")
endforeach()

set(embedded_outputs
  "${LOAM_GENERATED}/embedded/embedded.hpp" "${LOAM_GENERATED}/embedded/embedded.cpp" "${LOAM_GENERATED}/embedded/contents.S")
# The list of pairs is a file, so that a file added or removed is a change the generator sees.
string(JOIN "\n" embedded_manifest ${embedded_pairs})
file(CONFIGURE OUTPUT "${LOAM_GENERATED}/embedded.manifest" CONTENT "@embedded_manifest@\n" @ONLY)
add_custom_command(OUTPUT ${embedded_outputs}
  COMMAND ${LOAM_PYTHON} "${CMAKE_SOURCE_DIR}/tools/embed.py" "${LOAM_GENERATED}/embedded.manifest" "${LOAM_GENERATED}/embedded"
  DEPENDS "${CMAKE_SOURCE_DIR}/tools/embed.py" "${LOAM_GENERATED}/embedded.manifest" ${embedded_files}
  COMMENT "embedded files" VERBATIM)

add_library(loam_embedded STATIC ${embedded_outputs})
set_source_files_properties("${LOAM_GENERATED}/embedded/contents.S" PROPERTIES OBJECT_DEPENDS "${embedded_files}")
target_include_directories(loam_embedded PUBLIC "${LOAM_GENERATED}")
target_link_libraries(loam_embedded PRIVATE loam_options)
