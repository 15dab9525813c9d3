//! What exporters are known to export: an alert over a metric of another name never fires.

use super::model::Catalog;
use super::watch::{Exporter, Metric, MetricKind};

/// Name, kind and labels of a metric.
pub(crate) struct Known {
    pub(crate) name: &'static str,
    pub(crate) kind: MetricKind,
    pub(crate) labels: &'static [&'static str],
}

const fn gauge(name: &'static str, labels: &'static [&'static str]) -> Known {
    Known { name, kind: MetricKind::Gauge, labels }
}

const fn counter(name: &'static str, labels: &'static [&'static str]) -> Known {
    Known { name, kind: MetricKind::Counter, labels }
}

const PARTITION: &[&str] = &["topic", "partition"];
const GROUP: &[&str] = &["consumergroup", "topic", "partition"];

/// Of danielqsj/kafka_exporter 1.7 and later, which Strimzi starts, too.
const KAFKA_EXPORTER: &[Known] = &[
    gauge("kafka_brokers", &[]),
    gauge("kafka_consumergroup_current_offset", GROUP),
    gauge("kafka_consumergroup_current_offset_sum", &["consumergroup", "topic"]),
    gauge("kafka_consumergroup_lag", GROUP),
    gauge("kafka_consumergroup_lag_sum", &["consumergroup", "topic"]),
    gauge("kafka_consumergroup_members", &["consumergroup"]),
    gauge("kafka_topic_partition_current_offset", PARTITION),
    gauge("kafka_topic_partition_in_sync_replica", PARTITION),
    gauge("kafka_topic_partition_leader", PARTITION),
    gauge("kafka_topic_partition_leader_is_preferred", PARTITION),
    gauge("kafka_topic_partition_oldest_offset", PARTITION),
    gauge("kafka_topic_partition_replicas", PARTITION),
    gauge("kafka_topic_partition_under_replicated_partition", PARTITION),
    gauge("kafka_topic_partitions", &["topic"]),
];

/// What the generated configuration of the JMX exporter names, with the attribute of the broker behind it.
pub(crate) const JMX: &[(Known, &str)] = &[
    (
        gauge("kafka_controller_kafkacontroller_activecontrollercount", &[]),
        "kafka.controller<type=KafkaController, name=ActiveControllerCount><>Value",
    ),
    (
        gauge("kafka_controller_kafkacontroller_offlinepartitionscount", &[]),
        "kafka.controller<type=KafkaController, name=OfflinePartitionsCount><>Value",
    ),
    (
        counter("kafka_server_brokertopicmetrics_bytesin_total", &[]),
        "kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec><>Count",
    ),
    (
        counter("kafka_server_brokertopicmetrics_bytesout_total", &[]),
        "kafka.server<type=BrokerTopicMetrics, name=BytesOutPerSec><>Count",
    ),
    (
        counter("kafka_server_brokertopicmetrics_messagesin_total", &[]),
        "kafka.server<type=BrokerTopicMetrics, name=MessagesInPerSec><>Count",
    ),
    (
        gauge("kafka_server_replicamanager_underminisrpartitioncount", &[]),
        "kafka.server<type=ReplicaManager, name=UnderMinIsrPartitionCount><>Value",
    ),
    (
        gauge("kafka_server_replicamanager_underreplicatedpartitions", &[]),
        "kafka.server<type=ReplicaManager, name=UnderReplicatedPartitions><>Value",
    ),
];

const FILESYSTEM: &[&str] = &["device", "fstype", "mountpoint"];

/// Of the node exporter, what a machine's disk, memory, processors and network are judged by.
const NODE_EXPORTER: &[Known] = &[
    counter("node_cpu_seconds_total", &["cpu", "mode"]),
    gauge("node_filesystem_avail_bytes", FILESYSTEM),
    gauge("node_filesystem_size_bytes", FILESYSTEM),
    gauge("node_memory_MemAvailable_bytes", &[]),
    gauge("node_memory_MemTotal_bytes", &[]),
    counter("node_network_receive_bytes_total", &["device"]),
    counter("node_network_transmit_bytes_total", &["device"]),
];

/// Why `metric` is none that its exporter exports, if so.
pub(crate) fn fault(metric: &Metric) -> Option<String> {
    let exporter = metric.exporter.name();
    let found = match metric.exporter {
        Exporter::Application => return None,
        // The clients take theirs from the catalog of the TDA platform, whatever the system.
        Exporter::Client => {
            let own = Catalog::tda().metrics().iter().find(|own| own.name == metric.name);
            own.map(|own| (own.kind, own.labels.iter().map(String::as_str).collect()))
        }
        Exporter::Jmx => of(JMX.iter().map(|(known, _)| known), metric),
        Exporter::KafkaExporter => of(KAFKA_EXPORTER.iter(), metric),
        Exporter::NodeExporter => of(NODE_EXPORTER.iter(), metric),
    };
    let Some((kind, labels)): Option<(MetricKind, Vec<&str>)> = found else {
        return Some(format!("{exporter} exports no {}", metric.name));
    };
    if kind != metric.kind {
        return Some(format!("{exporter} exports {} as a {}", metric.name, kind.name()));
    }
    let stranger = metric.labels.iter().find(|label| !labels.contains(&label.as_str()))?;
    Some(format!("{exporter} exports {} without the label {stranger}", metric.name))
}

fn of<'a>(
    mut known: impl Iterator<Item = &'a Known>,
    metric: &Metric,
) -> Option<(MetricKind, Vec<&'static str>)> {
    known.find(|known| known.name == metric.name).map(|known| (known.kind, known.labels.to_vec()))
}
