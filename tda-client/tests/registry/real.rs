//! A real registry: what it takes, what it refuses, and its death.

use std::{process::Command, time::Instant};

use tda_client::{
    ErrorKind,
    registry::{
        Deletion, Registry, RegistryConfig, RegistryError, RegistrySchema, SchemaForm, SubjectStrategy,
        Version,
    },
};
use tda_events::schema::{Compatibility, generated};

use super::{real_registry, subject, variable};
use crate::fixture::{PATIENCE, run};

const JOB: &str = r#"{"type": "record", "name": "Job", "fields": [{"name": "id", "type": "string"}]}"#;
const WIDER: &str = r#"{"type": "record", "name": "Job", "fields": [{"name": "id", "type": "string"},
    {"name": "retries", "type": "int", "default": 0}]}"#;
const BROKEN: &str = r#"{"type": "record", "name": "Job", "fields": [{"name": "number", "type": "int"}]}"#;

fn connect(url: &str) -> Registry {
    Registry::new(&RegistryConfig::new(url)).expect("a client")
}

#[test]
fn what_is_registered_is_found_in_every_way() {
    let Some(url) = real_registry("register") else { return };
    let subject = subject("found");
    run(async {
        let registry = connect(&url);
        let (job, wider) = (RegistrySchema::avro(JOB), RegistrySchema::avro(WIDER));
        let id = registry.register(&subject, &job).await.expect("registered");
        assert_eq!(registry.register(&subject, &job).await.expect("again"), id);
        assert_eq!(connect(&url).register(&subject, &job).await.expect("by another client"), id);
        let wider_id = registry.register(&subject, &wider).await.expect("registered");
        assert_ne!(wider_id, id);

        assert_eq!(registry.versions(&subject).await.expect("versions"), [1, 2]);
        assert!(registry.subjects().await.expect("subjects").contains(&subject));
        assert_eq!(connect(&url).id(&subject, &wider).await.expect("looked up"), wider_id);
        let found = registry.lookup(&subject, &job).await.expect("looked up");
        assert_eq!((found.version, found.id), (1, Some(id)));
        let latest = registry.version(&subject, Version::Latest).await.expect("the newest");
        assert_eq!((latest.version, latest.id), (2, Some(wider_id)));
        let by_id = connect(&url).schema(wider_id).await.expect("by its id");
        assert_eq!(by_id.form, SchemaForm::Avro);
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(json(&by_id.text), json(WIDER));
    });
}

#[test]
fn what_is_not_there_is_not_found() {
    let Some(url) = real_registry("not found") else { return };
    run(async {
        let registry = connect(&url);
        let subject = subject("nowhere");
        let schema = RegistrySchema::avro(JOB);
        for error in [
            registry.schema(999_999_999).await.map(drop),
            registry.version(&subject, Version::Latest).await.map(drop),
            registry.versions(&subject).await.map(drop),
            registry.lookup(&subject, &schema).await.map(drop),
            registry.delete_subject(&subject, Deletion::Soft).await,
        ] {
            let error = error.expect_err("it is not there");
            assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
        }
        assert!(registry.check(&subject, &schema).await.expect("a verdict").is_compatible);
        let error = registry.register(&subject, &RegistrySchema::avro("{\"type\": \"no such\"}")).await;
        assert!(matches!(error, Err(RegistryError::Invalid { .. })), "{error:?}");
    });
}

#[test]
fn levels_are_set_and_hold() {
    let Some(url) = real_registry("levels") else { return };
    run(async {
        let registry = connect(&url);
        let subject = subject("levels");
        registry.register(&subject, &RegistrySchema::avro(JOB)).await.expect("registered");
        for level in Compatibility::ALL {
            registry.set_level_of(&subject, Some(level)).await.expect("set");
            assert_eq!(registry.level_of(&subject).await.expect("read"), level);
        }
        registry.set_level_of(&subject, Some(Compatibility::Backward)).await.expect("set");
        let broken = RegistrySchema::avro(BROKEN);
        assert!(!registry.check(&subject, &broken).await.expect("a verdict").is_compatible);
        let error = registry.register(&subject, &broken).await.expect_err("incompatible");
        assert!(
            matches!(error, RegistryError::Incompatible { .. }) && error.kind() == ErrorKind::Schema,
            "{error}"
        );
        assert!(
            registry.check(&subject, &RegistrySchema::avro(WIDER)).await.expect("a verdict").is_compatible
        );
        registry.set_level_of(&subject, None).await.expect("taken back");
        assert_eq!(
            registry.level_of(&subject).await.expect("read"),
            registry.global_level().await.expect("read")
        );
    });
}

