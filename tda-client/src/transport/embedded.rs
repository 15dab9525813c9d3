//! The broker inside the process: librdkafka's mock cluster, one per process, shared by all who say `embedded`.

use std::{
    collections::HashSet,
    ffi::{CStr, CString},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
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
/// One runs per process; every client whose `bootstrap_servers` is `embedded`, and every `EmbeddedBroker`, shares
/// it. It ends with the last of them. [`EmbeddedBroker::bootstrap_servers`] works for other processes of this
/// machine; two processes that both say `embedded` have two brokers.
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

/// The number of the request that brings records.
const PRODUCE: i16 = 0;

/// The running broker, while anybody holds it, and the process that it runs in: the threads of a broker do not come
/// along into a fork.
static RUNNING: Mutex<(u32, Weak<Cluster>)> = Mutex::new((0, Weak::new()));

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
        let mut running = lock(&RUNNING);
        let process_id = std::process::id();
        if running.0 == process_id
            && let Some(cluster) = running.1.upgrade()
        {
            return Ok(Self { cluster });
        }
        let mock = Mock::start()?;
        let bootstrap_servers = mock.bootstrap_servers();
        tracing::info!(%bootstrap_servers, "embedded broker started: in memory, for this process and its friends");
        let mock = Mutex::new(mock);
        let cluster = Arc::new(Cluster { bootstrap_servers, mock });
        *running = (process_id, Arc::downgrade(&cluster));
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

    /// Takes the broker away, or brings it back: clients lose their connections and find none, as when the machine is gone.
    /// For tests of what a program does then. Records stay.
    ///
    /// # Errors
    /// [`Error::Internal`] when the broker refuses it.
    pub fn set_down(&self, down: bool) -> Result<(), Error> {
        let mock = lock(&self.cluster.mock);
        // SAFETY: the cluster is alive; -1 means all of its brokers.
        let code = unsafe {
            match down {
                true => bindings::rd_kafka_mock_broker_set_down(mock.cluster, -1),
                false => bindings::rd_kafka_mock_broker_set_up(mock.cluster, -1),
            }
        };
        outcome(code, || format!("taking it away: {down}"))
    }

    /// Makes every answer of the broker take this long; for tests. Zero ends it.
    ///
    /// # Errors
    /// [`Error::Internal`] when the broker refuses it.
    pub fn set_delay(&self, delay: Duration) -> Result<(), Error> {
        let milliseconds = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
        let mock = lock(&self.cluster.mock);
        // SAFETY: the cluster is alive; -1 means all of its brokers.
        let code = unsafe { bindings::rd_kafka_mock_broker_set_rtt(mock.cluster, -1, milliseconds) };
        outcome(code, || format!("a delay of {delay:?}"))
    }

    /// Has the broker refuse the next `batches` of records that it gets, in a way that clients try again
    /// (`NOT_ENOUGH_REPLICAS`); for tests. 1000 at most.
    pub fn refuse_next(&self, batches: usize) {
        let refusal = bindings::rd_kafka_resp_err_t::RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS;
        let mut errors = vec![refusal; batches.min(1000)];
        let mock = lock(&self.cluster.mock);
        // SAFETY: the cluster is alive; the call copies the list, which holds as many entries as it says.
        unsafe {
            bindings::rd_kafka_mock_push_request_errors_array(
                mock.cluster,
                PRODUCE,
                errors.len(),
                errors.as_mut_ptr(),
            );
        }
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
