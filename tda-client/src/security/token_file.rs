//! Tokens that somebody else keeps fresh in a file, as Kubernetes does for service accounts.

use std::{fs, path::PathBuf};

use super::token::{Token, TokenError, TokenProvider};
use crate::config::Secret;

/// A token is about a kilobyte; a file above this is something else.
const TOKEN_BYTES_MAX: u64 = 64 * 1024;

/// Reads a JSON Web Token from a file, anew each time.
///
/// ```
/// use tda_client::{ClientConfig, SecurityProtocol, security::TokenFile};
///
/// let config = ClientConfig::new("broker-1:9094")
///     .security_protocol(SecurityProtocol::SaslSsl)
///     .tokens(TokenFile::new("/var/run/secrets/tokens/kafka"));
/// ```
#[derive(Clone, Debug)]
pub struct TokenFile {
    path: PathBuf,
    extensions: Vec<(String, String)>,
}

impl TokenFile {
    /// The token in the file `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), extensions: Vec::new() }
    }

    /// Tells the broker something beside the token (a SASL extension).
    #[must_use]
    pub fn extension(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extensions.push((name.into(), value.into()));
        self
    }
}

impl TokenProvider for TokenFile {
    fn token(&self) -> Result<Token, TokenError> {
        let path = self.path.display();
        let unavailable =
            |error: std::io::Error| TokenError::unavailable(format!("token file {path}: {error}"));
        let size = fs::metadata(&self.path).map_err(unavailable)?.len();
        if size > TOKEN_BYTES_MAX {
            return Err(TokenError::refused(format!(
                "token file {path} has {size} bytes, more than {TOKEN_BYTES_MAX}"
            )));
        }
        let text = fs::read_to_string(&self.path).map_err(unavailable)?;
        let mut token = Token::from_jwt(Secret::new(text.trim()))
            .map_err(|error| TokenError::refused(format!("token file {path}: {error}")))?;
        token.extensions.clone_from(&self.extensions);
        Ok(token)
    }
}
