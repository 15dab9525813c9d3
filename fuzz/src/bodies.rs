//! What each target does with an input, and what must hold of it.
//!
//! No input panics, none takes more memory than [`bounded`] says, and what was read can be written in every form that
//! carries it and read again as the same event.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use peak_alloc::PeakAlloc;
use tda_events::{
    AnyPayload, Catalog, DecodeOptions, Dialect, EncodeOptions, Encoding, Event, SchemaIds, SchemaKey,
    SchemaLookup, SchemaVersion, WriterSchema, header, peek_with, schema,
};

/// Memory that reading may take: this many times the input, and a constant.
const BYTES_PER_BYTE: usize = 64;
const BYTES_ALWAYS: usize = 1024 * 1024;

type Headers = Vec<(String, Vec<u8>)>;

/// JSON of any dialect and any of our systems.
pub fn json(input: &[u8]) {
    let Some((choice, value)) = input.split_first() else { return };
    let catalog = catalogs()[usize::from(*choice) % catalogs().len()];
    read(value, &Headers::new(), catalog, registry());
}

/// Avro of a known schema: the first byte names the event, the second the dialect and the version.
pub fn avro(input: &[u8]) {
    let [event, form, value @ ..] = input else { return };
    let (catalog, event_type) = events()[usize::from(*event) % events().len()];
    let form = usize::from(*form);
    let dialect = Dialect::ALL[form / SchemaVersion::ALL.len() % Dialect::ALL.len()];
    let version = SchemaVersion::ALL[form % SchemaVersion::ALL.len()].to_string();
    let content_type = format!("application/avro; dialect={dialect}");
    let headers = [
        (header::EVENT_TYPE, event_type),
        (header::SCHEMA_VERSION, &version),
        (header::CONTENT_TYPE, &content_type),
    ];
    read(value, &owned(&headers), catalog, registry());
}

/// A framed value: the first two bytes name one of our schemas, the third the frame.
pub fn framing(input: &[u8]) {
    let [high, low, frame, rest @ ..] = input else { return };
    let id = usize::from(u16::from_be_bytes([*high, *low])) % registry().schemas.len();
    let value = match (frame, &registry().schemas[id]) {
        (0, _) => [&[0], u32::try_from(id).expect("few").to_be_bytes().as_slice(), rest].concat(),
        (1, Some(schema)) => [&[0xc3, 0x01], schema.fingerprint().to_le_bytes().as_slice(), rest].concat(),
        _ => rest.to_vec(),
    };
    read(&value, &Headers::new(), Catalog::tda(), registry());
}

/// Avro of a foreign writer: a schema as JSON text, a zero byte, the value.
pub fn resolve(input: &[u8]) {
    let Some(end) = input.iter().position(|byte| *byte == 0) else { return };
    let Ok(text) = std::str::from_utf8(&input[..end]) else { return };
    let Ok(schema) = bounded(input.len(), || WriterSchema::parse(text)) else { return };
    let foreign = Foreign(Arc::new(schema));
    for catalog in catalogs() {
        read(&[&[0, 0, 0, 0, 1], &input[end + 1..]].concat(), &Headers::new(), catalog, &foreign);
    }
}

/// A diagram in the packed layout: the first byte is the length of the column of dimensions, the second that of
/// births, the rest is deaths. As Avro and as JSON.
pub fn packed(input: &[u8]) {
    let [dimensions, births, columns @ ..] = input else { return };
    let Some((dimensions, columns)) = columns.split_at_checked(usize::from(*dimensions)) else { return };
    let Some((births, deaths)) = columns.split_at_checked(usize::from(*births)) else { return };
    let encoded = [dimensions, births, deaths].map(|column| serde_json::json!(BASE64.encode(column)));
    let [dimensions, births, deaths] = encoded;
    let event = serde_json::json!({
        "schema_version": "1.2", "event_id": "0", "timestamp": "2026-01-01T00:00:00Z",
        "event_type": "result.persistence_diagram", "source": "s",
        "data": {"job_id": "j", "algorithm": "a", "dimension": 1, "intervals": [],
            "packed": {"dimensions": dimensions, "births": births, "deaths": deaths}},
    });
    read(event.to_string().as_bytes(), &Headers::new(), Catalog::tda(), registry());
}

/// A value that is sniffed: lines of headers, an empty line, the value.
pub fn sniff(input: &[u8]) {
    let mut headers = Headers::new();
    let mut rest = input;
    while let Some((line, behind)) = split_at_line(rest) {
        rest = behind;
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { break };
        let name = String::from_utf8_lossy(&line[..colon]).into_owned();
        headers.push((name, line[colon + 1..].trim_ascii().to_vec()));
    }
    let catalog = Catalog::tda();
    read(rest, &headers, catalog, registry());
}

fn split_at_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

/// A catalog file.
pub fn catalog(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Ok(catalog) = bounded(input.len(), || Catalog::parse(text, "fuzz.yaml")) {
        // Everything that a catalog promises its users must hold, however odd it is.
        for event_type in catalog.event_types() {
            if let Some(event) = catalog.sample(event_type) {
                let options = EncodeOptions::new().catalog(&catalog);
                let _ = event.encode_with(Dialect::Canonical, Encoding::Json, &options);
            }
        }
    }
}

