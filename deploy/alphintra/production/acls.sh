#!/usr/bin/env bash
# Adds the access rules; those that are there already stay.
# System alphintra, production. Made by `tda generate` from the catalog: change that instead of this file.
#
#   BOOTSTRAP_SERVERS=host:port [COMMAND_CONFIG=client.properties] [KAFKA_HOME=/opt/kafka] bash acls.sh
set -euo pipefail
: "${BOOTSTRAP_SERVERS:?host:port of the brokers}"

allow() {
  "${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-acls.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --add --allow-principal "$@"
}

limit() {
  "${KAFKA_HOME:+$KAFKA_HOME/bin/}kafka-configs.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --alter --entity-type users --entity-name "$@"
}

allow User:CN=market-data-feed --operation Write --operation Describe --resource-pattern-type literal --topic market-data-raw
allow User:CN=market-data-feed --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=market-data-feed --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics

allow User:CN=market-data-processor --operation Read --operation Describe --resource-pattern-type literal --topic market-data-raw
allow User:CN=market-data-processor --operation Write --operation Describe --resource-pattern-type literal --topic market-data-processed
allow User:CN=market-data-processor --operation Write --operation Describe --resource-pattern-type literal --topic market-data-aggregated
allow User:CN=market-data-processor --operation Write --operation Describe --resource-pattern-type literal --topic market-data-alerts
allow User:CN=market-data-processor --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=market-data-processor --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=market-data-processor --operation Read --operation Describe --resource-pattern-type literal --group market-data-processors
allow User:CN=market-data-processor --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id market-data-processors

allow User:CN=strategy-engine --operation Read --operation Describe --resource-pattern-type literal --topic market-data-processed
allow User:CN=strategy-engine --operation Read --operation Describe --resource-pattern-type literal --topic market-data-aggregated
allow User:CN=strategy-engine --operation Read --operation Describe --resource-pattern-type literal --topic strategy-deployed
allow User:CN=strategy-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-signals
allow User:CN=strategy-engine --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=strategy-engine --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=strategy-engine --operation Write --operation Describe --resource-pattern-type literal --topic market-data-aggregated.dlq
allow User:CN=strategy-engine --operation Write --operation Describe --resource-pattern-type literal --topic strategy-deployed.dlq
allow User:CN=strategy-engine --operation Read --operation Describe --resource-pattern-type literal --group strategy-engines

allow User:CN=trading-engine --operation Read --operation Describe --resource-pattern-type literal --topic trading-signals
allow User:CN=trading-engine --operation Read --operation Describe --resource-pattern-type literal --topic trading-orders
allow User:CN=trading-engine --operation Read --operation Describe --resource-pattern-type literal --topic social-copy-trades
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-orders
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-executions
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-positions
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-signals.dlq
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-orders.dlq
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type literal --topic social-copy-trades.dlq
allow User:CN=trading-engine --operation Read --operation Describe --resource-pattern-type literal --group trading-engines
allow User:CN=trading-engine --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id trading-engines

allow User:CN=risk-engine --operation Read --operation Describe --resource-pattern-type literal --topic trading-orders
allow User:CN=risk-engine --operation Read --operation Describe --resource-pattern-type literal --topic trading-executions
allow User:CN=risk-engine --operation Read --operation Describe --resource-pattern-type literal --topic trading-positions
allow User:CN=risk-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-risk-events
allow User:CN=risk-engine --operation Write --operation Describe --resource-pattern-type literal --topic notification-events
allow User:CN=risk-engine --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=risk-engine --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=risk-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-orders.dlq
allow User:CN=risk-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-executions.dlq
allow User:CN=risk-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-positions.dlq
allow User:CN=risk-engine --operation Read --operation Describe --resource-pattern-type literal --group risk-engines

allow User:CN=strategy-service --operation Read --operation Describe --resource-pattern-type literal --topic training-job-events
allow User:CN=strategy-service --operation Read --operation Describe --resource-pattern-type literal --topic backtest-events
allow User:CN=strategy-service --operation Read --operation Describe --resource-pattern-type literal --topic model-artifacts
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic strategy-created
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic strategy-updated
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic strategy-deployed
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic backtest-events
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic training-job-events.dlq
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic backtest-events.dlq
allow User:CN=strategy-service --operation Write --operation Describe --resource-pattern-type literal --topic model-artifacts.dlq
allow User:CN=strategy-service --operation Read --operation Describe --resource-pattern-type literal --group strategy-views

allow User:CN=training-service --operation Read --operation Describe --resource-pattern-type literal --topic strategy-created
allow User:CN=training-service --operation Read --operation Describe --resource-pattern-type literal --topic strategy-updated
allow User:CN=training-service --operation Write --operation Describe --resource-pattern-type literal --topic training-job-events
allow User:CN=training-service --operation Write --operation Describe --resource-pattern-type literal --topic model-artifacts
allow User:CN=training-service --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=training-service --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=training-service --operation Write --operation Describe --resource-pattern-type literal --topic strategy-created.dlq
allow User:CN=training-service --operation Write --operation Describe --resource-pattern-type literal --topic strategy-updated.dlq
allow User:CN=training-service --operation Read --operation Describe --resource-pattern-type literal --group training-workers

allow User:CN=community-service --operation Read --operation Describe --resource-pattern-type literal --topic community-posts
allow User:CN=community-service --operation Read --operation Describe --resource-pattern-type literal --topic community-interactions
allow User:CN=community-service --operation Read --operation Describe --resource-pattern-type literal --topic leaderboard-updates
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic community-posts
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic community-interactions
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic social-follows
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic notification-events
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic community-posts.dlq
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic community-interactions.dlq
allow User:CN=community-service --operation Write --operation Describe --resource-pattern-type literal --topic leaderboard-updates.dlq
allow User:CN=community-service --operation Read --operation Describe --resource-pattern-type literal --group community-views

