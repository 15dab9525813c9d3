//! The job worker on the embedded broker.

use std::{
    io::Write,
    sync::atomic::{AtomicU32, Ordering},
};

use tda_client::{
    ClientConfig, Consumer, Engine, ErrorKind, Guarantee, InputStore, Producer, Received, Worker,
    worker::{Job, JobControl, JobFailure},
};
use tda_core::Diagrams;
use tda_events::{Event, InputData, JobCancelled, TdaEvent};

use crate::fixture::{
    RunningWorker, embedded, ended, join, publish, read_until, run, slow_job, square, submission, types,
};

const TOPICS: [&str; 3] = ["tda_jobs", "tda_results", "tda_errors"];

async fn clients(config: &ClientConfig) -> (Producer, Consumer) {
    let producer = Producer::connect(config).await.expect("connects");
    (producer, join(config, "watch", &TOPICS).await)
}

fn of_type<'a>(read: &'a [Received], event_type: &str) -> Vec<&'a TdaEvent> {
    let events = read.iter().filter_map(|received| received.event().ok());
    events.filter(|event| event.event_type() == event_type).map(|event| &event.data).collect()
}

#[test]
fn a_job_goes_from_submission_to_a_completion_that_lists_its_results() {
    run(async {
        let config = embedded();
        let (producer, consumer) = clients(&config).await;
        let submitted = square("j1").correlation_id("request-9");
        publish(&producer, &submitted).await;
        let worker = RunningWorker::start(Worker::new(config));
        let read = read_until(&consumer, |read| {
            !ended(read).is_empty() && of_type(read, "result.persistence_diagram").len() == 2
        })
        .await;
        worker.stop().expect("stops");
        let [TdaEvent::JobCompleted(completed)] = of_type(&read, "job.completed")[..] else {
            panic!("{:?}", types(&read))
        };
        for result in of_type(&read, "result.persistence_diagram") {
            let TdaEvent::PersistenceDiagram(diagram) = result else { unreachable!() };
            let listed = completed
                .results
                .iter()
                .find(|listed| listed.dimension == diagram.dimension)
                .expect("listed");
            assert_eq!(listed.content_sha256, diagram.content_sha256());
            assert_eq!(listed.key, format!("j1/1/result.persistence_diagram/{}", diagram.dimension));
        }
        let loops = of_type(&read, "result.persistence_diagram").into_iter().find_map(|event| match event {
            TdaEvent::PersistenceDiagram(diagram) if diagram.dimension == 1 => Some(&diagram.intervals),
            _ => None,
        });
        assert_eq!(loops.map(|loops| (loops[0].birth, loops[0].death)), Some((1.0, 2.0_f64.sqrt())));
        let ends = read.iter().find(|received| received.header("terminal") == Some("true")).expect("an end");
        let end = ends.event().expect("decodes");
        assert_eq!(end.causation_id.as_deref(), Some(submitted.event_id.as_str()));
        assert_eq!(end.correlation_id.as_deref(), Some("request-9"));
        assert!(types(&read).contains(&"job.started") && types(&read).contains(&"job.progress"));
    });
}

#[test]
fn failures_become_events_with_advice_and_the_partition_goes_on() {
    run(async {
        let config = embedded();
        let (producer, consumer) = clients(&config).await;
        publish(&producer, &submission("j", 1, InputData::new("d", "point_cloud", 16, 1))).await;
        let mut poison = producer.encode(&square("j")).expect("encodes");
        poison.value = b"not an event".to_vec();
        producer.enqueue_record(&poison).await.expect("queued").await.expect("delivered");
        publish(&producer, &square("j-good")).await;
        let _worker = RunningWorker::start(Worker::new(config.clone()));
        let read = read_until(&consumer, |read| ended(read).len() == 2).await;
        let [TdaEvent::JobFailed(failed)] = of_type(&read, "job.failed")[..] else {
            panic!("{:?}", types(&read))
        };
        assert_eq!((failed.job_id.as_str(), failed.retryable), ("j", false));
        let read = if of_type(&read, "error.computation").is_empty() {
            read_until(&consumer, |read| !of_type(read, "error.computation").is_empty()).await
        } else {
            read
        };
        let [TdaEvent::ErrorComputation(error)] = of_type(&read, "error.computation")[..] else {
            panic!("one error")
        };
        assert_eq!(error.error_code, "INPUT_MISSING");
        assert!(error.recovery_suggestions[0].contains("input_data.inline"));

        let letters = join(&config, "letters", &["tda_jobs.dlq"]).await;
        let letter = &read_until(&letters, |read| !read.is_empty()).await[0];
        assert_eq!(letter.value(), Some(&b"not an event"[..]));
        assert_eq!(letter.header("dlq_topic"), Some(config.physical_topic("tda_jobs").as_str()));
        assert_eq!(
            (letter.header("dlq_error_kind"), letter.header("dlq_attempts")),
            (Some("Decode"), Some("1"))
        );
        for header in ["dlq_partition", "dlq_offset", "dlq_timestamp", "dlq_group", "dlq_error_message"] {
            assert!(letter.header(header).is_some_and(|value| !value.is_empty()), "{header}");
        }
    });
}

