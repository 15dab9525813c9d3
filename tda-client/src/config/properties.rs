//! Properties of librdkafka: passed through, but for those that would break what this library promises.

use super::ClientConfig;

/// A property that a guarantee rests on: it may be stated, not contradicted.
pub(super) struct Rule {
    pub(super) properties: &'static [&'static str],
    pub(super) refuses: Refuses,
    pub(super) reason: &'static str,
}

/// Which values are refused.
pub(super) enum Refuses {
    Anything,
    Below(i64),
    No,
    OtherThan(&'static [&'static str]),
    Over(i64),
    This(&'static str),
    Yes,
}

/// Every property that cannot be set as one likes.
pub(super) const RULES: &[Rule] = &[
    Rule {
        properties: &["acks", "request.required.acks"],
        refuses: Refuses::OtherThan(&["all", "-1"]),
        reason: "acks=all is what makes an acknowledgement mean stored: one of the leader alone is lost with it",
    },
    Rule {
        properties: &["allow.auto.create.topics"],
        refuses: Refuses::Yes,
        reason: "a topic made by accident has the broker's partitions, and more later break order; tda topics apply",
    },
    Rule {
        properties: &["api.version.request"],
        refuses: Refuses::No,
        reason: "transactions and idempotence must know what the broker can do",
    },
    Rule {
        properties: &["auto.commit.enable"],
        refuses: Refuses::Yes,
        reason: "offsets follow what was acknowledged; set enable_auto_commit",
    },
    Rule {
        properties: &["delivery.report.only.error"],
        refuses: Refuses::Yes,
        reason: "without reports no delivery would ever be acknowledged",
    },
    Rule {
        properties: &["enable.auto.offset.store"],
        refuses: Refuses::Yes,
        reason: "an offset is stored when its record was handled, not when it was fetched",
    },
    Rule {
        properties: &["enable.gapless.guarantee"],
        refuses: Refuses::Yes,
        reason: "one record that fails would end the producer; here it is reported and the rest goes on",
    },
    Rule {
        properties: &["enable.idempotence"],
        refuses: Refuses::No,
        reason: "publishing is idempotent; without it a retry duplicates and reorders",
    },
    Rule {
        properties: &["enable.partition.eof"],
        refuses: Refuses::Anything,
        reason: "is set by the client itself where it needs it",
    },
    Rule {
        properties: &["enable.sasl.oauthbearer.unsecure.jwt"],
        refuses: Refuses::Yes,
        reason: "anybody could sign such a token",
    },
    Rule {
        properties: &["enable.ssl.certificate.verification"],
        refuses: Refuses::No,
        reason: "whoever answers would be believed, and given the password; name the authority with ca_file",
    },
    Rule {
        properties: &["isolation.level"],
        refuses: Refuses::OtherThan(&["read_committed"]),
        reason: "a reader of aborted and open transactions counts results that never happened",
    },
    Rule {
        properties: &["max.in.flight", "max.in.flight.requests.per.connection"],
        refuses: Refuses::Over(5),
        reason: "the broker keeps order and drops duplicates of the last 5 batches only",
    },
    Rule {
        properties: &["message.max.bytes"],
        refuses: Refuses::Anything,
        reason: "follows from record_bytes_max, so that a record too large is refused at once",
    },
    Rule {
        properties: &["message.send.max.retries", "retries"],
        refuses: Refuses::Below(1),
        reason: "without retries every hiccup of a broker is a loss; delivery_timeout_ms bounds them",
    },
    Rule {
        properties: &["offset.store.method"],
        refuses: Refuses::OtherThan(&["broker"]),
        reason: "offsets live with the group, on the broker",
    },
    Rule {
        properties: &["partition.assignment.strategy"],
        refuses: Refuses::OtherThan(&["cooperative-sticky"]),
        reason: "eager strategies stop every member at each rebalance and cannot live in one group with ours",
    },
    Rule {
        properties: &["partitioner"],
        refuses: Refuses::OtherThan(&["murmur2_random"]),
        reason: "the catalog chooses partitions: another choice breaks the order of a key, and cancelling",
    },
    Rule {
        properties: &["queuing.strategy"],
        refuses: Refuses::OtherThan(&["fifo"]),
        reason: "records of a key would overtake each other",
    },
    Rule {
        properties: &["ssl.endpoint.identification.algorithm"],
        refuses: Refuses::This("none"),
        reason: "any certificate of the authority would do for any broker; give the broker's the name you connect to",
    },
    Rule {
        properties: &["test.mock.num.brokers"],
        refuses: Refuses::Anything,
        reason: "say `embedded` for the broker inside the process",
    },
];

/// Why a property with this value would break a guarantee.
pub(super) fn broken_guarantee(property: &str, value: &str) -> Option<&'static str> {
    let value = value.trim().to_ascii_lowercase();
    let rule = RULES.iter().find(|rule| rule.properties.contains(&property))?;
    rule.refuses.refuses(&value).then_some(rule.reason)
}

impl Refuses {
    fn refuses(&self, value: &str) -> bool {
        let number = || value.parse::<i64>().ok();
        match self {
            Self::Anything => true,
            Self::Below(least) => number().is_some_and(|number| number < *least),
            // As librdkafka reads truth.
            Self::No => ["false", "f", "0"].contains(&value),
            Self::OtherThan(kept) => !kept.contains(&value),
            Self::Over(most) => number().is_some_and(|number| number > *most),
            Self::This(refused) => value == *refused,
            Self::Yes => ["true", "t", "1"].contains(&value),
        }
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
