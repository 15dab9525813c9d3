//! The schema files of this build, by what they are.

use std::sync::LazyLock;

use tda_events::{SchemaVersion, schema};

/// A schema file of tda-events.
#[derive(Debug)]
pub(crate) struct SchemaFile {
    pub(crate) dialect: String,
    pub(crate) event_type: String,
    pub(crate) version: SchemaVersion,
    /// Avro; otherwise JSON Schema.
    pub(crate) is_avro: bool,
    pub(crate) text: String,
}

/// All of them, by dialect, type, language and version, oldest version first.
pub(crate) fn schema_files() -> &'static [SchemaFile] {
    static FILES: LazyLock<Vec<SchemaFile>> = LazyLock::new(|| {
        let mut files: Vec<SchemaFile> =
            schema::generated().into_iter().filter_map(SchemaFile::new).collect();
        files.sort_by(|one, other| one.place().cmp(&other.place()));
        files
    });
    &FILES
}

impl SchemaFile {
    /// `canonical/job.submitted/1.1.avsc` and its text.
    fn new((path, text): (String, String)) -> Option<Self> {
        let mut parts = path.split('/');
        let (dialect, event_type, file) = (parts.next()?, parts.next()?, parts.next()?);
        let (version, is_avro) = match file.strip_suffix(".avsc") {
            Some(version) => (version, true),
            None => (file.strip_suffix(".schema.json")?, false),
        };
        let (dialect, event_type) = (dialect.to_owned(), event_type.to_owned());
        Some(Self { dialect, event_type, version: version.parse().ok()?, is_avro, text })
    }

    /// The language of the schema.
    #[cfg(feature = "cli")]
    pub(crate) fn form(&self) -> &'static str {
        if self.is_avro { "avro" } else { "json" }
    }

    fn place(&self) -> (&str, &str, bool, SchemaVersion) {
        (&self.dialect, &self.event_type, self.is_avro, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_generated_file_is_understood() {
        assert_eq!(schema_files().len(), schema::generated().len());
        let dialects = schema_files().iter().filter(|file| file.event_type == "job.submitted");
        assert!(dialects.count() >= 2 * SchemaVersion::ALL.len());
    }
}