#[test]
fn references_are_kept_and_needed() {
    let Some(url) = real_registry("references") else { return };
    run(async {
        let registry = connect(&url);
        let (part, whole) = (subject("part"), subject("whole"));
        let level = r#"{"type": "enum", "name": "Level", "namespace": "t", "symbols": ["LOW"]}"#;
        let job = r#"{"type": "record", "name": "J", "fields": [{"name": "level", "type": "t.Level"}]}"#;
        registry.register(&part, &RegistrySchema::avro(level)).await.expect("the part");
        let schema = RegistrySchema::avro(job).reference("t.Level", &part, 1);
        let id = registry.register(&whole, &schema).await.expect("the whole");
        let found = connect(&url).schema(id).await.expect("by its id");
        assert_eq!(found.references, schema.references);
    });
}

#[test]
fn deleting_softly_hides_and_deleting_hard_removes() {
    let Some(url) = real_registry("deleting") else { return };
    run(async {
        let registry = connect(&url);
        let subject = subject("deleted");
        let id = registry.register(&subject, &RegistrySchema::avro(JOB)).await.expect("registered");
        registry.register(&subject, &RegistrySchema::avro(WIDER)).await.expect("registered");
        registry.delete_version(&subject, Version::Number(2), Deletion::Soft).await.expect("hidden");
        assert_eq!(registry.versions(&subject).await.expect("versions"), [1]);
        registry.delete_subject(&subject, Deletion::Soft).await.expect("hidden");
        assert!(!registry.subjects().await.expect("subjects").contains(&subject));
        connect(&url).schema(id).await.expect("data that carries the id can still be read");
        registry.delete_subject(&subject, Deletion::Hard).await.expect("removed");
        assert!(registry.versions(&subject).await.is_err());
    });
}

/// What this build writes is a legal history for a registry that was told to be as strict as it can.
#[test]
fn our_own_schemas_follow_each_other_at_full_transitive() {
    let Some(url) = real_registry("own schemas") else { return };
    run(async {
        let registry = connect(&url);
        let offline = Registry::new(&RegistryConfig::offline()).expect("a registry");
        let subjects = offline.subjects().await.expect("subjects");
        let mut registered = 0;
        for own in subjects.iter().filter(|subject| subject.starts_with("tda_")) {
            let subject = format!("{}-{own}", subject("own"));
            for version in offline.versions(own).await.expect("versions") {
                let schema = offline.version(own, Version::Number(version)).await.expect("there").schema;
                let id = registry.register(&subject, &schema).await;
                id.unwrap_or_else(|error| panic!("version {version} of {own}: {error}"));
                registry.set_level_of(&subject, Some(Compatibility::FullTransitive)).await.expect("set");
                registered += 1;
            }
        }
        assert!(registered >= 10, "{registered} of {}", generated().len());
        eprintln!("{registered} schemas of {} subjects", subjects.len());
    });
    assert_eq!(SubjectStrategy::default().subject("t", "n.R"), "t-n.R");
}

#[test]
fn after_its_death_the_cache_answers_and_the_rest_fails_in_seconds() {
    let Some(doomed) = variable("TDA_TEST_REGISTRY_DOOMED", "death") else { return };
    let Some(alive) = real_registry("death") else { return };
    let (url, pid) = doomed.split_once(' ').expect("an address and a process id");
    run(async {
        let both = connect(&format!("{url},{alive}"));
        let registry = connect(url);
        let (subject, schema) = (subject("doomed"), RegistrySchema::avro(JOB));
        let id = registry.register(&subject, &schema).await.expect("registered");
        registry.schema(id).await.expect("fetched");
        both.subjects().await.expect("the first address answers");

        assert!(Command::new("kill").args(["-9", pid]).status().expect("kill runs").success());
        let deadline = Instant::now() + PATIENCE;
        let error = loop {
            // The kernel may take a moment to close its socket.
            match registry.subjects().await {
                Err(error) => break error,
                Ok(_) => assert!(Instant::now() < deadline, "it lives on"),
            }
        };
        assert!([ErrorKind::Unreachable, ErrorKind::Timeout].contains(&error.kind()), "{error}");
        let started = Instant::now();
        assert!(registry.schema(id + 1).await.is_err());
        assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
        registry.schema(id).await.expect("known ids go on working");
        assert_eq!(registry.id(&subject, &schema).await.expect("known schemas too"), id);
        both.subjects().await.expect("the second address answers");
    });
}
