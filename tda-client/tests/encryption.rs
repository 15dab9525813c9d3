//! What is about persons: sealed on the way, opened by who has the key, and gone for everybody once a user is erased.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tda_client::{
    ClaimCheck, ClientConfig, Consumer, Encryption, EncryptionError, EraseUser, Error, HandlerContext,
    HandlerError, Producer, Secret, SeekTo, Worker, encryption, ensure_topics, erase_user,
};
use tda_events::{
    Dialect, Encoding, Event, InputData, JobQueued, JobSubmitted, Parameters, TdaEvent, UploadCompleted,
};

use tokio::sync::mpsc;

use crate::fixture::{RunningWorker, embedded, ended, join, read_until, real_kafka, run};
use crate::handlers::Running;

const KEK: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

/// Folders for keys, objects and inputs.
struct Places {
    keys: tempfile::TempDir,
    objects: tempfile::TempDir,
    inputs: tempfile::TempDir,
}

impl Places {
    fn new() -> Self {
        let folder = || tempfile::tempdir().expect("a folder");
        Self { keys: folder(), objects: folder(), inputs: folder() }
    }

    fn encrypting(&self, config: ClientConfig) -> ClientConfig {
        let url = format!("file://{}", self.objects.path().display());
        config
            .encryption(
                Encryption::new(self.keys.path()).kek(Secret::new(KEK)).keep_for(std::time::Duration::ZERO),
            )
            .record_bytes_max(4000)
            .claim_check(ClaimCheck::new(url))
    }
}

fn job(job_id: &str, user: &str, input: InputData) -> Event<JobSubmitted> {
    let job = JobSubmitted::new(job_id, user, "vietoris_rips", Parameters::new(1), input);
    Event::new(job).expect("valid").header("user_id", user)
}

/// Corners of a square that nobody else has.
fn square(secret: f64) -> InputData {
    InputData::inline_points(
        "square",
        2,
        vec![secret, 0.0, secret + 1.0, 0.0, secret + 1.0, 1.0, secret, 1.0],
    )
}

/// A record as bytes, nothing interpreted.
type Raw = (Option<Vec<u8>>, Option<Vec<u8>>, Vec<(String, Vec<u8>)>);

/// Every record of the topics, as a backup would have them.
async fn copy(config: &ClientConfig, topics: &[&str]) -> Vec<Raw> {
    let reader = Consumer::builder(config).topics(topics.iter().copied()).without_group(SeekTo::Beginning);
    let reader = reader.connect().await.expect("connects");
    let mut records = Vec::new();
    loop {
        let batch = reader.next_batch(1000, std::time::Duration::from_secs(2)).await.expect("reads");
        if batch.is_empty() {
            return records;
        }
        records.extend(batch.iter().map(|record| {
            (record.key().map(<[u8]>::to_vec), record.value().map(<[u8]>::to_vec), record.headers().to_vec())
        }));
    }
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.insert(entry.path(), fs::read(entry.path()).expect("readable"));
        }
    }
    found
}

