//! `docs/configuration.md`, which follows from the tables. `TDA_WRITE_PAGES=1 cargo test` writes it anew.

use std::{fmt::Write as _, path::Path};

use tda_events::Catalog;

use super::{
    ClientConfig, env,
    properties::{RULES, Refuses, Rule},
    settings::{SECTIONS, Setting},
};

const INTRODUCTION: &str = "\
# Configuration

One `ClientConfig` serves every client. Its settings come from five places; the higher one wins, setting by setting:

1. methods of `ClientConfig` in code (at the shell: arguments of `tda`);
2. a connection string: `ClientConfig::from_connection_string`, or the variable `TDA_CONNECTION_STRING`, or wherever brokers are
   named (`ClientConfig::new`, `--bootstrap-servers`, `KAFKA_BOOTSTRAP_SERVERS`);
3. environment variables: `ClientConfig::from_env`;
4. a file: `ClientConfig::from_file`, or the variable `TDA_CONFIG_FILE`, or `tda --config FILE`;
5. a profile or a group of the catalog, then the defaults below.

`ClientConfig::sources()` names them one by one. Every problem is reported at once, with its variable, or file and line. No message,
log or `Debug` shows a secret. `tda doctor` tells every value in force with where it comes from, what librdkafka is given, and what is
wrong with it or with the cluster.

## Files

TOML (`.toml`) or YAML (`.yaml`, `.yml`), at most 1 MiB. Words are those of the tables below; a table gives names with points, a list
gives values with commas.

```toml
bootstrap_servers = [\"broker-1:9093\", \"broker-2:9093\"]
security_protocol = \"SASL_SSL\"
sasl_mechanism = \"SCRAM-SHA-512\"
sasl_username = \"worker\"            # the password comes from KAFKA_SASL_PASSWORD
ca_file = \"/etc/kafka/ca.pem\"
producer_profile = \"high_throughput\"

[topics]                            # an explicit name beats the prefix; dead letters follow it
tda_jobs = \"work\"

[registry]
url = \"https://registry:8081\"

[properties]                        # anything of librdkafka
\"socket.keepalive.enable\" = true
```

## Connection strings

```text
kafka://[user[:password]@]host:port[,host:port...][/][?setting=value&...]
kafka+ssl://...
```

`kafka+ssl` encrypts. A user asks for SASL, by SCRAM-SHA-512 unless `sasl_mechanism` says otherwise. Settings have their names in files
(`client_id=backend`, `properties.fetch.min.bytes=1024`, `topics.tda_jobs=work`). What would be read as something else is written in
hexadecimal: `%40` for `@`, `%3A` for `:`, `%2F` for `/`, `%3F` for `?`, `%26` for `&`, `%25` for `%`. A `+` is a `+`.

## Profiles and groups of the catalog

`producer_profile` takes the settings of a producer profile, joining a group of the catalog those of the group. What was set by
anybody wins over them. `tda doctor` and the log at start say what was translated or set aside:

* A profile does not weaken a guarantee. `acks=1` with `enable.idempotence=false`, as `low_latency` has it, is set aside: an
  acknowledgement of the leader alone is lost with it, and retries without idempotence duplicate and reorder. The round trip that
  it saves is one between brokers in one place; the short linger and the small batches of the profile hold.
* Under `group_protocol=classic` members always use `cooperative-sticky`. It cannot be mixed with `roundrobin` or `range` in one
  group: stop all members of an old kind before the first of these starts.
* Under `group_protocol=consumer` (KIP-848) session timeout and heartbeat are the group's, on the broker, and refused as settings of a
  client. `ClientConfig::group_settings_on_broker` gives those of a group; set them with
  `kafka-configs --alter --entity-type groups --entity-name GROUP --add-config NAME=VALUE`. `tda doctor` tells what is missing.
* `max.poll.records` is set aside: who takes batches says how large they are.

