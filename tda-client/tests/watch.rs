//! Metrics, health and the page that shows them.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tda_client::{
    ClientConfig, HandlerContext, HandlerError, Health, HealthMonitor, Metrics, Producer, RetryPolicy,
    Worker, serve_metrics, telemetry::TraceContext,
};
use tda_events::{
    Catalog, Environment, Event, Exporter, InputData, JobCancelled, UserNotification,
    generate::{self, Kind},
};

use crate::fixture::{
    PATIENCE, RunningWorker, embedded, ended, join, publish, read_until, run, square, submission,
};

/// The value of the series whose line begins with `series`, labels in the order of the text.
fn value(text: &str, series: &str) -> Option<f64> {
    let line =
        text.lines().find(|line| line.strip_prefix(series).is_some_and(|rest| rest.starts_with(' ')))?;
    line.rsplit(' ').next()?.parse().ok()
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < PATIENCE, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn every_metric_of_the_catalog_is_recorded_on_the_way_of_a_job() {
    run(async {
        let metrics = Metrics::new();
        let config = embedded().metrics(metrics.clone());
        let (producer, watch) = (
            Producer::connect(&config).await.expect("connects"),
            join(&config, "watch", &["tda_jobs", "tda_results"]).await,
        );
        publish(&producer, &square("good")).await;
        publish(&producer, &submission("bad", 1, InputData::new("d", "point_cloud", 16, 1))).await;
        let mut poison = producer.encode(&square("poison")).expect("encodes");
        poison.value = b"not an event".to_vec();
        producer.enqueue_record(&poison).await.expect("queued").await.expect("delivered");
        let worker = RunningWorker::start(Worker::new(config.clone()));
        read_until(&watch, |read| ended(read).len() == 2).await;
        let jobs = config.physical_topic("tda_jobs");
        let lag = |text: &str| {
            text.lines().any(|line| line.starts_with("tda_kafka_consumer_lag{") && line.contains(&jobs))
        };
        until("the lag", || lag(&metrics.text())).await;
        let ends = |status: &str| {
            let series =
                format!(r#"tda_jobs_completed_total{{algorithm="vietoris_rips",status="{status}"}}"#);
            value(&metrics.text(), &series)
        };
        until("the ends of both jobs", || ends("completed") == Some(1.0) && ends("failed") == Some(1.0))
            .await;

        let text = metrics.text();
        let ours = Catalog::tda().metrics().iter().filter(|metric| metric.exporter == Exporter::Client);
        for metric in ours {
            let sample = format!("\n{}", metric.name);
            assert!(text.contains(&sample), "{} has no sample:\n{text}", metric.name);
            assert!(text.contains(&format!("# HELP {} {}", metric.name, metric.summary)), "{}", metric.name);
        }
        for (series, expected) in [
            (r#"tda_jobs_submitted_total{algorithm="unknown",priority="unknown"}"#, 1.0),
            (r#"tda_jobs_submitted_total{algorithm="vietoris_rips",priority="normal"}"#, 2.0),
            (r#"tda_jobs_completed_total{algorithm="vietoris_rips",status="completed"}"#, 1.0),
            (r#"tda_jobs_completed_total{algorithm="vietoris_rips",status="failed"}"#, 1.0),
            (r#"tda_job_events_total{event_type="job.completed"}"#, 1.0),
            (r#"tda_job_events_total{event_type="job.submitted"}"#, 3.0),
            (r#"tda_computation_results_total{result_type="persistence_diagram"}"#, 2.0),
            (r#"tda_errors_total{component="dead_letters",error_type="Decode",severity="warning"}"#, 1.0),
            (r#"tda_kafka_connection_status{component="producer"}"#, 1.0),
            (r#"tda_kafka_connection_status{component="worker"}"#, 1.0),
            ("tda_active_jobs", 0.0),
        ] {
            assert_eq!(value(&text, series), Some(expected), "{series}\n{text}");
        }
        let published = format!(
            r#"tda_kafka_messages_produced_total{{event_type="job.submitted",status="success",topic="{jobs}"}}"#
        );
        assert_eq!(value(&text, &published), Some(3.0), "{text}");
        worker.stop().expect("stops");
        until("the lag of partitions that have gone", || {
            !metrics
                .text()
                .lines()
                .any(|line| line.starts_with("tda_kafka_consumer_lag{") && line.contains("-workers\""))
        })
        .await;
    });
}

#[test]
fn an_undelivered_record_is_an_error_and_the_connection_is_down() {
    run(async {
        let metrics = Metrics::new();
        let config =
            ClientConfig::new("127.0.0.1:1").metrics(metrics.clone()).connect_timeout(Duration::from_secs(1));
        let error = Producer::connect(&config).await.err().expect("nobody listens");
        assert!(error.to_string().contains("127.0.0.1:1"), "{error}");
        let report = HealthMonitor::new(&config).report().await;
        assert_eq!(report.status, Health::Unhealthy);
        let brokers = report.component("brokers").expect("asked");
        assert!(brokers.reasons[0].contains("127.0.0.1:1"), "{report}");
    });
}

#[test]
fn a_report_names_the_clients_and_when_a_record_was_last_acknowledged() {
    run(async {
        let config = embedded().metrics(Metrics::new());
        let monitor = HealthMonitor::new(&config);
        let quiet = monitor.report().await;
        assert_eq!((quiet.status, quiet.last_delivery_at), (Health::Healthy, None), "{quiet}");
        let producer = Producer::connect(&config).await.expect("connects");
        publish(&producer, &square("j")).await;
        // A report that is younger is given again.
        assert_eq!(monitor.report().await, quiet);
        tokio::time::sleep(HealthMonitor::CACHED_FOR).await;
        let report = monitor.report().await;
        assert!(report.last_delivery_at.is_some() && report.component("producer").is_some(), "{report}");
        let json = serde_json::to_value(&*report).expect("serializes");
        assert_eq!(json["status"], "healthy");
        assert_eq!(json["components"][0]["name"], "brokers");
        assert_eq!(json["components"][0]["details"]["count"], 1);
    });
}

fn get(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("connects");
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    let words = format!("{request} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(words.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn the_page_shows_metrics_and_health_and_nothing_else() {
    run(async {
        let config = embedded().metrics(Metrics::new());
        let page = serve_metrics(&config, ([127, 0, 0, 1], 0).into()).await.expect("serves");
        let address = page.address();
        let ask = |request: &'static str| tokio::task::spawn_blocking(move || get(address, request));
        let metrics = ask("GET /metrics").await.expect("asked");
        assert!(metrics.starts_with("HTTP/1.1 200") && metrics.contains("version=0.0.4"), "{metrics}");
        assert!(metrics.contains("\ntda_active_jobs 0\n"), "{metrics}");
        let health = ask("GET /health").await.expect("asked");
        assert!(health.starts_with("HTTP/1.1 200") && health.contains(r#""status":"healthy""#), "{health}");
        assert!(ask("GET /ready").await.expect("asked").ends_with("ready\n"));
        assert!(ask("POST /metrics").await.expect("asked").starts_with("HTTP/1.1 405"));
        assert!(ask("GET /etc/passwd").await.expect("asked").starts_with("HTTP/1.1 404"));
        let taken = serve_metrics(&config, address).await.expect_err("taken");
        assert!(taken.to_string().contains(&address.to_string()), "{taken}");
        drop(page);
        until("the page is gone", || TcpStream::connect(address).is_err()).await;
    });
}

#[test]
fn a_page_of_a_dead_cluster_says_so() {
    run(async {
        let config = ClientConfig::new("127.0.0.1:1").metrics(Metrics::new());
        let page = serve_metrics(&config, ([127, 0, 0, 1], 0).into()).await.expect("serves");
        let address = page.address();
        let health = tokio::task::spawn_blocking(move || get(address, "GET /ready")).await.expect("asked");
        assert!(health.starts_with("HTTP/1.1 503") && health.contains("127.0.0.1:1"), "{health}");
    });
}

/// A program of Debian's package `prometheus`, or `None` where it is not installed; in CI it must be.
fn prometheus_program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{name} is missing: apt-get install prometheus");
        eprintln!("skipped: {name} is missing (apt-get install prometheus)");
    }
    found
}

/// Ends with the test, however that goes.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("bound").port()
}

#[test]
fn a_real_prometheus_scrapes_the_page_and_evaluates_the_rules() {
    let (Some(prometheus), Some(promtool)) =
        (prometheus_program("prometheus"), prometheus_program("promtool"))
    else {
        return;
    };
    run(async {
        let config = embedded().metrics(Metrics::new());
        let producer = Producer::connect(&config).await.expect("connects");
        publish(&producer, &square("j")).await;
        let _worker = RunningWorker::start(Worker::new(config.clone()));
        let page = serve_metrics(&config, ([127, 0, 0, 1], 0).into()).await.expect("serves");
        let text = || get(page.address(), "GET /metrics");
        until("the end of the job", || text().contains(r#"status="completed"} 1"#)).await;

        // Prometheus' own tool reads the text: types, help and names are as it wants them.
        let answer = text();
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        let mut lint = Command::new(promtool);
        let mut lint = lint.args(["check", "metrics"]).stdin(Stdio::piped()).spawn().expect("promtool");
        lint.stdin.take().expect("piped").write_all(body.as_bytes()).expect("written");
        assert!(lint.wait().expect("promtool ends").success(), "{body}");

        let folder = tempfile::tempdir().expect("a folder");
        let rules = generate::files(Catalog::tda(), Kind::Prometheus, Environment::Production);
        let rules = rules.iter().find(|file| file.path.ends_with("/rules.yaml")).expect("rules");
        std::fs::write(folder.path().join("rules.yaml"), &rules.text).expect("written");
        let target = page.address();
        let scrape = format!(
            "global: {{scrape_interval: 1s, evaluation_interval: 1s}}\nrule_files: [rules.yaml]\n\
             scrape_configs: [{{job_name: clients, static_configs: [{{targets: ['{target}']}}]}}]\n"
        );
        let file = folder.path().join("prometheus.yml");
        std::fs::write(&file, scrape).expect("written");
        let port = free_port();
        let mut server = Command::new(prometheus);
        server
            .arg(format!("--config.file={}", file.display()))
            .arg(format!("--storage.tsdb.path={}", folder.path().join("data").display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .arg("--log.level=error");
        let _server = Server(server.spawn().expect("prometheus starts"));
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        until("Prometheus is up", || TcpStream::connect(address).is_ok()).await;
        let holds = |query: &str, words: &str| {
            let answer = get(address, &format!("GET /api/v1/query?query={query}"));
            answer.contains(words)
        };
        until("a scrape", || holds("up", r#""job":"clients""#) && holds("up", r#","1"]"#)).await;
        until("the job", || {
            holds("sum(tda_jobs_completed_total)", r#","1"]"#)
                && holds("tda_jobs_completed_total", r#""algorithm":"vietoris_rips""#)
        })
        .await;
        let rules = get(address, "GET /api/v1/rules");
        for alert in Catalog::tda().alerts() {
            let name: String =
                alert.name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
            assert!(rules.contains(&format!(r#""name":"{name}""#)), "{name}\n{rules}");
        }
        until("every rule is evaluated", || {
            !get(address, "GET /api/v1/rules").contains(r#""health":"unknown""#)
        })
        .await;
        assert!(!get(address, "GET /api/v1/rules").contains(r#""health":"err""#));
    });
}

#[test]
fn the_page_about_watching_names_every_metric_and_alert() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/observability.md");
    let page = std::fs::read_to_string(page).expect("the page");
    for metric in Catalog::tda().metrics() {
        let labels: Vec<_> = metric.labels.iter().map(|label| format!("`{label}`")).collect();
        let row = format!("| `{}` | {}", metric.name, labels.join(", "));
        let named = metric.exporter != Exporter::Client && page.contains(&metric.name);
        assert!(named || page.contains(row.trim_end()), "{row}");
    }
    for alert in Catalog::tda().alerts() {
        let name: String = alert.name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        assert!(page.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn what_a_transaction_holds_counts_when_it_is_committed_on_kafka() {
    let Some(config) = crate::fixture::real_kafka("counted") else { return };
    run(async {
        let metrics = Metrics::new();
        let config = config.metrics(metrics.clone());
        tda_client::ensure_topics(&config).await.expect("created");
        let producer = Producer::connect(&config).await.expect("connects");
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        let worker = RunningWorker::start(Worker::new(config.clone()));
        for job in ["a", "b", "c"] {
            publish(&producer, &square(job)).await;
        }
        read_until(&watch, |read| ended(read).len() == 3).await;
        let count = |series: &str| value(&metrics.text(), series).unwrap_or_default();
        until("three ends", || {
            count(r#"tda_jobs_completed_total{algorithm="vietoris_rips",status="completed"}"#) == 3.0
        })
        .await;
        assert_eq!(count(r#"tda_job_events_total{event_type="job.completed"}"#), 3.0);
        assert_eq!(count(r#"tda_computation_results_total{result_type="persistence_diagram"}"#), 6.0);
        // Behind each transaction stands a marker, which nobody reads.
        let topic = config.physical_topic("tda_jobs");
        until("no lag but markers", || {
            let text = metrics.text();
            let lags = text.lines().filter(|line| {
                line.starts_with("tda_kafka_consumer_lag{")
                    && line.contains(&topic)
                    && line.contains("-workers\"")
            });
            let lags: Vec<f64> = lags.filter_map(|line| line.rsplit(' ').next()?.parse().ok()).collect();
            lags.len() == 3 && lags.iter().all(|lag| *lag <= 1.0)
        })
        .await;
        let report = HealthMonitor::new(&config).report().await;
        assert_eq!(report.status, Health::Healthy, "{report}");
        assert_eq!(report.component("worker").map(|worker| worker.status), Some(Health::Healthy), "{report}");
        worker.stop().expect("stops");
    });
}

#[test]
fn handlers_are_counted_and_what_they_publish_belongs_to_the_trace_of_its_cause() {
    run(async {
        let metrics = Metrics::new();
        let config = embedded().metrics(metrics.clone());
        let producer = Producer::connect(&config).await.expect("connects");
        let trace =
            TraceContext::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").expect("one");
        for (job, reason) in [("j", "fine"), ("k", "bad")] {
            let event = Event::new(JobCancelled::new(job, reason)).expect("valid");
            trace.clone().scope(producer.publish(&event)).await.expect("published");
        }
        let pause = Duration::from_millis(20);
        let policy =
            RetryPolicy { attempts_max: 2, pause_first: pause, pause_max: pause, ..RetryPolicy::default() };
        let worker = Worker::new(config.clone()).retry_policy(policy).handles(
            |event: Event<JobCancelled>, context: HandlerContext| async move {
                if event.data.reason.as_deref() == Some("bad") {
                    return Err(HandlerError::transient("not now").kind("Busy"));
                }
                let message = UserNotification::new("u1", "about a job", "no longer needed");
                context.publish(&Event::new(message).expect("valid")).await?;
                Ok(())
            },
        );
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn(worker.run(async move { stopped.await.unwrap_or_default() }));
        let told = join(&config, "told", &["tda_events"]).await;
        let read = read_until(&told, |read| !read.is_empty()).await;
        assert_eq!(
            read[0].trace_context().map(|found| found.trace_id().to_owned()),
            Some(trace.trace_id().to_owned())
        );
        let jobs = config.physical_topic("tda_jobs");
        let handled = |status: &str| {
            let text = metrics.text();
            let line = text.lines().find(|line| {
                line.starts_with("tda_kafka_messages_consumed_total{")
                    && line.contains(&format!(r#"status="{status}",topic="{jobs}""#))
            });
            line.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
        };
        until("a dead letter", || handled("dead_letter") == Some(1.0)).await;
        assert_eq!(handled("success"), Some(1.0));
        let text = metrics.text();
        let processed = format!(
            r#"tda_kafka_message_processing_seconds_count{{event_type="job.cancelled",topic="{jobs}"}}"#
        );
        // One attempt that worked, two that did not.
        assert_eq!(value(&text, &processed), Some(3.0), "{text}");
        let errors = |component: &str| {
            let series = format!(
                r#"tda_errors_total{{component="{component}",error_type="Busy",severity="warning"}}"#
            );
            value(&text, &series)
        };
        assert_eq!((errors("handlers"), errors("dead_letters")), (Some(1.0), Some(1.0)), "{text}");
        drop(stop);
        running.await.expect("no panic").expect("stops");
    });
}
