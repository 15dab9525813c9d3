//! How a producer behaves in need: circuit breaker, local spill, claim checks, transactions.

use std::{path::PathBuf, time::Duration};

use super::{ClientConfig, ConfigProblem, settings};

/// What publishing does beyond handing records to librdkafka; all of it is off by default.
#[derive(Clone, Debug)]
pub(crate) struct Publishing {
    pub(crate) breaker: Option<Breaker>,
    pub(crate) claim_check: Option<ClaimCheck>,
    pub(crate) transaction_timeout: Duration,
    pub(crate) simulated_transactions: bool,
}

impl Default for Publishing {
    fn default() -> Self {
        Self {
            // Programs that may wait ride out a broker's restart better without one.
            breaker: None,
            claim_check: None,
            // An open transaction of a process that died holds `read_committed` readers back no longer than this.
            transaction_timeout: Duration::from_secs(10),
            simulated_transactions: false,
        }
    }
}

/// What a producer does with events while the cluster cannot be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BreakerPolicy {
    /// Refuses them at once with [`Error::CircuitOpen`](crate::Error::CircuitOpen).
    FailFast,
    /// Keeps them in a bounded local queue and sends them, in order, when the cluster is back.
    Spill(Spill),
}

/// When the circuit of a producer opens, and what happens then.
///
/// It opens when no broker can be reached, when several records in a row run into their time-out, or when
/// records wait and the cluster has acknowledged none of them for a while. It closes with the first acknowledgement.
///
/// ```
/// use std::time::Duration;
/// use tda_client::{Breaker, BreakerPolicy, ClientConfig, Spill};
///
/// let impatient = Breaker::new(BreakerPolicy::FailFast).stalled_after(Duration::from_secs(2));
/// let config = ClientConfig::new("broker-1:9092").breaker(impatient);
/// // Or, keeping what is published meanwhile, beyond the end of this process:
/// let config = config.breaker(BreakerPolicy::Spill(Spill::directory("/var/spool/events")));
/// # let _ = config;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaker {
    pub(crate) policy: BreakerPolicy,
    pub(crate) failures_max: u32,
    pub(crate) stalled_after: Duration,
    pub(crate) pause_first: Duration,
    pub(crate) pause_max: Duration,
}

impl Breaker {
    /// A breaker with the default bounds.
    pub fn new(policy: BreakerPolicy) -> Self {
        Self {
            policy,
            // One late record may be bad luck; three in a row are none.
            failures_max: 3,
            // Longer than the election of a leader takes, shorter than people wait.
            stalled_after: Duration::from_secs(5),
            // A broker that restarts is found soon; one that is gone is asked twice a minute.
            pause_first: Duration::from_millis(500),
            pause_max: Duration::from_secs(30),
        }
    }

    /// The circuit opens when records wait and none was acknowledged for this long; 5 s by default.
    #[must_use]
    pub fn stalled_after(mut self, duration: Duration) -> Self {
        self.stalled_after = duration;
        self
    }

    /// The circuit opens after this many records in a row timed out; 3 by default.
    #[must_use]
    pub fn failures_max(mut self, failures: u32) -> Self {
        self.failures_max = failures;
        self
    }

    /// Pauses between two looks for the cluster: `first`, then doubled up to `max`; 500 ms and 30 s by default.
    #[must_use]
    pub fn pauses(mut self, first: Duration, max: Duration) -> Self {
        (self.pause_first, self.pause_max) = (first, max);
        self
    }

    pub(crate) fn spill(&self) -> Option<&Spill> {
        match &self.policy {
            BreakerPolicy::FailFast => None,
            BreakerPolicy::Spill(spill) => Some(spill),
        }
    }
}

impl From<BreakerPolicy> for Breaker {
    fn from(policy: BreakerPolicy) -> Self {
        Self::new(policy)
    }
}

/// Where events wait while the cluster cannot be reached, and how many.
///
/// The queue is first in, first out, so the order of each key is kept: what is published while anything
/// waits goes to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spill {
    pub(crate) directory: Option<PathBuf>,
    pub(crate) records_max: usize,
    pub(crate) bytes_max: usize,
    pub(crate) wait_max: Duration,
}

impl Spill {
    /// In memory: fast, and lost with the process.
    pub fn memory() -> Self {
        Self {
            directory: None,
            records_max: 100_000,
            bytes_max: 256 * 1024 * 1024,
            // A day: a night and the people who come in the morning.
            wait_max: Duration::from_secs(24 * 3600),
        }
    }

    /// In files of `directory`, which is made where it is missing and belongs to one producer at a time. What waits
    /// there when the process ends is sent by the next producer with the same directory; a kill of the
    /// process loses nothing that waits there, a crash of the machine up to 100 ms of it.
    pub fn directory(directory: impl Into<PathBuf>) -> Self {
        Self { directory: Some(directory.into()), ..Self::memory() }
    }

    /// Events that may wait; 100 000 by default. Past it publishing fails with
    /// [`Error::QueueFull`](crate::Error::QueueFull).
    #[must_use]
    pub fn records_max(mut self, records: usize) -> Self {
        self.records_max = records;
        self
    }

    /// Bytes that may wait; 256 MiB by default.
    #[must_use]
    pub fn bytes_max(mut self, bytes: usize) -> Self {
        self.bytes_max = bytes;
        self
    }

