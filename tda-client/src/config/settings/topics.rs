//! Names of topics, and how events are written to them.

use std::{fs::File, io::Read, sync::Arc};

use tda_events::{Catalog, Dialect, Encoding, Environment};

use super::{
    super::{ClientConfig, check::is_legal_topic_name},
    Refusal, Setting, one_of, text,
};

/// A catalog file larger than this is refused unread; the largest of ours has a hundredth of it.
const CATALOG_BYTES_MAX: u64 = 16 * 1024 * 1024;

pub(super) const SETTINGS: &[Setting] = &[
    Setting::new(
        "catalog",
        "The system whose topics, groups and profiles hold: a name of ours, or a file.",
        read_catalog,
        |config| Some(config.catalog.as_ref().map_or("tda", |catalog| catalog.file()).to_owned()),
    )
    .variables(&["TDA_CATALOG"])
    .expects("tda, alphintra, todo, fsm or a file")
    .default("tda", "the platform of this library"),
    Setting::new(
        "environment",
        "Which column of the catalog holds: partitions and replication of topics that are created.",
        |config, value| one_of(Environment::from_name(value)).map(|environment| config.environment = environment),
        |config| Some(config.environment.name().to_owned()),
    )
    .variables(&["TDA_ENVIRONMENT"])
    .expects("development, test, integration, staging or production")
    .default("production", "who forgets it gets topics with copies, not without"),
    Setting::new(
        "topic_prefix",
        "Replaces the catalog's leading part of every topic name: with `dev_tda_`, `tda_jobs` is `dev_tda_jobs`.",
        read_prefix,
        |config| Some(config.effective_topic_prefix().to_owned()),
    )
    .variables(&["KAFKA_TOPIC_PREFIX"])
    .expects("letters, digits, `.`, `_` and `-`")
    .without_default("the names of the catalog as they stand, `tda_` for that of this library"),
    Setting::new(
        "source",
        "Who writes: the source of every event that names none itself.",
        |config, value| text(value).map(|source| config.source = Some(source)),
        |config| config.source.clone(),
    )
    .variables(&["TDA_SOURCE"])
    .without_default("only the program knows"),
    Setting::new(
        "dialect",
        "The wire shape of published events.",
        |config, value| one_of(Dialect::from_name(value)).map(|dialect| config.dialect = dialect),
        |config| Some(config.dialect.name().to_owned()),
    )
    .variables(&["TDA_DIALECT"])
    .expects("canonical, metadata_payload, camel_case, fsm_record, cloudevents or cloudevents_binary")
    .default("canonical", "it carries every event"),
    Setting::new(
        "encoding",
        "The encoding of published events.",
        |config, value| one_of(Encoding::from_name(value)).map(|encoding| config.encoding = encoding),
        |config| Some(config.encoding.name().to_owned()),
    )
    .variables(&["TDA_ENCODING"])
    .expects("json, avro, json_confluent, avro_confluent or avro_single_object")
    .default("json", "everybody reads it, without a registry"),
];

fn read_prefix(config: &mut ClientConfig, value: &str) -> Result<(), Refusal> {
    if !is_legal_topic_name(&format!("{value}x")) {
        return Err(Refusal::Unexpected);
    }
    config.topic_prefix = Some(value.to_owned());
    Ok(())
}

fn read_catalog(config: &mut ClientConfig, value: &str) -> Result<(), Refusal> {
    if value == Catalog::tda().system() {
        config.catalog = None;
        return Ok(());
    }
    let catalog = match Catalog::builtin(value) {
        Some(catalog) => catalog.clone(),
        None => parse(value).map_err(Refusal::Because)?,
    };
    config.catalog = Some(Arc::new(catalog));
    Ok(())
}

fn parse(file: &str) -> Result<Catalog, String> {
    let names = Catalog::BUILTIN.join(", ");
    let failed = |error: std::io::Error| format!("`{file}` is none of {names}, nor a file: {error}");
    let mut text = String::new();
    let mut bytes = File::open(file).map_err(failed)?.take(CATALOG_BYTES_MAX + 1);
    bytes.read_to_string(&mut text).map_err(failed)?;
    if text.len() as u64 > CATALOG_BYTES_MAX {
        return Err(format!("`{file}` is over the limit of {CATALOG_BYTES_MAX} bytes"));
    }
    Catalog::parse(&text, file).map_err(|error| error.to_string())
}
