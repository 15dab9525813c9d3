// Events of todo. Made by `tda generate typescript` from the catalog: change that instead of this file.
//
// `events.schema.json` beside this file validates what these types only promise. Whole numbers beyond
// Number.MAX_SAFE_INTEGER lose their last digits when JSON.parse reads them.

/** A user wrote down a task. */
export interface TaskCreatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "task.created";
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
  data: TaskCreated;
}

/** A user wrote down a task. */
export interface TaskCreated {
  task_id: string;
  user_id?: string | null;
  title?: string | null;
  description?: string | null;
  status?: string | null;
  priority?: string | null;
  due_date?: string | string | null;
  tags?: string[] | null;
  completed?: boolean | null;
  created_at?: string | null;
}

/** A task was changed. */
export interface TaskUpdatedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "task.updated";
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
  data: TaskUpdated;
}

/** A task was changed. */
export interface TaskUpdated {
  task_id: string;
  user_id?: string | null;
  title?: string | null;
  description?: string | null;
  status?: string | null;
  priority?: string | null;
  due_date?: string | string | null;
  tags?: string[] | null;
  completed?: boolean | null;
  changes?: unknown | null;
  updated_at?: string | null;
}

/** A task is done. */
export interface TaskCompletedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "task.completed";
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
  data: TaskCompleted;
}

/** A task is done. */
export interface TaskCompleted {
  task_id: string;
  user_id?: string | null;
  title?: string | null;
  completed?: boolean | null;
  completed_at?: string | null;
}

/** A task was removed. */
export interface TaskDeletedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "task.deleted";
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
  data: TaskDeleted;
}

/** A task was removed. */
export interface TaskDeleted {
  task_id: string;
  user_id?: string | null;
  reason?: string | null;
  deleted_at?: string | null;
}

/** A user opened a conversation. */
export interface ConversationStartedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "conversation.started";
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
  data: ConversationStarted;
}

/** A user opened a conversation. */
export interface ConversationStarted {
  conversation_id: string;
  user_id?: string | null;
  channel?: string | null;
  title?: string | null;
  started_at?: string | null;
}

/** The chatbot was told something. */
export interface MessageSentEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "message.sent";
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
  data: MessageSent;
}

/** The chatbot was told something. */
export interface MessageSent {
  conversation_id: string;
  message_id?: string | null;
  user_id?: string | null;
  role?: string | null;
  content?: string | null;
  sent_at?: string | null;
  metadata?: { [name: string]: unknown } | null;
}

/** The chatbot answered. */
export interface MessageReceivedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "message.received";
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
  data: MessageReceived;
}

/** The chatbot answered. */
export interface MessageReceived {
  conversation_id: string;
  message_id?: string | null;
  user_id?: string | null;
  role?: string | null;
  content?: string | null;
  received_at?: string | null;
  tool_calls?: unknown | null;
  response_time_ms?: number | null;
  metadata?: { [name: string]: unknown } | null;
}

/** Somebody became a user. */
export interface UserSignedUpEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "user.signed_up";
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
  data: UserSignedUp;
}

/** Somebody became a user. */
export interface UserSignedUp {
  user_id: string;
  email?: string | null;
  name?: string | null;
  method?: string | null;
  signed_up_at?: string | null;
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
  ip_address?: string | null;
  user_agent?: string | null;
  logged_in_at?: string | null;
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
  reason?: string | null;
  session_duration_seconds?: number | null;
  logged_out_at?: string | null;
}

/** A record could not be handled and was set aside with its reason. */
export interface MessageDeadLetteredEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "message.dead_lettered";
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
  data: MessageDeadLettered;
}

/** A record could not be handled and was set aside with its reason. */
export interface MessageDeadLettered {
  original_topic: string;
  original_partition?: number | null;
  original_offset?: number | null;
  original_key?: string | null;
  original_value?: string | null;
  consumer_group?: string | null;
  error_type?: string | null;
  error_message?: string | null;
  retry_count?: number | null;
  failed_at?: string | null;
}

/** Somebody used the chatbot in a way worth counting. */
export interface AnalyticsRecordedEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "analytics.recorded";
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
  data: AnalyticsRecorded;
}

/** Somebody used the chatbot in a way worth counting. */
export interface AnalyticsRecorded {
  user_id?: string | null;
  session_id?: string | null;
  metric?: string | null;
  action?: string | null;
  value?: number | null;
  dimensions?: { [name: string]: string } | null;
  properties?: { [name: string]: unknown } | null;
  recorded_at?: string | null;
}

/** A service says how it is. */
export interface SystemHealthEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "system.health";
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
  data: SystemHealth;
}

/** A service says how it is. */
export interface SystemHealth {
  service: string;
  status?: string | null;
  checks?: { [name: string]: unknown } | null;
  latency_ms?: number | null;
  version?: string | null;
  checked_at?: string | null;
}

/** A service failed at something. */
export interface SystemErrorEvent {
  /** Version of the schema, major.minor. */
  schema_version: string;
  /** Unique per fact; a redelivery repeats it. */
  event_id: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** What kind of fact it is. */
  event_type: "system.error";
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
  data: SystemError;
}

/** A service failed at something. */
export interface SystemError {
  service: string;
  error_type?: string | null;
  error_code?: string | null;
  message?: string | null;
  severity?: string | null;
  stack_trace?: string | null;
  context?: { [name: string]: unknown } | null;
  occurred_at?: string | null;
}

/** Every event by its type. */
export interface EventsByType {
  "task.created": TaskCreatedEvent;
  "task.updated": TaskUpdatedEvent;
  "task.completed": TaskCompletedEvent;
  "task.deleted": TaskDeletedEvent;
  "conversation.started": ConversationStartedEvent;
  "message.sent": MessageSentEvent;
  "message.received": MessageReceivedEvent;
  "user.signed_up": UserSignedUpEvent;
  "user.logged_in": UserLoggedInEvent;
  "user.logged_out": UserLoggedOutEvent;
  "message.dead_lettered": MessageDeadLetteredEvent;
  "analytics.recorded": AnalyticsRecordedEvent;
  "system.health": SystemHealthEvent;
  "system.error": SystemErrorEvent;
}

/** Any event of todo. */
export type AnyEvent = EventsByType[keyof EventsByType];
