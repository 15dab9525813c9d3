//! Where a system runs.

/// Where a system runs. Partitions, replication and some settings differ between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Environment {
    /// One broker on a developer's machine.
    Development,
    /// Where tests run on their own.
    Test,
    /// Where systems meet each other before they meet users.
    Integration,
    /// A copy of production for rehearsal.
    Staging,
    /// The cluster that users depend on.
    Production,
}

impl Environment {
    /// Every environment, in the order in which software travels through them.
    pub const ALL: [Self; 5] =
        [Self::Development, Self::Test, Self::Integration, Self::Staging, Self::Production];

    /// Its name in catalogs and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Test => "test",
            Self::Integration => "integration",
            Self::Staging => "staging",
            Self::Production => "production",
        }
    }

    /// The environment called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|environment| environment.name() == name)
    }

    /// Whether one member of each group is enough there.
    pub(super) fn is_small(self) -> bool {
        matches!(self, Self::Development | Self::Test)
    }
}

/// A cluster of a system, and what its topics are unless they say otherwise.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EnvironmentSpec {
    /// Which environment.
    pub environment: Environment,
    /// What it is for.
    pub summary: String,
    /// What stands in place of the catalog's prefix; `None`: the catalog's own.
    pub topic_prefix: Option<String>,
    /// Number of brokers.
    pub brokers: Option<u32>,
    /// Number of racks or zones they stand in.
    pub racks: Option<u32>,
    /// Disk of each broker, in gigabytes.
    pub storage_gb_per_broker: Option<u32>,
    /// Settings of the brokers by Kafka's names, in the order of the file.
    pub config: Vec<(String, String)>,
    /// Doors of the brokers, in the order of the file.
    pub listeners: Vec<Listener>,
    /// Partitions of topics that name none.
    pub default_partitions: Option<u32>,
    /// Copies of each partition of topics that name none.
    pub default_replication_factor: Option<u16>,
    /// Settings of topics that do not say otherwise.
    pub default_config: Vec<(String, String)>,
}

impl EnvironmentSpec {
    pub(super) fn empty(environment: Environment) -> Self {
        Self {
            environment,
            summary: String::new(),
            topic_prefix: None,
            brokers: None,
            racks: None,
            storage_gb_per_broker: None,
            config: Vec::new(),
            listeners: Vec::new(),
            default_partitions: None,
            default_replication_factor: None,
            default_config: Vec::new(),
        }
    }
}

/// One door of the brokers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listener {
    /// Its name.
    pub name: String,
    /// TCP port.
    pub port: u16,
    /// Whether it is encrypted.
    pub tls: bool,
    /// How clients prove themselves, as the file writes it; `None`: not at all.
    pub authentication: Option<String>,
    /// Whether clients outside the cluster's network use it.
    pub external: bool,
}

impl Listener {
    /// How clients prove themselves, where the name is known.
    pub fn mechanism(&self) -> Option<Authentication> {
        Authentication::from_name(self.authentication.as_deref()?)
    }
}

/// How a client proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Authentication {
    /// Kerberos.
    Gssapi,
    /// A certificate of its own.
    MutualTls,
    /// A signed token.
    OauthBearer,
    /// Name and password.
    Plain,
    /// Name and password, which never travels.
    ScramSha256,
    /// Name and password, which never travels; the only one of its kind that Strimzi manages users of.
    ScramSha512,
}

impl Authentication {
    /// Every way.
    pub const ALL: [Self; 6] =
        [Self::Gssapi, Self::MutualTls, Self::OauthBearer, Self::Plain, Self::ScramSha256, Self::ScramSha512];

    /// Its name: `mutual-tls`, or that of the SASL mechanism.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gssapi => "GSSAPI",
            Self::MutualTls => "mutual-tls",
            Self::OauthBearer => "OAUTHBEARER",
            Self::Plain => "PLAIN",
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::ScramSha512 => "SCRAM-SHA-512",
        }
    }

    /// The way called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}
