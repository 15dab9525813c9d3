//! What librdkafka said last about the connections of one client, and what that means.
//!
//! A call that fails for want of a connection says no more than "timed out"; the reason comes by another way, the
//! client's error callback. Here the two meet.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use rdkafka::{ClientContext, error::KafkaError, types::RDKafkaErrorCode};

use tda_events::Retry;

use crate::{
    config::{SaslMechanism, Security, SecurityProtocol},
    error::Error,
    security::{
        SecurityFault, TokenError, certificate, classify,
        listener::{self, Spoken},
    },
};

/// One broker of several may be wrong, or not ready: its report counts when nothing better came for this long.
const CERTAIN_AFTER: Duration = Duration::from_secs(1);
/// Identical reports are held back by librdkafka for half a minute.
const LATELY: Duration = Duration::from_secs(60);

/// The last report about trust. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble(Arc<Mutex<Option<Report>>>);

#[derive(Clone, Debug)]
struct Report {
    first_seen: Instant,
    last_seen: Instant,
    said: Said,
}

#[derive(Clone, Debug)]
enum Said {
    /// By librdkafka.
    Connection(String),
    /// By whoever gives out tokens.
    Token(TokenError),
}

/// A context that keeps what it hears.
pub(super) trait Troubled: ClientContext {
    fn trouble(&self) -> &Trouble;
}

impl Trouble {
    /// Takes a report of the error callback.
    pub(super) fn hear(&self, error: &KafkaError, reason: &str) {
        tracing::debug!(target: "librdkafka", %error, reason);
        let about_connections = matches!(
            error.rdkafka_error_code(),
            Some(
                RDKafkaErrorCode::Authentication
                    | RDKafkaErrorCode::BrokerTransportFailure
                    | RDKafkaErrorCode::SaslAuthenticationFailed
                    | RDKafkaErrorCode::SSL
            )
        );
        if about_connections && classify(reason, false).is_some() {
            self.keep(Said::Connection(reason.to_owned()));
        }
    }

    /// Takes the failure of whoever gives out tokens.
    pub(super) fn hear_token(&self, error: TokenError) {
        self.keep(Said::Token(error));
    }

    /// Everything is well again.
    pub(super) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn keep(&self, said: Said) {
        let mut report = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first_seen = report.as_ref().map_or_else(Instant::now, |report| report.first_seen);
        // A token that is not to be had explains all that connections say.
        let explained = matches!(&*report, Some(Report { said: Said::Token(_), .. }));
        if !explained || matches!(said, Said::Token(_)) {
            *report = Some(Report { first_seen, last_seen: Instant::now(), said });
        }
    }

    /// The error that the reports amount to, once they are certain.
    pub(super) fn verdict(&self, security: &Security) -> Option<Error> {
        let report = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        (report.first_seen.elapsed() >= CERTAIN_AFTER).then(|| report.said.error(security))?
    }

    /// What was said lately, in words, for an error that has its own kind. Nobody is asked for it.
    pub(super) fn words(&self) -> Option<String> {
        let report = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        (report.last_seen.elapsed() < LATELY).then(|| match report.said {
            Said::Token(error) => token_error(&error).to_string(),
            Said::Connection(text) => text,
        })
    }
}

impl Said {
    fn error(&self, security: &Security) -> Option<Error> {
        match self {
            Self::Token(error) => Some(token_error(error)),
            Self::Connection(text) => connection_error(text, security),
        }
    }
}

pub(super) fn token_error(error: &TokenError) -> Error {
    let fault = match error.retry() {
        Retry::Never => SecurityFault::TokenNotGiven,
        _ => SecurityFault::TokenUnavailable,
    };
    Error::Security { fault, broker: "not asked".into(), reason: error.to_string() }
}

fn connection_error(text: &str, security: &Security) -> Option<Error> {
    let mut fault = classify(text, security.certificate_file.is_some())?;
    let broker = broker_of(text);
    let mut reason = reason_of(text).to_owned();
    if fault == SecurityFault::BrokerNotTrusted
        && let Some((seen, words)) = certificate::look_at_broker(&broker, security.ca_file.as_deref())
    {
        (fault, reason) = (seen, words);
    }
    if fault == SecurityFault::ClientCertificateRefused
        && let Some(file) = &security.certificate_file
        && let Err(error) = certificate::check_own(file)
    {
        return Some(error);
    }
    if fault == SecurityFault::Credentials && security.mechanism == Some(SaslMechanism::OauthBearer) {
        fault = SecurityFault::TokenRefused;
    }
    Some(Error::Security { fault, broker, reason })
}

/// Why brokers that can be reached do not answer a client without a word about it: what their listener speaks is not what
/// the client does.
pub(super) fn look_at_silence(brokers: &str, protocol: SecurityProtocol) -> Option<Error> {
    let broker = brokers.split(',').next()?.trim();
    let spoken = listener::listen(broker)?;
    let fault = match (spoken, protocol.is_tls(), protocol.is_sasl()) {
        (Spoken::Tls, false, _) => SecurityFault::TlsListener,
        (Spoken::Plain | Spoken::Sasl, true, _) => SecurityFault::PlaintextListener,
        (Spoken::Sasl, _, false) | (Spoken::Plain, _, true) => SecurityFault::SaslMismatch,
        _ => return None,
    };
    Some(Error::Security {
        fault,
        broker: broker.to_owned(),
        reason: format!("the broker closes the connection; this client speaks {}", protocol.name()),
    })
}

/// `127.0.0.1:9092` of `sasl_ssl://127.0.0.1:9092/bootstrap: what happened`.
fn broker_of(text: &str) -> String {
    let address = text.split_once("://").and_then(|(_, rest)| rest.split(['/', ' ']).next());
    address.unwrap_or("unknown broker").to_owned()
}

/// What happened, without the address and without how long it took.
fn reason_of(text: &str) -> &str {
    let reason = text.split_once("://").and_then(|(_, rest)| rest.split_once(": "));
    let reason = reason.map_or(text, |(_, reason)| reason);
    reason.split(" (after ").next().unwrap_or(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_and_the_reason_are_told_apart() {
        let text =
            "ssl://127.0.0.1:4711/bootstrap: SSL handshake failed: no: (after 3ms in state SSL_HANDSHAKE)";
        assert_eq!(broker_of(text), "127.0.0.1:4711");
        assert_eq!(reason_of(text), "SSL handshake failed: no:");
        assert_eq!(reason_of("nothing known"), "nothing known");
    }
}
