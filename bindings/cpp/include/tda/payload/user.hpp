// The payloads of `user.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
// clang-format off
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tda/detail/fields.hpp"
#include "tda/payload/system.hpp"

namespace tda {

/// A user is to be told something.
struct UserNotification {
  static constexpr std::string_view kEventType = "user.notification";
  static constexpr std::string_view kRecord = "UserNotificationData";
  static constexpr Dialect kDialect = Dialect::canonical;

  /// Whom to tell.
  std::string user_id;
  /// What about, in a line.
  std::string title;
  /// What to tell.
  std::string message;
  /// How urgent it is.
  Priority priority = Priority::normal;
  /// By which ways, such as `email`; none leaves it to the user's own settings.
  std::vector<std::string> channels;
  /// What it is about, such as `job_completed`.
  std::optional<std::string> notification_type;
  /// Which job it is about.
  std::optional<std::string> job_id;
  /// Where the user finds more, as a URI.
  std::optional<std::string> action_url;
  /// When it is no longer worth telling.
  std::optional<Timestamp> expires_at;
  /// Further facts.
  std::optional<Json> metadata;

  UserNotification(std::string user_id_, std::string title_, std::string message_)
      : user_id(std::move(user_id_)),
        title(std::move(title_)),
        message(std::move(message_)) {}
  UserNotification& set_priority(Priority value_) { priority = std::move(value_); return *this; }
  UserNotification& set_channels(std::vector<std::string> value_) { channels = std::move(value_); return *this; }
  UserNotification& set_notification_type(std::string value_) { notification_type = std::move(value_); return *this; }
  UserNotification& set_job_id(std::string value_) { job_id = std::move(value_); return *this; }
  UserNotification& set_action_url(std::string value_) { action_url = std::move(value_); return *this; }
  UserNotification& set_expires_at(Timestamp value_) { expires_at = std::move(value_); return *this; }
  UserNotification& set_metadata(Json value_) { metadata = std::move(value_); return *this; }

  /// For the headers of this library.
  void write(ffi::Fields& fields) const {
    detail::put(fields, "user_id", user_id);
    detail::put(fields, "title", title);
    detail::put(fields, "message", message);
    detail::put(fields, "priority", priority);
    detail::put(fields, "channels", channels);
    detail::put(fields, "notification_type", notification_type);
    detail::put(fields, "job_id", job_id);
    detail::put(fields, "action_url", action_url);
    detail::put(fields, "expires_at", expires_at);
    detail::put(fields, "metadata", metadata);
  }
  /// For the headers of this library.
  static UserNotification read(const ffi::Fields& fields) {
    UserNotification payload{detail::get<std::string>(fields, "user_id"),
        detail::get<std::string>(fields, "title"),
        detail::get<std::string>(fields, "message")};
    payload.priority = detail::get<Priority>(fields, "priority");
    payload.channels = detail::get<std::vector<std::string>>(fields, "channels");
    payload.notification_type = detail::get<std::optional<std::string>>(fields, "notification_type");
    payload.job_id = detail::get<std::optional<std::string>>(fields, "job_id");
    payload.action_url = detail::get<std::optional<std::string>>(fields, "action_url");
    payload.expires_at = detail::get<std::optional<Timestamp>>(fields, "expires_at");
    payload.metadata = detail::get<std::optional<Json>>(fields, "metadata");
    return payload;
  }
};

}  // namespace tda
