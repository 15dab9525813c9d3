// Events of fsm. Made by `tda generate typescript` from the catalog: change that instead of this file.
//
// `events.schema.json` beside this file validates what these types only promise. Whole numbers beyond
// Number.MAX_SAFE_INTEGER lose their last digits when JSON.parse reads them.

/** A user was added. */
export interface UserCreatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.created";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UserCreated;
}

/** A user was added. */
export interface UserCreated {
  user_id: string;
  organization_id?: string | null;
  email?: string | null;
  name?: string | null;
  role?: string | null;
  status?: string | null;
  changes?: unknown | null;
  reason?: string | null;
  actor_id?: string | null;
  occurred_at?: string | null;
}

/** A user was changed. */
export interface UserUpdatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.updated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UserUpdated;
}

/** A user was changed. */
export interface UserUpdated {
  user_id: string;
  organization_id?: string | null;
  email?: string | null;
  name?: string | null;
  role?: string | null;
  status?: string | null;
  changes?: unknown | null;
  reason?: string | null;
  actor_id?: string | null;
  occurred_at?: string | null;
}

/** A user was removed. */
export interface UserDeletedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.deleted";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UserDeleted;
}

/** A user was removed. */
export interface UserDeleted {
  user_id: string;
  organization_id?: string | null;
  email?: string | null;
  name?: string | null;
  role?: string | null;
  status?: string | null;
  changes?: unknown | null;
  reason?: string | null;
  actor_id?: string | null;
  occurred_at?: string | null;
}

/** A user came. */
export interface UserLoggedInEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.logged_in";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UserLoggedIn;
}

/** A user came. */
export interface UserLoggedIn {
  user_id: string;
  session_id?: string | null;
  method?: string | null;
  success?: boolean | null;
  reason?: string | null;
  ip_address?: string | null;
  user_agent?: string | null;
  device?: string | null;
  occurred_at?: string | null;
}

/** A user left. */
export interface UserLoggedOutEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.logged_out";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UserLoggedOut;
}

/** A user left. */
export interface UserLoggedOut {
  user_id: string;
  session_id?: string | null;
  method?: string | null;
  success?: boolean | null;
  reason?: string | null;
  ip_address?: string | null;
  user_agent?: string | null;
  device?: string | null;
  occurred_at?: string | null;
}

/** Somebody could not log in. */
export interface UserLoginFailedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.login_failed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UserLoginFailed;
}

/** Somebody could not log in. */
export interface UserLoginFailed {
  user_id: string;
  session_id?: string | null;
  method?: string | null;
  success?: boolean | null;
  reason?: string | null;
  ip_address?: string | null;
  user_agent?: string | null;
  device?: string | null;
  occurred_at?: string | null;
}

/** An organization was added. */
export interface OrganizationCreatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "organization.created";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: OrganizationCreated;
}

/** An organization was added. */
export interface OrganizationCreated {
  org_id?: string | null;
  organization_id?: string | null;
  name?: string | null;
  plan?: string | null;
  status?: string | null;
  owner_id?: string | null;
  changes?: unknown | null;
  occurred_at?: string | null;
}

/** An organization was changed. */
export interface OrganizationUpdatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "organization.updated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: OrganizationUpdated;
}

/** An organization was changed. */
export interface OrganizationUpdated {
  org_id?: string | null;
  organization_id?: string | null;
  name?: string | null;
  plan?: string | null;
  status?: string | null;
  owner_id?: string | null;
  changes?: unknown | null;
  occurred_at?: string | null;
}

/** An organization was removed. */
export interface OrganizationDeletedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "organization.deleted";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: OrganizationDeleted;
}

/** An organization was removed. */
export interface OrganizationDeleted {
  org_id?: string | null;
  organization_id?: string | null;
  name?: string | null;
  plan?: string | null;
  status?: string | null;
  owner_id?: string | null;
  changes?: unknown | null;
  occurred_at?: string | null;
}

/** A project was added. */
export interface ProjectCreatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "project.created";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ProjectCreated;
}

