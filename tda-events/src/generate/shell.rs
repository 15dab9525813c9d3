//! Kafka's own command-line tools, called so that a second run changes nothing.

use super::permissions::{Pattern, permissions};
use super::{GeneratedFile, principal_name};
use crate::catalog::{Catalog, Environment, Principal, Topic};

/// The script that creates the topics.
pub(super) fn topics(catalog: &Catalog, environment: Environment) -> GeneratedFile {
    let mut text = preamble(
        catalog,
        environment,
        "topics.sh",
        "Creates the topics that are not there yet; one that is there stays as it is.",
    );
    text.push_str(&tool("create_topic", "kafka-topics.sh", "--create --if-not-exists --topic"));
    text.push('\n');
    let prefix = catalog.prefix(environment);
    for topic in catalog.all_topics() {
        let name = catalog.physical_name(topic.name(), prefix);
        text.push_str(&create(&name, topic, environment));
    }
    GeneratedFile { path: format!("{}/topics.sh", environment.name()), text }
}

fn create(name: &str, topic: &Topic, environment: Environment) -> String {
    let mut line = format!(
        "create_topic {} --partitions {} --replication-factor {}",
        quoted(name),
        topic.partitions(environment),
        topic.replication_factor(environment)
    );
    for (key, value) in topic.config(environment) {
        line.push_str(&format!(" \\\n  --config {}", quoted(&format!("{key}={value}"))));
    }
    line.push('\n');
    line
}

/// The script that adds the access rules.
pub(super) fn acls(catalog: &Catalog, environment: Environment) -> GeneratedFile {
    let mut text = preamble(
        catalog,
        environment,
        "acls.sh",
        "Adds the access rules; those that are there already stay.",
    );
    text.push_str(&tool("allow", "kafka-acls.sh", "--add --allow-principal"));
    text.push_str(&tool("limit", "kafka-configs.sh", "--alter --entity-type users --entity-name"));
    for principal in catalog.principals() {
        let name = quoted(&format!("User:{}", principal_name(principal)));
        text.push('\n');
        for permission in permissions(catalog, principal, catalog.prefix(environment)) {
            let operations: Vec<String> =
                permission.operations.iter().map(|operation| format!("--operation {operation}")).collect();
            let pattern = match permission.pattern {
                Pattern::Literal => "literal",
                Pattern::Prefixed => "prefixed",
            };
            text.push_str(&format!(
                "allow {name} {} --resource-pattern-type {pattern} {} {}\n",
                operations.join(" "),
                permission.resource.argument(),
                quoted(&permission.name)
            ));
        }
    }
    for principal in catalog.principals() {
        text.extend(quotas(principal));
    }
    GeneratedFile { path: format!("{}/acls.sh", environment.name()), text }
}

/// The command that limits a principal; nothing where it has no limit.
fn quotas(principal: &Principal) -> Option<String> {
    let quotas = &principal.quotas;
    let limits = [
        ("producer_byte_rate", quotas.producer_bytes_per_second),
        ("consumer_byte_rate", quotas.consumer_bytes_per_second),
        ("request_percentage", quotas.request_percentage),
        ("controller_mutation_rate", quotas.mutations_per_second),
    ];
    let set: Vec<String> =
        limits.iter().filter_map(|(name, limit)| Some(format!("{name}={}", (*limit)?))).collect();
    let name = quoted(&principal_name(principal));
    (!set.is_empty()).then(|| format!("\nlimit {name} --add-config {}\n", quoted(&set.join(","))))
}

fn preamble(catalog: &Catalog, environment: Environment, file: &str, purpose: &str) -> String {
    let (system, environment) = (super::one_line(catalog.system()), environment.name());
    format!(
        "\
#!/usr/bin/env bash
# {purpose}
# System {system}, {environment}. Made by `tda generate` from the catalog: change that instead of this file.
#
#   BOOTSTRAP_SERVERS=host:port [COMMAND_CONFIG=client.properties] [KAFKA_HOME=/opt/kafka] bash {file}
set -euo pipefail
: \"${{BOOTSTRAP_SERVERS:?host:port of the brokers}}\"
"
    )
}

/// A shell function that calls one of Kafka's tools.
fn tool(name: &str, program: &str, arguments: &str) -> String {
    format!(
        "
{name}() {{
  \"${{KAFKA_HOME:+$KAFKA_HOME/bin/}}{program}\" --bootstrap-server \"$BOOTSTRAP_SERVERS\" \\
    ${{COMMAND_CONFIG:+--command-config \"$COMMAND_CONFIG\"}} {arguments} \"$@\"
}}
"
    )
}

/// One word for a shell, whatever it holds.
fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/:=,".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
