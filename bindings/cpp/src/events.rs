//! `tda_events` for C++: events out of fields, records out of events, and back.

use tda_events::{InputData, TdaEvent, Timestamp};

use crate::failure::{Failure, guarded, infallible};
use crate::ffi::{Dialect, EncodedRecord, Encoding, Envelope, Header, Interval, OptionalBytes, OptionalText};
use crate::fields::Fields;

/// An event of any type.
#[derive(Clone)]
pub(crate) struct Event(pub(crate) tda_events::Event<TdaEvent>);

/// The event whose payload is `fields`; every fault of them is in the error.
pub(crate) fn event_of_fields(event_type: &str, fields: &Fields) -> Result<Box<Event>, Failure> {
    guarded(|| {
        let payload = TdaEvent::from_json(event_type, fields.value())?;
        Ok(Box::new(Event(tda_events::Event::new(payload)?)))
    })
}

/// As [`event_of_fields`], of a payload in JSON text.
pub(crate) fn event_of_json(event_type: &str, json: &str) -> Result<Box<Event>, Failure> {
    guarded(|| {
        let data = serde_json::from_str(json).map_err(|error| Failure::invalid(format!("data: {error}")))?;
        Ok(Box::new(Event(tda_events::Event::new(TdaEvent::from_json(event_type, data)?)?)))
    })
}

/// A valid example of an event.
pub(crate) fn sample_event(event_type: &str) -> Result<Box<Event>, Failure> {
    guarded(|| {
        let known = || format!("one of {}", <TdaEvent as tda_events::Payload>::event_types().join(", "));
        let sample = tda_events::sample(event_type);
        let sample = sample.ok_or_else(|| {
            Failure::invalid(format!("event_type: expected {}, got {event_type:?}", known()))
        })?;
        Ok(Box::new(Event(sample)))
    })
}

impl Event {
    pub(crate) fn duplicate(&self) -> Result<Box<Self>, Failure> {
        infallible(|| Box::new(self.clone()))
    }

    pub(crate) fn set_source(&mut self, source: &str) -> Result<(), Failure> {
        infallible(|| self.0.source = Some(source.to_owned()))
    }

    pub(crate) fn set_correlation_id(&mut self, id: &str) -> Result<(), Failure> {
        infallible(|| self.0.correlation_id = Some(id.to_owned()))
    }

    pub(crate) fn set_causation_id(&mut self, id: &str) -> Result<(), Failure> {
        infallible(|| self.0.causation_id = Some(id.to_owned()))
    }

    pub(crate) fn set_event_id(&mut self, id: &str) -> Result<(), Failure> {
        infallible(|| id.clone_into(&mut self.0.event_id))
    }

    pub(crate) fn set_event_timestamp(&mut self, microseconds: i64) -> Result<(), Failure> {
        guarded(|| {
            self.0.timestamp = timestamp(microseconds)?;
            Ok(())
        })
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        infallible(|| self.0.headers.insert(name, value))
    }

    pub(crate) fn envelope(&self) -> Result<Envelope, Failure> {
        infallible(|| Envelope {
            schema_version: self.0.schema_version.to_string(),
            event_id: self.0.event_id.clone(),
            event_type: self.0.event_type().to_owned(),
            timestamp_us: self.0.timestamp.microseconds(),
            source: optional(self.0.source.as_deref()),
            correlation_id: optional(self.0.correlation_id.as_deref()),
            causation_id: optional(self.0.causation_id.as_deref()),
            headers: self.0.headers.iter().map(|(name, value)| header(name, value.as_bytes())).collect(),
        })
    }

    pub(crate) fn data(&self) -> Result<Box<Fields>, Failure> {
        infallible(|| Box::new(self.0.data.to_json().into()))
    }

    pub(crate) fn data_json(&self) -> Result<String, Failure> {
        infallible(|| self.0.data.to_json().to_string())
    }

    pub(crate) fn encode(&self, dialect: Dialect, encoding: Encoding) -> Result<EncodedRecord, Failure> {
        guarded(|| Ok(self.0.encode(native_dialect(dialect)?, native_encoding(encoding)?)?.into()))
    }
}

