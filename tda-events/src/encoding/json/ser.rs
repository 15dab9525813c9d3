//! A serde serializer that writes compact JSON: byte for byte what `serde_json` writes, sooner.
//!
//! Nearly all of an event is short texts, and few events have any that must be escaped. So texts are copied whole,
//! and all are looked at once afterwards; an event that needs escapes is written again, with `serde_json`'s.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, Serializer};

use super::number;
use crate::encoding::entry::{EntrySerializer, PutEntry};

/// `value` as JSON of about `capacity` bytes, with its numbers that no double holds.
pub(crate) fn to_vec<T: Serialize + ?Sized>(value: &T, capacity: usize) -> Result<Vec<u8>, Unwritable> {
    let mut out = Output::new(capacity, Escapes::None);
    value.serialize(TextSerializer { out: &mut out })?;
    if !out.is_plain() {
        out = Output::new(out.text.len(), Escapes::AsNeeded);
        value.serialize(TextSerializer { out: &mut out })?;
    }
    Ok(if out.has_stand_ins { number::written(out.text) } else { out.text })
}

/// A value without a JSON form. Payloads and trees have one, so this is a fault of ours.
#[derive(Debug)]
pub(crate) struct Unwritable(String);

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    /// Texts are copied as they are, and looked at afterwards.
    None,
    AsNeeded,
}

struct Output {
    text: Vec<u8>,
    escapes: Escapes,
    /// How many texts were written.
    texts: usize,
    /// Whether an object may stand for a number that no double holds.
    has_stand_ins: bool,
}

impl Output {
    fn new(capacity: usize, escapes: Escapes) -> Self {
        Self { text: Vec::with_capacity(capacity), escapes, texts: 0, has_stand_ins: false }
    }

    fn put_text(&mut self, text: &str) -> Result<(), Unwritable> {
        if self.escapes == Escapes::AsNeeded {
            return self.put(text);
        }
        self.texts += 1;
        self.text.push(b'"');
        self.text.extend_from_slice(text.as_bytes());
        self.text.push(b'"');
        Ok(())
    }

    /// Whether none of the texts that were copied holds what must be escaped: a quote, so that there are two to
    /// each text; a backslash; or a control character.
    fn is_plain(&self) -> bool {
        // So short that a byte counts its quotes; without branches, so that several bytes are looked at at a time.
        let mut quotes = 0;
        let is_plain = self.text.chunks(128).all(|piece| {
            let look = |(quotes, special), byte: &u8| {
                (quotes + u8::from(*byte == b'"'), special | (*byte < 0x20) | (*byte == b'\\'))
            };
            let (found, special) = piece.iter().fold((0, false), look);
            quotes += usize::from(found);
            !special
        });
        is_plain && quotes == 2 * self.texts
    }

    /// Writes a number, or a text with escapes.
    fn put<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        serde_json::to_writer(&mut self.text, value).map_err(ser::Error::custom)
    }
}

struct TextSerializer<'a> {
    out: &'a mut Output,
}

macro_rules! are_numbers {
    ($($method:ident($number:ty)),+ $(,)?) => { $(
        fn $method(self, number: $number) -> Result<(), Unwritable> {
            self.out.put(&number)
        }
    )+ };
}

/// No payload has these.
fn unusual<T>() -> Result<T, Unwritable> {
    Err(Unwritable("a value of a kind that no payload has".to_owned()))
}

impl<'a> Serializer for TextSerializer<'a> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Impossible<(), Unwritable>;
    type SerializeTupleVariant = Impossible<(), Unwritable>;
    type SerializeMap = Items<'a>;
    type SerializeStruct = Items<'a>;
    type SerializeStructVariant = Impossible<(), Unwritable>;

    are_numbers! {
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64), serialize_u8(u8),
        serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_f32(f32), serialize_f64(f64),
    }

    fn serialize_bool(self, value: bool) -> Result<(), Unwritable> {
        self.out.text.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_char(self, letter: char) -> Result<(), Unwritable> {
        self.out.put_text(letter.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Unwritable> {
        self.out.put_text(text)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unwritable> {
        unusual()
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.out.text.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Unwritable> {
        self.out.put_text(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unwritable> {
        unusual()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, Unwritable> {
        self.out.text.push(b'[');
        Ok(Items { out: self.out, is_first: true, end: b']' })
    }

    fn serialize_tuple(self, len: usize) -> Result<Items<'a>, Unwritable> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        unusual()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        unusual()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'a>, Unwritable> {
        self.out.text.push(b'{');
        Ok(Items { out: self.out, is_first: true, end: b'}' })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Items<'a>, Unwritable> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        unusual()
    }
}

/// The items of a list, or the entries of an object.
struct Items<'a> {
    out: &'a mut Output,
    is_first: bool,
    end: u8,
}

impl Items<'_> {
    fn separate(&mut self) {
        if !self.is_first {
            self.out.text.push(b',');
        }
        self.is_first = false;
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.separate();
        value.serialize(TextSerializer { out: self.out })
    }

    fn finish(self) {
        self.out.text.push(self.end);
    }
}

impl PutEntry for Items<'_> {
    type Error = Unwritable;

    fn entry<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) -> Result<(), Unwritable> {
        self.separate();
        self.out.has_stand_ins |= name == number::NAME;
        self.out.put_text(name)?;
        self.out.text.push(b':');
        value.serialize(TextSerializer { out: self.out })
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.item(value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.item(value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        name: &K,
        value: &V,
    ) -> Result<(), Unwritable> {
        name.serialize(EntrySerializer { entries: self, value })
    }

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Unwritable> {
        Err(Unwritable("a name without its value".to_owned()))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Unwritable> {
        Err(Unwritable("a value without its name".to_owned()))
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.entry(name, value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::to_vec;

    fn values() -> impl Strategy<Value = Value> {
        let texts = prop_oneof!["[ -~]{0,40}", any::<String>(), "[a\"\\\\\u{1f}\u{20}\u{7f}é]{0,20}"];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            texts.clone().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((texts.clone(), inner), 0..6)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_text_is_serde_json_s(value in values()) {
            let written = to_vec(&value, 0).expect("a form");
            prop_assert_eq!(String::from_utf8(written), Ok(value.to_string()));
        }
    }

    #[test]
    fn every_byte_at_every_place_is_escaped_as_serde_json_does() {
        for byte in 0..0x80u8 {
            for len in 1..20usize {
                for at in 0..len {
                    let mut text = vec![b'x'; len];
                    text[at] = byte;
                    let value = Value::from(String::from_utf8(text).expect("ASCII"));
                    assert_eq!(to_vec(&value, 0).expect("a form"), value.to_string().into_bytes());
                }
            }
        }
    }

    #[test]
    fn numbers_that_no_double_holds_are_numbers() {
        let value =
            json!({"a": {"$number": "1e400"}, "b": {"$number": "five"}, "c": "{\"$number\":\"1e400\"}"});
        let expected = r#"{"a":1e400,"b":{"$number":"five"},"c":"{\"$number\":\"1e400\"}"}"#;
        assert_eq!(to_vec(&value, 0).expect("a form"), expected.as_bytes());
    }
}
