//! What Node.js reads: AsyncAPI documents by AsyncAPI's own parser, JSON Schemas by ajv, TypeScript by its compiler.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use tda_events::generate::Kind;

use super::{Programs, Verdict, Work, catalogs, events};
use crate::tally::Tally;

pub(super) fn asyncapi(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    let files = work.generated(Kind::AsyncApi, "yaml")?;
    Verdict::of(programs.node("asyncapi.mjs")?.args(&files))?.must_accept(files.len(), tally)?;
    let file = files.first().context("no document was generated")?;
    for (from, to, reason) in [
        ("asyncapi: \"3.0.0\"", "asyncapi: \"3.9.0\"", "asyncapi"),
        ("    address: ", "    adress: ", "adress"),
        ("action: send", "action: sends", "action"),
        ("#/components/schemas/", "#/components/schemata/", "does not exist"),
    ] {
        let spoilt = work.spoilt(file, from, to)?;
        Verdict::of(programs.node("asyncapi.mjs")?.arg(spoilt))?.must_refuse(reason, tally)?;
    }
    Ok(())
}

pub(super) fn json_schema(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    work.generated(Kind::JsonSchema, "json")?;
    for catalog in catalogs() {
        let schema = work.path(catalog, "events.schema.json");
        let events: Vec<PathBuf> = events::json(work, catalog)?.into_iter().map(|event| event.path).collect();
        Verdict::of(programs.node("validate.mjs")?.arg(&schema).args(&events))?
            .must_accept(events.len(), tally)?;
        let event = events.first().context("the catalog has no event")?;
        let spoilt = work.spoilt(event, "\"example\"", "[]")?;
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
    for catalog in catalogs() {
        let mut program = "import type { EventsByType } from \"./events\";\n".to_owned();
        let events = events::json(work, catalog)?;
        for (index, event) in events.iter().enumerate() {
            let (event_type, json) = (&event.event_type, fs::read_to_string(&event.path)?);
            program.push_str(&format!("export const e{index}: EventsByType[\"{event_type}\"] = {json};\n"));
        }
        let name = |name: &str| format!("{}/{name}", catalog.system());
        let file = work.write(&name("check.ts"), &program)?;
        Verdict::of(programs.tsc().arg(&file))?.must_accept(events.len(), tally)?;
        for (from, to, reason) in [
            ("\"example\"", "7", "Type 'number' is not assignable to type 'string'"),
            (": EventsByType[\"", ": EventsByType[\"un", "does not exist on type 'EventsByType'"),
        ] {
            let spoilt = work.write(&name("spoilt.ts"), &program.replacen(from, to, 1))?;
            Verdict::of(programs.tsc().arg(spoilt))?.must_refuse(reason, tally)?;
        }
    }
    Ok(())
}