fn contains(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

fn mentions((key, value, headers): &Raw, word: &str) -> bool {
    let parts = key.iter().chain(value).chain(headers.iter().map(|(_, value)| value));
    parts.into_iter().any(|bytes| contains(bytes, word))
}

#[test]
fn what_is_about_a_person_travels_sealed_and_arrives_open() {
    run(async {
        for (dialect, encoding) in [
            (Dialect::Canonical, Encoding::Json),
            (Dialect::Canonical, Encoding::Avro),
            (Dialect::CloudEventsBinary, Encoding::Json),
            (Dialect::CamelCase, Encoding::Json),
        ] {
            let places = Places::new();
            let plain = embedded().dialect(dialect).encoding(encoding);
            let config = places.encrypting(plain.clone());
            let producer = Producer::connect(&config).await.expect("connects");
            let event = job("j1", "alice", square(123.456)).source("test");
            producer.publish(&event).await.expect("published");

            let records = copy(&plain, &["tda_jobs"]).await;
            assert_eq!(records.len(), 1);
            assert!(!mentions(&records[0], "alice") && !mentions(&records[0], "123.456"), "{:?}", records[0]);

            let consumer = join(&config, "open", &["tda_jobs"]).await;
            let received = consumer.next().await.expect("a record");
            assert_eq!(
                received.typed::<JobSubmitted>().expect("an event"),
                event,
                "{dialect:?} {encoding:?}"
            );

            // Who has no keys reads the rest of it.
            let stranger = join(&plain, "stranger", &["tda_jobs"]).await;
            let seen = stranger.next().await.expect("a record").typed::<JobSubmitted>().expect("an event");
            assert_eq!((seen.data.job_id.as_str(), seen.data.input_data.inline.is_none()), ("j1", true));
            assert!(seen.sealed_fields().any(|field| field == "/data/user_id"));
            assert!(seen.data.user_id.starts_with("tda1."));
        }
    });
}

#[test]
fn an_event_that_names_nobody_is_refused_only_where_something_is_about_a_person() {
    run(async {
        let places = Places::new();
        let config = places.encrypting(embedded());
        let producer = Producer::connect(&config).await.expect("connects");
        let queued = Event::new(JobQueued::new("j1")).expect("valid");
        producer.publish(&queued).await.expect("nothing to seal");
        let unnamed = tda_events::UploadFailed::new("u1", "lost").filename("cv-of-alice.pdf");
        let event = Event::new(unnamed).expect("valid");
        let error = producer.publish(&event).await.expect_err("refused");
        assert!(matches!(error, Error::Encryption(EncryptionError::NoUser { .. })), "{error:?}");
        producer.publish(&event.header("user_id", "alice")).await.expect("named");
    });
}

#[test]
fn a_value_that_is_moved_to_another_event_does_not_open() {
    run(async {
        let places = Places::new();
        let config = places.encrypting(embedded());
        let producer = Producer::connect(&config).await.expect("connects");
        let mut record = producer.encode(&job("j1", "alice", square(1.0))).expect("encodes");
        let text = String::from_utf8(record.value).expect("JSON");
        let id = text.split("\"event_id\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
        record.value = text.replace(id, &tda_events::new_event_id()).into_bytes();
        producer.enqueue_record(&record).await.expect("queued").await.expect("delivered");
        let consumer = join(&config, "moved", &["tda_jobs"]).await;
        let event = consumer.next().await.expect("a record").typed::<JobSubmitted>().expect("still an event");
        assert!(event.data.user_id.starts_with("tda1."), "{:?}", event.data.user_id);
    });
}

#[test]
fn workers_open_what_they_compute_and_handlers_what_they_handle() {
    run(async {
        let places = Places::new();
        let config = places.encrypting(embedded());
        let producer = Producer::connect(&config).await.expect("connects");
        let worker = RunningWorker::start(Worker::new(config.clone()));
        producer.publish(&job("j1", "alice", square(7.0))).await.expect("published");
        let consumer = join(&config, "results", &["tda_jobs", "tda_results"]).await;
        let read = read_until(&consumer, |read| !ended(read).is_empty()).await;
        let completed = read.iter().any(|received| {
            received.event().is_ok_and(|event| matches!(event.data, TdaEvent::JobCompleted(_)))
        });
        assert!(completed, "{read:?}");
        worker.stop().expect("stops");

        let (sender, mut users) = mpsc::unbounded_channel();
        let handlers = Worker::new(config.group("sealed-handlers")).handles(
            move |event: Event<JobSubmitted>, _: HandlerContext| {
                let told = sender.send(event.data.user_id);
                async move { told.map_err(|_| HandlerError::permanent("nobody listens")) }
            },
        );
        let handlers = Running::start(handlers);
        assert_eq!(users.recv().await.as_deref(), Some("alice"));
        handlers.stop().await.expect("stops");
    });
}

/// The whole promise: a copy of every topic and of every object, taken before, holds nothing of the user afterwards.
async fn erases(plain: ClientConfig) {
    let topics = ["tda_jobs", "tda_results", "tda_uploads", "tda_events", "tda_errors"];
    let places = Places::new();
    let config = places.encrypting(plain.clone());
    let producer = Producer::connect(&config).await.expect("connects");
    let worker = RunningWorker::start(Worker::new(config.clone()));
    let mut inputs = Vec::new();
    for (number, user, secret) in [(1, "alice", 123.456), (2, "bob", 654.321)] {
        producer.publish(&job(&format!("small-{number}"), user, square(secret))).await.expect("published");
        // Too large for its topic: it goes to the object store.
        let numbers = (0..1000).map(|number| secret + f64::from(number)).collect();
        let large = InputData::inline_points("large", 1, numbers);
        let parameters = Parameters::new(0);
        let large = JobSubmitted::new(format!("large-{number}"), user, "vietoris_rips", parameters, large);
        producer.publish(&Event::new(large).expect("valid")).await.expect("published");
        let input = places.inputs.path().join(format!("{user}.csv"));
        fs::write(&input, "0,0\n1,0\n").expect("written");
        let upload = UploadCompleted::new(format!("up-{number}"), user, format!("cv-of-{user}.csv"), 8_u64)
            .storage_location(format!("file://{}", input.display()));
        producer.publish(&Event::new(upload).expect("valid")).await.expect("published");
        inputs.push(input);
    }
    let consumer = join(&config, "before", &["tda_jobs"]).await;
    read_until(&consumer, |read| ended(read).len() == 4).await;
    worker.stop().expect("stops");

    // The copy, taken before.
    let records = copy(&plain, &topics).await;
    let objects = files(places.objects.path());
    assert!(objects.len() >= 2, "{objects:?}");

    let alice = EraseUser::new("alice").inputs_under(places.inputs.path());
    let planned = erase_user(&config, &alice).await.expect("looked at");
    assert!(!planned.executed && planned.had_key && planned.audit.is_none(), "{planned:?}");
    assert!(planned.objects >= 1 && planned.inputs == 1 && planned.tombstones >= 3, "{planned:?}");
    assert_eq!(
        (files(places.objects.path()), inputs[0].exists()),
        (objects.clone(), true),
        "nothing changed"
    );
    assert_eq!(erase_user(&config, &alice).await.expect("again"), planned);

    let alice = alice.execute(true);
    let done = erase_user(&config, &alice).await.expect("erased");
    assert!(done.is_complete(), "{done:?}");
    assert_eq!(
        (done.tombstones, done.objects, done.inputs),
        (planned.tombstones, planned.objects, planned.inputs)
    );
    assert!(!inputs[0].exists() && inputs[1].exists());

    // Doing it again finds nothing to do.
    let again = erase_user(&config, &alice).await.expect("again");
    assert!(!again.had_key && again.audit.is_none() && again.is_complete(), "{again:?}");

    // Nothing in the copy names her, whatever key is left.
    for raw in &records {
        for word in ["alice", "123.456", "cv-of"] {
            assert!(!mentions(raw, word), "{word} in {raw:?}");
        }
    }
    for (path, bytes) in &objects {
        let path = path.display().to_string();
        assert!(
            !contains(bytes, "alice") && !contains(bytes, "123.456") && !path.contains("alice"),
            "{path}"
        );
    }
    // Put back, it is read with the keys that are left: his opens, hers does not.
    for (path, bytes) in &objects {
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("put back");
    }
    let restored = places.encrypting(embedded());
    let back = Producer::connect(&restored).await.expect("connects");
    for (key, value, headers) in records {
        let Some(value) = value else { continue };
        let mut record = tda_events::EncodedRecord::raw("tda_events", key, value);
        record.headers = headers;
        back.enqueue_record(&record).await.expect("queued").await.expect("delivered");
    }
    let (mut opened, mut closed, mut lost) = (0, 0, 0);
    let consumer = join(&restored, "restored", &["tda_events"]).await;
    loop {
        let batch = consumer.next_batch(1000, std::time::Duration::from_secs(2)).await.expect("reads");
        if batch.is_empty() {
            break;
        }
        for received in batch {
            match received.into_event() {
                Ok(event) => {
                    let text = format!("{event:?}");
                    assert!(
                        !text.contains("alice")
                            || event.event_type().starts_with("job.") && !text.contains("\"alice\""),
                        "{text}"
                    );
                    if let TdaEvent::JobSubmitted(job) = &event.data {
                        opened += usize::from(job.user_id == "bob" && job.input_data.inline.is_some());
                        closed +=
                            usize::from(job.user_id.starts_with("tda1.") && job.input_data.inline.is_none());
                    }
                }
                Err(Error::ClaimCheck(error)) => {
                    assert!(error.to_string().contains("its user was erased"), "{error}");
                    lost += 1;
                }
                Err(error) => panic!("{error:?}"),
            }
        }
    }
    assert!(opened == 2 && closed == 1 && lost >= 1, "{opened} {closed} {lost}");

    // It is written down, once, and names nobody.
    let log = encryption::verify_audit(places.keys.path().join("erasures.log")).expect("whole");
    assert_eq!((log.len(), log[0].keys.clone()), (1, done.keys));
    let alerts = copy(&plain, &["tda_events"]).await;
    assert_eq!(alerts.iter().filter(|raw| mentions(raw, "user_erased")).count(), 1);
    assert!(alerts.iter().all(|raw| !mentions(raw, "alice")));
    // Her results are buried, his are there.
    let mut last = BTreeMap::new();
    for (key, value, _) in copy(&plain, &["tda_results"]).await {
        last.insert(key, value);
    }
    for (key, value) in last {
        let key = String::from_utf8(key.expect("a key")).expect("text");
        assert_eq!(value.is_none(), key.contains("-1"), "{key}");
    }
}

#[test]
fn a_copy_taken_before_holds_nothing_readable_of_an_erased_user() {
    run(erases(embedded().environment(tda_events::Environment::Development)));
}

#[test]
fn the_same_on_a_real_kafka() {
    let Some(config) = real_kafka("erase") else { return };
    run(async {
        ensure_topics(&config).await.expect("created");
        erases(config).await;
    });
}

#[test]
fn what_others_wrote_with_fernet_is_read() {
    run(async {
        let places = Places::new();
        let plain = embedded();
        let key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
        let token = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
        let producer = Producer::connect(&plain).await.expect("connects");
        let upload = Event::new(UploadCompleted::new("u1", "alice", token, 8_u64)).expect("valid");
        producer.publish(&upload).await.expect("published");
        let encryption =
            Encryption::new(places.keys.path()).kek(Secret::new(KEK)).fernet_keys(Secret::new(key));
        let consumer = join(&plain.clone().encryption(encryption), "fernet", &["tda_uploads"]).await;
        let received = consumer.next().await.expect("a record").typed::<UploadCompleted>().expect("an event");
        assert_eq!((received.data.filename.as_str(), received.data.user_id.as_str()), ("hello", "alice"));
    });
}

#[test]
fn a_key_store_that_is_away_makes_readers_wait_and_writers_fail() {
    run(async {
        let places = Places::new();
        let config = places.encrypting(embedded());
        let producer = Producer::connect(&config).await.expect("connects");
        let event = job("j1", "alice", square(1.0)).source("test");
        producer.publish(&event).await.expect("published");
        let consumer = join(&config, "waits", &["tda_jobs"]).await;
        // A file where the folder was: neither there nor absent.
        let (keys, aside) = (places.keys.path().join("keys"), places.keys.path().join("aside"));
        fs::rename(&keys, &aside).expect("moved");
        fs::write(&keys, "").expect("written");
        let error = consumer.next().await.expect_err("no key");
        assert!(matches!(error, Error::Encryption(EncryptionError::Unavailable { .. })), "{error:?}");
        assert_eq!(error.retry(), tda_client::Retry::Safe);
        let error = producer.publish(&job("j2", "alice", square(1.0))).await.expect_err("no key");
        assert!(matches!(error, Error::Encryption(EncryptionError::Unavailable { .. })), "{error:?}");
        fs::remove_file(&keys).expect("removed");
        fs::rename(&aside, &keys).expect("moved back");
        let received = consumer.next().await.expect("the same record");
        assert_eq!(received.typed::<JobSubmitted>().expect("an event"), event);
    });
}

#[test]
fn a_job_whose_input_cannot_be_opened_fails_and_says_so() {
    run(async {
        let places = Places::new();
        let plain = embedded();
        let producer = Producer::connect(&places.encrypting(plain.clone())).await.expect("connects");
        producer.publish(&job("j1", "alice", square(1.0))).await.expect("published");
        let worker = RunningWorker::start(Worker::new(plain.clone()));
        let consumer = join(&plain, "sealed", &["tda_jobs", "tda_errors"]).await;
        let read = read_until(&consumer, |read| {
            let is_error = |event: &Event<TdaEvent>| matches!(&event.data, TdaEvent::ErrorComputation(error) if error.error_code == "INPUT_SEALED");
            !ended(read).is_empty() && read.iter().any(|received| received.event().is_ok_and(is_error))
        });
        read.await;
        worker.stop().expect("stops");
    });
}

#[test]
fn the_command_erases_says_what_is_left_and_keeps_its_log() {
    let places = Places::new();
    let plain = embedded();
    let config = places.encrypting(plain.clone());
    run(async {
        let producer = Producer::connect(&config).await.expect("connects");
        producer.publish(&job("j1", "alice", square(1.0))).await.expect("published");
        // Written before there was encryption.
        let producer = Producer::connect(&plain).await.expect("connects");
        producer.publish(&job("j0", "bob", square(1.0))).await.expect("published");
    });
    let settings = places.inputs.path().join("tda.toml");
    let prefix = plain.physical_topic("tda_x").trim_end_matches('x').to_owned();
    let text = format!(
        "bootstrap_servers = \"embedded\"\ntopic_prefix = \"{prefix}\"\n[encryption]\nkeys = \"{}\"\nkek = \"{KEK}\"\n",
        places.keys.path().display()
    );
    fs::write(&settings, text).expect("written");
    let tda = |words: &[&str]| {
        let settings = settings.to_string_lossy();
        let words = ["tda"].iter().chain(words).copied().chain(["--config", &settings]);
        tda_client::cli::exit_code_as(&[], words.map(std::ffi::OsString::from))
    };
    assert_eq!(tda(&["erase-user", "alice"]), 0);
    assert_eq!(tda(&["keys", "log"]), 0);
    assert!(encryption::verify_audit(places.keys.path().join("erasures.log")).expect("none").is_empty());
    assert_eq!(tda(&["erase-user", "alice", "--execute", "--output", "json"]), 0);
    assert_eq!(tda(&["erase-user", "alice", "--execute"]), 0);
    assert_eq!(encryption::verify_audit(places.keys.path().join("erasures.log")).expect("whole").len(), 1);
    assert_eq!(tda(&["keys", "rotate", "--output", "json"]), 0);
    // His record stays readable until its topic forgets it.
    assert_eq!(tda(&["erase-user", "bob", "--execute"]), 1);
    assert_eq!(tda(&["erase-user", "", "--execute"]), 2);
    assert_eq!(tda(&["erase-user", "alice", "--input-root", "/no/such/folder"]), 2);
    let log = places.keys.path().join("erasures.log");
    let changed = fs::read_to_string(&log).expect("there").replacen("\"objects\":0", "\"objects\":9", 1);
    fs::write(&log, changed).expect("written");
    assert_eq!(tda(&["keys", "log"]), 1);
}

/// A KMS of somebody else, which may be away.
#[derive(Debug, Default)]
struct Vault {
    is_away: AtomicBool,
}

impl Vault {
    fn turned(&self, name: &str, key: &[u8]) -> Result<Vec<u8>, EncryptionError> {
        if self.is_away.load(Ordering::Relaxed) {
            let (place, reason) = ("the vault".to_owned(), "no answer".to_owned());
            return Err(EncryptionError::Unavailable { place, action: "used", reason });
        }
        Ok(key.iter().zip(name.bytes().cycle()).map(|(key, name)| key ^ name ^ 0x5a).collect())
    }
}

impl encryption::KeyEncryption for Vault {
    fn kek_id(&self) -> String {
        "vault-1".to_owned()
    }

    fn wrap(&self, name: &str, key: &[u8]) -> Result<encryption::WrappedKey, EncryptionError> {
        Ok(encryption::WrappedKey { kek_id: self.kek_id(), bytes: self.turned(name, key)? })
    }

    fn unwrap(&self, name: &str, wrapped: &encryption::WrappedKey) -> Result<Vec<u8>, EncryptionError> {
        self.turned(name, &wrapped.bytes)
    }
}

#[test]
fn a_vault_wraps_keys_and_readers_wait_while_it_is_away() {
    run(async {
        let keys = tempfile::tempdir().expect("a folder");
        let vault = Arc::new(Vault::default());
        let encryption = Encryption::new(keys.path()).provider(Arc::<Vault>::clone(&vault));
        let config = embedded().encryption(encryption);
        let producer = Producer::connect(&config).await.expect("connects");
        let event = job("j1", "alice", square(1.0)).source("test");
        producer.publish(&event).await.expect("published");
        vault.is_away.store(true, Ordering::Relaxed);
        let consumer = join(&config, "vault", &["tda_jobs"]).await;
        let error = consumer.next().await.expect_err("away");
        assert!(matches!(error, Error::Encryption(EncryptionError::Unavailable { .. })), "{error:?}");
        vault.is_away.store(false, Ordering::Relaxed);
        let received = consumer.next().await.expect("back");
        assert_eq!(received.typed::<JobSubmitted>().expect("an event"), event);
    });
}
