#!/usr/bin/env bash
# Creates the topics that are not there yet; one that is there stays as it is.
# System tda, production. Made by `tda generate` from the catalog: change that instead of this file.
#
#   BOOTSTRAP_SERVERS=host:port [COMMAND_CONFIG=client.properties] [KAFKA_HOME=/opt/kafka] bash topics.sh
set -euo pipefail
: "${BOOTSTRAP_SERVERS:?host:port of the brokers}"

create_topic() {
  "${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-topics.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --create --if-not-exists --topic "$@"
}

create_topic tda_jobs --partitions 12 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=604800000 \
  --config retention.bytes=1073741824 \
  --config segment.ms=86400000
create_topic tda_jobs.dlq --partitions 3 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=2592000000
create_topic tda_results --partitions 12 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=compact,delete \
  --config retention.ms=2592000000 \
  --config retention.bytes=5368709120 \
  --config segment.ms=86400000 \
  --config min.cleanable.dirty.ratio=0.1 \
  --config max.compaction.lag.ms=3600000
create_topic tda_results.dlq --partitions 3 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=2592000000
create_topic tda_events --partitions 3 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=1209600000 \
  --config retention.bytes=536870912 \
  --config segment.bytes=134217728 \
  --config segment.ms=86400000
create_topic tda_events.dlq --partitions 1 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=2592000000
create_topic tda_uploads --partitions 6 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=259200000 \
  --config retention.bytes=2147483648 \
  --config segment.ms=86400000
create_topic tda_uploads.dlq --partitions 3 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=2592000000
create_topic tda_errors --partitions 3 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=2592000000 \
  --config retention.bytes=1073741824 \
  --config segment.ms=86400000
create_topic tda_errors.dlq --partitions 1 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=2592000000
create_topic tda_monitoring --partitions 3 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=604800000
create_topic tda_monitoring.dlq --partitions 1 --replication-factor 3 \
  --config min.insync.replicas=2 \
  --config cleanup.policy=delete \
  --config retention.ms=2592000000
