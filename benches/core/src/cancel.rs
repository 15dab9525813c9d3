//! How long a computation takes to return once it is told to stop.

use std::time::{Duration, Instant};

use anyhow::Result;
use tda_core::{CancelToken, Control, Error, VietorisRips};

use crate::{Input, compute};

/// Stops `times` computations at moments spread evenly, in a scrambled order, over the length of a whole one.
pub(crate) fn measure(input: &Input, rips: &VietorisRips, times: u32) -> Result<()> {
    let start = Instant::now();
    compute(input, rips, &Control::new())?;
    let whole = start.elapsed();
    let mut latencies: Vec<Duration> = Vec::new();
    for turn in 0..times {
        // Multiples of the golden ratio fill the interval evenly, and need no generator.
        let moment = whole.mul_f64((f64::from(turn) * 0.618_033_988_749_894_9).fract());
        latencies.extend(stop_after(moment, input, rips)?);
    }
    latencies.sort_unstable();
    let at = |share: f64| {
        latencies.get(((latencies.len() as f64 - 1.0) * share) as usize).copied().unwrap_or_default()
    };
    println!("stopped = {}", latencies.len());
    println!("median_ms = {}", at(0.5).as_secs_f64() * 1e3);
    println!("p95_ms = {}", at(0.95).as_secs_f64() * 1e3);
    println!("worst_ms = {}", at(1.0).as_secs_f64() * 1e3);
    Ok(())
}

/// The time from the request to the return, memory given back; nothing if the computation ended before.
fn stop_after(moment: Duration, input: &Input, rips: &VietorisRips) -> Result<Option<Duration>> {
    let token = CancelToken::new();
    let control = Control::new().cancel_token(token.clone());
    std::thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let result = compute(input, rips, &control);
            (result.map(drop), Instant::now())
        });
        std::thread::sleep(moment);
        let asked = Instant::now();
        token.cancel();
        let Ok((result, returned)) = worker.join() else { anyhow::bail!("the computation panicked") };
        match result {
            Err(Error::Cancelled { .. }) => Ok(Some(returned.duration_since(asked))),
            Err(error) => Err(error.into()),
            Ok(()) => Ok(None),
        }
    })
}
