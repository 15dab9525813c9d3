//! What a test expects of a broker: waits for it, and says what there is instead.

use std::time::{Duration, Instant};

use tda_events::{AnyPayload, Event, Payload};

use super::kafka::{Kafka, event_of};
use crate::{consumer::Received, error::Error};

const POLL_INTERVAL: Duration = Duration::from_millis(10);
/// Events that a failed assertion shows.
const SHOWN_MAX: usize = 20;

/// Waits until `condition` holds.
///
/// ```
/// # async fn example() {
/// # use std::time::Duration;
/// use std::sync::atomic::{AtomicU32, Ordering};
/// let called = AtomicU32::new(0);
/// let third = async || called.fetch_add(1, Ordering::Relaxed) == 2;
/// tda_client::testkit::eventually("the third call", Duration::from_secs(5), third).await;
/// # }
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example());
/// ```
///
/// # Panics
/// When `deadline` has passed: names `what` was waited for.
pub async fn eventually(what: &str, deadline: Duration, condition: impl AsyncFn() -> bool) {
    let started = Instant::now();
    while !condition().await {
        assert!(started.elapsed() < deadline, "waited {deadline:?} in vain for {what}");
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

impl Kafka {
    /// Waits for an event of type `T` that `matches`, and gives the first.
    ///
    /// # Panics
    /// Where none comes within the [deadline](Kafka::deadline): shows the events of that type that there are.
    pub async fn assert_published<T: Payload>(&self, matches: impl Fn(&Event<T>) -> bool) -> Event<T> {
        let mut found = self.wait_for(T::event_types(), 1, &matches).await;
        found.swap_remove(0)
    }

    /// Waits for `count` events of type `T` that `match`, and gives them, in the order in which they were read.
    ///
    /// # Panics
    /// Where fewer come within the [deadline](Kafka::deadline), or more than that are there then.
    pub async fn assert_published_times<T: Payload>(
        &self,
        count: usize,
        matches: impl Fn(&Event<T>) -> bool,
    ) -> Vec<Event<T>> {
        let found = self.wait_for(T::event_types(), count, &matches).await;
        let mut there = sure(self.events::<T>().await);
        there.retain(|event| matches(event));
        assert!(there.len() <= count, "{} in place of {count} events: {}", there.len(), shown(&there));
        found
    }

    /// As [`assert_published`](Self::assert_published), for an event of the catalog by its type.
    ///
    /// # Panics
    /// As [`assert_published`](Self::assert_published).
    pub async fn assert_published_type(
        &self,
        event_type: &str,
        matches: impl Fn(&Event<AnyPayload>) -> bool,
    ) -> Event<AnyPayload> {
        let mut found = self.wait_for(&[event_type], 1, &matches).await;
        found.swap_remove(0)
    }

    /// No event of type `T` that `matches` is there, nor comes within `within`.
    ///
    /// # Panics
    /// Where there is one: shows it.
    pub async fn assert_none_published<T: Payload>(
        &self,
        within: Duration,
        matches: impl Fn(&Event<T>) -> bool,
    ) {
        tokio::time::sleep(within).await;
        let mut there = sure(self.events::<T>().await);
        there.retain(|event| matches(event));
        assert!(there.is_empty(), "{} unexpected events: {}", there.len(), shown(&there));
    }

    /// A topic of the catalog, such as `tda_jobs`, has no dead letters.
    ///
    /// # Panics
    /// Where it has: shows their reasons.
    pub async fn assert_no_dead_letters(&self, topic: &str) {
        let letters = sure(self.records(&format!("{topic}.dlq")).await);
        let reasons: Vec<_> = letters.iter().take(SHOWN_MAX).map(reason).collect();
        assert!(letters.is_empty(), "{} dead letters of {topic}: {reasons:?}", letters.len());
    }

    /// Waits for a dead letter of a topic of the catalog, and gives the first.
    ///
    /// # Panics
    /// Where none comes within the [deadline](Kafka::deadline).
    pub async fn assert_dead_letter(&self, topic: &str) -> Received {
        let reader = sure(self.reader([format!("{topic}.dlq")]).await);
        match tokio::time::timeout(self.patience(), reader.next()).await {
            Ok(letter) => sure(letter),
            Err(_) => panic!("no dead letter of {topic} within {:?}", self.patience()),
        }
    }

    async fn wait_for<T: Payload>(
        &self,
        event_types: &[&str],
        count: usize,
        matches: &impl Fn(&Event<T>) -> bool,
    ) -> Vec<Event<T>> {
        let reader = sure(self.reader(sure(self.topics_of(event_types))).await);
        let deadline = tokio::time::Instant::now() + self.patience();
        let (mut found, mut others) = (Vec::new(), Vec::new());
        while found.len() < count {
            let Ok(next) = tokio::time::timeout_at(deadline, reader.next()).await else {
                panic!(
                    "{} of {count} events {} within {:?}; there were {} others: {}",
                    found.len(),
                    event_types.join(", "),
                    self.patience(),
                    others.len(),
                    shown(&others),
                );
            };
            match event_of::<T>(&sure(next), event_types) {
                Some(event) if matches(&event) => found.push(event),
                Some(event) => others.push(event),
                None => {}
            }
        }
        sure(reader.close().await);
        found
    }
}

/// The error of a call is the end of its test.
fn sure<T>(outcome: Result<T, Error>) -> T {
    outcome.unwrap_or_else(|error| panic!("the test's own client failed: {error}"))
}

fn shown<T: Payload>(events: &[Event<T>]) -> String {
    let texts: Vec<_> = events.iter().take(SHOWN_MAX).map(|event| format!("{:?}", event.data)).collect();
    texts.join("\n")
}

fn reason(letter: &Received) -> String {
    letter.header("dlq_error_message").unwrap_or("no reason given").to_owned()
}
