//! Names of settings that Kafka knows: of topics, and of clients in Java and librdkafka.

use std::collections::BTreeSet;

use super::Found;
use crate::catalog::model::Catalog;
use crate::catalog::node::nearest;
use crate::catalog::place::{child_path, path};

/// Source: Apache Kafka 4.3, `TopicConfig`.
const TOPIC: &[&str] = &[
    "cleanup.policy",
    "compression.gzip.level",
    "compression.lz4.level",
    "compression.type",
    "compression.zstd.level",
    "delete.retention.ms",
    "file.delete.delay.ms",
    "flush.messages",
    "flush.ms",
    "follower.replication.throttled.replicas",
    "index.interval.bytes",
    "leader.replication.throttled.replicas",
    "local.retention.bytes",
    "local.retention.ms",
    "max.compaction.lag.ms",
    "max.message.bytes",
    "message.timestamp.after.max.ms",
    "message.timestamp.before.max.ms",
    "message.timestamp.type",
    "min.cleanable.dirty.ratio",
    "min.compaction.lag.ms",
    "min.insync.replicas",
    "preallocate",
    "remote.log.copy.disable",
    "remote.log.delete.on.disable",
    "remote.storage.enable",
    "retention.bytes",
    "retention.ms",
    "segment.bytes",
    "segment.index.bytes",
    "segment.jitter.ms",
    "segment.ms",
    "unclean.leader.election.enable",
];

/// Source: Apache Kafka 4.3, `CommonClientConfigs`, and librdkafka 2.12, `CONFIGURATION.md`.
const COMMON: &[&str] = &[
    "api.version.request",
    "bootstrap.servers",
    "broker.address.family",
    "client.dns.lookup",
    "client.id",
    "client.rack",
    "connections.max.idle.ms",
    "debug",
    "enable.metrics.push",
    "interceptor.classes",
    "log_level",
    "metadata.max.age.ms",
    "metadata.broker.list",
    "metric.reporters",
    "metrics.num.samples",
    "metrics.recording.level",
    "metrics.sample.window.ms",
    "message.max.bytes",
    "receive.buffer.bytes",
    "receive.message.max.bytes",
    "reconnect.backoff.max.ms",
    "reconnect.backoff.ms",
    "request.timeout.ms",
    "retries",
    "retry.backoff.max.ms",
    "retry.backoff.ms",
    "sasl.jaas.config",
    "sasl.mechanism",
    "sasl.mechanisms",
    "sasl.oauthbearer.config",
    "security.protocol",
    "send.buffer.bytes",
    "socket.connection.setup.timeout.max.ms",
    "socket.connection.setup.timeout.ms",
    "socket.keepalive.enable",
    "socket.nagle.disable",
    "socket.timeout.ms",
    "ssl.ca.location",
    "ssl.certificate.location",
    "ssl.endpoint.identification.algorithm",
    "ssl.key.location",
    "ssl.keystore.location",
    "ssl.truststore.location",
    "statistics.interval.ms",
    "topic.metadata.refresh.interval.ms",
];

const PRODUCER: &[&str] = &[
    "acks",
    "batch.num.messages",
    "batch.size",
    "buffer.memory",
    "compression.codec",
    "compression.gzip.level",
    "compression.level",
    "compression.lz4.level",
    "compression.type",
    "compression.zstd.level",
    "delivery.timeout.ms",
    "enable.gapless.guarantee",
    "enable.idempotence",
    "key.serializer",
    "linger.ms",
    "max.block.ms",
    "max.in.flight",
    "max.in.flight.requests.per.connection",
    "max.request.size",
    "message.copy.max.bytes",
    "message.send.max.retries",
    "message.timeout.ms",
    "metadata.max.idle.ms",
    "partitioner",
    "partitioner.adaptive.partitioning.enable",
    "partitioner.availability.timeout.ms",
    "partitioner.class",
    "partitioner.ignore.keys",
    "queue.buffering.backpressure.threshold",
    "queue.buffering.max.kbytes",
    "queue.buffering.max.messages",
    "queue.buffering.max.ms",
    "request.required.acks",
    "sticky.partitioning.linger.ms",
    "transaction.timeout.ms",
    "transactional.id",
    "value.serializer",
];

const CONSUMER: &[&str] = &[
    "allow.auto.create.topics",
    "auto.commit.interval.ms",
    "auto.offset.reset",
    "check.crcs",
    "default.api.timeout.ms",
    "enable.auto.commit",
    "enable.auto.offset.store",
    "enable.partition.eof",
    "exclude.internal.topics",
    "fetch.error.backoff.ms",
    "fetch.max.bytes",
    "fetch.max.wait.ms",
    "fetch.message.max.bytes",
    "fetch.min.bytes",
    "fetch.queue.backoff.ms",
    "fetch.wait.max.ms",
    "group.id",
    "group.instance.id",
    "group.protocol",
    "group.remote.assignor",
    "heartbeat.interval.ms",
    "isolation.level",
    "key.deserializer",
    "max.partition.fetch.bytes",
    "max.poll.interval.ms",
    "max.poll.records",
    "partition.assignment.strategy",
    "queued.max.messages.kbytes",
    "queued.min.messages",
    "session.timeout.ms",
    "value.deserializer",
];

pub(super) fn unknown_setting(catalog: &Catalog, found: &mut Found) {
    let mut report = |place: String, name: &str, known: &[&[&'static str]]| {
        let known: Vec<&str> = known.iter().flat_map(|names| names.iter().copied()).collect();
        if !known.contains(&name) {
            let hint = nearest(name, known.into_iter());
            let hint = if hint.starts_with("did") { format!(", {hint}") } else { String::new() };
            found.at(place, format!("Kafka knows no setting {name} here{hint}"));
        }
    };
    for spec in catalog.environments() {
        for (name, _) in &spec.default_config {
            report(
                path(&["environments", spec.environment.name(), "defaults", "config", name]),
                name,
                &[TOPIC],
            );
        }
    }
    let mut seen = BTreeSet::new();
    for topic in catalog.all_topics() {
        for environment in topic.environments() {
            for (name, _) in topic.config(environment) {
                let place = catalog.setting_path(topic, environment, name);
                if place.ends_with(&child_path("", name)) && seen.insert(place.clone()) {
                    report(place, name, &[TOPIC]);
                }
            }
        }
    }
    for profile in catalog.producers() {
        for (name, _) in &profile.config {
            report(path(&["producers", &profile.name, "config", name]), name, &[COMMON, PRODUCER]);
        }
    }
    for profile in catalog.consumers() {
        for (name, _) in &profile.config {
            report(path(&["consumers", &profile.name, "config", name]), name, &[COMMON, CONSUMER]);
        }
    }
    for group in catalog.groups() {
        for (name, _) in &group.config {
            let place = path(&["groups", &group.name, "config", name]);
            if catalog.places.has(&place) {
                report(place, name, &[COMMON, CONSUMER]);
            }
        }
    }
}
