//! Sweeping: objects that no record names any more.
//!
//! Safe, because three things hold of what is deleted. It is old: at least [`MARGIN`] more than the longest that a record
//! may wait between its object and its topic (delivery timeout, spill). No record in any topic that can be
//! read names it, and this was looked up after its age. And no new record will: a value that is published again
//! goes under the day of that publishing, never under an old one.

use std::{
    collections::HashSet,
    time::{Duration, Instant, SystemTime},
};

use tda_events::{Catalog, Retry};

use super::{ClaimStore, reference::Reference};
use crate::{
    config::{ClaimCheck, ClientConfig},
    error::Error,
    producer::run_blocking,
    transport::{Connection, Follower, FollowerPoll, RawProducer},
};

/// Two days: the day in an object's name ends, and clocks may differ.
const MARGIN: Duration = Duration::from_secs(2 * 24 * 3600);
/// Names of topics that Kafka keeps for itself.
const INTERNAL: &str = "__";

/// What [`ClaimStore::sweep`] found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SweepReport {
    /// Objects that lie in the store.
    pub objects: usize,
    /// Those that are old enough to be orphans.
    pub old: usize,
    /// Old ones that a record still names.
    pub referenced: usize,
    /// Old ones that no record names: they are deleted.
    pub deleted: usize,
    /// Their bytes.
    pub deleted_bytes: u64,
}

impl ClaimStore {
    /// Deletes objects older than `older_than` that no record of any topic of the cluster names.
    ///
    /// `config` must belong to a principal that may read every topic whose records have claim checks, dead letters and
    /// retries included: what it cannot see, it takes for unreferenced. A topic that is not read to its end within
    /// `deadline` ends the sweep before anything is deleted.
    ///
    /// # Errors
    /// [`Error::Config`] when `older_than` is below two days plus the time that a record may wait for its delivery;
    /// [`Error::ClaimCheck`]; [`Error::Timeout`]; the errors of connecting.
    pub async fn sweep(
        &self,
        config: &ClientConfig,
        older_than: Duration,
        deadline: Duration,
    ) -> Result<SweepReport, Error> {
        let least = age_min(config);
        if older_than < least {
            let fault =
                format!("{older_than:?} is too young: a record may still be on its way for {least:?}");
            return Err(Error::config("older_than", fault));
        }
        let objects = self.all().await?;
        let born_before = SystemTime::now().checked_sub(older_than).unwrap_or(SystemTime::UNIX_EPOCH);
        let old: Vec<_> = objects
            .iter()
            .filter(|object| SystemTime::from(object.last_modified) < born_before)
            .map(|object| (object.location.clone(), object.size))
            .collect();
        let mut report = SweepReport { objects: objects.len(), old: old.len(), ..SweepReport::default() };
        if old.is_empty() {
            return Ok(report);
        }
        let candidates = old.iter().map(|(path, _)| self.location(path)).collect();
        let config = config.clone();
        let named =
            run_blocking("ClaimStore::sweep", move || named_in_topics(&config, &candidates, deadline))
                .await?;
        report.referenced = named.len();
        for (path, size) in old {
            if named.contains(&self.location(&path)) {
                continue;
            }
            self.delete(&path).await?;
            report.deleted += 1;
            report.deleted_bytes += size;
        }
        Ok(report)
    }
}

/// How old an object must be before it can be an orphan.
fn age_min(config: &ClientConfig) -> Duration {
    let spill = config.publishing.breaker.as_ref().and_then(|breaker| breaker.spill());
    MARGIN + spill.map_or(config.delivery_timeout, |spill| spill.wait_max)
}

