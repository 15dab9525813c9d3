//! How records are gathered, sent and waited for.

use super::{Setting, in_milliseconds, milliseconds, milliseconds_above_zero, number, one_of, text, truth};

const COMPRESSIONS: [&str; 5] = ["none", "gzip", "snappy", "lz4", "zstd"];

pub(super) const SETTINGS: &[Setting] = &[
    Setting::new(
        "producer_profile",
        "A producer profile of the catalog; what is set beside it wins.",
        |config, value| text(value).map(|name| config.producer_profile = Some(name)),
        |config| config.producer_profile.clone(),
    )
    .variables(&["KAFKA_PRODUCER_PROFILE"])
    .expects("the name of a profile")
    .without_default("the defaults of this table are its `default`, with a shorter linger"),
    Setting::new(
        "linger_ms",
        "How long a record waits for company in its batch.",
        |config, value| milliseconds(value).map(|time| config.linger = time),
        |config| in_milliseconds(config.linger),
    )
    .variables(&["KAFKA_LINGER_MS"])
    .properties(&["linger.ms", "queue.buffering.max.ms"])
    .expects("milliseconds")
    .default("5", "invisible to people, ample for batching"),
    Setting::new(
        "compression",
        "How batches are compressed.",
        |config, value| {
            let name = value.to_ascii_lowercase();
            one_of(COMPRESSIONS.contains(&name.as_str()).then_some(name))
                .map(|name| config.compression = name)
        },
        |config| Some(config.compression.clone()),
    )
    .variables(&["KAFKA_COMPRESSION_TYPE"])
    .properties(&["compression.type", "compression.codec"])
    .expects("none, gzip, snappy, lz4 or zstd")
    .default("lz4", "saves most of the bytes for hardly any time"),
    Setting::new(
        "delivery_timeout_ms",
        "How long a record may wait for its acknowledgement before its delivery fails.",
        |config, value| milliseconds_above_zero(value).map(|time| config.delivery_timeout = time),
        |config| in_milliseconds(config.delivery_timeout),
    )
    .variables(&["KAFKA_DELIVERY_TIMEOUT_MS"])
    .properties(&["delivery.timeout.ms", "message.timeout.ms"])
    .expects("milliseconds, at least 1")
    .default("120000", "rides out a broker's restart, and a caller still hears about its loss"),
    Setting::new(
        "queue_records_max",
        "Records that may await delivery; past it `enqueue` waits and `try_enqueue` fails.",
        |config, value| number(value).map(|records| config.queue_records_max = records),
        |config| Some(config.queue_records_max.to_string()),
    )
    .variables(&["KAFKA_QUEUE_RECORDS_MAX"])
    .properties(&["queue.buffering.max.messages"])
    .expects("a number, at least 1")
    .default("100000", "a tenth of a second at the fastest"),
    Setting::new(
        "queue_bytes_max",
        "Bytes that may await delivery.",
        |config, value| number(value).map(|bytes| config.queue_bytes_max = bytes),
        |config| Some(config.queue_bytes_max.to_string()),
    )
    .variables(&["KAFKA_QUEUE_BYTES_MAX"])
    .properties(&["buffer.memory"])
    .expects("bytes, at least 1")
    .default("268435456", "256 MiB: a service survives it, and a minute's outage fits"),
    Setting::new(
        "record_bytes_max",
        "The largest record: key, value and headers. The broker's limit must be larger.",
        |config, value| number(value).map(|bytes| config.record_bytes_max = bytes),
        |config| Some(config.record_bytes_max.to_string()),
    )
    .variables(&["KAFKA_RECORD_BYTES_MAX"])
    .properties(&["max.request.size"])
    .expects("bytes, at least 1")
    .default("1000000", "Kafka's default of message.max.bytes, less what the batch adds"),
    Setting::new(
        "transactional_id",
        "The identity of a transactional producer: a second one of the same name fences the first.",
        |config, value| text(value).map(|id| config.transactional_id = Some(id)),
        |config| config.transactional_id.clone(),
    )
    .variables(&["KAFKA_TRANSACTIONAL_ID"])
    .properties(&["transactional.id"])
    .without_default("a name made here would differ after a restart and fence nobody"),
    Setting::new(
        "transaction_timeout_ms",
        "How long a transaction of a producer may stay open on the cluster before that aborts it; those of workers have 10 s.",
        |config, value| milliseconds(value).map(|time| config.publishing.transaction_timeout = time),
        |config| in_milliseconds(config.publishing.transaction_timeout),
    )
    .variables(&["KAFKA_TRANSACTION_TIMEOUT_MS"])
    .properties(&["transaction.timeout.ms"])
    .expects("milliseconds, at least 1000")
    .default("10000", "what a dead process left open holds readers back no longer than that"),
    Setting::new(
        "simulated_transactions",
        "Allows transactions on the embedded broker, which takes them without keeping their promises.",
        |config, value| truth(value).map(|allowed| config.publishing.simulated_transactions = allowed),
        |config| Some(config.publishing.simulated_transactions.to_string()),
    )
    .variables(&["TDA_SIMULATED_TRANSACTIONS"])
    .expects("true or false")
    .default("false", "aborted records are visible there, and nobody is fenced"),
];
