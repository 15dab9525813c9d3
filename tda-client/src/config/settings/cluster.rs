//! Where the brokers are.

use super::{
    super::{ClientConfig, EMBEDDED},
    Refusal, Setting, in_milliseconds, milliseconds_above_zero, one_of, text, truth,
};

pub(super) const SETTINGS: &[Setting] = &[
    Setting::new(
        "bootstrap_servers",
        "The brokers that are asked first, or `embedded` for the broker inside the process (`embedded/NAME` for another).",
        |config, value| text(value).map(|servers| config.bootstrap_servers = servers),
        |config| Some(config.bootstrap_servers.clone()),
    )
    .variables(&["KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BROKERS"])
    .properties(&["bootstrap.servers", "metadata.broker.list"])
    .expects("host:port[,host:port...]")
    .without_default("a guess would reach somebody else's cluster"),
    Setting::new(
        "embedded",
        "Use the broker inside the process, whatever `bootstrap_servers` says beside it.",
        |config, value| {
            if truth(value)? {
                config.bootstrap_servers = EMBEDDED.into();
            }
            Ok(())
        },
        |config| Some(config.is_embedded().to_string()),
    )
    .variables(&["MOCK_KAFKA"])
    .expects("true or false")
    .default("false", "it keeps records in memory only"),
    Setting::new(
        "client_id",
        "The name by which brokers log this client and apply quotas.",
        |config, value| text(value).map(|id| config.client_id = id),
        |config| Some(config.client_id.clone()),
    )
    .variables(&["KAFKA_CLIENT_ID"])
    .properties(&["client.id"])
    .default("tda-stream", "operators see at once who it is"),
    Setting::new(
        "connect_timeout_ms",
        "How long connecting tries before it names the brokers and gives up. The command line waits 5 000.",
        |config, value| milliseconds_above_zero(value).map(|time| config.connect_timeout = time),
        |config| in_milliseconds(config.connect_timeout),
    )
    .variables(&["KAFKA_CONNECT_TIMEOUT_MS"])
    .expects("milliseconds, at least 1")
    .default("10000", "a broker that restarts is back by then, and nobody stares at a service that hangs"),
    Setting::new(
        "debug",
        "What librdkafka logs beside warnings: `true` for brokers and security, or its own contexts.",
        read_debug,
        |config| config.debug.clone(),
    )
    .variables(&["KAFKA_DEBUG"])
    .properties(&["debug"])
    .expects("true, false or contexts of librdkafka such as broker,topic,msg")
    .without_default("it is loud; its lines go through `tracing`, target `librdkafka`, level debug"),
    Setting::new(
        "log_level",
        "How much programs of this library log: read by the `tda` command and by what installs its logs.",
        |config, value| one_of(level(value)).map(|level| config.log_level = Some(level)),
        |config| config.log_level.clone(),
    )
    .variables(&["LOG_LEVEL"])
    .expects("error, warn, info, debug, trace, off or directives such as warn,tda_client=debug")
    .without_default("a library leaves logs to its program; the command says `warn`"),
];

fn read_debug(config: &mut ClientConfig, value: &str) -> Result<(), Refusal> {
    config.debug = match truth(value) {
        Ok(true) => Some("broker,security".into()),
        Ok(false) => None,
        Err(_) => {
            let legal = |byte: u8| byte.is_ascii_lowercase() || byte == b',';
            if value.is_empty() || !value.bytes().all(legal) {
                return Err(Refusal::Unexpected);
            }
            Some(value.to_owned())
        }
    };
    Ok(())
}

/// The level, with the names that Python's `logging` uses.
fn level(value: &str) -> Option<String> {
    let level = match value.to_ascii_lowercase().as_str() {
        "critical" | "fatal" => "error".to_owned(),
        "warning" => "warn".to_owned(),
        other => other.to_owned(),
    };
    let known = ["error", "warn", "info", "debug", "trace", "off"].contains(&level.as_str());
    // Directives such as `warn,tda_client=debug` are for whoever installs the logs to judge.
    (known || level.contains('=')).then_some(level)
}