/** A project was added. */
export interface ProjectCreated {
  project_id: string;
  organization_id?: string | null;
  name?: string | null;
  status?: string | null;
  owner_id?: string | null;
  changes?: unknown | null;
  start_date?: string | string | null;
  end_date?: string | string | null;
  occurred_at?: string | null;
}

/** A project was changed. */
export interface ProjectUpdatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "project.updated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ProjectUpdated;
}

/** A project was changed. */
export interface ProjectUpdated {
  project_id: string;
  organization_id?: string | null;
  name?: string | null;
  status?: string | null;
  owner_id?: string | null;
  changes?: unknown | null;
  start_date?: string | string | null;
  end_date?: string | string | null;
  occurred_at?: string | null;
}

/** A project was removed. */
export interface ProjectDeletedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "project.deleted";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ProjectDeleted;
}

/** A project was removed. */
export interface ProjectDeleted {
  project_id: string;
  organization_id?: string | null;
  name?: string | null;
  status?: string | null;
  owner_id?: string | null;
  changes?: unknown | null;
  start_date?: string | string | null;
  end_date?: string | string | null;
  occurred_at?: string | null;
}

/** A task was added. */
export interface TaskCreated {
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** What kind of fact it is. */
  event_type: "TASK_CREATED";
  task_id: string;
  project_id: string;
  organization_id: string;
  user_id?: string | null;
  /** Milliseconds since 1970 in UTC. */
  timestamp: number;
  /** Details by name, such as title or status. */
  payload: { [name: string]: string };
  /** About the event. */
  metadata: EventMetadata;
}

/** About the event. */
export interface EventMetadata {
  /** Which program says so. */
  source: string;
  /** Version of the schema, major.minor. */
  version: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
}

/** A task was changed. */
export interface TaskUpdated {
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** What kind of fact it is. */
  event_type: "TASK_UPDATED";
  task_id: string;
  project_id: string;
  organization_id: string;
  user_id?: string | null;
  /** Milliseconds since 1970 in UTC. */
  timestamp: number;
  /** Details by name, such as title or status. */
  payload: { [name: string]: string };
  /** About the event. */
  metadata: EventMetadata;
}

/** A task was completed. */
export interface TaskCompleted {
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** What kind of fact it is. */
  event_type: "TASK_COMPLETED";
  task_id: string;
  project_id: string;
  organization_id: string;
  user_id?: string | null;
  /** Milliseconds since 1970 in UTC. */
  timestamp: number;
  /** Details by name, such as title or status. */
  payload: { [name: string]: string };
  /** About the event. */
  metadata: EventMetadata;
}

/** A task was removed. */
export interface TaskDeleted {
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** What kind of fact it is. */
  event_type: "TASK_DELETED";
  task_id: string;
  project_id: string;
  organization_id: string;
  user_id?: string | null;
  /** Milliseconds since 1970 in UTC. */
  timestamp: number;
  /** Details by name, such as title or status. */
  payload: { [name: string]: string };
  /** About the event. */
  metadata: EventMetadata;
}

/** A task was given to somebody. */
export interface TaskAssigned {
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** What kind of fact it is. */
  event_type: "TASK_ASSIGNED";
  task_id: string;
  project_id: string;
  organization_id: string;
  user_id?: string | null;
  /** Milliseconds since 1970 in UTC. */
  timestamp: number;
  /** Details by name, such as title or status. */
  payload: { [name: string]: string };
  /** About the event. */
  metadata: EventMetadata;
}

/** A task is in another state. */
export interface TaskStatusChanged {
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** What kind of fact it is. */
  event_type: "TASK_STATUS_CHANGED";
  task_id: string;
  project_id: string;
  organization_id: string;
  user_id?: string | null;
  /** Milliseconds since 1970 in UTC. */
  timestamp: number;
  /** Details by name, such as title or status. */
  payload: { [name: string]: string };
  /** About the event. */
  metadata: EventMetadata;
}

/** Somebody wrote about a task. */
export interface TaskCommentAddedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "task.comment.added";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: TaskCommentAdded;
}