/// Which of `candidates` the records of the cluster name.
fn named_in_topics(
    config: &ClientConfig,
    candidates: &HashSet<String>,
    deadline: Duration,
) -> Result<HashSet<String>, Error> {
    let started = Instant::now();
    let connection = Connection::new(config)?;
    let topics = RawProducer::new(connection.clone())?.metadata()?;
    let mut named = HashSet::new();
    for (topic, partitions) in topics.into_iter().filter(|(topic, _)| !topic.starts_with(INTERNAL)) {
        let follower = Follower::new(&connection, &topic)?;
        let failed = |reason| Error::Unreachable {
            brokers: connection.brokers().to_owned(),
            waited: started.elapsed(),
            reason,
        };
        let mut unread: HashSet<i32> = (0..partitions).collect();
        for partition in 0..partitions {
            follower.follow(partition, 0).map_err(failed)?;
        }
        while !unread.is_empty() {
            match follower.poll(Duration::from_millis(100)) {
                FollowerPoll::CaughtUp(partition) => {
                    unread.remove(&partition);
                }
                FollowerPoll::Record(record) => {
                    if let Ok(Some(reference)) = Reference::of(&record.headers)
                        && candidates.contains(&reference.location)
                    {
                        named.insert(reference.location);
                    }
                }
                FollowerPoll::Warning(reason) => tracing::debug!(topic, reason, "reading goes on"),
                FollowerPoll::Idle => {}
            }
            if started.elapsed() > deadline {
                let (during, waited) = ("ClaimStore::sweep", deadline);
                return Err(Error::Timeout { during, waited, left: 0, retry: Retry::Safe });
            }
        }
    }
    Ok(named)
}

/// Objects that the store forgets by itself must outlive the records that name them.
pub(super) fn check_retention(config: &ClientConfig, settings: &ClaimCheck) -> Result<(), Error> {
    let Some(keep_for) = settings.keep_for else { return Ok(()) };
    let faults: Vec<_> = Catalog::tda()
        .topics()
        .iter()
        .flat_map(|topic| std::iter::once(topic).chain(topic.dead_letter_topic()))
        .filter_map(|topic| {
            let kept = retention(topic.config(config.environment))?;
            (kept > keep_for).then(|| format!("{} keeps records for {}", topic.name(), days(kept)))
        })
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    let fault = format!("objects go after {}, but {}", days(keep_for), faults.join(", "));
    Err(Error::config("claim_check.keep_for", fault))
}

/// How long a topic with these settings keeps a record; `None` where they do not say. Compacted topics keep the last of
/// each key for ever.
fn retention(settings: &[(String, String)]) -> Option<Duration> {
    let setting = |name| settings.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let compacted = setting("cleanup.policy").is_some_and(|policy| policy.contains("compact"));
    match setting("retention.ms").and_then(|ms| ms.parse::<i64>().ok()) {
        _ if compacted => Some(Duration::MAX),
        Some(ms) => Some(u64::try_from(ms).map_or(Duration::MAX, Duration::from_millis)),
        None => None,
    }
}

fn days(duration: Duration) -> String {
    if duration == Duration::MAX {
        "ever".into()
    } else {
        format!("{} days", duration.as_secs() / (24 * 3600))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{BreakerPolicy, Spill};

    #[test]
    fn a_sweep_is_never_younger_than_a_record_may_wait() {
        let plain = ClientConfig::new("embedded").delivery_timeout(Duration::from_secs(60));
        assert_eq!(age_min(&plain), MARGIN + Duration::from_secs(60));
        let spilling =
            plain.breaker(BreakerPolicy::Spill(Spill::memory().wait_max(Duration::from_secs(7200))));
        assert_eq!(age_min(&spilling), MARGIN + Duration::from_secs(7200));
    }

    #[test]
    fn retention_is_read_from_the_settings_of_a_topic() {
        let settings = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
        };
        for (pairs, expected) in [
            (vec![("retention.ms", "86400000")], Some(Duration::from_secs(86400))),
            (vec![("retention.ms", "-1")], Some(Duration::MAX)),
            (vec![("retention.ms", "1"), ("cleanup.policy", "compact,delete")], Some(Duration::MAX)),
            (vec![], None),
        ] {
            assert_eq!(retention(&settings(&pairs)), expected, "{pairs:?}");
        }
    }

    #[test]
    fn objects_that_go_before_their_records_are_refused_on_connecting() {
        let claim_check = ClaimCheck::new("memory://short").keep_for(Duration::from_secs(3600));
        let refused =
            ClaimStore::open(&ClientConfig::new("embedded").claim_check(claim_check)).expect_err("refused");
        assert!(refused.to_string().contains("tda_jobs keeps records for"), "{refused}");
    }
}
