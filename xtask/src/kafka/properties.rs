//! What a broker is told: a list of properties that callers may add to before the broker starts.

use std::{collections::BTreeMap, path::Path};

/// Where one broker listens on 127.0.0.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ports {
    /// Clients, without encryption or names.
    pub(crate) client: u16,
    /// The other brokers.
    pub(crate) internal: u16,
    pub(crate) controller: u16,
}

/// The properties of one broker, and how its storage is formatted.
///
/// ```ignore
/// properties.set("unclean.leader.election.enable", "true").listener("SASL", "SASL_PLAINTEXT", port, port);
/// ```
#[derive(Clone, Debug)]
pub(crate) struct Properties {
    ports: Ports,
    values: BTreeMap<String, String>,
    format_arguments: Vec<String>,
    java_options: Vec<String>,
}

/// Changes the properties of a broker, counted from 1, before it starts for the first time.
pub(crate) type Customize<'a> = &'a dyn Fn(usize, &mut Properties) -> anyhow::Result<()>;

impl Properties {
    /// Broker `node` (from 1) of the cluster that listens on `ports`.
    pub(super) fn of_broker(node: usize, ports: &[Ports], data: &Path) -> Self {
        let own = ports[node - 1];
        let mut properties = Self {
            ports: own,
            values: BTreeMap::new(),
            format_arguments: Vec::new(),
            java_options: Vec::new(),
        };
        let voters: Vec<String> =
            (1..).zip(ports).map(|(node, ports)| format!("{node}@127.0.0.1:{}", ports.controller)).collect();
        properties
            .set("process.roles", "broker,controller")
            .set("node.id", node)
            .set("broker.rack", format!("rack-{node}"))
            .set("controller.quorum.voters", voters.join(","))
            .set("log.dirs", data.display())
            .set("listeners", format!("CONTROLLER://127.0.0.1:{}", own.controller))
            .set("controller.listener.names", "CONTROLLER")
            .set("listener.security.protocol.map", "CONTROLLER:PLAINTEXT")
            .set("advertised.listeners", "")
            .listener("PLAINTEXT", "PLAINTEXT", own.client, own.client)
            .listener("INTERNAL", "PLAINTEXT", own.internal, own.internal)
            .set("inter.broker.listener.name", "INTERNAL");
        properties.set_manners();
        properties.set_copies(ports.len());
        properties
    }

    fn set_manners(&mut self) {
        // Topics are made by who owns them: a misspelt name must be an error.
        self.set("auto.create.topics.enable", false)
            // Access rules can be made; those who log in without a name, as all do here, may do everything.
            .set("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            .set("super.users", "User:ANONYMOUS")
            // Tests kill their clients: a group must see it in seconds, and an open transaction must not hold
            // others up.
            .set("group.initial.rebalance.delay.ms", 0)
            .set("group.min.session.timeout.ms", 1000)
            .set("group.consumer.min.session.timeout.ms", 3000)
            .set("group.consumer.min.heartbeat.interval.ms", 500)
            .set("transaction.abort.timed.out.transaction.cleanup.interval.ms", 1000)
            // Tests kill brokers, too: the others take over in seconds, not in half a minute.
            .set("broker.heartbeat.interval.ms", 1000)
            .set("broker.session.timeout.ms", 6000)
            .set("replica.lag.time.max.ms", 10_000)
            // Small: the default is 128 MiB of the heap.
            .set("log.cleaner.dedupe.buffer.size", 8_388_608);
    }

    /// Three copies where there are three brokers, of which two must have a record before it counts.
    fn set_copies(&mut self, brokers: usize) {
        let copies = brokers.min(3);
        let in_sync_min = if copies == 3 { 2 } else { 1 };
        self.set("default.replication.factor", copies).set("min.insync.replicas", in_sync_min);
        for (topic, in_sync) in [
            ("offsets.topic", None),
            ("transaction.state.log", Some("transaction.state.log.min.isr")),
            ("share.coordinator.state.topic", Some("share.coordinator.state.topic.min.isr")),
        ] {
            self.set(&format!("{topic}.replication.factor"), copies);
            self.set(&format!("{topic}.num.partitions"), 5);
            if let Some(in_sync) = in_sync {
                self.set(in_sync, in_sync_min);
            }
        }
    }

    /// Sets a property, whatever it was before.
    #[expect(clippy::needless_pass_by_value, reason = "callers pass numbers, texts and paths alike")]
    pub(crate) fn set(&mut self, name: &str, value: impl ToString) -> &mut Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }

