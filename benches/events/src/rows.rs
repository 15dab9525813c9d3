//! The rows: ours first, then the peers, each over the same bytes.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use apache_avro::{reader::datum::GenericDatumReader, writer::datum::GenericDatumWriter};
use serde::{Serialize, de::DeserializeOwned};
use tda_events::{
    Dialect, EncodeOptions, EncodedRecord, Encoding, Event, Interval, Layout, PersistenceDiagram,
    SchemaVersion, TypedPayload, peek, sample,
};

use crate::checked::{self, Checked};
use crate::measure::{Row, Way, row};
use crate::plain::{avro, json};

const JSON: &str = "application/json";
const AVRO: &str = "application/avro";
/// The schema version of the records: the peers' structs have its fields.
const VERSION: SchemaVersion = SchemaVersion::V1_1;

/// Every row whose name begins with `wanted`.
pub(crate) fn all(wanted: &str) -> Result<Vec<Row>> {
    let mut rows = Rows { wanted, done: Vec::new() };
    let mut job: Event<tda_events::JobSubmitted> = typed(sample("job.submitted").context("no sample")?)?;
    job.schema_version = VERSION;
    rows.json::<_, json::JobSubmitted>(["job.submitted, encode JSON", "job.submitted, decode JSON"], &job)?;
    rows.avro::<_, avro::JobSubmitted>(["job.submitted, encode Avro", "job.submitted, decode Avro"], &job)?;
    for (count, json_names, avro_names) in [
        (
            1_000,
            ["1 000 intervals, encode JSON", "1 000 intervals, decode JSON"],
            ["1 000 intervals, encode Avro", "1 000 intervals, decode Avro"],
        ),
        (
            100_000,
            ["100 000 intervals, encode JSON", "100 000 intervals, decode JSON"],
            ["100 000 intervals, encode Avro", "100 000 intervals, decode Avro"],
        ),
    ] {
        let mut diagram = Event::new(diagram(count))?.source("bench").header("user_id", "user-0001");
        diagram.schema_version = VERSION;
        rows.json::<_, json::PersistenceDiagram>(json_names, &diagram)?;
        rows.avro::<_, avro::PersistenceDiagram>(avro_names, &diagram)?;
    }
    rows.packed()?;
    rows.peek(&job)?;
    rows.dialects(&job)?;
    Ok(rows.done)
}

/// A released Avro schema.
fn schema_text(event_type: &str, version: &str) -> Result<String> {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tda-events/schemas/canonical");
    let path = schemas.join(event_type).join(format!("{version}.avsc"));
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn typed<T>(event: Event<tda_events::TdaEvent>) -> Result<Event<T>>
where
    T: TypedPayload + TryFrom<tda_events::TdaEvent, Error = tda_events::TdaEvent>,
{
    event.into_typed().map_err(|event| anyhow::anyhow!("a {}", event.event_type()))
}

/// A diagram as computations leave them: ends of 53 bits, rising births.
fn diagram(count: u32) -> PersistenceDiagram {
    let mut state = 20_261_121_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let intervals = (0..count).map(|index| {
        let birth = f64::from(index) / f64::from(count);
        Interval::new(birth, birth + random())
    });
    PersistenceDiagram::new("job-0001", "vietoris_rips", 1u32, intervals.collect::<Vec<_>>())
        .betti_numbers(vec![1, 0])
}

struct Rows<'w> {
    wanted: &'w str,
    done: Vec<Row>,
}

