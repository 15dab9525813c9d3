//! Every cell of the table (event, dialect, encoding) has frozen bytes, which every language makes and reads.
//!
//! `testdata/envelopes/cells` says what an event is, in plain fields, and what its bytes are. A new event's bytes
//! are written once with `TDA_FREEZE=1`; existing ones are never written again.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tda_events::{
    AnyPayload, Catalog, Cell, DecodeOptions, Dialect, EncodeError, EncodeOptions, EncodedRecord, Encoding,
    Event, SchemaIds, SchemaKey, SchemaVersion, cells, murmur2, peek_with,
};

/// The registry's id in every frame of the corpus.
const SCHEMA_ID: u32 = 7;

/// Events that schema 2.0 writes otherwise.
const OF_MAJOR_2: [&str; 2] = ["job.completed", "job.failed"];

/// One event, and its bytes wherever a dialect carries it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Fixture {
    catalog: String,
    event_type: String,
    /// The dialect that means this payload by the event type.
    dialect: String,
    schema_version: String,
    envelope: Envelope,
    data: Value,
    record: Record,
    cells: Vec<FrozenCell>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Envelope {
    event_id: String,
    timestamp: String,
    source: String,
    correlation_id: Option<String>,
    causation_id: Option<String>,
    headers: Vec<(String, String)>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    topic: String,
    key: Option<String>,
    partition_key: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct FrozenCell {
    dialect: String,
    encoding: String,
    headers: Vec<(String, String)>,
    #[serde(flatten)]
    bytes: Bytes,
}

/// The value: as text, as base64, or as a prefix (in hexadecimal) before the value of an unframed cell.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Bytes {
    Text(String),
    Base64(String),
    PrefixOf { prefix: String, encoding: String },
}

#[derive(Debug)]
struct OneId;

impl SchemaIds for OneId {
    fn schema_id(&self, _key: &SchemaKey<'_>) -> Option<u32> {
        Some(SCHEMA_ID)
    }
}

fn folder() -> PathBuf {
    crate::testdata("envelopes/cells")
}

fn catalog(name: &str) -> &'static Catalog {
    Catalog::builtin(name).unwrap_or_else(|| panic!("no catalog {name}"))
}

/// Every payload of a catalog's event types: mostly one a type.
fn variants(catalog: &Catalog) -> Vec<(String, Dialect, SchemaVersion)> {
    let mut variants = Vec::new();
    for event_type in catalog.event_types() {
        let mut schemas: Vec<Arc<tda_events::schema::Record>> = Vec::new();
        for dialect in Dialect::ALL {
            let Some(sample) = catalog.sample_in(*dialect, event_type) else { continue };
            if schemas.iter().all(|known| !Arc::ptr_eq(known, sample.data.schema())) {
                schemas.push(Arc::clone(sample.data.schema()));
                variants.push((event_type.to_owned(), *dialect, sample.schema_version));
            }
        }
        if catalog.system() == "tda" && OF_MAJOR_2.contains(&event_type) {
            variants.push((event_type.to_owned(), Dialect::Canonical, SchemaVersion::V2_0));
        }
    }
    variants
}

fn path(catalog: &Catalog, (event_type, dialect, version): &(String, Dialect, SchemaVersion)) -> PathBuf {
    let mut name = event_type.clone();
    if *dialect != Dialect::Canonical {
        name = format!("{name}.{dialect}");
    }
    if *version == SchemaVersion::V2_0 {
        name.push_str(".2.0");
    }
    folder().join(catalog.system()).join(name + ".json")
}

impl Fixture {
    /// The event out of its plain fields.
    fn event(&self) -> Event<AnyPayload> {
        let dialect = Dialect::from_name(&self.dialect).expect("a dialect");
        let event = catalog(&self.catalog).any_event_in(dialect, &self.event_type, self.data.clone());
        let mut event = event
            .unwrap_or_else(|error| panic!("{}: {error}", self.event_type))
            .event_id(self.envelope.event_id.clone())
            .timestamp(self.envelope.timestamp.parse().expect("a time"))
            .source(self.envelope.source.clone());
        event.correlation_id.clone_from(&self.envelope.correlation_id);
        event.causation_id.clone_from(&self.envelope.causation_id);
        event.headers = self.envelope.headers.iter().cloned().collect();
        event.schema_version = self.schema_version.parse().expect("a version");
        event
    }

    /// The fixture as JSON, a line a field and a line a cell.
    fn text(&self) -> String {
        let Ok(Value::Object(fields)) = serde_json::to_value(self) else { panic!("a fixture is an object") };
        let lines = fields.iter().map(|(name, value)| match value.as_array().filter(|_| name == "cells") {
            Some(cells) => {
                let cells: Vec<_> = cells.iter().map(|cell| format!("    {cell}")).collect();
                format!("  \"cells\": [\n{}\n  ]", cells.join(",\n"))
            }
            None => format!("  \"{name}\": {value}"),
        });
        format!("{{\n{}\n}}\n", lines.collect::<Vec<_>>().join(",\n"))
    }

