//! What stands in front of a value to name its schema.
//!
//! | frame | bytes |
//! |---|---|
//! | Confluent | `00`, the schema's id in the registry as four bytes, big-endian |
//! | Avro single-object | `C3 01`, CRC-64-AVRO of the schema's parsing canonical form as eight bytes, little-endian |

use crate::dialect::schemas;
use crate::encode::{EncodeError, Writing};
use crate::payload::Payload;

use super::{Encoding, SchemaKey};

const CONFLUENT: u8 = 0;
const SINGLE_OBJECT: [u8; 2] = [0xc3, 0x01];

/// A frame that was read, and the value behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame<'a> {
    Confluent { id: u32, value: &'a [u8] },
    SingleObject { fingerprint: u64, value: &'a [u8] },
}

/// Puts the encoding's frame in front of `value`.
pub(crate) fn framed<T: Payload>(
    writing: &Writing<'_, T>,
    topic: &str,
    value: Vec<u8>,
) -> Result<Vec<u8>, EncodeError> {
    let head = match writing.encoding {
        Encoding::Json | Encoding::Avro => return Ok(value),
        Encoding::JsonConfluent | Encoding::AvroConfluent => {
            let mut head = vec![CONFLUENT];
            head.extend_from_slice(&schema_id(writing, topic)?.to_be_bytes());
            head
        }
        Encoding::AvroSingleObject => {
            let (event, dialect) = (writing.event, writing.dialect);
            let record = event.data.record();
            let fingerprint = schemas::fingerprint(dialect, event.event_type(), record, event.schema_version);
            let fingerprint =
                fingerprint.ok_or_else(|| writing.not_carried("its avro schema is not known"))?;
            [&SINGLE_OBJECT[..], &fingerprint.to_le_bytes()].concat()
        }
    };
    Ok([head, value].concat())
}

fn schema_id<T: Payload>(writing: &Writing<'_, T>, topic: &str) -> Result<u32, EncodeError> {
    let missing = |reason| EncodeError::NoSchemaId {
        dialect: writing.dialect,
        encoding: writing.encoding,
        event_type: writing.event.event_type().to_owned(),
        reason,
    };
    let ids = writing.options.schemas.ok_or_else(|| missing("no schema ids were given to encode with"))?;
    let record = writing.event.data.record();
    let record_name = schemas::full_name(writing.dialect, record, writing.event.schema_version);
    let key = SchemaKey {
        topic,
        event_type: writing.event.event_type(),
        record_name: &record_name,
        dialect: writing.dialect,
        schema_version: writing.event.schema_version,
        is_json: writing.encoding.is_json(),
    };
    ids.schema_id(&key).ok_or_else(|| missing("it is not registered, or not looked up yet"))
}

/// Reads Confluent's frame, where there is one.
pub(crate) fn confluent(value: &[u8]) -> Option<Frame<'_>> {
    let (id, value) = value.strip_prefix(&[CONFLUENT])?.split_first_chunk::<4>()?;
    Some(Frame::Confluent { id: u32::from_be_bytes(*id), value })
}

/// Reads the frame of the single-object encoding, where there is one.
pub(crate) fn single_object(value: &[u8]) -> Option<Frame<'_>> {
    let (fingerprint, value) = value.strip_prefix(&SINGLE_OBJECT)?.split_first_chunk::<8>()?;
    Some(Frame::SingleObject { fingerprint: u64::from_le_bytes(*fingerprint), value })
}
