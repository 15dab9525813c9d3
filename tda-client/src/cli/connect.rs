//! What every command that talks to a broker has in common.

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use clap::Args;
use tda_events::ErrorKind;

use super::Failure;
use crate::{
    config::{ClientConfig, ConfigSources, Origin},
    error::Error,
    telemetry::{LogFormat, Telemetry, TelemetryConfig, install},
};

/// The command line waits less than a service would: somebody is watching.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Where the broker is.
#[derive(Clone, Debug, Args)]
pub(super) struct Connect {
    /// host:port of the brokers, comma-separated, or kafka://...; else KAFKA_BOOTSTRAP_SERVERS and its kin are read.
    #[arg(long, value_name = "HOST:PORT")]
    bootstrap_servers: Option<String>,
    /// Replaces the leading tda_ of topic names, such as dev_tda_; else KAFKA_TOPIC_PREFIX.
    #[arg(long, value_name = "PREFIX")]
    topic_prefix: Option<String>,
    /// A file of settings (.toml, .yaml), which the environment beats; else TDA_CONFIG_FILE.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Connect {
    /// The configuration: arguments first, then the environment, then the file.
    pub(super) fn config(&self) -> Result<ClientConfig, Failure> {
        let config = self.sources().load().map_err(|error| match error {
            Error::Config(problems) if self.bootstrap_servers.is_none() => {
                let list: Vec<_> = problems.iter().map(ToString::to_string).collect();
                Failure::usage(list.join("; ")).advise("name the broker with --bootstrap-servers HOST:PORT")
            }
            other => Failure::from(other),
        })?;
        Ok(Self::impatient(config))
    }

    /// The command line waits less, unless somebody said how long.
    pub(super) fn impatient(config: ClientConfig) -> ClientConfig {
        match config.setting("connect_timeout_ms").map(|setting| setting.origin) {
            Some(Origin::Default) | None => config.connect_timeout(CONNECT_TIMEOUT),
            Some(_) => config,
        }
    }

    /// Where the configuration is read from.
    pub(super) fn sources(&self) -> ConfigSources<'static> {
        let mut sources = ClientConfig::sources().environment();
        if let Some(file) = &self.config {
            sources = sources.file(file);
        }
        for (argument, setting, value) in [
            ("--bootstrap-servers", "bootstrap_servers", &self.bootstrap_servers),
            ("--topic-prefix", "topic_prefix", &self.topic_prefix),
        ] {
            if let Some(value) = value {
                sources = sources.argument(argument, setting, value);
            }
        }
        sources
    }
}

/// A runtime for one command.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::new(ErrorKind::Internal, format!("no runtime: {error}")))
}

/// What `--log-format` said.
static LOG_FORMAT: Mutex<Option<LogFormat>> = Mutex::new(None);
/// What is set up, until the command ends.
static TELEMETRY: Mutex<Option<Telemetry>> = Mutex::new(None);

/// Remembers what `--log-format` said.
pub(super) fn prefer_log_format(format: Option<LogFormat>) {
    *LOG_FORMAT.lock().unwrap_or_else(PoisonError::into_inner) = format;
}

/// Logs of the command on stderr, and its traces, as the environment says (see [`TelemetryConfig::from_env`]).
pub(super) fn log_to_stderr() {
    let installed = TelemetryConfig::from_env("tda").and_then(|mut config| {
        if let Some(format) = *LOG_FORMAT.lock().unwrap_or_else(PoisonError::into_inner) {
            config = config.format(format);
        }
        install(&config)
    });
    match installed {
        Ok(telemetry) => *TELEMETRY.lock().unwrap_or_else(PoisonError::into_inner) = Some(telemetry),
        // A command does its work also without a log.
        Err(error) => eprintln!("tda: no log: {error}"),
    }
}

/// Sends what is left of the traces.
pub(super) fn end_telemetry() {
    drop(TELEMETRY.lock().unwrap_or_else(PoisonError::into_inner).take());
}
