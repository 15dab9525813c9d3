//! `tda worker`: a job worker as a process of its own.

use std::{io::Read, path::PathBuf, time::Duration};

use clap::{Args, ValueEnum};
use tokio::sync::oneshot;

use super::{
    Failure,
    connect::{Connect, log_to_stderr, runtime},
};
use crate::{Guarantee, InputStore, Worker, ensure_topics, serve_metrics};

/// Compute jobs from `job.submitted` events until interrupted; exactly once on a real Kafka.
#[derive(Debug, Args)]
pub(super) struct WorkerArguments {
    #[command(flatten)]
    connect: Connect,
    /// The consumer group; else KAFKA_CONSUMER_GROUP, else tda_job_processors.
    #[arg(long)]
    group: Option<String>,
    /// A name of this worker that survives its restart: it then takes over its own partitions at once.
    #[arg(long, value_name = "NAME")]
    instance_id: Option<String>,
    /// Jobs computed at the same time.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// What is promised about results; by default the most that the broker allows.
    #[arg(long, value_enum)]
    guarantee: Option<Promise>,
    /// A folder from which jobs may read input by file:// locations; may be repeated.
    #[arg(long, value_name = "FOLDER")]
    input_root: Vec<PathBuf>,
    /// After this long without a heartbeat the worker counts as dead.
    #[arg(long, value_name = "MS")]
    session_timeout_ms: Option<u64>,
    /// Serve /metrics, /health and /ready here, such as 127.0.0.1:9464.
    #[arg(long, value_name = "HOST:PORT")]
    metrics_address: Option<std::net::SocketAddr>,
    /// Create the catalog's topics where they are missing.
    #[arg(long)]
    create_topics: bool,
    /// Stop when stdin ends: a worker started by a program goes when the program goes, however it goes.
    #[arg(long, hide = true)]
    until_stdin_ends: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Promise {
    AtLeastOnce,
    ExactlyOnce,
}

impl WorkerArguments {
    pub(super) fn run(self) -> Result<(), Failure> {
        log_to_stderr();
        let mut config = self.connect.config()?;
        if let Some(group) = self.group {
            config = config.group(group);
        }
        if let Some(instance) = self.instance_id {
            config = config.instance_id(instance);
        }
        if let Some(timeout) = self.session_timeout_ms {
            config = config.session_timeout(Duration::from_millis(timeout));
        }
        let mut store = InputStore::new();
        for root in &self.input_root {
            store = store.allow_files_under(root)?;
        }
        let mut worker = Worker::new(config.clone()).threads(self.threads).input_store(store);
        if let Some(promise) = self.guarantee {
            worker = worker.guarantee(match promise {
                Promise::AtLeastOnce => Guarantee::AtLeastOnce,
                Promise::ExactlyOnce => Guarantee::ExactlyOnce,
            });
        }
        runtime()?.block_on(async {
            if self.create_topics {
                ensure_topics(&config).await?;
            }
            let page = match self.metrics_address {
                Some(address) => Some(serve_metrics(&config, address).await?),
                None => None,
            };
            if let Some(page) = &page {
                eprintln!("metrics at http://{}/metrics", page.address());
            }
            Ok(worker.run(shutdown(self.until_stdin_ends)).await?)
        })
    }
}

/// Resolves at Ctrl-C, at SIGTERM and, if asked for, when stdin ends.
async fn shutdown(until_stdin_ends: bool) {
    let (sender, stdin_ended) = oneshot::channel::<()>();
    if until_stdin_ends {
        std::thread::spawn(move || {
            let _ = std::io::stdin().lock().read_to_end(&mut Vec::new());
            drop(sender);
        });
    } else {
        std::mem::forget(sender);
    }
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated() => {}
        _ = stdin_ended => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
