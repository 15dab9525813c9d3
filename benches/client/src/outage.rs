//! How long callers are held up, and what it costs, while the broker is away.

use std::{
    io::{BufRead, Write},
    time::{Duration, Instant},
};

use anyhow::Result;
use tda_client::{BreakerPolicy, Producer, Spill};

use crate::{
    figures::{Figures, Watch, resident_mb},
    work::Work,
};

/// A thousand calls a second, as a busy web service makes them.
const EVERY: Duration = Duration::from_millis(1);

/// Says `ready` once it has published, waits for a line on stdin (the broker is gone then), and goes on publishing.
pub(crate) async fn run(work: &Work, time: Duration) -> Result<Figures> {
    let config = work.config().breaker(BreakerPolicy::Spill(Spill::memory()));
    let producer = Producer::connect(&config).await?;
    for number in 0..1000 {
        producer.publish(&work.event(number)?).await?;
    }
    println!("ready");
    std::io::stdout().flush()?;
    std::io::stdin().lock().read_line(&mut String::new())?;
    let before_mb = resident_mb();
    let watch = Watch::start();
    let (mut tried, mut taken) = (0, 0);
    let mut waits = Vec::new();
    let mut tick = tokio::time::interval(EVERY);
    while watch.elapsed() < time {
        tick.tick().await;
        let event = work.event(tried)?;
        let start = Instant::now();
        taken += usize::from(producer.enqueue(&event).await.is_ok());
        waits.push(start.elapsed());
        tried += 1;
    }
    let figures = watch.figures(tried).with("taken", f64::from(u32::try_from(taken)?));
    let figures = figures.with("growth_mb", resident_mb() - before_mb).with_waits(waits)?;
    // What is queued can go nowhere.
    let _ = producer.close(Duration::ZERO).await;
    Ok(figures)
}
