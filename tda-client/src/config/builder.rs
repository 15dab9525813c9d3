//! Settings chosen in code. They beat every other source.

use std::{sync::Arc, time::Duration};

use tda_events::{Catalog, Dialect, Encoding, Environment};

use super::{ClientConfig, GroupProtocol, OffsetReset, origin::Origin};

impl ClientConfig {
    /// Who writes: the `source` of every event that names none itself.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self.by_code("source")
    }

    /// The name by which brokers log this client.
    #[must_use]
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = client_id.into();
        self.by_code("client_id")
    }

    /// Which column of the catalog holds: it decides partitions and replication of topics that are created.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self.by_code("environment")
    }

    /// Replaces the leading `tda_` of every topic name: with `dev_tda_`, `tda_jobs` is `dev_tda_jobs`.
    #[must_use]
    pub fn topic_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.topic_prefix = Some(prefix.into());
        self.by_code("topic_prefix")
    }

    /// Gives the logical topic the physical name `physical`, whatever the prefix.
    #[must_use]
    pub fn topic(mut self, logical: impl Into<String>, physical: impl Into<String>) -> Self {
        let logical = logical.into();
        self.origins.insert(format!("topics.{logical}"), Origin::Code);
        self.topic_overrides.insert(logical, physical.into());
        self
    }

    /// The encoding of published events: JSON by default.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self.by_code("encoding")
    }

    /// The schema registry: producers ask it for the ids of [`Encoding::AvroConfluent`] and
    /// [`Encoding::JsonConfluent`], consumers for the schemas behind ids that they do not know.
    #[cfg(feature = "registry")]
    #[must_use]
    pub fn registry(mut self, registry: crate::registry::RegistryConfig) -> Self {
        self.registry = Some(registry);
        self.by_code("registry.url")
    }

    /// The consumer group of consumers and workers.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self.by_code("group")
    }

    /// A name of this process that survives its restart: it makes the group member static (KIP-345) and the
    /// transactional id stable, so that a restarted worker takes over its own partitions at once.
    #[must_use]
    pub fn instance_id(mut self, instance_id: impl Into<String>) -> Self {
        self.instance_id = Some(instance_id.into());
        self.by_code("instance_id")
    }

    /// Which protocol the group speaks; [`GroupProtocol::Classic`] by default.
    #[must_use]
    pub fn group_protocol(mut self, protocol: GroupProtocol) -> Self {
        self.group_protocol = protocol;
        self.by_code("group_protocol")
    }

    /// The identity of a transactional producer: a second one of the same name fences the first.
    #[must_use]
    pub fn transactional_id(mut self, transactional_id: impl Into<String>) -> Self {
        self.transactional_id = Some(transactional_id.into());
        self.by_code("transactional_id")
    }

    /// After this long without a heartbeat a group member counts as dead; 30 s by default. The heartbeat is a tenth of
    /// it unless it is set.
    ///
    /// It belongs to the group's configuration on the broker under [`GroupProtocol::Consumer`], and is refused there.
    #[must_use]
    pub fn session_timeout(mut self, timeout: Duration) -> Self {
        self.session_timeout = timeout;
        self.by_code("session_timeout_ms")
    }

    /// How long `connect` tries before it names the brokers and gives up; 10 s by default.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self.by_code("connect_timeout_ms")
    }

    /// How long a record may wait for its acknowledgement before its delivery fails; two minutes by default.
    #[must_use]
    pub fn delivery_timeout(mut self, timeout: Duration) -> Self {
        self.delivery_timeout = timeout;
        self.by_code("delivery_timeout_ms")
    }

    /// How long a record may wait for company in its batch; 5 ms by default.
    #[must_use]
    pub fn linger(mut self, linger: Duration) -> Self {
        self.linger = linger;
        self.by_code("linger_ms")
    }

    /// Records that may await delivery; 100 000 by default.
    #[must_use]
    pub fn queue_records_max(mut self, records: usize) -> Self {
        self.queue_records_max = records;
        self.by_code("queue_records_max")
    }

    /// Bytes that may await delivery; 256 MiB by default.
    #[must_use]
    pub fn queue_bytes_max(mut self, bytes: usize) -> Self {
        self.queue_bytes_max = bytes;
        self.by_code("queue_bytes_max")
    }

    /// The largest record (key, value, headers); 1 000 000 bytes by default. The broker's limit must be larger.
    #[must_use]
    pub fn record_bytes_max(mut self, bytes: usize) -> Self {
        self.record_bytes_max = bytes;
        self.by_code("record_bytes_max")
    }

    /// Where clients of this configuration record what they do; [`Metrics::global`](crate::Metrics::global) by default.
    #[cfg(feature = "kafka")]
    #[must_use]
    pub fn metrics(mut self, metrics: crate::metrics::Metrics) -> Self {
        self.metrics = metrics;
        self
    }

    /// Any librdkafka property beside the typed ones. One that means a typed setting sets that; one that would break a
    /// guarantee, or that librdkafka does not know, is refused by [`check`](Self::check) with the reason.
    #[must_use]
    pub fn property(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.take_property(&name.into(), &value.into(), Origin::Code);
        self
    }

    /// The system whose topics, groups and profiles hold; that of this library by default.
    #[must_use]
    pub fn catalog_of(mut self, catalog: Catalog) -> Self {
        self.catalog = Some(Arc::new(catalog));
        self.by_code("catalog")
    }

    /// The wire shape of published events; [`Dialect::Canonical`] by default.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self.by_code("dialect")
    }

    /// Where a group without a committed offset begins: at the earliest record unless told otherwise.
    #[must_use]
    pub fn auto_offset_reset(mut self, reset: OffsetReset) -> Self {
        self.auto_offset_reset = reset;
        self.by_code("auto_offset_reset")
    }

    /// How often a group member says that it lives; at most a third of the session timeout.
    #[must_use]
    pub fn heartbeat_interval(mut self, interval: Duration) -> Self {
        self.heartbeat_interval = Some(interval);
        self.by_code("heartbeat_interval_ms")
    }

    /// A member that has not polled for this long is put out of its group; five minutes by default.
    #[must_use]
    pub fn max_poll_interval(mut self, interval: Duration) -> Self {
        self.max_poll_interval = interval;
        self.by_code("max_poll_interval_ms")
    }

    /// Remembers that code chose a setting.
    pub(super) fn by_code(mut self, setting: &str) -> Self {
        self.origins.insert(setting.to_owned(), Origin::Code);
        self
    }
}
