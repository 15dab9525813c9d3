//! The registry without a server.

use tda_client::{
    ErrorKind,
    registry::{Registry, RegistryConfig, RegistrySchema, Version},
};
use tda_events::schema::avro_schema;

use crate::fixture::run;

const SUBJECT: &str = "tda_jobs-tda.events.v1.JobSubmitted";

#[test]
fn what_this_build_carries_is_there_without_a_server_and_without_ids() {
    let registry = Registry::new(&RegistryConfig::offline()).expect("a registry");
    run(async {
        assert!(registry.subjects().await.expect("subjects").iter().any(|subject| subject == SUBJECT));
        let versions = registry.versions(SUBJECT).await.expect("versions");
        let latest = registry.version(SUBJECT, Version::Latest).await.expect("the newest");
        assert_eq!((Some(&latest.version), latest.id), (versions.last(), None));
        let own = RegistrySchema::avro(avro_schema("job.submitted").expect("an event"));
        let found = registry.lookup(SUBJECT, &own).await.expect("by its content");
        assert_eq!((found.version, found.id), (latest.version, None));
        let error = registry.version(SUBJECT, Version::Number(999)).await.expect_err("no such version");
        assert_eq!(error.kind(), ErrorKind::NotFound);
    });
}

#[test]
fn ids_are_not_invented() {
    let registry = Registry::new(&RegistryConfig::offline()).expect("a registry");
    let own = RegistrySchema::avro(avro_schema("job.submitted").expect("an event"));
    run(async {
        for error in [
            registry.schema(1).await.map(drop),
            registry.id(SUBJECT, &own).await.map(drop),
            registry.register(SUBJECT, &own).await.map(drop),
            registry.global_level().await.map(drop),
        ] {
            let error = error.expect_err("only a registry could");
            assert!(error.to_string().contains("offline") && error.kind() == ErrorKind::Config, "{error}");
        }
    });
}

#[test]
fn the_check_is_ours() {
    let registry = Registry::new(&RegistryConfig::offline()).expect("a registry");
    run(async {
        let own = RegistrySchema::avro(avro_schema("job.submitted").expect("an event"));
        assert!(registry.check(SUBJECT, &own).await.expect("a verdict").is_compatible);
        let other = r#"{"type": "record", "name": "JobSubmitted", "fields": [{"name": "x", "type": "int"}]}"#;
        let verdict = registry.check(SUBJECT, &RegistrySchema::avro(other)).await.expect("a verdict");
        assert!(!verdict.is_compatible && verdict.messages[0].starts_with("x breaks"), "{verdict:?}");
    });
}