";

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("## Settings\n");
    for (title, settings) in SECTIONS {
        let _ = writeln!(page, "\n### {title}\n");
        page.push_str(
            "| setting | variables | decides | expects | default, and why |\n|---|---|---|---|---|\n",
        );
        settings.iter().for_each(|setting| row(&mut page, setting));
    }
    topics(&mut page);
    properties(&mut page);
    page
}

fn row(page: &mut String, setting: &Setting) {
    let variables = code(setting.variables);
    let default = setting.default.map_or_else(|| "none".to_owned(), |value| format!("`{value}`"));
    let secret = if setting.is_secret { " Never shown." } else { "" };
    let _ = writeln!(
        page,
        "| `{}` | {variables} | {}{secret} | {} | {default}: {} |",
        setting.name, setting.about, setting.expects, setting.reason
    );
}

fn topics(page: &mut String) {
    page.push_str(
        "\n### Names of topics\n\nAn explicit name beats prefix and name. Topics of another catalog have their variables \
         alike: `KAFKA_TOPIC_TASK_EVENTS` for `task.events`.\n\n| setting | variables |\n|---|---|\n",
    );
    for topic in Catalog::tda().topics() {
        let variables = env::topic_variables(topic.name());
        let variables: Vec<_> = variables.iter().map(String::as_str).collect();
        let _ = writeln!(page, "| `topics.{}` | {} |", topic.name(), code(&variables));
    }
}

fn properties(page: &mut String) {
    let _ = write!(
        page,
        "\n## Properties of librdkafka\n\nAny of them may be set beside the settings: under `properties` in a file, by \
         `ClientConfig::property` in code, and by the variable `{}` (`name=value;name=value`). librdkafka is asked whether it \
         knows the name and takes the value. Names that mean a setting set it, those of Java's client included:\n\n\
         | property | setting |\n|---|---|\n",
        env::PROPERTIES
    );
    for setting in SECTIONS.iter().flat_map(|(_, settings)| settings.iter()) {
        if !setting.properties.is_empty() {
            let _ = writeln!(page, "| {} | `{}` |", code(setting.properties), setting.name);
        }
    }
    page.push_str("\nThese would break what this library promises, and are refused:\n\n");
    page.push_str("| property | refused | why |\n|---|---|---|\n");
    for Rule { properties, refuses, reason } in RULES {
        let refused = match refuses {
            Refuses::Anything => "any value".to_owned(),
            Refuses::Below(least) => format!("below {least}"),
            Refuses::No => "`false`".to_owned(),
            Refuses::OtherThan(kept) => format!("anything but {}", code(kept)),
            Refuses::Over(most) => format!("over {most}"),
            Refuses::This(value) => format!("`{value}`"),
            Refuses::Yes => "`true`".to_owned(),
        };
        let _ = writeln!(page, "| {} | {refused} | {reason} |", code(properties));
    }
}

fn code(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_page_of_settings_is_checked_in() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    let page = page();
    if std::env::var_os("TDA_WRITE_PAGES").is_some() {
        std::fs::write(&path, &page).expect("written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == page,
        "docs/configuration.md is not what follows from the code: TDA_WRITE_PAGES=1 cargo test writes it"
    );
}

#[test]
fn the_file_and_the_connection_string_of_the_page_are_taken() {
    let start = INTRODUCTION.find("```toml\n").expect("an example") + "```toml\n".len();
    let toml = INTRODUCTION[start..].split("```").next().expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tda.toml");
    std::fs::write(&path, toml).expect("written");
    let variables = |name: &str| match name {
        "KAFKA_SASL_PASSWORD" => Some("hunter2".to_owned()),
        _ => None,
    };
    let config = ClientConfig::sources().lookup(variables).file(&path).load().expect("valid");
    assert_eq!(config.physical_topic("tda_jobs.dlq"), "work.dlq");
    assert!(config.registry.is_some());
}
