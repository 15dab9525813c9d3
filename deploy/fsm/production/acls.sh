#!/usr/bin/env bash
# Adds the access rules; those that are there already stay.
# System fsm, production. Made by `tda generate` from the catalog: change that instead of this file.
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

allow User:CN=identity-service --operation Write --operation Describe --resource-pattern-type literal --topic user.events
allow User:CN=identity-service --operation Write --operation Describe --resource-pattern-type literal --topic user.login.events
allow User:CN=identity-service --operation Write --operation Describe --resource-pattern-type literal --topic organization.events
allow User:CN=identity-service --operation Write --operation Describe --resource-pattern-type literal --topic user.profile.snapshots
allow User:CN=identity-service --operation Write --operation Describe --resource-pattern-type literal --topic audit.events
allow User:CN=identity-service --operation Write --operation Describe --resource-pattern-type literal --topic system.health_checks

allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic task.events
allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic task.comments
allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic project.events
allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic task.state.snapshots
allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic notifications.email
allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic notifications.push
allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic notifications.in_app
allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic audit.events
allow User:CN=task-service --operation Write --operation Describe --resource-pattern-type literal --topic system.health_checks

allow User:CN=task-event-processor --operation Read --operation Describe --resource-pattern-type literal --topic task.events
allow User:CN=task-event-processor --operation Read --operation Describe --resource-pattern-type literal --topic task.comments
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic task.state.snapshots
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic notifications.email
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic notifications.push
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic notifications.in_app
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic fsm.order.status_updated
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic fsm.order.assigned
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic fsm.order.scheduled
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic fsm.order.completed
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic fsm.tv.outcome_recorded
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic fsm.tv.modifications_required
allow User:CN=task-event-processor --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=task-event-processor --operation Read --operation Describe --resource-pattern-type literal --group task-event-processor

allow User:CN=web-application --operation Write --operation Describe --resource-pattern-type literal --topic analytics.events
allow User:CN=web-application --operation Write --operation Describe --resource-pattern-type literal --topic analytics.page_views

allow User:CN=analytics-processor --operation Read --operation Describe --resource-pattern-type literal --topic analytics.events
allow User:CN=analytics-processor --operation Read --operation Describe --resource-pattern-type literal --topic analytics.page_views
allow User:CN=analytics-processor --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=analytics-processor --operation Read --operation Describe --resource-pattern-type literal --group analytics-processor

allow User:CN=email-dispatcher --operation Read --operation Describe --resource-pattern-type literal --topic notifications.email
allow User:CN=email-dispatcher --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=email-dispatcher --operation Read --operation Describe --resource-pattern-type literal --group email-notification-dispatcher

allow User:CN=push-dispatcher --operation Read --operation Describe --resource-pattern-type literal --topic notifications.push
allow User:CN=push-dispatcher --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=push-dispatcher --operation Read --operation Describe --resource-pattern-type literal --group push-notification-dispatcher

allow User:CN=in-app-dispatcher --operation Read --operation Describe --resource-pattern-type literal --topic notifications.in_app
allow User:CN=in-app-dispatcher --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=in-app-dispatcher --operation Read --operation Describe --resource-pattern-type literal --group in-app-notification-dispatcher

allow User:CN=debezium --operation Write --operation Describe --resource-pattern-type literal --topic cdc.tasks-changes
allow User:CN=debezium --operation Write --operation Describe --resource-pattern-type literal --topic cdc.projects-changes

allow User:CN=cdc-processor --operation Read --operation Describe --resource-pattern-type literal --topic cdc.tasks-changes
allow User:CN=cdc-processor --operation Read --operation Describe --resource-pattern-type literal --topic cdc.projects-changes
allow User:CN=cdc-processor --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=cdc-processor --operation Read --operation Describe --resource-pattern-type literal --group cdc-processor

allow User:CN=audit-service --operation Read --operation Describe --resource-pattern-type literal --topic audit.events
allow User:CN=audit-service --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=audit-service --operation Read --operation Describe --resource-pattern-type literal --group audit-log-processor

allow User:CN=search-service --operation Read --operation Describe --resource-pattern-type literal --topic task.events
allow User:CN=search-service --operation Read --operation Describe --resource-pattern-type literal --topic project.events
allow User:CN=search-service --operation Read --operation Describe --resource-pattern-type literal --topic user.events
allow User:CN=search-service --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=search-service --operation Read --operation Describe --resource-pattern-type literal --group search-index-updater

