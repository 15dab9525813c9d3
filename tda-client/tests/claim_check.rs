//! Values too large for their topic: stored, fetched, checked, erased, swept.

use std::{fs, path::Path, time::Duration};

use tda_client::{
    ClaimCheck, ClaimCheckError, ClaimStore, ClientConfig, Error, ErrorKind, Producer, Retry, Worker,
};
use tda_events::{Event, InputData, JobSubmitted, TdaEvent};

use crate::fixture::{RunningWorker, embedded, ended, join, publish, read_until, run, submission, types};

/// An event of about 4 KB, by user `u1`.
fn large(job_id: &str) -> Event<JobSubmitted> {
    let numbers = (0..1000).map(f64::from).collect();
    submission(job_id, 1, InputData::inline_points("many", 1, numbers))
}

fn claiming(url: &str) -> ClientConfig {
    embedded().record_bytes_max(2000).claim_check(ClaimCheck::new(url).timeout(Duration::from_secs(20)))
}

fn files_of(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files_of(&entry.path()));
        } else {
            found.push(entry.path().display().to_string());
        }
    }
    found
}

/// Publishes a large event and a small one; gives what a consumer makes of them.
async fn roundtrip(config: &ClientConfig) {
    let producer = Producer::connect(config).await.expect("connects");
    let event = large("big");
    producer.publish(&event).await.expect("published");
    publish(&producer, &submission("small", 1, InputData::inline_points("one", 1, vec![1.0]))).await;
    let consumer = join(config, "claims", &["tda_jobs"]).await;
    let read = read_until(&consumer, |read| read.len() == 2).await;
    assert_eq!(types(&read), vec!["job.submitted"; 2]);
    let big = read.iter().find(|received| received.key() == Some(b"big")).expect("both came");
    let again = big.event().expect("an event");
    let TdaEvent::JobSubmitted(job) = &again.data else { panic!("another event") };
    assert_eq!((&job.input_data, &again.event_id), (&event.data.input_data, &event.event_id));
}

#[test]
fn a_large_event_travels_by_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    run(roundtrip(&claiming(&format!("file://{}", folder.path().display()))));
    let files = files_of(folder.path());
    assert_eq!(files.len(), 1, "{files:?}");
    // User, day, hash: so that a user can be erased, and what is old found.
    assert!(files[0].contains("/users/u1/20"), "{files:?}");
}

#[test]
fn a_large_event_travels_by_memory() {
    run(roundtrip(&claiming("memory://travels")));
}

/// Against a real server, where `TDA_TEST_S3` names a bucket (and the `AWS_` variables the server).
#[test]
fn a_large_event_travels_by_s3() {
    let Ok(bucket) = std::env::var("TDA_TEST_S3") else {
        assert!(std::env::var_os("CI").is_none(), "this needs TDA_TEST_S3");
        eprintln!("skipped: TDA_TEST_S3 names no bucket (cargo xtask test starts a server)");
        return;
    };
    let url = format!("{bucket}/events{}", std::process::id());
    run(async {
        let config = claiming(&url);
        roundtrip(&config).await;
        let store = ClaimStore::open(&config).expect("opens").expect("configured");
        assert_eq!(store.erase_user("u1").await.expect("erased"), 1);
        assert_eq!(store.erase_user("u1").await.expect("nothing left"), 0);
    });
}

#[test]
fn the_record_tells_strangers_where_the_value_is() {
    run(async {
        let config = claiming("memory://strangers");
        let producer = Producer::connect(&config).await.expect("connects");
        producer.publish(&large("big")).await.expect("published");
        // A reader without a store.
        let plain_config = embedded().topic("tda_jobs", config.physical_topic("tda_jobs"));
        let consumer = join(&plain_config, "strangers", &["tda_jobs"]).await;
        let read = read_until(&consumer, |read| read.len() == 1).await;
        let body: serde_json::Value =
            serde_json::from_slice(read[0].value().expect("a value")).expect("JSON");
        assert_eq!((&body["claim_check"], &body["event_type"]), (&1.into(), &"job.submitted".into()));
        assert!(
            body["storage_location"]
                .as_str()
                .is_some_and(|place| place.starts_with("memory://strangers/users/u1/"))
        );
        assert_eq!(body["checksum_sha256"].as_str().map(str::len), Some(64));
        let error = read.into_iter().next().expect("one").into_event().expect_err("not to be had");
        assert!(matches!(error, Error::ClaimCheck(ClaimCheckError::NotAllowed { .. })), "{error:?}");
    });
}

