//! The catalog of the TDA platform, and what a wrong file is told.

use tda_events::schema::{Presence, Type};
use tda_events::{Catalog, Dialect, EncodeOptions, Encoding, Environment, Payload, TdaEvent, Topic, sample};

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
        "mine.yaml:10:10: topics.other.key: expected event_type, event_id, schema_major, source, correlation_id, headers.NAME or data.FIELD, got \"job_id\"",
        "mine.yaml:12:29: topics.other.events[1]: job.queued has no field dimension",
        "mine.yaml:13:18: topics.other.development: expected the field replication_factor, which is absent",
        "mine.yaml:16:16: principals.me.write[0]: nowhere is no topic of this catalog",
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

/// A system that none of the shipped ones is.
const GREENHOUSE: &str = r#"
catalog: 1
system: greenhouse
dialect: cloudevents
types:
  Place: {house: string 1..32, row?: int 0..500, $doc: Where a sensor hangs.}
events:
  sensor.read:
    summary: A sensor was read.
    payload:
      sensor_id: id - Which sensor.
      temperature_celsius: double -90..60
      quality: enum GOOD|DRIFTING|BROKEN = "GOOD"
      place: Place
      visitors?: [sensitive string]
      raw?: map of double or string
      day?: date
      limits: {$doc: What is still healthy., low: double, high?: double}
      humidity_percent?: {$type: double, $min: 0, $max: 100, $doc: Of the air.}
      samples: ["double"]
      notes?:
        - author: sensitive string
          words: text ..5000
topics:
  readings:
    key: "house:{data.place.house}"
    events: [sensor.read]
    development: {partitions: 1, replication_factor: 1}
    production: {partitions: 6, replication_factor: 3}
"#;

#[test]
fn payloads_written_in_yaml_become_records() {
    let catalog = Catalog::parse(GREENHOUSE, "greenhouse.yaml").unwrap_or_else(|error| panic!("{error}"));
    let record = catalog.record("sensor.read").expect("known");
    assert_eq!((record.name.as_str(), record.doc.as_str()), ("SensorRead", "A sensor was read."));
    let field = |name: &str| record.field(name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(field("sensor_id").doc, "Which sensor.");
    assert_eq!(field("temperature_celsius").ty.to_string(), "finite number -90..=60");
    assert_eq!(field("quality").presence, Presence::Default("GOOD".into()));
    assert_eq!(field("quality").ty.to_string(), "one of GOOD, DRIFTING, BROKEN");
    assert_eq!(field("humidity_percent").presence, Presence::Optional);
    assert_eq!(field("humidity_percent").ty.to_string(), "finite number 0..=100");
    assert_eq!(field("humidity_percent").doc, "Of the air.");
    let Type::Record(place) = &field("place").ty else { panic!("a record") };
    assert_eq!((place.name.as_str(), place.doc.as_str()), ("Place", "Where a sensor hangs."));
    let Type::Record(limits) = &field("limits").ty else { panic!("a record") };
    assert_eq!(limits.name, "SensorReadLimits");
    let Type::Map { values, .. } = &field("raw").ty else { panic!("a map") };
    assert!(matches!(values.as_ref(), Type::Union(types) if types.len() == 2));
    let spec = catalog.event_spec("sensor.read").expect("known");
    assert_eq!(spec.sensitive, ["visitors[]", "notes[].author"]);
    assert_eq!(spec.dialect.to_string(), "cloudevents");
    assert_eq!(catalog.event_types().collect::<Vec<_>>(), ["sensor.read"]);
}

#[test]
fn types_that_mean_nothing_are_problems_with_their_place() {
    for (ty, expected) in [
        ("strnig", "unknown type \"strnig\", did you mean string?"),
        ("double 5..1", "expected bounds that leave a value"),
        ("double low..high", "expected a number as bound, got \"low\""),
        ("int 1.5..2", "expected a whole number as bound, got \"1.5\""),
        ("boolean 0..1", "this type takes no bounds"),
        ("enum A|A", "the symbol A stands here twice"),
        ("enum 1m|5m", "symbols are letters, digits and _"),
        ("int or double", "expected types that a reader can tell apart"),
        ("int = nought", "expected a default in JSON"),
        ("int 0..5 = 9", "default: expected integer 0..=5, got 9"),
        ("[string", "expected a list of one type"),
        ("[string, int]", "expected a list of one type, got 2"),
        ("{$type: int, unit: cm}", "expected only keys that begin with $ beside $type"),
        ("{$typo: int}", "unknown property, did you mean $type?"),
        ("Loop", "the type Loop holds itself"),
    ] {
        let text = format!(
            "catalog: 1\nsystem: s\ntypes: {{Loop: {{again?: Loop}}}}\nevents:\n  a.b:\n    payload:\n      x: {ty}\n      y?: Loop\ntopics: {{}}\n"
        );
        let error = Catalog::parse(&text, "wrong.yaml").expect_err(ty).to_string();
        let found = error.contains(expected) || ty == "[string";
        assert!(found, "{ty}: no {expected}\nin\n{error}");
    }
}

#[test]
fn hostile_files_are_refused_in_bounded_time_and_memory() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, of) in ('b'..='z').zip('a'..) {
        bomb.push_str(&format!("{name}: &{name} [*{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}, *{of}]\n"));
    }
    let mut types = "catalog: 1\nsystem: s\ntopics: {}\ntypes:\n  T0: string\n".to_owned();
    for level in 1..200 {
        let below = level - 1;
        types.push_str(&format!("  T{level}: {{a: T{below}, b: T{below}, c: T{below}, d: T{below}}}\n"));
    }
    types.push_str("events: {a: {payload: {t: T199}}}\n");
    let unknown: String = (0..500).map(|n| format!("unknown{n}: 1\n")).collect();
    for (what, text, expected) in [
        ("aliases", bomb, "aliases are not used"),
        ("flow depth", "[".repeat(100_000), ""),
        ("block depth", (0..2000).map(|n| format!("{}- \n", " ".repeat(n))).collect(), "levels of nesting"),
        ("mapping depth", "{a: ".repeat(200), "levels of nesting"),
        ("size", "# comment\n".repeat(500_000), "expected at most 2097152 bytes"),
        ("nodes", format!("a: [{}]", "1,".repeat(900_000)), "mappings, lists, names and values"),
        ("types", types, "expected at most"),
        ("problems", unknown, "more"),
    ] {
        let error = Catalog::parse(&text, "hostile.yaml").expect_err(what);
        assert!(error.to_string().contains(expected), "{what}: {error}");
        assert!(error.problems().len() <= 100, "{what}");
    }
}

