//! Why a client and a broker do not trust each other: kinds, with what to do about each.

use std::fmt;

use tda_events::{ErrorKind, Retry};

/// Why a client and a broker do not trust each other. `Display` says what is wrong, [`advice`](Self::advice) what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SecurityFault {
    /// The broker's certificate is over, or not valid yet.
    BrokerCertificateExpired,
    /// The broker's certificate is for another host.
    BrokerHostName,
    /// Nobody that the client trusts has signed the broker's certificate.
    BrokerNotTrusted,
    /// The client's own certificate is over, or not valid yet.
    ClientCertificateExpired,
    /// The broker wants a certificate and was shown none.
    ClientCertificateMissing,
    /// The broker does not take the client's certificate.
    ClientCertificateRefused,
    /// User, password or ticket are wrong.
    Credentials,
    /// The broker does not offer the SASL mechanism.
    Mechanism,
    /// The client speaks TLS, the listener does not.
    PlaintextListener,
    /// The client does not authenticate by SASL, the listener wants it; or the other way round.
    SaslMismatch,
    /// The client does not speak TLS, the listener does.
    TlsListener,
    /// The broker and the client have no version or cipher of TLS in common.
    TlsVersion,
    /// Whoever gives out tokens will not give one.
    TokenNotGiven,
    /// The broker does not take the token.
    TokenRefused,
    /// Whoever gives out tokens does not answer.
    TokenUnavailable,
}

impl SecurityFault {
    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::BrokerCertificateExpired => "renew the broker's certificate, or set this machine's clock",
            Self::BrokerHostName => {
                "connect by a name in the broker's certificate, or add this name to its subject alternative names"
            }
            Self::BrokerNotTrusted => {
                "give the authority that signed the broker's certificate (`ca_file`, KAFKA_SSL_CAFILE)"
            }
            Self::ClientCertificateExpired => {
                "renew the client's certificate (`client_certificate`, KAFKA_SSL_CERTFILE)"
            }
            Self::ClientCertificateMissing => {
                "give a certificate and its key (`client_certificate`, KAFKA_SSL_CERTFILE and KAFKA_SSL_KEYFILE)"
            }
            Self::ClientCertificateRefused => {
                "use a certificate of an authority that the broker trusts (`client_certificate`, KAFKA_SSL_CERTFILE)"
            }
            Self::Credentials => {
                "check user and password (`sasl`, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD)"
            }
            Self::Mechanism => "use a mechanism that the broker offers (`sasl`, KAFKA_SASL_MECHANISM)",
            Self::PlaintextListener => {
                "use another port, or PLAINTEXT or SASL_PLAINTEXT (`security_protocol`, KAFKA_SECURITY_PROTOCOL)"
            }
            Self::SaslMismatch => {
                "use another port, or another protocol: with SASL where the listener asks for it, without where it \
                 does not (`security_protocol`, KAFKA_SECURITY_PROTOCOL)"
            }
            Self::TlsListener => {
                "use another port, or SSL or SASL_SSL (`security_protocol`, KAFKA_SECURITY_PROTOCOL)"
            }
            Self::TlsVersion => {
                "allow a version of TLS that the broker speaks (`tls_version_min`, KAFKA_SSL_VERSION_MIN)"
            }
            Self::TokenNotGiven => {
                "check client id, secret and scope (KAFKA_SASL_OAUTHBEARER_*), or what the provider says"
            }
            Self::TokenRefused => {
                "check issuer, audience and lifetime of the token against the broker's settings"
            }
            Self::TokenUnavailable => {
                "try again; see whether the token issuer is up (KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL)"
            }
        }
    }

    /// The class of the error.
    pub(crate) fn kind(self) -> ErrorKind {
        match self {
            Self::Mechanism
            | Self::PlaintextListener
            | Self::SaslMismatch
            | Self::TlsListener
            | Self::TlsVersion => ErrorKind::Config,
            Self::BrokerCertificateExpired
            | Self::BrokerHostName
            | Self::BrokerNotTrusted
            | Self::ClientCertificateExpired
            | Self::ClientCertificateMissing
            | Self::ClientCertificateRefused
            | Self::Credentials
            | Self::TokenNotGiven
            | Self::TokenRefused => ErrorKind::Unauthorized,
            Self::TokenUnavailable => ErrorKind::Unreachable,
        }
    }

    /// Nothing gets better by asking again, but for an issuer of tokens.
    pub(crate) fn retry(self) -> Retry {
        if self == Self::TokenUnavailable { Retry::Safe } else { Retry::Never }
    }

    fn words(self) -> &'static str {
        match self {
            Self::BrokerCertificateExpired => "the broker's certificate has expired or is not valid yet",
            Self::BrokerHostName => "the broker's certificate is for another host",
            Self::BrokerNotTrusted => "the broker's certificate is signed by nobody that this client trusts",
            Self::ClientCertificateExpired => "the client's certificate has expired or is not valid yet",
            Self::ClientCertificateMissing => "the broker wants a certificate of the client's",
            Self::ClientCertificateRefused => "the broker does not take the client's certificate",
            Self::Credentials => "the broker refuses user and password",
            Self::Mechanism => "the broker does not offer this SASL mechanism",
            Self::PlaintextListener => "this client speaks TLS and the listener does not",
            Self::SaslMismatch => "the listener and this client differ on whether to authenticate by SASL",
            Self::TlsListener => "the listener speaks TLS and this client does not",
            Self::TlsVersion => "the broker and this client have no version of TLS in common",
            Self::TokenNotGiven => "no token is given out to this client",
            Self::TokenRefused => "the broker refuses the token",
            Self::TokenUnavailable => "whoever gives out tokens does not answer",
        }
    }
}