    /// Adds a listener on 127.0.0.1 that clients are told to reach at `advertised_port`; one of the same name is
    /// only advertised anew.
    pub(crate) fn listener(
        &mut self,
        name: &str,
        protocol: &str,
        port: u16,
        advertised_port: u16,
    ) -> &mut Self {
        let prefix = format!("{name}://");
        for (property, item, is_new) in [
            ("listeners", format!("{name}://127.0.0.1:{port}"), true),
            ("advertised.listeners", format!("{name}://127.0.0.1:{advertised_port}"), false),
            ("listener.security.protocol.map", format!("{name}:{protocol}"), true),
        ] {
            let list = self.values.entry(property.to_owned()).or_default();
            let is_same =
                |old: &&str| !old.is_empty() && (is_new || !old.starts_with(&prefix)) && **old != item;
            let mut items: Vec<&str> = list.split(',').filter(is_same).collect();
            items.push(&item);
            *list = items.join(",");
        }
        self
    }

    /// Where the broker itself listens.
    pub(crate) fn ports(&self) -> Ports {
        self.ports
    }

    /// Adds an argument of `StorageTool format`, such as `-S` and the first SCRAM user.
    pub(crate) fn format_argument(&mut self, argument: impl Into<String>) -> &mut Self {
        self.format_arguments.push(argument.into());
        self
    }

    pub(super) fn format_arguments(&self) -> &[String] {
        &self.format_arguments
    }

    /// Adds an option of the Java that runs the broker, such as `-Dname=value`.
    pub(crate) fn java_option(&mut self, option: impl Into<String>) -> &mut Self {
        self.java_options.push(option.into());
        self
    }

    /// The options of Java as a file of arguments holds them.
    pub(super) fn render_java_options(&self) -> String {
        self.java_options.iter().map(|option| format!("\"{}\"\n", option.replace('\\', "\\\\"))).collect()
    }

    /// As Kafka reads them.
    pub(super) fn render(&self) -> String {
        self.values.iter().map(|(name, value)| format!("{name}={}\n", value.replace('\\', "\\\\"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ports(count: u16) -> Vec<Ports> {
        let at = |first| Ports { client: first, internal: first + 1, controller: first + 2 };
        (0..count).map(|broker| at(4000 + 10 * broker)).collect()
    }

    fn text(node: usize, brokers: u16) -> String {
        Properties::of_broker(node, &ports(brokers), Path::new("/data")).render()
    }

    #[test]
    fn clients_are_told_an_address_on_loopback_only() {
        let text = text(1, 1);
        let listeners: Vec<&str> = text.lines().filter(|line| line.contains("listeners=")).collect();
        assert_eq!(listeners.len(), 2);
        assert!(
            listeners.iter().all(|line| line.matches("://").count() == line.matches("127.0.0.1").count())
        );
        assert!(text.lines().any(|line| line == "auto.create.topics.enable=false"));
    }

    #[test]
    fn three_brokers_hold_three_copies_and_need_two() {
        let text = text(2, 3);
        for line in [
            "node.id=2",
            "broker.rack=rack-2",
            "controller.quorum.voters=1@127.0.0.1:4002,2@127.0.0.1:4012,3@127.0.0.1:4022",
            "default.replication.factor=3",
            "min.insync.replicas=2",
            "offsets.topic.replication.factor=3",
            "transaction.state.log.min.isr=2",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("offsets.topic.min"));
    }

    #[test]
    fn a_listener_is_added_and_a_known_one_is_advertised_elsewhere() {
        let mut properties = Properties::of_broker(1, &ports(1), Path::new("/data"));
        properties.listener("PLAINTEXT", "PLAINTEXT", 4000, 9999).listener(
            "SASL",
            "SASL_PLAINTEXT",
            5000,
            5000,
        );
        let text = properties.render();
        for line in [
            "advertised.listeners=INTERNAL://127.0.0.1:4001,PLAINTEXT://127.0.0.1:9999,SASL://127.0.0.1:5000",
            "listener.security.protocol.map=CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
        let listeners = text.lines().find(|line| line.starts_with("listeners=")).unwrap();
        assert_eq!(listeners.matches("://").count(), 4, "{listeners}");
    }
}
