//! `payload!`: states the fields of a record once. Struct, constructor, setters, serde and schema follow.

/// Declares a record of fields, in wire order: required, then with a default, then optional.
///
/// ```ignore
/// payload! {
///     /// A computation is done.
///     pub struct JobCompleted = "job.completed" {
///         required { /// Which job.
///                    job_id: String = Type::id(), }
///         default { /// What it made.
///                   results: Vec<ResultSummary> => Vec::new(); since V1_1, }
///         optional { /// Where.
///                    result_id: String = Type::id(), }
///     }
/// }
/// ```
///
/// Behind `=` stands the field's rule (otherwise the Rust type's own), behind `=>` its default, behind
/// `since` the schema version that brought it. `= "job.completed"` makes the record an event's payload,
/// `in` and a list of dialects behind it only theirs.
macro_rules! payload {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident $(= $event_type:literal $(in $dialects:path)?)? {
            $( required { $(
                $(#[doc = $rdoc:literal])+ $rf:ident: $rt:ty $(= $rrule:expr)? $(; since $rsince:ident)?
            ),+ $(,)? } )?
            $( default { $(
                $(#[doc = $ddoc:literal])+ $df:ident: $dt:ty $(= $drule:expr)? => $dvalue:expr $(; since $dsince:ident)?
            ),+ $(,)? } )?
            $( optional { $(
                $(#[doc = $odoc:literal])+ $of:ident: $ot:ty $(= $orule:expr)? $(; since $osince:ident)?
            ),+ $(,)? } )?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($( $(#[doc = $rdoc])+ pub $rf: $rt, )+)?
            $($( $(#[doc = $ddoc])+ pub $df: $dt, )+)?
            $($( $(#[doc = $odoc])+ pub $of: Option<$ot>, )+)?
            /// Fields that this version of the schema does not know.
            pub extensions: $crate::Extensions,
        }

        impl $name {
            /// With what every event has; setters add the rest.
            #[allow(clippy::new_without_default, clippy::too_many_arguments)]
            pub fn new($($( $rf: impl $crate::IntoField<$rt>, )+)?) -> Self {
                Self {
                    $($( $rf: $rf.into_field(), )+)?
                    $($( $df: $dvalue, )+)?
                    $($( $of: None, )+)?
                    extensions: $crate::Extensions::default(),
                }
            }

            $($(
                $(#[doc = $ddoc])+
                #[must_use]
                pub fn $df(mut self, $df: impl $crate::IntoField<$dt>) -> Self {
                    self.$df = $df.into_field();
                    self
                }
            )+)?

            $($(
                $(#[doc = $odoc])+
                #[must_use]
                pub fn $of(mut self, $of: impl $crate::IntoField<$ot>) -> Self {
                    self.$of = Some($of.into_field());
                    self
                }
            )+)?

            /// The text of a field for use in a key. Only events are asked for keys.
            #[allow(dead_code)]
            fn field_text(&self, field: &str) -> Option<std::borrow::Cow<'_, str>> {
                #[allow(unused_imports)]
                use $crate::payload::field::FieldValue as _;
                match field {
                    $($( stringify!($rf) => self.$rf.key_text(), )+)?
                    $($( stringify!($df) => self.$df.key_text(), )+)?
                    $($( stringify!($of) => self.$of.as_ref()?.key_text(), )+)?
                    _ => None,
                }
            }

            pub(crate) fn record() -> &'static std::sync::Arc<$crate::schema::Record> {
                #[allow(unused_imports)]
                use $crate::payload::define::{default_value, field_type};
                #[allow(unused_imports)]
                use $crate::schema::{Field, Presence};
                static RECORD: std::sync::OnceLock<std::sync::Arc<$crate::schema::Record>> =
                    std::sync::OnceLock::new();
                RECORD.get_or_init(|| std::sync::Arc::new($crate::schema::Record::new(
                    payload!(@name $name $($event_type)?), concat!($($doc, "\n"),+), vec![
                    $($( Field::new(
                        stringify!($rf), concat!($($rdoc, "\n"),+), field_type::<$rt>(payload!(@rule $($rrule)?)),
                        Presence::Required, payload!(@since $($rsince)?),
                    ), )+)?
                    $($( Field::new(
                        stringify!($df), concat!($($ddoc, "\n"),+), field_type::<$dt>(payload!(@rule $($drule)?)),
                        Presence::Default(default_value::<$dt>(&$dvalue)), payload!(@since $($dsince)?),
                    ), )+)?
                    $($( Field::new(
                        stringify!($of), concat!($($odoc, "\n"),+), field_type::<$ot>(payload!(@rule $($orule)?)),
                        Presence::Optional, payload!(@since $($osince)?),
                    ), )+)?
                ])))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $($( map.serialize_entry(stringify!($rf), &self.$rf)?; )+)?
                $($( map.serialize_entry(stringify!($df), &self.$df)?; )+)?
                $($(
                    if let Some($of) = &self.$of {
                        map.serialize_entry(stringify!($of), $of)?;
                    }
                )+)?
                for (name, value) in self.extensions.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct RecordVisitor;

                impl<'de> serde::de::Visitor<'de> for RecordVisitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object ", stringify!($name)))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        #[allow(unused_imports)]
                        use $crate::payload::define::{read_once, required};
                        $($( let mut $rf: Option<$rt> = None; )+)?
                        $($( let mut $df: Option<$dt> = None; )+)?
                        $($( let mut $of: Option<$ot> = None; )+)?
                        let mut extensions = $crate::Extensions::default();
                        while let Some(name) = map.next_key::<$crate::payload::field::Name<'de>>()? {
                            match name.as_str() {
                                $($( stringify!($rf) => read_once(&mut $rf, stringify!($rf), Some(map.next_value()?))?, )+)?
                                $($( stringify!($df) => read_once(&mut $df, stringify!($df), map.next_value()?)?, )+)?
                                $($( stringify!($of) => read_once(&mut $of, stringify!($of), map.next_value()?)?, )+)?
                                _ => {
                                    extensions.insert(name.into_owned(), map.next_value()?);
                                }
                            }
                        }
                        Ok($name {
                            $($( $rf: required($rf, stringify!($rf))?, )+)?
                            $($( $df: $df.unwrap_or_else(|| $dvalue), )+)?
                            $($( $of, )+)?
                            extensions,
                        })
                    }
                }

                deserializer.deserialize_map(RecordVisitor)
            }
        }

        impl $crate::payload::field::FieldValue for $name {
            const OVERFLOWS: bool = true;

            fn default_type() -> $crate::schema::Type {
                $crate::schema::Type::Record(std::sync::Arc::clone(Self::record()))
            }

            fn check(
                &self,
                ty: &$crate::schema::Type,
                at: &$crate::fault::Path<'_>,
                faults: &mut $crate::fault::Faults,
                strictness: $crate::schema::validate::Strictness,
            ) {
                let $crate::schema::Type::Record(record) = ty else { return };
                let mut fields = record.fields.iter();
                $($( if let Some(field) = fields.next() {
                    self.$rf.check(&field.ty, &at.name(stringify!($rf)), faults, strictness);
                } )+)?
                $($( if let Some(field) = fields.next() {
                    self.$df.check(&field.ty, &at.name(stringify!($df)), faults, strictness);
                } )+)?
                $($( if let (Some(field), Some(value)) = (fields.next(), &self.$of) {
                    value.check(&field.ty, &at.name(stringify!($of)), faults, strictness);
                } )+)?
                self.extensions.check(
                    &[$($( stringify!($rf), )+)? $($( stringify!($df), )+)? $($( stringify!($of), )+)?],
                    at,
                    faults,
                );
            }

            fn collect(&self, at: &$crate::fault::Path<'_>, into: &mut $crate::extensions::Overflow) {
                $($( self.$rf.collect(&at.name(stringify!($rf)), into); )+)?
                $($( self.$df.collect(&at.name(stringify!($df)), into); )+)?
                $($( if let Some(value) = &self.$of {
                    value.collect(&at.name(stringify!($of)), into);
                } )+)?
                self.extensions.collect(at, into);
            }

            fn restore(&mut self, at: &[String], value: serde_json::Value) -> Option<serde_json::Value> {
                let Some((name, rest)) = at.split_first() else { return Some(value) };
                match name.as_str() {
                    $($( stringify!($rf) => self.$rf.restore(rest, value), )+)?
                    $($( stringify!($df) => self.$df.restore(rest, value), )+)?
                    $($( stringify!($of) => match &mut self.$of {
                        Some(field) => field.restore(rest, value),
                        None => Some(value),
                    }, )+)?
                    _ => $crate::payload::define::restore_unknown(&mut self.extensions, at, value),
                }
            }
        }

        $( payload!(@event $name = $event_type $(in $dialects)?); )?
    };

    (@name $name:ident $event_type:literal) => { concat!(stringify!($name), "Data") };
    (@name $name:ident) => { stringify!($name) };
    (@rule) => { None };
    (@rule $rule:expr) => { Some($rule) };
    (@since) => { $crate::SchemaVersion::V1_0 };
    (@since $since:ident) => { $crate::SchemaVersion::$since };

    (@dialects) => { $crate::Dialect::ALL };
    (@dialects $dialects:path) => { $dialects };

    (@event $name:ident = $event_type:literal $(in $dialects:path)?) => {
        impl $crate::payload::TypedPayload for $name {
            const EVENT_TYPE: &'static str = $event_type;
            const DIALECTS: &'static [$crate::Dialect] = payload!(@dialects $($dialects)?);

            fn schema() -> &'static std::sync::Arc<$crate::schema::Record> {
                Self::record()
            }
        }

        impl $crate::payload::Payload for $name {
            fn event_type(&self) -> &str {
                $event_type
            }

            fn event_types() -> &'static [&'static str] {
                &[$event_type]
            }
        }

        impl $crate::payload::sealed::Walk for $name {
            fn record_in<'c>(
                scope: $crate::payload::sealed::Scope<'c>,
                event_type: &str,
            ) -> Option<&'c std::sync::Arc<$crate::schema::Record>> {
                use $crate::payload::TypedPayload as _;
                (event_type == $event_type && Self::DIALECTS.contains(&scope.dialect)).then(Self::record)
            }

            fn deserialize_in<'de, D: serde::Deserializer<'de>>(
                _: $crate::payload::sealed::Scope<'_>,
                _: &str,
                deserializer: D,
            ) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer)
            }

            fn record(&self) -> &std::sync::Arc<$crate::schema::Record> {
                Self::record()
            }

            fn belongs_to(&self, dialect: $crate::Dialect) -> bool {
                <Self as $crate::payload::TypedPayload>::DIALECTS.contains(&dialect)
            }

            fn check(
                &self,
                at: &$crate::fault::Path<'_>,
                faults: &mut $crate::fault::Faults,
                strictness: $crate::schema::validate::Strictness,
            ) {
                static TYPE: std::sync::OnceLock<$crate::schema::Type> = std::sync::OnceLock::new();
                let ty = TYPE.get_or_init(<Self as $crate::payload::field::FieldValue>::default_type);
                $crate::payload::field::FieldValue::check(self, ty, at, faults, strictness);
                self.check_whole(at, faults);
            }

            fn collect(&self, at: &$crate::fault::Path<'_>, into: &mut $crate::extensions::Overflow) {
                $crate::payload::field::FieldValue::collect(self, at, into);
            }

            fn restore(&mut self, at: &[String], value: serde_json::Value) -> Option<serde_json::Value> {
                $crate::payload::field::FieldValue::restore(self, at, value)
            }

            fn key_text(&self, field: &str) -> Option<std::borrow::Cow<'_, str>> {
                self.field_text(field)
            }
        }
    };
}

/// Declares an enum of names: the Rust variants and their text on the wire.
macro_rules! names {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[doc = $doc:literal])+ $variant:ident = $text:literal ),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $( $(#[doc = $doc])+ $variant ),+ }

        impl $name {
            /// Every one of them, in the schema's order.
            pub const ALL: &[Self] = &[$( Self::$variant ),+];

            /// Its text on the wire.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $text ),+ }
            }

            /// The one whose text on the wire is `name`.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( $text => Some(Self::$variant), )+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = $crate::payload::field::Name::deserialize(deserializer)?;
                Self::from_name(name.as_str())
                    .ok_or_else(|| serde::de::Error::unknown_variant(name.as_str(), &[$( $text ),+]))
            }
        }

        impl $crate::payload::field::FieldValue for $name {
            fn default_type() -> $crate::schema::Type {
                $crate::schema::Type::Enum {
                    name: stringify!($name).to_owned(),
                    symbols: vec![$( $text.to_owned() ),+],
                }
            }

            fn check(
                &self,
                _: &$crate::schema::Type,
                _: &$crate::fault::Path<'_>,
                _: &mut $crate::fault::Faults,
                _: $crate::schema::validate::Strictness,
            ) {
            }

            fn key_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                Some(std::borrow::Cow::Borrowed(self.name()))
            }
        }
    };
}