impl fmt::Display for SecurityFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Words of librdkafka, OpenSSL and brokers, and what they mean; the first that is found counts.
#[cfg(feature = "kafka")]
const WORDS: [(&str, SecurityFault); 23] = [
    ("certificate verify failed", SecurityFault::BrokerNotTrusted),
    ("alert certificate expired", SecurityFault::ClientCertificateExpired),
    ("alert certificate required", SecurityFault::ClientCertificateMissing),
    ("alert bad certificate", SecurityFault::ClientCertificateRefused),
    ("alert certificate unknown", SecurityFault::ClientCertificateRefused),
    ("alert unknown ca", SecurityFault::ClientCertificateRefused),
    ("unsupported protocol", SecurityFault::TlsVersion),
    ("alert protocol version", SecurityFault::TlsVersion),
    ("alert handshake failure", SecurityFault::TlsVersion),
    ("no protocols available", SecurityFault::TlsVersion),
    ("wrong version number", SecurityFault::PlaintextListener),
    ("packet length too long", SecurityFault::PlaintextListener),
    ("record layer failure", SecurityFault::PlaintextListener),
    ("connecting to a plaintext broker listener", SecurityFault::PlaintextListener),
    ("connecting to a ssl listener", SecurityFault::TlsListener),
    ("not valid in current sasl state", SecurityFault::SaslMismatch),
    ("unsupported sasl mechanism", SecurityFault::Mechanism),
    ("mechanism handshake failed", SecurityFault::Mechanism),
    ("invalid_token", SecurityFault::TokenRefused),
    ("failed to acquire sasl oauthbearer token", SecurityFault::TokenUnavailable),
    ("sasl authentication error", SecurityFault::Credentials),
    ("sasl handshake failed", SecurityFault::Credentials),
    ("authentication failed", SecurityFault::Credentials),
];

/// What librdkafka's report about a connection means, where it is about trust: it tells most of that by words alone.
/// `shows_certificate` says whether the client has one to show.
#[cfg(feature = "kafka")]
pub(crate) fn classify(report: &str, shows_certificate: bool) -> Option<SecurityFault> {
    let text = report.to_ascii_lowercase();
    let (_, fault) = WORDS.into_iter().find(|(words, _)| text.contains(words))?;
    Some(match fault {
        // Brokers in Java say the same of a bad certificate and of none.
        SecurityFault::ClientCertificateRefused if !shows_certificate => {
            SecurityFault::ClientCertificateMissing
        }
        fault => fault,
    })
}

#[cfg(all(test, feature = "kafka"))]
mod tests {
    use super::*;

    /// As librdkafka 2.12 said them of Apache Kafka 4.3.
    const REPORTS: [(&str, SecurityFault); 7] = [
        (
            "SSL handshake failed: error:0A000086:SSL routines::certificate verify failed: broker",
            SecurityFault::BrokerNotTrusted,
        ),
        (
            "Receive failed: error:0A000412:SSL routines::sslv3 alert bad certificate: SSL alert number 42",
            SecurityFault::ClientCertificateRefused,
        ),
        (
            "SSL handshake failed: error:0A000410:SSL routines::sslv3 alert handshake failure: SSL alert number 40",
            SecurityFault::TlsVersion,
        ),
        (
            "SSL handshake failed: Disconnected: SSL connection closed by peer: connecting to a PLAINTEXT broker listener?",
            SecurityFault::PlaintextListener,
        ),
        (
            "SASL SCRAM-SHA-512 mechanism handshake failed: Broker: Request not valid in current SASL state: broker's",
            SecurityFault::SaslMismatch,
        ),
        (
            "SASL SCRAM-SHA-256 mechanism handshake failed: Broker: Unsupported SASL mechanism: broker's supported",
            SecurityFault::Mechanism,
        ),
        (
            "SASL authentication error: Authentication failed: Invalid username or password",
            SecurityFault::Credentials,
        ),
    ];

    #[test]
    fn reports_are_told_apart() {
        for (report, fault) in REPORTS {
            assert_eq!(classify(report, true), Some(fault), "{report}");
        }
        assert_eq!(classify(REPORTS[1].0, false), Some(SecurityFault::ClientCertificateMissing));
        for other in ["Connect to ipv4#127.0.0.1:1 failed: Connection refused", "1/1 brokers are down"] {
            assert_eq!(classify(other, true), None, "{other}");
        }
    }
}
