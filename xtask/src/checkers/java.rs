//! Java records: compiled without a warning, reading and writing again what Rust wrote.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};
use tda_events::{Catalog, Dialect, EncodeOptions, Encoding, generate::Kind, schema};

use super::{Programs, Verdict, Work, catalogs, events, install};
use crate::tally::Tally;

pub(super) fn check(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    let sources = work.generated(Kind::Java, "java")?;
    let classes = work.path(Catalog::tda(), "../classes");
    let check = install::source("java/Check.java");
    Verdict::of(javac(programs, &classes).args(&sources).arg(check))?.must_accept(sources.len(), tally)?;
    for (catalog, source) in catalogs().zip(&sources) {
        let class = class_name(work, catalog, source)?;
        let events = events::json(work, catalog)?;
        let pairs = events.iter().flat_map(|event| [Path::new(&event.event_type), &event.path]);
        Verdict::of(java(programs, &classes, "Check").args(["json", &class]).args(pairs))?
            .must_accept(events.len(), tally)?;
        let event = events.first().context("the catalog has no event")?;
        let spoilt = work.spoilt(&event.path, "\"source\":\"tda-sample\"", "\"sauce\":\"tda-sample\"")?;
        Verdict::of(java(programs, &classes, "Check").args(["json", &class, &event.event_type]).arg(spoilt))?
            .must_refuse("Missing required creator property 'source'", tally)?;
    }
    let source = sources.first().context("no class was generated")?;
    let spoilt = work.spoilt(source, " String ", " Sting ")?;
    Verdict::of(javac(programs, &classes).arg(spoilt))?.must_refuse("cannot find symbol", tally)
}

/// Avro as Apache's own library reads it.
pub(super) fn avro(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    let classes = work.path(Catalog::tda(), "../classes");
    let catalog = Catalog::tda();
    let mut pairs: Vec<PathBuf> = Vec::new();
    for event_type in catalog.event_types() {
        let avsc = schema::avro_schema(event_type).with_context(|| format!("{event_type} has no schema"))?;
        pairs.push(work.write(&format!("{}/examples/{event_type}.avsc", catalog.system()), &avsc)?);
        pairs.push(events::file(work, catalog, event_type, Encoding::Avro, "avro")?.path);
    }
    Verdict::of(java(programs, &classes, "Check").arg("avro").args(&pairs))?
        .must_accept(pairs.len() / 2, tally)?;
    let [first_schema, first, .., last_schema, last] = pairs.as_slice() else { return Ok(()) };
    // Each with the schema of the other.
    Verdict::of(java(programs, &classes, "Check").arg("avro").args([first_schema, last, last_schema, first]))?
        .must_refuse(".avro: ", tally)
}

/// CloudEvents, in both modes, as the official SDK reads them from Kafka's records.
pub(super) fn cloudevents(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    let classes = work.path(Catalog::tda(), "../classes");
    Verdict::of(javac(programs, &classes).arg(install::source("java/CloudEvents.java")))?
        .must_accept(1, tally)?;
    let mut lines = String::new();
    let mut count = 0;
    for (catalog, event_type) in
        catalogs().flat_map(|catalog| catalog.event_types().map(move |name| (catalog, name)))
    {
        let event =
            catalog.sample(event_type).with_context(|| format!("there is no example of {event_type}"))?;
        let event = event.source("tda-sample");
        for dialect in [Dialect::CloudEvents, Dialect::CloudEventsBinary] {
            let options = EncodeOptions::new().catalog(catalog);
            let record = event.encode_with(dialect, Encoding::Json, &options)?;
            let headers: BTreeMap<&str, Cow<'_, str>> = record
                .headers
                .iter()
                .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value)))
                .collect();
            let value: serde_json::Value = serde_json::from_slice(&record.value)?;
            let data = if dialect == Dialect::CloudEvents { &value["data"] } else { &value };
            let line = serde_json::json!({
                "mode": dialect.name(), "headers": headers, "value": String::from_utf8_lossy(&record.value),
                "type": event_type, "id": event.event_id, "source": "tda-sample", "data": data,
                "time": event.timestamp.to_string(), "schemaversion": event.schema_version.to_string(),
            });
            lines += &format!("{line}\n");
            count += 1;
        }
    }
    let file = work.write("cloudevents.jsonl", lines)?;
    let read = |file: &Path| Verdict::of(java(programs, &classes, "CloudEvents").arg(file));
    read(&file)?.must_accept(count, tally)?;
    let other_version = work.spoilt(&file, r#"\"specversion\":\"1.0\""#, r#"\"specversion\":\"9.0\""#)?;
    read(&other_version)?.must_refuse("specversion", tally)?;
    let other_type = work.spoilt(&file, r#""type":""#, r#""type":"no."#)?;
    read(&other_type)?.must_refuse("expected no.", tally)
}

fn javac(programs: &Programs, classes: &Path) -> Command {
    let mut command = Command::new("javac");
    command.args(["-Xlint:all", "-Werror", "-Xstdout", "/dev/stdout", "--release", "17", "-d"]);
    command.arg(classes).arg("-cp").arg(programs.jars());
    command
}

fn java(programs: &Programs, classes: &Path, class: &str) -> Command {
    let mut path = classes.as_os_str().to_owned();
    path.push(":");
    path.push(programs.jars());
    let mut command = Command::new("java");
    command.args(["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"]).arg(path).arg(class);
    command
}

/// `tda.events.tda.TdaEvents` of `.../tda/java/tda/events/tda/TdaEvents.java`.
fn class_name(work: &Work, catalog: &Catalog, source: &Path) -> Result<String> {
    let relative = source.strip_prefix(work.path(catalog, "java"))?.with_extension("");
    Ok(relative.to_string_lossy().replace('/', "."))
}
