//! One trace from the call that publishes, through Kafka, to the result.

use tda_client::{Worker, telemetry::TraceContext};

use crate::fixture::{RunningWorker, embedded, ended, join, publish, read_until, run, square};

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

#[test]
fn everything_that_a_job_leaves_behind_belongs_to_the_trace_of_its_submission() {
    run(async {
        let config = embedded();
        let producer = tda_client::Producer::connect(&config).await.expect("connects");
        let watch = join(&config, "watch", &["tda_jobs", "tda_results"]).await;
        let trace = TraceContext::parse(PARENT).expect("well formed");
        trace.clone().scope(publish(&producer, &square("traced"))).await;
        // An event may bring its context itself, as one does that came through another system.
        let other = PARENT.replace("4bf9", "aaaa");
        publish(&producer, &square("brought").header("traceparent", other.as_str())).await;
        let _worker = RunningWorker::start(Worker::new(config));
        let read = read_until(&watch, |read| {
            ended(read).len() == 2 && read.iter().filter(|one| one.topic().ends_with("results")).count() == 4
        })
        .await;
        for received in &read {
            let key = received.key().map(String::from_utf8_lossy).unwrap_or_default();
            let expected = if key.starts_with("traced") { trace.trace_id() } else { &other[3..35] };
            let found = received.trace_context().map(|trace| trace.trace_id().to_owned());
            assert_eq!(found.as_deref(), Some(expected), "{received:?}");
        }
    });
}

#[cfg(feature = "opentelemetry")]
#[test]
fn spans_go_from_the_call_of_an_api_to_whoever_reads_the_result() {
    // Whoever listens to spans listens for the whole process: this test has one of its own.
    const ALONE: &str = "TDA_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        let name = "trace::spans_go_from_the_call_of_an_api_to_whoever_reads_the_result";
        let mut alone = std::process::Command::new(std::env::current_exe().expect("a path"));
        let output = alone.args(["--exact", name, "--nocapture"]).env(ALONE, "1").output().expect("runs");
        let words = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && words.contains("1 passed"), "{words}");
        return;
    }
    spans_go_alone();
}

#[cfg(feature = "opentelemetry")]
fn spans_go_alone() {
    use opentelemetry::trace::{SpanKind, TracerProvider as _};
    use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
    use tracing::Instrument as _;
    use tracing_subscriber::{layer::SubscriberExt as _, util::SubscriberInitExt as _};

    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    tracing_subscriber::registry().with(layer).try_init().expect("nobody else in these tests listens");
    let spans = run(async {
        let config = embedded();
        let producer = tda_client::Producer::connect(&config).await.expect("connects");
        let watch = join(&config, "watch", &["tda_jobs"]).await;
        let request = tracing::info_span!("POST /jobs", otel.kind = "server");
        publish(&producer, &square("j")).instrument(request).await;
        let _worker = RunningWorker::start(Worker::new(config));
        let read = read_until(&watch, |read| !ended(read).is_empty()).await;
        let end = read.iter().find(|one| one.header("terminal") == Some("true")).expect("an end");
        end.span().in_scope(|| tracing::info_span!("notify").in_scope(|| ()));
        exporter.get_finished_spans().expect("spans")
    });
    let request = spans.iter().find(|span| span.name == "POST /jobs").expect("the request");
    let trace = request.span_context.trace_id();
    let of_trace = |name: &str| -> &SpanData {
        let mut ours = spans.iter().filter(|span| span.span_context.trace_id() == trace);
        ours.find(|span| span.name == name).unwrap_or_else(|| panic!("no {name} in {spans:#?}"))
    };
    let publish = of_trace("publish job.submitted");
    let compute = of_trace("process job.submitted");
    let read = of_trace("process job.completed");
    let notify = of_trace("notify");
    let kinds = (publish.span_kind.clone(), compute.span_kind.clone());
    assert_eq!(kinds, (SpanKind::Producer, SpanKind::Consumer));
    for (child, parent) in [(publish, request), (compute, publish), (read, compute), (notify, read)] {
        assert_eq!(
            child.parent_span_id,
            parent.span_context.span_id(),
            "{} under {}",
            child.name,
            parent.name
        );
    }
    let job = compute.attributes.iter().find(|attribute| attribute.key.as_str() == "job_id").expect("a job");
    assert_eq!(job.value.as_str(), "j");
}
