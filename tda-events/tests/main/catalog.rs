//! The catalog of the TDA platform, and what a wrong file is told.

use tda_events::{Catalog, Dialect, Encoding, Environment, Payload, TdaEvent, Topic, sample};

#[test]
fn every_event_has_a_topic_with_a_dead_letter_topic() {
    let catalog = Catalog::tda();
    for event_type in TdaEvent::event_types() {
        let topic = catalog.topic_of(event_type).unwrap_or_else(|| panic!("no topic for {event_type}"));
        let dead = topic.dead_letter_topic().expect("a dead-letter topic");
        assert_eq!(dead.name(), format!("{}.dlq", topic.name()));
        assert_eq!(catalog.topic(dead.name()).map(Topic::name), Some(dead.name()));
    }
    assert_eq!(catalog.topics().len(), 6);
}

#[test]
fn topics_have_the_sizes_and_settings_of_their_environment() {
    let results = Catalog::tda().topic("tda_results").expect("known");
    assert_eq!(results.partitions(Environment::Development), 3);
    assert_eq!(results.replication_factor(Environment::Production), 3);
    let setting = |environment, name: &str| {
        results.config(environment).iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    };
    assert_eq!(setting(Environment::Production, "cleanup.policy"), Some("compact,delete"));
    assert_eq!(setting(Environment::Production, "min.cleanable.dirty.ratio"), Some("0.1"));
    assert_eq!(setting(Environment::Production, "min.insync.replicas"), Some("2"));
    assert_eq!(setting(Environment::Development, "min.insync.replicas"), None);
    assert_eq!(Catalog::tda().prefix(Environment::Development), "dev_tda_");
    assert_eq!(Catalog::tda().logical_name("dev_tda_jobs.dlq", "dev_tda_"), "tda_jobs.dlq");
}

#[test]
fn a_worker_may_do_what_its_protocol_needs() {
    let principals = Catalog::tda().principals();
    let worker = principals.iter().find(|principal| principal.name == "tda-worker").expect("known");
    for topic in ["tda_jobs", "tda_results", "tda_errors", "tda_jobs.dlq"] {
        assert!(worker.write.iter().any(|name| name == topic), "{topic}");
    }
    assert!(!worker.transactional_id_prefixes.is_empty());
}

#[test]
fn keys_on_the_compacted_topic_keep_dimensions_apart() {
    let record = sample("result.persistence_diagram").expect("known");
    let record = record.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    assert_eq!(record.topic, "tda_results");
    assert_eq!(record.key.as_deref(), Some(b"job-0001/1/result.persistence_diagram/1".as_slice()));
    assert_eq!(record.partition_key.as_deref(), Some(b"job-0001".as_slice()));
    let record = sample("result.betti_numbers").expect("known");
    let record = record.encode(Dialect::Canonical, Encoding::Json).expect("encodes");
    assert_eq!(record.key.as_deref(), Some(b"job-0001/1/result.betti_numbers/".as_slice()));
}

#[test]
fn every_problem_of_a_file_is_reported_with_its_place() {
    let text = "\
catalog: 1
system: mine
topics:
  bad name:
    events: [job.submitted]
    development: {partitions: 0, replication_factor: 1}
    production: {partitions: many, replication_factor: 1}
  other:
    colour: blue
    key: \"{job_id}\"
    partition_key: \"{data.dimension}\"
    events: [job.submitted, job.queued]
    development: {partitions: 1}
    production: {partitions: 1, replication_factor: 1}
principals:
  me: {write: [nowhere]}
";
    let error = Catalog::parse(text, "mine.yaml").expect_err("many problems");
    let lines: Vec<String> = error.to_string().lines().map(str::to_owned).collect();
    for expected in [
        "mine.yaml:6:31: topics.bad name.development.partitions: expected integer 1..=10000, got 0",
        "mine.yaml:7:30: topics.bad name.production.partitions: expected integer 1..=10000, got \"many\"",
        "mine.yaml:9:13: topics.other.colour: unknown field",
        "mine.yaml:10:10: topics.other.key: expected event_type, event_id, schema_major or data.FIELD, got \"job_id\"",
        "mine.yaml:12:14: topics.other.events[0]: job.submitted has the topic bad name already",
        "mine.yaml:12:29: topics.other.events[1]: job.queued has no field dimension",
        "mine.yaml:13:18: topics.other.development: expected the field replication_factor, which is absent",
        "mine.yaml:16:16: principals.me.write[0]: nowhere is not in this catalog",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(expected)), "no {expected}\nin\n{error}");
    }
    assert!(error.to_string().contains("topic names are 1 to 249"), "{error}");
}

#[test]
fn broken_yaml_is_an_error_with_its_place() {
    for text in ["", "a: [1, 2", "a: b: c", "- 1\n- 2", "---\na: 1\n---\nb: 2", "catalog: 1\ncatalog: 1\n"] {
        let error = Catalog::parse(text, "broken.yaml").expect_err(text);
        assert!(error.to_string().starts_with("broken.yaml:"), "{error}");
    }
}
