# The archive that cargo builds, and the headers that it generates.
#
# Sets TDA_STREAM_ARCHIVE and TDA_STREAM_BRIDGE_INCLUDE; the target tda_stream_cargo brings both up to date. The
# workspace's own target folder and profile are used, so that librdkafka and OpenSSL are compiled once for everything.

find_program(TDA_STREAM_CARGO cargo REQUIRED HINTS "$ENV{CARGO_HOME}/bin" "$ENV{HOME}/.cargo/bin")
set(workspace "${CMAKE_CURRENT_SOURCE_DIR}/../..")

execute_process(
  COMMAND "${TDA_STREAM_CARGO}" metadata --format-version 1 --no-deps
  WORKING_DIRECTORY "${workspace}"
  OUTPUT_VARIABLE metadata
  COMMAND_ERROR_IS_FATAL ANY)
string(JSON cargo_target GET "${metadata}" target_directory)

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set(cargo_profile release)
  set(cargo_arguments --release)
else()
  set(cargo_profile debug)
  set(cargo_arguments)
endif()
if(TDA_STREAM_TESTKIT)
  list(APPEND cargo_arguments --features testkit)
endif()

set(TDA_STREAM_ARCHIVE "${cargo_target}/${cargo_profile}/libtda_stream_cpp.a")
set(TDA_STREAM_BRIDGE_INCLUDE "${cargo_target}/${cargo_profile}/tda-stream-cpp/include")

# cargo knows best what is out of date, so it is asked at every build. What make passes on of its own job slots
# would only warn; colours follow CMake's.
add_custom_target(tda_stream_cargo
  COMMAND "${CMAKE_COMMAND}" -E env --unset=MAKEFLAGS --unset=MFLAGS --unset=MAKELEVEL
    "${TDA_STREAM_CARGO}" build --package tda-stream-cpp --target-dir "${cargo_target}" ${cargo_arguments}
  WORKING_DIRECTORY "${workspace}"
  BYPRODUCTS "${TDA_STREAM_ARCHIVE}" "${TDA_STREAM_BRIDGE_INCLUDE}/tda/detail/bridge.h"
    "${TDA_STREAM_BRIDGE_INCLUDE}/tda/detail/cxx.h"
  COMMENT "cargo build --package tda-stream-cpp"
  USES_TERMINAL
  VERBATIM)