/** Somebody wrote about a task. */
export interface TaskCommentAdded {
  task_id: string;
  comment_id?: string | null;
  user_id?: string | null;
  project_id?: string | null;
  parent_comment_id?: string | null;
  body?: string | null;
  mentions?: string[] | null;
  attachments?: string[] | null;
  occurred_at?: string | null;
}

/** A comment was changed. */
export interface TaskCommentUpdatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "task.comment.updated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: TaskCommentUpdated;
}

/** A comment was changed. */
export interface TaskCommentUpdated {
  task_id: string;
  comment_id?: string | null;
  user_id?: string | null;
  project_id?: string | null;
  parent_comment_id?: string | null;
  body?: string | null;
  mentions?: string[] | null;
  attachments?: string[] | null;
  occurred_at?: string | null;
}

/** A comment was removed. */
export interface TaskCommentDeletedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "task.comment.deleted";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: TaskCommentDeleted;
}

/** A comment was removed. */
export interface TaskCommentDeleted {
  task_id: string;
  comment_id?: string | null;
  user_id?: string | null;
  project_id?: string | null;
  parent_comment_id?: string | null;
  body?: string | null;
  mentions?: string[] | null;
  attachments?: string[] | null;
  occurred_at?: string | null;
}

/** Somebody used the application. */
export interface AnalyticsInteractionEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "analytics.interaction";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: AnalyticsInteraction;
}

/** Somebody used the application. */
export interface AnalyticsInteraction {
  session_id?: string | null;
  user_id?: string | null;
  name?: string | null;
  category?: string | null;
  action?: string | null;
  label?: string | null;
  value?: number | null;
  page?: string | null;
  properties?: { [name: string]: unknown } | null;
  occurred_at?: string | null;
}

/** Somebody looked at a page. */
export interface AnalyticsPageViewedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "analytics.page_viewed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: AnalyticsPageViewed;
}

/** Somebody looked at a page. */
export interface AnalyticsPageViewed {
  session_id?: string | null;
  user_id?: string | null;
  url?: string | null;
  path?: string | null;
  referrer?: string | null;
  title?: string | null;
  duration_ms?: number | null;
  user_agent?: string | null;
  device?: string | null;
  properties?: { [name: string]: unknown } | null;
  occurred_at?: string | null;
}

/** A user is to get a mail. */
export interface NotificationEmailRequestedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "notification.email_requested";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: NotificationEmailRequested;
}

/** A user is to get a mail. */
export interface NotificationEmailRequested {
  notification_id: string;
  user_id: string;
  organization_id?: string | null;
  template?: string | null;
  title?: string | null;
  subject?: string | null;
  body?: string | null;
  to?: string | null;
  device_token?: string | null;
  priority?: string | null;
  action_url?: string | null;
  data?: { [name: string]: unknown } | null;
  scheduled_at?: string | null;
  created_at?: string | null;
}

/** A user is to get a push message. */
export interface NotificationPushRequestedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "notification.push_requested";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: NotificationPushRequested;
}

/** A user is to get a push message. */
export interface NotificationPushRequested {
  notification_id: string;
  user_id: string;
  organization_id?: string | null;
  template?: string | null;
  title?: string | null;
  subject?: string | null;
  body?: string | null;
  to?: string | null;
  device_token?: string | null;
  priority?: string | null;
  action_url?: string | null;
  data?: { [name: string]: unknown } | null;
  scheduled_at?: string | null;
  created_at?: string | null;
}

/** A user is to see a note in the application. */
export interface NotificationInAppCreatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "notification.in_app_created";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: NotificationInAppCreated;
}

/** A user is to see a note in the application. */
export interface NotificationInAppCreated {
  notification_id: string;
  user_id: string;
  organization_id?: string | null;
  template?: string | null;
  title?: string | null;
  subject?: string | null;
  body?: string | null;
  to?: string | null;
  device_token?: string | null;
  priority?: string | null;
  action_url?: string | null;
  data?: { [name: string]: unknown } | null;
  scheduled_at?: string | null;
  created_at?: string | null;
}

/** A row of the table tasks changed. */
export interface CdcTasksChangedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "cdc.tasks_changed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: CdcTasksChanged;
}

