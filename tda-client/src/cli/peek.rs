//! `tda peek`: the envelopes of events.

use clap::Args;
use serde_json::{Map, Value, json};
use tda_events::Peek as Envelope;

use super::{
    Failure,
    stream::{self, Framing, Item, Output, ReaderArguments, Sink, Unread},
};

/// Print the envelopes of events on stdin, one JSON line each, without reading their data.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda new-event job.submitted | tda peek
  tda peek < events.jsonl | grep '\"event_type\":\"job.failed\"'")]
pub(super) struct Peek {
    #[command(flatten)]
    reader: ReaderArguments,
    /// How bad events are told on stderr.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

impl Peek {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let reader = self.reader.reader()?;
        let peek = |item: Item<'_>| {
            let bytes = reader.open(item)?;
            Ok(json_of(&bytes.peek(&reader).map_err(Unread::from)?).to_string())
        };
        let sink = Sink::new(Framing::Lines);
        stream::through(&reader, sink, self.output, peek, |sink, line| sink.line(line.as_bytes()))
    }
}

/// The envelope under the names of the canonical dialect, absent fields left out.
fn json_of(envelope: &Envelope<'_>) -> Value {
    let headers: Map<_, _> =
        envelope.headers.iter().map(|(name, value)| (name.to_string(), json!(value))).collect();
    let mut object = json!({
        "schema_version": envelope.schema_version.to_string(),
        "event_id": envelope.event_id,
        "timestamp": envelope.timestamp,
        "event_type": envelope.event_type,
        "source": envelope.source,
    });
    for (name, id) in [("correlation_id", &envelope.correlation_id), ("causation_id", &envelope.causation_id)]
    {
        if let Some(id) = id {
            object[name] = json!(id);
        }
    }
    if !headers.is_empty() {
        object["headers"] = Value::Object(headers);
    }
    object
}
