//! `tda produce`: events from stdin to their topics.

use std::{
    borrow::Cow,
    collections::VecDeque,
    io::{self, Write},
    time::Duration,
};

use clap::Args;
use serde_json::json;
use tda_events::{Dialect, EncodeOptions, EncodedRecord, limits::VALUE_BYTES_MAX};

use super::{
    Failure,
    catalogs::Catalogs,
    connect::{log_to_stderr, runtime},
    deployment::{Deployed, Deployment},
    form::{Form, Framing},
    stream::{Bad, Item, Output, Reader, Report, Source, Unread},
};
use crate::{
    encryption::Encryptor,
    producer::{Delivery, Producer},
    transport::Receipt,
};

/// Publish the events on stdin, one JSON object a line: checked, keyed and routed as the catalog says.
///
/// A bad event is told on stderr with its line, the others are still published, and the exit code is 1. Each acknowledged event is a line
/// on stdout, in the order of stdin.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda new-event job.submitted | tda produce
  tda produce --catalog todo < tasks.jsonl
  echo '{\"broken\": 1}' | tda produce --raw tda_jobs --key job-1       as it is: no event is asked for")]
pub(super) struct Produce {
    #[command(flatten)]
    deployment: Deployment,
    /// The form that is written, such as canonical/avro_single_object; by default the dialect of each event, as JSON.
    #[arg(long, value_name = "DIALECT/ENCODING")]
    to: Option<Form>,
    /// Publish each line to this topic as it is: no check, no catalog.
    #[arg(long, value_name = "TOPIC", conflicts_with = "to")]
    raw: Option<String>,
    /// With --raw: the key of every record.
    #[arg(long, value_name = "KEY", requires = "raw")]
    key: Option<String>,
    /// How receipts are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// Records whose receipts are waited for at a time.
const IN_FLIGHT_MAX: usize = 10_000;
const CLOSE_DEADLINE: Duration = Duration::from_secs(30);

impl Produce {
    pub(super) fn run(&self) -> Result<(), Failure> {
        log_to_stderr();
        let deployed = self.deployment.load()?;
        let runtime = runtime()?;
        let producer = Producer::connect_blocking(&deployed.config)?;
        let encryptor = Encryptor::open(&deployed.config, None)?;
        let reader = Reader::of(Catalogs::of(Cow::Owned(deployed.catalog().clone())));
        let mut report = Report::new(Output::Text);
        let mut in_flight = VecDeque::new();
        let mut source = Source::new(io::stdin().lock(), Framing::Lines, VALUE_BYTES_MAX);
        while let Some((number, item)) = source.next()? {
            match self.record(&deployed, encryptor.as_ref(), &reader, item) {
                Ok(record) => {
                    in_flight.push_back(runtime.block_on(producer.enqueue_record(&record))?);
                    report.good();
                }
                Err(bad) => report.bad(&mut io::stderr(), "stdin", number, &bad)?,
            }
            // What may have to be waited for is waited for after what was published is told.
            let keep = if source.may_wait() { 0 } else { IN_FLIGHT_MAX };
            self.tell(&mut in_flight, keep)?;
        }
        self.tell(&mut in_flight, 0)?;
        producer.close_blocking(CLOSE_DEADLINE)?;
        report.finish()
    }

    fn record(
        &self,
        deployed: &Deployed,
        encryptor: Option<&Encryptor>,
        reader: &Reader,
        item: Item<'_>,
    ) -> Result<EncodedRecord, Bad> {
        if let Some(topic) = &self.raw {
            return Ok(self.as_it_is(deployed.named(topic), whole(item)?));
        }
        let value = whole(item)?;
        let (event, catalog) =
            super::stream::Bytes::of(Vec::new(), &value).decode(reader).map_err(Unread::from)?;
        let spoken = catalog.event_spec(event.event_type()).map_or(Dialect::Canonical, |spec| spec.dialect);
        let config = &deployed.config;
        let form = self.to.unwrap_or(Form { dialect: spoken, encoding: config.encoding });
        let mut options = EncodeOptions::new().catalog(catalog);
        if let Some(source) = &config.source {
            options = options.source(source);
        }
        let Some(encryptor) = encryptor else {
            return Ok(event.encode_with(form.dialect, form.encoding, &options)?);
        };
        let sealed = encryptor.seal::<_, Bad>(&event, None)?;
        let mut record = sealed.event.encode_with(form.dialect, form.encoding, &options)?;
        sealed.mark(&mut record);
        Ok(record)
    }

    fn as_it_is(&self, topic: String, value: Vec<u8>) -> EncodedRecord {
        let key = self.key.as_ref().map(|key| key.as_bytes().to_vec());
        EncodedRecord::raw(topic, key, value)
    }

    /// Waits for all but the last `keep` receipts and tells them.
    fn tell(&self, in_flight: &mut VecDeque<Delivery>, keep: usize) -> Result<(), Failure> {
        if in_flight.len() <= keep {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        while in_flight.len() > keep {
            let Some(delivery) = in_flight.pop_front() else { break };
            let Receipt { topic, partition, offset, timestamp_ms } = delivery.wait()?;
            match self.output {
                Output::Text => writeln!(out, "{topic}[{partition}]@{offset}")?,
                Output::Json => writeln!(
                    out,
                    "{}",
                    json!({"topic": topic, "partition": partition, "offset": offset, "timestamp_ms": timestamp_ms})
                )?,
            }
        }
        Ok(out.flush()?)
    }
}

fn whole(item: Item<'_>) -> Result<Vec<u8>, Unread> {
    match item {
        Item::Cut { size_bytes, expected_bytes } => Err(Unread::Cut { size_bytes, expected_bytes }),
        Item::Oversized { size_bytes } => Err(Unread::Oversized { size_bytes }),
        Item::Whole(whole) => Ok(whole.to_vec()),
    }
}
