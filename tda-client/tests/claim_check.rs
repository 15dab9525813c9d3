//! Values too large for their topic: stored, fetched, checked, erased, swept.

use std::{fs, path::Path, time::Duration};

use tda_client::{
    ClaimCheck, ClaimCheckError, ClaimStore, ClientConfig, Error, ErrorKind, HandlerContext, HandlerError,
    HandlerWorker, Producer, Retry, RetryPolicy, Worker,
};
use tda_events::{Event, InputData, JobSubmitted, TdaEvent, UserNotification};

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

/// Events of about 900 bytes are large here, so that a handler's answer is, too.
fn claiming_small(url: &str) -> ClientConfig {
    embedded().claim_check(ClaimCheck::new(url).value_bytes_max(900).timeout(Duration::from_secs(20)))
}

/// A worker that answers every submission with a large notification.
fn answering(config: &ClientConfig) -> HandlerWorker {
    let pause = Duration::from_millis(50);
    let policy = RetryPolicy { pause_first: pause, pause_max: pause, ..RetryPolicy::default() };
    Worker::new(config.clone()).retry_policy(policy).handles(
        |event: Event<JobSubmitted>, context: HandlerContext| async move {
            let text = format!("{} {}", event.data.job_id, "x".repeat(1000));
            let answer = UserNotification::new("u2", "job", text);
            context.publish(&Event::new(answer)?.correlation_id("answered")).await?;
            Ok::<_, HandlerError>(())
        },
    )
}

#[test]
fn handlers_see_the_event_and_answer_by_the_store() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let config = claiming_small(&format!("file://{}", folder.path().display()));
        let producer = Producer::connect(&config).await.expect("connects");
        let event = large("big");
        producer.publish(&event).await.expect("published");
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let worker = tokio::spawn(answering(&config).run(async move { stopped.await.unwrap_or_default() }));
        let watch = join(&config, "watch", &["tda_events"]).await;
        let read = read_until(&watch, |read| !read.is_empty()).await;
        let answer = read[0].event().expect("fetched");
        let TdaEvent::UserNotification(told) = &answer.data else { panic!("another event") };
        assert!(told.message.starts_with("big xxx"), "{}", told.message);
        assert_eq!(answer.causation_id.as_ref(), Some(&event.event_id));
        let files = files_of(folder.path()).join(" ");
        assert!(files.contains("/users/u1/") && files.contains("/users/u2/"), "{files}");
        drop(stop);
        worker.await.expect("no panic").expect("stops");
    });
}

/// Two large jobs; the value of the first is gone, and the store is away. The broker lives as long as their producer.
async fn publish_lost_and_late(
    config: &ClientConfig,
    root: &Path,
    job: impl Fn(&str) -> Event<JobSubmitted>,
) -> Producer {
    let producer = Producer::connect(config).await.expect("connects");
    publish(&producer, &job("lost")).await;
    fs::remove_file(&files_of(root)[0]).expect("there");
    publish(&producer, &job("late")).await;
    fs::rename(root.join("users"), root.join("away")).expect("moved");
    // Not a folder: nothing below it can be read, and nobody can say that it is not there.
    fs::write(root.join("users"), "").expect("written");
    producer
}

fn bring_back(root: &Path) {
    fs::remove_file(root.join("users")).expect("there");
    fs::rename(root.join("away"), root.join("users")).expect("moved");
}

async fn assert_lost(config: &ClientConfig) {
    let letters = join(config, "letters", &["tda_jobs.dlq"]).await;
    let read = read_until(&letters, |read| !read.is_empty()).await;
    assert_eq!((read[0].key(), read[0].header("dlq_error_kind")), (Some(&b"lost"[..]), Some("NotFound")));
    // It still says what was lost.
    assert!(read[0].header("claim_check_location").is_some_and(|place| place.contains("/users/u1/")));
    assert!(tokio::time::timeout(Duration::from_secs(1), letters.next()).await.is_err());
}

#[test]
fn handlers_wait_for_a_store_that_is_away_and_set_aside_what_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let config = claiming_small(&format!("file://{}", folder.path().display()));
        let _producer = publish_lost_and_late(&config, folder.path(), large).await;
        let worker = answering(&config);
        let status = worker.status();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let worker = tokio::spawn(worker.run(async move { stopped.await.unwrap_or_default() }));
        // Longer than all attempts at a handler together: waiting is none of them.
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(status.snapshot().dead_letters, 0);
        bring_back(folder.path());
        let answers = join(&config, "watch", &["tda_events"]).await;
        let read = read_until(&answers, |read| !read.is_empty()).await;
        let TdaEvent::UserNotification(told) = &read[0].event().expect("fetched").data else {
            panic!("another event")
        };
        assert!(told.message.starts_with("late"), "{}", told.message);
        assert_lost(&config).await;
        drop(stop);
        worker.await.expect("no panic").expect("stops");
    });
}

#[test]
fn jobs_wait_for_a_store_that_is_away_and_lost_ones_are_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let config = claiming_small(&format!("file://{}", folder.path().display()));
        let producer = publish_lost_and_late(&config, folder.path(), line).await;
        let worker = Worker::new(config.clone());
        let status = worker.status();
        let worker = RunningWorker::start(worker);
        // While these wait, another is computed; its events are small.
        publish(&producer, &submission("small", 0, InputData::inline_points("one", 1, vec![1.0]))).await;
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        let results = join(&config, "results", &["tda_results"]).await;
        let read = read_until(&results, |read| !read.is_empty()).await;
        assert!(read[0].key().is_some_and(|key| key.starts_with(b"small/")), "{read:?}");
        assert_eq!(status.snapshot().waiting, 2);
        bring_back(folder.path());
        read_until(&watch, |read| ended(read).len() == 2).await;
        assert_lost(&config).await;
        worker.stop().expect("stops");
        let snapshot = status.snapshot();
        assert_eq!((snapshot.waiting, snapshot.dead_letters), (0, 1));
    });
}

/// A job whose submission is too large for its record here, and whose events are not.
fn line(job_id: &str) -> Event<JobSubmitted> {
    submission(job_id, 0, InputData::inline_points("many", 1, (0..200).map(|_| 1.25).collect()))
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