    fn value_of(&self, cell: &FrozenCell) -> Vec<u8> {
        match &cell.bytes {
            Bytes::Text(text) => text.clone().into_bytes(),
            Bytes::Base64(text) => STANDARD.decode(text).expect("base64"),
            Bytes::PrefixOf { prefix, encoding } => {
                let same = |other: &&FrozenCell| other.dialect == cell.dialect && other.encoding == *encoding;
                let bare = self.cells.iter().find(same).expect("the unframed cell");
                let pairs = prefix.as_bytes().chunks(2);
                let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).expect("text"), 16);
                let mut value: Vec<u8> = pairs.map(|pair| byte(pair).expect("hexadecimal")).collect();
                value.extend(self.value_of(bare));
                value
            }
        }
    }

    /// Checks a cell both ways.
    fn check(&self, cell: &FrozenCell, event: &Event<AnyPayload>) {
        let name = format!("{} {} {}", self.event_type, cell.dialect, cell.encoding);
        let (dialect, encoding) = cell.names();
        let record = encode(event, catalog(&self.catalog), dialect, encoding).expect("carried");
        let (value, headers) = (self.value_of(cell), cell.header_bytes());
        assert_eq!(String::from_utf8_lossy(&record.value), String::from_utf8_lossy(&value), "{name}");
        assert_eq!(record.value, value, "{name}");
        assert_eq!(record.headers, headers, "{name}");
        assert_eq!(record_of(&record), self.record, "{name}");
        let options = DecodeOptions::new().catalog(catalog(&self.catalog));
        let read = Event::<AnyPayload>::decode_with(&value, &headers, &options);
        assert_eq!(read.unwrap_or_else(|error| panic!("{name}: {error}")), *event, "{name}");
        let told = options.dialects(std::slice::from_ref(&dialect)).encoding(encoding);
        assert_eq!(Event::<AnyPayload>::decode_with(&value, &headers, &told).as_ref(), Ok(event), "{name}");
        let peek = peek_with(&value, &headers, &options).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            (peek.event_id.as_ref(), peek.timestamp),
            (event.event_id.as_str(), event.timestamp),
            "{name}"
        );
        assert_eq!(peek.event_type, self.event_type, "{name}");
    }
}

impl FrozenCell {
    fn names(&self) -> (Dialect, Encoding) {
        let dialect = Dialect::from_name(&self.dialect).expect("a dialect");
        (dialect, Encoding::from_name(&self.encoding).expect("an encoding"))
    }

    fn header_bytes(&self) -> Vec<(String, Vec<u8>)> {
        self.headers.iter().map(|(name, value)| (name.clone(), value.clone().into_bytes())).collect()
    }
}

fn record_of(record: &EncodedRecord) -> Record {
    let text = |key: &Option<Vec<u8>>| key.clone().map(|key| String::from_utf8(key).expect("text"));
    Record { topic: record.topic.clone(), key: text(&record.key), partition_key: text(&record.partition_key) }
}

fn encode(
    event: &Event<AnyPayload>,
    catalog: &Catalog,
    dialect: Dialect,
    encoding: Encoding,
) -> Result<EncodedRecord, EncodeError> {
    event.encode_with(dialect, encoding, &EncodeOptions::new().catalog(catalog).schemas(&OneId))
}