/// Reads an event; dialect and encoding are found by headers and look.
pub(crate) fn decode_event(value: &[u8], headers: Vec<Header>) -> Result<Box<Event>, Failure> {
    guarded(|| Ok(Box::new(Event(tda_events::Event::decode_value(value, &pairs(headers))?))))
}

/// Reads the envelope of an event and leaves its payload closed.
pub(crate) fn peek_event(value: &[u8], headers: Vec<Header>) -> Result<Envelope, Failure> {
    guarded(|| {
        let headers = pairs(headers);
        let peek = tda_events::peek(value, &headers)?;
        Ok(Envelope {
            schema_version: peek.schema_version.to_string(),
            event_id: peek.event_id.into_owned(),
            event_type: peek.event_type.into_owned(),
            timestamp_us: peek.timestamp.microseconds(),
            source: optional(Some(&peek.source)),
            correlation_id: optional(peek.correlation_id.as_deref()),
            causation_id: optional(peek.causation_id.as_deref()),
            headers: peek.headers.iter().map(|(name, value)| header(name, value.as_bytes())).collect(),
        })
    })
}

/// Microseconds since the Unix epoch of an RFC 3339 text.
pub(crate) fn parse_timestamp(text: &str) -> Result<i64, Failure> {
    guarded(|| {
        let time = text.parse::<Timestamp>().map_err(|error| Failure::invalid(error.to_string()))?;
        Ok(time.microseconds())
    })
}

pub(crate) fn content_sha256(dimension: u32, intervals: &[Interval]) -> Result<String, Failure> {
    infallible(|| {
        let convert = |i: &Interval| tda_events::Interval::new(i.birth, i.death);
        tda_events::content_sha256(dimension, &intervals.iter().map(convert).collect::<Vec<_>>())
    })
}

pub(crate) fn inline_points(
    data_id: &str,
    dimensions: u32,
    coordinates: &[f64],
) -> Result<Box<Fields>, Failure> {
    guarded(|| record(&InputData::inline_points(data_id, dimensions, coordinates.to_vec())))
}

pub(crate) fn inline_distances(
    data_id: &str,
    points: u64,
    condensed: &[f64],
) -> Result<Box<Fields>, Failure> {
    guarded(|| record(&InputData::inline_distances(data_id, points, condensed.to_vec())))
}

fn record(input: &InputData) -> Result<Box<Fields>, Failure> {
    let value =
        serde_json::to_value(input).map_err(|error| Failure::invalid(format!("input_data: {error}")))?;
    Ok(Box::new(value.into()))
}

fn timestamp(microseconds: i64) -> Result<Timestamp, Failure> {
    Timestamp::from_microseconds(microseconds).map_err(|error| Failure::invalid(error.to_string()))
}

fn optional(text: Option<&str>) -> OptionalText {
    OptionalText { present: text.is_some(), text: text.unwrap_or_default().to_owned() }
}

fn header(name: &str, value: &[u8]) -> Header {
    Header { name: name.to_owned(), value: value.to_vec() }
}

fn pairs(headers: Vec<Header>) -> Vec<(String, Vec<u8>)> {
    headers.into_iter().map(|header| (header.name, header.value)).collect()
}

impl From<tda_events::EncodedRecord> for EncodedRecord {
    fn from(record: tda_events::EncodedRecord) -> Self {
        let optional = |bytes: Option<Vec<u8>>| OptionalBytes {
            present: bytes.is_some(),
            bytes: bytes.unwrap_or_default(),
        };
        Self {
            topic: record.topic,
            key: optional(record.key),
            partition_key: optional(record.partition_key),
            value: record.value,
            headers: record.headers.into_iter().map(|(name, value)| Header { name, value }).collect(),
        }
    }
}

fn native_dialect(dialect: Dialect) -> Result<tda_events::Dialect, Failure> {
    match dialect {
        Dialect::Canonical => Ok(tda_events::Dialect::Canonical),
        _ => Err(Failure::invalid("this library does not know the dialect")),
    }
}

pub(crate) fn native_encoding(encoding: Encoding) -> Result<tda_events::Encoding, Failure> {
    match encoding {
        Encoding::Json => Ok(tda_events::Encoding::Json),
        Encoding::Avro => Ok(tda_events::Encoding::Avro),
        _ => Err(Failure::invalid("this library does not know the encoding")),
    }
}
