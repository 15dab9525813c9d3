//! Erasing a person: their key, the compacted records of theirs, their objects and inputs; and the record of having done so.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::mpsc::{Sender, channel},
    time::{Duration, Instant},
};

use tda_events::{AdminAlert, Event, EventSeverity};
use tokio::runtime::Handle;

use super::{
    AuditEntry, Encryptor, audit,
    scan::{Found, Scan},
};
use crate::{
    claim_check::{ClaimCheckError, ClaimStore},
    config::ClientConfig,
    error::Error,
    producer::{Producer, run_blocking},
    transport::{Connection, OnDelivery, OutgoingRecord, RawProducer, Receipt, SendFailure},
};

/// How long reading all topics may take.
const DEADLINE: Duration = Duration::from_secs(3600);
/// How long the cluster may take to acknowledge what was written.
const FLUSH_DEADLINE: Duration = Duration::from_secs(60);

type Outcome = Result<Receipt, Error>;

/// Whom to erase, and how far that goes.
///
/// ```no_run
/// # async fn example(config: tda_client::ClientConfig) -> Result<(), tda_client::Error> {
/// use tda_client::{EraseUser, erase_user};
///
/// let alice = EraseUser::new("alice").inputs_under("/srv/uploads");
/// println!("{:?}", erase_user(&config, &alice).await?);                  // what would go
/// println!("{:?}", erase_user(&config, &alice.execute(true)).await?);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct EraseUser {
    user: String,
    input_roots: Vec<PathBuf>,
    execute: bool,
    deadline: Duration,
}

impl EraseUser {
    /// Looks for `user`, and changes nothing unless it is told to [`execute`](Self::execute).
    pub fn new(user: impl Into<String>) -> Self {
        Self { user: user.into(), input_roots: Vec::new(), execute: false, deadline: DEADLINE }
    }

    /// Deletes stored inputs that `file://` locations name below `root`; those elsewhere are only told.
    #[must_use]
    pub fn inputs_under(mut self, root: impl Into<PathBuf>) -> Self {
        self.input_roots.push(root.into());
        self
    }

    /// Does it.
    #[must_use]
    pub fn execute(mut self, execute: bool) -> Self {
        self.execute = execute;
        self
    }

    /// How long reading the topics may take; an hour by default.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }
}

/// What there was of a person. Where `executed` is false, it is all still there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EraseReport {
    /// Whether it was done, or only looked at.
    pub executed: bool,
    /// Names of the person's keys, those destroyed earlier included.
    pub keys: Vec<String>,
    /// Whether there was a key to destroy.
    pub had_key: bool,
    /// Records about the person.
    pub records: usize,
    /// Those of them that hold something readable without the key: they were written before encryption, or by somebody who does
    /// not encrypt. They go when their topics forget them.
    pub readable_records: usize,
    /// Compacted keys that had a value.
    pub tombstones: usize,
    /// Objects of claim checks.
    pub objects: usize,
    /// Stored inputs below the roots that were given.
    pub inputs: usize,
    /// Inputs elsewhere: somebody else has to delete them.
    pub inputs_elsewhere: Vec<String>,
    /// The entry in the log of erasures; none where there was nothing to do, or where no key store is configured.
    pub audit: Option<AuditEntry>,
}

impl EraseReport {
    /// Whether something of the person is left that can be read.
    pub fn is_complete(&self) -> bool {
        self.executed && self.readable_records == 0 && self.inputs_elsewhere.is_empty()
    }

    fn did_something(&self) -> bool {
        self.had_key || self.tombstones + self.objects + self.inputs > 0
    }
}

