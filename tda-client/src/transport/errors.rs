//! From librdkafka's errors to ours.

use std::time::Duration;

use rdkafka::{error::KafkaError, types::RDKafkaErrorCode as Code};
use tda_events::Retry;

use crate::error::Error;

/// What librdkafka's `error` means for a call named `during` that waited up to `waited` for `brokers`.
pub(super) fn translate(during: &'static str, error: &KafkaError, brokers: &str, waited: Duration) -> Error {
    if let KafkaError::ClientConfig(_, reason, setting, _) = error {
        return Error::config(setting.clone(), reason.clone());
    }
    let reason = describe(error);
    let unreachable = || Error::Unreachable { brokers: brokers.into(), waited, reason: reason.clone() };
    match error.rdkafka_error_code() {
        Some(
            Code::BrokerTransportFailure
            | Code::AllBrokersDown
            | Code::Resolve
            | Code::BrokerNotAvailable
            | Code::NetworkException,
        ) => unreachable(),
        Some(Code::OperationTimedOut | Code::RequestTimedOut | Code::MessageTimedOut) => {
            Error::Timeout { during, waited, left: 0, retry: Retry::MayDuplicate }
        }
        Some(
            Code::Authentication
            | Code::SaslAuthenticationFailed
            | Code::TopicAuthorizationFailed
            | Code::GroupAuthorizationFailed
            | Code::ClusterAuthorizationFailed
            | Code::TransactionalIdAuthorizationFailed,
        ) => {
            let advice = access_advice(error).unwrap_or("check the credentials");
            Error::Unauthorized { reason: format!("{during}: {reason}; {advice}") }
        }
        Some(Code::Fenced | Code::FencedInstanceId | Code::ProducerFenced | Code::InvalidProducerEpoch) => {
            Error::Fenced { during, reason }
        }
        Some(Code::UnknownTopic | Code::UnknownTopicOrPartition | Code::UnknownPartition) => {
            Error::UnknownTopic { topic: reason, brokers: brokers.into() }
        }
        _ => match error {
            KafkaError::ClientCreation(reason) => Error::config("librdkafka", reason.clone()),
            _ => Error::Internal { during, reason },
        },
    }
}

/// What to do about a broker's access rules, where it is they that refuse.
pub(super) fn access_advice(error: &KafkaError) -> Option<&'static str> {
    Some(match error.rdkafka_error_code()? {
        Code::ClusterAuthorizationFailed => "the client's identity may not do this to the cluster",
        Code::GroupAuthorizationFailed => {
            "the client's identity may not read as this group; see `tda acls plan`, or ask who runs the cluster"
        }
        Code::TopicAuthorizationFailed => {
            "the client's identity may not do this to the topic; see `tda acls plan`, or ask who runs the cluster"
        }
        Code::TransactionalIdAuthorizationFailed => {
            "the client's identity may not use this transactional id; see `tda acls plan`, or ask who runs the cluster"
        }
        _ => return None,
    })
}

/// The error in words: librdkafka's own text where it has one.
pub(super) fn describe(error: &KafkaError) -> String {
    match error {
        KafkaError::Transaction(inner) => inner.string(),
        other => other.rdkafka_error_code().map_or_else(|| other.to_string(), |code| code.to_string()),
    }
}
