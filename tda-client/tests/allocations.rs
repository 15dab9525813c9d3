//! What publishing costs in memory that is asked for: held here, since every allocation of a record is paid twice where
//! another thread frees it. Counted are those of the calling thread, so tests beside these do not count.

use allocation_counter::measure;
use tda_client::Producer;
use tda_events::{Event, JobCancelled};

use crate::fixture::{PATIENCE, embedded, run};

const EVENTS: u64 = 1_000;
/// The event's bytes, the place for its receipt, and one to spare; what librdkafka asks for is its own.
const ALLOCATIONS_MAX: u64 = 3;

fn events() -> Vec<Event<JobCancelled>> {
    let event = |number| Event::new(JobCancelled::new(format!("j{number}"), "no longer needed"));
    (0..EVENTS).map(|number| event(number).expect("valid")).collect()
}

#[test]
fn queueing_an_event_allocates_next_to_nothing() {
    run(async {
        let producer = Producer::connect(&embedded()).await.expect("connects");
        let events = events();
        // Learns the topic, and what is made once.
        producer.enqueue(&events[0]).await.expect("room").await.expect("delivered");
        let mut deliveries = Vec::with_capacity(events.len());
        let asked = measure(|| deliveries.extend(events.iter().map(|event| producer.try_enqueue(event))));
        assert!(deliveries.iter().all(Result::is_ok), "room for all");
        let a_record = asked.count_total as f64 / EVENTS as f64;
        assert!(asked.count_total <= EVENTS * ALLOCATIONS_MAX, "{a_record} allocations a record");
        producer.close(PATIENCE).await.expect("all delivered");
    });
}

#[test]
fn waiting_for_room_allocates_no_more_where_there_is_some() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let config = embedded();
    let producer = Producer::connect_blocking(&config).expect("connects");
    let events = events();
    runtime.block_on(async { producer.enqueue(&events[0]).await.expect("room").await }).expect("delivered");
    let mut deliveries = Vec::with_capacity(events.len());
    let asked = measure(|| {
        runtime.block_on(async {
            for event in &events {
                deliveries.push(producer.enqueue(event).await);
            }
        });
    });
    assert!(deliveries.iter().all(Result::is_ok), "room for all");
    let a_record = asked.count_total as f64 / EVENTS as f64;
    assert!(asked.count_total <= EVENTS * ALLOCATIONS_MAX, "{a_record} allocations a record");
    producer.close_blocking(PATIENCE).expect("all delivered");
}
