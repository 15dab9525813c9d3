//! Sealed fields: values that only the holder of a key can read, in a shape that every dialect and encoding carries.
//!
//! A text stays in its place as `tda1.KEY.BYTES`. Any other value leaves a neutral one of its type behind (or nothing, where
//! it may be absent) and travels as such a text in the envelope's field `sealed`, which names every sealed place by its JSON
//! Pointer: `{"/data/user_id": "", "/data/changes": "tda1...."}`. Who has no key reads the event all the same, and sees what is
//! sealed. Keys of records are made of the name of the key instead of the value, so that what belonged together still does.
//!
//! What seals is no business of this crate: it only knows the shape.

mod places;
mod text;

use serde_json::{Map, Value};

use self::places::{neutral, places};
pub use self::text::SealedText;
use crate::catalog::Catalog;
use crate::dialect::Dialect;
use crate::encode::EncodeError;
use crate::event::Event;
use crate::extensions::Extensions;
use crate::fault::{Fault, Invalid, pointer_names};
use crate::payload::Payload;
use crate::payload::dynamic::value_of;
use crate::payload::sealed::Scope;
use crate::schema::{Presence, Type};

pub(crate) use self::text::{is_sealed_within, key_part};

/// The field of the envelope that names what is sealed.
const SEALED: &str = "sealed";

impl<T: Payload> Event<T> {
    /// The places that are sealed, as JSON Pointers such as `/data/user_id` and `/headers/user_id`. After
    /// [`unseal`](Self::unseal) they are those that could not be opened: erased, or unreadable to this reader.
    pub fn sealed_fields(&self) -> impl Iterator<Item = &str> {
        self.sealed_entries().into_iter().flat_map(|entries| entries.keys().map(String::as_str))
    }

    /// The event with `fields` of its payload (paths as in [`EventSpec::sensitive`](crate::EventSpec)) and `headers` replaced
    /// by what `seal` makes of them: it gets the place as a JSON Pointer and the bytes, and gives the whole sealed text.
    ///
    /// What is absent, or sealed already, is left as it is. `catalog` describes [`Dynamic`](crate::Dynamic) payloads.
    ///
    /// # Errors
    /// Those of `seal`; [`EncodeError::Invalid`] where the payload cannot do without a value.
    pub fn seal<E: From<EncodeError>>(
        &self,
        catalog: &Catalog,
        fields: &[String],
        headers: &[&str],
        mut seal: impl FnMut(&str, &[u8]) -> Result<String, E>,
    ) -> Result<Self, E> {
        let mut sealed = self.clone();
        let mut entries = self.sealed_entries().cloned().unwrap_or_default();
        for name in headers {
            let Some(value) = self.headers.get(name).filter(|value| SealedText::parse(value).is_none())
            else {
                continue;
            };
            let at = pointer(&["headers", name]);
            sealed.headers.insert(*name, seal(&at, value.as_bytes())?);
            entries.insert(at, String::new().into());
        }
        let mut data = None;
        for field in fields {
            let value = data.get_or_insert_with(|| value_of(&self.data));
            for place in places(self.data.record(), value, field) {
                let names: Vec<_> = place.names.iter().map(String::as_str).collect();
                let at = format!("/data{}", pointer(&names));
                let Some(slot) = value.pointer_mut(&pointer(&names)) else { continue };
                let in_place = matches!(place.ty, Type::Text { .. });
                match slot {
                    _ if entries.contains_key(&at) => continue,
                    Value::String(text) if in_place && SealedText::parse(text).is_some() => continue,
                    Value::String(text) if in_place => {
                        *text = seal(&at, text.as_bytes())?;
                        entries.insert(at, String::new().into());
                    }
                    other => {
                        // JSON values have text keys, so this does not fail.
                        let bytes = serde_json::to_vec(other).unwrap_or_default();
                        entries.insert(at.clone(), seal(&at, &bytes)?.into());
                        match place.presence {
                            Some(Presence::Optional) => remove(value, &names),
                            Some(Presence::Default(default)) => *other = default.clone(),
                            _ => *other = neutral(place.ty),
                        }
                    }
                }
            }
        }
        if let Some(value) = data {
            sealed.data =
                self.rebuilt(catalog, value).map_err(|fault| E::from(EncodeError::Invalid(fault)))?;
        }
        sealed.set_sealed(entries);
        Ok(sealed)
    }

