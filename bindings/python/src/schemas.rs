//! What frames need: the schema id to write, the schemas to read.

use std::{collections::HashMap, sync::Arc};

use tda_events::{SchemaIds, SchemaKey, SchemaLookup, WriterSchema};

use crate::error::Failure;

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
    pub(crate) fn parse(schemas: &[(u32, String)]) -> Result<Self, Failure> {
        let parse = |(id, text): &(u32, String)| match WriterSchema::parse(text) {
            Ok(schema) => Ok((*id, Arc::new(schema))),
            Err(error) => Err(Failure::invalid(format!("schema {id}: {error}"))),
        };
        schemas.iter().map(parse).collect::<Result<_, _>>().map(Self)
    }
}

impl SchemaLookup for KnownSchemas {
    fn by_id(&self, id: u32) -> Option<Arc<WriterSchema>> {
        self.0.get(&id).cloned()
    }
}