/** A row of the table tasks changed. */
export interface CdcTasksChanged {
  table?: string | null;
  record_id?: string | number | null;
  /** c created, u updated, d deleted, r read in a snapshot */
  op?: string | null;
  ts_ms?: number | null;
  before?: unknown | null;
  after?: unknown | null;
  source?: RowChangeSource | null;
  transaction?: unknown | null;
}

export interface RowChangeSource {
  table?: string | null;
  schema?: string | null;
  db?: string | null;
  lsn?: number | null;
  tx_id?: number | null;
  ts_ms?: number | null;
  snapshot?: unknown | null;
  connector?: string | null;
  name?: string | null;
  version?: string | null;
}

/** A row of the table projects changed. */
export interface CdcProjectsChangedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "cdc.projects_changed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: CdcProjectsChanged;
}

/** A row of the table projects changed. */
export interface CdcProjectsChanged {
  table?: string | null;
  record_id?: string | number | null;
  /** c created, u updated, d deleted, r read in a snapshot */
  op?: string | null;
  ts_ms?: number | null;
  before?: unknown | null;
  after?: unknown | null;
  source?: RowChangeSource | null;
  transaction?: unknown | null;
}

/** Somebody did what must be accounted for. */
export interface AuditRecordedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "audit.recorded";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: AuditRecorded;
}

/** Somebody did what must be accounted for. */
export interface AuditRecorded {
  entity_type: string;
  entity_id: string;
  action?: string | null;
  user_id?: string | null;
  organization_id?: string | null;
  before?: unknown | null;
  after?: unknown | null;
  ip_address?: string | null;
  user_agent?: string | null;
  reason?: string | null;
  occurred_at?: string | null;
}

/** A record could not be handled and was set aside with its reason. */
export interface ProcessingFailedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "processing.failed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: ProcessingFailed;
}

/** A record could not be handled and was set aside with its reason. */
export interface ProcessingFailed {
  original_topic: string;
  original_partition?: number | null;
  original_offset?: number | null;
  original_key?: string | null;
  original_value?: string | null;
  consumer_group?: string | null;
  error_type?: string | null;
  error_message?: string | null;
  stack_trace?: string | null;
  retry_count?: number | null;
  failed_at?: string | null;
}

/** A service says how it is. */
export interface SystemHealthCheckedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "system.health_checked";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SystemHealthChecked;
}

/** A service says how it is. */
export interface SystemHealthChecked {
  service: string;
  instance?: string | null;
  status?: string | null;
  checks?: { [name: string]: unknown } | null;
  latency_ms?: number | null;
  version?: string | null;
  checked_at?: string | null;
}

/** What is known of a user now. */
export interface UserProfileSnapshotEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.profile.snapshot";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: UserProfileSnapshot;
}

/** What is known of a user now. */
export interface UserProfileSnapshot {
  user_id: string;
  organization_id?: string | null;
  email?: string | null;
  name?: string | null;
  role?: string | null;
  status?: string | null;
  settings?: { [name: string]: unknown } | null;
  profile?: unknown | null;
  updated_at?: string | null;
}

/** How a task stands now. */
export interface TaskStateSnapshotEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "task.state.snapshot";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: TaskStateSnapshot;
}

/** How a task stands now. */
export interface TaskStateSnapshot {
  task_id: string;
  project_id?: string | null;
  organization_id?: string | null;
  assignee_id?: string | null;
  title?: string | null;
  status?: string | null;
  priority?: string | null;
  due_date?: string | string | null;
  state?: { [name: string]: unknown } | null;
  updated_at?: string | null;
}

/** Pyxis sold a service. */
export interface SalesPyxisOrderCreatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.pyxis.order.created";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesPyxisOrderCreated;
}

/** Pyxis sold a service. */
export interface SalesPyxisOrderCreated {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  sales_channel?: string | null;
  store_id?: string | null;
  customer?: Customer | null;
  address?: Address | null;
  service_type?: string | null;
  priority?: string | null;
  requested_date?: string | string | null;
  scheduled_date?: string | string | null;
  items?: SalesOrderItems[] | null;
  total_amount?: number | null;
  currency?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  created_at?: string | null;
}

