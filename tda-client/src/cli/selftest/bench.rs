//! How fast the cluster is, roughly: enough to see that something is wrong.

use std::time::{Duration, Instant};

use tda_events::EncodedRecord;

use super::{Ground, checks, failure};
use crate::{blocking::Producer, error::Error};

const RECORDS: u32 = 5_000;
const RECORD_BYTES: usize = 1024;
const SINGLES: usize = 50;
/// An acknowledgement that takes longer means that something is wrong, however far away the cluster is.
const LATENCY_MAX: Duration = Duration::from_secs(2);

/// Records a second with many in flight, and how long one waits for its acknowledgement.
pub(super) fn performance(ground: &Ground) -> Result<String, Error> {
    let record = || EncodedRecord::raw("tda_selftest_messages", None, vec![b'x'; RECORD_BYTES]);
    let producer = Producer::connect(&ground.config)?;
    let mut waited = Vec::with_capacity(SINGLES);
    for _ in 0..SINGLES {
        let started = Instant::now();
        producer.enqueue_record(&record())?.wait()?;
        waited.push(started.elapsed());
    }
    waited.sort_unstable();
    let at = |share: usize| waited.get(SINGLES * share / 100).copied().unwrap_or_default();
    let started = Instant::now();
    checks::write(ground, (0..RECORDS).map(|_| record()))?;
    let written_per_second = f64::from(RECORDS) / started.elapsed().as_secs_f64();
    let started = Instant::now();
    let is_ours = |value: &Option<Vec<u8>>| value.as_ref().is_some_and(|value| value.len() == RECORD_BYTES);
    let read = checks::read(ground)?.iter().filter(|record| is_ours(&record.value)).count();
    let read_per_second = f64::from(RECORDS) / started.elapsed().as_secs_f64();
    let wanted = SINGLES + usize::try_from(RECORDS).unwrap_or(usize::MAX);
    if read != wanted {
        return Err(failure("reading", format!("{wanted} records were written and {read} read")));
    }
    let (half, most) = (at(50), at(98));
    if half > LATENCY_MAX {
        return Err(failure("publishing", format!("half of the acknowledgements took {half:?} and more")));
    }
    Ok(format!(
        "{written_per_second:.0} records of 1 KiB a second written, {read_per_second:.0} read; \
         acknowledged in {:.1} ms (half), {:.1} ms (98 of 100)",
        half.as_secs_f64() * 1e3,
        most.as_secs_f64() * 1e3
    ))
}
