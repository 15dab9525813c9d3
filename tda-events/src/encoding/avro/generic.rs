//! Avro of any schema as JSON.

use serde_json::{Map, Value};

use super::primitive::Reader;
use crate::decode::DecodeError;
use crate::dialect::time_text;
use crate::encoding::json::number;
use crate::limits::NESTING_MAX;
use crate::schema::base64;
use crate::schema::compat::{AvroSchema, AvroType, Logical, NamedKind, Primitive};
use crate::time::{Timestamp, date_text};

/// Reads a whole value.
///
/// Values that take no bytes could be claimed without end, so all values together are bounded by the size of
/// the input.
pub(super) fn read(value: &[u8], schema: &AvroSchema) -> Result<Value, DecodeError> {
    let reader = Reader::new(value);
    let values_left = 2 * value.len() + 1024;
    let mut walk = Walk { reader, schema, values_left };
    let read = walk.value(&schema.root, 0)?;
    walk.reader.finish()?;
    Ok(read)
}

struct Walk<'a> {
    reader: Reader<'a>,
    schema: &'a AvroSchema,
    values_left: usize,
}

impl<'a> Walk<'a> {
    fn value(&mut self, ty: &'a AvroType, depth: usize) -> Result<Value, DecodeError> {
        if depth > NESTING_MAX {
            return Err(self.reader.refuse(format!("nesting deeper than {NESTING_MAX}")));
        }
        self.values_left = self
            .values_left
            .checked_sub(1)
            .ok_or_else(|| self.reader.refuse("more values than the size of the input allows"))?;
        match ty {
            AvroType::Primitive(primitive, logical) => self.primitive(*primitive, logical.as_ref()),
            AvroType::Union(types) => {
                let branch = self.reader.branch(types.len())?;
                self.value(&types[branch], depth + 1)
            }
            AvroType::Array(items) => {
                let mut values = Vec::new();
                self.blocks(|walk| {
                    let value = walk.value(items, depth + 1)?;
                    values.push(value);
                    Ok(())
                })?;
                Ok(Value::Array(values))
            }
            AvroType::Map(types) => {
                let mut entries = Map::new();
                self.blocks(|walk| {
                    let name = walk.reader.text()?;
                    let value = walk.value(types, depth + 1)?;
                    match entries.insert(name.to_owned(), value) {
                        Some(_) => Err(walk.reader.refuse("a map with one name twice")),
                        None => Ok(()),
                    }
                })?;
                Ok(Value::Object(entries))
            }
            AvroType::Named(name) => self.named(name, depth),
        }
    }

    fn named(&mut self, name: &str, depth: usize) -> Result<Value, DecodeError> {
        let schema = self.schema;
        match schema.named.get(name).map(|named| &named.kind) {
            Some(NamedKind::Record(fields)) => {
                let mut record = Map::with_capacity(fields.len());
                for field in fields {
                    let value = self.value(&field.ty, depth + 1)?;
                    // A null says that the field is absent.
                    if !value.is_null() {
                        record.insert(field.name.clone(), value);
                    }
                }
                Ok(Value::Object(record))
            }
            Some(NamedKind::Enum { symbols, .. }) => {
                let index = self.reader.branch(symbols.len())?;
                Ok(Value::from(symbols[index].as_str()))
            }
            Some(NamedKind::Fixed { size_bytes, .. }) => {
                let size = usize::try_from(*size_bytes).unwrap_or(usize::MAX);
                Ok(Value::String(base64::encode(self.reader.bytes(size)?)))
            }
            None => Err(self.reader.refuse(format!("a schema without its type {name}"))),
        }
    }

    fn blocks(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        loop {
            match self.reader.block_len()? {
                0 => return Ok(()),
                items => {
                    for _ in 0..items {
                        item(self)?;
                    }
                }
            }
        }
    }

    fn primitive(&mut self, primitive: Primitive, logical: Option<&Logical>) -> Result<Value, DecodeError> {
        Ok(match primitive {
            Primitive::Null => Value::Null,
            Primitive::Boolean => Value::from(self.reader.boolean()?),
            Primitive::Int | Primitive::Long => {
                let number = self.reader.long()?;
                match logical {
                    Some(Logical::Plain(name)) => self.temporal(name, number)?,
                    _ => Value::from(number),
                }
            }
            Primitive::Float => {
                let mut bits = [0; 4];
                bits.copy_from_slice(self.reader.bytes(4)?);
                number(f32::from_le_bytes(bits).into())
            }
            Primitive::Double => number(self.reader.double()?),
            Primitive::Bytes => Value::String(base64::encode(self.reader.sized_bytes()?)),
            Primitive::String => Value::from(self.reader.text()?),
        })
    }

    /// A day or a point in time as text.
    fn temporal(&self, logical: &str, number: i64) -> Result<Value, DecodeError> {
        let microseconds = match logical {
            "date" => {
                let text = i32::try_from(number).ok().and_then(date_text);
                return text.map(Value::String).ok_or_else(|| self.reader.refuse(format!("day {number}")));
            }
            "timestamp-millis" | "local-timestamp-millis" => number.checked_mul(1_000),
            "timestamp-micros" | "local-timestamp-micros" => Some(number),
            "timestamp-nanos" | "local-timestamp-nanos" => Some(number.div_euclid(1_000)),
            _ => return Ok(Value::from(number)),
        };
        let time = microseconds.and_then(|time| Timestamp::from_microseconds(time).ok());
        let time = time.ok_or_else(|| self.reader.refuse(format!("{logical} {number}")))?;
        Ok(Value::String(time_text(time)))
    }
}
