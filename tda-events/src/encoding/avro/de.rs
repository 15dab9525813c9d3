//! A serde deserializer that reads Avro along the schema that it was written with.
//!
//! Records are maps of their fields, absent optional ones left out: so a reader that knows more or fewer
//! fields than the writer gets what both know.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::primitive::Reader;
use crate::decode::DecodeError;
use crate::encoding::json::Tree;
use crate::schema::{Field, Presence, Type, base64};
use crate::time::{Timestamp, date_text};

/// Reads one value of type `ty`.
pub(crate) struct DatumDeserializer<'r, 'de> {
    reader: &'r mut Reader<'de>,
    ty: &'de Type,
}

impl<'r, 'de> DatumDeserializer<'r, 'de> {
    pub(crate) fn new(reader: &'r mut Reader<'de>, ty: &'de Type) -> Self {
        Self { reader, ty }
    }
}

/// Why a value was not read, in serde's words or the reader's.
#[derive(Debug)]
pub(crate) enum ReadError {
    Avro(DecodeError),
    Serde(String),
}

impl ReadError {
    fn words(error: impl fmt::Display) -> Self {
        Self::Serde(error.to_string())
    }

    /// As an error of the value that `reader` stands in.
    pub(crate) fn at(self, reader: &Reader<'_>) -> DecodeError {
        match self {
            Self::Avro(error) => error,
            Self::Serde(reason) => reader.refuse(reason),
        }
    }
}

impl From<DecodeError> for ReadError {
    fn from(error: DecodeError) -> Self {
        Self::Avro(error)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Avro(error) => error.fmt(f),
            Self::Serde(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::words(message)
    }
}

impl<'de> Deserializer<'de> for DatumDeserializer<'_, 'de> {
    type Error = ReadError;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.ty {
            Type::Boolean => visitor.visit_bool(self.reader.boolean()?),
            Type::Integer { .. } => visitor.visit_i64(self.reader.long()?),
            Type::Double { .. } => match self.reader.double()? {
                // Free data has no infinities but their texts.
                f64::INFINITY => visitor.visit_borrowed_str("inf"),
                f64::NEG_INFINITY => visitor.visit_borrowed_str("-inf"),
                number => visitor.visit_f64(number),
            },
            Type::Bytes { .. } => visitor.visit_string(base64::encode(self.reader.sized_bytes()?)),
            Type::Timestamp => {
                let time = Timestamp::from_microseconds(self.reader.long()?).map_err(ReadError::words)?;
                visitor.visit_string(time.to_microsecond_text())
            }
            Type::Date => {
                let days = self.reader.long()?;
                let text = i32::try_from(days).ok().and_then(date_text);
                visitor.visit_string(text.ok_or_else(|| self.reader.refuse(format!("day {days}")))?)
            }
            Type::Json { .. } => {
                let text = self.reader.text()?;
                let Tree(value) = Tree::parse(text.as_bytes()).map_err(ReadError::words)?;
                value.deserialize_any(visitor).map_err(ReadError::words)
            }
            Type::Union(types) => {
                let branch = self.reader.branch(types.len())?;
                DatumDeserializer::new(self.reader, &types[branch]).deserialize_any(visitor)
            }
            Type::Text { .. } => visitor.visit_borrowed_str(self.reader.text()?),
            Type::Enum { symbols, .. } => visitor.visit_borrowed_str(symbol(self.reader, symbols)?),
            Type::Array { items, items_max } => {
                visitor.visit_seq(Blocks::new(self.reader, items, *items_max)?)
            }
            Type::Map { values, entries_max } => {
                visitor.visit_map(Blocks::new(self.reader, values, *entries_max)?)
            }
            Type::Record(record) => {
                visitor.visit_map(Fields { reader: self.reader, fields: record.fields.iter(), field: None })
            }
        }
    }

