//! Avro binary (specification 1.12): written and read along the schema model, never through a tree of values.

mod de;
mod fingerprint;
mod generic;
mod primitive;
mod ser;
mod writer;

pub(crate) use de::DatumDeserializer;
pub(crate) use primitive::{Reader, put_long, put_text};
pub(crate) use ser::write_datum;
pub use writer::WriterSchema;