impl Rows<'_> {
    fn add(&mut self, name: &'static str, bytes: usize, ways: Vec<Way<'_>>) {
        if name.starts_with(self.wanted) {
            self.done.push(row(name, bytes, ways));
        }
    }

    /// Encoding and decoding JSON beside serde_json and sonic-rs.
    fn json<T, D>(&mut self, [encode, decode]: [&'static str; 2], event: &Event<T>) -> Result<()>
    where
        T: TypedPayload,
        D: Serialize + DeserializeOwned + PartialEq + Checked,
    {
        let record = event.encode(Dialect::Canonical, Encoding::Json)?;
        let plain: D = serde_json::from_slice(&record.value)?;
        ensure!(serde_json::to_vec(&plain)? == record.value, "serde_json writes other bytes");
        ensure!(sonic_rs::from_slice::<D>(&record.value)? == plain, "sonic-rs reads something else");
        plain.check()?;
        let (len, options) = (record.value.len(), EncodeOptions::new());
        self.add(
            encode,
            len,
            vec![
                Way::new("tda-events", || {
                    event.encode_borrowed(Dialect::Canonical, Encoding::Json, &options)
                }),
                Way::new("serde_json", || serde_json::to_vec(&plain)),
                Way::new("sonic-rs", || sonic_rs::to_vec(&plain)),
                Way::new("tda-events, a record of its own", || {
                    event.encode(Dialect::Canonical, Encoding::Json)
                }),
                Way::new("sonic-rs with checks", || plain.record(JSON, || Ok(sonic_rs::to_vec(&plain)?))),
            ],
        );
        self.add(
            decode,
            len,
            vec![
                Way::new("tda-events", || Event::<T>::decode(&record)),
                Way::new("serde_json", || serde_json::from_slice::<D>(&record.value)),
                Way::new("sonic-rs", || sonic_rs::from_slice::<D>(&record.value)),
                Way::new("sonic-rs with checks", || {
                    let told = (event.event_type(), JSON);
                    checked::read(&record.headers, told, || Ok(sonic_rs::from_slice::<D>(&record.value)?))
                }),
            ],
        );
        Ok(())
    }

    /// Encoding and decoding Avro beside serde_avro_fast and apache-avro's serde path.
    fn avro<T, D>(&mut self, [encode, decode]: [&'static str; 2], event: &Event<T>) -> Result<()>
    where
        T: TypedPayload,
        D: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug + Checked,
    {
        let record = event.encode(Dialect::Canonical, Encoding::Avro)?;
        let text = schema_text(event.event_type(), "1.1")?;
        let fast: serde_avro_fast::Schema = text.parse()?;
        let mut config = serde_avro_fast::ser::SerializerConfig::new(&fast);
        let mut checked_config = serde_avro_fast::ser::SerializerConfig::new(&fast);
        let schema = apache_avro::Schema::parse_str(&text)?;
        let writer = GenericDatumWriter::builder(&schema).human_readable(false).build()?;
        let reader = GenericDatumReader::builder(&schema).human_readable(false).build()?;
        let plain: D = serde_avro_fast::from_datum_slice(&record.value, &fast)?;
        ensure!(
            serde_avro_fast::to_datum(&plain, Vec::new(), &mut config)? == record.value,
            "serde_avro_fast writes other bytes"
        );
        plain.check()?;
        let read: D = reader.read_deser(&mut record.value.as_slice())?;
        ensure!(read == plain, "apache-avro reads something else");
        ensure!(writer.write_ser_to_vec(&plain)? == record.value, "apache-avro writes other bytes");
        let (len, options) = (record.value.len(), EncodeOptions::new());
        self.add(
            encode,
            len,
            vec![
                Way::new("tda-events", || {
                    event.encode_borrowed(Dialect::Canonical, Encoding::Avro, &options)
                }),
                Way::new("serde_avro_fast", || serde_avro_fast::to_datum_vec(&plain, &mut config)),
                Way::new("apache-avro", || writer.write_ser_to_vec(&plain)),
                Way::new("tda-events, a record of its own", || {
                    event.encode(Dialect::Canonical, Encoding::Avro)
                }),
                Way::new("serde_avro_fast with checks", || {
                    plain.record(AVRO, || Ok(serde_avro_fast::to_datum_vec(&plain, &mut checked_config)?))
                }),
            ],
        );
        self.add(
            decode,
            len,
            vec![
                Way::new("tda-events", || Event::<T>::decode(&record)),
                Way::new("serde_avro_fast", || serde_avro_fast::from_datum_slice::<D>(&record.value, &fast)),
                Way::new("apache-avro", || reader.read_deser::<D>(&mut record.value.as_slice())),
                Way::new("serde_avro_fast with checks", || {
                    let told = (event.event_type(), AVRO);
                    let read = || Ok(serde_avro_fast::from_datum_slice::<D>(&record.value, &fast)?);
                    checked::read(&record.headers, told, read)
                }),
            ],
        );
        Ok(())
    }

    /// Many intervals as three columns, beside columns that are ready.
    fn packed(&mut self) -> Result<()> {
        let diagram = Event::new(diagram(100_000))?.source("bench").header("user_id", "user-0001");
        let options = EncodeOptions::new().layout(Layout::Packed);
        let record = diagram.encode_with(Dialect::Canonical, Encoding::Avro, &options)?;
        let fast: serde_avro_fast::Schema = schema_text("result.persistence_diagram", "1.2")?.parse()?;
        let mut config = serde_avro_fast::ser::SerializerConfig::new(&fast);
        let plain: avro::PersistenceDiagram = serde_avro_fast::from_datum_slice(&record.value, &fast)?;
        ensure!(
            serde_avro_fast::to_datum_vec(&plain, &mut config)? == record.value,
            "serde_avro_fast writes other bytes"
        );
        let len = record.value.len();
        self.add(
            "100 000 intervals packed, encode Avro",
            len,
            vec![
                Way::new("tda-events", || diagram.encode_with(Dialect::Canonical, Encoding::Avro, &options)),
                Way::new("serde_avro_fast, of columns", || {
                    serde_avro_fast::to_datum_vec(&plain, &mut config)
                }),
            ],
        );
        self.add(
            "100 000 intervals packed, decode Avro",
            len,
            vec![
                Way::new("tda-events", || Event::<PersistenceDiagram>::decode(&record)),
                Way::new("serde_avro_fast, to columns", || {
                    serde_avro_fast::from_datum_slice::<avro::PersistenceDiagram>(&record.value, &fast)
                }),
            ],
        );
        let record = diagram.encode_with(Dialect::Canonical, Encoding::Json, &options)?;
        let len = record.value.len();
        self.add(
            "100 000 intervals packed, encode JSON",
            len,
            vec![Way::new("tda-events", || {
                diagram.encode_with(Dialect::Canonical, Encoding::Json, &options)
            })],
        );
        self.add(
            "100 000 intervals packed, decode JSON",
            len,
            vec![Way::new("tda-events", || Event::<PersistenceDiagram>::decode(&record))],
        );
        Ok(())
    }

    /// The envelope alone beside everything.
    fn peek(&mut self, job: &Event<tda_events::JobSubmitted>) -> Result<()> {
        for (name, encoding) in [("peek JSON", Encoding::Json), ("peek Avro", Encoding::Avro)] {
            let record = job.encode(Dialect::Canonical, encoding)?;
            self.add(
                name,
                record.value.len(),
                vec![
                    Way::new("peek", || peek(&record.value, &record.headers)),
                    Way::new("decode", || Event::<tda_events::JobSubmitted>::decode(&record)),
                ],
            );
        }
        Ok(())
    }

    /// From one dialect to another, beside the same through untyped values.
    fn dialects(&mut self, job: &Event<tda_events::JobSubmitted>) -> Result<()> {
        for (name, dialect) in [
            ("canonical to cloudevents", Dialect::CloudEvents),
            ("canonical to camel_case", Dialect::CamelCase),
        ] {
            let record = job.encode(Dialect::Canonical, Encoding::Json)?;
            let change = |record: &EncodedRecord| -> Result<EncodedRecord> {
                Ok(Event::<tda_events::JobSubmitted>::decode(record)?.encode(dialect, Encoding::Json)?)
            };
            if change(&record).is_err() {
                continue;
            }
            self.add(
                name,
                record.value.len(),
                vec![
                    Way::new("tda-events", || change(&record)),
                    Way::new("serde_json::Value, names unchanged", || {
                        serde_json::from_slice::<serde_json::Value>(&record.value)
                            .and_then(|value| serde_json::to_vec(&value))
                    }),
                ],
            );
        }
        Ok(())
    }
}