/// For payloads whose fields' own rules say everything.
macro_rules! without_further_rules {
    ($($name:ident),+ $(,)?) => { $(
        impl $name {
            fn check_whole(&self, _: &$crate::fault::Path<'_>, _: &mut $crate::fault::Faults) {}
        }
    )+ };
}

pub(crate) use {names, payload, without_further_rules};

use serde_json::Value;

use super::field::FieldValue;
use crate::extensions::Extensions;
use crate::schema::Type;

/// The field's rule, or its Rust type's own.
pub(crate) fn field_type<T: FieldValue>(rule: Option<Type>) -> Type {
    rule.unwrap_or_else(T::default_type)
}

/// A default as JSON. Defaults are literals of this crate, whose JSON exists.
pub(crate) fn default_value<T: FieldValue>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Sets a field while it is read; two values for one name are refused, since readers would disagree.
pub(crate) fn read_once<T, E: serde::de::Error>(
    field: &mut Option<T>,
    name: &'static str,
    value: Option<T>,
) -> Result<(), E> {
    if field.is_some() {
        return Err(E::duplicate_field(name));
    }
    *field = value;
    Ok(())
}

pub(crate) fn required<T, E: serde::de::Error>(field: Option<T>, name: &'static str) -> Result<T, E> {
    field.ok_or_else(|| E::missing_field(name))
}

/// Puts an unknown field back, unless its place is deeper than a record of ours. What stands there wins.
pub(crate) fn restore_unknown(extensions: &mut Extensions, at: &[String], value: Value) -> Option<Value> {
    match at {
        [name] => {
            extensions.insert(name.clone(), value);
            None
        }
        _ => Some(value),
    }
}
