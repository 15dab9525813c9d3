//! `payload!`: states the fields of a record once. Struct, constructor, setters, serde and schema follow.

/// Declares a record of fields, in wire order: required, expected, then with a default, then optional.
///
/// ```ignore
/// payload! {
///     /// A computation is done.
///     pub struct JobCompleted = "job.completed" {
///         required { /// Which job.
///                    job_id: String = Type::id(), }
///         expected { /// How long it took, in seconds.
///                    execution_time: f64 = Type::amount(), }
///         default { /// What it made.
///                   results: Vec<ResultSummary> => Vec::new(); since V1_1, }
///         optional { /// Where.
///                    result_id: String = Type::id(), }
///     }
/// }
/// ```
///
/// Behind `=` stands the field's rule (otherwise the Rust type's own), behind `=>` its default, behind
/// `since` the schema version that brought it, behind `as` its name on the wire where that is no name of
/// Rust. What is expected is asked for by the constructor, but real messages may lack it. `= "job.completed"` makes the record an event's payload,
/// `in` and a list of dialects behind it only theirs.
macro_rules! payload {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident $(= $event_type:literal $(in $dialects:path)?)? {
            $( required { $(
                $(#[doc = $rdoc:literal])+ $rf:ident $(as $rwire:literal)?: $rt:ty $(= $rrule:expr)?
            ),+ $(,)? } )?
            $( expected { $(
                $(#[doc = $edoc:literal])+ $ef:ident: $et:ty $(= $erule:expr)?
            ),+ $(,)? } )?
            $( default { $(
                $(#[doc = $ddoc:literal])+ $df:ident: $dt:ty $(= $drule:expr)? => $dvalue:expr $(; since $dsince:ident)?
            ),+ $(,)? } )?
            $( optional { $(
                $(#[doc = $odoc:literal])+ $of:ident: $ot:ty $(= $orule:expr)? $(; since $osince:ident)?
            ),+ $(,)? } )?
            $( second_layout $layout:ty )?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($( $(#[doc = $rdoc])+ pub $rf: $rt, )+)?
            $($( $(#[doc = $edoc])+ pub $ef: Option<$et>, )+)?
            $($( $(#[doc = $ddoc])+ pub $df: $dt, )+)?
            $($( $(#[doc = $odoc])+ pub $of: Option<$ot>, )+)?
            /// Fields that this version of the schema does not know.
            pub extensions: $crate::Extensions,
        }

        impl $name {
            /// With what every event has; setters add the rest.
            #[allow(clippy::new_without_default, clippy::too_many_arguments)]
            pub fn new(
                $($( $rf: impl $crate::IntoField<$rt>, )+)?
                $($( $ef: impl $crate::IntoField<$et>, )+)?
            ) -> Self {
                Self {
                    $($( $rf: $rf.into_field(), )+)?
                    $($( $ef: Some($ef.into_field()), )+)?
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

            /// Writes the fields that are there, but not the unknown ones.
            fn put_fields<M: serde::ser::SerializeMap>(
                &self,
                fields: &mut $crate::payload::wire_form::Fields<'_, M>,
            ) -> Result<(), M::Error> {
                $($(
                    fields.put_field(payload!(@wire $rf $($rwire)?), &self.$rf, &self.extensions)?;
                )+)?
                $($(
                    if let Some($ef) = &self.$ef {
                        fields.put_field(stringify!($ef), $ef, &self.extensions)?;
                    }
                )+)?
                $($(
                    let is_newer = fields.is_newer(payload!(@since $($dsince)?));
                    if !is_newer || !$crate::payload::define::is_default::<$dt>(&self.$df, || $dvalue) {
                        fields.put_field(stringify!($df), &self.$df, &self.extensions)?;
                    }
                )+)?
                $($(
                    if let Some($of) = &self.$of {
                        fields.put_field(stringify!($of), $of, &self.extensions)?;
                    }
                )+)?
                Ok(())
            }

            /// Writes the whole record in a form. Only events have a choice.
            #[allow(dead_code)]
            fn serialize_form<S: serde::Serializer>(
                &self,
                serializer: S,
                form: &$crate::payload::wire_form::WireForm,
            ) -> Result<S::Ok, S::Error> {
                let mut fields = $crate::payload::wire_form::Fields::new(serializer.serialize_map(None)?, form);
                #[allow(unused_mut)]
                let mut is_folded = false;
                $( if form.layout == $crate::Layout::Packed {
                    let (rest, second) = <$layout>::fold(self);
                    rest.put_fields(&mut fields)?;
                    fields.put(<$layout>::NAME, &second)?;
                    is_folded = true;
                } )?
                if !is_folded {
                    self.put_fields(&mut fields)?;
                }
                for (name, value) in self.extensions.iter() {
                    fields.put(name, value)?;
                }
                fields.end()
            }

            /// About how many bytes it takes beyond the usual.
            #[allow(dead_code)]
            fn bulk(&self, form: &$crate::payload::wire_form::WireForm, is_json: bool) -> usize {
                let _ = (form, is_json);
                0 $( + <$layout>::bulk_bytes(self, form.layout, is_json) )?
            }

            /// The text of a field for use in a key. Only events are asked for keys.
            #[allow(dead_code)]
            fn field_text(&self, field: &str) -> Option<std::borrow::Cow<'_, str>> {
                #[allow(unused_imports)]
                use $crate::payload::field::FieldValue as _;
                let (name, inner) = match field.split_once('.') {
                    Some((name, inner)) => (name, Some(inner)),
                    None => (field, None),
                };
                match name {
                    $($( payload!(@wire $rf $($rwire)?) => self.$rf.key_text(inner), )+)?
                    $($( stringify!($ef) => self.$ef.as_ref()?.key_text(inner), )+)?
                    $($( stringify!($df) => self.$df.key_text(inner), )+)?
                    $($( stringify!($of) => self.$of.as_ref()?.key_text(inner), )+)?
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
                        payload!(@wire $rf $($rwire)?), concat!($($rdoc, "\n"),+),
                        field_type::<$rt>(payload!(@rule $($rrule)?)), Presence::Required, payload!(@since),
                    ), )+)?
                    $($( Field::new(
                        stringify!($ef), concat!($($edoc, "\n"),+), field_type::<$et>(payload!(@rule $($erule)?)),
                        Presence::Expected, payload!(@since),
                    ), )+)?
                    $($( Field::new(
                        stringify!($df), concat!($($ddoc, "\n"),+), field_type::<$dt>(payload!(@rule $($drule)?)),
                        Presence::Default(default_value::<$dt>(&$dvalue)), payload!(@since $($dsince)?),
                    ), )+)?
                    $($( Field::new(
                        stringify!($of), concat!($($odoc, "\n"),+), field_type::<$ot>(payload!(@rule $($orule)?)),
                        Presence::Optional, payload!(@since $($osince)?),
                    ), )+)?
                    $( <$layout>::field(), )?
                ])))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let within = $crate::payload::field::Within { version: None, beside: &self.extensions };
                $crate::payload::field::FieldValue::write(self, serializer, within)
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
                        #[allow(unused_imports)]
                        use $crate::payload::field::{Beside, Lenient};
                        $($( let mut $rf: Option<$rt> = None; )+)?
                        $($( let mut $ef: Option<Lenient<$et>> = None; )+)?
                        $($( let mut $df: Option<Lenient<$dt>> = None; )+)?
                        $($( let mut $of: Option<Lenient<$ot>> = None; )+)?
                        $( let mut second: Option<$layout> = None; )?
                        let mut extensions = $crate::Extensions::default();
                        while let Some(name) = map.next_key::<$crate::payload::field::Name<'de>>()? {
                            match name.as_str() {
                                $($( payload!(@wire $rf $($rwire)?) => {
                                    let field = map.next_value_seed(Beside::<$rt>::new(&mut extensions))?;
                                    read_once(&mut $rf, payload!(@wire $rf $($rwire)?), Some(field))?;
                                } )+)?
                                $($( stringify!($ef) => read_once(&mut $ef, stringify!($ef), map.next_value()?)?, )+)?
                                $($( stringify!($df) => read_once(&mut $df, stringify!($df), map.next_value()?)?, )+)?
                                $($( stringify!($of) => read_once(&mut $of, stringify!($of), map.next_value()?)?, )+)?
                                $( <$layout>::NAME => read_once(&mut second, <$layout>::NAME, map.next_value()?)?, )?
                                _ => {
                                    extensions.read(name.into_owned(), &mut map)?;
                                }
                            }
                        }
                        let record = $name {
                            $($( $rf: required($rf, payload!(@wire $rf $($rwire)?))?, )+)?
                            $($( $ef: $ef.map(|value| value.0), )+)?
                            $($( $df: $df.map_or_else(|| $dvalue, |value| value.0), )+)?
                            $($( $of: $of.map(|value| value.0), )+)?
                            extensions,
                        };
                        $( let record = <$layout>::unfold(second, record).map_err(serde::de::Error::custom)?; )?
                        Ok(record)
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

            fn write<S: serde::Serializer>(
                &self,
                serializer: S,
                within: $crate::payload::field::Within<'_>,
            ) -> Result<S::Ok, S::Error> {
                let map = serializer.serialize_map(None)?;
                let mut fields = $crate::payload::wire_form::Fields::within(map, within.version);
                self.put_fields(&mut fields)?;
                for (name, value) in self.extensions.iter() {
                    fields.put(name, value)?;
                }
                fields.end()
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
                    self.$rf.check(&field.ty, &at.name(payload!(@wire $rf $($rwire)?)), faults, strictness);
                } )+)?
                $($( if let Some(field) = fields.next() {
                    let at = at.name(stringify!($ef));
                    match &self.$ef {
                        Some(value) => value.check(&field.ty, &at, faults, strictness),
                        None => $crate::payload::define::check_absent(field, &at, faults, strictness),
                    }
                } )+)?
                $($( if let Some(field) = fields.next() {
                    self.$df.check(&field.ty, &at.name(stringify!($df)), faults, strictness);
                } )+)?
                $($( if let (Some(field), Some(value)) = (fields.next(), &self.$of) {
                    value.check(&field.ty, &at.name(stringify!($of)), faults, strictness);
                } )+)?
                self.extensions.check(
                    &[
                        $($( payload!(@wire $rf $($rwire)?), )+)?
                        $($( stringify!($ef), )+)?
                        $($( stringify!($df), )+)?
                        $($( stringify!($of), )+)?
                        $( <$layout>::NAME, )?
                    ],
                    at,
                    faults,
                );
            }

            fn key_text(&self, inner: Option<&str>) -> Option<std::borrow::Cow<'_, str>> {
                self.field_text(inner?)
            }

            fn collect(&self, at: &$crate::fault::Path<'_>, into: &mut $crate::extensions::Overflow) {
                $($( self.$rf.collect(&at.name(payload!(@wire $rf $($rwire)?)), into); )+)?
                $($( match &self.$ef {
                    Some(value) => value.collect(&at.name(stringify!($ef)), into),
                    None => into.absent(&at.name(stringify!($ef))),
                } )+)?
                $($(
                    let path = at.name(stringify!($df));
                    if !into.is_newer(payload!(@since $($dsince)?)) {
                        self.$df.collect(&path, into);
                    } else if !$crate::payload::define::is_default::<$dt>(&self.$df, || $dvalue) {
                        into.newer(&path, &self.$df);
                    }
                )+)?
                $($( if let Some(value) = &self.$of {
                    let path = at.name(stringify!($of));
                    if into.is_newer(payload!(@since $($osince)?)) {
                        into.newer(&path, value);
                    } else {
                        value.collect(&path, into);
                    }
                } )+)?
                self.extensions.collect(at, into);
            }

            fn restore(&mut self, at: &[String], value: serde_json::Value) -> Option<serde_json::Value> {
                let Some((name, rest)) = at.split_first() else { return Some(value) };
                match name.as_str() {
                    $($( payload!(@wire $rf $($rwire)?) => self.$rf.restore_beside(rest, value, &mut self.extensions), )+)?
                    $($( stringify!($ef) if rest.is_empty() && value.is_null() => {
                        self.$ef = None;
                        None
                    } )+)?
                    $($( stringify!($ef) => match &mut self.$ef {
                        Some(field) => field.restore(rest, value),
                        None => Some(value),
                    }, )+)?
                    $($( stringify!($df) => match self.$df.restore(rest, value) {
                        Some(value) if rest.is_empty() => {
                            let (field, left) = $crate::payload::define::restore_whole(value);
                            if let Some(field) = field {
                                self.$df = field;
                            }
                            left
                        }
                        left => left,
                    }, )+)?
                    $($( stringify!($of) => match &mut self.$of {
                        Some(field) => field.restore(rest, value),
                        None if rest.is_empty() => {
                            let (field, left) = $crate::payload::define::restore_whole(value);
                            self.$of = field;
                            left
                        }
                        None => Some(value),
                    }, )+)?
                    _ => $crate::payload::define::restore_unknown(&mut self.extensions, at, value),
                }
            }
        }

        $( payload!(@event $name = $event_type $(in $dialects)?); )?
    };

    (@wire $name:ident) => { stringify!($name) };
    (@wire $name:ident $wire:literal) => { $wire };

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

            fn serialize_in<S: serde::Serializer>(
                &self,
                serializer: S,
                form: &$crate::payload::wire_form::WireForm,
            ) -> Result<S::Ok, S::Error> {
                self.serialize_form(serializer, form)
            }

            fn bulk_bytes(&self, form: &$crate::payload::wire_form::WireForm, is_json: bool) -> usize {
                self.bulk(form, is_json)
            }
        }
    };
}

/// Declares an enum of names: the Rust variants and their text on the wire.
macro_rules! names {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$about:meta])+ $variant:ident = $text:literal ),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $( $(#[$about])+ $variant ),+ }

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

            fn key_text(&self, inner: Option<&str>) -> Option<std::borrow::Cow<'_, str>> {
                inner.is_none().then(|| std::borrow::Cow::Borrowed(self.name()))
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

use super::field::{FieldValue, Lenient};
use crate::extensions::Extensions;
use crate::fault::{Faults, Path};
use crate::schema::validate::Strictness;
use crate::schema::{Field, Type};

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

pub(crate) fn is_default<T: PartialEq>(value: &T, default: impl FnOnce() -> T) -> bool {
    *value == default()
}

pub(crate) fn required<T, E: serde::de::Error>(field: Option<T>, name: &'static str) -> Result<T, E> {
    field.ok_or_else(|| E::missing_field(name))
}

/// Refuses to write without a field that only messages of others may lack.
pub(crate) fn check_absent(field: &Field, at: &Path<'_>, faults: &mut Faults, strictness: Strictness) {
    if strictness == Strictness::Writing {
        faults.push(at, field.ty.to_string(), "nothing");
    }
}

/// A field that the form at hand had no place for; the value itself where it is none.
pub(crate) fn restore_whole<T: FieldValue>(value: Value) -> (Option<T>, Option<Value>) {
    match serde_json::from_value::<Lenient<T>>(value.clone()) {
        Ok(field) => (Some(field.0), None),
        Err(_) => (None, Some(value)),
    }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Extensions, FieldValue as _};
    use crate::SchemaVersion;
    use crate::payload::field::{Within, Written};

    // Its records are public wherever else it stands.
    #[allow(unreachable_pub)]
    mod records {
        use std::collections::BTreeMap;

        payload! {
            /// Has a field that came later.
            pub struct Inner {
                required { /// Since ever.
                           first: u32, }
                default { /// Since 1.1.
                          second: u32 => 2; since V1_1, }
            }
        }

        payload! {
            /// Has such records in every place.
            pub struct Outer {
                required { /// Alone.
                           one: Inner,
                           /// In a list.
                           list: Vec<Inner>,
                           /// By name.
                           map: BTreeMap<String, Inner>, }
                optional { /// Perhaps.
                           maybe: Inner, }
            }
        }
    }

    use records::{Inner, Outer};

    #[test]
    fn defaults_that_came_later_are_left_out_at_any_depth() {
        let inner = || Inner::new(1u32);
        let changed = inner().second(3u32);
        let map = BTreeMap::from([("a".to_owned(), inner())]);
        let outer = Outer::new(inner(), vec![inner(), changed], map).maybe(inner());
        let written = |version| {
            let within = Within { version, beside: &Extensions::default() };
            serde_json::to_value(Written { value: &outer, within }).expect("JSON")
        };
        let (short, full) = (json!({"first": 1}), json!({"first": 1, "second": 2}));
        let expected = |inner: &serde_json::Value| {
            let changed = json!({"first": 1, "second": 3});
            json!({"one": inner, "list": [inner, changed], "map": {"a": inner}, "maybe": inner})
        };
        assert_eq!(written(Some(SchemaVersion::V1_0)), expected(&short));
        assert_eq!(written(Some(SchemaVersion::V1_1)), expected(&full));
        assert_eq!(written(None), expected(&full));
        assert_eq!(outer.key_text(Some("one.second")).as_deref(), Some("2"));
    }
}
