//! Events: made from JSON that the Python models write, encoded and decoded here. Bytes come from Rust alone.

use pyo3::{
    prelude::*,
    types::{PyBytes, PyDict},
};
use serde_json::{Map, Value};
use tda_events::{
    AnyPayload, DecodeOptions, Dialect, EncodeOptions, Encoding, ErrorKind, SchemaVersion, Timestamp,
};

use crate::{
    catalog::{Catalog, CatalogRef},
    error::Failure,
    record::EncodedRecord,
    schemas::{KnownSchemas, OneSchemaId},
};

/// Record headers as Kafka carries them.
pub(crate) type RecordHeaders = Vec<(String, Vec<u8>)>;

/// The native half of `tda_stream.events.Event`.
#[pyclass(frozen, eq, module = "tda_stream._native")]
pub(crate) struct Event {
    pub(crate) inner: tda_events::Event<AnyPayload>,
    /// Knows its topic and keys.
    catalog: CatalogRef,
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl Event {
    /// An event of the TDA platform.
    pub(crate) fn of_tda(inner: tda_events::Event<AnyPayload>) -> Self {
        Self { inner, catalog: CatalogRef::tda() }
    }
}

#[pymethods]
impl Event {
    /// Checks the payload by all rules of its schema; lists every fault.
    #[new]
    #[pyo3(signature = (
        event_type, data_json, *, source=None, correlation_id=None, causation_id=None, headers=Vec::new(),
        event_id=None, timestamp_us=None, schema_version=None, dialect="canonical", catalog=None
    ))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of the Python class")]
    fn new(
        py: Python<'_>,
        event_type: &str,
        data_json: &[u8],
        source: Option<String>,
        correlation_id: Option<String>,
        causation_id: Option<String>,
        headers: Vec<(String, String)>,
        event_id: Option<String>,
        timestamp_us: Option<i64>,
        schema_version: Option<&str>,
        dialect: &str,
        catalog: Option<&Catalog>,
    ) -> PyResult<Self> {
        let (dialect, catalog) = (dialect_called(dialect)?, CatalogRef::of(catalog));
        let mut event = py.detach(|| made(&catalog, dialect, event_type, data_json))?;
        event.source = source;
        event.correlation_id = correlation_id;
        event.causation_id = causation_id;
        event.headers = headers.into_iter().collect();
        if let Some(id) = event_id {
            event.event_id = id;
        }
        if let Some(microseconds) = timestamp_us {
            event.timestamp = Timestamp::from_microseconds(microseconds)
                .map_err(|error| Failure::invalid(error.to_string()))?;
        }
        if let Some(version) = schema_version {
            event.schema_version = version_called(version)?;
        }
        Ok(Self { inner: event, catalog })
    }

    /// Reads an event. Dialects or an encoding that are given beat what the headers say.
    #[staticmethod]
    #[pyo3(signature = (
        value, headers, *, dialects=Vec::new(), encoding=None, catalog=None, schemas=Vec::new()
    ))]
    fn decode(
        py: Python<'_>,
        value: &[u8],
        headers: RecordHeaders,
        dialects: Vec<String>,
        encoding: Option<&str>,
        catalog: Option<&Catalog>,
        schemas: Vec<(u32, String)>,
    ) -> PyResult<Self> {
        let dialects: Vec<Dialect> =
            dialects.iter().map(|name| dialect_called(name)).collect::<Result<_, _>>()?;
        let (catalog, schemas) = (CatalogRef::of(catalog), KnownSchemas::parse(&schemas)?);
        let mut options = DecodeOptions::new().catalog(&catalog).schemas(&schemas);
        if let Some(encoding) = encoding {
            options = options.encoding(encoding_called(encoding)?);
        }
        if !dialects.is_empty() {
            options = options.dialects(&dialects);
        }
        let event = py.detach(|| tda_events::Event::decode_with(value, &headers, &options));
        Ok(Self { inner: event.map_err(Failure::from)?, catalog })
    }

    /// A valid example of the event called `event_type`.
    #[staticmethod]
    #[pyo3(signature = (event_type, *, dialect="canonical", catalog=None))]
    fn sample(event_type: &str, dialect: &str, catalog: Option<&Catalog>) -> PyResult<Self> {
        let catalog = CatalogRef::of(catalog);
        let unknown = || {
            let message = format!("the catalog {} has no event {event_type:?}", catalog.system());
            Failure::never(ErrorKind::NotFound, message)
        };
        let inner = catalog.sample_in(dialect_called(dialect)?, event_type).ok_or_else(unknown)?;
        Ok(Self { inner, catalog })
    }

    #[pyo3(signature = (dialect, encoding, *, schema_id=None))]
    fn encode(
        &self,
        py: Python<'_>,
        dialect: &str,
        encoding: &str,
        schema_id: Option<u32>,
    ) -> PyResult<EncodedRecord> {
        let (dialect, encoding) = (dialect_called(dialect)?, encoding_called(encoding)?);
        let schema_id = schema_id.map(OneSchemaId);
        let mut options = EncodeOptions::new().catalog(&self.catalog);
        if let Some(ids) = &schema_id {
            options = options.schemas(ids);
        }
        let record =
            py.detach(|| self.inner.encode_with(dialect, encoding, &options)).map_err(Failure::from)?;
        Ok(EncodedRecord::of(py, record))
    }

    /// Writes the event once for each of ``majors``.
    fn encode_majors(
        &self,
        py: Python<'_>,
        majors: Vec<u16>,
        dialect: &str,
        encoding: &str,
    ) -> PyResult<Vec<EncodedRecord>> {
        let (dialect, encoding) = (dialect_called(dialect)?, encoding_called(encoding)?);
        let options = EncodeOptions::new().catalog(&self.catalog);
        let records = py.detach(|| self.inner.encode_majors(&majors, dialect, encoding, &options));
        let records = records.map_err(Failure::from)?.into_iter();
        Ok(records.map(|record| EncodedRecord::of(py, record)).collect())
    }

    #[getter]
    fn event_type(&self) -> &str {
        self.inner.event_type()
    }

    /// Name of the payload's record: one event type may have several, told apart by the dialect.
    #[getter]
    fn payload_name(&self) -> Option<&str> {
        match &self.inner.data {
            AnyPayload::Typed(_) => Some(&self.inner.data.schema().name),
            AnyPayload::Dynamic(_) => None,
        }
    }

    #[getter]
    fn schema_version(&self) -> String {
        self.inner.schema_version.to_string()
    }

    #[getter]
    fn event_id(&self) -> &str {
        &self.inner.event_id
    }

    #[getter]
    fn timestamp_us(&self) -> i64 {
        self.inner.timestamp.microseconds()
    }

    #[getter]
    fn source(&self) -> Option<&str> {
        self.inner.source.as_deref()
    }

    #[getter]
    fn correlation_id(&self) -> Option<&str> {
        self.inner.correlation_id.as_deref()
    }

    #[getter]
    fn causation_id(&self) -> Option<&str> {
        self.inner.causation_id.as_deref()
    }

    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let headers = PyDict::new(py);
        for (name, value) in self.inner.headers.iter() {
            headers.set_item(name, value)?;
        }
        Ok(headers)
    }

    /// Envelope fields that this build does not know, as a JSON object.
    #[getter]
    fn extensions_json<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let fields = self.inner.extensions.iter().map(|(name, value)| (name.to_owned(), value.clone()));
        let fields: Map<String, Value> = fields.collect();
        PyBytes::new(py, Value::Object(fields).to_string().as_bytes())
    }

    /// The payload, as JSON.
    #[getter]
    fn data_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let json = py.detach(|| serde_json::to_vec(&self.inner.data));
        let json = json.map_err(|error| Failure::internal(format!("payload as json: {error}")))?;
        Ok(PyBytes::new(py, &json))
    }
}

fn made(
    catalog: &tda_events::Catalog,
    dialect: Dialect,
    event_type: &str,
    data_json: &[u8],
) -> Result<tda_events::Event<AnyPayload>, Failure> {
    let data = serde_json::from_slice(data_json)
        .map_err(|error| Failure::invalid(format!("payload is no json: {error}")))?;
    Ok(catalog.any_event_in(dialect, event_type, data)?)
}

fn version_called(text: &str) -> Result<SchemaVersion, Failure> {
    text.parse().map_err(|error| Failure::invalid(format!("schema_version: {error}")))
}

fn dialect_called(name: &str) -> Result<Dialect, Failure> {
    Dialect::from_name(name).ok_or_else(|| {
        let known: Vec<_> = Dialect::ALL.iter().map(|dialect| dialect.name()).collect();
        Failure::invalid(format!("dialect {name:?} is not known: one of {} is", known.join(", ")))
    })
}

pub(crate) fn encoding_called(name: &str) -> Result<Encoding, Failure> {
    Encoding::from_name(name).ok_or_else(|| {
        let known: Vec<_> = Encoding::ALL.iter().map(|encoding| encoding.name()).collect();
        Failure::invalid(format!("encoding {name:?} is not known: one of {} is", known.join(", ")))
    })
}