allow User:CN=social-engine --operation Read --operation Describe --resource-pattern-type literal --topic trading-executions
allow User:CN=social-engine --operation Read --operation Describe --resource-pattern-type literal --topic social-follows
allow User:CN=social-engine --operation Write --operation Describe --resource-pattern-type literal --topic social-copy-trades
allow User:CN=social-engine --operation Write --operation Describe --resource-pattern-type literal --topic leaderboard-updates
allow User:CN=social-engine --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=social-engine --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=social-engine --operation Write --operation Describe --resource-pattern-type literal --topic trading-executions.dlq
allow User:CN=social-engine --operation Write --operation Describe --resource-pattern-type literal --topic social-follows.dlq
allow User:CN=social-engine --operation Read --operation Describe --resource-pattern-type literal --group social-engines
allow User:CN=social-engine --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id social-engines

allow User:CN=marketplace-service --operation Read --operation Describe --resource-pattern-type literal --topic marketplace-listings
allow User:CN=marketplace-service --operation Read --operation Describe --resource-pattern-type literal --topic marketplace-subscriptions
allow User:CN=marketplace-service --operation Read --operation Describe --resource-pattern-type literal --topic marketplace-transactions
allow User:CN=marketplace-service --operation Read --operation Describe --resource-pattern-type literal --topic performance-verification
allow User:CN=marketplace-service --operation Read --operation Describe --resource-pattern-type literal --topic revenue-sharing
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic marketplace-listings
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic marketplace-subscriptions
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic marketplace-transactions
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic revenue-sharing
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic notification-events
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic marketplace-listings.dlq
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic marketplace-subscriptions.dlq
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic marketplace-transactions.dlq
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic performance-verification.dlq
allow User:CN=marketplace-service --operation Write --operation Describe --resource-pattern-type literal --topic revenue-sharing.dlq
allow User:CN=marketplace-service --operation Read --operation Describe --resource-pattern-type literal --group marketplace-workers

allow User:CN=verification-service --operation Read --operation Describe --resource-pattern-type literal --topic trading-executions
allow User:CN=verification-service --operation Read --operation Describe --resource-pattern-type literal --topic backtest-events
allow User:CN=verification-service --operation Write --operation Describe --resource-pattern-type literal --topic performance-verification
allow User:CN=verification-service --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=verification-service --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=verification-service --operation Write --operation Describe --resource-pattern-type literal --topic trading-executions.dlq
allow User:CN=verification-service --operation Write --operation Describe --resource-pattern-type literal --topic backtest-events.dlq
allow User:CN=verification-service --operation Read --operation Describe --resource-pattern-type literal --group performance-verifiers

allow User:CN=user-service --operation Write --operation Describe --resource-pattern-type literal --topic user-events
allow User:CN=user-service --operation Write --operation Describe --resource-pattern-type literal --topic security-events
allow User:CN=user-service --operation Write --operation Describe --resource-pattern-type literal --topic notification-events
allow User:CN=user-service --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=user-service --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics

allow User:CN=notification-service --operation Read --operation Describe --resource-pattern-type literal --topic market-data-alerts
allow User:CN=notification-service --operation Read --operation Describe --resource-pattern-type literal --topic trading-risk-events
allow User:CN=notification-service --operation Read --operation Describe --resource-pattern-type literal --topic notification-events
allow User:CN=notification-service --operation Write --operation Describe --resource-pattern-type literal --topic notification-events
allow User:CN=notification-service --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=notification-service --operation Write --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:CN=notification-service --operation Write --operation Describe --resource-pattern-type literal --topic market-data-alerts.dlq
allow User:CN=notification-service --operation Write --operation Describe --resource-pattern-type literal --topic trading-risk-events.dlq
allow User:CN=notification-service --operation Write --operation Describe --resource-pattern-type literal --topic notification-events.dlq
allow User:CN=notification-service --operation Read --operation Describe --resource-pattern-type literal --group notification-dispatchers

allow User:CN=audit-service --operation Read --operation Describe --resource-pattern-type literal --topic audit-logs
allow User:CN=audit-service --operation Read --operation Describe --resource-pattern-type literal --topic security-events
allow User:CN=audit-service --operation Read --operation Describe --resource-pattern-type literal --topic user-events
allow User:CN=audit-service --operation Write --operation Describe --resource-pattern-type literal --topic audit-logs.dlq
allow User:CN=audit-service --operation Write --operation Describe --resource-pattern-type literal --topic security-events.dlq
allow User:CN=audit-service --operation Write --operation Describe --resource-pattern-type literal --topic user-events.dlq
allow User:CN=audit-service --operation Read --operation Describe --resource-pattern-type literal --group audit-writers

allow User:monitoring --operation Read --operation Describe --resource-pattern-type literal --topic system-metrics
allow User:monitoring --operation Read --operation Describe --resource-pattern-type literal --group metric-collectors
allow User:monitoring --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic market-data-
allow User:monitoring --operation Describe --resource-pattern-type prefixed --group market-data-
allow User:monitoring --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic trading-
allow User:monitoring --operation Describe --resource-pattern-type prefixed --group trading-
allow User:monitoring --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic strategy-
allow User:monitoring --operation Describe --resource-pattern-type prefixed --group strategy-
allow User:monitoring --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic social-
allow User:monitoring --operation Describe --resource-pattern-type prefixed --group social-
allow User:monitoring --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic marketplace-
allow User:monitoring --operation Describe --resource-pattern-type prefixed --group marketplace-
allow User:monitoring --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic community-
allow User:monitoring --operation Describe --resource-pattern-type prefixed --group community-