export interface Customer {
  customer_id?: string | null;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
}

export interface Address {
  street?: string | null;
  city?: string | null;
  state?: string | null;
  postal_code?: string | null;
  country?: string | null;
  latitude?: number | null;
  longitude?: number | null;
}

export interface SalesOrderItems {
  sku?: string | null;
  name?: string | null;
  quantity?: number | null;
  unit_price?: number | null;
}

/** Pyxis changed an order. */
export interface SalesPyxisOrderUpdatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.pyxis.order.updated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesPyxisOrderUpdated;
}

/** Pyxis changed an order. */
export interface SalesPyxisOrderUpdated {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  status?: string | null;
  previous_status?: string | null;
  changes?: unknown | null;
  reason?: string | null;
  updated_by?: string | null;
  updated_at?: string | null;
}

/** Pyxis took an order back. */
export interface SalesPyxisOrderCancelledEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.pyxis.order.cancelled";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesPyxisOrderCancelled;
}

/** Pyxis took an order back. */
export interface SalesPyxisOrderCancelled {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  status?: string | null;
  previous_status?: string | null;
  changes?: unknown | null;
  reason?: string | null;
  updated_by?: string | null;
  updated_at?: string | null;
}

/** Tempo asks for a service. */
export interface SalesTempoServiceRequestedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.tempo.service.requested";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesTempoServiceRequested;
}

/** Tempo asks for a service. */
export interface SalesTempoServiceRequested {
  service_request_id: string;
  order_id?: string | null;
  external_id?: string | null;
  source_system?: string | null;
  customer?: Customer | null;
  address?: Address | null;
  service_type?: string | null;
  priority?: string | null;
  requested_date?: string | string | null;
  description?: string | null;
  attributes?: { [name: string]: unknown } | null;
  created_at?: string | null;
}

/** Tempo changed a request. */
export interface SalesTempoServiceUpdatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.tempo.service.updated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesTempoServiceUpdated;
}

/** Tempo changed a request. */
export interface SalesTempoServiceUpdated {
  service_request_id: string;
  order_id?: string | null;
  source_system?: string | null;
  status?: string | null;
  previous_status?: string | null;
  changes?: unknown | null;
  reason?: string | null;
  updated_at?: string | null;
}

/** Tempo took a request back. */
export interface SalesTempoServiceCancelledEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.tempo.service.cancelled";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesTempoServiceCancelled;
}

/** Tempo took a request back. */
export interface SalesTempoServiceCancelled {
  service_request_id: string;
  order_id?: string | null;
  source_system?: string | null;
  status?: string | null;
  previous_status?: string | null;
  changes?: unknown | null;
  reason?: string | null;
  updated_at?: string | null;
}

/** SAP sold a service to a company. */
export interface SalesSapOrderCreatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.sap.order.created";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesSapOrderCreated;
}

/** SAP sold a service to a company. */
export interface SalesSapOrderCreated {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  sales_channel?: string | null;
  store_id?: string | null;
  customer?: Customer | null;
  address?: Address | null;
  service_type?: string | null;
  priority?: string | null;
  requested_date?: string | string | null;
  scheduled_date?: string | string | null;
  items?: SalesOrderItems[] | null;
  total_amount?: number | null;
  currency?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  created_at?: string | null;
}

/** A store took an order. */
export interface SalesChannelStoreOrderPlacedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.channel.store.order_placed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesChannelStoreOrderPlaced;
}

/** A store took an order. */
export interface SalesChannelStoreOrderPlaced {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  sales_channel?: string | null;
  store_id?: string | null;
  customer?: Customer | null;
  address?: Address | null;
  service_type?: string | null;
  priority?: string | null;
  requested_date?: string | string | null;
  scheduled_date?: string | string | null;
  items?: SalesOrderItems[] | null;
  total_amount?: number | null;
  currency?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  created_at?: string | null;
}

/** The web shop took an order. */
export interface SalesChannelWebOrderPlacedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.channel.web.order_placed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesChannelWebOrderPlaced;
}

