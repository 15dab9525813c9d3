//! How groups are joined and read.

use super::{
    super::{GroupProtocol, OffsetReset},
    Setting, in_milliseconds, milliseconds_above_zero, one_of, text, truth,
};

pub(super) const SETTINGS: &[Setting] = &[
    Setting::new(
        "group",
        "The consumer group of consumers and workers. A group of the catalog brings its settings along.",
        |config, value| text(value).map(|group| config.group = Some(group)),
        |config| config.group.clone(),
    )
    .variables(&["KAFKA_CONSUMER_GROUP", "KAFKA_GROUP_ID"])
    .properties(&["group.id"])
    .without_default("a consumer names it; a job worker joins `tda_job_processors`"),
    Setting::new(
        "instance_id",
        "A name of this process that survives its restart: the member is static (KIP-345).",
        |config, value| text(value).map(|id| config.instance_id = Some(id)),
        |config| config.instance_id.clone(),
    )
    .variables(&["KAFKA_GROUP_INSTANCE_ID"])
    .properties(&["group.instance.id"])
    .without_default("two processes of one name would fence each other"),
    Setting::new(
        "group_protocol",
        "Whether members share out partitions among themselves (`classic`) or the broker does (KIP-848).",
        |config, value| {
            one_of(GroupProtocol::from_name(value)).map(|protocol| config.group_protocol = protocol)
        },
        |config| Some(config.group_protocol.name().to_owned()),
    )
    .variables(&["KAFKA_GROUP_PROTOCOL"])
    .properties(&["group.protocol"])
    .expects("classic or consumer")
    .default("classic", "brokers before 4.0 know no other"),
    Setting::new(
        "auto_offset_reset",
        "Where a group without a committed offset begins.",
        |config, value| one_of(OffsetReset::from_name(value)).map(|reset| config.auto_offset_reset = reset),
        |config| Some(config.auto_offset_reset.name().to_owned()),
    )
    .variables(&["KAFKA_AUTO_OFFSET_RESET"])
    .properties(&["auto.offset.reset"])
    .expects("earliest or latest")
    .default("earliest", "what was submitted before the first worker started is not lost"),
    Setting::new(
        "enable_auto_commit",
        "Commit by the clock what was acknowledged, and nothing else.",
        |config, value| truth(value).map(|on| config.enable_auto_commit = on),
        |config| Some(config.enable_auto_commit.to_string()),
    )
    .variables(&["KAFKA_ENABLE_AUTO_COMMIT"])
    .properties(&["enable.auto.commit"])
    .expects("true or false")
    .default("false", "offsets follow what was handled"),
    Setting::new(
        "auto_commit_interval_ms",
        "How often acknowledged offsets are committed.",
        |config, value| milliseconds_above_zero(value).map(|time| config.auto_commit_interval = Some(time)),
        |config| config.auto_commit_interval.and_then(in_milliseconds),
    )
    .variables(&["KAFKA_AUTO_COMMIT_INTERVAL_MS"])
    .properties(&["auto.commit.interval.ms"])
    .expects("milliseconds, at least 10")
    .without_default("500, so that a crash repeats little; 5 000 with `enable_auto_commit`, as Kafka's own"),
    Setting::new(
        "session_timeout_ms",
        "After this long without a heartbeat a member counts as dead (`classic`; else it is the group's, on the broker).",
        |config, value| milliseconds_above_zero(value).map(|time| config.session_timeout = time),
        |config| in_milliseconds(config.session_timeout),
    )
    .variables(&["KAFKA_SESSION_TIMEOUT_MS"])
    .properties(&["session.timeout.ms"])
    .expects("milliseconds, at least 1")
    .default("30000", "as the catalog's job processors: long for a pause of the process, short for a takeover"),
    Setting::new(
        "heartbeat_interval_ms",
        "How often a member says that it lives; at most a third of the session timeout.",
        |config, value| milliseconds_above_zero(value).map(|time| config.heartbeat_interval = Some(time)),
        |config| in_milliseconds(config.effective_heartbeat_interval()),
    )
    .variables(&["KAFKA_HEARTBEAT_INTERVAL_MS"])
    .properties(&["heartbeat.interval.ms"])
    .expects("milliseconds, at least 1")
    .without_default("3 000, or a tenth of the session timeout where that is less: nine may be lost"),
    Setting::new(
        "max_poll_interval_ms",
        "A member that has not polled for this long is put out of its group.",
        |config, value| milliseconds_above_zero(value).map(|time| config.max_poll_interval = time),
        |config| in_milliseconds(config.max_poll_interval),
    )
    .variables(&["KAFKA_MAX_POLL_INTERVAL_MS"])
    .properties(&["max.poll.interval.ms"])
    .expects("milliseconds, at least 1")
    .default("300000", "Kafka's own; clients here poll on a thread of their own, however long the work takes"),
];
