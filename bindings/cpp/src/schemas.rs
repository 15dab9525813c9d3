//! What frames need: the schema id to write, the schemas to read.

use std::{collections::HashMap, sync::Arc};

use tda_events::{SchemaIds, SchemaKey, SchemaLookup, WriterSchema};

use crate::failure::Failure;
use crate::ffi::SchemaText;

/// The one id that the caller looked up.
#[derive(Debug)]
pub(crate) struct OneSchemaId(pub(crate) u32);

impl SchemaIds for OneSchemaId {
    fn schema_id(&self, _key: &SchemaKey<'_>) -> Option<u32> {
        Some(self.0)
    }
}

/// The Avro schemas that the caller looked up, by id.
#[derive(Debug, Default)]
pub(crate) struct KnownSchemas(HashMap<u32, Arc<WriterSchema>>);

impl KnownSchemas {
    pub(crate) fn parse(schemas: &[SchemaText]) -> Result<Self, Failure> {
        let parse = |schema: &SchemaText| match WriterSchema::parse(&schema.text) {
            Ok(parsed) => Ok((schema.id, Arc::new(parsed))),
            Err(error) => Err(Failure::invalid(format!("schema {}: {error}", schema.id))),
        };
        schemas.iter().map(parse).collect::<Result<_, _>>().map(Self)
    }
}

impl SchemaLookup for KnownSchemas {
    fn by_id(&self, id: u32) -> Option<Arc<WriterSchema>> {
        self.0.get(&id).cloned()
    }
}
