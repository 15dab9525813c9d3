//! Laying sources over each other: file, environment, connection string, the command's arguments; the builder comes last.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    ClientConfig, ConfigProblem, Secret, connection_string, env,
    origin::Origin,
    settings::{self, Setting},
};
use crate::error::Error;

/// A value that a source gives a setting.
#[derive(Clone, Debug)]
pub(super) struct Given {
    /// The setting's name, or `topics.NAME`, or `properties.NAME`.
    pub(super) setting: String,
    pub(super) value: Secret,
    pub(super) origin: Origin,
}

/// Values of one source with what is wrong about the source itself.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub(super) given: Vec<Given>,
    pub(super) problems: Vec<ConfigProblem>,
}

/// Looks up an environment variable.
type Lookup<'a> = Box<dyn Fn(&str) -> Option<String> + 'a>;

/// Where a configuration is read from, made by [`ClientConfig::sources`].
///
/// Whatever the order of the calls: a connection string beats the environment, the environment beats a file. What is
/// set on the loaded [`ClientConfig`] beats them all.
///
/// ```
/// use tda_client::ClientConfig;
///
/// let variables = |name: &str| (name == "KAFKA_LINGER_MS").then(|| "20".to_owned());
/// let config = ClientConfig::sources()
///     .lookup(variables)
///     .connection_string("kafka://broker-1:9092,broker-2:9092/?client_id=backend")
///     .load()?;
/// assert_eq!(config.bootstrap_servers(), "broker-1:9092,broker-2:9092");
/// let linger = config.setting("linger_ms").expect("a setting");
/// assert_eq!((linger.value.as_deref(), linger.origin.to_string()), (Some("20"), "variable KAFKA_LINGER_MS".to_owned()));
/// # Ok::<(), tda_client::Error>(())
/// ```
#[derive(Default)]
pub struct ConfigSources<'a> {
    file: Option<PathBuf>,
    lookup: Option<Lookup<'a>>,
    connection_string: Option<Secret>,
    arguments: Vec<Given>,
}

impl<'a> ConfigSources<'a> {
    /// A file in TOML or YAML, told by its ending (`.toml`, `.yaml`, `.yml`).
    #[must_use]
    pub fn file(mut self, path: impl AsRef<Path>) -> Self {
        self.file = Some(path.as_ref().into());
        self
    }

