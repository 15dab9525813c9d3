//! The fuzz targets on stable Rust: every input of the corpus, and every one that once was a fault.

// Public for the fuzz targets, which are crates of their own.
#[allow(unreachable_pub)]
#[path = "../../fuzz/src/bodies.rs"]
mod bodies;

use std::path::{Path, PathBuf};

use peak_alloc::PeakAlloc;
use tda_events::{Dialect, Encoding, Event, TdaEvent, sample};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

type Body = fn(&[u8]);

const TARGETS: [(&str, Body); 7] = [
    ("avro", bodies::avro),
    ("catalog", bodies::catalog),
    ("framing", bodies::framing),
    ("json", bodies::json),
    ("packed", bodies::packed),
    ("resolve", bodies::resolve),
    ("sniff", bodies::sniff),
];

fn inputs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

/// One test, since memory is counted for the whole process.
#[test]
fn no_input_breaks_a_promise() {
    every_input_of_the_corpus();
    a_length_of_an_exabyte_allocates_nothing();
    long_lists_of_short_numbers_are_bounded();
    further_fields_of_intervals_are_bounded();
}

// A panic inside an input is found by the last path that was printed.
#[allow(clippy::print_stdout)]
fn every_input_of_the_corpus() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    for (target, body) in TARGETS {
        let corpus = inputs(&fuzz.join("corpus").join(target));
        assert!(!corpus.is_empty(), "no corpus for {target}");
        for path in corpus.iter().chain(&inputs(&fuzz.join("regressions").join(target))) {
            println!("{}", path.display());
            body(&std::fs::read(path).expect("readable"));
        }
    }
}

fn a_length_of_an_exabyte_allocates_nothing() {
    let event = sample("result.persistence_diagram").expect("known");
    let mut record = event.encode(Dialect::Canonical, Encoding::Avro).expect("encodes");
    let birth = 1.0f64.to_le_bytes();
    // The list's one interval stands behind its block's length, the byte 2.
    let place = record.value.windows(8).position(|window| window == birth).expect("the birth") - 1;
    // 2^60 as a zigzag number.
    let exabyte = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
    record.value.splice(place..=place, exabyte);
    let before = PeakAlloc.current_usage();
    PeakAlloc.reset_peak_usage();
    assert!(Event::<TdaEvent>::decode(&record).is_err());
    let taken = PeakAlloc.peak_usage().saturating_sub(before);
    assert!(taken < 16 * 1024, "{taken} bytes");
}

/// The shortest text for the most values: in the envelope, in a payload, in a record within it, in any dialect.
fn long_lists_of_short_numbers_are_bounded() {
    let event = sample("job.submitted").expect("known");
    for dialect in [Dialect::Canonical, Dialect::CamelCase] {
        let record = event.encode(dialect, Encoding::Json).expect("encodes");
        let text = String::from_utf8(record.value).expect("text");
        // Just past a power of two, where a list that doubles has the most room to spare.
        let list = format!("[{}1]", "1,".repeat((1 << 18) + 1));
        for place in ["{", "\"job_id\"", "\"data_id\""] {
            let input = text.replacen(
                place,
                &format!(
                    "{}\"odd\":{list},{}",
                    &place[..usize::from(place == "{")],
                    place.trim_start_matches('{')
                ),
                1,
            );
            let before = PeakAlloc.current_usage();
            PeakAlloc.reset_peak_usage();
            let read = Event::<TdaEvent>::decode_value(input.as_bytes(), &[]);
            let taken = PeakAlloc.peak_usage().saturating_sub(before);
            assert!(read.is_ok(), "{dialect} {place}: {read:?}");
            let limit = 64 * input.len() + 1024 * 1024;
            assert!(taken <= limit, "{dialect} {place}: {taken} bytes for {}", input.len());
        }
    }
}

/// The shortest intervals that have a field of their own.
fn further_fields_of_intervals_are_bounded() {
    let event = sample("result.persistence_diagram").expect("known");
    for dialect in [Dialect::Canonical, Dialect::CamelCase] {
        let record = event.encode(dialect, Encoding::Json).expect("encodes");
        let text = String::from_utf8(record.value).expect("text");
        let input = text.replacen('[', &format!("[{}", r#"{"birth":0,"death":0,"":0},"#.repeat(20_000)), 1);
        let before = PeakAlloc.current_usage();
        PeakAlloc.reset_peak_usage();
        let read = Event::<TdaEvent>::decode_value(input.as_bytes(), &[]);
        let taken = PeakAlloc.peak_usage().saturating_sub(before);
        assert!(read.is_ok(), "{dialect}: {read:?}");
        let limit = 64 * input.len() + 1024 * 1024;
        assert!(taken <= limit, "{dialect}: {taken} bytes for {}", input.len());
    }
}