#[test]
fn a_dead_letter_without_room_for_its_reason_says_where_the_record_lies() {
    run(async {
        let config = embedded();
        let (producer, consumer) = clients(&config).await;
        let mut poison = producer.encode(&square("j")).expect("encodes");
        poison.value = vec![b'x'; 5000];
        let place = producer.enqueue_record(&poison).await.expect("queued").await.expect("delivered");
        publish(&producer, &square("j-good")).await;
        let _worker = RunningWorker::start(Worker::new(config.clone().record_bytes_max(4000)));
        read_until(&consumer, |read| ended(read) == ["j-good"]).await;
        let letters = join(&config, "letters", &["tda_jobs.dlq"]).await;
        let letter = &read_until(&letters, |read| !read.is_empty()).await[0];
        assert_eq!((letter.value(), letter.header("dlq_value_omitted_bytes")), (None, Some("5000")));
        assert_eq!(letter.header("dlq_offset"), Some(place.offset.to_string().as_str()));
    });
}

/// Stops by itself although nobody asked it to.
struct Quitter;

impl Engine for Quitter {
    fn compute(&self, _: &Job, _: &JobControl) -> Result<Diagrams, JobFailure> {
        Err(JobFailure::cancelled())
    }
}

#[test]
fn an_engine_that_stops_unasked_fails_its_job_and_keeps_no_thread() {
    run(async {
        let config = embedded();
        let (producer, consumer) = clients(&config).await;
        publish(&producer, &square("a")).await;
        publish(&producer, &square("b")).await;
        let _worker = RunningWorker::start(Worker::new(config).engine(Quitter));
        let read = read_until(&consumer, |read| ended(read).len() == 2).await;
        assert_eq!(of_type(&read, "job.failed").len(), 2);
    });
}

#[test]
fn a_cancel_request_is_answered_once_and_names_the_request() {
    run(async {
        let config = embedded();
        let (producer, consumer) = clients(&config).await;
        publish(&producer, &slow_job("j-slow")).await;
        let _worker = RunningWorker::start(Worker::new(config));
        read_until(&consumer, |read| types(read).contains(&"job.progress")).await;
        let request = Event::new(JobCancelled::new("j-slow", "no longer needed")).expect("valid");
        producer.publish(&request).await.expect("published");
        let read = read_until(&consumer, |read| !ended(read).is_empty()).await;
        let end = read.iter().find(|received| received.header("terminal") == Some("true")).expect("an end");
        let end = end.event().expect("decodes");
        assert_eq!(
            (end.event_type(), end.causation_id.as_deref()),
            ("job.cancelled", Some(request.event_id.as_str()))
        );
    });
}

#[test]
fn a_second_submission_yields_no_second_completion() {
    run(async {
        let config = embedded();
        let (producer, consumer) = clients(&config).await;
        for job_id in ["j", "j", "k", "j"] {
            publish(&producer, &square(job_id)).await;
        }
        let worker = RunningWorker::start(Worker::new(config.clone()));
        let mut read = read_until(&consumer, |read| ended(read).len() == 2).await;
        worker.stop().expect("stops");
        // Nor after a restart, and although the first submissions are far behind.
        publish(&producer, &square("j")).await;
        publish(&producer, &square("l")).await;
        let _worker = RunningWorker::start(Worker::new(config));
        read.extend(read_until(&consumer, |read| !ended(read).is_empty()).await);
        let mut ends = ended(&read);
        ends.sort();
        assert_eq!(ends, ["j", "k", "l"]);
    });
}

