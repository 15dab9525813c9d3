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

allow User:flink-processor --operation Read --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:flink-processor --operation Read --operation Describe --resource-pattern-type literal --topic tda_uploads
allow User:flink-processor --operation Write --operation Describe --resource-pattern-type literal --topic tda_results
allow User:flink-processor --operation Write --operation Describe --resource-pattern-type literal --topic tda_errors
allow User:flink-processor --operation Read --operation Describe --resource-pattern-type literal --group flink_tda_processor

allow User:cpp-engine --operation Read --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:cpp-engine --operation Write --operation Describe --resource-pattern-type literal --topic tda_results
allow User:cpp-engine --operation Write --operation Describe --resource-pattern-type literal --topic tda_errors
allow User:cpp-engine --operation Read --operation Describe --resource-pattern-type literal --group cpp_tda_processors

allow User:tda-worker --operation Read --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:tda-worker --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs
allow User:tda-worker --operation Write --operation Describe --resource-pattern-type literal --topic tda_results
allow User:tda-worker --operation Write --operation Describe --resource-pattern-type literal --topic tda_errors
allow User:tda-worker --operation Write --operation Describe --resource-pattern-type literal --topic tda_jobs.dlq
allow User:tda-worker --operation Read --operation Describe --resource-pattern-type literal --group tda_job_processors
allow User:tda-worker --operation Read --operation Describe --resource-pattern-type literal --group cpp_tda_processors
allow User:tda-worker --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id tda_job_processors
allow User:tda-worker --operation Write --operation Describe --resource-pattern-type prefixed --transactional-id cpp_tda_processors

allow User:monitoring --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic tda_
allow User:monitoring --operation Describe --resource-pattern-type prefixed --group tda_
