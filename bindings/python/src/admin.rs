//! Administrative requests: arguments and answers travel as JSON, which the Python layer gives its types.

use pyo3::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use tda_client::{
    Error,
    admin::{
        AclBinding, AclFilter, AclOperation, AclPattern, AclPermission, AclResource, ConfigChange,
        ConfigResource, GroupDescription, Item, NewTopic, OffsetSpec, TopicDescription, TopicPartition,
    },
    blocking,
};

use crate::{
    completion::{CompletionQueue, Outcome, spawn},
    config::ClientConfig,
    error::{Failure, document},
    process::Resident,
};

/// The native half of the administrators in `tda_stream` and `tda_stream.blocking`.
#[pyclass(frozen, module = "tda_stream._native")]
pub(crate) struct Admin(Resident<blocking::Admin>);

impl Admin {
    pub(crate) fn new(inner: blocking::Admin) -> Self {
        Self(Resident::new(inner))
    }
}

#[pymethods]
impl Admin {
    /// Connects in the background; the outcome is an administrator.
    #[staticmethod]
    fn connect(config: &ClientConfig, queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let config = config.inner.clone();
        Ok(spawn(queue, token, move || Outcome::Admin(blocking::Admin::connect(&config)))?)
    }

    /// One request; the outcome is its answer as JSON.
    fn request(&self, request_json: &[u8], queue: &CompletionQueue, token: u64) -> PyResult<()> {
        let request: Request = serde_json::from_slice(request_json)
            .map_err(|error| Failure::invalid(format!("no administrative request: {error}")))?;
        let admin = self.0.get()?.clone();
        Ok(spawn(queue, token, move || Outcome::Document(request.ask(&admin)))?)
    }

    /// The address of the cluster, that of the embedded broker included.
    #[getter]
    fn bootstrap_servers(&self) -> PyResult<String> {
        Ok(self.0.get()?.bootstrap_servers().to_owned())
    }
}

type Partition = (String, i32);

