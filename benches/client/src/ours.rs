//! This SDK: typed events in, typed events out.

use std::{collections::VecDeque, time::Duration};

use anyhow::{Result, ensure};
use tda_client::{Consumer, Delivery, Producer, ensure_topics};

use crate::{
    figures::{Figures, Watch},
    work::Work,
};

/// Receipts that are waited for at a time.
const IN_FLIGHT: usize = 50_000;
const PATIENCE: Duration = Duration::from_secs(60);

/// Creates the topics, and puts `records` events where they are consumed.
pub(crate) async fn prepare(work: &Work, records: usize) -> Result<Figures> {
    ensure_topics(&work.config()).await?;
    let producer = Producer::connect(&work.config()).await?;
    let watch = Watch::start();
    let mut window = VecDeque::with_capacity(IN_FLIGHT);
    for number in 0..records {
        push(&mut window, producer.enqueue(&work.event(number)?).await?).await?;
    }
    drain(window).await?;
    producer.close(PATIENCE).await?;
    Ok(watch.figures(records))
}

/// Makes an event, encodes and queues it, again and again; the end is when all are acknowledged.
pub(crate) async fn produce(work: &Work, time: Duration) -> Result<Figures> {
    let producer = Producer::connect(&work.config()).await?;
    let watch = Watch::start();
    let mut window = VecDeque::with_capacity(IN_FLIGHT);
    let mut records = 0;
    while watch.elapsed() < time {
        push(&mut window, producer.enqueue(&work.event(records)?).await?).await?;
        records += 1;
    }
    drain(window).await?;
    let figures = watch.figures(records);
    producer.close(PATIENCE).await?;
    Ok(figures)
}

/// Waits for each acknowledgement before the next event.
pub(crate) async fn produce_one_by_one(work: &Work, time: Duration) -> Result<Figures> {
    let producer = Producer::connect(&work.config().linger(Duration::ZERO)).await?;
    let watch = Watch::start();
    let mut records = 0;
    while watch.elapsed() < time {
        producer.publish(&work.event(records)?).await?;
        records += 1;
    }
    let figures = watch.figures(records);
    producer.close(PATIENCE).await?;
    Ok(figures)
}

async fn push(window: &mut VecDeque<Delivery>, delivery: Delivery) -> Result<()> {
    if window.len() == IN_FLIGHT
        && let Some(oldest) = window.pop_front()
    {
        oldest.await?;
    }
    window.push_back(delivery);
    Ok(())
}

async fn drain(window: VecDeque<Delivery>) -> Result<()> {
    for delivery in window {
        delivery.await?;
    }
    Ok(())
}

/// Reads, decodes, checks and acknowledges `records` events. The clock starts with the first.
pub(crate) async fn consume(work: &Work, records: usize) -> Result<Figures> {
    let group = format!("ours-{}", std::process::id());
    let consumer = Consumer::connect(&work.config(), &group, &["tda_jobs"]).await?;
    consumer.next().await?.ack();
    let watch = Watch::start();
    for _ in 1..records {
        let received = consumer.next().await?;
        ensure!(received.event().is_ok(), "a record that is no event");
        received.ack();
    }
    let figures = watch.figures(records - 1);
    consumer.close().await?;
    Ok(figures)
}
