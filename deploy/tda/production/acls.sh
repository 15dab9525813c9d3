#!/usr/bin/env bash
# Adds the access rules; those that are there already stay.
# System tda, production. Made by `tda generate` from the catalog: change that instead of this file.
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

allow User:tda-backend-producer --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:tda-backend-producer --operation Write --operation Describe --resource-pattern-type literal --topic tda_uploads
allow User:tda-backend-producer --operation Write --operation Describe --resource-pattern-type literal --topic tda_events

allow User:CN=flink-processor --operation Read --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:CN=flink-processor --operation Read --operation Describe --resource-pattern-type literal --topic tda_uploads
allow User:CN=flink-processor --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:CN=flink-processor --operation Write --operation Describe --resource-pattern-type literal --topic tda_results
allow User:CN=flink-processor --operation Write --operation Describe --resource-pattern-type literal --topic tda_errors
allow User:CN=flink-processor --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs.dlq
allow User:CN=flink-processor --operation Write --operation Describe --resource-pattern-type literal --topic tda_uploads.dlq
allow User:CN=flink-processor --operation Read --operation Describe --resource-pattern-type literal --group flink_tda_processor

allow User:CN=cpp-engine --operation Read --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:CN=cpp-engine --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:CN=cpp-engine --operation Write --operation Describe --resource-pattern-type literal --topic tda_results
allow User:CN=cpp-engine --operation Write --operation Describe --resource-pattern-type literal --topic tda_errors
allow User:CN=cpp-engine --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs.dlq
allow User:CN=cpp-engine --operation Read --operation Describe --resource-pattern-type literal --group cpp_tda_processors

allow User:CN=tda-worker --operation Read --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:CN=tda-worker --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:CN=tda-worker --operation Write --operation Describe --resource-pattern-type literal --topic tda_results
allow User:CN=tda-worker --operation Write --operation Describe --resource-pattern-type literal --topic tda_errors
allow User:CN=tda-worker --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs.dlq
allow User:CN=tda-worker --operation Read --operation Describe --resource-pattern-type literal --group tda_job_processors
allow User:CN=tda-worker --operation Read --operation Describe --resource-pattern-type literal --group cpp_tda_processors
allow User:CN=tda-worker --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id tda_job_processors
allow User:CN=tda-worker --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id cpp_tda_processors

allow User:tda-notifications --operation Read --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:tda-notifications --operation Read --operation Describe --resource-pattern-type literal --topic tda_events
allow User:tda-notifications --operation Read --operation Describe --resource-pattern-type literal --topic tda_uploads
allow User:tda-notifications --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs.dlq
allow User:tda-notifications --operation Write --operation Describe --resource-pattern-type literal --topic tda_events.dlq
allow User:tda-notifications --operation Write --operation Describe --resource-pattern-type literal --topic tda_uploads.dlq
allow User:tda-notifications --operation Read --operation Describe --resource-pattern-type literal --group tda_notifications

allow User:tda-analytics --operation Read --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:tda-analytics --operation Read --operation Describe --resource-pattern-type literal --topic tda_results
allow User:tda-analytics --operation Read --operation Describe --resource-pattern-type literal --topic tda_errors
allow User:tda-analytics --operation Read --operation Describe --resource-pattern-type literal --topic tda_monitoring
allow User:tda-analytics --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs.dlq
allow User:tda-analytics --operation Write --operation Describe --resource-pattern-type literal --topic tda_results.dlq
allow User:tda-analytics --operation Write --operation Describe --resource-pattern-type literal --topic tda_errors.dlq
allow User:tda-analytics --operation Write --operation Describe --resource-pattern-type literal --topic tda_monitoring.dlq
allow User:tda-analytics --operation Read --operation Describe --resource-pattern-type literal --group tda_analytics

allow User:monitoring --operation Write --operation Describe --resource-pattern-type literal --topic tda_monitoring
allow User:monitoring --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic tda_
allow User:monitoring --operation Describe --resource-pattern-type prefixed --group tda_
