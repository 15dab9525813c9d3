#!/usr/bin/env bash
# Creates the topics that are not there yet; one that is there stays as it is.
# System alphintra, development. Made by `tda generate` from the catalog: change that instead of this file.
#
#   BOOTSTRAP_SERVERS=host:port [COMMAND_CONFIG=client.properties] [KAFKA_HOME=/opt/kafka] bash topics.sh
set -euo pipefail
: "${BOOTSTRAP_SERVERS:?host:port of the brokers}"

create_topic() {
  "${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-topics.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --create --if-not-exists --topic "$@"
}

create_topic market-data-raw --partitions 1 --replication-factor 1
create_topic market-data-processed --partitions 1 --replication-factor 1
create_topic market-data-aggregated --partitions 1 --replication-factor 1
create_topic market-data-aggregated.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic market-data-alerts --partitions 1 --replication-factor 1
create_topic market-data-alerts.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic trading-signals --partitions 1 --replication-factor 1
create_topic trading-signals.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic trading-orders --partitions 1 --replication-factor 1
create_topic trading-orders.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic trading-executions --partitions 1 --replication-factor 1
create_topic trading-executions.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic trading-positions --partitions 1 --replication-factor 1
create_topic trading-positions.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic trading-risk-events --partitions 1 --replication-factor 1
create_topic trading-risk-events.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic strategy-created --partitions 1 --replication-factor 1
create_topic strategy-created.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic strategy-updated --partitions 1 --replication-factor 1
create_topic strategy-updated.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic strategy-deployed --partitions 1 --replication-factor 1
create_topic strategy-deployed.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic training-job-events --partitions 1 --replication-factor 1
create_topic training-job-events.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic backtest-events --partitions 1 --replication-factor 1
create_topic backtest-events.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic model-artifacts --partitions 1 --replication-factor 1
create_topic model-artifacts.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic community-posts --partitions 1 --replication-factor 1
create_topic community-posts.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic community-interactions --partitions 1 --replication-factor 1
create_topic community-interactions.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic social-follows --partitions 1 --replication-factor 1
create_topic social-follows.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic social-copy-trades --partitions 1 --replication-factor 1
create_topic social-copy-trades.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic leaderboard-updates --partitions 1 --replication-factor 1
create_topic leaderboard-updates.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic marketplace-listings --partitions 1 --replication-factor 1
create_topic marketplace-listings.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic marketplace-subscriptions --partitions 1 --replication-factor 1
create_topic marketplace-subscriptions.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic marketplace-transactions --partitions 1 --replication-factor 1
create_topic marketplace-transactions.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic performance-verification --partitions 1 --replication-factor 1
create_topic performance-verification.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic revenue-sharing --partitions 1 --replication-factor 1
create_topic revenue-sharing.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic user-events --partitions 1 --replication-factor 1
create_topic user-events.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic audit-logs --partitions 1 --replication-factor 1
create_topic audit-logs.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic system-metrics --partitions 1 --replication-factor 1
create_topic security-events --partitions 1 --replication-factor 1
create_topic security-events.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
create_topic notification-events --partitions 1 --replication-factor 1
create_topic notification-events.dlq --partitions 1 --replication-factor 1 \
  --config retention.ms=1209600000
