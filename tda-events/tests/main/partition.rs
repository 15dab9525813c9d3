//! Hashes and partitions as Kafka's Java client has them: the known answers that all languages read.

use serde::Deserialize;
use tda_events::{murmur2, murmur2_partition};

#[derive(Deserialize)]
struct Vectors {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    key: String,
    murmur2: i32,
    partition_of_12: u32,
}

#[test]
fn known_answers_of_the_java_client() {
    let text = std::fs::read_to_string(crate::testdata("partition/murmur2.toml")).expect("vectors");
    let vectors: Vectors = toml::from_str(&text).expect("vectors");
    assert!(vectors.case.len() >= 10);
    for case in vectors.case {
        assert_eq!(murmur2(case.key.as_bytes()), case.murmur2, "{:?}", case.key);
        assert_eq!(murmur2_partition(case.key.as_bytes(), 12), case.partition_of_12, "{:?}", case.key);
    }
}

#[test]
fn a_topic_without_partitions_is_no_panic() {
    assert_eq!(murmur2_partition(b"key", 0), 0);
}
