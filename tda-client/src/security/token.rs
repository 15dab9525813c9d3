//! Tokens for OAUTHBEARER, and whoever gives them out.

use std::{fmt, time::SystemTime};

use tda_events::Retry;

use crate::config::Secret;

/// Gives out tokens for the SASL mechanism OAUTHBEARER (RFC 7628).
///
/// Every client asks once on connecting and again after four fifths of the token's lifetime, on a thread that may block.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use tda_client::{ClientConfig, Secret, SecurityProtocol, security::{Token, TokenError, TokenProvider}};
///
/// struct Vault;
///
/// impl TokenProvider for Vault {
///     fn token(&self) -> Result<Token, TokenError> {
///         Ok(Token::new(Secret::new("ey..."), SystemTime::now() + Duration::from_secs(300)).principal("tda-worker"))
///     }
/// }
///
/// let config = ClientConfig::new("broker-1:9094").security_protocol(SecurityProtocol::SaslSsl).tokens(Vault);
/// assert!(config.check().is_ok());
/// ```
pub trait TokenProvider: Send + Sync {
    /// A token that is valid for a while yet. May block for seconds; must end.
    ///
    /// # Errors
    /// [`TokenError`], without any secret in it.
    fn token(&self) -> Result<Token, TokenError>;
}

/// A token with what the broker is told beside it. `Debug` does not show its value.
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) value: Secret,
    pub(crate) expires_at: SystemTime,
    pub(crate) principal: String,
    pub(crate) extensions: Vec<(String, String)>,
}

impl Token {
    /// A token that the broker takes until `expires_at`.
    pub fn new(value: Secret, expires_at: SystemTime) -> Self {
        Self { value, expires_at, principal: "token".into(), extensions: Vec::new() }
    }

    /// Whose token it is, for the client's logs: the broker reads it from the token.
    #[must_use]
    pub fn principal(mut self, principal: impl Into<String>) -> Self {
        self.principal = principal.into();
        self
    }

    /// Tells the broker something beside the token (a SASL extension), such as a logical cluster.
    #[must_use]
    pub fn extension(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extensions.push((name.into(), value.into()));
        self
    }

    /// When it ends.
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    /// Reads the end and the subject out of a JSON Web Token (RFC 7519), whose signature is the broker's business.
    ///
    /// # Errors
    /// [`TokenError`] when it is no such token, or says no end.
    #[cfg(feature = "kafka")]
    pub fn from_jwt(value: Secret) -> Result<Self, TokenError> {
        use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

        let malformed = |what: &str| TokenError::refused(format!("the token is no JSON Web Token: {what}"));
        let claims = value.reveal().split('.').nth(1).ok_or_else(|| malformed("it has no second part"))?;
        let claims = BASE64_URL_SAFE_NO_PAD
            .decode(claims.trim_end_matches('='))
            .map_err(|_| malformed("its second part is no base64"))?;
        let claims: serde_json::Value =
            serde_json::from_slice(&claims).map_err(|_| malformed("its second part is no JSON"))?;
        let end =
            claims["exp"].as_f64().filter(|end| *end > 0.0).ok_or_else(|| malformed("it has no `exp`"))?;
        let end =
            std::time::Duration::try_from_secs_f64(end).map_err(|_| malformed("its `exp` is no time"))?;
        let end = SystemTime::UNIX_EPOCH.checked_add(end).ok_or_else(|| malformed("its `exp` is no time"))?;
        let token = Self::new(value, end);
        Ok(match claims["sub"].as_str() {
            Some(subject) => token.principal(subject),
            None => token,
        })
    }
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenError {
    reason: String,
    retry: Retry,
}

impl TokenError {
    /// The issuer will not give a token until somebody changes something.
    pub fn refused(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), retry: Retry::Never }
    }

    /// The issuer does not answer now.
    pub fn unavailable(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), retry: Retry::Safe }
    }

    /// Whether asking again may help.
    pub fn retry(&self) -> Retry {
        self.retry
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for TokenError {}

#[cfg(all(test, feature = "kafka"))]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_web_token_says_its_end_and_its_subject() {
        // {"sub":"tda-worker","exp":2000000000.5}
        let claims = "eyJzdWIiOiJ0ZGEtd29ya2VyIiwiZXhwIjoyMDAwMDAwMDAwLjV9";
        let token = Token::from_jwt(Secret::new(format!("e30.{claims}.sig"))).expect("a token");
        assert_eq!(token.principal, "tda-worker");
        assert_eq!(token.expires_at(), SystemTime::UNIX_EPOCH + Duration::from_millis(2_000_000_000_500));
        assert!(!format!("{token:?}").contains(claims), "{token:?}");
    }

    #[test]
    fn what_is_no_web_token_is_refused_without_showing_it() {
        for wrong in
            ["hunter2", "a.hunter2!.c", "e30.e30.sig", "a.eyJleHAiOi0xfQ.c", "a.eyJleHAiOjFlMzA4fQ.c"]
        {
            let error = Token::from_jwt(Secret::new(wrong)).expect_err(wrong);
            assert_eq!(error.retry(), Retry::Never);
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }
}