    /// How long an event may wait for its delivery; a day by default. It takes the place of the delivery timeout, so
    /// that an outage does not fail what was accepted before it.
    #[must_use]
    pub fn wait_max(mut self, wait: Duration) -> Self {
        self.wait_max = wait;
        self
    }
}

/// Where values go that are too large for a record, and from where they are read back.
///
/// ```
/// use tda_client::{ClaimCheck, ClientConfig};
///
/// let config = ClientConfig::new("broker-1:9092").claim_check(
///     ClaimCheck::new("s3://results-bucket/events").value_bytes_max(500_000).allow("file:///mnt/old-results"),
/// );
/// # let _ = config;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimCheck {
    pub(crate) url: String,
    pub(crate) allowed: Vec<String>,
    pub(crate) value_bytes_max: Option<usize>,
    pub(crate) object_bytes_max: u64,
    pub(crate) timeout: Duration,
    pub(crate) keep_for: Option<Duration>,
}

impl ClaimCheck {
    /// Stores under `url`: `file:///folder` (absolute), `memory://name` (of this process), or `s3://bucket/prefix`
    /// (feature `s3`; credentials, region and endpoint from the usual `AWS_` variables). Reading is allowed there, too.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            allowed: Vec::new(),
            value_bytes_max: None,
            // As the limit of inputs: what fits the memory of a small machine.
            object_bytes_max: 256 * 1024 * 1024,
            timeout: Duration::from_secs(30),
            keep_for: None,
        }
    }

    /// A further place that claims may name, in the same form; nothing is written there.
    #[must_use]
    pub fn allow(mut self, url: impl Into<String>) -> Self {
        self.allowed.push(url.into());
        self
    }

    /// Values above this go to the store. By default those whose record is over the limit of a record.
    #[must_use]
    pub fn value_bytes_max(mut self, bytes: usize) -> Self {
        self.value_bytes_max = Some(bytes);
        self
    }

    /// Neither stores nor fetches anything larger; 256 MiB by default.
    #[must_use]
    pub fn object_bytes_max(mut self, bytes: u64) -> Self {
        self.object_bytes_max = bytes;
        self
    }

    /// How long storing or fetching one value may take; 30 s by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// After this long the store forgets objects by itself (a lifecycle rule of the bucket). Connecting fails where a topic
    /// keeps its records for longer: they would outlive what they name.
    #[must_use]
    pub fn keep_for(mut self, duration: Duration) -> Self {
        self.keep_for = Some(duration);
        self
    }
}

impl ClientConfig {
    /// Watches the cluster, so that publishing never hangs on a dead one: see [`Breaker`]. Off by default.
    #[must_use]
    pub fn breaker(mut self, breaker: impl Into<Breaker>) -> Self {
        self.publishing.breaker = Some(breaker.into());
        self.all_by_code(&["breaker.", "spill."])
    }

    /// Puts values that are too large for their topic into an object store and reads them back from there.
    #[must_use]
    pub fn claim_check(mut self, claim_check: ClaimCheck) -> Self {
        self.publishing.claim_check = Some(claim_check);
        self.all_by_code(&["claim_check."])
    }

    /// How long a transaction may stay open on the cluster before that aborts it; 10 s by default.
    #[must_use]
    pub fn transaction_timeout(mut self, timeout: Duration) -> Self {
        self.publishing.transaction_timeout = timeout;
        self.by_code("transaction_timeout_ms")
    }

    /// Allows transactions on the embedded broker, which takes them without keeping their promises: aborted records
    /// are visible there, nobody is fenced, and offsets are not stored.
    #[must_use]
    pub fn simulated_transactions(mut self, allowed: bool) -> Self {
        self.publishing.simulated_transactions = allowed;
        self.by_code("simulated_transactions")
    }

    /// Code chose all settings whose names begin so.
    pub(super) fn all_by_code(self, prefixes: &[&str]) -> Self {
        let of_these = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
        let names = settings::all().map(|setting| setting.name).filter(|name| of_these(name));
        names.fold(self, Self::by_code)
    }
}

impl Publishing {
    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut refuse = |setting: &str, fault: &str| {
            problems.push(ConfigProblem { setting: setting.into(), fault: fault.into() });
        };
        if let Some(breaker) = &self.breaker {
            if breaker.failures_max == 0 {
                refuse("breaker.failures_max", "must be at least 1");
            }
            if breaker.stalled_after.is_zero() || breaker.pause_first.is_zero() {
                refuse("breaker", "its durations must be longer than nothing");
            }
            if breaker.pause_max < breaker.pause_first {
                refuse("breaker.pauses", "the longest pause is shorter than the first");
            }
            if breaker.spill().is_some_and(|spill| spill.records_max == 0 || spill.bytes_max == 0) {
                refuse("breaker.spill", "has room for nothing: records_max and bytes_max must be at least 1");
            }
            if breaker.spill().is_some_and(|spill| spill.wait_max > WAIT_MAX) {
                refuse("breaker.spill.wait_max", "is longer than 24 days, the longest that librdkafka knows");
            }
        }
        if self.transaction_timeout < Duration::from_secs(1) {
            refuse("transaction_timeout_ms", "must be at least 1000");
        }
        problems
    }
}

/// Milliseconds in 31 bits, rounded down to whole days.
const WAIT_MAX: Duration = Duration::from_secs(24 * 24 * 3600);