/// Runs `read` and holds its memory to the bound.
fn bounded<R>(input_bytes: usize, read: impl FnOnce() -> R) -> R {
    warm();
    PeakAlloc.reset_peak_usage();
    let before = PeakAlloc.current_usage();
    let result = read();
    let taken = PeakAlloc.peak_usage().saturating_sub(before);
    let limit = BYTES_PER_BYTE * input_bytes + BYTES_ALWAYS;
    assert!(taken <= limit, "{taken} bytes of memory for {input_bytes} of input, the limit is {limit}");
    result
}

/// Builds what is built once for a process, which is not the input's doing.
fn warm() {
    static WARM: OnceLock<()> = OnceLock::new();
    WARM.get_or_init(|| {
        for (catalog, event_type) in events() {
            if let Some(event) = catalog.sample(event_type) {
                round_trip(&event, catalog);
            }
        }
    });
}

/// Peeks and decodes.
fn read(value: &[u8], headers: &Headers, catalog: &Catalog, schemas: &dyn SchemaLookup) {
    let options = DecodeOptions::new().catalog(catalog).schemas(schemas);
    let headers_bytes: usize = headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    let input_bytes = value.len() + headers_bytes;
    let peeked = bounded(input_bytes, || peek_with(value, headers, &options).map(drop));
    let event = bounded(input_bytes, || Event::<AnyPayload>::decode_with(value, headers, &options));
    if let Ok(event) = event {
        assert!(peeked.is_ok(), "decoded, but not peeked at: {peeked:?}");
        round_trip(&event, catalog);
    }
}

/// Writes and reads the event in every form that carries it.
fn round_trip(event: &Event<AnyPayload>, catalog: &Catalog) {
    for dialect in Dialect::ALL {
        for encoding in Encoding::ALL {
            let (dialect, encoding) = (*dialect, *encoding);
            let options = EncodeOptions::new().catalog(catalog).schemas(registry());
            let Ok(record) = event.encode_with(dialect, encoding, &options) else { continue };
            let options = DecodeOptions::new().catalog(catalog).schemas(registry());
            let again = Event::<AnyPayload>::decode_with(&record.value, &record.headers, &options)
                .unwrap_or_else(|error| panic!("{} in {dialect}/{encoding}: {error}", event.event_type()));
            assert_eq!(&again, event, "{dialect}/{encoding}");
        }
    }
}

fn catalogs() -> &'static [&'static Catalog] {
    static CATALOGS: OnceLock<Vec<&Catalog>> = OnceLock::new();
    CATALOGS.get_or_init(|| Catalog::BUILTIN.iter().filter_map(|name| Catalog::builtin(name)).collect())
}

/// Every event of every catalog.
pub fn events() -> &'static [(&'static Catalog, &'static str)] {
    static EVENTS: OnceLock<Vec<(&Catalog, &str)>> = OnceLock::new();
    let of = |catalog: &&'static Catalog| {
        let catalog = *catalog;
        catalog.event_types().map(move |event_type| (catalog, event_type))
    };
    EVENTS.get_or_init(|| catalogs().iter().flat_map(of).collect())
}

fn owned(headers: &[(&str, &str)]) -> Headers {
    headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect()
}

/// The ids of our schemas, as a registry would give them.
#[derive(Debug, Default)]
pub struct Registry {
    ids: HashMap<(String, Dialect, SchemaVersion, bool), u32>,
    pub schemas: Vec<Option<Arc<WriterSchema>>>,
}

/// A registry that has every schema of the TDA platform.
pub fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let mut registry = Registry::default();
        for event_type in Catalog::tda().event_types() {
            for (dialect, version) in Dialect::ALL.iter().flat_map(|d| SchemaVersion::ALL.map(|v| (*d, v))) {
                let avro = schema::avro_schema_in(dialect, event_type, version);
                registry.add(
                    event_type,
                    dialect,
                    version,
                    avro.map(|text| WriterSchema::parse(&text).expect("ours")),
                );
            }
        }
        registry
    })
}

impl Registry {
    fn add(
        &mut self,
        event_type: &str,
        dialect: Dialect,
        version: SchemaVersion,
        avro: Option<WriterSchema>,
    ) {
        for (is_json, schema) in [(true, None), (false, avro)] {
            if is_json || schema.is_some() {
                let id = u32::try_from(self.schemas.len()).expect("few");
                self.ids.insert((event_type.to_owned(), dialect, version, is_json), id);
                self.schemas.push(schema.map(Arc::new));
            }
        }
    }
}

impl SchemaIds for Registry {
    fn schema_id(&self, key: &SchemaKey<'_>) -> Option<u32> {
        // Another system may have an event of the same name.
        Catalog::tda().topic(key.topic)?;
        self.ids.get(&(key.event_type.to_owned(), key.dialect, key.schema_version, key.is_json)).copied()
    }
}

impl SchemaLookup for Registry {
    fn by_id(&self, id: u32) -> Option<Arc<WriterSchema>> {
        self.schemas.get(usize::try_from(id).ok()?)?.clone()
    }
}

/// Knows one schema.
#[derive(Debug)]
struct Foreign(Arc<WriterSchema>);

impl SchemaLookup for Foreign {
    fn by_id(&self, _: u32) -> Option<Arc<WriterSchema>> {
        Some(Arc::clone(&self.0))
    }
}
