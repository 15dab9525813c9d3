//! One program of the engine's benchmark: ours, or the registry's crate `tda_core`.
//!
//! `tda-bench-core PROGRAM TASK INPUT ANSWER` loads the input, prints a line that it is ready, and then obeys the lines
//! of its standard input, each answered by one line of JSON:
//!
//! | line | answer |
//! |---|---|
//! | `run` | computes once, or [`REPETITIONS`] times what is short: seconds, CPU seconds, memory; writes the answer the first time |
//! | `cancel N` | stops N computations at moments spread over a whole one: how long each took to return |
//!
//! The Python peers (`peers.py`) speak the same protocol.

mod cancel;
mod engine;
mod memory;
mod peer;
mod task;

use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use cpu_time::ProcessTime;
use serde_json::{Value, json};

use crate::task::{Answer, Input, Task};

/// Runs shorter than this are repeated in the same process.
const SHORT: Duration = Duration::from_millis(50);
/// How often in a run: five runs make two hundred.
const REPETITIONS: u32 = 40;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, task, input, answer] = arguments.as_slice() else {
        bail!("usage: tda-bench-core PROGRAM TASK INPUT ANSWER")
    };
    let task: Task = serde_json::from_str(task).context("the task is not understood")?;
    let input = Input::read(Path::new(input))?;
    let compute = |task: &Task, input: &Input| match program.as_str() {
        "ours" => engine::compute(task, input, &ours::Control::new()),
        "tda_core" => peer::compute(task, input),
        other => bail!("there is no program {other}"),
    };
    say(&json!({ "ready": true }))?;
    let mut answer = Some(Path::new(answer));
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let said = match line.split_once(' ').unwrap_or((&line, "")) {
            ("run", "") => measure(&compute, &task, &input, answer.take()),
            ("cancel", times) => cancel::measure(&task, &input, times.parse()?),
            _ => bail!("{line:?} is no command"),
        };
        say(&said.unwrap_or_else(|error| json!({ "error": format!("{error:#}") })))?;
    }
    Ok(())
}

fn say(value: &Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{value}")?;
    Ok(out.flush()?)
}

fn measure(
    compute: &impl Fn(&Task, &Input) -> Result<Answer>,
    task: &Task,
    input: &Input,
    write_to: Option<&Path>,
) -> Result<Value> {
    let memory = memory::Growth::start();
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let answer = compute(task, input)?;
    let (mut seconds, mut cpu_seconds) = (wall.elapsed(), cpu.elapsed());
    let peak_growth_bytes = memory.peak_bytes().unwrap_or(0);
    if seconds < SHORT {
        let (wall, cpu) = (Instant::now(), ProcessTime::now());
        for _ in 0..REPETITIONS {
            compute(task, input)?;
        }
        (seconds, cpu_seconds) = (wall.elapsed() / REPETITIONS, cpu.elapsed() / REPETITIONS);
    }
    if let Some(path) = write_to {
        answer.write(path)?;
    }
    Ok(json!({
        "seconds": seconds.as_secs_f64(),
        "cpu_seconds": cpu_seconds.as_secs_f64(),
        "peak_growth_bytes": peak_growth_bytes,
        "counts": answer.counts(),
        "plan": answer.plan(),
    }))
}
