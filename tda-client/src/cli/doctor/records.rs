//! Checks of records: a bounded sample of the newest, to find what foreign producers put on the wrong partition, and
//! clocks that are ahead.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tda_events::{Catalog, ErrorKind};

use super::report::Finding;
use crate::{
    config::ClientConfig,
    transport::{Connection, Follower, FollowerPoll, RawRecord},
};

/// Newest records of each partition that are looked at.
const RECORDS_PER_PARTITION: i64 = 100;
/// The same of all partitions of a topic.
const RECORDS_PER_TOPIC: usize = 2_000;
/// How long the sample of all topics may take.
const SAMPLE_PATIENCE: Duration = Duration::from_secs(15);
/// How long the limits of one partition are asked for.
const WATERMARK_PATIENCE: Duration = Duration::from_secs(2);
/// Clocks of machines in one network differ by less.
const CLOCK_TOLERANCE_MS: i64 = 5_000;

/// What a sample showed.
#[derive(Debug, Default)]
struct Sample {
    seen: usize,
    keyless_or_unjudged: usize,
    /// The first record on a wrong partition, in words, and how many there were.
    misplaced: Option<(String, usize)>,
    /// How far the newest time of a record is ahead of this machine.
    ahead_ms: i64,
    refused: Option<String>,
    cut_short: bool,
}

/// Looks at the newest records of the catalog's topics that the cluster has, with their numbers of partitions.
pub(super) fn sample(connection: &Connection, topics: &[(String, String, i32)]) -> Vec<Finding> {
    let config = connection.config();
    let until = Instant::now() + SAMPLE_PATIENCE;
    let mut ahead_ms = 0;
    let mut findings = Vec::new();
    let (mut seen, mut judged_topics, mut cut_short) = (0, 0, false);
    for (logical, physical, partitions) in topics {
        let sample = read(connection, config.catalog(), logical, physical, *partitions, until);
        seen += sample.seen;
        judged_topics += 1;
        cut_short |= sample.cut_short;
        ahead_ms = ahead_ms.max(sample.ahead_ms);
        findings.extend(judge(physical, &sample));
    }
    if findings.is_empty() {
        let cut = if cut_short { "; time ran out before the end" } else { "" };
        findings.push(Finding::fine(
            "records",
            format!("{seen} of {judged_topics} topics are on the partitions of their keys{cut}"),
        ));
    }
    findings.push(clock(config, ahead_ms, seen));
    findings
}

fn judge(physical: &str, sample: &Sample) -> Vec<Finding> {
    const CHECK: &str = "records";
    let mut findings = Vec::new();
    if let Some(reason) = &sample.refused {
        let advice = "the user needs READ on the topic to consume it: tda acls plan";
        findings.push(Finding::warning(CHECK, format!("{physical} cannot be read: {reason}"), advice));
    }
    if let Some((first, count)) = &sample.misplaced {
        let message =
            format!("{physical}: {count} of the newest {} are on the wrong partition; {first}", sample.seen);
        let advice = "their producer hashes the whole record key, or not by murmur2: it must set the partition itself \
                      (Catalog::record_partition says which)";
        findings.push(Finding::fault(CHECK, ErrorKind::InvalidInput, message, advice));
    }
    findings
}

/// Kafka has no request that tells a broker's time: times of records are what there is.
fn clock(config: &ClientConfig, ahead_ms: i64, seen: usize) -> Finding {
    const CHECK: &str = "clock";
    if seen == 0 {
        return Finding::skipped(CHECK, "there are no records whose times could be compared");
    }
    if ahead_ms <= CLOCK_TOLERANCE_MS {
        return Finding::fine(CHECK, "no record is from the future");
    }
    Finding::warning(
        CHECK,
        format!("the newest record is {ahead_ms} ms ahead of this machine ({})", config.client_id),
        "set the clocks by NTP, of this machine and of whoever writes: retention and reading by time go by them",
    )
}

