//! Partitions: the known answers that all languages read, how evenly keys spread, and how few move.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tda_events::{
    Catalog, PartitionError, Partitioner, Sticky, Timestamp, jump_hash, jump_partition, murmur2,
    murmur2_partition, utc_hour_partition,
};

const KEYS: u32 = 60_000;

fn vectors<T: DeserializeOwned>(file: &str) -> T {
    let path = crate::testdata("partition").join(file);
    let text = std::fs::read_to_string(&path).expect("vectors");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn key(number: u32) -> Vec<u8> {
    format!("job-{number:08}").into_bytes()
}

#[test]
fn known_answers_of_the_java_client() {
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
    let vectors: Vectors = vectors("murmur2.toml");
    assert!(vectors.case.len() >= 20);
    for case in vectors.case {
        assert_eq!(murmur2(case.key.as_bytes()), case.murmur2, "{:?}", case.key);
        assert_eq!(murmur2_partition(case.key.as_bytes(), 12), case.partition_of_12, "{:?}", case.key);
    }
}

#[test]
fn known_answers_of_jump_consistent_hashing() {
    #[derive(Deserialize)]
    struct Vectors {
        hash: Vec<Hash>,
        key: Vec<Key>,
    }
    #[derive(Deserialize)]
    struct Hash {
        hash: u64,
        buckets: u32,
        bucket: u32,
    }
    #[derive(Deserialize)]
    struct Key {
        key: String,
        partitions: [u32; 4],
    }
    let vectors: Vectors = vectors("jump.toml");
    assert!(vectors.hash.len() >= 8 && vectors.key.len() >= 10);
    for case in vectors.hash {
        assert_eq!(jump_hash(case.hash, case.buckets), case.bucket, "{}", case.hash);
    }
    for case in vectors.key {
        let found = [1, 12, 13, 100].map(|partitions| jump_partition(case.key.as_bytes(), partitions));
        assert_eq!(found, case.partitions, "{:?}", case.key);
    }
}

#[test]
fn known_answers_by_the_hour() {
    #[derive(Deserialize)]
    struct Vectors {
        case: Vec<Case>,
    }
    #[derive(Deserialize)]
    struct Case {
        time: String,
        partition_of_24: u32,
        partition_of_7: u32,
    }
    let vectors: Vectors = vectors("utc_hour.toml");
    assert!(vectors.case.len() >= 6);
    for case in vectors.case {
        let time: Timestamp = case.time.parse().expect("a time");
        assert_eq!(utc_hour_partition(time, 24), case.partition_of_24, "{}", case.time);
        assert_eq!(utc_hour_partition(time, 7), case.partition_of_7, "{}", case.time);
    }
}

#[test]
fn known_answers_for_records_of_others() {
    #[derive(Deserialize)]
    struct Vectors {
        case: Vec<Case>,
    }
    #[derive(Deserialize)]
    struct Case {
        topic: String,
        key: String,
        partition_key: Option<String>,
        partition_of_12: Option<u32>,
        error: Option<String>,
    }
    let vectors: Vectors = vectors("record.toml");
    assert!(vectors.case.len() >= 7);
    for case in vectors.case {
        let key = Catalog::tda().partition_key_of(&case.topic, case.key.as_bytes());
        let text = key.as_ref().ok().map(|key| String::from_utf8_lossy(key).into_owned());
        assert_eq!(text, case.partition_key, "{} {}", case.topic, case.key);
        let partition = Catalog::tda().record_partition(&case.topic, case.key.as_bytes(), 12);
        assert_eq!(partition.as_ref().ok().copied(), case.partition_of_12, "{} {}", case.topic, case.key);
        let kind = partition.err().map(|error| error.kind().name().to_owned());
        assert_eq!(kind, case.error, "{} {}", case.topic, case.key);
    }
}

#[test]
fn every_record_of_every_catalog_goes_where_its_key_says() {
    let mut checked = 0;
    for name in Catalog::BUILTIN {
        let catalog = Catalog::builtin(name).expect("shipped");
        for topic in catalog.topics() {
            match catalog.record_partition(topic.name(), b"any", 12) {
                Ok(partition) => assert_eq!(partition, murmur2_partition(b"any", 12)),
                // Keys of several parts, and topics without a key, are looked at above.
                Err(PartitionError::ForeignKey { .. } | PartitionError::Keyless { .. }) => {}
                Err(error) => panic!("{error}"),
            }
            checked += 1;
        }
    }
    assert!(checked >= 6);
}

#[test]
fn a_topic_without_partitions_is_no_panic() {
    for partitioner in Partitioner::ALL {
        let any = (partitioner != Partitioner::Sticky).then_some(0);
        assert_eq!(partitioner.partition(Some(b"key"), Timestamp::now(), 0), any);
    }
    assert_eq!(Sticky::new(0, 7).partition(1, 0), 0);
    assert!(jump_hash(u64::MAX, u32::MAX) < u32::MAX);
}

#[test]
fn partitioners_are_found_by_name() {
    for partitioner in Partitioner::ALL {
        assert_eq!(Partitioner::from_name(partitioner.name()), Some(partitioner));
    }
    assert_eq!(Partitioner::from_name("crc32"), None);
    assert_eq!(Partitioner::default(), Partitioner::Murmur2);
}

/// Chi squared of `KEYS` keys over `partitions`: with 60 000 keys and n partitions its mean is n - 1, and beyond
/// twice that plus 30 it lies by chance less often than once in ten million runs, of which every run is the same.
fn spread(partitions: u32, partition_of: impl Fn(&[u8]) -> u32) -> f64 {
    let mut counts = vec![0u32; partitions as usize];
    for number in 0..KEYS {
        counts[partition_of(&key(number)) as usize] += 1;
    }
    let expected = f64::from(KEYS) / f64::from(partitions);
    counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

#[test]
fn keys_spread_evenly() {
    for partitions in [2, 3, 12, 48, 100] {
        let bound = 2.0 * f64::from(partitions) + 30.0;
        for (name, found) in [
            ("murmur2", spread(partitions, |key| murmur2_partition(key, partitions))),
            ("jump", spread(partitions, |key| jump_partition(key, partitions))),
        ] {
            assert!(found < bound, "{name} over {partitions}: chi squared {found}");
        }
    }
}

#[test]
fn a_new_partition_takes_its_share_and_leaves_the_others_alone() {
    for partitions in [1, 3, 12, 47, 99] {
        let mut moved = 0;
        for number in 0..KEYS {
            let (before, after) =
                (jump_partition(&key(number), partitions), jump_partition(&key(number), partitions + 1));
            if before != after {
                assert_eq!(after, partitions, "a key that moves goes to the new partition");
                moved += 1;
            }
        }
        let share = f64::from(moved) / f64::from(KEYS);
        let expected = 1.0 / f64::from(partitions + 1);
        assert!((share - expected).abs() < 0.1 * expected, "{partitions}: {share} instead of {expected}");
        // What hashing modulo partitions does instead.
        let elsewhere = (0..KEYS).filter(|&n| {
            murmur2_partition(&key(n), partitions) != murmur2_partition(&key(n), partitions + 1)
        });
        assert!(f64::from(u32::try_from(elsewhere.count()).expect("few")) >= f64::from(moved) * 0.9);
    }
}

#[test]
fn every_hour_of_a_day_has_its_partition() {
    let start = 1_800_000_000_000_000;
    let hour = |n: i64| Timestamp::from_microseconds(start + n * 3_600_000_000).expect("a time");
    let mut day: Vec<u32> = (0..24).map(|n| utc_hour_partition(hour(n), 24)).collect();
    assert_eq!(utc_hour_partition(hour(24), 24), day[0]);
    day.sort_unstable();
    assert_eq!(day, (0..24).collect::<Vec<_>>());
}

#[test]
fn records_without_a_key_fill_batches_and_spread_evenly() {
    let mut sticky = Sticky::new(1_000, 5);
    let (mut bytes, mut switches, mut last) = ([0usize; 4], 0, None);
    for number in 0..40_000usize {
        let size = 50 + number * 37 % 200;
        let partition = sticky.partition(size, 4);
        bytes[partition as usize] += size;
        switches += usize::from(last.replace(partition) != Some(partition));
    }
    let total: usize = bytes.iter().sum();
    assert!(switches <= total / 1_000 + 1, "no batch is sent before it is full: {switches}");
    for share in bytes {
        assert!(share.abs_diff(total / 4) < total / 100, "{share} of {total} bytes");
    }
    // Fewer partitions than a moment ago, as after a topic was made anew.
    assert!((0..10).all(|_| sticky.partition(600, 2) < 2));
}

/// A catalog of one topic with these properties.
fn catalog(properties: &str) -> Result<Catalog, tda_events::CatalogError> {
    let head = "catalog: 1\nsystem: lab\nenvironments:\n  development:\n    defaults: {partitions: 24, replication_factor: 1}\nevents:\n  sensor.read:\n    payload:\n      id: text\n";
    Catalog::parse(
        &format!("{head}topics:\n  readings:\n    events: [sensor.read]\n{properties}"),
        "lab.yaml",
    )
}

#[test]
fn a_topic_says_how_its_partitions_are_chosen() {
    let keyed = "    key: \"{data.id}\"\n";
    for (properties, partitioner) in [
        (String::new(), Partitioner::Murmur2),
        (format!("{keyed}    partitioner: murmur2\n"), Partitioner::Murmur2),
        (format!("{keyed}    partitioner: jump\n"), Partitioner::Jump),
        (format!("{keyed}    partitioner: utc_hour\n"), Partitioner::UtcHour),
        ("    partitioner: utc_hour\n".to_owned(), Partitioner::UtcHour),
        ("    partitioner: sticky\n".to_owned(), Partitioner::Sticky),
    ] {
        let catalog = catalog(&properties).expect("a catalog");
        assert_eq!(catalog.topic("readings").expect("the topic").partitioner(), partitioner);
        let event =
            catalog.event("sensor.read", serde_json::json!({"id": "s1"})).expect("valid").source("lab");
        let options = tda_events::EncodeOptions::new().catalog(&catalog);
        let record = event.encode_with(tda_events::Dialect::Canonical, tda_events::Encoding::Json, &options);
        let record = record.expect("encodes");
        let key = properties.contains("key:").then_some(b"s1".as_slice());
        assert_eq!(record.partition(24), partitioner.partition(key, event.timestamp, 24), "{properties}");
        let told = catalog.record_partition("readings", b"s1", 24);
        match partitioner {
            Partitioner::UtcHour => assert!(matches!(told, Err(PartitionError::ByTime { .. })), "{told:?}"),
            _ if key.is_none() => assert!(matches!(told, Err(PartitionError::Keyless { .. })), "{told:?}"),
            _ => assert_eq!(told.ok(), record.partition(24)),
        }
    }
}

#[test]
fn turns_are_for_records_without_a_key() {
    let error = catalog("    key: \"{data.id}\"\n    partitioner: sticky\n").expect_err("keyed");
    assert!(error.to_string().contains("sticky is for records without a key"), "{error}");
    assert!(catalog("    partitioner: random\n").expect_err("unknown").to_string().contains("murmur2"));
}