/// Erases a person: whatever their key sealed can be read nowhere any more, in no copy of a topic or an object store; compacted
/// records are replaced by tombstones; objects and stored inputs are deleted. An entry in the key store's log and, where the catalog
/// has it, an `admin.alert` say so without naming anybody.
///
/// Without [`execute`](EraseUser::execute) nothing is changed. Doing it twice is as good as once; after a failure, doing it again goes
/// on. The key goes last, since it is needed to find inputs. Clients that run have forgotten it after
/// [`keep_for`](crate::Encryption::keep_for). `config` must belong to a principal that may read every topic of the catalog and write the
/// compacted ones.
///
/// # Errors
/// [`Error::Config`] for a user without a name; [`Error::Encryption`]; [`Error::ClaimCheck`]; [`Error::Timeout`]; those of connecting.
pub async fn erase_user(config: &ClientConfig, order: &EraseUser) -> Result<EraseReport, Error> {
    if order.user.is_empty() {
        return Err(Error::config("user", "is empty"));
    }
    let encryptor = Encryptor::open(config, None)?;
    let mut report = EraseReport { executed: order.execute, ..EraseReport::default() };
    if let Some(encryptor) = &encryptor {
        let (store, user) = (encryptor.store().clone(), order.user.clone());
        (report.keys, report.had_key) =
            run_blocking("erase_user", move || Ok((store.key_ids(&user)?, store.has_key(&user)?))).await?;
    }
    let found = scan(config, encryptor.as_ref(), order, &report.keys).await?;
    report.records = found.records;
    report.readable_records = found.readable_records;
    report.objects = objects(config, order, &report.keys, false).await?;
    let (inputs, elsewhere) = sorted(&found, &order.input_roots);
    report.inputs = inputs.len();
    report.inputs_elsewhere = elsewhere;
    report.tombstones = found.compacted.len();
    if !order.execute {
        return Ok(report);
    }
    // Inputs and results are found by records, and by objects that hold records: each goes before what leads to it.
    for input in &inputs {
        delete(input)?;
    }
    if !found.compacted.is_empty() {
        let config = config.clone();
        run_blocking("erase_user", move || bury(&config, found.compacted)).await?;
    }
    report.objects = objects(config, order, &report.keys, true).await?;
    if let Some(encryptor) = encryptor {
        let (store, user, mut done) = (encryptor.store().clone(), order.user.clone(), report);
        report = run_blocking("erase_user", move || {
            done.keys = store.destroy(&user)?;
            if done.did_something() || !audit::is_logged(&store, &done.keys)? {
                done.audit = Some(audit::log(&store, &user, &done)?);
            }
            Ok(done)
        })
        .await?;
    }
    if report.did_something() || report.audit.is_some() {
        announce(config, &report).await?;
    }
    Ok(report)
}

async fn scan(
    config: &ClientConfig,
    encryptor: Option<&Encryptor>,
    order: &EraseUser,
    keys: &[String],
) -> Result<Found, Error> {
    let (config, encryptor, order, keys) = (config.clone(), encryptor.cloned(), order.clone(), keys.to_vec());
    run_blocking("erase_user", move || {
        Scan::new(&config, encryptor.as_ref(), &order.user, &keys, order.deadline)?.run(&Handle::current())
    })
    .await
}

/// Deletes the objects of claim checks, or only counts them.
async fn objects(
    config: &ClientConfig,
    order: &EraseUser,
    keys: &[String],
    execute: bool,
) -> Result<usize, Error> {
    let Some(store) = ClaimStore::open(config)? else { return Ok(0) };
    let mut objects = 0;
    for owner in keys.iter().chain([&order.user]) {
        objects += if execute { store.erase_user(owner).await? } else { store.objects_of(owner).await? };
    }
    Ok(objects)
}

/// Inputs that may be deleted, and those that lie elsewhere.
fn sorted(found: &Found, roots: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let roots: Vec<_> = roots.iter().filter_map(|root| root.canonicalize().ok()).collect();
    let (mut inputs, mut elsewhere) = (Vec::new(), Vec::new());
    for location in &found.inputs {
        match location.strip_prefix("file://").map(Path::new) {
            // What is gone already was deleted before.
            Some(path) if !path.exists() => {}
            // Symbolic links and `..` are followed before it is looked at where it lies.
            Some(path) => match path.canonicalize() {
                Ok(path) if path.is_file() && roots.iter().any(|root| path.starts_with(root)) => {
                    inputs.push(path);
                }
                _ => elsewhere.push(location.clone()),
            },
            None => elsewhere.push(location.clone()),
        }
    }
    inputs.sort();
    inputs.dedup();
    (inputs, elsewhere)
}

