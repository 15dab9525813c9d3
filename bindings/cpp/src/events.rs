//! `tda_events` for C++: events out of fields, records out of events, and back.

use tda_events::{
    AnyPayload, DecodeOptions, EncodeOptions, ErrorKind, InputData, Retry, SchemaVersion, Timestamp,
};

use crate::catalog::{Catalog, CatalogRef};
use crate::failure::{Failure, guarded, infallible};
use crate::ffi::{
    ColumnPlaces, Dialect, EncodedRecord, Encoding, Envelope, Header, Interval, OptionalBytes, OptionalText,
    Reading, Writing,
};
use crate::fields::Fields;
use crate::schemas::{KnownSchemas, OneSchemaId};

/// An event of any type, and the catalog that knows its topic and keys.
#[derive(Clone)]
pub(crate) struct Event {
    pub(crate) inner: tda_events::Event<AnyPayload>,
    catalog: CatalogRef,
}

/// The event of the TDA platform whose payload is `fields`; every fault of them is in the error.
pub(crate) fn event_of_fields(
    dialect: Dialect,
    event_type: &str,
    fields: &Fields,
) -> Result<Box<Event>, Failure> {
    guarded(|| Event::made(CatalogRef::tda(), dialect, event_type, fields.value()))
}

/// An event of a catalog out of a payload in JSON text.
pub(crate) fn event_of_json(
    catalog: &Catalog,
    dialect: Dialect,
    event_type: &str,
    json: &str,
) -> Result<Box<Event>, Failure> {
    guarded(|| {
        let data = serde_json::from_str(json).map_err(|error| Failure::invalid(format!("data: {error}")))?;
        Event::made(catalog.inner.clone(), dialect, event_type, data)
    })
}

impl Event {
    pub(crate) fn of_tda(inner: tda_events::Event<AnyPayload>) -> Self {
        Self { inner, catalog: CatalogRef::tda() }
    }

    fn made(
        catalog: CatalogRef,
        dialect: Dialect,
        event_type: &str,
        data: serde_json::Value,
    ) -> Result<Box<Self>, Failure> {
        let inner = catalog.any_event_in(native_dialect(dialect)?, event_type, data)?;
        Ok(Box::new(Self { inner, catalog }))
    }

    pub(crate) fn sample(
        catalog: &CatalogRef,
        dialect: Dialect,
        event_type: &str,
    ) -> Result<Box<Self>, Failure> {
        let inner = catalog.sample_in(native_dialect(dialect)?, event_type).ok_or_else(|| {
            let message = format!("the catalog {} has no event {event_type:?}", catalog.system());
            Failure::new(ErrorKind::NotFound, Retry::Never, message)
        })?;
        Ok(Box::new(Self { inner, catalog: catalog.clone() }))
    }

    pub(crate) fn duplicate(&self) -> Result<Box<Self>, Failure> {
        infallible(|| Box::new(self.clone()))
    }

    pub(crate) fn set_source(&mut self, source: &str) -> Result<(), Failure> {
        infallible(|| self.inner.source = Some(source.to_owned()))
    }

    pub(crate) fn set_correlation_id(&mut self, id: &str) -> Result<(), Failure> {
        infallible(|| self.inner.correlation_id = Some(id.to_owned()))
    }

    pub(crate) fn set_causation_id(&mut self, id: &str) -> Result<(), Failure> {
        infallible(|| self.inner.causation_id = Some(id.to_owned()))
    }

    pub(crate) fn set_event_id(&mut self, id: &str) -> Result<(), Failure> {
        infallible(|| id.clone_into(&mut self.inner.event_id))
    }

    pub(crate) fn set_event_timestamp(&mut self, microseconds: i64) -> Result<(), Failure> {
        guarded(|| {
            self.inner.timestamp = timestamp(microseconds)?;
            Ok(())
        })
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        infallible(|| self.inner.headers.insert(name, value))
    }

    pub(crate) fn set_schema_version(&mut self, version: &str) -> Result<(), Failure> {
        guarded(|| {
            let version = version.parse::<SchemaVersion>();
            self.inner.schema_version =
                version.map_err(|error| Failure::invalid(format!("schema_version: {error}")))?;
            Ok(())
        })
    }

    /// Name of the payload's record; empty for a dynamic payload.
    pub(crate) fn record_name(&self) -> Result<String, Failure> {
        infallible(|| match &self.inner.data {
            AnyPayload::Typed(_) => self.inner.data.schema().name.clone(),
            AnyPayload::Dynamic(_) => String::new(),
        })
    }

    pub(crate) fn envelope(&self) -> Result<Envelope, Failure> {
        infallible(|| Envelope {
            schema_version: self.inner.schema_version.to_string(),
            event_id: self.inner.event_id.clone(),
            event_type: self.inner.event_type().to_owned(),
            timestamp_us: self.inner.timestamp.microseconds(),
            source: optional(self.inner.source.as_deref()),
            correlation_id: optional(self.inner.correlation_id.as_deref()),
            causation_id: optional(self.inner.causation_id.as_deref()),
            headers: self.inner.headers.iter().map(|(name, value)| header(name, value.as_bytes())).collect(),
        })
    }

    pub(crate) fn data(&self) -> Result<Box<Fields>, Failure> {
        infallible(|| Box::new(self.inner.data.to_json().into_owned().into()))
    }

