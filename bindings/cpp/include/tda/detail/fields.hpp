// How the values of payloads cross the bridge. The payload classes are generated; what they stand on is here.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tda/detail/bridge_call.hpp"
#include "tda/timestamp.hpp"

namespace tda {

/// A value whose shape no schema says, as JSON text.
struct Json {
  /// Its text, such as `{"colour": "blue"}`.
  std::string text = "null";
};

inline bool operator==(const Json& a, const Json& b) { return a.text == b.text; }
inline bool operator!=(const Json& a, const Json& b) { return !(a == b); }

/// Bytes that are no text.
struct Bytes {
  /// The bytes, as they are.
  std::string value;
};

inline bool operator==(const Bytes& a, const Bytes& b) { return a.value == b.value; }
inline bool operator!=(const Bytes& a, const Bytes& b) { return !(a == b); }

/// Values by name.
template <class T>
using Map = std::map<std::string, T>;

}  // namespace tda

namespace tda::detail {

/// Whether `T` is a payload or a record in one.
template <class T, class = void>
struct IsRecord : std::false_type {};
template <class T>
struct IsRecord<T, std::void_t<decltype(T::read(std::declval<const ffi::Fields&>()))>> : std::true_type {};

/// The fields of a payload or of a record in one.
template <class Record>
rust::Box<ffi::Fields> fields_of(const Record& record) {
  auto fields = call([] { return ffi::fields(); });
  record.write(*fields);
  return fields;
}

template <class T>
void put(ffi::Fields& fields, std::string_view field, const std::optional<T>& value);
template <class T>
void put(ffi::Fields& fields, std::string_view field, const std::vector<T>& values);
template <class T>
void put(ffi::Fields& fields, std::string_view field, const Map<T>& entries);

/// Sets `field` to `value`.
template <class T>
void put(ffi::Fields& fields, std::string_view field, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    call([&] { fields.set_boolean(borrow(field), value); });
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    call([&] { fields.set_signed(borrow(field), value); });
  } else if constexpr (std::is_integral_v<T>) {
    call([&] { fields.set_integer(borrow(field), value); });
  } else if constexpr (std::is_floating_point_v<T>) {
    call([&] { fields.set_number(borrow(field), value); });
  } else if constexpr (std::is_enum_v<T>) {
    call([&] { fields.set_text(borrow(field), borrow(name(value))); });
  } else if constexpr (std::is_same_v<T, Timestamp>) {
    call([&] { fields.set_timestamp(borrow(field), value.time_since_epoch().count()); });
  } else if constexpr (std::is_same_v<T, Json>) {
    call([&] { fields.set_json(borrow(field), borrow(value.text)); });
  } else if constexpr (std::is_same_v<T, Bytes>) {
    call([&] { fields.set_bytes(borrow(field), borrow_bytes(value.value)); });
  } else if constexpr (IsRecord<T>::value) {
    call([&] { fields.set_record(borrow(field), fields_of(value)); });
  } else {
    call([&] { fields.set_text(borrow(field), borrow(value)); });
  }
}

template <class T>
void put(ffi::Fields& fields, std::string_view field, const std::optional<T>& value) {
  if (value) {
    put(fields, field, *value);
  }
}

template <class T>
void put(ffi::Fields& fields, std::string_view field, const std::vector<T>& values) {
  if constexpr (std::is_same_v<T, double>) {
    call([&] { fields.set_numbers(borrow(field), {values.data(), values.size()}); });
  } else if constexpr (std::is_unsigned_v<T>) {
    call([&] {
      const std::vector<std::uint64_t> integers(values.begin(), values.end());
      fields.set_integers(borrow(field), {integers.data(), integers.size()});
    });
  } else if constexpr (std::is_same_v<T, Interval>) {
    call([&] { fields.set_intervals(borrow(field), {values.data(), values.size()}); });
  } else if constexpr (std::is_same_v<T, std::string>) {
    call([&] {
      const std::vector<rust::String> texts(values.begin(), values.end());
      fields.set_texts(borrow(field), {texts.data(), texts.size()});
    });
  } else {
    call([&] { fields.set_records(borrow(field)); });
    for (const T& value : values) {
      call([&] { fields.push_record(borrow(field), fields_of(value)); });
    }
  }
}