#[derive(Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
enum Request {
    AlterConfigs { resource: Resource, set: Vec<(String, String)>, unset: Vec<String> },
    AlterGroupOffsets { group: String, offsets: Vec<(Partition, i64)> },
    CreateAcls { rules: Vec<Rule> },
    CreatePartitions { totals: Vec<(String, usize)> },
    CreateTopics { topics: Vec<Topic> },
    DeleteAcls { rules: Vec<Rule> },
    DeleteGroups { groups: Vec<String> },
    DeleteRecords { before: Vec<(Partition, i64)> },
    DeleteTopics { topics: Vec<String> },
    DescribeAcls { principal: Option<String> },
    DescribeCluster {},
    DescribeConfigs { resources: Vec<Resource> },
    DescribeGroups { groups: Vec<String> },
    DescribeTopics { topics: Vec<String> },
    GroupLag { group: String },
    GroupOffsets { group: String },
    ListGroups {},
    ListOffsets { asked: Vec<(Partition, Moment)> },
    ListTopics {},
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Resource {
    Broker(i32),
    Group(String),
    Topic(String),
}

impl From<Resource> for ConfigResource {
    fn from(resource: Resource) -> Self {
        match resource {
            Resource::Broker(id) => Self::Broker(id),
            Resource::Group(name) => Self::Group(name),
            Resource::Topic(name) => Self::Topic(name),
        }
    }
}

#[derive(Deserialize)]
struct Topic {
    name: String,
    partitions: i32,
    replication_factor: Option<i32>,
    config: Vec<(String, String)>,
}

impl From<Topic> for NewTopic {
    fn from(topic: Topic) -> Self {
        let mut new = Self::new(topic.name, topic.partitions);
        new.config = topic.config;
        if let Some(factor) = topic.replication_factor {
            new.replication_factor = factor;
        }
        new
    }
}

#[derive(Deserialize)]
struct Rule {
    principal: String,
    resource: String,
    pattern: String,
    name: String,
    operation: String,
    permission: String,
    host: String,
}

impl Rule {
    fn binding(self) -> Result<AclBinding, Failure> {
        let unknown = |what: &str, name: &str| Failure::invalid(format!("{what} {name:?} is not known"));
        let resource = AclResource::from_name(&self.resource);
        let pattern = AclPattern::from_name(&self.pattern);
        let operation = AclOperation::from_name(&self.operation);
        let permission = AclPermission::from_name(&self.permission);
        Ok(AclBinding {
            resource: resource.ok_or_else(|| unknown("resource", &self.resource))?,
            pattern: pattern.ok_or_else(|| unknown("pattern", &self.pattern))?,
            operation: operation.ok_or_else(|| unknown("operation", &self.operation))?,
            permission: permission.ok_or_else(|| unknown("permission", &self.permission))?,
            principal: self.principal,
            name: self.name,
            host: self.host,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Moment {
    AtMs(i64),
    Earliest,
    Latest,
    MaxTimestamp,
}

impl From<Moment> for OffsetSpec {
    fn from(at: Moment) -> Self {
        match at {
            Moment::AtMs(milliseconds) => Self::AtMs(milliseconds),
            Moment::Earliest => Self::Earliest,
            Moment::Latest => Self::Latest,
            Moment::MaxTimestamp => Self::MaxTimestamp,
        }
    }
}

impl Request {
    fn ask(self, admin: &blocking::Admin) -> Result<String, Failure> {
        let answer = match self {
            Self::AlterConfigs { resource, set, unset } => {
                let change = ConfigChange { resource: resource.into(), set, unset };
                items(admin.alter_configs(&[change])?, |()| Value::Null)
            }
            Self::AlterGroupOffsets { group, offsets } => {
                items(admin.alter_group_offsets(&group, &places(offsets))?, |()| Value::Null)
            }
            Self::CreateAcls { rules } => items(admin.create_acls(&bindings(rules)?)?, |()| Value::Null),
            Self::CreatePartitions { totals } => items(admin.create_partitions(&totals)?, |()| Value::Null),
            Self::CreateTopics { topics } => {
                let topics: Vec<NewTopic> = topics.into_iter().map(Into::into).collect();
                items(admin.create_topics(&topics)?, Value::Bool)
            }
            Self::DeleteAcls { rules } => {
                let filters: Vec<_> = bindings(rules)?.iter().map(AclFilter::from).collect();
                items(admin.delete_acls(&filters)?, |rules| rules.iter().map(rule).collect())
            }
            Self::DeleteGroups { groups } => items(admin.delete_groups(&groups)?, |()| Value::Null),
            Self::DeleteRecords { before } => items(admin.delete_records(&places(before))?, Into::into),
            Self::DeleteTopics { topics } => items(admin.delete_topics(&topics)?, |()| Value::Null),
            Self::DescribeAcls { principal } => {
                let filter = AclFilter { principal, ..AclFilter::default() };
                admin.describe_acls(&filter)?.iter().map(rule).collect()
            }
            Self::DescribeCluster {} => {
                let cluster = admin.describe_cluster()?;
                let broker = |broker: &tda_client::admin::BrokerDescription| json!({"id": broker.id, "host": broker.host, "port": broker.port, "rack": broker.rack});
                let brokers: Vec<_> = cluster.brokers.iter().map(broker).collect();
                json!({
                    "cluster_id": cluster.cluster_id, "controller": cluster.controller, "brokers": brokers,
                })
            }
            Self::DescribeConfigs { resources } => {
                let resources: Vec<ConfigResource> = resources.into_iter().map(Into::into).collect();
                items(admin.describe_configs(&resources)?, |entries| {
                    let entry = |entry: &tda_client::admin::ConfigEntry| {
                        json!({
                            "name": entry.name, "value": entry.value, "source": entry.source.name(),
                            "is_sensitive": entry.is_sensitive, "is_read_only": entry.is_read_only,
                        })
                    };
                    entries.iter().map(entry).collect()
                })
            }
            Self::DescribeGroups { groups } => items(admin.describe_groups(&groups)?, |found| group(&found)),
            Self::DescribeTopics { topics } => items(admin.describe_topics(&topics)?, |found| topic(&found)),
            Self::GroupLag { group } => {
                let lags = admin.group_lag(&group)?;
                let lag = |lag: &tda_client::admin::PartitionLag| {
                    json!({
                        "topic": lag.partition.topic, "partition": lag.partition.partition,
                        "committed": lag.committed, "earliest": lag.earliest, "latest": lag.latest,
                        "lag": lag.lag, "owner": lag.owner,
                    })
                };
                lags.iter().map(lag).collect()
            }
            Self::GroupOffsets { group } => {
                let offset = |offset: &tda_client::admin::GroupOffset| {
                    json!({
                        "topic": offset.partition.topic, "partition": offset.partition.partition,
                        "offset": offset.offset, "metadata": offset.metadata,
                    })
                };
                admin.group_offsets(&group)?.iter().map(offset).collect()
            }
            Self::ListGroups {} => {
                let group = |group: &tda_client::admin::GroupListing| {
                    json!({
                        "group": group.group, "state": group.state.name(), "protocol": group.protocol.name(),
                    })
                };
                admin.list_groups()?.iter().map(group).collect()
            }
            Self::ListOffsets { asked } => {
                let asked: Vec<(TopicPartition, OffsetSpec)> = asked
                    .into_iter()
                    .map(|((topic, partition), at)| (TopicPartition::new(topic, partition), at.into()))
                    .collect();
                let found = admin.list_offsets(&asked)?.into_iter().map(|(partition, outcome)| {
                    item(&partition.to_string(), outcome, |found| {
                        json!({
                            "topic": partition.topic, "partition": partition.partition,
                            "offset": found.offset, "timestamp_ms": found.timestamp_ms,
                        })
                    })
                });
                found.collect()
            }
            Self::ListTopics {} => json!(admin.list_topics()?),
        };
        Ok(answer.to_string())
    }
}

fn bindings(rules: Vec<Rule>) -> Result<Vec<AclBinding>, Failure> {
    rules.into_iter().map(Rule::binding).collect()
}

fn places(offsets: Vec<(Partition, i64)>) -> Vec<(TopicPartition, i64)> {
    let place =
        |((topic, partition), offset): (Partition, i64)| (TopicPartition::new(topic, partition), offset);
    offsets.into_iter().map(place).collect()
}

fn items<T>(items: Vec<Item<T>>, document: impl Fn(T) -> Value) -> Value {
    items.into_iter().map(|each| item(&each.name, each.outcome, &document)).collect()
}

/// What became of one of several things that were asked for at once.
fn item<T>(name: &str, outcome: Result<T, Error>, value: impl FnOnce(T) -> Value) -> Value {
    match outcome {
        Ok(found) => json!({"name": name, "value": value(found)}),
        Err(error) => json!({"name": name, "error": document(&Failure::from(error))}),
    }
}

fn topic(topic: &TopicDescription) -> Value {
    let partition = |partition: &tda_client::admin::PartitionDescription| {
        json!({
            "partition": partition.partition, "leader": partition.leader,
            "replicas": partition.replicas, "in_sync": partition.in_sync,
        })
    };
    let partitions: Vec<_> = topic.partitions.iter().map(partition).collect();
    json!({"name": topic.name, "is_internal": topic.is_internal, "partitions": partitions})
}

fn group(group: &GroupDescription) -> Value {
    let member = |member: &tda_client::admin::GroupMemberDescription| {
        let partitions: Vec<_> =
            member.partitions.iter().map(|partition| json!([partition.topic, partition.partition])).collect();
        json!({
            "member_id": member.member_id, "instance_id": member.instance_id,
            "client_id": member.client_id, "host": member.host, "partitions": partitions,
        })
    };
    let members: Vec<_> = group.members.iter().map(member).collect();
    json!({
        "group": group.group, "state": group.state.name(), "protocol": group.protocol.name(),
        "assignor": group.assignor, "coordinator": group.coordinator, "members": members,
    })
}

fn rule(rule: &AclBinding) -> Value {
    json!({
        "principal": rule.principal, "resource": rule.resource.name(), "pattern": rule.pattern.name(),
        "name": rule.name, "operation": rule.operation.name(), "permission": rule.permission.name(),
        "host": rule.host,
    })
}