    pub(crate) fn data_json(&self) -> Result<String, Failure> {
        infallible(|| self.inner.data.to_json().to_string())
    }

    pub(crate) fn encode(
        &self,
        dialect: Dialect,
        encoding: Encoding,
        writing: &Writing,
    ) -> Result<EncodedRecord, Failure> {
        guarded(|| {
            let schema_id = writing.has_schema_id.then_some(OneSchemaId(writing.schema_id));
            let mut options = EncodeOptions::new().catalog(&self.catalog);
            if let Some(ids) = &schema_id {
                options = options.schemas(ids);
            }
            let (dialect, encoding) = (native_dialect(dialect)?, native_encoding(encoding)?);
            Ok(self.inner.encode_with(dialect, encoding, &options)?.into())
        })
    }
}

impl Event {
    /// Writes the event once for each of `majors`.
    pub(crate) fn encode_majors(
        &self,
        majors: &[u16],
        dialect: Dialect,
        encoding: Encoding,
    ) -> Result<Vec<EncodedRecord>, Failure> {
        guarded(|| {
            let (dialect, encoding) = (native_dialect(dialect)?, native_encoding(encoding)?);
            let options = EncodeOptions::new().catalog(&self.catalog);
            let records = self.inner.encode_majors(majors, dialect, encoding, &options)?;
            Ok(records.into_iter().map(Into::into).collect())
        })
    }
}

/// Where the packed intervals of a record lie, if it has any to view.
pub(crate) fn packed_columns(value: &[u8], headers: Vec<Header>) -> Result<ColumnPlaces, Failure> {
    guarded(|| {
        let headers = pairs(headers);
        let columns = tda_events::PackedColumns::of(value, &headers)?;
        let start = |column: &[u8]| column.as_ptr().addr() - value.as_ptr().addr();
        Ok(columns.map_or(ColumnPlaces::default(), |columns| ColumnPlaces {
            present: true,
            count: columns.len(),
            dimensions: start(columns.dimensions()),
            births: start(columns.births()),
            deaths: start(columns.deaths()),
        }))
    })
}

/// Reads an event; dialect and encoding are found by headers and look, unless `reading` names them.
pub(crate) fn decode_event(
    value: &[u8],
    headers: Vec<Header>,
    catalog: &Catalog,
    reading: &Reading,
) -> Result<Box<Event>, Failure> {
    guarded(|| {
        let headers = pairs(headers);
        let dialects: Vec<_> =
            reading.dialects.iter().map(|dialect| native_dialect(*dialect)).collect::<Result<_, _>>()?;
        let (schemas, catalog) = (KnownSchemas::parse(&reading.schemas)?, catalog.inner.clone());
        let mut options = DecodeOptions::new().catalog(&catalog).schemas(&schemas);
        if let Some(encoding) = reading.encodings.first() {
            options = options.encoding(native_encoding(*encoding)?);
        }
        if !dialects.is_empty() {
            options = options.dialects(&dialects);
        }
        let inner = tda_events::Event::decode_with(value, &headers, &options)?;
        Ok(Box::new(Event { inner, catalog }))
    })
}

/// Reads the envelope of an event and leaves its payload closed.
pub(crate) fn peek_event(value: &[u8], headers: Vec<Header>, catalog: &Catalog) -> Result<Envelope, Failure> {
    guarded(|| {
        let headers = pairs(headers);
        let options = DecodeOptions::new().catalog(&catalog.inner);
        let peek = tda_events::peek_with(value, &headers, &options)?;
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

impl From<Option<String>> for OptionalText {
    fn from(text: Option<String>) -> Self {
        Self { present: text.is_some(), text: text.unwrap_or_default() }
    }
}

impl From<Option<Vec<u8>>> for OptionalBytes {
    fn from(bytes: Option<Vec<u8>>) -> Self {
        Self { present: bytes.is_some(), bytes: bytes.unwrap_or_default() }
    }
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

pub(crate) fn native_dialect(dialect: Dialect) -> Result<tda_events::Dialect, Failure> {
    match dialect {
        Dialect::Canonical => Ok(tda_events::Dialect::Canonical),
        Dialect::MetadataPayload => Ok(tda_events::Dialect::MetadataPayload),
        Dialect::CamelCase => Ok(tda_events::Dialect::CamelCase),
        Dialect::FsmRecord => Ok(tda_events::Dialect::FsmRecord),
        Dialect::CloudEvents => Ok(tda_events::Dialect::CloudEvents),
        Dialect::CloudEventsBinary => Ok(tda_events::Dialect::CloudEventsBinary),
        _ => Err(Failure::invalid("this library does not know the dialect")),
    }
}

pub(crate) fn native_encoding(encoding: Encoding) -> Result<tda_events::Encoding, Failure> {
    match encoding {
        Encoding::Json => Ok(tda_events::Encoding::Json),
        Encoding::Avro => Ok(tda_events::Encoding::Avro),
        Encoding::JsonConfluent => Ok(tda_events::Encoding::JsonConfluent),
        Encoding::AvroConfluent => Ok(tda_events::Encoding::AvroConfluent),
        Encoding::AvroSingleObject => Ok(tda_events::Encoding::AvroSingleObject),
        _ => Err(Failure::invalid("this library does not know the encoding")),
    }
}
