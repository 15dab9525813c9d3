//! The schema of every payload: one model, from which checks, Avro schemas and JSON Schemas follow.

mod avsc;
pub(crate) mod base64;
mod compat;
mod example;
mod generated;
mod json_schema;
pub(crate) mod model;
pub(crate) mod validate;

pub use compat::{
    Break, Compatibility, Incompatible, Reader, SCHEMA_BYTES_MAX, Schema, SchemaError, UnknownCompatibility,
    check_compatibility,
};
pub use generated::{avro_schema, generated, json_schema_of};
pub(crate) use json_schema::type_schema as json_schema_of_type;
pub use model::{Field, Presence, Record, TextForm, Type, Width};
