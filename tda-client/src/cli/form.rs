//! A dialect and an encoding in the command's words: `canonical/json`.

use std::{fmt, str::FromStr};

use clap::ValueEnum;
use tda_events::{Dialect, Encoding};

/// A wire form, such as `cloudevents/json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) dialect: Dialect,
    pub(super) encoding: Encoding,
}

/// How events are told apart in a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Framing {
    /// One a line: JSON.
    Lines,
    /// A 4-byte big-endian length before each: bytes that tell their schema.
    Lengths,
    /// One a line, a Kafka record as a JSON object: topic, keys, headers, value. Holds every form.
    Records,
}

impl Form {
    /// Whether its values are text without line ends: JSON without a frame.
    pub(super) fn is_lines(self) -> bool {
        self.encoding == Encoding::Json
    }

    /// How a stream of this form is told apart unless something else is asked for.
    pub(super) fn framing(self) -> Framing {
        match (self.dialect, self.encoding) {
            // Without its headers such a value does not tell what it is.
            (Dialect::CloudEventsBinary, _) | (_, Encoding::Avro) => Framing::Records,
            (_, Encoding::Json) => Framing::Lines,
            _ => Framing::Lengths,
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.dialect, self.encoding)
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (dialect, encoding) = text.split_once('/').unwrap_or((text, "json"));
        Ok(Self { dialect: dialect_of(dialect)?, encoding: encoding_of(encoding)? })
    }
}

/// The dialect called `name`; the error lists those that there are.
pub(super) fn dialect_of(name: &str) -> Result<Dialect, String> {
    let names = || Dialect::ALL.iter().map(|dialect| dialect.name()).collect::<Vec<_>>().join(", ");
    Dialect::from_name(name).ok_or_else(|| format!("no dialect `{name}`; there are {}", names()))
}

/// The encoding called `name`; the error lists those that there are.
pub(super) fn encoding_of(name: &str) -> Result<Encoding, String> {
    let names = || Encoding::ALL.iter().map(|encoding| encoding.name()).collect::<Vec<_>>().join(", ");
    Encoding::from_name(name).ok_or_else(|| format!("no encoding `{name}`; there are {}", names()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_and_a_wrong_one_told() {
        let form: Form = "cloudevents/json".parse().unwrap();
        assert_eq!(form, Form { dialect: Dialect::CloudEvents, encoding: Encoding::Json });
        assert_eq!("canonical".parse::<Form>().unwrap().encoding, Encoding::Json);
        assert!(
            "canonical/yaml".parse::<Form>().unwrap_err().starts_with("no encoding `yaml`; there are json, ")
        );
        assert!(
            "canon/json"
                .parse::<Form>()
                .unwrap_err()
                .starts_with("no dialect `canon`; there are canonical, ")
        );
    }
}
