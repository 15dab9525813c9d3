//! What every command that talks to a broker has in common.

use std::{io::IsTerminal, path::PathBuf, time::Duration};

use clap::Args;
use tda_events::ErrorKind;

use super::Failure;
use crate::{
    config::{ClientConfig, ConfigSources, Origin},
    error::Error,
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

/// Logs of the command on stderr; `LOG_LEVEL` says how much (error, warn, info, debug, trace; warn by default).
pub(super) fn log_to_stderr() {
    let level = std::env::var("LOG_LEVEL").ok().and_then(|level| level.parse().ok());
    let level = level.unwrap_or(tracing::level_filters::LevelFilter::WARN);
    // Fails only when the process logs already, as a Python program may.
    let _ = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .try_init();
}