allow User:CN=cache-service --operation Read --operation Describe --resource-pattern-type literal --topic task.events
allow User:CN=cache-service --operation Read --operation Describe --resource-pattern-type literal --topic project.events
allow User:CN=cache-service --operation Read --operation Describe --resource-pattern-type literal --topic user.events
allow User:CN=cache-service --operation Read --operation Describe --resource-pattern-type literal --topic organization.events
allow User:CN=cache-service --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=cache-service --operation Read --operation Describe --resource-pattern-type literal --group cache-invalidator

allow User:CN=snapshot-reader --operation Read --operation Describe --resource-pattern-type literal --topic user.profile.snapshots
allow User:CN=snapshot-reader --operation Read --operation Describe --resource-pattern-type literal --topic task.state.snapshots
allow User:CN=snapshot-reader --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=snapshot-reader --operation Read --operation Describe --resource-pattern-type literal --group snapshot-reader

allow User:CN=security-monitor --operation Read --operation Describe --resource-pattern-type literal --topic user.login.events
allow User:CN=security-monitor --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=security-monitor --operation Read --operation Describe --resource-pattern-type literal --group security-monitor

allow User:CN=pyxis --operation Write --operation Describe --resource-pattern-type literal --topic sales.pyxis.order.created
allow User:CN=pyxis --operation Write --operation Describe --resource-pattern-type literal --topic sales.pyxis.order.updated
allow User:CN=pyxis --operation Write --operation Describe --resource-pattern-type literal --topic sales.pyxis.order.cancelled

allow User:CN=tempo --operation Write --operation Describe --resource-pattern-type literal --topic sales.tempo.service.requested
allow User:CN=tempo --operation Write --operation Describe --resource-pattern-type literal --topic sales.tempo.service.updated
allow User:CN=tempo --operation Write --operation Describe --resource-pattern-type literal --topic sales.tempo.service.cancelled

allow User:CN=sap --operation Write --operation Describe --resource-pattern-type literal --topic sales.sap.order.created

allow User:CN=sales-channels --operation Write --operation Describe --resource-pattern-type literal --topic sales.channel.store.order
allow User:CN=sales-channels --operation Write --operation Describe --resource-pattern-type literal --topic sales.channel.web.order
allow User:CN=sales-channels --operation Write --operation Describe --resource-pattern-type literal --topic sales.channel.callcenter.order

allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.pyxis.order.created
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.pyxis.order.updated
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.pyxis.order.cancelled
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.tempo.service.requested
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.tempo.service.updated
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.tempo.service.cancelled
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.sap.order.created
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.channel.store.order
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.channel.web.order
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic sales.channel.callcenter.order
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic fsm.order.status_updated
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic fsm.order.assigned
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic fsm.order.scheduled
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic fsm.order.completed
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic fsm.tv.outcome_recorded
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic fsm.tv.modifications_required
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic integration.sales.order.received
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic integration.sales.order.normalized
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic integration.sales.order.failed
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic integration.sales.status.sent
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --topic integration.sales.status.failed
allow User:CN=sales-integration --operation Write --operation Describe --resource-pattern-type literal --topic task.events
allow User:CN=sales-integration --operation Write --operation Describe --resource-pattern-type literal --topic integration.sales.order.received
allow User:CN=sales-integration --operation Write --operation Describe --resource-pattern-type literal --topic integration.sales.order.normalized
allow User:CN=sales-integration --operation Write --operation Describe --resource-pattern-type literal --topic integration.sales.order.failed
allow User:CN=sales-integration --operation Write --operation Describe --resource-pattern-type literal --topic integration.sales.status.sent
allow User:CN=sales-integration --operation Write --operation Describe --resource-pattern-type literal --topic integration.sales.status.failed
allow User:CN=sales-integration --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --group sales-order-normalizer
allow User:CN=sales-integration --operation Read --operation Describe --resource-pattern-type literal --group sales-status-sender

allow User:CN=operations --operation Read --operation Describe --resource-pattern-type literal --topic system.health_checks
allow User:CN=operations --operation Read --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=operations --operation Write --operation Describe --resource-pattern-type literal --topic dlq.processing_errors
allow User:CN=operations --operation Read --operation Describe --resource-pattern-type literal --group operations-monitor
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic user.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group user.
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic task.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group task.
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic sales.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group sales.
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic fsm.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group fsm.
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic integration.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group integration.
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic analytics.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group analytics.
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic notifications.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group notifications.
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic cdc.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group cdc.
allow User:CN=operations --operation Describe --operation DescribeConfigs --resource-pattern-type prefixed --topic audit.
allow User:CN=operations --operation Describe --resource-pattern-type prefixed --group audit.
