//! The schema registry; `RegistryConfig` reads and checks these values together.

use super::{super::ClientConfig, Refusal, Setting, text};

/// The variable that stands for the setting in [`RegistryConfig::from_lookup`](crate::registry::RegistryConfig).
macro_rules! registry {
    ($name:literal, $variable:literal, $about:literal) => {
        Setting::new(
            $name,
            $about,
            |config, value| keep(config, $variable, value),
            |config| config.registry_values.get($variable).map(|value| value.reveal().to_owned()),
        )
        .variables(&[$variable])
    };
}

pub(super) const SETTINGS: &[Setting] = &[
    registry!(
        "registry.url",
        "SCHEMA_REGISTRY_URL",
        "Addresses, comma-separated, or `offline` for the schemas of this build."
    )
    .secret()
    .without_default("JSON and plain Avro need none"),
    registry!("registry.username", "SCHEMA_REGISTRY_USERNAME", "User for basic authentication.")
        .without_default("no credentials are guessed"),
    registry!("registry.password", "SCHEMA_REGISTRY_PASSWORD", "The user's password.")
        .secret()
        .without_default("no credentials are guessed"),
    registry!(
        "registry.basic_auth_user_info",
        "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO",
        "Both in one: `user:password`."
    )
    .secret()
    .without_default("no credentials are guessed"),
    registry!("registry.token", "SCHEMA_REGISTRY_TOKEN", "A bearer token instead.")
        .secret()
        .without_default("no credentials are guessed"),
    registry!(
        "registry.ca_file",
        "SCHEMA_REGISTRY_SSL_CAFILE",
        "The certificate authority of the registry (PEM)."
    )
    .expects("a file")
    .without_default("the system's authorities"),
    registry!(
        "registry.certificate_file",
        "SCHEMA_REGISTRY_SSL_CERTFILE",
        "The client's certificate for mutual TLS (PEM)."
    )
    .expects("a file")
    .without_default("mutual TLS is asked for by the registry"),
    registry!(
        "registry.key_file",
        "SCHEMA_REGISTRY_SSL_KEYFILE",
        "The key of that certificate (PEM, PKCS#8)."
    )
    .expects("a file")
    .without_default("mutual TLS is asked for by the registry"),
    registry!("registry.subject_strategy", "SCHEMA_REGISTRY_SUBJECT_STRATEGY", "How subjects are named.")
        .expects("RecordName, TopicName or TopicRecordName")
        .without_default("by topic and record: a topic carries several events"),
    registry!(
        "registry.registers",
        "SCHEMA_REGISTRY_REGISTERS",
        "Whether a producer registers what is not registered yet."
    )
    .expects("true or false")
    .without_default("false: a producer that may not register tells of a schema that nobody released"),
];

fn keep(config: &mut ClientConfig, variable: &'static str, value: &str) -> Result<(), Refusal> {
    config.registry_values.insert(variable, super::super::Secret::new(text(value)?));
    Ok(())
}