    /// The event with what `open` can open: it gets the place and the sealed text, and gives the bytes, or nothing where the
    /// key is not to be had. What is not opened stays sealed; nothing makes the whole event fail.
    ///
    /// `fields` are asked for too where they hold texts that this library did not seal, such as Fernet's.
    #[must_use]
    pub fn unseal(
        self,
        catalog: &Catalog,
        fields: &[String],
        mut open: impl FnMut(&str, &str) -> Option<Vec<u8>>,
    ) -> Self {
        let mut entries = self.sealed_entries().cloned().unwrap_or_default();
        if entries.is_empty() && fields.is_empty() {
            return self;
        }
        let mut event = self.clone();
        let mut value = value_of(&self.data);
        let mut opened = Vec::new();
        for (at, text) in &entries {
            let Some(names) = pointer_names(at) else { continue };
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            let done = match names.as_slice() {
                ["headers", name] => event.open_header(at, name, &mut open),
                ["data", inside @ ..] => {
                    open_field(&mut value, at, inside, text.as_str().unwrap_or_default(), &mut open)
                }
                _ => None,
            };
            opened.extend(done.map(|()| at.clone()));
        }
        let mut foreign = false;
        for field in fields {
            for place in places(self.data.record(), &value, field) {
                let names: Vec<_> = place.names.iter().map(String::as_str).collect();
                let at = format!("/data{}", pointer(&names));
                if matches!(place.ty, Type::Text { .. }) && !entries.contains_key(&at) {
                    foreign |= open_field(&mut value, &at, &names, "", &mut open).is_some();
                }
            }
        }
        if opened.iter().any(|at| at.starts_with("/data")) || foreign {
            match self.rebuilt(catalog, value) {
                Ok(data) => event.data = data,
                // Whoever sealed it sealed no payload of this type: it stays as it came.
                Err(_) => return self,
            }
        }
        for at in opened {
            entries.shift_remove(&at);
        }
        event.set_sealed(entries);
        event
    }

    fn open_header(
        &mut self,
        at: &str,
        name: &str,
        open: &mut impl FnMut(&str, &str) -> Option<Vec<u8>>,
    ) -> Option<()> {
        let text = String::from_utf8(open(at, self.headers.get(name)?)?).ok()?;
        self.headers.insert(name, text);
        Some(())
    }

    fn sealed_entries(&self) -> Option<&Map<String, Value>> {
        self.extensions.get(SEALED)?.as_object()
    }

    fn set_sealed(&mut self, entries: Map<String, Value>) {
        let entries = if entries.is_empty() { None } else { Some(Value::Object(entries)) };
        self.extensions.set(SEALED, entries);
    }

    fn rebuilt(&self, catalog: &Catalog, data: Value) -> Result<T, Invalid> {
        let dialect = Dialect::ALL.iter().copied().find(|dialect| self.data.belongs_to(*dialect));
        let scope = Scope { dialect: dialect.unwrap_or(Dialect::Canonical), catalog: Some(catalog) };
        T::deserialize_in(scope, self.event_type(), data)
            .map_err(|error| Invalid::one(Fault::new("data", "a payload", error.to_string())))
    }
}

/// Whether everything that is sealed stands in its place in the payload, so that a form without a place for the envelope's field
/// loses nothing: [`find_sealed`] makes it again.
pub(crate) fn is_all_in_place(extensions: &Extensions) -> bool {
    let entries = extensions.get(SEALED).and_then(Value::as_object);
    entries.is_some_and(|entries| entries.iter().all(|(at, text)| at.starts_with("/data/") && text == ""))
}

