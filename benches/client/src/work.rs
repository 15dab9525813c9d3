//! What is moved: events of a wanted size, and the same bytes for those who move bytes.

use anyhow::{Result, ensure};
use tda_client::ClientConfig;
use tda_events::{Dialect, EncodedRecord, Encoding, Environment, Event, JobCancelled};

/// Keys that take turns, so that all partitions get their share.
const KEYS: usize = 1000;

/// Where, and how large.
pub(crate) struct Work {
    pub(crate) servers: String,
    pub(crate) prefix: String,
    filler: String,
    keys: Vec<String>,
}

impl Work {
    pub(crate) fn new(servers: String, prefix: String, value_bytes: usize) -> Result<Self> {
        let mut work = Self {
            servers,
            prefix,
            filler: String::new(),
            keys: (0..KEYS).map(|key| format!("job-{key:06}")).collect(),
        };
        let least = work.record(0)?.value.len();
        ensure!(value_bytes >= least, "the smallest event has {least} bytes");
        work.filler = "x".repeat(value_bytes - least);
        Ok(work)
    }

    /// The same with topics that nobody else writes to.
    pub(crate) fn apart(mut self) -> Self {
        self.prefix = format!("run{}_", std::process::id());
        self
    }

    pub(crate) fn config(&self) -> ClientConfig {
        // Three partitions, one copy.
        let config = ClientConfig::new(self.servers.as_str()).environment(Environment::Development);
        config.source("bench").topic_prefix(self.prefix.as_str())
    }

    /// The topic of the events.
    pub(crate) fn topic(&self) -> String {
        format!("{}jobs", self.prefix)
    }

    /// A new event, with a new id and the time of now.
    pub(crate) fn event(&self, number: usize) -> Result<Event<JobCancelled>> {
        let cancelled = JobCancelled::new(self.keys[number % KEYS].as_str(), self.filler.as_str());
        Ok(Event::new(cancelled)?)
    }

    /// Its bytes.
    pub(crate) fn record(&self, number: usize) -> Result<EncodedRecord> {
        Ok(self.event(number)?.source("bench").encode(Dialect::Canonical, Encoding::Json)?)
    }

    /// One record for each key.
    pub(crate) fn records(&self) -> Result<Vec<EncodedRecord>> {
        (0..KEYS).map(|number| self.record(number)).collect()
    }
}
