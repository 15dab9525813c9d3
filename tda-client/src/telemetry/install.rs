//! Logs and traces of a whole process.

use std::{io::IsTerminal, str::FromStr};

use tracing_subscriber::{
    EnvFilter, Layer, Registry, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use super::json::Flat;
use crate::error::Error;

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogFormat {
    /// One JSON object a line, for collectors.
    Json,
    /// For people.
    #[default]
    Text,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word.to_ascii_lowercase().as_str() {
            "json" => Ok(Self::Json),
            "text" => Ok(Self::Text),
            other => Err(format!("expected json or text, got {other:?}")),
        }
    }
}

/// What a process tells about itself, and to whom. Logs go to stderr.
#[derive(Clone, Debug)]
pub struct TelemetryConfig {
    level: String,
    format: LogFormat,
    service: String,
    otlp_endpoint: Option<String>,
}

impl TelemetryConfig {
    /// Warnings as text, no traces, for the program called `service`.
    pub fn new(service: impl Into<String>) -> Self {
        let (level, format) = ("warn".to_owned(), LogFormat::Text);
        Self { level, format, service: service.into(), otlp_endpoint: None }
    }

    /// As the environment says: `LOG_LEVEL` (error, warn, info, debug, trace, or directives such as
    /// `warn,tda_client=info`), `LOG_FORMAT` (text, json), and, with the feature `opentelemetry`,
    /// `OTEL_EXPORTER_OTLP_ENDPOINT` (such as `http://localhost:4318`) and `OTEL_SERVICE_NAME`.
    ///
    /// # Errors
    /// [`Error::Config`] naming the variable.
    pub fn from_env(service: impl Into<String>) -> Result<Self, Error> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let mut config = Self::new(variable("OTEL_SERVICE_NAME").unwrap_or_else(|| service.into()));
        if let Some(level) = variable("LOG_LEVEL") {
            config = config.level(level.to_ascii_lowercase());
        }
        if let Some(format) = variable("LOG_FORMAT") {
            config =
                config.format(format.parse().map_err(|fault: String| Error::config("LOG_FORMAT", fault))?);
        }
        if let Some(endpoint) = variable("OTEL_EXPORTER_OTLP_ENDPOINT") {
            config = config.otlp_endpoint(endpoint);
        }
        Ok(config)
    }

    /// How much is told.
    #[must_use]
    pub fn level(mut self, level: impl Into<String>) -> Self {
        self.level = level.into();
        self
    }

    /// How a line looks.
    #[must_use]
    pub fn format(mut self, format: LogFormat) -> Self {
        self.format = format;
        self
    }

    /// Where spans go by OTLP over HTTP; `/v1/traces` is added. Without the feature `opentelemetry` this is refused.
    #[must_use]
    pub fn otlp_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.otlp_endpoint = Some(endpoint.into());
        self
    }
}

/// Sends what is left of the traces when it is dropped: keep it until the process ends.
#[derive(Debug)]
#[must_use]
pub struct Telemetry {
    #[cfg(feature = "opentelemetry")]
    provider: Option<opentelemetry_sdk::trace::SdkTracerProvider>,
}

/// How long the last spans may take to be sent.
#[cfg(feature = "opentelemetry")]
const SHUTDOWN_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(3);

impl Drop for Telemetry {
    fn drop(&mut self) {
        #[cfg(feature = "opentelemetry")]
        if let Some(provider) = self.provider.take()
            && let Err(error) = provider.shutdown_with_timeout(SHUTDOWN_TIMEOUT)
        {
            tracing::warn!(%error, "the last spans could not be sent");
        }
    }
}

/// Sets up logs and traces of this process. A process that logs already keeps what it has.
///
/// # Errors
/// [`Error::Config`] for directives that are none, or an endpoint that cannot be used.
///
/// ```
/// use tda_client::telemetry::{LogFormat, TelemetryConfig, install};
/// let _telemetry = install(&TelemetryConfig::new("upload-service").level("info").format(LogFormat::Json))?;
/// # Ok::<(), tda_client::Error>(())
/// ```
pub fn install(config: &TelemetryConfig) -> Result<Telemetry, Error> {
    let filter = EnvFilter::try_new(&config.level)
        .map_err(|error| Error::config("LOG_LEVEL", format!("{:?}: {error}", config.level)))?;
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let logs: Box<dyn Layer<Registry> + Send + Sync> = match config.format {
        LogFormat::Json => layer
            .fmt_fields(tracing_subscriber::fmt::format::JsonFields::new())
            .event_format(Flat)
            .with_filter(filter)
            .boxed(),
        LogFormat::Text => {
            layer.with_ansi(std::io::stderr().is_terminal()).with_target(false).with_filter(filter).boxed()
        }
    };
    let (traces, telemetry) = traces(config)?;
    // Fails only when the process logs already, as a Python program may.
    let _ = tracing_subscriber::registry()
        .with(vec![logs].into_iter().chain(traces).collect::<Vec<_>>())
        .try_init();
    Ok(telemetry)
}

type Layers = Option<Box<dyn Layer<Registry> + Send + Sync>>;

#[cfg(not(feature = "opentelemetry"))]
fn traces(config: &TelemetryConfig) -> Result<(Layers, Telemetry), Error> {
    let _ = &config.service;
    match &config.otlp_endpoint {
        None => Ok((None, Telemetry {})),
        Some(_) => Err(Error::config("OTEL_EXPORTER_OTLP_ENDPOINT", "needs the feature opentelemetry")),
    }
}

#[cfg(feature = "opentelemetry")]
fn traces(config: &TelemetryConfig) -> Result<(Layers, Telemetry), Error> {
    use opentelemetry::trace::TracerProvider as _;
    use opentelemetry_otlp::WithExportConfig as _;
    use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};

    let Some(endpoint) = &config.otlp_endpoint else { return Ok((None, Telemetry { provider: None })) };
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
        .with_timeout(std::time::Duration::from_secs(5))
        .build()
        .map_err(|error| Error::config("OTEL_EXPORTER_OTLP_ENDPOINT", error.to_string()))?;
    let resource = Resource::builder().with_service_name(config.service.clone()).build();
    // A queue of 2048 spans; what does not fit is dropped, never waited for.
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("tda-client"));
    let ours = tracing_subscriber::filter::filter_fn(|metadata| {
        metadata.is_span() && *metadata.level() <= tracing::Level::INFO
    });
    Ok((Some(layer.with_filter(ours).boxed()), Telemetry { provider: Some(provider) }))
}