template <class T>
void put(ffi::Fields& fields, std::string_view field, const Map<T>& entries) {
  auto inner = call([] { return ffi::fields(); });
  for (const auto& [key, value] : entries) {
    put(*inner, key, value);
  }
  call([&] { fields.set_record(borrow(field), std::move(inner)); });
}

template <class T>
struct Get {
  static T from(const ffi::Fields& fields, std::string_view field) {
    return call([&]() -> T {
      if constexpr (std::is_same_v<T, bool>) {
        return fields.boolean(borrow(field));
      } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
        return static_cast<T>(fields.signed_integer(borrow(field)));
      } else if constexpr (std::is_integral_v<T>) {
        return static_cast<T>(fields.integer(borrow(field)));
      } else if constexpr (std::is_floating_point_v<T>) {
        return fields.number(borrow(field));
      } else if constexpr (std::is_enum_v<T>) {
        return symbol(fields.text(borrow(field)));
      } else if constexpr (std::is_same_v<T, Timestamp>) {
        return Timestamp(std::chrono::microseconds(fields.timestamp(borrow(field))));
      } else if constexpr (std::is_same_v<T, Json>) {
        return Json{own(fields.json(borrow(field)))};
      } else if constexpr (std::is_same_v<T, Bytes>) {
        const auto bytes = fields.bytes(borrow(field));
        return Bytes{std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size())};
      } else if constexpr (IsRecord<T>::value) {
        return T::read(*fields.record(borrow(field)));
      } else {
        return own(fields.text(borrow(field)));
      }
    });
  }

 private:
  static T symbol(const rust::String& text) {
    for (const T candidate : every(T{})) {
      if (name(candidate) == std::string_view(text.data(), text.size())) {
        return candidate;
      }
    }
    throw SchemaError("the value " + own(text) + " is newer than these headers");
  }
};

template <class T>
struct Get<std::optional<T>> {
  static std::optional<T> from(const ffi::Fields& fields, std::string_view field) {
    if (!call([&] { return fields.has(borrow(field)); })) {
      return std::nullopt;
    }
    return Get<T>::from(fields, field);
  }
};

template <class T>
struct Get<std::vector<T>> {
  static std::vector<T> from(const ffi::Fields& fields, std::string_view field) {
    return call([&]() -> std::vector<T> {
      if constexpr (std::is_same_v<T, double>) {
        return copy(fields.numbers(borrow(field)));
      } else if constexpr (std::is_unsigned_v<T>) {
        return copy(fields.integers(borrow(field)));
      } else if constexpr (std::is_same_v<T, Interval>) {
        return copy(fields.intervals(borrow(field)));
      } else if constexpr (std::is_same_v<T, std::string>) {
        return copy(fields.texts(borrow(field)));
      } else {
        std::vector<T> records;
        for (const ffi::Fields& record : fields.records(borrow(field))) {
          records.push_back(T::read(record));
        }
        return records;
      }
    });
  }

 private:
  template <class Source>
  static std::vector<T> copy(const rust::Vec<Source>& values) {
    std::vector<T> copies;
    copies.reserve(values.size());
    for (const Source& value : values) {
      copies.push_back(static_cast<T>(value));
    }
    return copies;
  }
};

template <class T>
struct Get<Map<T>> {
  static Map<T> from(const ffi::Fields& fields, std::string_view field) {
    const auto inner = call([&] { return fields.record(borrow(field)); });
    Map<T> entries;
    for (const rust::String& key : call([&] { return inner->names(); })) {
      entries.emplace(own(key), Get<T>::from(*inner, own(key)));
    }
    return entries;
  }
};

/// `field` as a `T`.
template <class T>
T get(const ffi::Fields& fields, std::string_view field) {
  return Get<T>::from(fields, field);
}

}  // namespace tda::detail
