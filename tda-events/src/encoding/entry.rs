//! The entries of maps and records on their way out, for serializers that want name and value together.

use serde::ser::{Error, Impossible, Serialize, Serializer};

/// What writes one entry after the other.
pub(crate) trait PutEntry {
    type Error: Error;

    fn entry<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) -> Result<(), Self::Error>;
}

fn no_text<E: Error>() -> E {
    E::custom("a name that is no text")
}

/// Learns an entry's name, which must be a text, without copying it.
pub(crate) struct EntrySerializer<'e, P, V: ?Sized> {
    pub(crate) entries: &'e mut P,
    pub(crate) value: &'e V,
}

macro_rules! names_are_texts {
    ($($method:ident($($argument:ty),*)),+ $(,)?) => { $(
        fn $method(self, $(_: $argument),*) -> Result<(), P::Error> {
            Err(no_text())
        }
    )+ };
}

impl<P: PutEntry, V: Serialize + ?Sized> Serializer for EntrySerializer<'_, P, V> {
    type Ok = ();
    type Error = P::Error;
    type SerializeSeq = Impossible<(), P::Error>;
    type SerializeTuple = Impossible<(), P::Error>;
    type SerializeTupleStruct = Impossible<(), P::Error>;
    type SerializeTupleVariant = Impossible<(), P::Error>;
    type SerializeMap = Impossible<(), P::Error>;
    type SerializeStruct = Impossible<(), P::Error>;
    type SerializeStructVariant = Impossible<(), P::Error>;

    fn serialize_str(self, name: &str) -> Result<(), P::Error> {
        self.entries.entry(name, self.value)
    }

    names_are_texts! {
        serialize_bool(bool), serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_f32(f32),
        serialize_f64(f64), serialize_char(char), serialize_bytes(&[u8]), serialize_none(), serialize_unit(),
        serialize_unit_struct(&'static str), serialize_unit_variant(&'static str, u32, &'static str),
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), P::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), P::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), P::Error> {
        Err(no_text())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, P::Error> {
        Err(no_text())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, P::Error> {
        Err(no_text())
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, P::Error> {
        Err(no_text())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, P::Error> {
        Err(no_text())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, P::Error> {
        Err(no_text())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, P::Error> {
        Err(no_text())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, P::Error> {
        Err(no_text())
    }
}
