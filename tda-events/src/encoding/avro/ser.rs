//! A serde serializer that writes Avro along the schema model.
//!
//! Payloads serialize as maps of their fields in the schema's order. A field that the schema has and the
//! payload leaves out is optional, so it is written as null; one that the schema lacks is unknown, and was
//! gathered for the envelope's `extensions` before.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, Serializer};
use serde_json::Value;

use super::primitive::{put_bytes, put_len, put_long, put_text};
use crate::encoding::entry::{EntrySerializer, PutEntry};
use crate::encoding::json;
use crate::schema::base64;
use crate::schema::validate::{found_text, infinity, whole_number};
use crate::schema::{Field, Presence, Type};
use crate::time::{Timestamp, days_of};

/// Appends `value`, of type `ty`, to `out`.
pub(crate) fn write_datum<T: Serialize + ?Sized>(
    out: &mut Vec<u8>,
    value: &T,
    ty: &Type,
) -> Result<(), Mismatch> {
    if let Type::Json { .. } = ty {
        let text = json::to_vec(value, 0).map_err(ser::Error::custom)?;
        put_bytes(out, &text);
        return Ok(());
    }
    value.serialize(DatumSerializer { out, ty, skipped: 0, is_piece: false })
}

/// A value that does not have the shape of its schema. Values are checked first, so this is a fault of ours.
#[derive(Debug)]
pub(crate) struct Mismatch(String);

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

impl ser::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

struct DatumSerializer<'a> {
    out: &'a mut Vec<u8>,
    ty: &'a Type,
    /// Branches of a union that stand before those of `ty`: 1 for the null of an optional one.
    skipped: usize,
    /// Whether the bytes that follow are a piece of those announced.
    is_piece: bool,
}

impl DatumSerializer<'_> {
    /// Of a union, writes which branch follows: the first that `fits`, whose serializer this becomes.
    fn of_branch(mut self, fits: impl Fn(&Type) -> bool) -> Self {
        if let Type::Union(types) = self.ty
            && let Some(index) = types.iter().position(fits)
        {
            put_len(self.out, self.skipped + index);
            self.ty = &types[index];
        }
        self
    }

    fn mismatch(&self, found: &str) -> Mismatch {
        Mismatch(format!("expected {}, got {found}", self.ty))
    }
}

