//! One way to move records, once, against a running broker; prints what it took as JSON.
//!
//! The chore that runs it takes the ways of a row in turn, so that whatever disturbs one disturbs all.

mod confluent;
mod figures;
mod jobs;
mod latency;
mod ours;
mod outage;
mod rdkafka_alone;
mod work;

use std::time::Duration;

use anyhow::Result;
use clap::{Parser, ValueEnum};

use figures::Figures;
use work::Work;

#[derive(Parser)]
struct Arguments {
    /// What to do.
    #[arg(value_enum)]
    what: What,
    /// Who does it.
    #[arg(value_enum, default_value_t = Who::Ours)]
    who: Who,
    /// host:port of the broker.
    #[arg(long)]
    servers: String,
    /// Topics of this run begin with it instead of `tda_`.
    #[arg(long)]
    prefix: String,
    /// Size of a record's value; the smallest event is larger than 250.
    #[arg(long, default_value_t = 300)]
    value_bytes: usize,
    /// Seconds to produce for.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Records to consume, or jobs to do.
    #[arg(long, default_value_t = 100_000)]
    records: usize,
    /// Of producers: wait for each record's acknowledgement before the next.
    #[arg(long)]
    one_by_one: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// Create the topics and fill one with events.
    Prepare,
    /// Publish for some seconds.
    Produce,
    /// Read records that are there.
    Consume,
    /// From publishing to reading, at a thousand a second.
    Latency,
    /// Jobs with an engine that answers at once.
    JobsAtLeastOnce,
    /// The same, exactly once.
    JobsExactlyOnce,
    /// Publish while the broker goes away: how long a caller is held up, and what it costs.
    Outage,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Who {
    /// Typed events.
    Ours,
    /// `BaseProducer` and `BaseConsumer` of rdkafka, with bytes that are made already.
    Rdkafka,
    /// The crate confluent-kafka.
    Confluent,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { what, who, servers, prefix, value_bytes, seconds, records, one_by_one } =
        Arguments::parse();
    let work = Work::new(servers, prefix, value_bytes)?;
    let time = Duration::from_secs_f64(seconds);
    let work = match what {
        What::Latency | What::JobsAtLeastOnce | What::JobsExactlyOnce => work.apart(),
        _ => work,
    };
    let figures: Figures = match (what, who) {
        (What::Prepare, _) => ours::prepare(&work, records).await?,
        (What::Produce, Who::Ours) if one_by_one => ours::produce_one_by_one(&work, time).await?,
        (What::Produce, Who::Ours) => ours::produce(&work, time).await?,
        (What::Produce, Who::Rdkafka) => rdkafka_alone::produce(&work, time)?,
        (What::Produce, Who::Confluent) => confluent::produce(&work, time).await?,
        (What::Consume, Who::Ours) => ours::consume(&work, records).await?,
        (What::Consume, Who::Rdkafka) => rdkafka_alone::consume(&work, records)?,
        (What::Consume, Who::Confluent) => confluent::consume(&work, records).await?,
        (What::Latency, Who::Ours) => latency::ours(&work, time).await?,
        (What::Latency, _) => latency::rdkafka_alone(&work, time).await?,
        (What::JobsAtLeastOnce, _) => jobs::run(&work, records, false).await?,
        (What::JobsExactlyOnce, _) => jobs::run(&work, records, true).await?,
        (What::Outage, _) => outage::run(&work, time).await?,
    };
    println!("{}", serde_json::to_string(&figures)?);
    Ok(())
}
