//! `tda doctor` on no broker, on the embedded one and on a real one.

use std::{
    ffi::OsString,
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use tda_client::{ClientConfig, Producer, ensure_topics};
use tda_events::{Dialect, Encoding, murmur2_partition};

use crate::fixture::{real_kafka, run, square};

fn doctor(arguments: &[&str]) -> u8 {
    let words = ["tda", "doctor"].iter().chain(arguments).map(OsString::from);
    tda_client::cli::exit_code_as(&[], words)
}

/// A file that beats nothing but defaults: tests may not change the environment of their process.
fn file(folder: &tempfile::TempDir, text: &str) -> String {
    let path: PathBuf = folder.path().join("tda.toml");
    fs::write(&path, text).expect("written");
    path.to_string_lossy().into_owned()
}

#[test]
fn a_dead_broker_is_told_in_seconds() {
    let started = Instant::now();
    assert_eq!(doctor(&["--bootstrap-servers", "127.0.0.1:1"]), 3);
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

#[test]
fn a_broken_configuration_needs_no_broker_to_be_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(&folder, "linger_ms = \"soon\"\nnobody = 1\n");
    for output in ["text", "json"] {
        assert_eq!(doctor(&["--config", &path, "--bootstrap-servers", "127.0.0.1:1", "--output", output]), 2);
    }
    assert_eq!(doctor(&["--bootstrap-servers", "kafka://u:hunter2@h:x"]), 2);
    assert_eq!(doctor(&["--offline", "--all", "--bootstrap-servers", "127.0.0.1:1"]), 0);
}

#[test]
fn the_embedded_broker_is_well() {
    assert_eq!(doctor(&["--bootstrap-servers", "embedded", "--output", "json"]), 0);
}

#[test]
fn missing_topics_and_records_on_the_wrong_partition_are_found() {
    let Some(config) = real_kafka("doctor") else { return };
    let prefix = config.physical_topic("tda_");
    let folder = tempfile::tempdir().expect("a folder");
    let servers = config.bootstrap_servers().to_owned();
    let text = format!(
        "environment = \"development\"\nbootstrap_servers = \"{servers}\"\ntopic_prefix = \"{prefix}\"\n"
    );
    let path = file(&folder, &text);
    let look = || doctor(&["--config", &path, "--bootstrap-servers", &servers, "--topic-prefix", &prefix]);
    run(async {
        assert_eq!(look(), 1, "topics are missing");
        ensure_topics(&config).await.expect("created");
        publish_to(&config, "j1", "j1").await;
        assert_eq!(look(), 0, "all is well");
        publish_to(&config, "j1", other_key("j1")).await;
        assert_eq!(look(), 1, "a record is on the wrong partition");
    });
}

/// A key of another of the three partitions.
fn other_key(key: &str) -> &'static str {
    let partition = |key: &str| murmur2_partition(key.as_bytes(), 3);
    ["a", "b", "c", "d", "e", "f"].into_iter().find(|other| partition(other) != partition(key)).expect("one")
}

/// Publishes as somebody who hashes something else than the record's key.
async fn publish_to(config: &ClientConfig, job_id: &str, hashed: &str) {
    let producer = Producer::connect(config).await.expect("connects");
    let event = square(job_id).source("test");
    let mut record = event.encode(Dialect::Canonical, Encoding::Json).expect("encoded");
    record.partition_key = Some(hashed.as_bytes().to_vec());
    producer.enqueue_record(&record).await.expect("queued").await.expect("published");
    producer.close(Duration::from_secs(10)).await.expect("closed");
}
