//! The extension module `tda_stream._native`: thin conversions between Python and the three crates.
//!
//! Each file binds one noun; what users see is the typed Python layer in `python/tda_stream`. Native threads never
//! attach to the interpreter: they put outcomes into a [`completion`] queue, and the event loop takes them out.

#![allow(clippy::needless_pass_by_value, reason = "arguments from Python come by value")]

mod admin;
mod broker;
mod catalog;
mod columns;
mod command;
mod completion;
mod config;
mod consumer;
mod core;
mod error;
mod events;
mod handler;
mod hashes;
mod health;
mod interruptible;
mod job;
mod logs;
mod partition;
mod peek;
mod process;
mod producer;
mod record;
mod registry;
mod schemas;
mod wake;
mod worker;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::admin::Admin;
    #[pymodule_export]
    use crate::broker::EmbeddedBroker;
    #[pymodule_export]
    use crate::catalog::Catalog;
    #[pymodule_export]
    use crate::columns::packed_columns;
    #[pymodule_export]
    use crate::command::cli_main;
    #[pymodule_export]
    use crate::completion::CompletionQueue;
    #[pymodule_export]
    use crate::config::{ClientConfig, ensure_topics};
    #[pymodule_export]
    use crate::consumer::{Consumer, Received};
    #[pymodule_export]
    use crate::core::{
        CancelToken, Diagrams, Plan, Progress, alpha, betti_curve, bottleneck, cech, circular_coordinates,
        cubical, delaunay_rips, delay_embedding, directed_flag, dtm_rips, estimate, explicit, extended, flag,
        heat_kernel, landmarks, landscape, lower_star, persistence_entropy, persistence_image, silhouette,
        sparse_rips, statistics, total_persistence, vietoris_rips, vietoris_rips_batch, vietoris_rips_sparse,
        wasserstein, witness,
    };
    #[pymodule_export]
    use crate::events::Event;
    #[pymodule_export]
    use crate::handler::HandlerCall;
    #[pymodule_export]
    use crate::hashes::content_sha256;
    #[pymodule_export]
    use crate::health::{HealthMonitor, metrics_text};
    #[pymodule_export]
    use crate::job::JobCall;
    #[pymodule_export]
    use crate::logs::{keep_logs, take_logs};
    #[pymodule_export]
    use crate::partition::{
        Sticky, jump_hash, jump_partition, murmur2, murmur2_partition, utc_hour_partition,
    };
    #[pymodule_export]
    use crate::peek::peek;
    #[pymodule_export]
    use crate::producer::{Producer, Receipt};
    #[pymodule_export]
    use crate::record::EncodedRecord;
    #[pymodule_export]
    use crate::registry::Registry;
    #[pymodule_export]
    use crate::worker::Worker;

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
