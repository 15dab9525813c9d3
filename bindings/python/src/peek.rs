//! The envelope of an event, its payload left closed.

use pyo3::{prelude::*, types::PyDict};
use tda_events::DecodeOptions;

use crate::{
    catalog::{Catalog, CatalogRef},
    error::Failure,
    events::RecordHeaders,
};

/// The fields of `tda_stream.events.Peek`.
#[pyfunction]
#[pyo3(signature = (value, headers, *, catalog=None))]
pub(crate) fn peek<'py>(
    py: Python<'py>,
    value: &[u8],
    headers: RecordHeaders,
    catalog: Option<&Catalog>,
) -> PyResult<Bound<'py, PyDict>> {
    let catalog = CatalogRef::of(catalog);
    let options = DecodeOptions::new().catalog(&catalog);
    let envelope = py.detach(|| tda_events::peek_with(value, &headers, &options)).map_err(Failure::from)?;
    let (fields, context) = (PyDict::new(py), PyDict::new(py));
    for (name, value) in &envelope.headers {
        context.set_item(name.as_ref(), value.as_ref())?;
    }
    fields.set_item("schema_version", envelope.schema_version.to_string())?;
    fields.set_item("event_id", envelope.event_id.as_ref())?;
    fields.set_item("timestamp_us", envelope.timestamp.microseconds())?;
    fields.set_item("event_type", envelope.event_type.as_ref())?;
    fields.set_item("source", envelope.source.as_ref())?;
    fields.set_item("correlation_id", envelope.correlation_id.as_deref())?;
    fields.set_item("causation_id", envelope.causation_id.as_deref())?;
    fields.set_item("headers", context)?;
    Ok(fields)
}
