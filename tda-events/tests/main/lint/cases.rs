//! One case a rule: sections of a catalog with which it fires, and sections with which it does not.
//!
//! Sections that a case does not give are those of [`DEFAULTS`].

/// A catalog in which no rule finds anything but the absence of identities.
pub(super) const DEFAULTS: [&str; 3] = [
    "environments: {production: {brokers: 3, defaults: {partitions: 3, replication_factor: 3, config: {min.insync.replicas: 2}}}}",
    "events: {a.b: {payload: {id: id, opt?: id}}}",
    r#"topics: {t: {key: "{data.id}", events: [a.b]}}"#,
];

/// Rule, sections that fire, sections that do not.
pub(super) const CASES: &[(&str, &str, &str)] = &[
    (
        "alert-without-duration",
        "metrics: {m: {type: gauge}}\nalerts: {x: {severity: info, when: [{metric: m, above: 1}]}}",
        "metrics: {m: {type: gauge}}\nalerts: {x: {severity: info, for_seconds: 60, when: [{metric: m, above: 1}]}}",
    ),
    (
        "alert-without-metric",
        "metrics: {m: {type: gauge}}\nalerts: {x: {severity: info, when: [{metric: other, above: 1}]}}",
        "metrics: {m: {type: gauge}}\nalerts: {x: {severity: info, when: [{metric: m, above: 1}]}}",
    ),
    (
        "auto-create-topics",
        "environments: {production: {config: {auto.create.topics.enable: true}, defaults: {partitions: 1, replication_factor: 1}}}",
        "environments: {production: {config: {auto.create.topics.enable: false}, defaults: {partitions: 1, replication_factor: 1}}}",
    ),
    (
        "classic-settings-under-consumer-protocol",
        "groups: {g: {topics: [t], config: {group.protocol: consumer, session.timeout.ms: 30000}}}",
        "groups: {g: {topics: [t], config: {group.protocol: classic, session.timeout.ms: 30000}}}",
    ),
    (
        "compacted-key-not-identity",
        r#"topics: {t: {key: "{data.id}", identity: [data.id, data.opt], config: {cleanup.policy: compact}, events: [a.b]}}"#,
        r#"topics: {t: {key: "{data.id}/{data.opt?}", identity: [data.id, data.opt], config: {cleanup.policy: compact}, events: [a.b]}}"#,
    ),
    (
        "compacted-without-key",
        "topics: {t: {config: {cleanup.policy: compact}, events: [a.b]}}",
        r#"topics: {t: {key: "{data.id}", config: {cleanup.policy: compact}, events: [a.b]}}"#,
    ),
    (
        "compaction-lag-order",
        "topics: {t: {config: {cleanup.policy: compact, min.compaction.lag.ms: 2000, max.compaction.lag.ms: 1000}, events: [a.b]}}",
        "topics: {t: {config: {cleanup.policy: compact, min.compaction.lag.ms: 1000, max.compaction.lag.ms: 2000}, events: [a.b]}}",
    ),
    ("counter-name", "metrics: {records: {type: counter}}", "metrics: {records_total: {type: counter}}"),
    (
        "dead-letter-missing",
        "groups: {g: {topics: [t], guarantee: at_least_once}}",
        "topics: {t: {events: [a.b], dead_letter: {}}}\ngroups: {g: {topics: [t], guarantee: at_least_once}}",
    ),
    (
        "dead-letter-retention",
        "topics: {t: {events: [a.b], config: {retention.ms: 999999999}, dead_letter: {config: {retention.ms: 99999999}}}}",
        "topics: {t: {events: [a.b], config: {retention.ms: 99999999}, dead_letter: {config: {retention.ms: 999999999}}}}",
    ),
    (
        "delivery-timeout-too-short",
        "producers: {p: {config: {delivery.timeout.ms: 30000, request.timeout.ms: 30000, linger.ms: 5}}}",
        "producers: {p: {config: {delivery.timeout.ms: 30005, request.timeout.ms: 30000, linger.ms: 5}}}",
    ),
    (
        "dual-major-erasure",
        r#"topics: {t: {key: "{data.id}", config: {cleanup.policy: [compact, delete]}, events: [a.b]}}"#,
        r#"topics: {t: {key: "{data.id}/{schema_major}", config: {cleanup.policy: [compact, delete]}, events: [a.b]}}"#,
    ),
    ("emits-without-write", "principals: {p: {emits: [a.b]}}", "principals: {p: {emits: [a.b], write: [t]}}"),
    (
        "erasure-on-append-only",
        "erasure: {method: tombstone}\nevents: {a.b: {payload: {id: sensitive id}}}",
        "erasure: {method: destroy_key}\nevents: {a.b: {payload: {id: sensitive id}}}",
    ),
    (
        "erasure-undecided",
        "events: {a.b: {payload: {id: sensitive id}}}",
        "erasure: {method: retention, within_days: 7}\nevents: {a.b: {payload: {id: sensitive id}}}",
    ),
    (
        "erasure-unknown-user",
        "erasure: {method: destroy_key, users: [id, who]}\nevents: {a.b: {payload: {id: sensitive id}}}",
        "erasure: {method: destroy_key, users: [id, of.whom]}\nevents: {a.b: {payload: {id: sensitive id, of: {whom: id}}}}",
    ),
    (
        "event-with-two-topics",
        "topics: {t: {events: [a.b]}, u: {events: [a.b]}}",
        "events: {a.b: {payload: {id: id}}, a.c: {payload: {id: id}}}\ntopics: {t: {events: [a.b]}, u: {events: [a.c]}}",
    ),
    (
        "event-without-topic",
        "events: {a.b: {payload: {id: id}}, a.c: {payload: {id: id}}}",
        "events: {a.b: {payload: {id: id}}}",
    ),
    (
        "exactly-once-with-auto-commit",
        "groups: {g: {topics: [t], guarantee: exactly_once, config: {enable.auto.commit: true}}}",
        "groups: {g: {topics: [t], guarantee: exactly_once, config: {enable.auto.commit: false}}}",
    ),
    (
        "group-topic-not-readable",
        "groups: {g: {topics: [t]}}\nprincipals: {p: {groups: [g]}}",
        "groups: {g: {topics: [t]}}\nprincipals: {p: {groups: [g], read: [t]}}",
    ),
    (
        "group-without-principal",
        "groups: {g: {topics: [t]}}\nprincipals: {p: {read: [t]}}",
        "groups: {g: {topics: [t]}}\nprincipals: {p: {read: [t], groups: [g]}}",
    ),
    ("group-without-topics", "groups: {g: {instances: 1}}", "groups: {g: {topics: [t]}}"),
    (
        "idempotence-contradicted",
        "producers: {p: {config: {acks: 1}}}",
        "producers: {p: {config: {acks: 1, enable.idempotence: false}}}",
    ),
    (
        "key-may-be-missing",
        r#"topics: {t: {key: "{data.opt}", events: [a.b]}}"#,
        r#"topics: {t: {key: "{data.opt|data.id}", events: [a.b]}}"#,
    ),
    (
        "kubernetes-name",
        "topics: {under_score: {events: [a.b]}}",
        "kubernetes_names: derived\ntopics: {under_score: {events: [a.b]}}",
    ),
    (
        "kubernetes-name-clash",
        "kubernetes_names: derived\ntopics: {t_u: {events: [a.b]}, t-u: {events: []}}",
        "kubernetes_names: derived\ntopics: {t_u: {events: [a.b]}, t-v: {events: []}}",
    ),
    (
        "layout-without-effect",
        "topics: {t: {layout: packed, events: [a.b]}}",
        "topics: {t: {layout: packed, events: [result.persistence_diagram]}}",
    ),
    (
        "message-above-broker",
        "topics: {t: {config: {max.message.bytes: 2097152}, events: [a.b]}}",
        "topics: {t: {config: {max.message.bytes: 1048576}, events: [a.b]}}",
    ),
    (
        "metric-not-exported",
        "metrics: {kafka_broker_count: {type: gauge, exporter: kafka_exporter}}",
        "metrics: {kafka_brokers: {type: gauge, exporter: kafka_exporter}, tda_kafka_consumer_lag: {type: gauge, labels: [topic]}, own: {type: gauge, exporter: application}}",
    ),
    (
        "metric-unused",
        "metrics: {kafka_brokers: {type: gauge, exporter: kafka_exporter}}",
        "metrics: {kafka_brokers: {type: gauge, exporter: kafka_exporter}}\ndashboards: {d: {title: d, panels: [{title: p, metric: kafka_brokers}]}}",
    ),
    (
        "min-insync-at-replication",
        "topics: {t: {config: {min.insync.replicas: 3}, events: [a.b]}}",
        "topics: {t: {config: {min.insync.replicas: 2}, events: [a.b]}}",
    ),
    (
        "min-insync-missing",
        "environments: {production: {defaults: {partitions: 1, replication_factor: 3}}}",
        "environments: {production: {config: {min.insync.replicas: 2}, defaults: {partitions: 1, replication_factor: 3}}}",
    ),
    (
        "mixed-assignors",
        "groups: {g: {topics: [t], config: {partition.assignment.strategy: [range, cooperative-sticky]}}}",
        "groups: {g: {topics: [t], config: {partition.assignment.strategy: [range, roundrobin]}}}",
    ),
    ("no-principals", "summary: Nobody.", "principals: {p: {write: [t]}}"),
    (
        "panel-without-metric",
        "dashboards: {d: {title: d, panels: [{title: p, metric: m}]}}",
        "metrics: {m: {type: gauge}}\ndashboards: {d: {title: d, panels: [{title: p, metric: m}]}}",
    ),
    (
        "partition-key-outside-key",
        r#"topics: {t: {key: "{data.id}", partition_key: "{event_type}", config: {cleanup.policy: compact}, events: [a.b]}}"#,
        r#"topics: {t: {key: "{data.id}/{event_type}", partition_key: "{data.id}", config: {cleanup.policy: compact}, events: [a.b]}}"#,
    ),
    (
        "poll-under-session",
        "groups: {g: {topics: [t], config: {max.poll.interval.ms: 20000, session.timeout.ms: 30000}}}",
        "groups: {g: {topics: [t], config: {max.poll.interval.ms: 300000, session.timeout.ms: 30000}}}",
    ),
    (
        "principal-without-group",
        "principals: {p: {read: [t]}}",
        "groups: {g: {topics: [t]}}\nprincipals: {p: {read: [t], groups: [g]}}",
    ),
    (
        "replication-above-brokers",
        "environments: {production: {brokers: 2, defaults: {partitions: 1, replication_factor: 3}}}",
        "environments: {production: {brokers: 3, defaults: {partitions: 1, replication_factor: 3}}}",
    ),
    (
        "retention-below-lag-budget",
        "topics: {t: {config: {retention.ms: 3600000}, events: [a.b]}}\ngroups: {g: {topics: [t], lag_budget_seconds: 86400}}",
        "topics: {t: {config: {retention.ms: 604800000}, events: [a.b]}}\ngroups: {g: {topics: [t], lag_budget_seconds: 86400}}",
    ),
    (
        "retention-bytes-below-segment",
        "topics: {t: {config: {retention.bytes: 536870912}, events: [a.b]}}",
        "topics: {t: {config: {retention.bytes: 536870912, segment.bytes: 67108864}, events: [a.b]}}",
    ),
    (
        "scram-not-managed",
        "principals: {p: {write: [t], authentication: SCRAM-SHA-256}}",
        "principals: {p: {write: [t], authentication: SCRAM-SHA-512}}",
    ),
    (
        "segment-above-retention",
        "topics: {t: {config: {retention.ms: 3600000}, events: [a.b]}}",
        "topics: {t: {config: {retention.ms: 3600000, segment.ms: 600000}, events: [a.b]}}",
    ),
    (
        "session-under-three-heartbeats",
        "groups: {g: {topics: [t], config: {session.timeout.ms: 10000, heartbeat.interval.ms: 5000}}}",
        "groups: {g: {topics: [t], config: {session.timeout.ms: 30000, heartbeat.interval.ms: 10000}}}",
    ),
    (
        "setting-without-effect",
        "topics: {t: {config: {cleanup.policy: delete, min.compaction.lag.ms: 1000}, events: [a.b]}}",
        "topics: {t: {config: {cleanup.policy: compact, min.compaction.lag.ms: 1000}, events: [a.b]}}",
    ),
    (
        "setting-without-effect",
        "topics: {t: {config: {cleanup.policy: compact, retention.ms: 1000}, events: [a.b]}}",
        "topics: {t: {config: {cleanup.policy: [compact, delete], retention.ms: 1000}, events: [a.b]}}",
    ),
    (
        "setting-without-effect",
        "groups: {g: {topics: [t], config: {enable.auto.commit: false, auto.commit.interval.ms: 5000}}}",
        "groups: {g: {topics: [t], config: {enable.auto.commit: true, auto.commit.interval.ms: 5000}}}",
    ),
    (
        "status-topic-not-writable",
        "topics: {jobs: {events: [job.submitted, job.completed]}, results: {events: [result.metadata]}}\ngroups: {g: {topics: [jobs]}}\nprincipals: {engine: {read: [jobs], write: [results], groups: [g]}}",
        "topics: {jobs: {events: [job.submitted, job.completed]}, results: {events: [result.metadata]}}\ngroups: {g: {topics: [jobs]}}\nprincipals: {engine: {read: [jobs], write: [jobs, results], groups: [g]}}",
    ),
    (
        "too-few-partitions",
        "groups: {g: {topics: [t], instances: 4}}",
        "groups: {g: {topics: [t], instances: {production: 3}}}",
    ),
    (
        "topic-name-collision",
        "topics: {t.u: {events: [a.b]}, t_u: {events: []}}",
        "topics: {t.u: {events: [a.b]}, t_v: {events: []}}",
    ),
    (
        "topic-not-read",
        "principals: {p: {write: [t]}}\ngroups: {g: {topics: [u]}}\ntopics: {t: {events: [a.b]}, u: {events: []}}",
        "principals: {p: {write: [t]}}\ngroups: {g: {topics: [t]}}",
    ),
    ("topic-not-written", "principals: {p: {read: [t]}}", "principals: {p: {write: [t]}}"),
    (
        "topic-without-events",
        "topics: {t: {events: [a.b]}, u: {events: []}}",
        "topics: {t: {events: [a.b], dead_letter: u}, u: {events: []}}",
    ),
    (
        "transactional-id-missing",
        "groups: {g: {topics: [t], guarantee: exactly_once}}\nprincipals: {p: {read: [t], groups: [g]}}",
        "groups: {g: {topics: [t], guarantee: exactly_once}}\nprincipals: {p: {read: [t], groups: [g], transactional_id_prefixes: [g]}}",
    ),
    (
        "unclean-leader-election",
        "environments: {production: {config: {unclean.leader.election.enable: true}, defaults: {partitions: 1, replication_factor: 1}}}",
        "environments: {production: {config: {unclean.leader.election.enable: false}, defaults: {partitions: 1, replication_factor: 1}}}",
    ),
    (
        "unknown-mechanism",
        "environments: {production: {listeners: {l: {port: 9093, authentication: SASL/SCRAM-SHA-512}}, defaults: {partitions: 1, replication_factor: 1}}}",
        "environments: {production: {listeners: {l: {port: 9093, authentication: SCRAM-SHA-512}}, defaults: {partitions: 1, replication_factor: 1}}}",
    ),
    (
        "unknown-setting",
        "topics: {t: {config: {retention.msec: 1000}, events: [a.b]}}",
        "topics: {t: {config: {retention.ms: 1000}, events: [a.b]}}",
    ),
    (
        "unused-silence",
        "lint: [{rule: topic-not-read, path: topics.t, reason: for later}]",
        "lint: [{rule: no-principals, path: topics, reason: a laboratory}]",
    ),
];
