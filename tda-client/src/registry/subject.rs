//! Under which subject a schema is registered.

use std::str::FromStr;

/// How the subject of a schema follows from its topic and its record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SubjectStrategy {
    /// `<record>`: one history for a record, whatever topics it goes to.
    RecordName,
    /// `<topic>-value`: one history for a topic, which therefore carries one type of event.
    TopicName,
    /// `<topic>-<record>`: one history for each type of event on each topic.
    #[default]
    TopicRecordName,
}

impl SubjectStrategy {
    /// Every strategy.
    pub const ALL: [Self; 3] = [Self::RecordName, Self::TopicName, Self::TopicRecordName];

    /// Its name, as in `--strategy`.
    pub fn name(self) -> &'static str {
        match self {
            Self::RecordName => "RecordName",
            Self::TopicName => "TopicName",
            Self::TopicRecordName => "TopicRecordName",
        }
    }

    /// The subject of the values of `record` (its full name) on `topic` (its physical name).
    ///
    /// ```
    /// use tda_client::registry::SubjectStrategy;
    ///
    /// let subject = SubjectStrategy::TopicRecordName.subject("tda_jobs", "tda.events.v1.JobSubmitted");
    /// assert_eq!(subject, "tda_jobs-tda.events.v1.JobSubmitted");
    /// ```
    pub fn subject(self, topic: &str, record: &str) -> String {
        match self {
            Self::RecordName => record.to_owned(),
            Self::TopicName => format!("{topic}-value"),
            Self::TopicRecordName => format!("{topic}-{record}"),
        }
    }
}

impl FromStr for SubjectStrategy {
    type Err = String;

    /// Reads a name in any case, with or without `Strategy` at its end.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = text.to_ascii_lowercase().replace(['_', '-'], "");
        let plain = plain.trim_end_matches("strategy");
        Self::ALL
            .into_iter()
            .find(|strategy| strategy.name().to_ascii_lowercase() == plain)
            .ok_or_else(|| format!("expected RecordName, TopicName or TopicRecordName, got `{text}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_strategy_names_its_subject() {
        let subject =
            |name: &str| name.parse::<SubjectStrategy>().map(|strategy| strategy.subject("t", "n.R"));
        assert_eq!(subject("TopicName"), Ok("t-value".into()));
        assert_eq!(subject("record_name"), Ok("n.R".into()));
        assert_eq!(subject("TopicRecordNameStrategy"), Ok("t-n.R".into()));
        assert!(subject("Topic").is_err());
    }
}
