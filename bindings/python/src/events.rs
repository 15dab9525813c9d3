//! Events: made from JSON that the Python models write, encoded and decoded here. Bytes come from Rust alone.

use pyo3::{
    prelude::*,
    types::{PyBytes, PyDict},
};
use serde_json::{Map, Value};
use tda_events::{Dialect, Encoding, TdaEvent, Timestamp, header, sample};

use crate::{error::Failure, record::EncodedRecord};

/// Record headers as Kafka carries them.
pub(crate) type RecordHeaders = Vec<(String, Vec<u8>)>;

/// The native half of `tda_stream.events.Event`.
#[pyclass(frozen, eq, module = "tda_stream._native")]
#[derive(PartialEq)]
pub(crate) struct Event(pub(crate) tda_events::Event<TdaEvent>);

#[pymethods]
impl Event {
    /// Checks the payload by all rules of its schema; lists every fault.
    #[new]
    #[pyo3(signature = (
        event_type, data_json, *, source=None, correlation_id=None, causation_id=None, headers=Vec::new(),
        event_id=None, timestamp_us=None
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
    ) -> PyResult<Self> {
        let mut event = py.detach(|| made(event_type, data_json))?;
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
        Ok(Self(event))
    }

    /// Reads an event. A dialect or an encoding that is given beats what the headers say.
    #[staticmethod]
    #[pyo3(signature = (value, headers, *, dialect=None, encoding=None))]
    fn decode(
        py: Python<'_>,
        value: &[u8],
        mut headers: RecordHeaders,
        dialect: Option<&str>,
        encoding: Option<&str>,
    ) -> PyResult<Self> {
        dialect.map(dialect_called).transpose()?;
        if let Some(encoding) = encoding.map(encoding_called).transpose()? {
            // Of headers with one name the last counts.
            headers.push((header::CONTENT_TYPE.to_owned(), encoding.content_type().into()));
        }
        let event = py.detach(|| tda_events::Event::decode_value(value, &headers)).map_err(Failure::from)?;
        Ok(Self(event))
    }

    /// A valid example of the event called `event_type`.
    #[staticmethod]
    fn sample(event_type: &str) -> PyResult<Self> {
        let unknown = || format!("unknown event type {event_type:?}");
        Ok(Self(
            sample(event_type).ok_or_else(|| Failure::never(tda_events::ErrorKind::NotFound, unknown()))?,
        ))
    }

    fn encode(&self, py: Python<'_>, dialect: &str, encoding: &str) -> PyResult<EncodedRecord> {
        let (dialect, encoding) = (dialect_called(dialect)?, encoding_called(encoding)?);
        let record = py.detach(|| self.0.encode(dialect, encoding)).map_err(Failure::from)?;
        Ok(EncodedRecord::of(py, record))
    }

    #[getter]
    fn event_type(&self) -> &'static str {
        self.0.event_type()
    }

    #[getter]
    fn schema_version(&self) -> String {
        self.0.schema_version.to_string()
    }

    #[getter]
    fn event_id(&self) -> &str {
        &self.0.event_id
    }

    #[getter]
    fn timestamp_us(&self) -> i64 {
        self.0.timestamp.microseconds()
    }

    #[getter]
    fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    #[getter]
    fn correlation_id(&self) -> Option<&str> {
        self.0.correlation_id.as_deref()
    }

    #[getter]
    fn causation_id(&self) -> Option<&str> {
        self.0.causation_id.as_deref()
    }

    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let headers = PyDict::new(py);
        for (name, value) in self.0.headers.iter() {
            headers.set_item(name, value)?;
        }
        Ok(headers)
    }

    /// Envelope fields that this build does not know, as a JSON object.
    #[getter]
    fn extensions_json<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let fields = self.0.extensions.iter().map(|(name, value)| (name.to_owned(), value.clone()));
        let fields: Map<String, Value> = fields.collect();
        PyBytes::new(py, Value::Object(fields).to_string().as_bytes())
    }

    /// The payload, as JSON.
    #[getter]
    fn data_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let json = py.detach(|| serde_json::to_vec(&self.0.data));
        let json = json.map_err(|error| Failure::internal(format!("payload as json: {error}")))?;
        Ok(PyBytes::new(py, &json))
    }
}

fn made(event_type: &str, data_json: &[u8]) -> Result<tda_events::Event<TdaEvent>, Failure> {
    let data = serde_json::from_slice(data_json)
        .map_err(|error| Failure::invalid(format!("payload is no json: {error}")))?;
    Ok(tda_events::Event::new(TdaEvent::from_json(event_type, data)?)?)
}

fn dialect_called(name: &str) -> Result<Dialect, Failure> {
    Dialect::from_name(name)
        .ok_or_else(|| Failure::invalid(format!("dialect {name:?} is not known: canonical is")))
}

pub(crate) fn encoding_called(name: &str) -> Result<Encoding, Failure> {
    Encoding::from_name(name)
        .ok_or_else(|| Failure::invalid(format!("encoding {name:?} is not known: json and avro are")))
}