/// What a new event's fixture is.
fn frozen(catalog: &Catalog, (event_type, dialect, version): &(String, Dialect, SchemaVersion)) -> Fixture {
    let sample = catalog.sample_in(*dialect, event_type).expect("a sample");
    // That record has places for exactly its own fields.
    let has_headers = catalog.event_spec(event_type).is_none_or(|spec| spec.dialect != Dialect::FsmRecord);
    let headers = [("user_id", "user-0001"), ("greeting", "Grüße, 人工")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut fixture = Fixture {
        catalog: catalog.system().to_owned(),
        event_type: event_type.clone(),
        dialect: dialect.name().to_owned(),
        schema_version: version.to_string(),
        envelope: Envelope {
            event_id: format!(
                "019aa5d0-7c7b-7000-8000-{:012x}",
                murmur2(event_type.as_bytes()).cast_unsigned()
            ),
            timestamp: "2026-11-21T08:52:00.123Z".to_owned(),
            source: "golden-corpus".to_owned(),
            correlation_id: Some("request-0001".to_owned()),
            causation_id: has_headers.then(|| "019aa5d0-7c7b-7000-8000-000000000001".to_owned()),
            headers: if has_headers { headers.to_vec() } else { Vec::new() },
        },
        data: sample.data.to_json().into_owned(),
        record: Record { topic: String::new(), key: None, partition_key: None },
        cells: Vec::new(),
    };
    let event = fixture.event();
    for dialect in Dialect::ALL {
        for encoding in Encoding::ALL {
            match encode(&event, catalog, *dialect, *encoding) {
                Ok(record) => {
                    fixture.record = record_of(&record);
                    let cell = frozen_cell(&fixture, *dialect, *encoding, &record);
                    fixture.cells.push(cell);
                }
                Err(EncodeError::NotCarried { .. }) => {}
                Err(error) => panic!("{event_type} {dialect} {encoding}: {error}"),
            }
        }
    }
    fixture
}

fn frozen_cell(
    fixture: &Fixture,
    dialect: Dialect,
    encoding: Encoding,
    record: &EncodedRecord,
) -> FrozenCell {
    let headers = record.headers.iter();
    let headers =
        headers.map(|(name, value)| (name.clone(), String::from_utf8(value.clone()).expect("text")));
    let bare = if encoding.is_json() { Encoding::Json } else { Encoding::Avro };
    let same = |cell: &&FrozenCell| cell.names() == (dialect, bare);
    let bare_value = fixture.cells.iter().find(same).map(|cell| fixture.value_of(cell));
    let prefix = bare_value.and_then(|bare| Some(record.value.strip_suffix(bare.as_slice())?.to_vec()));
    let bytes = match (prefix, String::from_utf8(record.value.clone())) {
        (Some(prefix), _) if bare != encoding => Bytes::PrefixOf {
            prefix: prefix.iter().map(|byte| format!("{byte:02x}")).collect(),
            encoding: bare.name().to_owned(),
        },
        (_, Ok(text)) if encoding == Encoding::Json => Bytes::Text(text),
        _ => Bytes::Base64(STANDARD.encode(&record.value)),
    };
    FrozenCell {
        dialect: dialect.name().to_owned(),
        encoding: encoding.name().to_owned(),
        headers: headers.collect(),
        bytes,
    }
}

fn read(path: &Path) -> Fixture {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_cell_has_its_frozen_bytes_and_they_read_back() {
    let (mut paths, mut count, mut refused) = (BTreeSet::new(), 0, 0);
    let mut covered = BTreeSet::new();
    for name in Catalog::BUILTIN {
        let catalog = catalog(name);
        for variant in variants(catalog) {
            let path = path(catalog, &variant);
            if !path.exists() && std::env::var_os("TDA_FREEZE").is_some() {
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
                std::fs::write(&path, frozen(catalog, &variant).text()).expect("writable");
            }
            let fixture = read(&path);
            let event = fixture.event();
            for cell in &fixture.cells {
                fixture.check(cell, &event);
                let (dialect, encoding) = cell.names();
                covered.insert((name, fixture.event_type.clone(), dialect, encoding));
            }
            refused += check_refused(&fixture, &event);
            count += fixture.cells.len();
            paths.insert(path);
        }
    }
    assert_eq!(files(), paths, "a file a payload, and no other");
    assert_eq!(covered, carried(), "the published table");
    // Past the capture of the test harness: how many there are is worth seeing.
    let _ = writeln!(std::io::stderr(), "{count} cells of {} events, {refused} refused", paths.len());
    assert!(count > 1_000);
}

/// The cells that the published table says are carried.
fn carried() -> BTreeSet<(&'static str, String, Dialect, Encoding)> {
    let of = |name: &'static str| {
        let carried = cells(catalog(name)).into_iter().filter(Cell::is_carried);
        carried.map(move |cell| (name, cell.event_type, cell.dialect, cell.encoding))
    };
    Catalog::BUILTIN.into_iter().flat_map(of).collect()
}

/// Cells that the fixture lacks are refused, none is forgotten.
fn check_refused(fixture: &Fixture, event: &Event<AnyPayload>) -> usize {
    let mut refused = 0;
    for (dialect, encoding) in
        Dialect::ALL.iter().flat_map(|dialect| Encoding::ALL.iter().map(|e| (*dialect, *e)))
    {
        if fixture.cells.iter().all(|cell| cell.names() != (dialect, encoding)) {
            let error = encode(event, catalog(&fixture.catalog), dialect, encoding);
            let is_refused = matches!(error, Err(EncodeError::NotCarried { .. }));
            assert!(is_refused, "{} {dialect} {encoding} has no frozen bytes", fixture.event_type);
            refused += 1;
        }
    }
    refused
}

fn files() -> BTreeSet<PathBuf> {
    let entries = |folder: &Path| {
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
    };
    entries(&folder()).flat_map(|system| entries(&system).collect::<Vec<_>>()).collect()
}