impl<'a> Serializer for DatumSerializer<'a> {
    type Ok = ();
    type Error = Mismatch;
    type SerializeSeq = ListSerializer<'a>;
    type SerializeTuple = Impossible<(), Mismatch>;
    type SerializeTupleStruct = Impossible<(), Mismatch>;
    type SerializeTupleVariant = Impossible<(), Mismatch>;
    type SerializeMap = FieldsSerializer<'a>;
    type SerializeStruct = FieldsSerializer<'a>;
    type SerializeStructVariant = Impossible<(), Mismatch>;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<(), Mismatch> {
        let this = self.of_branch(|ty| matches!(ty, Type::Boolean));
        match this.ty {
            Type::Boolean => this.out.push(u8::from(value)),
            _ => return Err(this.mismatch("a truth value")),
        }
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Mismatch> {
        let this = self.of_branch(|ty| matches!(ty, Type::Integer { .. } | Type::Double { .. }));
        match this.ty {
            Type::Integer { .. } | Type::Timestamp => put_long(this.out, value),
            // Free data holds whole numbers where doubles are meant.
            #[allow(clippy::cast_precision_loss)]
            Type::Double { .. } => this.out.extend_from_slice(&(value as f64).to_le_bytes()),
            _ => return Err(this.mismatch("a whole number")),
        }
        Ok(())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Mismatch> {
        match i64::try_from(value) {
            Ok(value) => self.serialize_i64(value),
            #[allow(clippy::cast_precision_loss)]
            Err(_) if matches!(self.ty, Type::Double { .. } | Type::Union(_)) => {
                self.serialize_f64(value as f64)
            }
            Err(_) => Err(self.mismatch("a number over 63 bits")),
        }
    }

    fn serialize_f64(self, value: f64) -> Result<(), Mismatch> {
        let this = self.of_branch(|ty| matches!(ty, Type::Double { .. }));
        match this.ty {
            Type::Double { .. } => this.out.extend_from_slice(&value.to_le_bytes()),
            // Free data holds `5.0` where 5 is meant.
            Type::Integer { .. } => {
                let whole = whole_number(value).and_then(|value| i64::try_from(value).ok());
                put_long(this.out, whole.ok_or_else(|| this.mismatch("a number"))?);
            }
            _ => return Err(this.mismatch("a number")),
        }
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Mismatch> {
        let this = self.of_branch(|ty| ty.is_of_kind(&Value::from(text)));
        let wrong = || Mismatch(format!("expected {}, got {}", this.ty, found_text(text)));
        match this.ty {
            Type::Text { .. } => put_text(this.out, text),
            Type::Enum { symbols, .. } => {
                let index = symbols.iter().position(|symbol| symbol == text);
                put_len(this.out, index.ok_or_else(wrong)?);
            }
            // The rest is free data, which has texts for what Avro has types for.
            Type::Bytes { .. } => put_bytes(this.out, &base64::decode(text).ok_or_else(wrong)?),
            Type::Timestamp => {
                let time: Timestamp = text.parse().map_err(|_| wrong())?;
                put_long(this.out, time.microseconds());
            }
            Type::Date => put_long(this.out, days_of(text).ok_or_else(wrong)?.into()),
            Type::Double { infinite: true, .. } => {
                let number = infinity(text).ok_or_else(wrong)?;
                this.out.extend_from_slice(&number.to_le_bytes());
            }
            _ => return Err(wrong()),
        }
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), Mismatch> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Mismatch> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Mismatch> {
        self.serialize_i64(value.into())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Mismatch> {
        self.serialize_i64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Mismatch> {
        self.serialize_i64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Mismatch> {
        self.serialize_i64(value.into())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Mismatch> {
        self.serialize_f64(value.into())
    }

    fn serialize_char(self, value: char) -> Result<(), Mismatch> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Mismatch> {
        let this = self.of_branch(|ty| matches!(ty, Type::Bytes { .. }));
        match this.ty {
            Type::Bytes { .. } if this.is_piece => this.out.extend_from_slice(bytes),
            Type::Bytes { .. } => put_bytes(this.out, bytes),
            Type::Record(record) if record.doubles_bytes() == Some(bytes.len()) => {
                this.out.extend_from_slice(bytes);
            }
            _ => return Err(this.mismatch("bytes")),
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Mismatch> {
        Err(self.mismatch("nothing"))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Mismatch> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Mismatch> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Mismatch> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Mismatch> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Mismatch> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Mismatch> {
        value.serialize(self)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<ListSerializer<'a>, Mismatch> {
        let this = self.of_branch(|ty| matches!(ty, Type::Array { .. }));
        match (this.ty, len) {
            // Bytes in pieces, as many in all as are announced.
            (Type::Bytes { .. }, Some(len)) => {
                put_len(this.out, len);
                this.out.reserve(len);
                Ok(ListSerializer { out: this.out, items: this.ty, is_pieces: true, left: len })
            }
            (Type::Array { items, .. }, Some(len)) => {
                if len > 0 {
                    put_len(this.out, len);
                }
                Ok(ListSerializer { out: this.out, items, is_pieces: false, left: len })
            }
            _ => Err(this.mismatch("a list")),
        }
    }

    fn serialize_map(self, len: Option<usize>) -> Result<FieldsSerializer<'a>, Mismatch> {
        let this = self.of_branch(|ty| matches!(ty, Type::Record(_) | Type::Map { .. }));
        match (this.ty, len) {
            (Type::Record(record), _) => {
                Ok(FieldsSerializer::Record { out: this.out, fields: &record.fields })
            }
            (Type::Map { values, .. }, Some(len)) => {
                if len > 0 {
                    put_len(this.out, len);
                }
                Ok(FieldsSerializer::Map { out: this.out, values, left: len })
            }
            _ => Err(this.mismatch("an object")),
        }
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<FieldsSerializer<'a>, Mismatch> {
        self.serialize_map(Some(len))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Mismatch> {
        Err(self.mismatch("a tuple"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Mismatch> {
        Err(self.mismatch("a tuple"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Mismatch> {
        Err(self.mismatch("a tuple"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Mismatch> {
        Err(self.mismatch("a variant"))
    }
}

/// Writes one block of as many items as were announced, then the end; or the pieces of bytes.
struct ListSerializer<'a> {
    out: &'a mut Vec<u8>,
    /// The type of an item, or that of the bytes.
    items: &'a Type,
    is_pieces: bool,
    /// Items not yet written, or bytes.
    left: usize,
}

impl ser::SerializeSeq for ListSerializer<'_> {
    type Ok = ();
    type Error = Mismatch;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Mismatch> {
        if self.is_pieces {
            let before = self.out.len();
            value.serialize(DatumSerializer { out: self.out, ty: self.items, skipped: 0, is_piece: true })?;
            self.left = self.left.checked_sub(self.out.len() - before).ok_or_else(miscounted)?;
            return Ok(());
        }
        self.left = self.left.checked_sub(1).ok_or_else(miscounted)?;
        write_datum(self.out, value, self.items)
    }

    fn end(self) -> Result<(), Mismatch> {
        match (self.is_pieces, self.left) {
            (true, 0) => Ok(()),
            (true, _) => Err(miscounted()),
            (false, left) => end_block(self.out, left),
        }
    }
}

fn miscounted() -> Mismatch {
    Mismatch("a list with another number of items than it announced".to_owned())
}

fn end_block(out: &mut Vec<u8>, left: usize) -> Result<(), Mismatch> {
    if left > 0 {
        return Err(miscounted());
    }
    out.push(0);
    Ok(())
}

/// Writes the fields of a record, or the entries of a map.
enum FieldsSerializer<'a> {
    /// `fields` are those not yet written.
    Record {
        out: &'a mut Vec<u8>,
        fields: &'a [Field],
    },
    Map {
        out: &'a mut Vec<u8>,
        values: &'a Type,
        left: usize,
    },
}

impl PutEntry for FieldsSerializer<'_> {
    type Error = Mismatch;

    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Mismatch> {
        match self {
            Self::Map { out, values, left } => {
                *left = left.checked_sub(1).ok_or_else(miscounted)?;
                put_text(out, name);
                write_datum(out, value, values)
            }
            Self::Record { out, fields } => {
                let Some(skipped) = fields.iter().position(|field| field.name == name) else {
                    return Ok(());
                };
                if skipped > 0 {
                    put_absent(out, &fields[..skipped])?;
                }
                let field = &fields[skipped];
                *fields = &fields[skipped + 1..];
                let written = match (&field.presence, &field.ty) {
                    (Presence::Optional, ty @ Type::Union(_)) => {
                        value.serialize(DatumSerializer { out, ty, skipped: 1, is_piece: false })
                    }
                    (Presence::Optional, ty) => {
                        put_long(out, 1);
                        write_datum(out, value, ty)
                    }
                    (_, ty) => write_datum(out, value, ty),
                };
                written.map_err(|Mismatch(why)| Mismatch(format!("{name}: {why}")))
            }
        }
    }
}

impl FieldsSerializer<'_> {
    fn finish(self) -> Result<(), Mismatch> {
        match self {
            Self::Record { out, fields } => put_absent(out, fields),
            Self::Map { out, left, .. } => end_block(out, left),
        }
    }
}

/// Writes what stands for the absence of each of `fields`: null, or a neutral value.
fn put_absent(out: &mut Vec<u8>, fields: &[Field]) -> Result<(), Mismatch> {
    for field in fields {
        match (&field.presence, &field.ty) {
            (Presence::Optional, _) => put_long(out, 0),
            (Presence::Default(value), ty) => write_datum(out, value, ty)?,
            (Presence::Expected, Type::Double { .. }) => out.extend_from_slice(&0f64.to_le_bytes()),
            (Presence::Expected, Type::Text { .. } | Type::Integer { .. }) => put_long(out, 0),
            _ => return Err(Mismatch(format!("{}: expected {}, got nothing", field.name, field.ty))),
        }
    }
    Ok(())
}

impl ser::SerializeMap for FieldsSerializer<'_> {
    type Ok = ();
    type Error = Mismatch;

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        name: &K,
        value: &V,
    ) -> Result<(), Mismatch> {
        name.serialize(EntrySerializer { entries: self, value })
    }

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Mismatch> {
        Err(Mismatch("a name without its value".to_owned()))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Mismatch> {
        Err(Mismatch("a value without its name".to_owned()))
    }

    fn end(self) -> Result<(), Mismatch> {
        self.finish()
    }
}

impl ser::SerializeStruct for FieldsSerializer<'_> {
    type Ok = ();
    type Error = Mismatch;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Mismatch> {
        self.entry(name, value)
    }

    fn end(self) -> Result<(), Mismatch> {
        self.finish()
    }
}
