//! A valid example of any event of any catalog.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::dialect::Dialect;
use crate::event::Event;
use crate::payload::sealed::{Scope, Walk as _};
use crate::payload::{AnyPayload, sample};

impl Catalog {
    /// A valid example of the event called `event_type`, the same each time but for its id and time; `None` for
    /// a name that the catalog lacks.
    ///
    /// ```
    /// use tda_events::Catalog;
    /// let event = Catalog::tda().sample("job.submitted").expect("an event of the catalog");
    /// assert_eq!(event.data.to_json()["job_id"], "job-0001");
    /// ```
    pub fn sample(&self, event_type: &str) -> Option<Event<AnyPayload>> {
        self.sample_in(Dialect::Canonical, event_type)
    }

    /// Like [`sample`](Self::sample), with the payload that `dialect` means by `event_type`.
    pub fn sample_in(&self, dialect: Dialect, event_type: &str) -> Option<Event<AnyPayload>> {
        let record = AnyPayload::record_in(Scope { dialect, catalog: Some(self) }, event_type)?;
        // Examples by hand say more than those by rule.
        if let Some(event) = sample(event_type).filter(|event| Arc::ptr_eq(event.data.record(), record)) {
            return Some(event.map(AnyPayload::from));
        }
        let event = self.any_event_in(dialect, event_type, record.example()).ok()?;
        let event = event.source("tda-sample").correlation_id("request-0001");
        // The field service's record has no place for headers.
        Some(if dialect == Dialect::FsmRecord { event } else { event.header("user_id", "user-0001") })
    }
}
