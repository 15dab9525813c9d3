//! Schemas in the order in which they were released.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use tda_events::{
    Catalog, ErrorKind,
    schema::{Record, SCHEMA_BYTES_MAX, Schema, SchemaError},
};

use super::{Failure, Form};
use crate::schema_files::schema_files;

/// Folders within folders; a link back up would never end.
const FOLDERS_MAX: usize = 32;
/// Schema files that are looked at.
const FILES_MAX: usize = 100_000;

/// The versions of one schema that must follow each other, oldest first.
#[derive(Debug)]
pub(super) struct History {
    pub(super) name: String,
    pub(super) form: Form,
    /// Label and schema of each.
    pub(super) versions: Vec<(String, Schema)>,
}

/// The schemas of this build, a history for each event, dialect, language and major version.
pub(super) fn own() -> Result<Vec<History>, Failure> {
    let mut histories: BTreeMap<(String, bool), History> = BTreeMap::new();
    for file in schema_files() {
        let name = format!("{}/{}/{}", file.dialect, file.event_type, file.version.major);
        let form = if file.is_avro { Form::Avro } else { Form::Json };
        let place = format!("{name} {}", file.version);
        add(&mut histories, name, form, (file.version.to_string(), parse(&file.text, form, &place)?));
    }
    Ok(histories.into_values().collect())
}

/// The events of two catalogs as a history of two versions each.
pub(super) fn catalogs(old: &Catalog, new: &Catalog) -> Result<Vec<History>, Failure> {
    type Of = fn(&Record) -> Result<Schema, SchemaError>;
    let forms: [(Form, Of); 2] = [(Form::Avro, Schema::avro_of), (Form::Json, Schema::json_of)];
    let mut histories = Vec::new();
    for event_type in new.event_types() {
        let (Some(before), Some(after)) = (old.record(event_type), new.record(event_type)) else { continue };
        for (form, of) in forms {
            let schema = |catalog: &Catalog, record| {
                let failed = |error| failure(&format!("{}: {event_type}", catalog.file()), &error);
                of(record).map_err(failed)
            };
            let versions =
                vec![("old".to_owned(), schema(old, before)?), ("new".to_owned(), schema(new, after)?)];
            histories.push(History { name: event_type.to_owned(), form, versions });
        }
    }
    Ok(histories)
}

/// The files as one history, in the order given; or, of folders, a history for each folder, language and major version.
pub(super) fn paths(paths: &[PathBuf]) -> Result<Vec<History>, Failure> {
    if paths.iter().all(|path| path.is_file()) {
        return files(paths);
    }
    let mut found = Vec::new();
    for path in paths {
        walk(path, FOLDERS_MAX, &mut found)?;
    }
    let mut histories = BTreeMap::new();
    found.sort_by(|one, other| (&one.folder, &one.version).cmp(&(&other.folder, &other.version)));
    for Versioned { path, folder, version, form } in found {
        let name = format!("{}/{}", folder.display(), version.first().copied().unwrap_or(0));
        let label = version.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        let schema = parse(&read(&path)?, form, &path.display().to_string())?;
        add(&mut histories, name, form, (label, schema));
    }
    Ok(histories.into_values().collect())
}

fn files(paths: &[PathBuf]) -> Result<Vec<History>, Failure> {
    let Some(last) = paths.last() else { return Ok(Vec::new()) };
    let form = form_of(last).unwrap_or(Form::Json);
    let version = |path: &PathBuf| {
        let name = path.display().to_string();
        Ok((name.clone(), parse(&read(path)?, form, &name)?))
    };
    let versions = paths.iter().map(version).collect::<Result<_, Failure>>()?;
    Ok(vec![History { name: last.display().to_string(), form, versions }])
}

fn add(
    histories: &mut BTreeMap<(String, bool), History>,
    name: String,
    form: Form,
    version: (String, Schema),
) {
    let key = (name.clone(), form == Form::Avro);
    let history = histories.entry(key).or_insert_with(|| History { name, form, versions: Vec::new() });
    history.versions.push(version);
}

/// A schema file whose name is a version.
struct Versioned {
    path: PathBuf,
    folder: PathBuf,
    version: Vec<u32>,
    form: Form,
}

fn walk(path: &Path, folders_left: usize, found: &mut Vec<Versioned>) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::new(ErrorKind::NotFound, format!("{}: {error}", path.display()));
    let limit =
        |what: &str| Failure::new(ErrorKind::LimitExceeded, format!("{}: more than {what}", path.display()));
    if !path.is_dir() {
        // The file is read later; that it is there is told now.
        path.metadata().map_err(failed)?;
        found.extend(versioned(path));
        return if found.len() > FILES_MAX { Err(limit(&format!("{FILES_MAX} schemas"))) } else { Ok(()) };
    }
    let Some(folders_left) = folders_left.checked_sub(1) else {
        return Err(limit(&format!("{FOLDERS_MAX} folders within each other")));
    };
    for entry in path.read_dir().map_err(failed)? {
        walk(&entry.map_err(failed)?.path(), folders_left, found)?;
    }
    Ok(())
}

/// `1.2.avsc`, `v3.schema.json`.
fn versioned(path: &Path) -> Option<Versioned> {
    let form = form_of(path)?;
    let name = path.file_name()?.to_str()?;
    let stem = name.strip_suffix(".avsc").or_else(|| name.strip_suffix(".schema.json"))?;
    let numbers = stem.strip_prefix('v').unwrap_or(stem).split('.').map(|number| number.parse().ok());
    let version = numbers.collect::<Option<Vec<u32>>>()?;
    Some(Versioned { path: path.to_owned(), folder: path.parent()?.to_owned(), version, form })
}

fn form_of(path: &Path) -> Option<Form> {
    let name = path.file_name()?.to_str()?;
    match name {
        _ if name.ends_with(".avsc") => Some(Form::Avro),
        _ if name.ends_with(".json") => Some(Form::Json),
        _ => None,
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let failed = |error: io::Error| Failure::new(ErrorKind::NotFound, format!("{}: {error}", path.display()));
    let mut text = String::new();
    let limit = u64::try_from(SCHEMA_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).map_err(failed)?.take(limit).read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

fn parse(text: &str, form: Form, place: &str) -> Result<Schema, Failure> {
    let schema = match form {
        Form::Avro => Schema::avro(text),
        Form::Json => Schema::json(text),
    };
    schema.map_err(|error| failure(place, &error))
}

fn failure(place: &str, error: &SchemaError) -> Failure {
    Failure::new(error.kind(), format!("{place}: {error}"))
}
