//! Properties of librdkafka: passed through, but for those that would break what this library promises.

use super::ClientConfig;

/// Values that mean no to librdkafka.
const NO: [&str; 3] = ["false", "f", "0"];
/// Values that mean yes to it.
const YES: [&str; 3] = ["true", "t", "1"];

/// Why a property with this value would break a guarantee. It may be stated, not contradicted.
pub(super) fn broken_guarantee(property: &str, value: &str) -> Option<&'static str> {
    let value = value.trim().to_ascii_lowercase();
    let value = value.as_str();
    let (no, yes) = (NO.contains(&value), YES.contains(&value));
    let number = value.parse::<i64>().ok();
    publishing(property, value, no, yes, number)
        .or_else(|| consuming(property, value, yes))
        .or_else(|| trusting(property, value, no, yes))
        .or_else(|| embedding(property, no, yes))
}

fn publishing(property: &str, value: &str, no: bool, yes: bool, number: Option<i64>) -> Option<&'static str> {
    match property {
        "acks" | "request.required.acks" if value != "all" && value != "-1" => Some(
            "acks=all is what makes an acknowledgement mean stored: one of the leader alone is lost with it",
        ),
        "delivery.report.only.error" if yes => Some("without reports no delivery would ever be acknowledged"),
        "enable.gapless.guarantee" if yes => Some(
            "one record that fails would end the producer; here a failed record is reported and the rest goes on",
        ),
        "enable.idempotence" if no => {
            Some("publishing is idempotent; without it a retry duplicates and reorders")
        }
        "max.in.flight" | "max.in.flight.requests.per.connection"
            if number.is_some_and(|number| number > 5) =>
        {
            Some("the broker keeps order and drops duplicates of the last 5 batches only")
        }
        "message.max.bytes" => {
            Some("follows from record_bytes_max, so that a record too large is refused at once")
        }
        "message.send.max.retries" | "retries" if number.is_some_and(|number| number < 1) => {
            Some("without retries every hiccup of a broker is a loss; delivery_timeout_ms bounds them")
        }
        "partitioner" if value != "murmur2_random" => {
            Some("the catalog chooses partitions: another choice breaks the order of a key, and cancelling")
        }
        "queuing.strategy" if value != "fifo" => Some("records of a key would overtake each other"),
        _ => None,
    }
}

fn consuming(property: &str, value: &str, yes: bool) -> Option<&'static str> {
    match property {
        "auto.commit.enable" if yes => Some("offsets follow what was acknowledged; set enable_auto_commit"),
        "enable.auto.offset.store" if yes => {
            Some("an offset is stored when its record was handled, not when it was fetched")
        }
        "enable.partition.eof" => Some("is set by the client itself where it needs it"),
        "isolation.level" if value != "read_committed" => {
            Some("a reader of aborted and open transactions counts results that never happened")
        }
        "offset.store.method" if value != "broker" => Some("offsets live with the group, on the broker"),
        "partition.assignment.strategy" if value != "cooperative-sticky" => Some(
            "eager strategies stop every member at each rebalance and cannot live in one group with ours",
        ),
        _ => None,
    }
}

fn trusting(property: &str, value: &str, no: bool, yes: bool) -> Option<&'static str> {
    match property {
        "enable.sasl.oauthbearer.unsecure.jwt" if yes => Some("anybody could sign such a token"),
        "enable.ssl.certificate.verification" if no => {
            Some("whoever answers would be believed, and given the password; name the authority with ca_file")
        }
        "ssl.endpoint.identification.algorithm" if value == "none" => Some(
            "any certificate of the authority would do for any broker; give the broker's the name you connect to",
        ),
        _ => None,
    }
}

fn embedding(property: &str, no: bool, yes: bool) -> Option<&'static str> {
    match property {
        "allow.auto.create.topics" if yes => Some(
            "a topic made by accident has the broker's partitions, and more later break order; tda topics apply",
        ),
        "api.version.request" if no => Some("transactions and idempotence must know what the broker can do"),
        "test.mock.num.brokers" => Some("say embedded for the broker inside the process"),
        _ => None,
    }
}

/// Whether the value must not be shown.
pub(crate) fn is_secret(property: &str) -> bool {
    const PARTS: [&str; 8] =
        ["password", "secret", "passphrase", ".pem", "oauthbearer.config", "assertion", "token", "jaas"];
    PARTS.iter().any(|part| property.contains(part))
}

impl ClientConfig {
    /// A property, for people.
    pub(crate) fn shown_property(&self, property: &str) -> Option<String> {
        let value = self.properties.get(property)?.reveal();
        Some(if is_secret(property) { "***".to_owned() } else { value.to_owned() })
    }

    /// What is wrong with a property: a broken guarantee, or what librdkafka says of it.
    pub(super) fn property_fault(property: &str, value: &str) -> Option<String> {
        if let Some(reason) = broken_guarantee(property, value) {
            return Some(reason.to_owned());
        }
        #[cfg(feature = "kafka")]
        if let Some(fault) = crate::transport::property_fault(property, value) {
            // librdkafka repeats the value.
            return Some(if is_secret(property) {
                "the value is refused by librdkafka".to_owned()
            } else {
                fault
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_a_guarantee_is_refused_and_what_states_it_is_not() {
        for (property, broken, kept) in [
            ("acks", "1", "all"),
            ("request.required.acks", "0", "-1"),
            ("allow.auto.create.topics", "true", "false"),
            ("api.version.request", "false", "true"),
            ("auto.commit.enable", "true", "false"),
            ("delivery.report.only.error", "T", "false"),
            ("enable.auto.offset.store", "1", "false"),
            ("enable.gapless.guarantee", "true", "false"),
            ("enable.idempotence", "F", "true"),
            ("enable.sasl.oauthbearer.unsecure.jwt", "true", "false"),
            ("enable.ssl.certificate.verification", "false", "true"),
            ("isolation.level", "read_uncommitted", "read_committed"),
            ("max.in.flight", "6", "5"),
            ("max.in.flight.requests.per.connection", "1000000", "1"),
            ("message.send.max.retries", "0", "3"),
            ("offset.store.method", "file", "broker"),
            ("partition.assignment.strategy", "range", "cooperative-sticky"),
            ("partitioner", "random", "murmur2_random"),
            ("queuing.strategy", "lifo", "fifo"),
            ("retries", "0", "2147483647"),
            ("ssl.endpoint.identification.algorithm", "none", "https"),
        ] {
            assert!(broken_guarantee(property, broken).is_some(), "{property}={broken}");
            assert!(broken_guarantee(property, kept).is_none(), "{property}={kept}");
        }
    }
}
