//! Jobs from their submission to their result, by a worker of this process.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tda_events::{Event, InputData, JobSubmitted, Parameters};

use super::{Ground, failure};
use crate::{blocking::Producer, dead_letters::GoOn, error::Error, worker::Worker};

const JOBS: usize = 5;
const TIMEOUT: Duration = Duration::from_secs(60);

/// Each job is completed, and once.
pub(super) fn end_to_end(ground: &Ground) -> Result<String, Error> {
    let stop = Arc::new(AtomicBool::new(false));
    let (worker, flag) = (Worker::new(ground.config.clone()), Arc::clone(&stop));
    let worker = std::thread::spawn(move || worker.run_until(&flag));
    let outcome = submit(ground).and_then(|()| ended(ground));
    stop.store(true, Ordering::Relaxed);
    let gone = worker.join().unwrap_or_else(|_| Err(failure("computing", "the worker panicked".into())));
    let counts = outcome?;
    gone?;
    if counts.len() != JOBS || counts.values().any(|count| *count != 1) {
        return Err(failure("computing", format!("terminal events of jobs: {counts:?}")));
    }
    Ok(format!("{JOBS} jobs submitted, computed and completed, each once"))
}

fn submit(ground: &Ground) -> Result<(), Error> {
    let producer = Producer::connect(&ground.config)?;
    for number in 0..JOBS {
        let corners = vec![0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0];
        let points = InputData::inline_points("square", 2, corners);
        let job = JobSubmitted::new(
            format!("selftest-{number}"),
            "selftest",
            "vietoris_rips",
            Parameters::new(1),
            points,
        );
        let event = Event::new(job).map_err(|error| failure("submitting", error.to_string()))?;
        producer.publish(&event)?;
    }
    producer.close(TIMEOUT)
}

/// How many completions each job has, once all have one.
fn ended(ground: &Ground) -> Result<BTreeMap<String, usize>, Error> {
    let reader = ground.reader(&ground.config.physical_topic("tda_jobs"))?;
    let started = Instant::now();
    loop {
        let mut counts = BTreeMap::new();
        reader.visit(
            &reader.bounds()?,
            |_| 0,
            |letter| {
                let record = &letter.record;
                let is_terminal = record.header("terminal") == Some("true");
                if is_terminal && record.header("event_type") == Some("job.completed") {
                    let job = String::from_utf8_lossy(record.key.as_deref().unwrap_or_default()).into_owned();
                    *counts.entry(job).or_insert(0) += 1;
                }
                Ok(GoOn::Yes)
            },
        )?;
        if counts.len() >= JOBS || started.elapsed() > TIMEOUT {
            return Ok(counts);
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}
