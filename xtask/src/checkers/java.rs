//! Java records: compiled without a warning, reading and writing again what Rust wrote.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};
use tda_events::{Catalog, Encoding, generate::Kind, schema};

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
        Verdict::of(java(programs, &classes).args(["json", &class]).args(pairs))?
            .must_accept(events.len(), tally)?;
        let event = events.first().context("the catalog has no event")?;
        let spoilt = work.spoilt(&event.path, "\"source\":\"tda-sample\"", "\"sauce\":\"tda-sample\"")?;
        Verdict::of(java(programs, &classes).args(["json", &class, &event.event_type]).arg(spoilt))?
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
    Verdict::of(java(programs, &classes).arg("avro").args(&pairs))?.must_accept(pairs.len() / 2, tally)?;
    let [first_schema, first, .., last_schema, last] = pairs.as_slice() else { return Ok(()) };
    // Each with the schema of the other.
    Verdict::of(java(programs, &classes).arg("avro").args([first_schema, last, last_schema, first]))?
        .must_refuse(".avro: ", tally)
}

fn javac(programs: &Programs, classes: &Path) -> Command {
    let mut command = Command::new("javac");
    command.args(["-Xlint:all", "-Werror", "-Xstdout", "/dev/stdout", "--release", "17", "-d"]);
    command.arg(classes).arg("-cp").arg(programs.jars());
    command
}

fn java(programs: &Programs, classes: &Path) -> Command {
    let mut path = classes.as_os_str().to_owned();
    path.push(":");
    path.push(programs.jars());
    let mut command = Command::new("java");
    command.args(["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"]).arg(path).arg("Check");
    command
}

/// `tda.events.tda.TdaEvents` of `.../tda/java/tda/events/tda/TdaEvents.java`.
fn class_name(work: &Work, catalog: &Catalog, source: &Path) -> Result<String> {
    let relative = source.strip_prefix(work.path(catalog, "java"))?.with_extension("");
    Ok(relative.to_string_lossy().replace('/', "."))
}
