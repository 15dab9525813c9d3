//! From the call that publishes to the call that gives the event, a thousand times a second.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rdkafka::{Message, Timestamp, consumer::Consumer as _, producer::BaseRecord};
use tda_client::{Consumer, Producer, ensure_topics};

use crate::{
    figures::{Figures, Watch},
    rdkafka_alone,
    work::Work,
};

const EVERY: Duration = Duration::from_millis(1);
/// Connections, the first rebalance and caches are warm after these.
const WARM_UP: usize = 500;

/// Publishes on a task of its own; the number of an event stands in its reason.
pub(crate) async fn ours(work: &Work, time: Duration) -> Result<Figures> {
    let count = WARM_UP + (time.as_secs_f64() * 1e3) as usize;
    let config = work.config().linger(Duration::ZERO);
    ensure_topics(&config).await?;
    let group = format!("latency-{}", std::process::id());
    let consumer = Consumer::connect(&config, &group, &["tda_jobs"]).await?;
    let producer = Producer::connect(&config).await?;
    let mut started = std::collections::HashMap::with_capacity(count);
    let mut waits = Vec::with_capacity(count);
    let watch = Watch::start();
    let mut tick = tokio::time::interval(EVERY);
    let (mut sent, mut seen) = (0, 0);
    while seen < count {
        tokio::select! {
            _ = tick.tick(), if sent < count => {
                let event = work.event(sent)?;
                started.insert(event.event_id.clone(), Instant::now());
                drop(producer.enqueue(&event).await?);
                sent += 1;
            }
            received = consumer.next() => {
                let received = received?;
                received.ack();
                let id = received.event().ok().map(|event| event.event_id.clone());
                if let Some(start) = id.and_then(|id| started.remove(&id)) {
                    seen += 1;
                    if seen > WARM_UP {
                        waits.push(start.elapsed());
                    }
                }
            }
        }
    }
    let figures = watch.figures(count).with_waits(waits)?;
    consumer.close().await?;
    producer.close(Duration::from_secs(30)).await?;
    Ok(figures)
}

/// The same with bytes: the number of a record is its timestamp's place in a list.
pub(crate) async fn rdkafka_alone(work: &Work, time: Duration) -> Result<Figures> {
    ensure_topics(&work.config()).await?;
    tokio::task::block_in_place(|| measured_alone(work, time))
}

fn measured_alone(work: &Work, time: Duration) -> Result<Figures> {
    let count = WARM_UP + (time.as_secs_f64() * 1e3) as usize;
    let records = work.records()?;
    let topic = work.topic();
    let consumer = rdkafka_alone::consumer(work, &format!("latency-{}", std::process::id()))?;
    consumer.client().fetch_metadata(Some(&topic), Duration::from_secs(30))?;
    let producer = rdkafka_alone::producer(work, "0")?;
    let first_number = 1_000_000_000_000 + i64::from(std::process::id()) * 10_000_000;
    let mut started = Vec::with_capacity(count);
    let mut waits = Vec::with_capacity(count);
    let watch = Watch::start();
    let mut seen = 0;
    while seen < count {
        if started.len() < count && watch.elapsed() >= EVERY * u32::try_from(started.len())? {
            let record = &records[started.len() % records.len()];
            let key = record.key.as_deref().context("events of jobs have keys")?;
            let base = BaseRecord::to(&topic)
                .key(key)
                .payload(&record.value[..])
                .headers(rdkafka_alone::headers_of(record))
                .timestamp(first_number + i64::try_from(started.len())?);
            started.push(Instant::now());
            producer.send(base).map_err(|(error, _)| error)?;
            producer.poll(Duration::ZERO);
        }
        let Some(message) = consumer.poll(Duration::from_micros(200)) else { continue };
        let Timestamp::CreateTime(number) = message?.timestamp() else { continue };
        let Some(start) = usize::try_from(number - first_number).ok().and_then(|at| started.get(at)) else {
            continue;
        };
        seen += 1;
        if seen > WARM_UP {
            waits.push(start.elapsed());
        }
    }
    watch.figures(count).with_waits(waits)
}
