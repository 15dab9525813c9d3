//! The page that Prometheus and probes ask: `/metrics`, `/health`, `/ready`.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinHandle};

use super::Metrics;
use crate::{
    config::ClientConfig,
    error::Error,
    health::{HealthMonitor, HealthReport},
};

/// Connections at the same time; more wait in the system's queue.
const CONNECTIONS_MAX: usize = 32;
/// A connection that sends no whole request in this time is closed.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// One that sends nothing useful at all is closed after this, too.
const CONNECTION_LIFE_MAX: Duration = Duration::from_secs(300);
/// What Prometheus calls its text.
const METRICS_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";
const JSON_TYPE: &str = "application/json";

/// The page, served until this is dropped.
#[derive(Debug)]
pub struct MetricsPage {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl MetricsPage {
    /// Where it is served; with the port that was chosen where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for MetricsPage {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves the metrics and the health of the clients of `config` over HTTP, without encryption or passwords: keep it
/// on an address that only your own machines reach.
///
/// | path | answer |
/// |---|---|
/// | `/metrics` | the metrics in Prometheus' text format |
/// | `/health` | the [`HealthReport`] as JSON; status 503 where it is unhealthy, else 200 |
/// | `/ready` | `ready`, or status 503 and why not |
///
/// # Errors
/// [`Error::Config`] where the address cannot be had; [`Error::NoRuntime`] outside tokio.
///
/// ```
/// # async fn example() -> Result<(), tda_client::Error> {
/// let config = tda_client::ClientConfig::new("embedded");
/// let page = tda_client::serve_metrics(&config, ([127, 0, 0, 1], 0).into()).await?;
/// println!("http://{}/metrics", page.address());
/// # Ok(()) }
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
pub async fn serve_metrics(config: &ClientConfig, address: SocketAddr) -> Result<MetricsPage, Error> {
    let handle =
        tokio::runtime::Handle::try_current().map_err(|_| Error::NoRuntime { call: "serve_metrics" })?;
    let refused = |error: std::io::Error| Error::config("metrics_address", format!("{address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let pages = Pages { metrics: config.metrics.clone(), monitor: HealthMonitor::new(config) };
    Ok(MetricsPage { address, task: handle.spawn(accept(listener, pages)) })
}

#[derive(Clone)]
struct Pages {
    metrics: Metrics,
    monitor: HealthMonitor,
}

async fn accept(listener: TcpListener, pages: Pages) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    // The tasks of open connections end with this one.
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        while connections.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, _)) => {
                let pages = pages.clone();
                connections.spawn(async move {
                    let answer = service_fn(move |request| pages.clone().answer(request));
                    let mut server = http1::Builder::new();
                    server.timer(TokioTimer::new()).header_read_timeout(REQUEST_TIMEOUT);
                    let served = server.serve_connection(TokioIo::new(stream), answer);
                    // A peer that breaks off is nobody's fault.
                    let _ = tokio::time::timeout(CONNECTION_LIFE_MAX, served).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "the page of metrics could not take a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

impl Pages {
    async fn answer(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok(response(StatusCode::METHOD_NOT_ALLOWED, "text/plain", "only GET".into()));
        }
        Ok(match request.uri().path() {
            "/metrics" => response(StatusCode::OK, METRICS_TYPE, self.metrics.text()),
            "/health" => {
                let report = self.monitor.report().await;
                let body = serde_json::to_string(&*report).unwrap_or_default();
                response(status_of(&report), JSON_TYPE, body + "\n")
            }
            "/ready" => {
                let report = self.monitor.report().await;
                let body = if report.is_ready() { "ready\n".to_owned() } else { format!("{report}\n") };
                response(status_of(&report), "text/plain", body)
            }
            _ => response(
                StatusCode::NOT_FOUND,
                "text/plain",
                "there are /metrics, /health and /ready\n".into(),
            ),
        })
    }
}

fn status_of(report: &HealthReport) -> StatusCode {
    if report.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}

fn response(status: StatusCode, content_type: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(content_type));
    response
}
