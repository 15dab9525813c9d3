//! The sections of a catalog file, from the top down.

use super::{Section, Shape, optional, required};
use crate::catalog::limits::{BROKERS_MAX, PARTITIONS_MAX, REPLICATION_MAX};

const DIALECTS: &[&str] =
    &["canonical", "metadata_payload", "camel_case", "fsm_record", "cloudevents", "cloudevents_binary"];

pub(in crate::catalog) const CATALOG: Section = Section {
    name: "catalog",
    doc: "One system: its topics, events, groups, identities, measurements and alerts.",
    keys: &[
        required("catalog", Shape::Integer(1, 1), "Version of this file format."),
        required("system", Shape::Text, "Name of the system: lower-case letters, digits, - and _."),
        optional("summary", Shape::Text, "What the system does, in one line."),
        optional(
            "prefix",
            Shape::Text,
            "Leading part of topic names that each environment replaces by its own.",
        ),
        optional(
            "dialect",
            Shape::Word(DIALECTS),
            "Wire shape of events that name none; canonical by default.",
        ),
        optional(
            "kubernetes_names",
            Shape::Word(&["derived"]),
            "derived: manifests take a legal object name made of the topic's, and name the topic as it is.",
        ),
        optional("erasure", Shape::Section(&ERASURE), "How what is known of a person is removed."),
        optional("environments", Shape::ByEnvironment(&ENVIRONMENT), "Where the system runs."),
        optional("types", Shape::Types, "Types that several events use, by name in upper camel case."),
        optional("events", Shape::Named(&EVENT), "Payloads of events, by event type."),
        required("topics", Shape::Named(&TOPIC), "Topics, by logical name."),
        optional("groups", Shape::Named(&GROUP), "Consumer groups, by id."),
        optional("principals", Shape::Named(&PRINCIPAL), "Identities and what they may do, by name."),
        optional("producers", Shape::Named(&PROFILE), "Producer profiles, by name."),
        optional("consumers", Shape::Named(&PROFILE), "Consumer profiles, by name; groups refer to them."),
        optional("metrics", Shape::Named(&METRIC), "Measurements that are exported, by Prometheus name."),
        optional("alerts", Shape::Named(&ALERT), "Alerts over metrics of this catalog, by name."),
        optional("dashboards", Shape::Named(&DASHBOARD), "Dashboards over metrics of this catalog, by name."),
        optional("lint", Shape::Sections(&SILENCE), "Findings that stand on purpose, each with its reason."),
    ],
};

pub(in crate::catalog) const ERASURE: Section = Section {
    name: "erasure",
    doc: "How what is known of a person is removed on request.",
    keys: &[
        required(
            "method",
            Shape::Word(&["destroy_key", "tombstone", "retention", "delete_records"]),
            "destroy_key: sensitive fields are encrypted with a key per user, which is destroyed. tombstone: a \
             record without value replaces the compacted one. retention: topics forget within the days given. \
             delete_records: removal from the middle of a log, which Kafka cannot do.",
        ),
        optional("within_days", Shape::Integer(1, 36_500), "Longest time until nothing readable is left."),
        optional(
            "users",
            Shape::Texts,
            "Fields of payloads that name the person whom an event is about; the first that is there counts, before the \
             event's header user_id. Without it user_id and userId.",
        ),
    ],
};

pub(in crate::catalog) const ENVIRONMENT: Section = Section {
    name: "environment",
    doc: "A cluster, and what its topics are unless they say otherwise.",
    keys: &[
        optional("summary", Shape::Text, "What the environment is for."),
        optional("topic_prefix", Shape::Text, "What stands in place of the catalog's prefix."),
        optional("brokers", Shape::Integer(1, BROKERS_MAX), "Number of brokers."),
        optional("racks", Shape::Integer(1, BROKERS_MAX), "Number of racks or zones they stand in."),
        optional("storage_gb_per_broker", Shape::Integer(1, 1_000_000), "Disk of each broker, in gigabytes."),
        optional("config", Shape::Settings, "Settings of the brokers, by Kafka's names."),
        optional("listeners", Shape::Named(&LISTENER), "Doors of the brokers, by name."),
        optional("defaults", Shape::Section(&SIZE), "Size and settings of topics that name none."),
    ],
};

pub(in crate::catalog) const LISTENER: Section = Section {
    name: "listener",
    doc: "One door of the brokers.",
    keys: &[
        required("port", Shape::Integer(1, 65_535), "TCP port."),
        optional("tls", Shape::Boolean, "Whether it is encrypted; false by default."),
        optional(
            "authentication",
            Shape::Text,
            "none, mutual-tls, or a SASL mechanism such as SCRAM-SHA-512.",
        ),
        optional("external", Shape::Boolean, "Whether clients outside the cluster's network use it."),
    ],
};