/** The web shop took an order. */
export interface SalesChannelWebOrderPlaced {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  sales_channel?: string | null;
  store_id?: string | null;
  customer?: Customer | null;
  address?: Address | null;
  service_type?: string | null;
  priority?: string | null;
  requested_date?: string | string | null;
  scheduled_date?: string | string | null;
  items?: SalesOrderItems[] | null;
  total_amount?: number | null;
  currency?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  created_at?: string | null;
}

/** The call center took an order. */
export interface SalesChannelCallcenterOrderPlacedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "sales.channel.callcenter.order_placed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: SalesChannelCallcenterOrderPlaced;
}

/** The call center took an order. */
export interface SalesChannelCallcenterOrderPlaced {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  sales_channel?: string | null;
  store_id?: string | null;
  customer?: Customer | null;
  address?: Address | null;
  service_type?: string | null;
  priority?: string | null;
  requested_date?: string | string | null;
  scheduled_date?: string | string | null;
  items?: SalesOrderItems[] | null;
  total_amount?: number | null;
  currency?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  created_at?: string | null;
}

/** Sales systems are told how an order stands. */
export interface FsmOrderStatusUpdatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "fsm.order.status_updated";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FsmOrderStatusUpdated;
}

/** Sales systems are told how an order stands. */
export interface FsmOrderStatusUpdated {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  task_id?: string | null;
  status?: string | null;
  previous_status?: string | null;
  technician_id?: string | null;
  technician_name?: string | null;
  scheduled_start?: string | null;
  scheduled_end?: string | null;
  completed_at?: string | null;
  outcome?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  updated_at?: string | null;
}

/** Sales systems are told who comes. */
export interface FsmOrderAssignedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "fsm.order.assigned";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FsmOrderAssigned;
}

/** Sales systems are told who comes. */
export interface FsmOrderAssigned {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  task_id?: string | null;
  status?: string | null;
  previous_status?: string | null;
  technician_id?: string | null;
  technician_name?: string | null;
  scheduled_start?: string | null;
  scheduled_end?: string | null;
  completed_at?: string | null;
  outcome?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  updated_at?: string | null;
}

/** Sales systems are told when somebody comes. */
export interface FsmOrderScheduledEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "fsm.order.scheduled";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FsmOrderScheduled;
}

/** Sales systems are told when somebody comes. */
export interface FsmOrderScheduled {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  task_id?: string | null;
  status?: string | null;
  previous_status?: string | null;
  technician_id?: string | null;
  technician_name?: string | null;
  scheduled_start?: string | null;
  scheduled_end?: string | null;
  completed_at?: string | null;
  outcome?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  updated_at?: string | null;
}

/** Sales systems are told that the service is done. */
export interface FsmOrderCompletedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "fsm.order.completed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FsmOrderCompleted;
}

/** Sales systems are told that the service is done. */
export interface FsmOrderCompleted {
  order_id: string;
  external_order_id?: string | null;
  source_system?: string | null;
  task_id?: string | null;
  status?: string | null;
  previous_status?: string | null;
  technician_id?: string | null;
  technician_name?: string | null;
  scheduled_start?: string | null;
  scheduled_end?: string | null;
  completed_at?: string | null;
  outcome?: string | null;
  notes?: string | null;
  attributes?: { [name: string]: unknown } | null;
  updated_at?: string | null;
}

/** Sales systems are told what a technical visit found. */
export interface FsmTvOutcomeRecordedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "fsm.tv.outcome_recorded";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FsmTvOutcomeRecorded;
}

/** Sales systems are told what a technical visit found. */
export interface FsmTvOutcomeRecorded {
  order_id: string;
  visit_id?: string | null;
  task_id?: string | null;
  source_system?: string | null;
  outcome?: string | null;
  feasible?: boolean | null;
  technician_id?: string | null;
  findings?: string | null;
  modifications?: TechnicalVisitModifications[] | null;
  additional_cost?: number | null;
  currency?: string | null;
  photos?: string[] | null;
  recorded_at?: string | null;
}

export interface TechnicalVisitModifications {
  item?: string | null;
  change?: string | null;
  quantity?: number | null;
  reason?: string | null;
}

