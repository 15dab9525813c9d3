//! Examples of every event, as Rust writes them.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use tda_events::{Catalog, Encoding, generate};

use super::Work;

/// An encoded event in a file.
pub(super) struct EventFile {
    pub(super) event_type: String,
    pub(super) path: PathBuf,
}

/// Every event of `catalog` as JSON, in the dialect that it is written in.
pub(super) fn json(work: &Work, catalog: &Catalog) -> Result<Vec<EventFile>> {
    catalog.event_types().map(|event_type| file(work, catalog, event_type, Encoding::Json, "json")).collect()
}

pub(super) fn file(
    work: &Work,
    catalog: &Catalog,
    event_type: &str,
    encoding: Encoding,
    extension: &str,
) -> Result<EventFile> {
    let record = generate::example_record(catalog, event_type, encoding)
        .with_context(|| format!("there is no example of {event_type} in {}", catalog.system()))?;
    let name = format!("{}/examples/{event_type}.{extension}", catalog.system());
    Ok(EventFile { event_type: event_type.to_owned(), path: work.write(&name, &record.value)? })
}
