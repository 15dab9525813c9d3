//! The table of cells: which event travels in which dialect and encoding, and why not.

use crate::catalog::Catalog;
use crate::dialect::{self, Dialect};
use crate::encoding::Encoding;
use crate::payload::Dynamic;
use crate::payload::sealed::{Scope, Walk as _};

/// One cell of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cell {
    /// Type of the event.
    pub event_type: String,
    /// The dialect.
    pub dialect: Dialect,
    /// The encoding.
    pub encoding: Encoding,
    /// Why the event does not travel so; `None` where it does.
    pub reason: Option<&'static str>,
}

impl Cell {
    /// Whether the event travels in this dialect and encoding.
    pub fn is_carried(&self) -> bool {
        self.reason.is_none()
    }
}

/// Every cell of a catalog's events: event by event, then by dialect, then by encoding.
///
/// A cell says what holds for the event's type. A single event can still be refused by a dialect without an
/// extension place, such as `fsm_record` one with headers.
///
/// ```
/// use tda_events::{Catalog, Dialect, Encoding, cells};
/// let cells = cells(Catalog::tda());
/// let cell = cells.iter().find(|cell| {
///     (cell.event_type.as_str(), cell.dialect, cell.encoding)
///         == ("job.queued", Dialect::FsmRecord, Encoding::Avro)
/// });
/// assert_eq!(cell.expect("a cell").reason, Some("it carries the six task events only"));
/// ```
pub fn cells(catalog: &Catalog) -> Vec<Cell> {
    let mut cells = Vec::new();
    for event_type in catalog.event_types() {
        for dialect in Dialect::ALL.iter().copied() {
            for encoding in Encoding::ALL.iter().copied() {
                let reason = reason(catalog, event_type, dialect, encoding);
                cells.push(Cell { event_type: event_type.to_owned(), dialect, encoding, reason });
            }
        }
    }
    cells
}

fn reason(catalog: &Catalog, event_type: &str, dialect: Dialect, encoding: Encoding) -> Option<&'static str> {
    let scope = Scope { dialect, catalog: Some(catalog) };
    if let Some(reason) = dialect::not_carried(dialect, encoding, event_type, scope.is_tda()) {
        return Some(reason);
    }
    match Dynamic::record_in(scope, event_type) {
        None => Some("the dialect has no payload for it"),
        Some(record) if dialect == Dialect::FsmRecord => dialect::fsm_reason(record),
        Some(_) => None,
    }
}
