//! Every engine stopped at random moments, and held to five memory budgets that are checked from outside.

use anyhow::Result;

use super::{
    Arguments, inputs,
    install::Programs,
    measure::Figures,
    program::{Program, Reply},
    results::{Budget, Control},
    rows::Row,
};
use crate::bench::report;

/// Budgets in percent of what the computation takes without one. The first is far too small.
const BUDGETS_PERCENT: [u64; 5] = [2, 30, 70, 110, 200];
/// What resident memory may grow beyond a budget: a tenth of it, and this.
const SLACK_BYTES: f64 = 16e6;

pub(super) fn measure(row: &Row, arguments: &Arguments, seed: u64, programs: &Programs) -> Result<Control> {
    let mut control = Control {
        name: row.name.clone(),
        plan: None,
        failed: None,
        cancels: None,
        budgets: Vec::new(),
        load: String::new(),
    };
    let Some(input) = inputs::path(row, arguments, seed, programs)? else {
        control.failed = row.file.as_ref().map(|file| format!("{file} is missing"));
        return Ok(control);
    };
    let start = |more: &[(&str, u64)]| {
        let answer = super::folder().join("control.answer");
        programs.start(
            "ours",
            &row.task(more)?,
            &input.to_string_lossy(),
            &answer.to_string_lossy(),
            arguments.bounds(),
        )
    };
    let mut free = start(&[])?;
    let figures: Figures = match (free.ready()?, free.ask("run")?) {
        (Reply::Said(_), Reply::Said(figures)) => serde_json::from_value(figures)?,
        (Reply::Stopped(why), _) | (_, Reply::Stopped(why)) => {
            control.failed = Some(why);
            return Ok(control);
        }
    };
    control.plan = figures.plan;
    // Two hundred computations may take minutes: the bounds are those of one.
    match start(&[])?.unbounded().answered(&format!("cancel {}", arguments.cancels))? {
        Ok(cancels) => control.cancels = Some(serde_json::from_value(cancels)?),
        Err(why) => control.failed = Some(why),
    }
    for percent in BUDGETS_PERCENT {
        let limit_bytes = figures.peak_growth_bytes * percent / 100;
        control.budgets.push(held_to(limit_bytes as f64, start(&[("memory_limit_bytes", limit_bytes)])?)?);
    }
    control.load = report::load();
    let worst = control.cancels.as_ref().map_or(0.0, |cancels| cancels.worst_ms);
    println!("{}: worst cancel {worst:.1} ms, budgets {:?}", control.name, control.budgets);
    Ok(control)
}

/// One computation under a limit, its growth seen from outside, and a second one in the same process.
fn held_to(limit: f64, mut program: Program) -> Result<Budget> {
    program.ready()?;
    let before = program.status_bytes("VmRSS:")?;
    let finished = matches!(program.ask("run")?, Reply::Said(_));
    let peak = program.status_bytes("VmHWM:").unwrap_or(u64::MAX);
    let grew = peak.saturating_sub(before) as f64;
    program.ask("run")?;
    // A process that is gone has no resident memory.
    let usable = program.status_bytes("VmRSS:").is_ok_and(|bytes| bytes > 0);
    Ok(Budget {
        limit_megabytes: limit / 1e6,
        grew_megabytes: grew / 1e6,
        finished,
        kept: grew <= limit * 1.1 + SLACK_BYTES,
        usable,
    })
}
