//! Avro schemas of events in their dialects, and which of them a fingerprint is of.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use serde_json::Value;

use super::canonical::{data_at, envelope_name, envelope_record, versions_of};
use super::layout::{self, Layout};
use super::{Dialect, fsm_record};
use crate::catalog::Catalog;
use crate::encoding::{Encoding, WriterSchema};
use crate::payload::Dynamic;
use crate::payload::sealed::{Scope, Walk as _};
use crate::schema::Record;
use crate::schema::avsc::avsc;
use crate::version::SchemaVersion;

/// The namespace of a dialect's records; its last part is the schema's major.
pub(crate) fn namespace(dialect: Dialect, version: SchemaVersion) -> String {
    match dialect {
        Dialect::Canonical => format!("tda.events.v{}", version.major),
        Dialect::FsmRecord => "com.fsm.events".to_owned(),
        other => format!("tda.events.{}.v{}", other.name(), version.major),
    }
}

/// The full name of an event's record in a dialect.
pub(crate) fn full_name(dialect: Dialect, data: &Record, version: SchemaVersion) -> String {
    let name = match dialect {
        Dialect::FsmRecord => "TaskEvent".to_owned(),
        Dialect::CloudEventsBinary => data.name.clone(),
        _ => envelope_name(data),
    };
    format!("{}.{name}", namespace(dialect, version))
}

/// The schema of what a dialect writes in Avro for a payload of schema `data` as `version` has it; `None` for
/// the structured mode of CloudEvents, and for versions of TDA payloads that this build does not know.
pub(crate) fn avro_schema(dialect: Dialect, data: &Arc<Record>, version: SchemaVersion) -> Option<Value> {
    let namespace = namespace(dialect, version);
    let data = data_at(data, version)?;
    match (dialect, Layout::of(dialect)) {
        (Dialect::Canonical, _) => Some(avsc(&envelope_record(&data), &namespace)),
        (Dialect::CloudEvents, _) => None,
        (Dialect::CloudEventsBinary, _) => Some(avsc(&data, &namespace)),
        (_, Some(layout)) => Some(avsc(&layout::envelope_record(layout, &data), &namespace)),
        (_, None) => serde_json::from_str(fsm_record::AVSC).ok(),
    }
}

/// The schema of what a dialect writes in JSON for a payload of schema `data`, which is of the version meant;
/// `None` for the field service's record, whose schema is the source's own.
pub(crate) fn json_record(dialect: Dialect, data: &Arc<Record>) -> Option<Record> {
    match (dialect, Layout::of(dialect)) {
        (Dialect::Canonical, _) => Some(envelope_record(data)),
        (Dialect::CloudEventsBinary, _) => Some(Record::clone(data)),
        (_, Some(layout)) => Some(layout::json_record(layout, data)),
        (_, None) => None,
    }
}

/// The dialect whose records have a full name like this one, of whichever major.
pub(crate) fn dialect_of(full_name: &str) -> Option<Dialect> {
    let (namespace, _) = full_name.rsplit_once('.')?;
    if namespace == "com.fsm.events" {
        return Some(Dialect::FsmRecord);
    }
    let ours = namespace.strip_prefix("tda.events.")?;
    match ours.split_once('.') {
        Some((name, _)) => Dialect::from_name(name),
        None => ours.starts_with('v').then_some(Dialect::Canonical),
    }
}

/// Most fingerprints that are remembered: all dialects and versions of some hundred event types.
const REMEMBERED_MAX: usize = 8 * 1024;

/// Which schema a fingerprint is of.
#[derive(Clone, Debug)]
struct Known {
    dialect: Dialect,
    event_type: String,
    record: Weak<Record>,
}

/// Fingerprints that were computed. Records are told by address, which holds while they live.
#[derive(Debug, Default)]
struct Remembered {
    of: HashMap<(usize, Dialect, SchemaVersion), (Weak<Record>, u64)>,
    known: HashMap<u64, Vec<Known>>,
}