/** Sales systems are asked to change what was sold. */
export interface FsmTvModificationsRequiredEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "fsm.tv.modifications_required";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: FsmTvModificationsRequired;
}

/** Sales systems are asked to change what was sold. */
export interface FsmTvModificationsRequired {
  order_id: string;
  visit_id?: string | null;
  task_id?: string | null;
  source_system?: string | null;
  outcome?: string | null;
  feasible?: boolean | null;
  technician_id?: string | null;
  findings?: string | null;
  modifications?: TechnicalVisitModifications[] | null;
  additional_cost?: number | null;
  currency?: string | null;
  photos?: string[] | null;
  recorded_at?: string | null;
}

/** An order of any sales system arrived. */
export interface IntegrationSalesOrderReceivedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "integration.sales.order.received";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: IntegrationSalesOrderReceived;
}

/** An order of any sales system arrived. */
export interface IntegrationSalesOrderReceived {
  order_id: string;
  integration_id?: string | null;
  external_order_id?: string | null;
  source_system?: string | null;
  target_system?: string | null;
  sales_channel?: string | null;
  task_id?: string | null;
  status?: string | null;
  raw?: unknown | null;
  normalized?: unknown | null;
  error_code?: string | null;
  error_message?: string | null;
  retry_count?: number | null;
  retryable?: boolean | null;
  occurred_at?: string | null;
}

/** An order fits the model of field service now. */
export interface IntegrationSalesOrderNormalizedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "integration.sales.order.normalized";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: IntegrationSalesOrderNormalized;
}

/** An order fits the model of field service now. */
export interface IntegrationSalesOrderNormalized {
  order_id: string;
  integration_id?: string | null;
  external_order_id?: string | null;
  source_system?: string | null;
  target_system?: string | null;
  sales_channel?: string | null;
  task_id?: string | null;
  status?: string | null;
  raw?: unknown | null;
  normalized?: unknown | null;
  error_code?: string | null;
  error_message?: string | null;
  retry_count?: number | null;
  retryable?: boolean | null;
  occurred_at?: string | null;
}

/** An order could not be taken over. */
export interface IntegrationSalesOrderFailedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "integration.sales.order.failed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: IntegrationSalesOrderFailed;
}

/** An order could not be taken over. */
export interface IntegrationSalesOrderFailed {
  order_id: string;
  integration_id?: string | null;
  external_order_id?: string | null;
  source_system?: string | null;
  target_system?: string | null;
  sales_channel?: string | null;
  task_id?: string | null;
  status?: string | null;
  raw?: unknown | null;
  normalized?: unknown | null;
  error_code?: string | null;
  error_message?: string | null;
  retry_count?: number | null;
  retryable?: boolean | null;
  occurred_at?: string | null;
}

/** A sales system was told. */
export interface IntegrationSalesStatusSentEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "integration.sales.status.sent";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: IntegrationSalesStatusSent;
}

/** A sales system was told. */
export interface IntegrationSalesStatusSent {
  order_id: string;
  integration_id?: string | null;
  external_order_id?: string | null;
  source_system?: string | null;
  target_system?: string | null;
  sales_channel?: string | null;
  task_id?: string | null;
  status?: string | null;
  raw?: unknown | null;
  normalized?: unknown | null;
  error_code?: string | null;
  error_message?: string | null;
  retry_count?: number | null;
  retryable?: boolean | null;
  occurred_at?: string | null;
}

/** A sales system could not be told. */
export interface IntegrationSalesStatusFailedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "integration.sales.status.failed";
  /** Which program says so. */
  source: string;
  /** Ties together what one request set off. */
  correlation_id?: string | null;
  /** The event_id that this event answers. */
  causation_id?: string | null;
  /** Further context by name. Default: {}. */
  headers?: { [name: string]: string } | null;
  /** What the form at hand has no place for: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  data: IntegrationSalesStatusFailed;
}

/** A sales system could not be told. */
export interface IntegrationSalesStatusFailed {
  order_id: string;
  integration_id?: string | null;
  external_order_id?: string | null;
  source_system?: string | null;
  target_system?: string | null;
  sales_channel?: string | null;
  task_id?: string | null;
  status?: string | null;
  raw?: unknown | null;
  normalized?: unknown | null;
  error_code?: string | null;
  error_message?: string | null;
  retry_count?: number | null;
  retryable?: boolean | null;
  occurred_at?: string | null;
}

