//! What frames need: the schema id to write.

use tda_events::{SchemaIds, SchemaKey};

/// The one id that the caller looked up.
#[derive(Debug)]
pub(crate) struct OneSchemaId(pub(crate) u32);

impl SchemaIds for OneSchemaId {
    fn schema_id(&self, _key: &SchemaKey<'_>) -> Option<u32> {
        Some(self.0)
    }
}
