//! A record for people and for programs.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde_json::{Map, Value, json};
use tda_events::{AnyPayload, Catalog, DecodeError, Dialect, EncodeOptions, Encoding, Event};

use super::super::{
    catalogs::Catalogs,
    stream::{Bytes, Output, Reader},
};
use crate::transport::RawRecord;

/// Prints records as events of one catalog.
pub(in crate::cli) struct Printer {
    reader: Reader,
    output: Output,
}

pub(in crate::cli) type Decoded<'a> = Result<(Event<AnyPayload>, &'a Catalog), DecodeError>;

impl Printer {
    pub(in crate::cli) fn new(catalog: Catalog, output: Output) -> Self {
        Self { reader: Reader::of(Catalogs::of(Cow::Owned(catalog))), output }
    }

    pub(in crate::cli) fn decode(&self, record: &RawRecord) -> Decoded<'_> {
        let value = record.value.as_deref().unwrap_or_default();
        Bytes::of(record.headers.to_vec(), value).decode(&self.reader)
    }

    pub(in crate::cli) fn print(&self, record: &RawRecord, decoded: &Decoded<'_>) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match self.output {
            Output::Text => writeln!(out, "{}", line_of(record, decoded))?,
            Output::Json => writeln!(out, "{}", json_of(record, decoded))?,
        }
        out.flush()
    }
}

fn line_of(record: &RawRecord, decoded: &Decoded<'_>) -> String {
    let place = format!("{}[{}]@{}", record.topic, record.partition, record.offset);
    match decoded {
        Ok((event, _)) => {
            let key = record.key.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
            format!("{} {place} {} {key}", event.timestamp, event.event_type())
        }
        Err(error) => format!("- {place} no event: {error}"),
    }
}

/// The place, and the event as canonical JSON or the reason why there is none.
pub(in crate::cli) fn json_of(record: &RawRecord, decoded: &Decoded<'_>) -> Value {
    let headers: Map<_, _> =
        record.headers.iter().map(|(name, value)| (name.clone(), text(value).into())).collect();
    let place = json!({
        "topic": &*record.topic, "partition": record.partition, "offset": record.offset,
        "timestamp_ms": record.timestamp_ms, "key": record.key.as_deref().map(text), "headers": headers,
    });
    match decoded {
        Ok((event, catalog)) => json!({"record": place, "event": event_json(event, catalog)}),
        Err(error) => json!({"record": place, "error": error.to_string()}),
    }
}

pub(in crate::cli) fn event_json(event: &Event<AnyPayload>, catalog: &Catalog) -> Value {
    let options = EncodeOptions::new().catalog(catalog);
    let written = event.encode_with(Dialect::Canonical, Encoding::Json, &options);
    written.ok().and_then(|record| serde_json::from_slice(&record.value).ok()).unwrap_or(Value::Null)
}

/// Bytes as text; what is none is replaced.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