#[test]
fn input_comes_only_from_allowed_places_with_the_right_checksum() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("points.csv");
        let text = "x,y\n0,0\n1,0\n1,1\n0,1\n";
        std::fs::File::create(&file).and_then(|mut file| file.write_all(text.as_bytes())).expect("written");
        let sha256 = "6f6c0e9d0d1a7b36c0cf1a8a3c6ffb5fca0ebc2a1a2c94fb9d8dfb0f1a1d8f00";
        let at =
            |location: String, checksum: &str| InputData::at("d", "point_cloud", 20, 4, location, checksum);
        let location = format!("file://{}", file.canonicalize().expect("there").display());
        let config = embedded();
        let (producer, consumer) = clients(&config).await;
        publish(&producer, &submission("wrong-sum", 1, at(location.clone(), sha256))).await;
        publish(&producer, &submission("elsewhere", 1, at("file:///etc/hostname".into(), sha256))).await;
        let outside = format!("{}/../../etc/hostname", location.trim_end_matches("/points.csv"));
        publish(&producer, &submission("dots", 1, at(outside, sha256))).await;
        let unchecked = InputData::new("d", "point_cloud", 20, 4).storage_location(location.as_str());
        publish(&producer, &submission("good", 1, unchecked)).await;
        let store = InputStore::new().allow_files_under(folder.path()).expect("a folder");
        let _worker = RunningWorker::start(Worker::new(config).input_store(store));
        let read = read_until(&consumer, |read| {
            ended(read).len() == 4 && of_type(read, "error.computation").len() == 3
        })
        .await;
        let code_of = |job: &str| {
            of_type(&read, "error.computation").into_iter().find_map(|event| match event {
                TdaEvent::ErrorComputation(error) if error.job_id == job => Some(error.error_code.clone()),
                _ => None,
            })
        };
        assert_eq!(code_of("wrong-sum").as_deref(), Some("INPUT_CHECKSUM_MISMATCH"));
        assert_eq!(code_of("elsewhere").as_deref(), Some("INPUT_NOT_ALLOWED"));
        assert_eq!(code_of("dots").as_deref(), Some("INPUT_NOT_ALLOWED"));
        assert_eq!(of_type(&read, "job.completed").len(), 1);
    });
}

/// Panics, gives up for now, and answers, in turn.
struct Moody {
    calls: AtomicU32,
}

impl Engine for Moody {
    fn compute(&self, job: &Job, _: &JobControl) -> Result<Diagrams, JobFailure> {
        match (job.job_id.as_str(), self.calls.fetch_add(1, Ordering::Relaxed)) {
            ("panics", _) => panic!("out of paper"),
            (_, calls) if calls < 2 => {
                Err(JobFailure::new("BUSY", "Unreachable", "not now").retry(tda_client::Retry::Safe))
            }
            _ => Diagrams::from_intervals(vec![Vec::new()])
                .map_err(|error| JobFailure::new("E", "E", error.to_string())),
        }
    }
}

#[test]
fn an_engine_that_panics_fails_its_job_and_one_that_asks_for_another_try_gets_it() {
    run(async {
        let config = embedded();
        let (producer, consumer) = clients(&config).await;
        publish(&producer, &square("panics")).await;
        publish(&producer, &square("answers")).await;
        let _worker = RunningWorker::start(Worker::new(config).engine(Moody { calls: AtomicU32::new(0) }));
        let read = read_until(&consumer, |read| ended(read).len() == 2).await;
        let [TdaEvent::JobFailed(failed)] = of_type(&read, "job.failed")[..] else {
            panic!("{:?}", types(&read))
        };
        let message = failed.error_message.as_deref().expect("a message");
        assert!(failed.job_id == "panics" && message.contains("out of paper"));
    });
}

#[test]
fn exactly_once_is_refused_on_the_embedded_broker() {
    run(async {
        let never = std::future::pending();
        let refused = Worker::new(embedded()).guarantee(Guarantee::ExactlyOnce).run(never).await;
        let error = refused.expect_err("refused");
        assert!(error.kind() == ErrorKind::Config && error.to_string().contains("real Kafka"), "{error}");
    });
}
