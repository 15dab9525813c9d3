//! The one table of settings: name, variables, librdkafka's names, default and its reason, how to read and to show.
//!
//! Files, connection strings, the environment, profiles and the documentation all follow from it. A new setting is a
//! row in one of the tables below this file.

mod cluster;
mod consumer;
#[cfg(feature = "kafka")]
mod encryption;
mod producer;
mod publishing;
#[cfg(feature = "registry")]
mod registry;
mod security;
mod topics;

use std::time::Duration;

use super::ClientConfig;

/// One setting.
pub(crate) struct Setting {
    /// The word in files and connection strings; that of the builder with the unit behind it.
    pub(crate) name: &'static str,
    /// What it decides.
    pub(crate) about: &'static str,
    /// Environment variables: the first that is set counts.
    pub(crate) variables: &'static [&'static str],
    /// Names of librdkafka or of Java's client that mean the same.
    pub(crate) properties: &'static [&'static str],
    /// What a value looks like.
    pub(crate) expects: &'static str,
    pub(crate) default: Option<&'static str>,
    /// Why the default is what it is.
    pub(crate) reason: &'static str,
    pub(crate) is_secret: bool,
    pub(super) set: Set,
    pub(super) get: Get,
}

/// Reads a value into the configuration.
pub(super) type Set = fn(&mut ClientConfig, &str) -> Result<(), Refusal>;
/// The value as it would be written; `None` where there is none.
pub(super) type Get = fn(&ClientConfig) -> Option<String>;

/// Why a value was not taken.
#[derive(Debug)]
pub(super) enum Refusal {
    /// For a reason of its own.
    Because(String),
    /// It does not look like what the setting expects.
    Unexpected,
}

impl Setting {
    pub(super) const fn new(name: &'static str, about: &'static str, set: Set, get: Get) -> Self {
        Self {
            name,
            about,
            variables: &[],
            properties: &[],
            expects: "text",
            default: None,
            reason: "",
            is_secret: false,
            set,
            get,
        }
    }

    pub(super) const fn variables(mut self, variables: &'static [&'static str]) -> Self {
        self.variables = variables;
        self
    }

    pub(super) const fn properties(mut self, properties: &'static [&'static str]) -> Self {
        self.properties = properties;
        self
    }

    pub(super) const fn expects(mut self, expects: &'static str) -> Self {
        self.expects = expects;
        self
    }

    pub(super) const fn default(mut self, value: &'static str, reason: &'static str) -> Self {
        self.default = Some(value);
        self.reason = reason;
        self
    }

    /// Why it has no value unless it is given one.
    pub(super) const fn without_default(mut self, reason: &'static str) -> Self {
        self.reason = reason;
        self
    }

    pub(super) const fn secret(mut self) -> Self {
        self.is_secret = true;
        self
    }

    /// Reads `value`; the fault of a value that is refused never shows a secret.
    pub(super) fn read(&self, config: &mut ClientConfig, value: &str) -> Result<(), String> {
        (self.set)(config, value.trim()).map_err(|refusal| match refusal {
            Refusal::Because(fault) => fault,
            Refusal::Unexpected if self.is_secret => format!("expected {}", self.expects),
            Refusal::Unexpected => format!("expected {}, got `{value}`", self.expects),
        })
    }

    /// The value for people: a secret is `***`.
    pub(crate) fn shown(&self, config: &ClientConfig) -> Option<String> {
        (self.get)(config).map(|value| if self.is_secret { "***".to_owned() } else { value })
    }
}

/// Every setting, by what it is about, in the order in which they are told.
pub(crate) const SECTIONS: &[(&str, &[Setting])] = &[
    ("Cluster", cluster::SETTINGS),
    ("Topics and events", topics::SETTINGS),
    ("Security", security::SETTINGS),
    ("Publishing", producer::SETTINGS),
    ("Publishing while the cluster is away", publishing::BREAKER),
    ("Values too large for a record", publishing::CLAIM_CHECK),
    ("Consuming", consumer::SETTINGS),
    #[cfg(feature = "kafka")]
    ("What is about persons", encryption::SETTINGS),
    #[cfg(feature = "registry")]
    ("Schema registry", registry::SETTINGS),
];

pub(crate) fn all() -> impl Iterator<Item = &'static Setting> {
    SECTIONS.iter().flat_map(|(_, settings)| settings.iter())
}

/// The setting of this name.
pub(super) fn named(name: &str) -> Option<&'static Setting> {
    all().find(|setting| setting.name == name)
}

/// The setting that a property of librdkafka or Java's client means.
pub(super) fn of_property(property: &str) -> Option<&'static Setting> {
    all().find(|setting| setting.properties.contains(&property))
}

pub(super) fn milliseconds(value: &str) -> Result<Duration, Refusal> {
    value.parse().map(Duration::from_millis).map_err(|_| Refusal::Unexpected)
}

pub(super) fn milliseconds_above_zero(value: &str) -> Result<Duration, Refusal> {
    milliseconds(value).and_then(|time| if time.is_zero() { Err(Refusal::Unexpected) } else { Ok(time) })
}

pub(super) fn in_milliseconds(time: Duration) -> Option<String> {
    Some(time.as_millis().to_string())
}

/// A whole number from 1.
pub(super) fn number(value: &str) -> Result<usize, Refusal> {
    value.parse().ok().filter(|number| *number > 0).ok_or(Refusal::Unexpected)
}

pub(super) fn truth(value: &str) -> Result<bool, Refusal> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "t" | "1" | "yes" | "on" => Ok(true),
        "false" | "f" | "0" | "no" | "off" => Ok(false),
        _ => Err(Refusal::Unexpected),
    }
}

/// A value that may be anything but nothing.
pub(super) fn text(value: &str) -> Result<String, Refusal> {
    if value.is_empty() { Err(Refusal::Unexpected) } else { Ok(value.to_owned()) }
}

/// One of several values with names.
pub(super) fn one_of<T>(found: Option<T>) -> Result<T, Refusal> {
    found.ok_or(Refusal::Unexpected)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_variables_and_properties_mean_one_setting_each() {
        for words in [
            all().map(|setting| setting.name).collect::<Vec<_>>(),
            all().flat_map(|setting| setting.variables.iter().copied()).collect(),
            all().flat_map(|setting| setting.properties.iter().copied()).collect(),
        ] {
            assert_eq!(words.len(), words.iter().collect::<BTreeSet<_>>().len(), "{words:?}");
        }
    }

    #[test]
    fn every_default_is_taken_and_shown_and_every_setting_gives_a_reason() {
        for setting in all() {
            let mut config = ClientConfig::new("h:1");
            if let Some(default) = setting.default {
                setting.read(&mut config, default).expect(setting.name);
                assert_eq!((setting.get)(&config).as_deref(), Some(default), "{}", setting.name);
            }
            assert!(!setting.reason.is_empty(), "{} has no reason", setting.name);
        }
    }
}
