//! Three brokers behind proxies: clients reach broker N by the way `client-N`, the other brokers by `broker-N`.

use anyhow::Result;

use super::proxy::{Break, Proxy};
use crate::kafka::Kafka;

pub(crate) const BROKERS: usize = 3;

/// A cluster whose parts can be broken and mended.
pub(crate) struct Cluster {
    pub(crate) kafka: Kafka,
    proxy: Proxy,
    servers: String,
}

impl Cluster {
    /// Starts it. Call it on the main thread.
    pub(crate) fn start(name: &str) -> Result<Self> {
        let proxy = Proxy::start()?;
        let servers = std::cell::RefCell::new(Vec::new());
        let kafka = Kafka::start_cluster(name, BROKERS, &|node, properties| {
            let ports = properties.ports();
            let client = proxy.open(&client_way(node), ports.client)?;
            let internal = proxy.open(&internal_way(node), ports.internal)?;
            servers.borrow_mut().push(format!("127.0.0.1:{client}"));
            properties
                .listener("PLAINTEXT", "PLAINTEXT", ports.client, client)
                .listener("INTERNAL", "PLAINTEXT", ports.internal, internal)
                // A killed member of a group of the new protocol is missed after seconds, not after 45.
                .set("group.consumer.session.timeout.ms", 6000)
                .set("group.consumer.heartbeat.interval.ms", 1000)
                // The others notice a broker that cannot be reached.
                .set("replica.lag.time.max.ms", 5000);
            Ok(())
        })?;
        Ok(Self { kafka, proxy, servers: servers.into_inner().join(",") })
    }

    /// Where clients begin.
    pub(crate) fn servers(&self) -> &str {
        &self.servers
    }

    /// Whether every broker is up and knows all others.
    pub(crate) fn is_whole(&mut self) -> Result<bool> {
        for node in 1..=BROKERS {
            if !self.kafka.knows_all(node)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Breaks the way of clients to a broker.
    pub(crate) fn spoil_client_way(&mut self, node: usize, how: Break) -> Result<()> {
        self.proxy.spoil(&client_way(node), how)
    }

    pub(crate) fn mend_client_way(&mut self, node: usize) -> Result<()> {
        self.proxy.mend(&client_way(node))
    }

    /// Breaks the way of the other brokers to a broker.
    pub(crate) fn split_off(&mut self, node: usize) -> Result<()> {
        self.proxy.spoil(&internal_way(node), Break::Cut)
    }

    pub(crate) fn join_again(&mut self, node: usize) -> Result<()> {
        self.proxy.mend(&internal_way(node))
    }

    /// Mends everything: ways, paused brokers, dead ones.
    pub(crate) fn heal(&mut self) -> Result<()> {
        self.proxy.mend_all()?;
        for node in 1..=BROKERS {
            self.kafka.resume(node)?;
            self.kafka.launch(node)?;
        }
        Ok(())
    }
}

fn client_way(node: usize) -> String {
    format!("client-{node}")
}

fn internal_way(node: usize) -> String {
    format!("broker-{node}")
}
