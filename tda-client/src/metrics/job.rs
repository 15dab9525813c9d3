//! What a submission asks for, read from the record that was acknowledged.

use std::borrow::Cow;

use serde::Deserialize;
use tda_events::{Event, JobSubmitted, Priority};

use super::Metrics;

/// Only these two fields, so that the points of a large job are passed over.
#[derive(Deserialize)]
struct Submission<'a> {
    #[serde(borrow)]
    data: Asked<'a>,
}

#[derive(Deserialize)]
struct Asked<'a> {
    #[serde(borrow)]
    algorithm: Cow<'a, str>,
    #[serde(borrow)]
    priority: Cow<'a, str>,
}

impl Metrics {
    /// A `job.submitted` was acknowledged; `value` is its record as it was sent.
    pub(crate) fn submitted(&self, value: &[u8], headers: &[(String, Vec<u8>)]) {
        if let Ok(Submission { data: Asked { algorithm, priority } }) = serde_json::from_slice(value)
            && Priority::from_name(&priority).is_some()
        {
            return self.count_submission(&algorithm, &priority);
        }
        match Event::<JobSubmitted>::decode_value(value, headers) {
            Ok(event) => self.count_submission(&event.data.algorithm, event.data.priority.name()),
            // Its payload lies elsewhere, or in a form that only its readers know.
            Err(_) => self.count_submission("unknown", "unknown"),
        }
    }

    fn count_submission(&self, algorithm: &str, priority: &str) {
        let algorithm = self.inner.algorithms.value(algorithm);
        self.inner.submitted.with_label_values(&[&*algorithm, priority]).inc();
    }
}

#[cfg(test)]
mod tests {
    use tda_events::{Dialect, Encoding, sample};

    use super::*;

    #[test]
    fn a_submission_is_counted_whatever_its_form() {
        let metrics = Metrics::new();
        let event = sample("job.submitted").expect("known");
        let forms = [
            (Dialect::Canonical, Encoding::Json),
            (Dialect::Canonical, Encoding::AvroSingleObject),
            (Dialect::CloudEvents, Encoding::Json),
            (Dialect::CamelCase, Encoding::Json),
        ];
        for (dialect, encoding) in forms {
            let record = event.encode(dialect, encoding).expect("encodes");
            metrics.submitted(&record.value, &record.headers);
        }
        metrics.submitted(b"not an event", &[]);
        let text = metrics.text();
        let lines: Vec<_> =
            text.lines().filter(|line| line.starts_with("tda_jobs_submitted_total{")).collect();
        assert_eq!(lines.len(), 5, "{text}");
        assert!(lines.iter().any(|line| line.ends_with(" 4")), "{text}");
        assert!(
            lines.iter().any(|line| line.ends_with(r#"{algorithm="unknown",priority="unknown"} 1"#)),
            "{text}"
        );
    }
}
