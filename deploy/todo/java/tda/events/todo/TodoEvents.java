// Events of todo. Made by `tda generate java` from the catalog: change that instead of this file.
package tda.events.todo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Events of todo, to be read and written with {@link #mapper()}. Needs Jackson (jackson-databind) and nothing else.
 * What is optional may be null; fields that a record does not know are skipped.
 */
public final class TodoEvents {
  private TodoEvents() {}

  /** Any event, whole: its envelope around its payload. */
  public sealed interface AnyEvent {}

  /** The class of each event by its type. */
  public static final java.util.Map<String, Class<? extends AnyEvent>> CLASSES =
      java.util.Map.ofEntries(
          java.util.Map.entry("task.created", TaskCreatedEvent.class),
          java.util.Map.entry("task.updated", TaskUpdatedEvent.class),
          java.util.Map.entry("task.completed", TaskCompletedEvent.class),
          java.util.Map.entry("task.deleted", TaskDeletedEvent.class),
          java.util.Map.entry("conversation.started", ConversationStartedEvent.class),
          java.util.Map.entry("message.sent", MessageSentEvent.class),
          java.util.Map.entry("message.received", MessageReceivedEvent.class),
          java.util.Map.entry("user.signed_up", UserSignedUpEvent.class),
          java.util.Map.entry("user.logged_in", UserLoggedInEvent.class),
          java.util.Map.entry("user.logged_out", UserLoggedOutEvent.class),
          java.util.Map.entry("message.dead_lettered", MessageDeadLetteredEvent.class),
          java.util.Map.entry("analytics.recorded", AnalyticsRecordedEvent.class),
          java.util.Map.entry("system.health", SystemHealthEvent.class),
          java.util.Map.entry("system.error", SystemErrorEvent.class));

  /**
   * A user wrote down a task.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCreatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) TaskCreated data) implements AnyEvent {}

  /**
   * A user wrote down a task.
   *
   * @param taskId 
   * @param userId 
   * @param title 
   * @param description 
   * @param status 
   * @param priority 
   * @param dueDate 
   * @param tags 
   * @param completed 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCreated(
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "description") String description,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "due_date") Object dueDate,
      @JsonProperty(value = "tags") java.util.List<String> tags,
      @JsonProperty(value = "completed") Boolean completed,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * A task was changed.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskUpdatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) TaskUpdated data) implements AnyEvent {}

  /**
   * A task was changed.
   *
   * @param taskId 
   * @param userId 
   * @param title 
   * @param description 
   * @param status 
   * @param priority 
   * @param dueDate 
   * @param tags 
   * @param completed 
   * @param changes 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskUpdated(
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "description") String description,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "due_date") Object dueDate,
      @JsonProperty(value = "tags") java.util.List<String> tags,
      @JsonProperty(value = "completed") Boolean completed,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * A task is done.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCompletedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) TaskCompleted data) implements AnyEvent {}

  /**
   * A task is done.
   *
   * @param taskId 
   * @param userId 
   * @param title 
   * @param completed 
   * @param completedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCompleted(
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "completed") Boolean completed,
      @JsonProperty(value = "completed_at") java.time.Instant completedAt) {}

  /**
   * A task was removed.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskDeletedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) TaskDeleted data) implements AnyEvent {}

  /**
   * A task was removed.
   *
   * @param taskId 
   * @param userId 
   * @param reason 
   * @param deletedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskDeleted(
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "deleted_at") java.time.Instant deletedAt) {}

  /**
   * A user opened a conversation.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConversationStartedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ConversationStarted data) implements AnyEvent {}

  /**
   * A user opened a conversation.
   *
   * @param conversationId 
   * @param userId 
   * @param channel 
   * @param title 
   * @param startedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConversationStarted(
      @JsonProperty(value = "conversation_id", required = true) String conversationId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "channel") String channel,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "started_at") java.time.Instant startedAt) {}

  /**
   * The chatbot was told something.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MessageSentEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) MessageSent data) implements AnyEvent {}

  /**
   * The chatbot was told something.
   *
   * @param conversationId 
   * @param messageId 
   * @param userId 
   * @param role 
   * @param content 
   * @param sentAt 
   * @param metadata 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MessageSent(
      @JsonProperty(value = "conversation_id", required = true) String conversationId,
      @JsonProperty(value = "message_id") String messageId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "role") String role,
      @JsonProperty(value = "content") String content,
      @JsonProperty(value = "sent_at") java.time.Instant sentAt,
      @JsonProperty(value = "metadata") java.util.Map<String, Object> metadata) {}

  /**
   * The chatbot answered.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MessageReceivedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) MessageReceived data) implements AnyEvent {}

  /**
   * The chatbot answered.
   *
   * @param conversationId 
   * @param messageId 
   * @param userId 
   * @param role 
   * @param content 
   * @param receivedAt 
   * @param toolCalls 
   * @param responseTimeMs 
   * @param metadata 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MessageReceived(
      @JsonProperty(value = "conversation_id", required = true) String conversationId,
      @JsonProperty(value = "message_id") String messageId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "role") String role,
      @JsonProperty(value = "content") String content,
      @JsonProperty(value = "received_at") java.time.Instant receivedAt,
      @JsonProperty(value = "tool_calls") Object toolCalls,
      @JsonProperty(value = "response_time_ms") Double responseTimeMs,
      @JsonProperty(value = "metadata") java.util.Map<String, Object> metadata) {}

  /**
   * Somebody became a user.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserSignedUpEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserSignedUp data) implements AnyEvent {}

  /**
   * Somebody became a user.
   *
   * @param userId 
   * @param email 
   * @param name 
   * @param method 
   * @param signedUpAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserSignedUp(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "email") String email,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "method") String method,
      @JsonProperty(value = "signed_up_at") java.time.Instant signedUpAt) {}

  /**
   * A user came.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserLoggedInEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserLoggedIn data) implements AnyEvent {}

  /**
   * A user came.
   *
   * @param userId 
   * @param sessionId 
   * @param method 
   * @param ipAddress 
   * @param userAgent 
   * @param loggedInAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserLoggedIn(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "session_id") String sessionId,
      @JsonProperty(value = "method") String method,
      @JsonProperty(value = "ip_address") String ipAddress,
      @JsonProperty(value = "user_agent") String userAgent,
      @JsonProperty(value = "logged_in_at") java.time.Instant loggedInAt) {}

  /**
   * A user left.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserLoggedOutEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserLoggedOut data) implements AnyEvent {}

  /**
   * A user left.
   *
   * @param userId 
   * @param sessionId 
   * @param reason 
   * @param sessionDurationSeconds 
   * @param loggedOutAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserLoggedOut(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "session_id") String sessionId,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "session_duration_seconds") Double sessionDurationSeconds,
      @JsonProperty(value = "logged_out_at") java.time.Instant loggedOutAt) {}

  /**
   * A record could not be handled and was set aside with its reason.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MessageDeadLetteredEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) MessageDeadLettered data) implements AnyEvent {}

  /**
   * A record could not be handled and was set aside with its reason.
   *
   * @param originalTopic 
   * @param originalPartition 
   * @param originalOffset 
   * @param originalKey 
   * @param originalValue 
   * @param consumerGroup 
   * @param errorType 
   * @param errorMessage 
   * @param retryCount 
   * @param failedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MessageDeadLettered(
      @JsonProperty(value = "original_topic", required = true) String originalTopic,
      @JsonProperty(value = "original_partition") Integer originalPartition,
      @JsonProperty(value = "original_offset") Long originalOffset,
      @JsonProperty(value = "original_key") String originalKey,
      @JsonProperty(value = "original_value") String originalValue,
      @JsonProperty(value = "consumer_group") String consumerGroup,
      @JsonProperty(value = "error_type") String errorType,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "retry_count") Integer retryCount,
      @JsonProperty(value = "failed_at") java.time.Instant failedAt) {}

  /**
   * Somebody used the chatbot in a way worth counting.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AnalyticsRecordedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) AnalyticsRecorded data) implements AnyEvent {}

  /**
   * Somebody used the chatbot in a way worth counting.
   *
   * @param userId 
   * @param sessionId 
   * @param metric 
   * @param action 
   * @param value 
   * @param dimensions 
   * @param properties 
   * @param recordedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AnalyticsRecorded(
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "session_id") String sessionId,
      @JsonProperty(value = "metric") String metric,
      @JsonProperty(value = "action") String action,
      @JsonProperty(value = "value") Double value,
      @JsonProperty(value = "dimensions") java.util.Map<String, String> dimensions,
      @JsonProperty(value = "properties") java.util.Map<String, Object> properties,
      @JsonProperty(value = "recorded_at") java.time.Instant recordedAt) {}

  /**
   * A service says how it is.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemHealthEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SystemHealth data) implements AnyEvent {}

  /**
   * A service says how it is.
   *
   * @param service 
   * @param status 
   * @param checks 
   * @param latencyMs 
   * @param version 
   * @param checkedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemHealth(
      @JsonProperty(value = "service", required = true) String service,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "checks") java.util.Map<String, Object> checks,
      @JsonProperty(value = "latency_ms") Double latencyMs,
      @JsonProperty(value = "version") String version,
      @JsonProperty(value = "checked_at") java.time.Instant checkedAt) {}

  /**
   * A service failed at something.
   *
   * @param schemaVersion Version of the schema, major.minor.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param timestamp When it became true, as its source saw it.
   * @param eventType What kind of fact it is.
   * @param source Which program says so.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   * @param headers Further context by name.
   * @param extensions What the form at hand has no place for: JSON text by JSON Pointer.
   * @param data What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemErrorEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SystemError data) implements AnyEvent {}

  /**
   * A service failed at something.
   *
   * @param service 
   * @param errorType 
   * @param errorCode 
   * @param message 
   * @param severity 
   * @param stackTrace 
   * @param context 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemError(
      @JsonProperty(value = "service", required = true) String service,
      @JsonProperty(value = "error_type") String errorType,
      @JsonProperty(value = "error_code") String errorCode,
      @JsonProperty(value = "message") String message,
      @JsonProperty(value = "severity") String severity,
      @JsonProperty(value = "stack_trace") String stackTrace,
      @JsonProperty(value = "context") java.util.Map<String, Object> context,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /** A mapper that reads and writes these events. */
  public static com.fasterxml.jackson.databind.ObjectMapper mapper() {
    var module = new com.fasterxml.jackson.databind.module.SimpleModule();
    module.addDeserializer(java.time.Instant.class, new InstantReader());
    module.addSerializer(java.time.Instant.class, new InstantWriter());
    module.addDeserializer(java.time.LocalDate.class, new DateReader());
    module.addSerializer(
        java.time.LocalDate.class, com.fasterxml.jackson.databind.ser.std.ToStringSerializer.instance);
    for (var type : java.util.List.of(Double.class, Double.TYPE)) {
      module.addDeserializer(type, new DoubleReader());
      module.addSerializer(type, new DoubleWriter());
    }
    return com.fasterxml.jackson.databind.json.JsonMapper.builder().addModule(module).build();
  }

  /** Times without an offset are in UTC. */
  private static final class InstantReader
      extends com.fasterxml.jackson.databind.JsonDeserializer<java.time.Instant> {
    @Override
    public java.time.Instant deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      var text = parser.getText().replace(' ', 'T');
      try {
        var time = java.time.format.DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text, java.time.OffsetDateTime::from, java.time.LocalDateTime::from);
        return time instanceof java.time.OffsetDateTime offset
            ? offset.toInstant()
            : ((java.time.LocalDateTime) time).toInstant(java.time.ZoneOffset.UTC);
      } catch (java.time.DateTimeException exception) {
        return (java.time.Instant)
            context.handleWeirdStringValue(java.time.Instant.class, text, "expected an RFC 3339 time");
      }
    }
  }

  /** Milliseconds, or microseconds where there are some. */
  private static final class InstantWriter
      extends com.fasterxml.jackson.databind.JsonSerializer<java.time.Instant> {
    @Override
    public void serialize(
        java.time.Instant value,
        com.fasterxml.jackson.core.JsonGenerator generator,
        com.fasterxml.jackson.databind.SerializerProvider provider)
        throws java.io.IOException {
      int digits = value.getNano() % 1_000_000 == 0 ? 3 : 6;
      generator.writeString(
          new java.time.format.DateTimeFormatterBuilder().appendInstant(digits).toFormatter().format(value));
    }
  }

  private static final class DateReader
      extends com.fasterxml.jackson.databind.JsonDeserializer<java.time.LocalDate> {
    @Override
    public java.time.LocalDate deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      try {
        return java.time.LocalDate.parse(parser.getText());
      } catch (java.time.DateTimeException exception) {
        return (java.time.LocalDate)
            context.handleWeirdStringValue(java.time.LocalDate.class, parser.getText(), "expected a day");
      }
    }
  }

  /** Infinities are texts in JSON. */
  private static final class DoubleReader extends com.fasterxml.jackson.databind.JsonDeserializer<Double> {
    @Override
    public Double deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      if (parser.currentToken().isNumeric()) {
        return parser.getDoubleValue();
      }
      return switch (parser.getText()) {
        case "inf", "+inf", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
        case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> (Double)
            context.handleWeirdStringValue(Double.class, parser.getText(), "expected a number");
      };
    }
  }

  private static final class DoubleWriter extends com.fasterxml.jackson.databind.JsonSerializer<Double> {
    @Override
    public void serialize(
        Double value,
        com.fasterxml.jackson.core.JsonGenerator generator,
        com.fasterxml.jackson.databind.SerializerProvider provider)
        throws java.io.IOException {
      if (value.isInfinite()) {
        generator.writeString(value > 0 ? "inf" : "-inf");
      } else {
        generator.writeNumber(value);
      }
    }
  }
}
