//! Identifiers of events.

use uuid::Uuid;

/// A new event id: a UUID of version 7 (RFC 9562), so that ids sort by the time they were made.
///
/// ```
/// let id = tda_events::new_event_id();
/// assert_eq!(id.len(), 36);
/// ```
pub fn new_event_id() -> String {
    Uuid::now_v7().to_string()
}