fn read(
    connection: &Connection,
    catalog: &Catalog,
    logical: &str,
    physical: &str,
    partitions: i32,
    until: Instant,
) -> Sample {
    let mut sample = Sample::default();
    let follower = match Follower::new(connection, physical) {
        Ok(follower) => follower,
        Err(error) => return Sample { refused: Some(error.to_string()), ..sample },
    };
    let mut open = 0;
    for partition in 0..partitions {
        let started = follower.watermarks(partition, WATERMARK_PATIENCE).and_then(|(low, high)| {
            let start = low.max(high - RECORDS_PER_PARTITION);
            if start < high { follower.follow(partition, start).map(|()| true) } else { Ok(false) }
        });
        match started {
            Ok(follows) => open += usize::from(follows),
            Err(reason) => return Sample { refused: Some(reason), ..sample },
        }
        if Instant::now() >= until {
            sample.cut_short = true;
            break;
        }
    }
    while open > 0 && sample.seen < RECORDS_PER_TOPIC {
        if Instant::now() >= until {
            sample.cut_short = true;
            break;
        }
        match follower.poll(Duration::from_millis(100)) {
            FollowerPoll::Idle => {}
            FollowerPoll::CaughtUp(partition) => {
                follower.unfollow(partition);
                open -= 1;
            }
            FollowerPoll::Warning(reason) => {
                sample.refused = Some(reason);
                break;
            }
            FollowerPoll::Record(record) => sample.take(catalog, logical, &record, partitions.unsigned_abs()),
        }
    }
    sample
}

impl Sample {
    fn take(&mut self, catalog: &Catalog, logical: &str, record: &RawRecord, partitions: u32) {
        self.seen += 1;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        self.ahead_ms = self.ahead_ms.max(record.timestamp_ms.map_or(0, |time| time.saturating_sub(now)));
        let key = record.key.as_deref();
        // A key that cannot be taken apart, or a topic without keys, says nothing about partitions.
        let expected = key.and_then(|key| catalog.record_partition(logical, key, partitions).ok());
        let Some(expected) = expected else {
            self.keyless_or_unjudged += 1;
            return;
        };
        if u32::try_from(record.partition) == Ok(expected) {
            return;
        }
        let (_, count) = self.misplaced.get_or_insert_with(|| {
            let place =
                format!("offset {} of partition {} belongs to {expected}", record.offset, record.partition);
            (place, 0)
        });
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(partition: i32, timestamp_ms: i64) -> RawRecord {
        RawRecord {
            topic: "tda_results".into(),
            partition,
            offset: 7,
            timestamp_ms: Some(timestamp_ms),
            key: Some(b"job-0001/1/result.persistence_diagram/2".to_vec()),
            value: None,
            headers: [].into(),
        }
    }

    #[test]
    fn records_on_the_wrong_partition_are_counted_and_the_first_is_named() {
        let catalog = Catalog::tda();
        let key = record(0, 0).key.expect("a key");
        let right = catalog.record_partition("tda_results", &key, 12).expect("judged");
        let right = i32::try_from(right).expect("small");
        let wrong = (right + 1) % 12;
        let mut sample = Sample::default();
        for partition in [right, wrong, wrong] {
            sample.take(catalog, "tda_results", &record(partition, 0), 12);
        }
        let findings = judge("tda_results", &sample);
        assert_eq!(findings.len(), 1);
        let expected = format!(
            "2 of the newest 3 are on the wrong partition; offset 7 of partition {wrong} belongs to {right}"
        );
        assert!(findings[0].message.contains(&expected), "{findings:?}");
    }

    #[test]
    fn records_from_the_future_tell_of_clocks() {
        let mut sample = Sample::default();
        sample.take(Catalog::tda(), "tda_results", &record(0, i64::MAX), 12);
        let config = ClientConfig::new("h:1");
        assert!(clock(&config, sample.ahead_ms, sample.seen).advice.is_some());
        assert!(clock(&config, 0, 1).advice.is_none() && clock(&config, 0, 0).advice.is_none());
    }
}
