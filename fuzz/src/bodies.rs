//! What each target does with an input, and what must hold.

use peak_alloc::PeakAlloc;
use tda_events::{Catalog, Dialect, Encoding, Event, TdaEvent, Payload, header, peek};

/// Memory that reading may take: this many times the input, and a constant.
const BYTES_PER_BYTE: usize = 64;
const BYTES_ALWAYS: usize = 1024 * 1024;

/// Runs `read` and holds it to the bound of memory. What is built once for a process is built before.
fn bounded<R>(input: &[u8], read: impl FnOnce() -> R) -> R {
    warm();
    PeakAlloc.reset_peak_usage();
    let before = PeakAlloc.current_usage();
    let result = read();
    let taken = PeakAlloc.peak_usage().saturating_sub(before);
    let limit = BYTES_PER_BYTE * input.len() + BYTES_ALWAYS;
    assert!(taken <= limit, "{taken} bytes for an input of {}, the limit is {limit}", input.len());
    result
}

fn warm() {
    static WARM: std::sync::Once = std::sync::Once::new();
    WARM.call_once(|| {
        for event_type in TdaEvent::event_types() {
            let event = tda_events::sample(event_type).expect("a sample");
            for encoding in [Encoding::Json, Encoding::Avro] {
                let record = event.encode(Dialect::Canonical, encoding).expect("encodes");
                Event::<TdaEvent>::decode(&record).expect("decodes");
            }
        }
    });
}

fn headers(entries: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    entries.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect()
}

/// JSON of any dialect.
pub fn json(input: &[u8]) {
    let headers = headers(&[(header::CONTENT_TYPE, "application/json")]);
    let _ = bounded(input, || peek(input, &headers).is_ok());
    if let Ok(event) = bounded(input, || Event::<TdaEvent>::decode_value(input, &headers)) {
        round_trip(&event);
    }
}

/// Avro of a known schema, which the first byte chooses.
pub fn avro(input: &[u8]) {
    let Some((choice, value)) = input.split_first() else { return };
    let types = TdaEvent::event_types();
    let versions = ["1.0", "1.1"];
    let choice = usize::from(*choice);
    let headers = headers(&[
        (header::EVENT_TYPE, types[choice / versions.len() % types.len()]),
        (header::SCHEMA_VERSION, versions[choice % versions.len()]),
        (header::CONTENT_TYPE, "application/avro"),
    ]);
    let _ = bounded(input, || peek(value, &headers).is_ok());
    if let Ok(event) = bounded(input, || Event::<TdaEvent>::decode_value(value, &headers)) {
        round_trip(&event);
    }
}

/// What was read is written, and read again as the same.
fn round_trip(event: &Event<TdaEvent>) {
    for encoding in [Encoding::Json, Encoding::Avro] {
        let record = match event.encode(Dialect::Canonical, encoding) {
            Ok(record) => record,
            Err(_) => continue,
        };
        let again = Event::<TdaEvent>::decode(&record).expect("what was written is read");
        assert_eq!(&again, event);
    }
}

/// A catalog file.
pub fn catalog(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let _ = bounded(input, || Catalog::parse(text, "fuzz.yaml").is_ok());
}