/// Names the sealed texts of a payload that was read from such a form.
pub(crate) fn find_sealed(data: &Value, extensions: &mut Extensions) {
    let mut entries = Map::new();
    find_below(data, "/data", &mut entries);
    if !entries.is_empty() {
        extensions.set(SEALED, Some(Value::Object(entries)));
    }
}

fn find_below(value: &Value, at: &str, entries: &mut Map<String, Value>) {
    match value {
        Value::String(text) if SealedText::parse(text).is_some() => {
            entries.insert(at.to_owned(), String::new().into());
        }
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(name, value)| find_below(value, &format!("{at}{}", pointer(&[name])), entries));
        }
        _ => {}
    }
}

/// Opens a field of the payload: the text in its place, or the one of the envelope.
fn open_field(
    data: &mut Value,
    at: &str,
    names: &[&str],
    text: &str,
    open: &mut impl FnMut(&str, &str) -> Option<Vec<u8>>,
) -> Option<()> {
    if text.is_empty() {
        let Value::String(text) = data.pointer_mut(&pointer(names))? else { return None };
        *text = String::from_utf8(open(at, text)?).ok()?;
        return Some(());
    }
    let value = serde_json::from_slice(&open(at, text)?).ok()?;
    let (last, parents) = names.split_last()?;
    match data.pointer_mut(&pointer(parents))? {
        Value::Object(fields) => {
            fields.insert((*last).to_owned(), value);
        }
        Value::Array(items) => *items.get_mut(last.parse::<usize>().ok()?)? = value,
        _ => return None,
    }
    Some(())
}

fn remove(data: &mut Value, names: &[&str]) {
    if let Some((last, parents)) = names.split_last()
        && let Some(Value::Object(fields)) = data.pointer_mut(&pointer(parents))
    {
        fields.shift_remove(*last);
    }
}