/** Every event by its type. */
export interface EventsByType {
  "user.created": UserCreatedEvent;
  "user.updated": UserUpdatedEvent;
  "user.deleted": UserDeletedEvent;
  "user.logged_in": UserLoggedInEvent;
  "user.logged_out": UserLoggedOutEvent;
  "user.login_failed": UserLoginFailedEvent;
  "organization.created": OrganizationCreatedEvent;
  "organization.updated": OrganizationUpdatedEvent;
  "organization.deleted": OrganizationDeletedEvent;
  "project.created": ProjectCreatedEvent;
  "project.updated": ProjectUpdatedEvent;
  "project.deleted": ProjectDeletedEvent;
  "task.created": TaskCreated;
  "task.updated": TaskUpdated;
  "task.completed": TaskCompleted;
  "task.deleted": TaskDeleted;
  "task.assigned": TaskAssigned;
  "task.status_changed": TaskStatusChanged;
  "task.comment.added": TaskCommentAddedEvent;
  "task.comment.updated": TaskCommentUpdatedEvent;
  "task.comment.deleted": TaskCommentDeletedEvent;
  "analytics.interaction": AnalyticsInteractionEvent;
  "analytics.page_viewed": AnalyticsPageViewedEvent;
  "notification.email_requested": NotificationEmailRequestedEvent;
  "notification.push_requested": NotificationPushRequestedEvent;
  "notification.in_app_created": NotificationInAppCreatedEvent;
  "cdc.tasks_changed": CdcTasksChangedEvent;
  "cdc.projects_changed": CdcProjectsChangedEvent;
  "audit.recorded": AuditRecordedEvent;
  "processing.failed": ProcessingFailedEvent;
  "system.health_checked": SystemHealthCheckedEvent;
  "user.profile.snapshot": UserProfileSnapshotEvent;
  "task.state.snapshot": TaskStateSnapshotEvent;
  "sales.pyxis.order.created": SalesPyxisOrderCreatedEvent;
  "sales.pyxis.order.updated": SalesPyxisOrderUpdatedEvent;
  "sales.pyxis.order.cancelled": SalesPyxisOrderCancelledEvent;
  "sales.tempo.service.requested": SalesTempoServiceRequestedEvent;
  "sales.tempo.service.updated": SalesTempoServiceUpdatedEvent;
  "sales.tempo.service.cancelled": SalesTempoServiceCancelledEvent;
  "sales.sap.order.created": SalesSapOrderCreatedEvent;
  "sales.channel.store.order_placed": SalesChannelStoreOrderPlacedEvent;
  "sales.channel.web.order_placed": SalesChannelWebOrderPlacedEvent;
  "sales.channel.callcenter.order_placed": SalesChannelCallcenterOrderPlacedEvent;
  "fsm.order.status_updated": FsmOrderStatusUpdatedEvent;
  "fsm.order.assigned": FsmOrderAssignedEvent;
  "fsm.order.scheduled": FsmOrderScheduledEvent;
  "fsm.order.completed": FsmOrderCompletedEvent;
  "fsm.tv.outcome_recorded": FsmTvOutcomeRecordedEvent;
  "fsm.tv.modifications_required": FsmTvModificationsRequiredEvent;
  "integration.sales.order.received": IntegrationSalesOrderReceivedEvent;
  "integration.sales.order.normalized": IntegrationSalesOrderNormalizedEvent;
  "integration.sales.order.failed": IntegrationSalesOrderFailedEvent;
  "integration.sales.status.sent": IntegrationSalesStatusSentEvent;
  "integration.sales.status.failed": IntegrationSalesStatusFailedEvent;
}

/** Any event of fsm. */
export type AnyEvent = EventsByType[keyof EventsByType];