fn remembered() -> MutexGuard<'static, Remembered> {
    static REMEMBERED: OnceLock<Mutex<Remembered>> = OnceLock::new();
    // What a thread that panicked left behind is whole: each entry is one insertion.
    REMEMBERED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_same(weak: &Weak<Record>, record: &Arc<Record>) -> bool {
    weak.upgrade().is_some_and(|alive| Arc::ptr_eq(&alive, record))
}

/// The fingerprint of [`avro_schema`].
pub(crate) fn fingerprint(
    dialect: Dialect,
    event_type: &str,
    data: &Arc<Record>,
    version: SchemaVersion,
) -> Option<u64> {
    let key = (Arc::as_ptr(data).addr(), dialect, version);
    if let Some((record, fingerprint)) = remembered().of.get(&key)
        && is_same(record, data)
    {
        return Some(*fingerprint);
    }
    let fingerprint = WriterSchema::from_json(&avro_schema(dialect, data, version)?).ok()?.fingerprint();
    let mut remembered = remembered();
    if remembered.of.len() >= REMEMBERED_MAX {
        *remembered = Remembered::default();
    }
    let record = Arc::downgrade(data);
    remembered.of.insert(key, (Weak::clone(&record), fingerprint));
    let known = remembered.known.entry(fingerprint).or_default();
    // Versions that differ in nothing share a fingerprint.
    if !known.iter().any(|known| known.dialect == dialect && is_same(&known.record, data)) {
        known.push(Known { dialect, event_type: event_type.to_owned(), record });
    }
    Some(fingerprint)
}

/// The dialect and event type of a schema of ours, within what the catalog knows.
pub(crate) fn known(fingerprint: u64, catalog: &Catalog) -> Option<(Dialect, String)> {
    let find = || {
        let remembered = remembered();
        let mut all = remembered.known.get(&fingerprint).into_iter().flatten();
        let known = all.find(|known| {
            let scope = Scope { dialect: known.dialect, catalog: Some(catalog) };
            let record = Dynamic::record_in(scope, &known.event_type);
            record.is_some_and(|record| is_same(&known.record, record))
        });
        known.map(|known| (known.dialect, known.event_type.clone()))
    };
    find().or_else(|| {
        remember_all(catalog);
        find()
    })
}

/// Computes what is not yet remembered of a catalog.
fn remember_all(catalog: &Catalog) {
    for event_type in catalog.event_types() {
        for dialect in Dialect::ALL.iter().copied() {
            let scope = Scope { dialect, catalog: Some(catalog) };
            let Some(record) = Dynamic::record_in(scope, event_type) else { continue };
            if super::not_carried(dialect, Encoding::Avro, event_type, scope.is_tda()).is_none() {
                for version in versions_of(record) {
                    let _ = fingerprint(dialect, event_type, record, *version);
                }
            }
        }
    }
}

impl Catalog {
    /// The Avro schema of an event of this catalog in a dialect, as JSON text: that of its payload alone in
    /// the binary mode of CloudEvents. `None` where the dialect does not carry the event in Avro.
    ///
    /// ```
    /// use tda_events::{Catalog, Dialect};
    /// let avsc = Catalog::tda().avro_schema(Dialect::CamelCase, "job.queued").expect("carried");
    /// assert!(avsc.contains("\"namespace\": \"tda.events.camel_case.v1\""));
    /// ```
    pub fn avro_schema(&self, dialect: Dialect, event_type: &str) -> Option<String> {
        let scope = Scope { dialect, catalog: Some(self) };
        if super::not_carried(dialect, Encoding::Avro, event_type, scope.is_tda()).is_some() {
            return None;
        }
        let schema = avro_schema(dialect, Dynamic::record_in(scope, event_type)?, SchemaVersion::CURRENT)?;
        serde_json::to_string_pretty(&schema).ok()
    }
}
