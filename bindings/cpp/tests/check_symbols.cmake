# Fails with the symbols that the library exports and should not: those of OpenSSL, librdkafka, zstd, Rust.
execute_process(
  COMMAND "${NM}" --dynamic --defined-only --format=posix "${LIBRARY}"
  OUTPUT_VARIABLE listing
  COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "\n$" "" listing "${listing}")
string(REGEX MATCHALL "[^\n]+" lines "${listing}")

set(ours 0)
set(foreign)
foreach(line IN LISTS lines)
  string(REGEX REPLACE "[ @].*" "" symbol "${line}")
  # The bridge's own functions, and mangled names whose first namespace is tda or rust (the bridge's runtime).
  if(symbol MATCHES "^(tda[$]|cxxbridge1[$]|_Z(N|NK|NR|NO|NKR|TI|TS|TV|TIN|TSN|TVN)*(3tda|4rust))")
    math(EXPR ours "${ours} + 1")
  else()
    list(APPEND foreign "${symbol}")
  endif()
endforeach()

if(foreign)
  list(JOIN foreign "\n  " names)
  message(FATAL_ERROR "exported, and not ours:\n  ${names}")
endif()
if(ours LESS 100)
  message(FATAL_ERROR "only ${ours} symbols are exported: the headers cannot be served")
endif()
message(STATUS "${ours} symbols, all ours")
