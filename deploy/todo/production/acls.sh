#!/usr/bin/env bash
# Adds the access rules; those that are there already stay.
# System todo, production. Made by `tda generate` from the catalog: change that instead of this file.
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

allow User:CN=task-producer --operation Write --operation Describe --resource-pattern-type literal --topic todo-events

allow User:CN=chat-producer --operation Write --operation Describe --resource-pattern-type literal --topic chat-events

allow User:CN=user-producer --operation Write --operation Describe --resource-pattern-type literal --topic user-events

allow User:CN=system-producer --operation Write --operation Describe --resource-pattern-type literal --topic system-events

allow User:CN=task-analytics --operation Read --operation Describe --resource-pattern-type literal --topic todo-events
allow User:CN=task-analytics --operation Write --operation Describe --resource-pattern-type literal --topic analytics-events
allow User:CN=task-analytics --operation Write --operation Describe --resource-pattern-type literal --topic dlq
allow User:CN=task-analytics --operation Read --operation Describe --resource-pattern-type literal --group task-analytics
allow User:CN=task-analytics --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id task-analytics

allow User:CN=chat-analytics --operation Read --operation Describe --resource-pattern-type literal --topic chat-events
allow User:CN=chat-analytics --operation Write --operation Describe --resource-pattern-type literal --topic analytics-events
allow User:CN=chat-analytics --operation Write --operation Describe --resource-pattern-type literal --topic dlq
allow User:CN=chat-analytics --operation Read --operation Describe --resource-pattern-type literal --group chat-analytics
allow User:CN=chat-analytics --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id chat-analytics

allow User:CN=user-behaviour --operation Read --operation Describe --resource-pattern-type literal --topic user-events
allow User:CN=user-behaviour --operation Read --operation Describe --resource-pattern-type literal --topic analytics-events
allow User:CN=user-behaviour --operation Write --operation Describe --resource-pattern-type literal --topic analytics-events
allow User:CN=user-behaviour --operation Write --operation Describe --resource-pattern-type literal --topic dlq
allow User:CN=user-behaviour --operation Read --operation Describe --resource-pattern-type literal --group user-behaviour
allow User:CN=user-behaviour --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id user-behaviour

allow User:CN=system-metrics --operation Read --operation Describe --resource-pattern-type literal --topic system-events
allow User:CN=system-metrics --operation Read --operation Describe --resource-pattern-type literal --topic dlq
allow User:CN=system-metrics --operation Write --operation Describe --resource-pattern-type literal --topic dlq
allow User:CN=system-metrics --operation Read --operation Describe --resource-pattern-type literal --group system-metrics
allow User:CN=system-metrics --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic todo-
allow User:CN=system-metrics --operation Describe --resource-pattern-type prefixed --group todo-
allow User:CN=system-metrics --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic chat-
allow User:CN=system-metrics --operation Describe --resource-pattern-type prefixed --group chat-
allow User:CN=system-metrics --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic user-
allow User:CN=system-metrics --operation Describe --resource-pattern-type prefixed --group user-
allow User:CN=system-metrics --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic analytics-
allow User:CN=system-metrics --operation Describe --resource-pattern-type prefixed --group analytics-
allow User:CN=system-metrics --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic system-
allow User:CN=system-metrics --operation Describe --resource-pattern-type prefixed --group system-
