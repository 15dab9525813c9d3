# A relocatable prefix: headers, library, CMake package, pkg-config file.
include(CMakePackageConfigHelpers)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/tda_stream")
install(TARGETS tda_stream EXPORT tda_stream_targets)
install(EXPORT tda_stream_targets NAMESPACE tda_stream:: DESTINATION "${package_folder}")
install(DIRECTORY include/tda "${generated_include}/tda" "${TDA_STREAM_BRIDGE_INCLUDE}/tda"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")

# Below 1.0 a minor release may break.
configure_package_config_file(cmake/tda_stream-config.cmake.in tda_stream-config.cmake
  INSTALL_DESTINATION "${package_folder}")
write_basic_package_version_file(tda_stream-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  "${CMAKE_CURRENT_BINARY_DIR}/tda_stream-config.cmake"
  "${CMAKE_CURRENT_BINARY_DIR}/tda_stream-config-version.cmake"
  DESTINATION "${package_folder}")

file(RELATIVE_PATH prefix_of_pkgconfig "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/tda_stream.pc.in tda_stream.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/tda_stream.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
