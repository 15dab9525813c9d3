//! How long a computation takes to return once it is told to stop.

use std::time::{Duration, Instant};

use anyhow::Result;
use ours::{CancelToken, Control, Error};
use serde_json::{Value, json};

use crate::engine::compute;
use crate::task::{Input, Task};

/// Stops `times` computations at moments spread evenly, in a scrambled order, over the length of a whole one.
pub(crate) fn measure(task: &Task, input: &Input, times: u32) -> Result<Value> {
    let start = Instant::now();
    compute(task, input, &Control::new())?;
    let whole = start.elapsed();
    let mut latencies: Vec<Duration> = Vec::new();
    for turn in 0..times {
        // Multiples of the golden ratio fill the interval evenly, and need no generator.
        let moment = whole.mul_f64((f64::from(turn) * 0.618_033_988_749_894_9).fract());
        latencies.extend(stop_after(moment, task, input)?);
    }
    latencies.sort_unstable();
    let milliseconds_at = |share: f64| {
        let place = ((latencies.len() as f64 - 1.0) * share) as usize;
        latencies.get(place).copied().unwrap_or_default().as_secs_f64() * 1e3
    };
    Ok(json!({
        "whole_s": whole.as_secs_f64(),
        "stopped": latencies.len(),
        "median_ms": milliseconds_at(0.5),
        "p95_ms": milliseconds_at(0.95),
        "worst_ms": milliseconds_at(1.0),
    }))
}

/// The time from the request to the return, memory given back; nothing if the computation ended before.
fn stop_after(moment: Duration, task: &Task, input: &Input) -> Result<Option<Duration>> {
    let token = CancelToken::new();
    let control = Control::new().cancel_token(token.clone());
    std::thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let result = compute(task, input, &control).map(drop);
            (result, Instant::now())
        });
        std::thread::sleep(moment);
        let asked = Instant::now();
        token.cancel();
        let Ok((result, returned)) = worker.join() else { anyhow::bail!("the computation panicked") };
        match result {
            Err(error) if matches!(error.downcast_ref(), Some(Error::Cancelled { .. })) => {
                Ok(Some(returned.duration_since(asked)))
            }
            Err(error) => Err(error),
            Ok(()) => Ok(None),
        }
    })
}
