#!/usr/bin/env bash
# Creates the topics that are not there yet; one that is there stays as it is.
# System todo, development. Made by `tda generate` from the catalog: change that instead of this file.
#
#   BOOTSTRAP_SERVERS=host:port [COMMAND_CONFIG=client.properties] [KAFKA_HOME=/opt/kafka] bash topics.sh
set -euo pipefail
: "${BOOTSTRAP_SERVERS:?host:port of the brokers}"

create_topic() {
  "${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-topics.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --create --if-not-exists --topic "$@"
}

create_topic todo-events --partitions 1 --replication-factor 1
create_topic chat-events --partitions 1 --replication-factor 1
create_topic user-events --partitions 1 --replication-factor 1
create_topic dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic analytics-events --partitions 1 --replication-factor 1
create_topic system-events --partitions 1 --replication-factor 1