pub(in crate::catalog) const SIZE: Section = Section {
    name: "size",
    doc: "Size and settings of a topic in one environment.",
    keys: &[
        optional("partitions", Shape::Integer(1, PARTITIONS_MAX), "Number of partitions."),
        optional("replication_factor", Shape::Integer(1, REPLICATION_MAX), "Copies of each partition."),
        optional("config", Shape::Settings, "Settings of the topic here, over those of every environment."),
    ],
};

macro_rules! sizes {
    ($($key:expr),* $(,)?) => {
        &[
            $($key,)*
            optional("development", Shape::Section(&SIZE), "Size in development."),
            optional("test", Shape::Section(&SIZE), "Size in test."),
            optional("integration", Shape::Section(&SIZE), "Size in integration."),
            optional("staging", Shape::Section(&SIZE), "Size in staging."),
            optional("production", Shape::Section(&SIZE), "Size in production."),
        ]
    };
}

pub(in crate::catalog) const TOPIC: Section = Section {
    name: "topic",
    doc: "A topic: what it carries, how records are keyed, how long they stay.",
    keys: sizes![
        optional("summary", Shape::Text, "What the topic is for."),
        optional("owner", Shape::Text, "Who answers for it: a team or a service."),
        optional(
            "partition_key",
            Shape::Text,
            "Rule of the key that chooses the partition; that of key by default."
        ),
        optional(
            "key",
            Shape::Text,
            "Rule of the record's key, such as \"user:{data.user_id}\"; none: no key."
        ),
        optional(
            "identity",
            Shape::Texts,
            "On a compacted topic the parts that tell apart what must be kept, such as data.user_id.",
        ),
        optional(
            "layout",
            Shape::Word(&["records", "packed"]),
            "Layout of persistence diagrams; records by default."
        ),
        optional(
            "partitioner",
            Shape::Word(&["murmur2", "jump", "utc_hour", "sticky"]),
            "How the partition is chosen: murmur2 (the default, as Kafka's Java client) and jump, which moves few \
             keys when partitions are added, by the partition key; utc_hour by the hour of the event's time; sticky \
             by turns, a batch each, for records without a key.",
        ),
        optional("dialect", Shape::Word(DIALECTS), "Wire shape of its events that name none."),
        optional("config", Shape::Settings, "Settings of the topic in every environment, by Kafka's names."),
        required("events", Shape::Texts, "Event types whose default topic this is."),
        optional(
            "dead_letter",
            Shape::TextOrSection(&DEAD_LETTER),
            "Where records go that cannot be handled: a topic of this catalog, or one of its own.",
        ),
    ],
};

pub(in crate::catalog) const DEAD_LETTER: Section = Section {
    name: "dead_letter",
    doc: "A dead-letter topic of its own.",
    keys: sizes![
        optional("name", Shape::Text, "Its name; the topic's and .dlq by default."),
        optional("config", Shape::Settings, "Its settings in every environment, by Kafka's names."),
    ],
};

pub(in crate::catalog) const EVENT: Section = Section {
    name: "event",
    doc: "An event: what it says and how it is written.",
    keys: &[
        optional("summary", Shape::Text, "The fact that it states."),
        optional("dialect", Shape::Word(DIALECTS), "Its wire shape unless the producer asks for another."),
        optional("payload", Shape::Fields, "Its fields; left out for the typed events of tda-stream."),
        optional("sensitive", Shape::Texts, "Fields about a person, as paths such as details.ip_address."),
    ],
};

pub(in crate::catalog) const GROUP: Section = Section {
    name: "group",
    doc: "A consumer group.",
    keys: &[
        optional("summary", Shape::Text, "What its members do."),
        optional("topics", Shape::Texts, "Topics it reads."),
        optional(
            "instances",
            Shape::Instances,
            "Members meant to run: one number for all environments but development and test, or one for each.",
        ),
        optional("profile", Shape::Text, "Consumer profile whose settings it starts from."),
        optional(
            "guarantee",
            Shape::Word(&["at_most_once", "at_least_once", "exactly_once"]),
            "What a crash does to a record: lost, repeated, neither.",
        ),
        optional(
            "lag_budget_seconds",
            Shape::Integer(1, 3_153_600_000),
            "How far behind it may fall; topics keep records at least as long.",
        ),
        optional("config", Shape::Settings, "Settings of its consumers, by Kafka's names."),
    ],
};

pub(in crate::catalog) const PRINCIPAL: Section = Section {
    name: "principal",
    doc: "An identity and what it may do.",
    keys: &[
        optional("summary", Shape::Text, "Who or what it is."),
        optional("authentication", Shape::Text, "How it proves itself: mutual-tls or a SASL mechanism."),
        optional("read", Shape::Texts, "Topics it reads."),
        optional("write", Shape::Texts, "Topics it writes."),
        optional("emits", Shape::Texts, "Event types it writes; their topics stand under write."),
        optional("groups", Shape::Texts, "Groups it joins."),
        optional("transactional_id_prefixes", Shape::Texts, "Leading parts of transactional ids it uses."),
        optional(
            "describe_prefixes",
            Shape::Texts,
            "Leading parts of names of topics and groups it may look at.",
        ),
        optional("quotas", Shape::Section(&QUOTAS), "How much of a broker it may take."),
    ],
};

