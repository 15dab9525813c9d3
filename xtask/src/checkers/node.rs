//! What Node.js reads: AsyncAPI documents by AsyncAPI's own parser, JSON Schemas by ajv, TypeScript by its compiler.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use tda_events::generate::Kind;

use super::{Programs, Verdict, Work, catalogs, events};
use crate::tally::Tally;

pub(super) fn asyncapi(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    let files = work.generated(Kind::AsyncApi, "json")?;
    Verdict::of(programs.node("asyncapi.mjs")?.args(&files))?.must_accept(files.len(), tally)?;
    let file = files.first().context("no document was generated")?;
    let spoilt = [
        ("\"asyncapi\": \"3.0.0\"", "\"asyncapi\": \"3.9.0\"", "asyncapi"),
        ("\"address\": ", "\"adress\": ", "adress"),
        ("\"action\": \"send\"", "\"action\": \"sends\"", "action"),
        ("#/components/schemas/", "#/components/schemata/", "does not exist"),
    ];
    let spoilt = spoilt.map(|(from, to, reason)| Ok((work.spoilt(file, from, to)?, reason)));
    let spoilt = spoilt.into_iter().collect::<Result<Vec<_>>>()?;
    let paths = spoilt.iter().map(|(path, _)| path);
    Verdict::of(programs.node("asyncapi.mjs")?.args(paths))?.must_refuse_each(&spoilt, tally)
}

pub(super) fn json_schema(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    work.generated(Kind::JsonSchema, "json")?;
    for catalog in catalogs() {
        let schema = work.path(catalog, "events.schema.json");
        let events: Vec<PathBuf> = events::json(work, catalog)?.into_iter().map(|event| event.path).collect();
        Verdict::of(programs.node("validate.mjs")?.arg(&schema).args(&events))?
            .must_accept(events.len(), tally)?;
        let event = events.first().context("the catalog has no event")?;
        let spoilt = work.spoilt(event, "\"tda-sample\"", "[]")?;
        Verdict::of(programs.node("validate.mjs")?.arg(&schema).arg(spoilt))?
            .must_refuse("must be string", tally)?;
        let spoilt = work.spoilt(&schema, "\"type\": \"object\"", "\"type\": \"objekt\"")?;
        Verdict::of(programs.node("validate.mjs")?.arg(spoilt))?.must_refuse("schema is invalid", tally)?;
    }
    Ok(())
}

/// Declarations compile, and every example is assignable to the type of its event.
pub(super) fn typescript(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    work.generated(Kind::TypeScript, "ts")?;
    let (mut right, mut wrong, mut count) = (Vec::new(), Vec::new(), 0);
    for catalog in catalogs() {
        let mut program = "import type { EventsByType } from \"./events\";\n".to_owned();
        let events = events::json(work, catalog)?;
        count += events.len();
        for (index, event) in events.iter().enumerate() {
            let (event_type, json) = (&event.event_type, fs::read_to_string(&event.path)?);
            program.push_str(&format!("export const e{index}: EventsByType[\"{event_type}\"] = {json};\n"));
        }
        let write =
            |name: &str, program: &str| work.write(&format!("{}/{name}.ts", catalog.system()), program);
        right.push(write("right", &program)?);
        let text_is_number = program.replacen("\"tda-sample\"", "7", 1);
        wrong.push((write("wrong-kind", &text_is_number)?, "'number' is not assignable to type 'string'"));
        let unknown = program.replacen(": EventsByType[\"", ": EventsByType[\"un", 1);
        wrong.push((write("wrong-type", &unknown)?, "does not exist on type 'EventsByType'"));
    }
    Verdict::of(programs.tsc().args(&right))?.must_accept(count, tally)?;
    let paths = wrong.iter().map(|(path, _)| path);
    Verdict::of(programs.tsc().args(paths))?.must_refuse_each(&wrong, tally)
}
