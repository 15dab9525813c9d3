//! [`Blob`]: bytes inside an event.

use std::fmt;
use std::ops::Deref;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::field::{FieldValue, IntoField};
use crate::fault::{Faults, Path};
use crate::limits::CONTENT_BYTES_MAX;
use crate::schema::validate::Strictness;
use crate::schema::{Type, base64};

/// Bytes of a field: base64 in JSON, themselves in Avro.
///
/// ```
/// use tda_events::Blob;
/// let picture = Blob::from(b"<svg/>".to_vec());
/// assert_eq!(picture.len(), 6);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Blob(Vec<u8>);

impl Blob {
    /// The bytes.
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl IntoField<Blob> for Vec<u8> {
    fn into_field(self) -> Blob {
        Blob(self)
    }
}

impl Deref for Blob {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Blob {
    /// Only how many: nobody reads the bytes of a picture.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob({} bytes)", self.0.len())
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&base64::encode(&self.0))
        } else {
            serializer.serialize_bytes(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(BlobVisitor)
        } else {
            deserializer.deserialize_bytes(BlobVisitor)
        }
    }
}

struct BlobVisitor;

impl Visitor<'_> for BlobVisitor {
    type Value = Blob;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes as base64")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Blob, E> {
        Ok(Blob(bytes.to_vec()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Blob, E> {
        let bytes = base64::decode(text);
        bytes.map(Blob).ok_or_else(|| E::invalid_value(de::Unexpected::Str("no base64"), &self))
    }
}

impl FieldValue for Blob {
    fn default_type() -> Type {
        Type::Bytes { bytes_min: 0, bytes_max: CONTENT_BYTES_MAX }
    }

    fn check(&self, ty: &Type, at: &Path<'_>, faults: &mut Faults, _: Strictness) {
        ty.check_bytes(self.0.len(), at, faults);
    }
}
