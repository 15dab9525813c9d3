//! Who the client is, whether the broker is who it says it is, and what is wrong when they do not trust each other.
//!
//! ```no_run
//! use tda_client::{ClientConfig, SaslMechanism, Secret, SecurityProtocol};
//!
//! let config = ClientConfig::new("broker-1:9094")
//!     .security_protocol(SecurityProtocol::SaslSsl)
//!     .sasl(SaslMechanism::ScramSha512, "tda-backend-producer", Secret::new("hunter2"))
//!     .ca_file("/etc/kafka/ca.pem");
//! assert!(!format!("{config:?}").contains("hunter2"));
//! ```
//!
//! Certificates, passwords and tokens may change while clients run; see
//! [`ClientConfig::sasl_password_file`](crate::ClientConfig::sasl_password_file),
//! [`ClientConfig::client_certificate`](crate::ClientConfig::client_certificate) and [`TokenProvider`].

#[cfg(feature = "kafka")]
pub(crate) mod certificate;
mod fault;
#[cfg(feature = "kafka")]
pub(crate) mod listener;
#[cfg(feature = "kafka")]
mod oidc;
mod token;
#[cfg(feature = "kafka")]
mod token_file;

pub use fault::SecurityFault;
#[cfg(feature = "kafka")]
pub(crate) use fault::classify;
#[cfg(feature = "kafka")]
pub use oidc::OidcClientCredentials;
pub use token::{Token, TokenError, TokenProvider};
#[cfg(feature = "kafka")]
pub use token_file::TokenFile;
