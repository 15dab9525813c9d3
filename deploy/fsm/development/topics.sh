#!/usr/bin/env bash
# Creates the topics that are not there yet; one that is there stays as it is.
# System fsm, development. Made by `tda generate` from the catalog: change that instead of this file.
#
#   BOOTSTRAP_SERVERS=host:port [COMMAND_CONFIG=client.properties] [KAFKA_HOME=/opt/kafka] bash topics.sh
set -euo pipefail
: "${BOOTSTRAP_SERVERS:?host:port of the brokers}"

create_topic() {
  "${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-topics.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --create --if-not-exists --topic "$@"
}

create_topic user.events --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=604800000 \
  --config max.message.bytes=1048576
create_topic user.login.events --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic organization.events --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic project.events --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic task.events --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=3600000 \
  --config retention.ms=604800000 \
  --config max.message.bytes=2097152
create_topic task.comments --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic analytics.events --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=3600000 \
  --config retention.ms=259200000 \
  --config max.message.bytes=524288
create_topic analytics.page_views --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=3600000 \
  --config retention.ms=259200000
create_topic notifications.email --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=604800000
create_topic notifications.push --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=259200000
create_topic notifications.in_app --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic cdc.tasks-changes --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=3600000 \
  --config retention.ms=604800000
create_topic cdc.projects-changes --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=3600000 \
  --config retention.ms=604800000
create_topic audit.events --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=7776000000
create_topic dlq.processing_errors --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic system.health_checks --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=604800000
create_topic user.profile.snapshots --partitions 1 --replication-factor 1 \
  --config cleanup.policy=compact \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config min.compaction.lag.ms=3600000 \
  --config delete.retention.ms=86400000 \
  --config min.cleanable.dirty.ratio=0.5
create_topic task.state.snapshots --partitions 1 --replication-factor 1 \
  --config cleanup.policy=compact \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config min.compaction.lag.ms=3600000 \
  --config delete.retention.ms=86400000 \
  --config min.cleanable.dirty.ratio=0.5
create_topic sales.pyxis.order.created --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000 \
  --config max.message.bytes=2097152
create_topic sales.pyxis.order.updated --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic sales.pyxis.order.cancelled --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic sales.tempo.service.requested --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000 \
  --config max.message.bytes=2097152
create_topic sales.tempo.service.updated --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic sales.tempo.service.cancelled --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic sales.sap.order.created --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000 \
  --config max.message.bytes=5242880
create_topic sales.channel.store.order --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic sales.channel.web.order --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic sales.channel.callcenter.order --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic fsm.order.status_updated --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic fsm.order.assigned --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic fsm.order.scheduled --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic fsm.order.completed --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic fsm.tv.outcome_recorded --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic fsm.tv.modifications_required --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic integration.sales.order.received --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=604800000
create_topic integration.sales.order.normalized --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=604800000
create_topic integration.sales.order.failed --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
create_topic integration.sales.status.sent --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=604800000
create_topic integration.sales.status.failed --partitions 1 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config compression.type=lz4 \
  --config segment.ms=86400000 \
  --config retention.ms=2592000000
