//! Writes an event of every type in every dialect and encoding that carries it, one JSON object a line: what
//! `tests/cross/` reads with programs of other people.
//!
//! ```text
//! cargo run -p tda-stream-events --example wire_corpus -- corpus.jsonl
//! ```

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

use serde_json::{Value, json};
use tda_events::{
    AnyPayload, Catalog, Dialect, EncodeError, EncodeOptions, Encoding, Event, SchemaIds, SchemaKey,
    TdaEvent, sample,
};

/// A registry that keeps every schema under one id.
#[derive(Debug)]
struct OneId;

impl SchemaIds for OneId {
    fn schema_id(&self, _: &SchemaKey<'_>) -> Option<u32> {
        Some(77)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: wire_corpus FILE")?;
    let mut out = BufWriter::new(File::create(path)?);
    for catalog in [Catalog::tda(), Catalog::alphintra(), Catalog::todo(), Catalog::fsm()] {
        for event_type in catalog.event_types() {
            for dialect in Dialect::ALL.iter().copied() {
                let Some(event) = event(catalog, dialect, event_type)? else { continue };
                for encoding in Encoding::ALL.iter().copied() {
                    if let Some(line) = line(catalog, &event, dialect, encoding)? {
                        writeln!(out, "{line}")?;
                    }
                }
            }
        }
    }
    Ok(out.flush()?)
}

fn event(
    catalog: &Catalog,
    dialect: Dialect,
    event_type: &str,
) -> Result<Option<Event<AnyPayload>>, Box<dyn Error>> {
    let is_tda = catalog.system() == "tda";
    let record = if is_tda { TdaEvent::schema_in(dialect, event_type) } else { catalog.record(event_type) };
    let Some(record) = record else { return Ok(None) };
    // The pipeline's examples; the integration has one payload of its own.
    let typed =
        sample(event_type).filter(|event| is_tda && TdaEvent::schema(event.event_type()) == Some(record));
    let data = typed.map_or_else(|| record.example(), |event| event.data.to_json());
    let event = catalog.any_event_in(dialect, event_type, data)?;
    let event = event.event_id("e-1").timestamp("2026-11-21T08:52:00.123Z".parse()?).source("my service");
    // The record of the field service has no place for headers.
    let event = event.correlation_id("c-1");
    Ok(Some(if dialect == Dialect::FsmRecord { event } else { event.header("user_id", "u-1") }))
}

fn line(
    catalog: &Catalog,
    event: &Event<AnyPayload>,
    dialect: Dialect,
    encoding: Encoding,
) -> Result<Option<Value>, Box<dyn Error>> {
    let options = EncodeOptions::new().catalog(catalog).schemas(&OneId);
    let record = match event.encode_with(dialect, encoding, &options) {
        Ok(record) => record,
        Err(EncodeError::NotCarried { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let headers: Vec<(&str, &str)> = record
        .headers
        .iter()
        .map(|(name, value)| Ok((name.as_str(), std::str::from_utf8(value)?)))
        .collect::<Result<_, std::str::Utf8Error>>()?;
    let schema = catalog.avro_schema(dialect, event.event_type()).filter(|_| !encoding.is_json());
    let hex: String = record.value.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Some(json!({
        "system": catalog.system(), "event_type": event.event_type(), "dialect": dialect.name(),
        "encoding": encoding.name(), "headers": headers, "value": hex, "data": event.data.to_json(),
        "schema": schema.map(|text| serde_json::from_str::<Value>(&text)).transpose()?,
    })))
}