#[test]
fn what_is_not_as_claimed_is_an_error_and_the_consumer_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", folder.path().display());
    run(async {
        let config = claiming(&url);
        let producer = Producer::connect(&config).await.expect("connects");
        producer.publish(&large("tampered")).await.expect("published");
        fs::write(&files_of(folder.path())[0], "something else").expect("written");
        producer.publish(&large("erased")).await.expect("published");
        let store = ClaimStore::open(&config).expect("opens").expect("configured");
        let consumer = join(&config, "broken", &["tda_jobs"]).await;
        let tampered = consumer.next().await.expect("a record").into_event().expect_err("not as claimed");
        assert!(
            matches!(tampered, Error::ClaimCheck(ClaimCheckError::ChecksumMismatch { .. }))
                && tampered.retry() == Retry::Never,
            "{tampered:?}"
        );
        assert_eq!(store.erase_user("u1").await.expect("erased"), 2);
        // Read anew, from a group of its own: the objects are gone now.
        let consumer = join(&config, "gone", &["tda_jobs"]).await;
        let read = read_until(&consumer, |read| read.len() == 2).await;
        for received in read {
            let error = received.into_event().expect_err("erased");
            assert_eq!(error.kind(), ErrorKind::NotFound, "{error:?}");
        }
    });
}

#[test]
fn a_dead_store_publishes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("store");
    run(async {
        let config = claiming(&format!("file://{}", root.display()));
        let producer = Producer::connect(&config).await.expect("connects");
        let consumer = join(&config, "dead", &["tda_jobs"]).await;
        // Not a folder any more: nothing can be written below it.
        fs::remove_dir(&root).expect("empty");
        fs::write(&root, "").expect("written");
        let error = producer.publish(&large("big")).await.expect_err("nowhere to go");
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unreachable, Retry::Safe), "{error:?}");
        publish(&producer, &submission("small", 1, InputData::inline_points("one", 1, vec![1.0]))).await;
        let read = read_until(&consumer, |read| !read.is_empty()).await;
        assert_eq!((read.len(), read[0].key()), (1, Some(&b"small"[..])));
        // It is back: the same call works.
        fs::remove_file(&root).expect("there");
        fs::create_dir(&root).expect("made");
        producer.publish(&large("big")).await.expect("published");
    });
}

#[test]
fn a_result_too_large_for_its_topic_goes_to_the_store() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let store = ClaimCheck::new(format!("file://{}", folder.path().display())).value_bytes_max(600);
        let config = embedded().claim_check(store);
        let producer = Producer::connect(&config).await.expect("connects");
        let _worker = RunningWorker::start(Worker::new(config.clone()));
        let line =
            submission("line", 0, InputData::inline_points("many", 1, (0..60).map(f64::from).collect()));
        let plain = Producer::connect(&embedded().topic("tda_jobs", config.physical_topic("tda_jobs")))
            .await
            .expect("connects");
        publish(&plain, &line).await;
        drop(producer);
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        read_until(&watch, |read| ended(read).len() == 1).await;
        let results = join(&config, "results", &["tda_results"]).await;
        let read = read_until(&results, |read| read.len() == 1).await;
        let TdaEvent::PersistenceDiagram(diagram) = &read[0].event().expect("fetched").data else {
            panic!("no diagram")
        };
        assert_eq!(diagram.intervals.len(), 60);
        assert!(files_of(folder.path()).iter().any(|file| file.contains("/users/u1/")));
    });
}

#[test]
fn only_old_objects_that_no_record_names_are_swept() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let config = claiming(&format!("file://{}", folder.path().display()));
        let producer = Producer::connect(&config).await.expect("connects");
        producer.publish(&large("named")).await.expect("published");
        let named = files_of(folder.path());
        let orphans = folder.path().join("users/u2/2020-01-01");
        fs::create_dir_all(&orphans).expect("made");
        for name in ["old", "young"] {
            fs::write(orphans.join(name), name).expect("written");
        }
        let long_ago = std::time::SystemTime::now() - Duration::from_secs(30 * 24 * 3600);
        for path in [orphans.join("old"), named[0].clone().into()] {
            fs::File::options()
                .write(true)
                .open(path)
                .and_then(|file| file.set_modified(long_ago))
                .expect("aged");
        }
        let store = ClaimStore::open(&config).expect("opens").expect("configured");
        let too_young = store.sweep(&config, Duration::from_secs(3600), Duration::from_secs(60)).await;
        assert_eq!(too_young.expect_err("refused").kind(), ErrorKind::Config);
        let week = Duration::from_secs(7 * 24 * 3600);
        let report = store.sweep(&config, week, Duration::from_secs(60)).await.expect("swept");
        assert_eq!(
            (report.objects, report.old, report.referenced, report.deleted),
            (3, 2, 1, 1),
            "{report:?}"
        );
        assert!(
            !orphans.join("old").exists() && orphans.join("young").exists() && Path::new(&named[0]).exists()
        );
    });
}
