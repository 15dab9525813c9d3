// Events of fsm. Made by `tda generate java` from the catalog: change that instead of this file.
package tda.events.fsm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Events of fsm, to be read and written with {@link #mapper()}. Needs Jackson (jackson-databind) and nothing else.
 * What is optional may be null; fields that a record does not know are skipped.
 */
public final class FsmEvents {
  private FsmEvents() {}

  /** Any event, whole: its envelope around its payload. */
  public sealed interface AnyEvent {}

  /** The class of each event by its type. */
  public static final java.util.Map<String, Class<? extends AnyEvent>> CLASSES =
      java.util.Map.ofEntries(
          java.util.Map.entry("user.created", UserCreatedEvent.class),
          java.util.Map.entry("user.updated", UserUpdatedEvent.class),
          java.util.Map.entry("user.deleted", UserDeletedEvent.class),
          java.util.Map.entry("user.logged_in", UserLoggedInEvent.class),
          java.util.Map.entry("user.logged_out", UserLoggedOutEvent.class),
          java.util.Map.entry("user.login_failed", UserLoginFailedEvent.class),
          java.util.Map.entry("organization.created", OrganizationCreatedEvent.class),
          java.util.Map.entry("organization.updated", OrganizationUpdatedEvent.class),
          java.util.Map.entry("organization.deleted", OrganizationDeletedEvent.class),
          java.util.Map.entry("project.created", ProjectCreatedEvent.class),
          java.util.Map.entry("project.updated", ProjectUpdatedEvent.class),
          java.util.Map.entry("project.deleted", ProjectDeletedEvent.class),
          java.util.Map.entry("task.created", TaskCreated.class),
          java.util.Map.entry("task.updated", TaskUpdated.class),
          java.util.Map.entry("task.completed", TaskCompleted.class),
          java.util.Map.entry("task.deleted", TaskDeleted.class),
          java.util.Map.entry("task.assigned", TaskAssigned.class),
          java.util.Map.entry("task.status_changed", TaskStatusChanged.class),
          java.util.Map.entry("task.comment.added", TaskCommentAddedEvent.class),
          java.util.Map.entry("task.comment.updated", TaskCommentUpdatedEvent.class),
          java.util.Map.entry("task.comment.deleted", TaskCommentDeletedEvent.class),
          java.util.Map.entry("analytics.interaction", AnalyticsInteractionEvent.class),
          java.util.Map.entry("analytics.page_viewed", AnalyticsPageViewedEvent.class),
          java.util.Map.entry("notification.email_requested", NotificationEmailRequestedEvent.class),
          java.util.Map.entry("notification.push_requested", NotificationPushRequestedEvent.class),
          java.util.Map.entry("notification.in_app_created", NotificationInAppCreatedEvent.class),
          java.util.Map.entry("cdc.tasks_changed", CdcTasksChangedEvent.class),
          java.util.Map.entry("cdc.projects_changed", CdcProjectsChangedEvent.class),
          java.util.Map.entry("audit.recorded", AuditRecordedEvent.class),
          java.util.Map.entry("processing.failed", ProcessingFailedEvent.class),
          java.util.Map.entry("system.health_checked", SystemHealthCheckedEvent.class),
          java.util.Map.entry("user.profile.snapshot", UserProfileSnapshotEvent.class),
          java.util.Map.entry("task.state.snapshot", TaskStateSnapshotEvent.class),
          java.util.Map.entry("sales.pyxis.order.created", SalesPyxisOrderCreatedEvent.class),
          java.util.Map.entry("sales.pyxis.order.updated", SalesPyxisOrderUpdatedEvent.class),
          java.util.Map.entry("sales.pyxis.order.cancelled", SalesPyxisOrderCancelledEvent.class),
          java.util.Map.entry("sales.tempo.service.requested", SalesTempoServiceRequestedEvent.class),
          java.util.Map.entry("sales.tempo.service.updated", SalesTempoServiceUpdatedEvent.class),
          java.util.Map.entry("sales.tempo.service.cancelled", SalesTempoServiceCancelledEvent.class),
          java.util.Map.entry("sales.sap.order.created", SalesSapOrderCreatedEvent.class),
          java.util.Map.entry("sales.channel.store.order_placed", SalesChannelStoreOrderPlacedEvent.class),
          java.util.Map.entry("sales.channel.web.order_placed", SalesChannelWebOrderPlacedEvent.class),
          java.util.Map.entry("sales.channel.callcenter.order_placed", SalesChannelCallcenterOrderPlacedEvent.class),
          java.util.Map.entry("fsm.order.status_updated", FsmOrderStatusUpdatedEvent.class),
          java.util.Map.entry("fsm.order.assigned", FsmOrderAssignedEvent.class),
          java.util.Map.entry("fsm.order.scheduled", FsmOrderScheduledEvent.class),
          java.util.Map.entry("fsm.order.completed", FsmOrderCompletedEvent.class),
          java.util.Map.entry("fsm.tv.outcome_recorded", FsmTvOutcomeRecordedEvent.class),
          java.util.Map.entry("fsm.tv.modifications_required", FsmTvModificationsRequiredEvent.class),
          java.util.Map.entry("integration.sales.order.received", IntegrationSalesOrderReceivedEvent.class),
          java.util.Map.entry("integration.sales.order.normalized", IntegrationSalesOrderNormalizedEvent.class),
          java.util.Map.entry("integration.sales.order.failed", IntegrationSalesOrderFailedEvent.class),
          java.util.Map.entry("integration.sales.status.sent", IntegrationSalesStatusSentEvent.class),
          java.util.Map.entry("integration.sales.status.failed", IntegrationSalesStatusFailedEvent.class));

  /**
   * A user was added.
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
  public record UserCreatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserCreated data) implements AnyEvent {}

  /**
   * A user was added.
   *
   * @param userId 
   * @param organizationId 
   * @param email 
   * @param name 
   * @param role 
   * @param status 
   * @param changes 
   * @param reason 
   * @param actorId 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserCreated(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "email") String email,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "role") String role,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "actor_id") String actorId,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A user was changed.
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
  public record UserUpdatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserUpdated data) implements AnyEvent {}

  /**
   * A user was changed.
   *
   * @param userId 
   * @param organizationId 
   * @param email 
   * @param name 
   * @param role 
   * @param status 
   * @param changes 
   * @param reason 
   * @param actorId 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserUpdated(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "email") String email,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "role") String role,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "actor_id") String actorId,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A user was removed.
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
  public record UserDeletedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserDeleted data) implements AnyEvent {}

  /**
   * A user was removed.
   *
   * @param userId 
   * @param organizationId 
   * @param email 
   * @param name 
   * @param role 
   * @param status 
   * @param changes 
   * @param reason 
   * @param actorId 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserDeleted(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "email") String email,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "role") String role,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "actor_id") String actorId,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

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
   * @param success 
   * @param reason 
   * @param ipAddress 
   * @param userAgent 
   * @param device 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserLoggedIn(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "session_id") String sessionId,
      @JsonProperty(value = "method") String method,
      @JsonProperty(value = "success") Boolean success,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "ip_address") String ipAddress,
      @JsonProperty(value = "user_agent") String userAgent,
      @JsonProperty(value = "device") String device,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

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
   * @param method 
   * @param success 
   * @param reason 
   * @param ipAddress 
   * @param userAgent 
   * @param device 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserLoggedOut(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "session_id") String sessionId,
      @JsonProperty(value = "method") String method,
      @JsonProperty(value = "success") Boolean success,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "ip_address") String ipAddress,
      @JsonProperty(value = "user_agent") String userAgent,
      @JsonProperty(value = "device") String device,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * Somebody could not log in.
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
  public record UserLoginFailedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserLoginFailed data) implements AnyEvent {}

  /**
   * Somebody could not log in.
   *
   * @param userId 
   * @param sessionId 
   * @param method 
   * @param success 
   * @param reason 
   * @param ipAddress 
   * @param userAgent 
   * @param device 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserLoginFailed(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "session_id") String sessionId,
      @JsonProperty(value = "method") String method,
      @JsonProperty(value = "success") Boolean success,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "ip_address") String ipAddress,
      @JsonProperty(value = "user_agent") String userAgent,
      @JsonProperty(value = "device") String device,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * An organization was added.
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
  public record OrganizationCreatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) OrganizationCreated data) implements AnyEvent {}

  /**
   * An organization was added.
   *
   * @param orgId 
   * @param organizationId 
   * @param name 
   * @param plan 
   * @param status 
   * @param ownerId 
   * @param changes 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OrganizationCreated(
      @JsonProperty(value = "org_id") String orgId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "plan") String plan,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "owner_id") String ownerId,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * An organization was changed.
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
  public record OrganizationUpdatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) OrganizationUpdated data) implements AnyEvent {}

  /**
   * An organization was changed.
   *
   * @param orgId 
   * @param organizationId 
   * @param name 
   * @param plan 
   * @param status 
   * @param ownerId 
   * @param changes 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OrganizationUpdated(
      @JsonProperty(value = "org_id") String orgId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "plan") String plan,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "owner_id") String ownerId,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * An organization was removed.
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
  public record OrganizationDeletedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) OrganizationDeleted data) implements AnyEvent {}

  /**
   * An organization was removed.
   *
   * @param orgId 
   * @param organizationId 
   * @param name 
   * @param plan 
   * @param status 
   * @param ownerId 
   * @param changes 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OrganizationDeleted(
      @JsonProperty(value = "org_id") String orgId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "plan") String plan,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "owner_id") String ownerId,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A project was added.
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
  public record ProjectCreatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ProjectCreated data) implements AnyEvent {}

  /**
   * A project was added.
   *
   * @param projectId 
   * @param organizationId 
   * @param name 
   * @param status 
   * @param ownerId 
   * @param changes 
   * @param startDate 
   * @param endDate 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProjectCreated(
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "owner_id") String ownerId,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "start_date") Object startDate,
      @JsonProperty(value = "end_date") Object endDate,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A project was changed.
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
  public record ProjectUpdatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ProjectUpdated data) implements AnyEvent {}

  /**
   * A project was changed.
   *
   * @param projectId 
   * @param organizationId 
   * @param name 
   * @param status 
   * @param ownerId 
   * @param changes 
   * @param startDate 
   * @param endDate 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProjectUpdated(
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "owner_id") String ownerId,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "start_date") Object startDate,
      @JsonProperty(value = "end_date") Object endDate,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A project was removed.
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
  public record ProjectDeletedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ProjectDeleted data) implements AnyEvent {}

  /**
   * A project was removed.
   *
   * @param projectId 
   * @param organizationId 
   * @param name 
   * @param status 
   * @param ownerId 
   * @param changes 
   * @param startDate 
   * @param endDate 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProjectDeleted(
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "owner_id") String ownerId,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "start_date") Object startDate,
      @JsonProperty(value = "end_date") Object endDate,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A task was added.
   *
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param taskId 
   * @param projectId 
   * @param organizationId 
   * @param userId 
   * @param timestamp Milliseconds since 1970 in UTC.
   * @param payload Details by name, such as title or status.
   * @param metadata About the event.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCreated(
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id", required = true) String organizationId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "timestamp", required = true) long timestamp,
      @JsonProperty(value = "payload", required = true) java.util.Map<String, String> payload,
      @JsonProperty(value = "metadata", required = true) EventMetadata metadata) implements AnyEvent {}

  /**
   * About the event.
   *
   * @param source Which program says so.
   * @param version Version of the schema, major.minor.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event_id that this event answers.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EventMetadata(
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "version", required = true) String version,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId) {}

  /**
   * A task was changed.
   *
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param taskId 
   * @param projectId 
   * @param organizationId 
   * @param userId 
   * @param timestamp Milliseconds since 1970 in UTC.
   * @param payload Details by name, such as title or status.
   * @param metadata About the event.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskUpdated(
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id", required = true) String organizationId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "timestamp", required = true) long timestamp,
      @JsonProperty(value = "payload", required = true) java.util.Map<String, String> payload,
      @JsonProperty(value = "metadata", required = true) EventMetadata metadata) implements AnyEvent {}

  /**
   * A task was completed.
   *
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param taskId 
   * @param projectId 
   * @param organizationId 
   * @param userId 
   * @param timestamp Milliseconds since 1970 in UTC.
   * @param payload Details by name, such as title or status.
   * @param metadata About the event.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCompleted(
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id", required = true) String organizationId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "timestamp", required = true) long timestamp,
      @JsonProperty(value = "payload", required = true) java.util.Map<String, String> payload,
      @JsonProperty(value = "metadata", required = true) EventMetadata metadata) implements AnyEvent {}

  /**
   * A task was removed.
   *
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param taskId 
   * @param projectId 
   * @param organizationId 
   * @param userId 
   * @param timestamp Milliseconds since 1970 in UTC.
   * @param payload Details by name, such as title or status.
   * @param metadata About the event.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskDeleted(
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id", required = true) String organizationId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "timestamp", required = true) long timestamp,
      @JsonProperty(value = "payload", required = true) java.util.Map<String, String> payload,
      @JsonProperty(value = "metadata", required = true) EventMetadata metadata) implements AnyEvent {}

  /**
   * A task was given to somebody.
   *
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param taskId 
   * @param projectId 
   * @param organizationId 
   * @param userId 
   * @param timestamp Milliseconds since 1970 in UTC.
   * @param payload Details by name, such as title or status.
   * @param metadata About the event.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskAssigned(
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id", required = true) String organizationId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "timestamp", required = true) long timestamp,
      @JsonProperty(value = "payload", required = true) java.util.Map<String, String> payload,
      @JsonProperty(value = "metadata", required = true) EventMetadata metadata) implements AnyEvent {}

  /**
   * A task is in another state.
   *
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param taskId 
   * @param projectId 
   * @param organizationId 
   * @param userId 
   * @param timestamp Milliseconds since 1970 in UTC.
   * @param payload Details by name, such as title or status.
   * @param metadata About the event.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskStatusChanged(
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "project_id", required = true) String projectId,
      @JsonProperty(value = "organization_id", required = true) String organizationId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "timestamp", required = true) long timestamp,
      @JsonProperty(value = "payload", required = true) java.util.Map<String, String> payload,
      @JsonProperty(value = "metadata", required = true) EventMetadata metadata) implements AnyEvent {}

  /**
   * Somebody wrote about a task.
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
  public record TaskCommentAddedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) TaskCommentAdded data) implements AnyEvent {}

  /**
   * Somebody wrote about a task.
   *
   * @param taskId 
   * @param commentId 
   * @param userId 
   * @param projectId 
   * @param parentCommentId 
   * @param body 
   * @param mentions 
   * @param attachments 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCommentAdded(
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "comment_id") String commentId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "project_id") String projectId,
      @JsonProperty(value = "parent_comment_id") String parentCommentId,
      @JsonProperty(value = "body") String body,
      @JsonProperty(value = "mentions") java.util.List<String> mentions,
      @JsonProperty(value = "attachments") java.util.List<String> attachments,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A comment was changed.
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
  public record TaskCommentUpdatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) TaskCommentUpdated data) implements AnyEvent {}

  /**
   * A comment was changed.
   *
   * @param taskId 
   * @param commentId 
   * @param userId 
   * @param projectId 
   * @param parentCommentId 
   * @param body 
   * @param mentions 
   * @param attachments 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCommentUpdated(
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "comment_id") String commentId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "project_id") String projectId,
      @JsonProperty(value = "parent_comment_id") String parentCommentId,
      @JsonProperty(value = "body") String body,
      @JsonProperty(value = "mentions") java.util.List<String> mentions,
      @JsonProperty(value = "attachments") java.util.List<String> attachments,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A comment was removed.
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
  public record TaskCommentDeletedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) TaskCommentDeleted data) implements AnyEvent {}

  /**
   * A comment was removed.
   *
   * @param taskId 
   * @param commentId 
   * @param userId 
   * @param projectId 
   * @param parentCommentId 
   * @param body 
   * @param mentions 
   * @param attachments 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskCommentDeleted(
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "comment_id") String commentId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "project_id") String projectId,
      @JsonProperty(value = "parent_comment_id") String parentCommentId,
      @JsonProperty(value = "body") String body,
      @JsonProperty(value = "mentions") java.util.List<String> mentions,
      @JsonProperty(value = "attachments") java.util.List<String> attachments,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * Somebody used the application.
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
  public record AnalyticsInteractionEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) AnalyticsInteraction data) implements AnyEvent {}

  /**
   * Somebody used the application.
   *
   * @param sessionId 
   * @param userId 
   * @param name 
   * @param category 
   * @param action 
   * @param label 
   * @param value 
   * @param page 
   * @param properties 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AnalyticsInteraction(
      @JsonProperty(value = "session_id") String sessionId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "category") String category,
      @JsonProperty(value = "action") String action,
      @JsonProperty(value = "label") String label,
      @JsonProperty(value = "value") Double value,
      @JsonProperty(value = "page") String page,
      @JsonProperty(value = "properties") java.util.Map<String, Object> properties,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * Somebody looked at a page.
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
  public record AnalyticsPageViewedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) AnalyticsPageViewed data) implements AnyEvent {}

  /**
   * Somebody looked at a page.
   *
   * @param sessionId 
   * @param userId 
   * @param url 
   * @param path 
   * @param referrer 
   * @param title 
   * @param durationMs 
   * @param userAgent 
   * @param device 
   * @param properties 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AnalyticsPageViewed(
      @JsonProperty(value = "session_id") String sessionId,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "url") String url,
      @JsonProperty(value = "path") String path,
      @JsonProperty(value = "referrer") String referrer,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "duration_ms") Double durationMs,
      @JsonProperty(value = "user_agent") String userAgent,
      @JsonProperty(value = "device") String device,
      @JsonProperty(value = "properties") java.util.Map<String, Object> properties,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A user is to get a mail.
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
  public record NotificationEmailRequestedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) NotificationEmailRequested data) implements AnyEvent {}

  /**
   * A user is to get a mail.
   *
   * @param notificationId 
   * @param userId 
   * @param organizationId 
   * @param template 
   * @param title 
   * @param subject 
   * @param body 
   * @param to 
   * @param deviceToken 
   * @param priority 
   * @param actionUrl 
   * @param data 
   * @param scheduledAt 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationEmailRequested(
      @JsonProperty(value = "notification_id", required = true) String notificationId,
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "template") String template,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "subject") String subject,
      @JsonProperty(value = "body") String body,
      @JsonProperty(value = "to") String to,
      @JsonProperty(value = "device_token") String deviceToken,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "action_url") String actionUrl,
      @JsonProperty(value = "data") java.util.Map<String, Object> data,
      @JsonProperty(value = "scheduled_at") java.time.Instant scheduledAt,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * A user is to get a push message.
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
  public record NotificationPushRequestedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) NotificationPushRequested data) implements AnyEvent {}

  /**
   * A user is to get a push message.
   *
   * @param notificationId 
   * @param userId 
   * @param organizationId 
   * @param template 
   * @param title 
   * @param subject 
   * @param body 
   * @param to 
   * @param deviceToken 
   * @param priority 
   * @param actionUrl 
   * @param data 
   * @param scheduledAt 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationPushRequested(
      @JsonProperty(value = "notification_id", required = true) String notificationId,
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "template") String template,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "subject") String subject,
      @JsonProperty(value = "body") String body,
      @JsonProperty(value = "to") String to,
      @JsonProperty(value = "device_token") String deviceToken,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "action_url") String actionUrl,
      @JsonProperty(value = "data") java.util.Map<String, Object> data,
      @JsonProperty(value = "scheduled_at") java.time.Instant scheduledAt,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * A user is to see a note in the application.
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
  public record NotificationInAppCreatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) NotificationInAppCreated data) implements AnyEvent {}

  /**
   * A user is to see a note in the application.
   *
   * @param notificationId 
   * @param userId 
   * @param organizationId 
   * @param template 
   * @param title 
   * @param subject 
   * @param body 
   * @param to 
   * @param deviceToken 
   * @param priority 
   * @param actionUrl 
   * @param data 
   * @param scheduledAt 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationInAppCreated(
      @JsonProperty(value = "notification_id", required = true) String notificationId,
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "template") String template,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "subject") String subject,
      @JsonProperty(value = "body") String body,
      @JsonProperty(value = "to") String to,
      @JsonProperty(value = "device_token") String deviceToken,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "action_url") String actionUrl,
      @JsonProperty(value = "data") java.util.Map<String, Object> data,
      @JsonProperty(value = "scheduled_at") java.time.Instant scheduledAt,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * A row of the table tasks changed.
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
  public record CdcTasksChangedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) CdcTasksChanged data) implements AnyEvent {}

  /**
   * A row of the table tasks changed.
   *
   * @param table 
   * @param recordId 
   * @param op c created, u updated, d deleted, r read in a snapshot
   * @param tsMs 
   * @param before 
   * @param after 
   * @param source 
   * @param transaction 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CdcTasksChanged(
      @JsonProperty(value = "table") String table,
      @JsonProperty(value = "record_id") Object recordId,
      @JsonProperty(value = "op") String op,
      @JsonProperty(value = "ts_ms") Long tsMs,
      @JsonProperty(value = "before") Object before,
      @JsonProperty(value = "after") Object after,
      @JsonProperty(value = "source") RowChangeSource source,
      @JsonProperty(value = "transaction") Object transaction) {}

  /**
   * 
   *
   * @param table 
   * @param schema 
   * @param db 
   * @param lsn 
   * @param txId 
   * @param tsMs 
   * @param snapshot 
   * @param connector 
   * @param name 
   * @param version 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RowChangeSource(
      @JsonProperty(value = "table") String table,
      @JsonProperty(value = "schema") String schema,
      @JsonProperty(value = "db") String db,
      @JsonProperty(value = "lsn") Long lsn,
      @JsonProperty(value = "tx_id") Long txId,
      @JsonProperty(value = "ts_ms") Long tsMs,
      @JsonProperty(value = "snapshot") Object snapshot,
      @JsonProperty(value = "connector") String connector,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "version") String version) {}

  /**
   * A row of the table projects changed.
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
  public record CdcProjectsChangedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) CdcProjectsChanged data) implements AnyEvent {}

  /**
   * A row of the table projects changed.
   *
   * @param table 
   * @param recordId 
   * @param op c created, u updated, d deleted, r read in a snapshot
   * @param tsMs 
   * @param before 
   * @param after 
   * @param source 
   * @param transaction 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CdcProjectsChanged(
      @JsonProperty(value = "table") String table,
      @JsonProperty(value = "record_id") Object recordId,
      @JsonProperty(value = "op") String op,
      @JsonProperty(value = "ts_ms") Long tsMs,
      @JsonProperty(value = "before") Object before,
      @JsonProperty(value = "after") Object after,
      @JsonProperty(value = "source") RowChangeSource source,
      @JsonProperty(value = "transaction") Object transaction) {}

  /**
   * Somebody did what must be accounted for.
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
  public record AuditRecordedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) AuditRecorded data) implements AnyEvent {}

  /**
   * Somebody did what must be accounted for.
   *
   * @param entityType 
   * @param entityId 
   * @param action 
   * @param userId 
   * @param organizationId 
   * @param before 
   * @param after 
   * @param ipAddress 
   * @param userAgent 
   * @param reason 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AuditRecorded(
      @JsonProperty(value = "entity_type", required = true) String entityType,
      @JsonProperty(value = "entity_id", required = true) String entityId,
      @JsonProperty(value = "action") String action,
      @JsonProperty(value = "user_id") String userId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "before") Object before,
      @JsonProperty(value = "after") Object after,
      @JsonProperty(value = "ip_address") String ipAddress,
      @JsonProperty(value = "user_agent") String userAgent,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

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
  public record ProcessingFailedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) ProcessingFailed data) implements AnyEvent {}

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
   * @param stackTrace 
   * @param retryCount 
   * @param failedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProcessingFailed(
      @JsonProperty(value = "original_topic", required = true) String originalTopic,
      @JsonProperty(value = "original_partition") Integer originalPartition,
      @JsonProperty(value = "original_offset") Long originalOffset,
      @JsonProperty(value = "original_key") String originalKey,
      @JsonProperty(value = "original_value") String originalValue,
      @JsonProperty(value = "consumer_group") String consumerGroup,
      @JsonProperty(value = "error_type") String errorType,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "stack_trace") String stackTrace,
      @JsonProperty(value = "retry_count") Integer retryCount,
      @JsonProperty(value = "failed_at") java.time.Instant failedAt) {}

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
  public record SystemHealthCheckedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SystemHealthChecked data) implements AnyEvent {}

  /**
   * A service says how it is.
   *
   * @param service 
   * @param instance 
   * @param status 
   * @param checks 
   * @param latencyMs 
   * @param version 
   * @param checkedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemHealthChecked(
      @JsonProperty(value = "service", required = true) String service,
      @JsonProperty(value = "instance") String instance,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "checks") java.util.Map<String, Object> checks,
      @JsonProperty(value = "latency_ms") Double latencyMs,
      @JsonProperty(value = "version") String version,
      @JsonProperty(value = "checked_at") java.time.Instant checkedAt) {}

  /**
   * What is known of a user now.
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
  public record UserProfileSnapshotEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) UserProfileSnapshot data) implements AnyEvent {}

  /**
   * What is known of a user now.
   *
   * @param userId 
   * @param organizationId 
   * @param email 
   * @param name 
   * @param role 
   * @param status 
   * @param settings 
   * @param profile 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserProfileSnapshot(
      @JsonProperty(value = "user_id", required = true) String userId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "email") String email,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "role") String role,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "settings") java.util.Map<String, Object> settings,
      @JsonProperty(value = "profile") Object profile,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * How a task stands now.
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
  public record TaskStateSnapshotEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) TaskStateSnapshot data) implements AnyEvent {}

  /**
   * How a task stands now.
   *
   * @param taskId 
   * @param projectId 
   * @param organizationId 
   * @param assigneeId 
   * @param title 
   * @param status 
   * @param priority 
   * @param dueDate 
   * @param state 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TaskStateSnapshot(
      @JsonProperty(value = "task_id", required = true) String taskId,
      @JsonProperty(value = "project_id") String projectId,
      @JsonProperty(value = "organization_id") String organizationId,
      @JsonProperty(value = "assignee_id") String assigneeId,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "due_date") Object dueDate,
      @JsonProperty(value = "state") java.util.Map<String, Object> state,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * Pyxis sold a service.
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
  public record SalesPyxisOrderCreatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesPyxisOrderCreated data) implements AnyEvent {}

  /**
   * Pyxis sold a service.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param salesChannel 
   * @param storeId 
   * @param customer 
   * @param address 
   * @param serviceType 
   * @param priority 
   * @param requestedDate 
   * @param scheduledDate 
   * @param items 
   * @param totalAmount 
   * @param currency 
   * @param notes 
   * @param attributes 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesPyxisOrderCreated(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "store_id") String storeId,
      @JsonProperty(value = "customer") Customer customer,
      @JsonProperty(value = "address") Address address,
      @JsonProperty(value = "service_type") String serviceType,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "requested_date") Object requestedDate,
      @JsonProperty(value = "scheduled_date") Object scheduledDate,
      @JsonProperty(value = "items") java.util.List<SalesOrderItems> items,
      @JsonProperty(value = "total_amount") Double totalAmount,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * 
   *
   * @param customerId 
   * @param name 
   * @param email 
   * @param phone 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Customer(
      @JsonProperty(value = "customer_id") String customerId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "email") String email,
      @JsonProperty(value = "phone") String phone) {}

  /**
   * 
   *
   * @param street 
   * @param city 
   * @param state 
   * @param postalCode 
   * @param country 
   * @param latitude 
   * @param longitude 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Address(
      @JsonProperty(value = "street") String street,
      @JsonProperty(value = "city") String city,
      @JsonProperty(value = "state") String state,
      @JsonProperty(value = "postal_code") String postalCode,
      @JsonProperty(value = "country") String country,
      @JsonProperty(value = "latitude") Double latitude,
      @JsonProperty(value = "longitude") Double longitude) {}

  /**
   * 
   *
   * @param sku 
   * @param name 
   * @param quantity 
   * @param unitPrice 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesOrderItems(
      @JsonProperty(value = "sku") String sku,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "unit_price") Double unitPrice) {}

  /**
   * Pyxis changed an order.
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
  public record SalesPyxisOrderUpdatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesPyxisOrderUpdated data) implements AnyEvent {}

  /**
   * Pyxis changed an order.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param status 
   * @param previousStatus 
   * @param changes 
   * @param reason 
   * @param updatedBy 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesPyxisOrderUpdated(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "previous_status") String previousStatus,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "updated_by") String updatedBy,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * Pyxis took an order back.
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
  public record SalesPyxisOrderCancelledEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesPyxisOrderCancelled data) implements AnyEvent {}

  /**
   * Pyxis took an order back.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param status 
   * @param previousStatus 
   * @param changes 
   * @param reason 
   * @param updatedBy 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesPyxisOrderCancelled(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "previous_status") String previousStatus,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "updated_by") String updatedBy,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * Tempo asks for a service.
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
  public record SalesTempoServiceRequestedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesTempoServiceRequested data) implements AnyEvent {}

  /**
   * Tempo asks for a service.
   *
   * @param serviceRequestId 
   * @param orderId 
   * @param externalId 
   * @param sourceSystem 
   * @param customer 
   * @param address 
   * @param serviceType 
   * @param priority 
   * @param requestedDate 
   * @param description 
   * @param attributes 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesTempoServiceRequested(
      @JsonProperty(value = "service_request_id", required = true) String serviceRequestId,
      @JsonProperty(value = "order_id") String orderId,
      @JsonProperty(value = "external_id") String externalId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "customer") Customer customer,
      @JsonProperty(value = "address") Address address,
      @JsonProperty(value = "service_type") String serviceType,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "requested_date") Object requestedDate,
      @JsonProperty(value = "description") String description,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * Tempo changed a request.
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
  public record SalesTempoServiceUpdatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesTempoServiceUpdated data) implements AnyEvent {}

  /**
   * Tempo changed a request.
   *
   * @param serviceRequestId 
   * @param orderId 
   * @param sourceSystem 
   * @param status 
   * @param previousStatus 
   * @param changes 
   * @param reason 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesTempoServiceUpdated(
      @JsonProperty(value = "service_request_id", required = true) String serviceRequestId,
      @JsonProperty(value = "order_id") String orderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "previous_status") String previousStatus,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * Tempo took a request back.
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
  public record SalesTempoServiceCancelledEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesTempoServiceCancelled data) implements AnyEvent {}

  /**
   * Tempo took a request back.
   *
   * @param serviceRequestId 
   * @param orderId 
   * @param sourceSystem 
   * @param status 
   * @param previousStatus 
   * @param changes 
   * @param reason 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesTempoServiceCancelled(
      @JsonProperty(value = "service_request_id", required = true) String serviceRequestId,
      @JsonProperty(value = "order_id") String orderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "previous_status") String previousStatus,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * SAP sold a service to a company.
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
  public record SalesSapOrderCreatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesSapOrderCreated data) implements AnyEvent {}

  /**
   * SAP sold a service to a company.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param salesChannel 
   * @param storeId 
   * @param customer 
   * @param address 
   * @param serviceType 
   * @param priority 
   * @param requestedDate 
   * @param scheduledDate 
   * @param items 
   * @param totalAmount 
   * @param currency 
   * @param notes 
   * @param attributes 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesSapOrderCreated(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "store_id") String storeId,
      @JsonProperty(value = "customer") Customer customer,
      @JsonProperty(value = "address") Address address,
      @JsonProperty(value = "service_type") String serviceType,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "requested_date") Object requestedDate,
      @JsonProperty(value = "scheduled_date") Object scheduledDate,
      @JsonProperty(value = "items") java.util.List<SalesOrderItems> items,
      @JsonProperty(value = "total_amount") Double totalAmount,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * A store took an order.
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
  public record SalesChannelStoreOrderPlacedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesChannelStoreOrderPlaced data) implements AnyEvent {}

  /**
   * A store took an order.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param salesChannel 
   * @param storeId 
   * @param customer 
   * @param address 
   * @param serviceType 
   * @param priority 
   * @param requestedDate 
   * @param scheduledDate 
   * @param items 
   * @param totalAmount 
   * @param currency 
   * @param notes 
   * @param attributes 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesChannelStoreOrderPlaced(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "store_id") String storeId,
      @JsonProperty(value = "customer") Customer customer,
      @JsonProperty(value = "address") Address address,
      @JsonProperty(value = "service_type") String serviceType,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "requested_date") Object requestedDate,
      @JsonProperty(value = "scheduled_date") Object scheduledDate,
      @JsonProperty(value = "items") java.util.List<SalesOrderItems> items,
      @JsonProperty(value = "total_amount") Double totalAmount,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * The web shop took an order.
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
  public record SalesChannelWebOrderPlacedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesChannelWebOrderPlaced data) implements AnyEvent {}

  /**
   * The web shop took an order.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param salesChannel 
   * @param storeId 
   * @param customer 
   * @param address 
   * @param serviceType 
   * @param priority 
   * @param requestedDate 
   * @param scheduledDate 
   * @param items 
   * @param totalAmount 
   * @param currency 
   * @param notes 
   * @param attributes 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesChannelWebOrderPlaced(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "store_id") String storeId,
      @JsonProperty(value = "customer") Customer customer,
      @JsonProperty(value = "address") Address address,
      @JsonProperty(value = "service_type") String serviceType,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "requested_date") Object requestedDate,
      @JsonProperty(value = "scheduled_date") Object scheduledDate,
      @JsonProperty(value = "items") java.util.List<SalesOrderItems> items,
      @JsonProperty(value = "total_amount") Double totalAmount,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * The call center took an order.
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
  public record SalesChannelCallcenterOrderPlacedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) SalesChannelCallcenterOrderPlaced data) implements AnyEvent {}

  /**
   * The call center took an order.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param salesChannel 
   * @param storeId 
   * @param customer 
   * @param address 
   * @param serviceType 
   * @param priority 
   * @param requestedDate 
   * @param scheduledDate 
   * @param items 
   * @param totalAmount 
   * @param currency 
   * @param notes 
   * @param attributes 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SalesChannelCallcenterOrderPlaced(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "store_id") String storeId,
      @JsonProperty(value = "customer") Customer customer,
      @JsonProperty(value = "address") Address address,
      @JsonProperty(value = "service_type") String serviceType,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "requested_date") Object requestedDate,
      @JsonProperty(value = "scheduled_date") Object scheduledDate,
      @JsonProperty(value = "items") java.util.List<SalesOrderItems> items,
      @JsonProperty(value = "total_amount") Double totalAmount,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "created_at") java.time.Instant createdAt) {}

  /**
   * Sales systems are told how an order stands.
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
  public record FsmOrderStatusUpdatedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FsmOrderStatusUpdated data) implements AnyEvent {}

  /**
   * Sales systems are told how an order stands.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param taskId 
   * @param status 
   * @param previousStatus 
   * @param technicianId 
   * @param technicianName 
   * @param scheduledStart 
   * @param scheduledEnd 
   * @param completedAt 
   * @param outcome 
   * @param notes 
   * @param attributes 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FsmOrderStatusUpdated(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "previous_status") String previousStatus,
      @JsonProperty(value = "technician_id") String technicianId,
      @JsonProperty(value = "technician_name") String technicianName,
      @JsonProperty(value = "scheduled_start") java.time.Instant scheduledStart,
      @JsonProperty(value = "scheduled_end") java.time.Instant scheduledEnd,
      @JsonProperty(value = "completed_at") java.time.Instant completedAt,
      @JsonProperty(value = "outcome") String outcome,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * Sales systems are told who comes.
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
  public record FsmOrderAssignedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FsmOrderAssigned data) implements AnyEvent {}

  /**
   * Sales systems are told who comes.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param taskId 
   * @param status 
   * @param previousStatus 
   * @param technicianId 
   * @param technicianName 
   * @param scheduledStart 
   * @param scheduledEnd 
   * @param completedAt 
   * @param outcome 
   * @param notes 
   * @param attributes 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FsmOrderAssigned(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "previous_status") String previousStatus,
      @JsonProperty(value = "technician_id") String technicianId,
      @JsonProperty(value = "technician_name") String technicianName,
      @JsonProperty(value = "scheduled_start") java.time.Instant scheduledStart,
      @JsonProperty(value = "scheduled_end") java.time.Instant scheduledEnd,
      @JsonProperty(value = "completed_at") java.time.Instant completedAt,
      @JsonProperty(value = "outcome") String outcome,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * Sales systems are told when somebody comes.
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
  public record FsmOrderScheduledEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FsmOrderScheduled data) implements AnyEvent {}

  /**
   * Sales systems are told when somebody comes.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param taskId 
   * @param status 
   * @param previousStatus 
   * @param technicianId 
   * @param technicianName 
   * @param scheduledStart 
   * @param scheduledEnd 
   * @param completedAt 
   * @param outcome 
   * @param notes 
   * @param attributes 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FsmOrderScheduled(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "previous_status") String previousStatus,
      @JsonProperty(value = "technician_id") String technicianId,
      @JsonProperty(value = "technician_name") String technicianName,
      @JsonProperty(value = "scheduled_start") java.time.Instant scheduledStart,
      @JsonProperty(value = "scheduled_end") java.time.Instant scheduledEnd,
      @JsonProperty(value = "completed_at") java.time.Instant completedAt,
      @JsonProperty(value = "outcome") String outcome,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * Sales systems are told that the service is done.
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
  public record FsmOrderCompletedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FsmOrderCompleted data) implements AnyEvent {}

  /**
   * Sales systems are told that the service is done.
   *
   * @param orderId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param taskId 
   * @param status 
   * @param previousStatus 
   * @param technicianId 
   * @param technicianName 
   * @param scheduledStart 
   * @param scheduledEnd 
   * @param completedAt 
   * @param outcome 
   * @param notes 
   * @param attributes 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FsmOrderCompleted(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "previous_status") String previousStatus,
      @JsonProperty(value = "technician_id") String technicianId,
      @JsonProperty(value = "technician_name") String technicianName,
      @JsonProperty(value = "scheduled_start") java.time.Instant scheduledStart,
      @JsonProperty(value = "scheduled_end") java.time.Instant scheduledEnd,
      @JsonProperty(value = "completed_at") java.time.Instant completedAt,
      @JsonProperty(value = "outcome") String outcome,
      @JsonProperty(value = "notes") String notes,
      @JsonProperty(value = "attributes") java.util.Map<String, Object> attributes,
      @JsonProperty(value = "updated_at") java.time.Instant updatedAt) {}

  /**
   * Sales systems are told what a technical visit found.
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
  public record FsmTvOutcomeRecordedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FsmTvOutcomeRecorded data) implements AnyEvent {}

  /**
   * Sales systems are told what a technical visit found.
   *
   * @param orderId 
   * @param visitId 
   * @param taskId 
   * @param sourceSystem 
   * @param outcome 
   * @param feasible 
   * @param technicianId 
   * @param findings 
   * @param modifications 
   * @param additionalCost 
   * @param currency 
   * @param photos 
   * @param recordedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FsmTvOutcomeRecorded(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "visit_id") String visitId,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "outcome") String outcome,
      @JsonProperty(value = "feasible") Boolean feasible,
      @JsonProperty(value = "technician_id") String technicianId,
      @JsonProperty(value = "findings") String findings,
      @JsonProperty(value = "modifications") java.util.List<TechnicalVisitModifications> modifications,
      @JsonProperty(value = "additional_cost") Double additionalCost,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "photos") java.util.List<String> photos,
      @JsonProperty(value = "recorded_at") java.time.Instant recordedAt) {}

  /**
   * 
   *
   * @param item 
   * @param change 
   * @param quantity 
   * @param reason 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TechnicalVisitModifications(
      @JsonProperty(value = "item") String item,
      @JsonProperty(value = "change") String change,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "reason") String reason) {}

  /**
   * Sales systems are asked to change what was sold.
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
  public record FsmTvModificationsRequiredEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) FsmTvModificationsRequired data) implements AnyEvent {}

  /**
   * Sales systems are asked to change what was sold.
   *
   * @param orderId 
   * @param visitId 
   * @param taskId 
   * @param sourceSystem 
   * @param outcome 
   * @param feasible 
   * @param technicianId 
   * @param findings 
   * @param modifications 
   * @param additionalCost 
   * @param currency 
   * @param photos 
   * @param recordedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FsmTvModificationsRequired(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "visit_id") String visitId,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "outcome") String outcome,
      @JsonProperty(value = "feasible") Boolean feasible,
      @JsonProperty(value = "technician_id") String technicianId,
      @JsonProperty(value = "findings") String findings,
      @JsonProperty(value = "modifications") java.util.List<TechnicalVisitModifications> modifications,
      @JsonProperty(value = "additional_cost") Double additionalCost,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "photos") java.util.List<String> photos,
      @JsonProperty(value = "recorded_at") java.time.Instant recordedAt) {}

  /**
   * An order of any sales system arrived.
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
  public record IntegrationSalesOrderReceivedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) IntegrationSalesOrderReceived data) implements AnyEvent {}

  /**
   * An order of any sales system arrived.
   *
   * @param orderId 
   * @param integrationId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param targetSystem 
   * @param salesChannel 
   * @param taskId 
   * @param status 
   * @param raw 
   * @param normalized 
   * @param errorCode 
   * @param errorMessage 
   * @param retryCount 
   * @param retryable 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IntegrationSalesOrderReceived(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "integration_id") String integrationId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "target_system") String targetSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "raw") Object raw,
      @JsonProperty(value = "normalized") Object normalized,
      @JsonProperty(value = "error_code") String errorCode,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "retry_count") Integer retryCount,
      @JsonProperty(value = "retryable") Boolean retryable,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * An order fits the model of field service now.
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
  public record IntegrationSalesOrderNormalizedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) IntegrationSalesOrderNormalized data) implements AnyEvent {}

  /**
   * An order fits the model of field service now.
   *
   * @param orderId 
   * @param integrationId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param targetSystem 
   * @param salesChannel 
   * @param taskId 
   * @param status 
   * @param raw 
   * @param normalized 
   * @param errorCode 
   * @param errorMessage 
   * @param retryCount 
   * @param retryable 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IntegrationSalesOrderNormalized(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "integration_id") String integrationId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "target_system") String targetSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "raw") Object raw,
      @JsonProperty(value = "normalized") Object normalized,
      @JsonProperty(value = "error_code") String errorCode,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "retry_count") Integer retryCount,
      @JsonProperty(value = "retryable") Boolean retryable,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * An order could not be taken over.
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
  public record IntegrationSalesOrderFailedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) IntegrationSalesOrderFailed data) implements AnyEvent {}

  /**
   * An order could not be taken over.
   *
   * @param orderId 
   * @param integrationId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param targetSystem 
   * @param salesChannel 
   * @param taskId 
   * @param status 
   * @param raw 
   * @param normalized 
   * @param errorCode 
   * @param errorMessage 
   * @param retryCount 
   * @param retryable 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IntegrationSalesOrderFailed(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "integration_id") String integrationId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "target_system") String targetSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "raw") Object raw,
      @JsonProperty(value = "normalized") Object normalized,
      @JsonProperty(value = "error_code") String errorCode,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "retry_count") Integer retryCount,
      @JsonProperty(value = "retryable") Boolean retryable,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A sales system was told.
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
  public record IntegrationSalesStatusSentEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) IntegrationSalesStatusSent data) implements AnyEvent {}

  /**
   * A sales system was told.
   *
   * @param orderId 
   * @param integrationId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param targetSystem 
   * @param salesChannel 
   * @param taskId 
   * @param status 
   * @param raw 
   * @param normalized 
   * @param errorCode 
   * @param errorMessage 
   * @param retryCount 
   * @param retryable 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IntegrationSalesStatusSent(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "integration_id") String integrationId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "target_system") String targetSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "raw") Object raw,
      @JsonProperty(value = "normalized") Object normalized,
      @JsonProperty(value = "error_code") String errorCode,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "retry_count") Integer retryCount,
      @JsonProperty(value = "retryable") Boolean retryable,
      @JsonProperty(value = "occurred_at") java.time.Instant occurredAt) {}

  /**
   * A sales system could not be told.
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
  public record IntegrationSalesStatusFailedEvent(
      @JsonProperty(value = "schema_version", required = true) String schemaVersion,
      @JsonProperty(value = "event_id", required = true) String eventId,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "event_type", required = true) String eventType,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "correlation_id") String correlationId,
      @JsonProperty(value = "causation_id") String causationId,
      @JsonProperty(value = "headers") java.util.Map<String, String> headers,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "data", required = true) IntegrationSalesStatusFailed data) implements AnyEvent {}

  /**
   * A sales system could not be told.
   *
   * @param orderId 
   * @param integrationId 
   * @param externalOrderId 
   * @param sourceSystem 
   * @param targetSystem 
   * @param salesChannel 
   * @param taskId 
   * @param status 
   * @param raw 
   * @param normalized 
   * @param errorCode 
   * @param errorMessage 
   * @param retryCount 
   * @param retryable 
   * @param occurredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IntegrationSalesStatusFailed(
      @JsonProperty(value = "order_id", required = true) String orderId,
      @JsonProperty(value = "integration_id") String integrationId,
      @JsonProperty(value = "external_order_id") String externalOrderId,
      @JsonProperty(value = "source_system") String sourceSystem,
      @JsonProperty(value = "target_system") String targetSystem,
      @JsonProperty(value = "sales_channel") String salesChannel,
      @JsonProperty(value = "task_id") String taskId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "raw") Object raw,
      @JsonProperty(value = "normalized") Object normalized,
      @JsonProperty(value = "error_code") String errorCode,
      @JsonProperty(value = "error_message") String errorMessage,
      @JsonProperty(value = "retry_count") Integer retryCount,
      @JsonProperty(value = "retryable") Boolean retryable,
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
