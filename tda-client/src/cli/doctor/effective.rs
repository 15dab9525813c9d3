//! The configuration as it is in force: every value with its origin, and what librdkafka is given.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde_json::{Value, json};

use crate::{
    config::{ClientConfig, ConfigProblem, Origin, SettingInForce},
    transport::Connection,
};

/// What needs no broker.
pub(super) struct Effective {
    settings: Vec<SettingInForce>,
    notes: Vec<String>,
    pub(super) problems: Vec<ConfigProblem>,
    /// Properties of librdkafka, by the role of the client.
    librdkafka: [(&'static str, BTreeMap<String, String>); 2],
}

impl Effective {
    /// `config` is that of a member of its group, where it has one.
    pub(super) fn of(config: &ClientConfig, problems: Vec<ConfigProblem>) -> Self {
        let [producer, consumer] = Connection::properties_in_force(config);
        Self {
            settings: config.settings(),
            notes: config.notes().to_vec(),
            problems,
            librdkafka: [("producer", producer), ("consumer", consumer)],
        }
    }

    pub(super) fn tell(&self, out: &mut impl Write, with_defaults: bool) -> io::Result<()> {
        writeln!(out, "Settings")?;
        for setting in &self.settings {
            let SettingInForce { name, value: Some(value), origin, reason, .. } = setting else { continue };
            match (origin, reason) {
                (Origin::Default, Some(reason)) if with_defaults => {
                    writeln!(out, "  {name} = {value}  (default: {reason})")?;
                }
                (Origin::Default, _) if !with_defaults => {}
                _ => writeln!(out, "  {name} = {value}  ({origin})")?,
            }
        }
        for note in &self.notes {
            writeln!(out, "  note: {note}")?;
        }
        for (role, properties) in &self.librdkafka {
            writeln!(out, "librdkafka's {role}")?;
            for (name, value) in properties {
                writeln!(out, "  {name}={value}")?;
            }
        }
        if !self.problems.is_empty() {
            writeln!(out, "Problems")?;
        }
        for problem in &self.problems {
            writeln!(out, "  {problem}")?;
        }
        Ok(())
    }

    pub(super) fn to_json(&self) -> Value {
        let setting = |setting: &SettingInForce| {
            json!({
                "name": setting.name, "value": setting.value, "origin": setting.origin.to_string(),
                "about": setting.about, "reason": setting.reason,
            })
        };
        let problem = |problem: &ConfigProblem| json!({"setting": problem.setting, "fault": problem.fault});
        let librdkafka: BTreeMap<_, _> = self.librdkafka.iter().cloned().collect();
        json!({
            "settings": self.settings.iter().map(setting).collect::<Vec<_>>(),
            "notes": self.notes,
            "problems": self.problems.iter().map(problem).collect::<Vec<_>>(),
            "librdkafka": librdkafka,
        })
    }
}
