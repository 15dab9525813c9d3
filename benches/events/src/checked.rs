//! What a program that has a serializer alone does around it, written by hand for the one payload: the rules of
//! every field, and the record that goes to Kafka. So a serializer is measured at the same work as ours.

use std::borrow::Cow;

use anyhow::{Result, ensure};

use crate::plain::{avro, json};

/// Text of an identifier.
fn id(text: &str) -> bool {
    (1..=128).contains(&text.len())
}

/// Text of a name.
fn name(text: &str) -> bool {
    (1..=256).contains(&text.len())
}

/// A finite number from 0 on.
fn amount(number: f64) -> bool {
    (0.0..=f64::MAX).contains(&number)
}

/// An event whose rules are written out.
pub(crate) trait Checked {
    /// Refuses an event that breaks a rule of its schema, at the first that it breaks.
    fn check(&self) -> Result<()>;

    /// The record of an event, which is checked first, around the value that `write` makes of it.
    fn record(
        &self,
        content_type: &'static str,
        write: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<Record<'_>>;
}

/// A record as its producer needs it: nothing is copied that the event has.
#[allow(dead_code)]
pub(crate) struct Record<'a> {
    topic: &'static str,
    key: Cow<'a, str>,
    partition_key: &'a str,
    value: Vec<u8>,
    headers: [(&'static str, Option<&'a str>); 4],
}

/// Reads a record that is of the type and encoding that its headers say.
pub(crate) fn read<D: Checked>(
    headers: &[(String, Vec<u8>)],
    (event_type, content_type): (&str, &str),
    read: impl FnOnce() -> Result<D>,
) -> Result<D> {
    let header = |name: &str| headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_slice());
    ensure!(header("event_type") == Some(event_type.as_bytes()), "another event");
    ensure!(header("content-type") == Some(content_type.as_bytes()), "another encoding");
    let event = read()?;
    event.check()?;
    Ok(event)
}

macro_rules! checked {
    ($module:ident) => {
        impl Checked for $module::JobSubmitted {
            fn check(&self) -> Result<()> {
                envelope!(self, "job.submitted");
                let $module::JobSubmittedData { parameters, input_data: input, .. } = &self.data;
                ensure!(id(&self.data.job_id), "job_id");
                ensure!(id(&self.data.user_id), "user_id");
                ensure!(name(&self.data.algorithm), "algorithm");
                ensure!((0..=16).contains(&parameters.max_dimension), "max_dimension");
                ensure!(parameters.max_edge_length.is_none_or(amount), "max_edge_length");
                ensure!(parameters.resolution.is_none_or(|steps| steps >= 0), "resolution");
                ensure!(id(&input.data_id), "data_id");
                ensure!(name(&input.format), "format");
                ensure!(input.size_bytes >= 0, "size_bytes");
                ensure!(input.point_count >= 0, "point_count");
                let uri = |text: &String| (1..=4_096).contains(&text.len());
                ensure!(input.storage_location.as_ref().is_none_or(uri), "storage_location");
                ensure!(input.checksum_sha256.as_ref().is_none_or(|text| id(text)), "checksum_sha256");
                if let Some(inline) = &input.inline {
                    ensure!((1..=4_096).contains(&inline.dimensions), "dimensions");
                    ensure!(inline.coordinates.len() <= 32_768, "coordinates");
                    ensure!(inline.coordinates.iter().all(|number| number.is_finite()), "coordinates");
                    let expected = match input.format.as_str() {
                        "point_cloud" => input.point_count * i64::from(inline.dimensions),
                        "distance_matrix" => input.point_count * (input.point_count - 1) / 2,
                        _ => inline.coordinates.len() as i64,
                    };
                    ensure!(inline.coordinates.len() as i64 == expected, "coordinates");
                }
                ensure!(self.data.estimated_runtime_seconds.is_none_or(amount), "estimated_runtime_seconds");
                Ok(())
            }

            fn record(
                &self,
                content_type: &'static str,
                write: impl FnOnce() -> Result<Vec<u8>>,
            ) -> Result<Record<'_>> {
                self.check()?;
                let key = self.data.job_id.as_str();
                Ok(record!(self, "tda_jobs", key.into(), key, content_type, write()?))
            }
        }

        impl Checked for $module::PersistenceDiagram {
            fn check(&self) -> Result<()> {
                envelope!(self, "result.persistence_diagram");
                ensure!(id(&self.data.job_id), "job_id");
                ensure!(name(&self.data.algorithm), "algorithm");
                ensure!((0..=16).contains(&self.data.dimension), "dimension");
                ensure!(self.data.intervals.len() <= 4_000_000, "intervals");
                let is_nan =
                    |interval: &$module::Interval| interval.birth.is_nan() || interval.death.is_nan();
                ensure!(!self.data.intervals.iter().any(is_nan), "intervals");
                ensure!(self.data.betti_numbers.iter().all(|number| *number >= 0), "betti_numbers");
                ensure!(self.data.computation_time_seconds.is_none_or(amount), "computation_time_seconds");
                ensure!(self.data.result_size_bytes.is_none_or(|bytes| bytes >= 0), "result_size_bytes");
                Ok(())
            }

            fn record(
                &self,
                content_type: &'static str,
                write: impl FnOnce() -> Result<Vec<u8>>,
            ) -> Result<Record<'_>> {
                self.check()?;
                let (job, dimension) = (&self.data.job_id, self.data.dimension);
                let key = format!("{job}/1/result.persistence_diagram/{dimension}").into();
                Ok(record!(self, "tda_results", key, job.as_str(), content_type, write()?))
            }
        }
    };
}

macro_rules! envelope {
    ($event:expr, $event_type:literal) => {
        let event = $event;
        ensure!(event.event_type == $event_type, "event_type");
        ensure!(event.schema_version == "1.1", "schema_version");
        ensure!(id(&event.event_id), "event_id");
        ensure!(name(&event.source), "source");
        ensure!(event.correlation_id.as_ref().is_none_or(|text| id(text)), "correlation_id");
        ensure!(event.causation_id.as_ref().is_none_or(|text| id(text)), "causation_id");
        ensure!(event.headers.len() <= 64, "headers");
        for (name, value) in &event.headers {
            ensure!((1..=128).contains(&name.len()) && value.len() <= 8_192, "headers");
        }
    };
}

macro_rules! record {
    ($event:expr, $topic:literal, $key:expr, $partition_key:expr, $content_type:expr, $value:expr) => {{
        let headers = [
            ("event_type", Some($event.event_type.as_str())),
            ("schema_version", Some($event.schema_version.as_str())),
            ("content-type", Some($content_type)),
            ("correlation_id", $event.correlation_id.as_deref()),
        ];
        Record { topic: $topic, key: $key, partition_key: $partition_key, value: $value, headers }
    }};
}

checked!(json);
checked!(avro);