fn pointer(names: &[&str]) -> String {
    names.iter().map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1"))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{AnyPayload, Encoding, JobSubmitted, TypedPayload as _};

    /// Turns the bytes round: enough to see that nothing of them is left.
    fn seal(_: &str, bytes: &[u8]) -> Result<String, EncodeError> {
        Ok(SealedText::new("AAAAAAAAAAAAAAAAAAAAAA", &bytes.iter().map(|byte| !byte).collect::<Vec<_>>())
            .to_string())
    }

    fn open(_: &str, text: &str) -> Option<Vec<u8>> {
        Some(SealedText::parse(text)?.bytes().iter().map(|byte| !byte).collect())
    }

    fn fields(paths: &[&str]) -> Vec<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn a_sealed_job_hides_texts_and_lists_and_comes_back_whole() {
        let catalog = Catalog::tda();
        let event: Event<JobSubmitted> =
            crate::sample("job.submitted").expect("known").into_typed().expect("of this type");
        let fields = fields(&["user_id", "input_data.inline", "input_data.size_bytes"]);
        let sealed = event.seal(catalog, &fields, &["user_id"], seal).expect("sealed");
        assert!(sealed.data.user_id.starts_with("tda1.") && sealed.data.input_data.inline.is_none());
        assert_eq!(sealed.data.input_data.size_bytes, 0);
        assert!(sealed.headers.get("user_id").is_some_and(|user| user.starts_with("tda1.")));
        // A second time changes nothing.
        assert_eq!(sealed.seal(catalog, &fields, &["user_id"], seal).expect("sealed"), sealed);
        assert_eq!(sealed.clone().unseal(catalog, &[], |_, _| None), sealed);
        assert_eq!(sealed.sealed_fields().count(), 4);
        assert_eq!(sealed.unseal(catalog, &[], open), event);
        assert_eq!(JobSubmitted::EVENT_TYPE, "job.submitted");
    }

    #[test]
    fn every_dialect_and_encoding_carries_what_is_sealed() {
        for catalog in Catalog::BUILTIN.into_iter().filter_map(Catalog::builtin) {
            carries(catalog);
        }
    }

    fn carries(catalog: &Catalog) {
        let options = crate::EncodeOptions::new().catalog(catalog);
        let reading = crate::DecodeOptions::new().catalog(catalog);
        for event_type in catalog.event_types() {
            for dialect in Dialect::ALL {
                for encoding in [Encoding::Json, Encoding::Avro] {
                    let Some(event) = catalog.sample_in(*dialect, event_type) else { continue };
                    let Ok(plain) = event.encode_with(*dialect, encoding, &options) else { continue };
                    let decode = |record: &crate::EncodedRecord| -> Event<AnyPayload> {
                        Event::decode_with(&record.value, &record.headers, &reading).expect("readable")
                    };
                    let plain = decode(&plain);
                    // Every field of the payload: of any type, required or not.
                    let all: Vec<_> =
                        event.data.schema().fields.iter().map(|field| field.name.clone()).collect();
                    // The field service's record cannot do without its map.
                    let own = catalog.event_spec(event_type).map(|spec| spec.sensitive.clone());
                    let all = if *dialect == Dialect::FsmRecord { own.unwrap_or_default() } else { all };
                    let sealed = event.seal(catalog, &all, &["user_id"], seal).expect("sealed");
                    let place = format!("{event_type} {dialect:?} {encoding:?}");
                    let record = sealed.encode_with(*dialect, encoding, &options);
                    let read = decode(&record.unwrap_or_else(|error| panic!("{place}: {error}")));
                    assert!(read.sealed_fields().count() > 0, "{place}");
                    let read = read.unseal(catalog, &[], open);
                    assert_eq!((read.data, read.headers), (plain.data, plain.headers), "{place}");
                }
            }
        }
    }

    #[test]
    fn lists_maps_and_free_values_of_other_systems_are_sealed_by_their_paths() {
        let catalog = Catalog::parse(
            "{catalog: 1, system: zoo, summary: Zoo, prefix: zoo_, environments: {development: {summary: d, topic_prefix: zoo_, \
              brokers: 1, defaults: {partitions: 1, replication_factor: 1}}}, \
              events: {animal.moved: {summary: A, payload: {keeper: sensitive id, notes: [sensitive string], \
              places: map of double, raw?: sensitive json}}}, topics: {zoo_animals: {summary: A, key: '{data.keeper}', events: [animal.moved]}}}",
            "zoo.yaml",
        );
        let catalog = catalog.expect("a catalog");
        let spec = catalog.event_spec("animal.moved").expect("an event");
        let data =
            json!({"keeper": "ann", "notes": ["a", "b"], "places": {"x": 1.5}, "raw": [1, {"y": null}]});
        let event = catalog.event("animal.moved", data).expect("valid").source("zoo");
        let mut paths = spec.sensitive.clone();
        paths.push("places.*".into());
        let sealed = event.seal(&catalog, &paths, &[], seal).expect("sealed");
        let fields: Vec<_> = sealed.sealed_fields().collect();
        assert_eq!(fields, ["/data/keeper", "/data/notes/0", "/data/notes/1", "/data/raw", "/data/places/x"]);
        assert_eq!(sealed.data.get("raw"), None);
        // The key is that of the person's key: the same for all of their events.
        let options = crate::EncodeOptions::new().catalog(&catalog);
        let record = sealed.encode_with(Dialect::Canonical, Encoding::Json, &options).expect("encodes");
        assert_eq!(record.key.as_deref(), Some(&b"tda1.AAAAAAAAAAAAAAAAAAAAAA"[..]));
        assert_eq!(sealed.unseal(&catalog, &[], open), event);
    }

    #[test]
    fn what_does_not_fit_the_payload_stays_sealed() {
        let event = crate::sample("job.submitted").expect("known");
        let sealed = event.seal(Catalog::tda(), &fields(&["parameters"]), &[], seal).expect("sealed");
        let nonsense =
            sealed.clone().unseal(Catalog::tda(), &[], |_, _| Some(b"[\"no\", \"record\"]".to_vec()));
        assert_eq!(nonsense, sealed);
    }
}