    /// The process's environment. `TDA_CONFIG_FILE` names a file, `TDA_CONNECTION_STRING` holds a connection string.
    #[must_use]
    pub fn environment(self) -> Self {
        self.lookup(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// As [`environment`](Self::environment), by a look-up of your own.
    #[must_use]
    pub fn lookup(mut self, lookup: impl Fn(&str) -> Option<String> + 'a) -> Self {
        self.lookup = Some(Box::new(lookup));
        self
    }

    /// `kafka://user:password@host:9092,host:9092/?setting=value`; see [`ClientConfig::from_connection_string`].
    #[must_use]
    pub fn connection_string(mut self, text: impl Into<String>) -> Self {
        self.connection_string = Some(Secret::new(text));
        self
    }

    /// A value that an argument of the command gives; it beats every other source.
    #[cfg(feature = "cli")]
    pub(crate) fn argument(mut self, argument: &'static str, setting: &str, value: &str) -> Self {
        let origin = Origin::CommandLine(argument);
        if connection_string::is_one(setting, value) {
            return self.connection_string(value);
        }
        self.arguments.push(Given { setting: setting.into(), value: Secret::new(value), origin });
        self
    }

    /// Reads and checks everything.
    ///
    /// # Errors
    /// [`Error::Config`] with every problem of every source and of what they make together.
    pub fn load(self) -> Result<ClientConfig, Error> {
        let (mut config, mut problems) = self.read();
        problems.extend(config.problems());
        if problems.is_empty() {
            return Ok(config);
        }
        config.faults.clear();
        Err(Error::Config(problems))
    }

    /// The configuration as far as it can be read, and what is wrong with the sources: for those who explain.
    pub(crate) fn read(self) -> (ClientConfig, Vec<ConfigProblem>) {
        let nothing: Lookup<'a> = Box::new(|_| None);
        let lookup = self.lookup.unwrap_or(nothing);
        let mut layers = Vec::new();
        let named = self.file.or_else(|| lookup(env::CONFIG_FILE).map(PathBuf::from));
        #[cfg(feature = "kafka")]
        layers.extend(named.map(|path| super::file::read(&path)));
        #[cfg(not(feature = "kafka"))]
        layers.extend(named.map(|path| Layer {
            given: Vec::new(),
            problems: vec![ConfigProblem {
                setting: path.display().to_string(),
                fault: "this build reads no configuration files (feature `kafka`)".into(),
            }],
        }));
        let (variables, from_variables) = env::read(&*lookup);
        layers.push(variables);
        let string = self.connection_string.or_else(|| lookup(env::CONNECTION_STRING).map(Secret::new));
        layers.extend(string.or(from_variables).map(|text| connection_string::read(&text)));
        layers.push(Layer { given: self.arguments, problems: Vec::new() });
        let mut config = ClientConfig::new("");
        let problems = lay(&mut config, layers, &*lookup);
        (config, problems)
    }
}

/// Lays `layers`, lowest first, over the defaults.
pub(super) fn lay(
    config: &mut ClientConfig,
    layers: Vec<Layer>,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    let mut merged: BTreeMap<String, Given> = BTreeMap::new();
    for layer in layers {
        problems.extend(layer.problems);
        for given in layer.given {
            // The broker inside the process and a named one exclude each other: the higher source decides.
            let other = match given.setting.as_str() {
                "bootstrap_servers" => "embedded",
                _ => "",
            };
            merged.remove(other);
            merged.insert(own_name(&given.setting), given);
        }
    }
    // The catalog first: it says which topics there are variables for.
    if let Some(given) = merged.remove("catalog") {
        problems.extend(config.take(&given).err());
    }
    for given in env::topics(config.catalog(), lookup) {
        merged
            .entry(given.setting.clone())
            .and_modify(|lower| {
                if matches!(lower.origin, Origin::File { .. }) {
                    *lower = given.clone();
                }
            })
            .or_insert(given);
    }
    for setting in settings::all() {
        if let Some(given) = merged.remove(setting.name) {
            problems.extend(config.take(&given).err());
        }
    }
    problems.extend(merged.values().filter_map(|given| config.take(given).err()));
    config.settle(&mut problems);
    problems
}

/// `properties.linger.ms` is `linger_ms`.
fn own_name(setting: &str) -> String {
    let property = setting.strip_prefix("properties.");
    property.and_then(settings::of_property).map_or_else(|| setting.to_owned(), |own| own.name.to_owned())
}

impl ClientConfig {
    /// Takes one value from a source.
    fn take(&mut self, given: &Given) -> Result<(), ConfigProblem> {
        let value = given.value.reveal();
        let outcome = match given.setting.split_once('.') {
            Some(("topics", logical)) => self.take_topic(logical, value, &given.origin),
            Some(("properties", property)) => {
                self.take_property(property, value, given.origin.clone());
                Ok(())
            }
            _ => match settings::named(&given.setting) {
                Some(setting) => self.take_setting(setting, value, given.origin.clone()),
                None => Err(unknown(&given.setting)),
            },
        };
        outcome.map_err(|fault| ConfigProblem { setting: given.origin.label(&given.setting), fault })
    }

    pub(super) fn take_setting(
        &mut self,
        setting: &Setting,
        value: &str,
        origin: Origin,
    ) -> Result<(), String> {
        setting.read(self, value)?;
        if setting.name == "embedded" && self.is_embedded() {
            self.origins.insert("bootstrap_servers".into(), origin.clone());
        }
        self.origins.insert(setting.name.into(), origin);
        Ok(())
    }

    fn take_topic(&mut self, logical: &str, physical: &str, origin: &Origin) -> Result<(), String> {
        if self.catalog().topic(logical).is_none() {
            return Err(format!("catalog {} has no topic `{logical}`", self.catalog().system()));
        }
        if !super::check::is_legal_topic_name(physical) {
            return Err(format!("expected 1 to 249 of [a-zA-Z0-9._-], got `{physical}`"));
        }
        self.topic_overrides.insert(logical.into(), physical.into());
        self.origins.insert(format!("topics.{logical}"), origin.clone());
        Ok(())
    }

    /// A property of librdkafka: the setting that means the same takes it, else it is passed on. A fault is kept for
    /// [`check`](Self::check).
    pub(super) fn take_property(&mut self, property: &str, value: &str, origin: Origin) {
        let Some(setting) = settings::of_property(property) else {
            self.origins.insert(format!("properties.{property}"), origin);
            self.properties.insert(property.into(), Secret::new(value));
            return;
        };
        let label = origin.label(property);
        if let Err(fault) = self.take_setting(setting, value, origin) {
            self.faults.push(ConfigProblem { setting: label, fault });
        }
    }
}

/// What a name that is no setting may have meant.
fn unknown(name: &str) -> String {
    let nearest = settings::all().map(|setting| (distance(name, setting.name), setting.name)).min();
    match nearest {
        Some((distance, nearest)) if distance <= 1 + name.len() / 4 => {
            format!("is no setting; `{nearest}` is one")
        }
        _ => "is no setting; properties of librdkafka go under `properties`".into(),
    }
}

/// Letters to insert, delete or replace (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.chars().enumerate() {
        let mut next = vec![index + 1];
        let places = right.iter().zip(row.iter().zip(row.iter().skip(1)));
        for (other, (diagonal, above)) in places {
            let before = next.last().copied().unwrap_or_default();
            next.push((diagonal + usize::from(letter != *other)).min(before + 1).min(above + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(all(test, feature = "kafka"))]
mod tests {
    use super::*;

    #[test]
    fn the_higher_source_wins_and_says_where_it_stands() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tda.yaml");
        std::fs::write(
            &path,
            "bootstrap_servers: file:1\nclient_id: file\nlinger_ms: 1\ngroup: file\nproperties: {fetch.min.bytes: 7}\n\
             topics: {tda_jobs: file, tda_results: file}\n",
        )
        .expect("written");
        let file = path.to_string_lossy().into_owned();
        let variables = move |name: &str| {
            let value = match name {
                "TDA_CONFIG_FILE" => file.as_str(),
                "KAFKA_CLIENT_ID" => "variable",
                "KAFKA_LINGER_MS" => "2",
                "KAFKA_JOBS_TOPIC" => "variable",
                "TDA_CONNECTION_STRING" => "kafka://string:1/?linger_ms=3",
                _ => return None,
            };
            Some(value.to_owned())
        };
        let config = ClientConfig::from_lookup(variables).expect("valid").group("code");
        let shown = |name: &str| {
            let setting = config.setting(name).expect(name);
            (setting.value.unwrap_or_default(), setting.origin.to_string())
        };
        let at = |line: usize| format!("{}:{line}", path.display());
        assert_eq!(shown("bootstrap_servers"), ("string:1".into(), "connection string".into()));
        assert_eq!(shown("linger_ms"), ("3".into(), "connection string".into()));
        assert_eq!(shown("client_id"), ("variable".into(), "variable KAFKA_CLIENT_ID".into()));
        assert_eq!(shown("group"), ("code".into(), "code".into()));
        assert_eq!(shown("properties.fetch.min.bytes"), ("7".into(), at(5)));
        assert_eq!(shown("topics.tda_jobs"), ("variable".into(), "variable KAFKA_JOBS_TOPIC".into()));
        assert_eq!(shown("topics.tda_results"), ("file".into(), at(6)));
        assert_eq!(shown("connect_timeout_ms"), ("10000".into(), "default".into()));
    }

    #[test]
    fn all_problems_of_a_file_are_told_with_their_lines() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tda.toml");
        let text = "bootstrap_servers = \"h\"\nlingr_ms = 5\nqueue_records_max = 0\n\n[properties]\nacks = 1\n\"linger.ms\" = \"x\"\n[topics]\nnobody = \"x\"\n";
        std::fs::write(&path, text).expect("written");
        let Err(Error::Config(problems)) = ClientConfig::from_file(&path) else { panic!("accepted") };
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        for (line, fault) in [
            (1, "bootstrap_servers: `h` is not host:port"),
            (2, "lingr_ms: is no setting; `linger_ms` is one"),
            (3, "queue_records_max: expected a number, at least 1, got `0`"),
            (6, "acks: acks=all"),
            (7, "linger.ms: expected milliseconds, got `x`"),
            (9, "topics.nobody: catalog tda has no topic `nobody`"),
        ] {
            let expected = format!("{}:{line}: {fault}", path.display());
            assert!(told.iter().any(|told| told.starts_with(&expected)), "{expected} in {told:#?}");
        }
        assert_eq!(told.len(), 6, "{told:#?}");
    }
}
