//! The broker inside the process: librdkafka's mock cluster, one a name, shared by all who say `embedded`.

mod faults;

use std::{
    collections::{BTreeMap, HashSet},
    ffi::{CStr, CString},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use rdkafka::{
    bindings,
    config::ClientConfig as Properties,
    producer::{BaseProducer, Producer as _},
    types::{RDKafkaErrorCode, RDKafkaMockCluster},
};
use tda_events::Environment;

use crate::{config::ClientConfig, error::Error};

/// A Kafka broker inside this process, for trying and testing without a server.
///
/// Every client whose `bootstrap_servers` is `embedded`, and every [`EmbeddedBroker::start`], shares one. It ends with
/// the last of them. `embedded/NAME` is another broker, shared by those who say that name ([`EmbeddedBroker::named`]).
/// [`EmbeddedBroker::bootstrap_servers`] works for other processes of this machine; two processes that both say
/// `embedded` have two brokers.
///
/// Its limits, as measured: it keeps records in memory only; a partition holds
/// [5 MiB or 100 000 records](EmbeddedBroker::PARTITION_BYTES_MAX) and then **silently drops the oldest**; it
/// answers no administrative request (topics of the catalog are created for you); records of aborted and open
/// transactions are visible, zombies are not fenced and offsets sent to a transaction are not stored. So workers
/// on it deliver at least once.
#[derive(Clone)]
pub struct EmbeddedBroker {
    cluster: Arc<Cluster>,
}

struct Cluster {
    bootstrap_servers: String,
    mock: Mutex<Mock>,
}

/// librdkafka's mock cluster with the client that it lives in.
struct Mock {
    cluster: *mut RDKafkaMockCluster,
    topics: HashSet<String>,
    /// Must outlive the cluster: it is dropped after `drop` has destroyed that.
    _owner: BaseProducer,
}

// SAFETY: librdkafka's mock cluster runs on a thread of its own and guards its state by a lock; its functions may be
// called from any thread. Here they are called while the mutex around `Mock` is held, too.
unsafe impl Send for Mock {}

/// The running brokers by name, while anybody holds them, and the process that they run in: the threads of a broker do
/// not come along into a fork.
static RUNNING: Mutex<(u32, BTreeMap<String, Weak<Cluster>>)> = Mutex::new((0, BTreeMap::new()));

impl EmbeddedBroker {
    /// A partition holds this many bytes at most; the oldest records are dropped first, without an error.
    pub const PARTITION_BYTES_MAX: usize = 5 * 1024 * 1024;
    /// A partition holds this many records at most.
    pub const PARTITION_RECORDS_MAX: usize = 100_000;

    /// Starts the broker of this process, or joins the one that runs.
    ///
    /// # Errors
    /// [`Error::Internal`] when librdkafka cannot start it (no free port on 127.0.0.1, no memory).
    pub fn start() -> Result<Self, Error> {
        Self::named("")
    }

    /// Starts the broker called `name`, or joins it: the one that clients with `bootstrap_servers` of `embedded/NAME`
    /// speak to. For tests that take their broker away while others run. The empty name is that of [`start`](Self::start).
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn named(name: &str) -> Result<Self, Error> {
        let mut running = lock(&RUNNING);
        let process_id = std::process::id();
        if running.0 != process_id {
            *running = (process_id, BTreeMap::new());
        }
        if let Some(cluster) = running.1.get(name).and_then(Weak::upgrade) {
            return Ok(Self { cluster });
        }
        running.1.retain(|_, cluster| cluster.strong_count() > 0);
        let mock = Mock::start()?;
        let bootstrap_servers = mock.bootstrap_servers();
        tracing::info!(%bootstrap_servers, "embedded broker started: in memory, for this process and its friends");
        let mock = Mutex::new(mock);
        let cluster = Arc::new(Cluster { bootstrap_servers, mock });
        running.1.insert(name.to_owned(), Arc::downgrade(&cluster));
        Ok(Self { cluster })
    }

    /// `host:port` on 127.0.0.1, for other processes of this machine.
    pub fn bootstrap_servers(&self) -> &str {
        &self.cluster.bootstrap_servers
    }

    /// Creates a topic; one that exists already is left as it is.
    ///
    /// # Errors
    /// [`Error::Internal`] when the broker refuses it.
    pub fn create_topic(&self, topic: &str, partitions: i32) -> Result<(), Error> {
        let mut mock = lock(&self.cluster.mock);
        if mock.topics.contains(topic) {
            return Ok(());
        }
        mock.create_topic(topic, partitions)?;
        mock.topics.insert(topic.to_owned());
        Ok(())
    }

    /// Creates the catalog's topics and their dead-letter topics under the names that `config` gives them.
    pub(crate) fn ensure_catalog(&self, config: &ClientConfig) -> Result<(), Error> {
        for topic in config.catalog().topics() {
            for topic in std::iter::once(topic).chain(topic.dead_letter_topic()) {
                let partitions = topic.partitions(Environment::Development);
                let partitions = i32::try_from(partitions).unwrap_or(i32::MAX);
                self.create_topic(&config.physical_topic(topic.name()), partitions)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for EmbeddedBroker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedBroker").field("bootstrap_servers", &self.bootstrap_servers()).finish()
    }
}

impl Mock {
    fn start() -> Result<Self, Error> {
        let owner: BaseProducer = Properties::new().create().map_err(|error| failed(error.to_string()))?;
        // SAFETY: the client pointer is valid as long as `owner`, which is kept beside the cluster.
        let cluster = unsafe { bindings::rd_kafka_mock_cluster_new(owner.client().native_ptr(), 1) };
        if cluster.is_null() {
            return Err(failed("librdkafka could not open a port on 127.0.0.1".into()));
        }
        // A group of one process has nobody to wait for: without this every first join takes three seconds.
        // SAFETY: `cluster` was checked not to be null.
        unsafe { bindings::rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, 0) };
        Ok(Self { cluster, topics: HashSet::new(), _owner: owner })
    }

    fn bootstrap_servers(&self) -> String {
        // SAFETY: the cluster is alive; it gives a NUL-terminated text that it owns, copied here.
        let text = unsafe { CStr::from_ptr(bindings::rd_kafka_mock_cluster_bootstraps(self.cluster)) };
        text.to_string_lossy().into_owned()
    }

    fn create_topic(&self, topic: &str, partitions: i32) -> Result<(), Error> {
        let name = CString::new(topic).map_err(|_| failed(format!("topic {topic:?} holds a NUL")))?;
        // SAFETY: the cluster is alive and `name` is a NUL-terminated text that outlives the call.
        let code =
            unsafe { bindings::rd_kafka_mock_topic_create(self.cluster, name.as_ptr(), partitions, 1) };
        outcome(code, || format!("topic {topic} with {partitions} partitions"))
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // SAFETY: the cluster is alive, and nothing uses the pointer after this; `_owner` is dropped later.
        unsafe { bindings::rd_kafka_mock_cluster_destroy(self.cluster) };
    }
}

fn outcome(code: bindings::rd_kafka_resp_err_t, what: impl FnOnce() -> String) -> Result<(), Error> {
    match RDKafkaErrorCode::from(code) {
        RDKafkaErrorCode::NoError => Ok(()),
        refused => Err(failed(format!("{}: {refused}", what()))),
    }
}

fn failed(reason: String) -> Error {
    Error::Internal { during: "the embedded broker", reason }
}

/// A panic elsewhere leaves these locks in a usable state: they guard single assignments.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