    /// Payloads with types of their own take the number, free data its text.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.ty {
            Type::Timestamp => visitor.visit_i64(self.reader.long()?),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.ty {
            Type::Double { .. } => visitor.visit_f64(self.reader.double()?),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.ty {
            Type::Bytes { .. } => visitor.visit_borrowed_bytes(self.reader.sized_bytes()?),
            Type::Record(record) => match record.doubles_bytes() {
                Some(len) => visitor.visit_borrowed_bytes(self.reader.bytes(len)?),
                None => self.deserialize_any(visitor),
            },
            _ => self.deserialize_any(visitor),
        }
    }

    /// Absent fields are left out of their record, so what is asked for is there.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 u8 u16 u32 u64 f32 char str string byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

fn symbol<'de>(reader: &mut Reader<'de>, symbols: &'de [String]) -> Result<&'de str, DecodeError> {
    let index = reader.long()?;
    let symbol = usize::try_from(index).ok().and_then(|index| symbols.get(index));
    symbol.map(String::as_str).ok_or_else(|| reader.refuse(format!("symbol {index} of {}", symbols.len())))
}

/// The fields of a record, in the writer's order.
struct Fields<'r, 'de> {
    reader: &'r mut Reader<'de>,
    fields: std::slice::Iter<'de, Field>,
    /// The one whose value comes next, and its type.
    field: Option<(&'de Field, &'de Type)>,
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ReadError> {
        for field in self.fields.by_ref() {
            // The null of an optional union is a branch of it, so the branch behind it is chosen here.
            let ty = match (&field.presence, &field.ty) {
                (Presence::Optional, Type::Union(types)) => match self.reader.branch(1 + types.len())? {
                    0 => continue,
                    branch => &types[branch - 1],
                },
                (Presence::Optional, _) if !self.reader.is_present()? => continue,
                (_, ty) => ty,
            };
            self.field = Some((field, ty));
            let name = de::value::BorrowedStrDeserializer::new(&field.name);
            return seed.deserialize(name).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, ReadError> {
        let field = self.field.take();
        let (field, ty) = field.ok_or_else(|| ReadError::Serde("a value without its name".to_owned()))?;
        seed.deserialize(DatumDeserializer::new(self.reader, ty)).map_err(|error| match error {
            ReadError::Serde(reason) => ReadError::Serde(format!("{}: {reason}", field.name)),
            avro => avro,
        })
    }
}

/// The items of a list or map, which come in blocks.
struct Blocks<'r, 'de> {
    reader: &'r mut Reader<'de>,
    items: &'de Type,
    items_max: usize,
    /// Items of the blocks opened so far.
    read: usize,
    /// Items left in the block.
    left: usize,
    done: bool,
}

impl<'r, 'de> Blocks<'r, 'de> {
    /// The first block is opened at once, so that what is built knows about how long it will be.
    fn new(reader: &'r mut Reader<'de>, items: &'de Type, items_max: usize) -> Result<Self, ReadError> {
        let mut blocks = Self { reader, items, items_max, read: 0, left: 0, done: false };
        blocks.open()?;
        Ok(blocks)
    }

    fn open(&mut self) -> Result<(), ReadError> {
        self.left = self.reader.block_len()?;
        self.done = self.left == 0;
        if self.left > self.items_max.saturating_sub(self.read) {
            return Err(self.reader.refuse(format!("more than {} items", self.items_max)).into());
        }
        self.read += self.left;
        Ok(())
    }

    /// Steps to the next item; false at the end.
    fn step(&mut self) -> Result<bool, ReadError> {
        if self.left == 0 && !self.done {
            self.open()?;
        }
        if self.done {
            return Ok(false);
        }
        self.left -= 1;
        Ok(true)
    }
}

impl<'de> SeqAccess<'de> for Blocks<'_, 'de> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ReadError> {
        if !self.step()? {
            return Ok(None);
        }
        seed.deserialize(DatumDeserializer::new(self.reader, self.items)).map(Some)
    }

    /// No more than there are bytes left.
    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Blocks<'_, 'de> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ReadError> {
        if !self.step()? {
            return Ok(None);
        }
        let name: &'de str = self.reader.text()?;
        seed.deserialize(de::value::BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, ReadError> {
        seed.deserialize(DatumDeserializer::new(self.reader, self.items))
    }
}