pub(in crate::catalog) const QUOTAS: Section = Section {
    name: "quotas",
    doc: "Limits of an identity on each broker.",
    keys: &[
        optional("producer_bytes_per_second", Shape::Integer(1, u64::MAX >> 1), "Bytes it may write."),
        optional("consumer_bytes_per_second", Shape::Integer(1, u64::MAX >> 1), "Bytes it may read."),
        optional(
            "request_percentage",
            Shape::Integer(1, 100_000),
            "Share of a broker's threads; 100 is one.",
        ),
        optional("mutations_per_second", Shape::Integer(1, 1_000_000), "Partitions it may create or delete."),
    ],
};

pub(in crate::catalog) const PROFILE: Section = Section {
    name: "profile",
    doc: "Settings of a client under a name.",
    keys: &[
        optional("summary", Shape::Text, "When to choose it."),
        required("config", Shape::Settings, "Settings, by Kafka's names."),
    ],
};

pub(in crate::catalog) const METRIC: Section = Section {
    name: "metric",
    doc: "A measurement that somebody exports.",
    keys: &[
        optional("summary", Shape::Text, "What is measured."),
        required("type", Shape::Word(&["counter", "gauge", "histogram"]), "How it counts."),
        optional("labels", Shape::Texts, "Labels of each series."),
        optional("buckets", Shape::Numbers, "Upper bounds of a histogram's buckets, rising."),
        optional(
            "exporter",
            Shape::Word(&["application", "client", "jmx", "kafka_exporter", "node_exporter"]),
            "Who exports it: the clients of this library (default), an exporter that runs beside the brokers, or the \
             system's own programs (application), which is taken at its word.",
        ),
    ],
};

pub(in crate::catalog) const ALERT: Section = Section {
    name: "alert",
    doc: "When somebody is told.",
    keys: &[
        optional("summary", Shape::Text, "What is wrong, for the person who is told."),
        required("severity", Shape::Word(&["info", "warning", "critical"]), "How soon somebody must act."),
        optional("for_seconds", Shape::Integer(0, 604_800), "How long all conditions hold before it fires."),
        required("when", Shape::Sections(&CONDITION), "Conditions, all of which must hold."),
    ],
};

const FUNCTIONS: &[&str] = &["value", "rate", "increase", "quantile", "absent"];

pub(in crate::catalog) const CONDITION: Section = Section {
    name: "condition",
    doc: "One comparison over a metric.",
    keys: &[
        required("metric", Shape::Text, "A metric of this catalog."),
        optional(
            "function",
            Shape::Word(FUNCTIONS),
            "value (default): the largest series. rate: per second within the window. increase: growth within \
             the window. quantile: of a histogram within the window. absent: no series at all.",
        ),
        optional("quantile", Shape::Number, "Which quantile, such as 0.95."),
        optional("window_seconds", Shape::Integer(1, 604_800), "Length of the window."),
        optional("labels", Shape::TextByName, "Only series with these labels."),
        optional("by", Shape::Texts, "Labels that stay apart; all others are summed up."),
        optional("above", Shape::Number, "Holds above this number."),
        optional("below", Shape::Number, "Holds below this number."),
    ],
};

pub(in crate::catalog) const DASHBOARD: Section = Section {
    name: "dashboard",
    doc: "Panels that belong together.",
    keys: &[
        required("title", Shape::Text, "Its title."),
        optional("summary", Shape::Text, "Which question it answers."),
        required("panels", Shape::Sections(&PANEL), "Its panels, from the top."),
    ],
};

pub(in crate::catalog) const PANEL: Section = Section {
    name: "panel",
    doc: "One graph.",
    keys: &[
        required("title", Shape::Text, "Its title."),
        required("metric", Shape::Text, "A metric of this catalog."),
        optional("function", Shape::Word(FUNCTIONS), "As in conditions of alerts."),
        optional("quantile", Shape::Number, "Which quantile, such as 0.95."),
        optional("window_seconds", Shape::Integer(1, 604_800), "Length of the window."),
        optional("labels", Shape::TextByName, "Only series with these labels."),
        optional("by", Shape::Texts, "Labels that stay apart; all others are summed up."),
    ],
};

pub(in crate::catalog) const SILENCE: Section = Section {
    name: "silence",
    doc: "A finding that stands on purpose.",
    keys: &[
        required("rule", Shape::Rule, "Id of the rule, such as topic-not-read."),
        required("path", Shape::Text, "Where: this place and all below it, such as topics.audit-logs."),
        required("reason", Shape::Text, "Why it stands."),
    ],
};
