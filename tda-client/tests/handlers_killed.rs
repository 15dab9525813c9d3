//! Workers of handlers that die between the steps of a commit: what they answer still stands once, and in order.

use std::{
    collections::BTreeMap,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tda_client::{
    ClientConfig, GroupProtocol, HandlerContext, HandlerError, Producer, Worker, ensure_topics,
};
use tda_events::{Event, JobCancelled, TdaEvent, UserNotification};

use crate::fixture::{PATIENCE, join, read_until, run, speaking};

/// Names the topics of the test to the process that is to die.
const VICTIM: &str = "TDA_TEST_VICTIM";
const POINTS: [&str; 5] =
    ["mid_produce", "after_produce", "after_send_offsets", "after_commit", "after_follow_up"];
/// More than the victims get done: each commits a few at a time.
const EVENTS: usize = 100;

fn config(test: &str) -> Option<ClientConfig> {
    let config = speaking(test, GroupProtocol::Classic)?.session_timeout(Duration::from_secs(6));
    // Static: the next one takes the place, and ends the open transaction, at once.
    Some(config.topic_prefix(format!("{test}_tda_")).group(format!("{test}-workers")).instance_id("victim"))
}

/// Not a test by itself: the process that [`each_answer_stands_once_wherever_the_worker_dies`] starts.
#[test]
fn a_victim() {
    let Ok(test) = std::env::var(VICTIM) else { return };
    let config = config(&test).expect("started with a broker");
    let worker = Worker::new(config).transaction_limits(1, Duration::from_millis(20)).handles(
        |event: Event<JobCancelled>, context: HandlerContext| async move {
            for part in ["first", "second"] {
                let text = format!("{} {part}", event.data.job_id);
                let told = UserNotification::new("u1", "about a job", text);
                context.publish(&Event::new(told)?).await?;
            }
            Ok::<_, HandlerError>(())
        },
    );
    let worker = worker.concurrency(2);
    tokio::runtime::Runtime::new()
        .expect("a runtime")
        .block_on(worker.run(std::future::pending()))
        .expect("works");
}

/// Ends the process with the test.
struct Victim(Child);

impl Victim {
    fn start(test: &str, point: Option<&str>) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["handlers_killed::a_victim", "--exact", "--nocapture"]).env(VICTIM, test);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(point) = point {
            command.env("TDA_CRASH_POINT", point);
        }
        Self(command.spawn().expect("starts"))
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn each_answer_stands_once_wherever_the_worker_dies() {
    run(async {
        let test = format!("killed{}", std::process::id());
        let Some(config) = config(&test) else { return };
        ensure_topics(&config).await.expect("created");
        let producer = Producer::connect(&config).await.expect("connects");
        let mut asked = Vec::new();
        for number in 0..EVENTS {
            let job_id = format!("j{number:03}");
            let event = Event::new(JobCancelled::new(job_id.as_str(), "why not")).expect("valid");
            producer.publish(&event).await.expect("published");
            asked.push(job_id);
        }
        for point in POINTS {
            let mut victim = Victim::start(&test, Some(&format!("{point}:2")));
            let started = Instant::now();
            let died = loop {
                if let Some(died) = victim.0.try_wait().expect("a child") {
                    break died;
                }
                assert!(started.elapsed() < PATIENCE, "{point} is never passed");
                tokio::time::sleep(Duration::from_millis(50)).await;
            };
            assert!(!died.success(), "{point}");
        }
        let _survivor = Victim::start(&test, None);
        let watch = join(&config.clone().instance_id("watch"), "watch", &["tda_events"]).await;
        let mut read = read_until(&watch, |read| read.len() >= 2 * EVENTS).await;
        let quiet = Instant::now() + Duration::from_secs(1);
        read.extend(read_until(&watch, |_| Instant::now() >= quiet).await);
        let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for received in &read {
            let TdaEvent::UserNotification(event) = &received.event().expect("an event").data else {
                continue;
            };
            let (job_id, part) = event.message.split_once(' ').expect("two words");
            told.entry(job_id.to_owned()).or_default().push(part.to_owned());
        }
        let both = vec!["first".to_owned(), "second".to_owned()];
        assert_eq!(told, asked.into_iter().map(|job_id| (job_id, both.clone())).collect());
    });
}
