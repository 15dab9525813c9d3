// How the headers call the library: errors become the classes of error.hpp, and versions are compared once.
#pragma once

// Before the bridge's own header, which holds only the parts of it that the bridge needs.
#include "tda/detail/cxx.h"
//
#include "tda/detail/bridge.h"
#include "tda/error.hpp"
#include "tda/version.hpp"

namespace tda::detail {

/// Calls into the library, and throws what it reports as the class of its kind.
template <class Call>
decltype(auto) call(Call&& entry) {
  try {
    return entry();
  } catch (const rust::Error& error) {
    throw_bridge_error(error.what());
  } catch (const std::invalid_argument& error) {
    // A text that is not UTF-8 does not cross the bridge.
    throw InvalidInputError(error.what());
  }
}

/// Whether code compiled with headers of version `headers` may call a library of version `library`: below 1.0
/// a minor release may change the bridge, from then on only a major one.
constexpr bool versions_agree(std::string_view headers, std::string_view library) {
  const auto major_end = headers.find('.');
  const bool is_early = headers.substr(0, major_end) == "0";
  const auto end = is_early ? headers.find('.', major_end + 1) : major_end;
  return headers.substr(0, end + 1) == library.substr(0, end + 1);
}

/// Throws ConfigError where headers and library do not belong together. Asked where objects are made.
inline void check_version() {
  static const bool agrees = [] {
    const rust::String library = call([] { return ffi::library_version(); });
    const std::string_view version(library.data(), library.size());
    if (!versions_agree(TDA_STREAM_VERSION, version)) {
      throw ConfigError("headers of tda_stream " TDA_STREAM_VERSION " with a library of version " +
                        std::string(version) + "; compile again with the headers of that version");
    }
    return true;
  }();
  static_cast<void>(agrees);
}

inline rust::Str borrow(std::string_view text) { return rust::Str(text.data(), text.size()); }

inline rust::Slice<const std::uint8_t> borrow_bytes(std::string_view bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

inline std::string own(const rust::String& text) { return std::string(text.data(), text.size()); }

}  // namespace tda::detail
