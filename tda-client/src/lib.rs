//! How events travel: producer, consumer and the exactly-once job worker of tda-stream.
//!
//! ```text
//!   your service ── Producer ──►  tda_jobs  ──► Worker (Engine) ──►  tda_results ──► Consumer
//!                                    ▲              │
//!                                    └── job.started, job.progress, job.completed
//! ```
//!
//! Everything speaks to a real Apache Kafka, or to the [`EmbeddedBroker`] inside the process:
//! `ClientConfig::new("embedded")` needs no server. All network traffic of the SDK is in this crate; what an
//! event *is* stands in [`tda_events`], the mathematics in `tda_core`.
//!
//! ```
//! # #[cfg(feature = "kafka")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//! use tda_client::{ClientConfig, Producer};
//! use tda_events::{Event, InputData, JobSubmitted, Parameters};
//!
//! let config = ClientConfig::new("embedded").source("example");
//! let producer = Producer::connect(&config).await?;
//! let points = InputData::inline_points("square", 2, vec![0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0]);
//! let event = Event::new(JobSubmitted::new("j1", "u1", "vietoris_rips", Parameters::new(1), points))?;
//! let receipt = producer.publish(&event).await?;
//! assert_eq!(receipt.topic, "tda_jobs");
//! producer.close(Duration::from_secs(5)).await?;
//! # Ok(()) }
//! # #[cfg(feature = "kafka")]
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example()).unwrap();
//! ```

#[cfg(feature = "kafka")]
pub mod admin;
#[cfg(feature = "kafka")]
pub mod blocking;
#[cfg(feature = "kafka")]
mod claim_check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "kafka")]
mod commit;
mod config;
#[cfg(feature = "kafka")]
mod consumer;
#[cfg(all(feature = "cli", feature = "kafka"))]
mod dead_letters;
#[cfg(feature = "kafka")]
pub mod encryption;
#[cfg(feature = "compute")]
mod engine_errors;
mod error;
#[cfg(feature = "kafka")]
mod handlers;
#[cfg(feature = "kafka")]
mod health;
#[cfg(feature = "compute")]
mod input_store;
#[cfg(feature = "compute")]
mod matrix;
#[cfg(feature = "kafka")]
mod metrics;
#[cfg(feature = "kafka")]
mod offsets;
#[cfg(all(feature = "cli", feature = "compute"))]
mod plot;
#[cfg(feature = "kafka")]
mod producer;
#[cfg(feature = "registry")]
pub mod registry;
#[cfg(feature = "kafka")]
mod routing;
#[cfg(any(feature = "cli", feature = "registry"))]
mod schema_files;
pub mod security;
mod settle;
#[cfg(feature = "kafka")]
pub mod telemetry;
#[cfg(all(feature = "kafka", feature = "testkit"))]
pub mod testkit;
#[cfg(feature = "kafka")]
mod transport;
#[cfg(feature = "kafka")]
pub mod worker;

#[cfg(feature = "kafka")]
pub use admin::{Admin, TopicsReport, ensure_topics};
#[cfg(feature = "kafka")]
pub use claim_check::{ClaimCheckError, ClaimStore, SweepReport};
#[cfg(feature = "kafka")]
pub use commit::{Guarantee, Rebalances, StoppedPartition, WorkerSnapshot, WorkerState, WorkerStatus};
#[cfg(feature = "kafka")]
pub use config::Encryption;
pub use config::{
    Breaker, BreakerPolicy, ClaimCheck, ClientConfig, ConfigProblem, ConfigSources, GroupProtocol,
    OffsetReset, Origin, SaslMechanism, Secret, SecurityProtocol, SettingInForce, Spill, TlsVersion,
};
#[cfg(feature = "kafka")]
pub use consumer::{
    Consumer, ConsumerBuilder, DeliveryMode, Events, Lag, Position, Received, ReceivedEvent, SeekTo, Standing,
};
#[cfg(feature = "kafka")]
pub use encryption::{EncryptionError, EraseReport, EraseUser, erase_user};
#[cfg(feature = "compute")]
pub use engine_errors::answers_of_core;
pub use error::Error;
#[cfg(feature = "kafka")]
pub use handlers::{HandlerContext, HandlerError, HandlerWorker, Outcome};
#[cfg(feature = "kafka")]
pub use health::{ComponentHealth, Health, HealthMonitor, HealthReport};
#[cfg(feature = "compute")]
pub use input_store::{Input, InputError, InputStore};
#[cfg(feature = "compute")]
pub use matrix::MatrixError;
#[cfg(feature = "kafka")]
pub use metrics::{Metrics, MetricsPage, serve_metrics};
#[cfg(feature = "kafka")]
pub use producer::{BreakerState, BreakerWatch, Delivery, Producer, Transaction};
pub use settle::{RetryPolicy, Settlement, settle};
pub use tda_events::{ErrorKind, Retry};
#[cfg(feature = "kafka")]
pub use transport::{EmbeddedBroker, Receipt};
#[cfg(feature = "kafka")]
pub use worker::Worker;
#[cfg(all(feature = "kafka", feature = "compute"))]
pub use worker::{Engine, NativeEngine};
