//! Jobs a second with an engine that answers at once: what the worker itself costs.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result};
use tda_client::{Consumer, Guarantee, Producer, Worker, ensure_topics};
use tda_events::{Event, InputData, JobSubmitted, Parameters, TdaEvent};

use crate::{
    figures::{Figures, Watch},
    work::Work,
};

/// Submits all jobs, then starts a worker; the clock runs from the first end of a job to the last.
pub(crate) async fn run(work: &Work, jobs: usize, exactly_once: bool) -> Result<Figures> {
    let group = format!("workers-{}", std::process::id());
    let config = work.config().group(group.as_str());
    ensure_topics(&config).await?;
    submit(&config, &group, jobs).await?;
    let consumer = Consumer::connect(&config, &format!("{group}-reader"), &["tda_jobs"]).await?;
    let stop = Arc::new(AtomicBool::new(false));
    let promise = if exactly_once { Guarantee::ExactlyOnce } else { Guarantee::AtLeastOnce };
    // One point: its barcode is known at once.
    let worker = Worker::new(config).guarantee(promise).waiting_jobs_max(256);
    let flag = Arc::clone(&stop);
    let thread = std::thread::spawn(move || worker.run_until(&flag));
    let mut ended = HashSet::with_capacity(jobs);
    let mut watch = None;
    while ended.len() < jobs {
        let received = consumer.next().await?;
        received.ack();
        if let Ok(event) = received.event()
            && let TdaEvent::JobCompleted(completed) = &event.data
            && completed.job_id.starts_with(&group)
        {
            watch.get_or_insert_with(Watch::start);
            ended.insert(completed.job_id.clone());
        }
    }
    let figures = watch.context("no job has ended")?.figures(jobs - 1);
    stop.store(true, Ordering::Relaxed);
    thread.join().map_err(|_| anyhow::anyhow!("the worker panicked"))??;
    consumer.close().await?;
    Ok(figures)
}

async fn submit(config: &tda_client::ClientConfig, group: &str, jobs: usize) -> Result<()> {
    let producer = Producer::connect(config).await?;
    let mut events = Vec::with_capacity(jobs);
    for job in 0..jobs {
        let points = InputData::inline_points("point", 2, vec![0.0, 0.0]);
        let id = format!("{group}-{job}");
        events.push(Event::new(JobSubmitted::new(id, "bench", "vietoris_rips", Parameters::new(0), points))?);
    }
    for receipt in producer.publish_all(&events).await {
        receipt?;
    }
    producer.close(Duration::from_secs(30)).await?;
    Ok(())
}
