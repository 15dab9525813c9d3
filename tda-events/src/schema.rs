//! The schema of every payload: one model, from which checks, Avro schemas and JSON Schemas follow.

pub(crate) mod avsc;
pub(crate) mod base64;
pub(crate) mod compat;
mod evolve;
mod example;
mod generated;
mod json_schema;
pub(crate) mod model;
mod print;
pub(crate) mod validate;

pub use compat::{
    Break, Compatibility, Incompatible, Reader, SCHEMA_BYTES_MAX, Schema, SchemaError, UnknownCompatibility,
    check_compatibility,
};
pub(crate) use evolve::Names;
pub use evolve::{lift, lower, record_at};
pub use generated::{avro_schema, avro_schema_in, generated, json_schema_in, json_schema_of};
pub(crate) use json_schema::type_schema as json_schema_of_type;
pub use model::{Field, Presence, Record, TextForm, Type, Width};
