//! The verdicts of a real registry on pairs of schemas, beside those that are frozen next to ours.

use serde_json::Value;
use tda_client::registry::{Registry, RegistryConfig, RegistryError, RegistrySchema, SchemaForm};
use tda_events::schema::Compatibility;

use super::{real_registry, subject};
use crate::fixture::run;

/// What the registry said of a level.
#[derive(PartialEq)]
enum Verdict {
    Compatible,
    Incompatible,
    /// It could not compare them.
    Failed,
}

#[test]
fn the_registry_still_says_what_stands_in_the_file() {
    let Some(url) = real_registry("pairs") else { return };
    let pairs: Vec<Value> =
        serde_json::from_str(include_str!("../../../tda-events/tests/compat/pairs.json")).expect("JSON");
    let registry = Registry::new(&RegistryConfig::new(url).attempts_max(1)).expect("a client");
    run(async {
        for (number, pair) in pairs.iter().enumerate() {
            let expected = pair.get("registry").unwrap_or(&pair["compatible"]);
            let found = verdicts(&registry, number, pair).await;
            assert_eq!(&found, expected, "{}", pair["name"]);
        }
    });
    eprintln!("{} pairs", pairs.len());
}

/// The levels at which the registry takes the new schema; `null` where it cannot tell.
async fn verdicts(registry: &Registry, number: usize, pair: &Value) -> Value {
    let existing = pair["existing"].as_array().expect("a list");
    let mut taken = Vec::new();
    for level in Compatibility::ALL.into_iter().filter(|level| *level != Compatibility::None) {
        let subject = format!("{}-{number}-{level}", subject("pair"));
        for schema in existing {
            registry.register(&subject, &parse(pair, schema)).await.expect("registered");
            registry.set_level_of(&subject, Some(Compatibility::None)).await.expect("set");
        }
        registry.set_level_of(&subject, Some(level)).await.expect("set");
        match verdict(registry, &subject, &parse(pair, &pair["new"])).await {
            Verdict::Compatible => taken.push(level.name()),
            Verdict::Incompatible => {}
            Verdict::Failed => return Value::Null,
        }
    }
    taken.into()
}

async fn verdict(registry: &Registry, subject: &str, schema: &RegistrySchema) -> Verdict {
    match registry.register(subject, schema).await {
        Ok(_) => Verdict::Compatible,
        Err(RegistryError::Incompatible { .. }) => Verdict::Incompatible,
        Err(RegistryError::Server { .. }) => Verdict::Failed,
        Err(other) => panic!("{subject}: {other}"),
    }
}

fn parse(pair: &Value, schema: &Value) -> RegistrySchema {
    let form = if pair["type"] == "AVRO" { SchemaForm::Avro } else { SchemaForm::Json };
    RegistrySchema::new(form, schema.to_string())
}
