//! Packed intervals are viewed where they lie.

use std::sync::LazyLock;

use tda_events::{
    Catalog, DecodeError, Dialect, EncodeOptions, EncodedRecord, Encoding, Event, Interval, PackedColumns,
    PersistenceDiagram, SchemaVersion, TdaEvent, sample,
};

/// The TDA platform, all of whose readers know the packed layout.
static PACKED: LazyLock<Catalog> = LazyLock::new(|| {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/catalogs/tda.yaml"));
    let topic = "  tda_results:\n";
    let text = text.expect("the catalog").replacen(topic, &format!("{topic}    layout: packed\n"), 1);
    Catalog::parse(&text, "packed.yaml").expect("a catalog")
});

fn record(encoding: Encoding, version: SchemaVersion) -> (EncodedRecord, Vec<Interval>) {
    let intervals: Vec<Interval> = (0..1_000)
        .map(|n| Interval::new(f64::from(n), if n == 0 { f64::INFINITY } else { f64::from(n) + 0.5 }))
        .collect();
    let diagram = PersistenceDiagram::new("j1", "vietoris_rips", 1, intervals.clone());
    let mut event = Event::new(diagram).expect("valid").source("test");
    event.schema_version = version;
    let options = EncodeOptions::new().catalog(&PACKED);
    (event.encode_with(Dialect::Canonical, encoding, &options).expect("encodes"), intervals)
}

#[test]
fn columns_are_borrowed_from_the_value() {
    for (encoding, version) in [
        (Encoding::Avro, SchemaVersion::V1_2),
        (Encoding::Avro, SchemaVersion::V2_0),
        (Encoding::AvroSingleObject, SchemaVersion::V1_2),
    ] {
        let (record, intervals) = record(encoding, version);
        let columns = PackedColumns::of(&record.value, &record.headers).expect("reads").expect("packed");
        let value = record.value.as_ptr_range();
        for column in [columns.dimensions(), columns.births(), columns.deaths()] {
            let column = column.as_ptr_range();
            assert!(value.start <= column.start && column.end <= value.end, "no copy");
        }
        assert_eq!(columns.intervals().collect::<Vec<_>>(), intervals);
        assert_eq!(columns.dimensions(), 1u32.to_le_bytes().repeat(1_000));
        let event = Event::<PersistenceDiagram>::decode(&record).expect("reads");
        assert_eq!(event.data.intervals, intervals);
    }
}

#[test]
fn other_layouts_have_no_columns_and_other_events_are_refused() {
    let (json, _) = record(Encoding::Json, SchemaVersion::V1_2);
    assert!(PackedColumns::of(&json.value, &json.headers).expect("reads").is_none());
    let (old, _) = record(Encoding::Avro, SchemaVersion::V1_0);
    assert!(PackedColumns::of(&old.value, &old.headers).expect("reads").is_none());
    let job: Event<TdaEvent> = sample("job.queued").expect("known");
    let job = job.encode(Dialect::Canonical, Encoding::Avro).expect("encodes");
    let error = PackedColumns::of(&job.value, &job.headers).map(|_| ());
    assert!(matches!(error, Err(DecodeError::WrongEventType(_))), "{error:?}");
    let (packed, _) = record(Encoding::Avro, SchemaVersion::V1_2);
    let cut = PackedColumns::of(&packed.value[..packed.value.len() - 9], &packed.headers).map(|_| ());
    assert!(matches!(cut, Err(DecodeError::Avro { .. })), "{cut:?}");
}