fn delete(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            let (location, reason) = (path.display().to_string(), error.to_string());
            Err(ClaimCheckError::Unavailable { location, action: "deleted", reason }.into())
        }
        _ => Ok(()),
    }
}

/// Writes a record without value for each key, and waits until all are acknowledged.
fn bury(
    config: &ClientConfig,
    compacted: impl IntoIterator<Item = (String, i32, Vec<u8>)>,
) -> Result<(), Error> {
    let producer = RawProducer::new(Connection::new(config)?)?;
    producer.metadata()?;
    let (sender, outcomes) = channel();
    let mut sent = 0;
    for (topic, partition, key) in compacted {
        let record = OutgoingRecord {
            topic,
            partition: Some(partition),
            key: Some(key),
            value: None,
            headers: Vec::new(),
        };
        send(&producer, &record, &sender)?;
        sent += 1;
    }
    producer.flush(FLUSH_DEADLINE);
    drop(sender);
    for _ in 0..sent {
        outcomes.recv_timeout(FLUSH_DEADLINE).unwrap_or_else(|_| Err(late(&producer)))?;
    }
    Ok(())
}

/// Queues a record, once there is room.
fn send(producer: &RawProducer, record: &OutgoingRecord, outcomes: &Sender<Outcome>) -> Result<(), Error> {
    let started = Instant::now();
    loop {
        let outcomes = outcomes.clone();
        // Who waited for it has given up.
        let on_delivery = OnDelivery::call(move |outcome| drop(outcomes.send(outcome)));
        match producer.send(record, on_delivery) {
            Ok(()) => return Ok(()),
            Err(SendFailure::QueueFull) if started.elapsed() < FLUSH_DEADLINE => {
                producer.flush(Duration::from_millis(100));
            }
            Err(SendFailure::QueueFull) => return Err(late(producer)),
            Err(SendFailure::Refused(error)) => return Err(error),
        }
    }
}

fn late(producer: &RawProducer) -> Error {
    let (during, left) = ("writing tombstones", producer.in_flight());
    Error::Timeout { during, waited: FLUSH_DEADLINE, left, retry: tda_events::Retry::Safe }
}

/// Says that somebody was erased, not who.
async fn announce(config: &ClientConfig, report: &EraseReport) -> Result<(), Error> {
    if config.catalog().topic_of("admin.alert").is_none() {
        return Ok(());
    }
    let message = format!(
        "a user was erased: {} key(s) destroyed, {} compacted record(s) buried, {} object(s) and {} input(s) deleted; {} \
         record(s) stay readable until their topics forget them",
        report.keys.len(),
        report.tombstones,
        report.objects,
        report.inputs,
        report.readable_records
    );
    let mut labels = BTreeMap::from([("keys".to_owned(), report.keys.join(" "))]);
    if let Some(entry) = &report.audit {
        labels.insert("subject".to_owned(), entry.subject.clone());
        labels.insert("audit_hash".to_owned(), entry.hash.clone());
    }
    let alert = AdminAlert::new("user_erased", EventSeverity::Info, message)
        .labels(labels)
        .component("tda erase-user");
    let event =
        Event::new(alert).map_err(|invalid| Error::Encode(tda_events::EncodeError::Invalid(invalid)))?;
    let mut config = config.clone();
    if config.source.is_none() {
        config = config.source("tda-erase-user");
    }
    let producer = Producer::connect(&config).await?;
    producer.publish(&event).await?;
    producer.close(FLUSH_DEADLINE).await
}