#[test]
fn the_shipped_catalogs_are_whole() {
    for (name, topics, partitions) in
        [("tda", 6, 39), ("alphintra", 30, 1000), ("todo", 6, 24), ("fsm", 39, 960)]
    {
        let catalog = Catalog::builtin(name).expect("shipped");
        assert_eq!((catalog.system(), catalog.topics().len()), (name, topics));
        let sum: u32 = catalog.topics().iter().map(|topic| topic.partitions(Environment::Production)).sum();
        assert_eq!(sum, partitions, "{name}");
        for topic in catalog.topics() {
            assert!(topic.events().next().is_some(), "{} has no event", topic.name());
            for event_type in topic.events() {
                assert!(catalog.record(event_type).is_some(), "{event_type}");
                assert_eq!(catalog.topic_of(event_type).map(Topic::name), Some(topic.name()), "{event_type}");
            }
        }
        for group in catalog.groups() {
            assert!(
                catalog.principals().iter().any(|principal| principal.groups.contains(&group.name)),
                "{}",
                group.name
            );
        }
    }
}

#[test]
fn every_event_of_the_platform_has_its_keys() {
    let catalog = Catalog::tda();
    let listed: Vec<&str> = catalog.event_types().collect();
    for event_type in TdaEvent::event_types() {
        assert!(listed.contains(event_type), "{event_type} is not in the catalog");
        let record = sample(event_type).expect("known").encode(Dialect::Canonical, Encoding::Json);
        let record = record.unwrap_or_else(|error| panic!("{event_type}: {error}"));
        assert!(record.key.is_some_and(|key| !key.is_empty()), "{event_type} has no key");
        assert!(record.partition_key.is_some_and(|key| !key.is_empty()), "{event_type}");
    }
    for spec in catalog.events() {
        let typed = TdaEvent::schema(&spec.event_type).expect("a typed event");
        assert_eq!(&spec.record, typed, "{}", spec.event_type);
    }
}

#[test]
fn a_key_of_the_source_knows_the_default_source() {
    let text = GREENHOUSE.replace("house:{data.place.house}", "{source}");
    let catalog = Catalog::parse(&text, "greenhouse.yaml").unwrap_or_else(|error| panic!("{error}"));
    let mut event = catalog.sample("sensor.read").expect("known");
    event.source = None;
    let options = EncodeOptions::new().catalog(&catalog).source("greenhouse-1");
    let record = event.encode_with(Dialect::CloudEvents, Encoding::Json, &options).expect("encodes");
    assert_eq!(record.key.as_deref(), Some("greenhouse-1".as_bytes()));
    assert_eq!(record.partition_key.as_deref(), Some("greenhouse-1".as_bytes()));
}
