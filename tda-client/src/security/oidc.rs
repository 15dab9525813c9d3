//! Tokens by OAuth 2.0 client credentials (RFC 6749, section 4.4), as OpenID Connect issuers give them to services.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use reqwest::{Certificate, Client, StatusCode, Url, header, redirect};
use serde_json::Value;

use super::token::{Token, TokenError, TokenProvider};
use crate::config::Secret;

/// One answer of the issuer takes milliseconds; five seconds are an issuer that will not.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);
/// Attempts at an issuer that does not answer, or answers that it is busy.
const ATTEMPTS_MAX: u32 = 3;
const PAUSE: Duration = Duration::from_millis(200);
/// A token is about a kilobyte.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// The part of an issuer's refusal that an error shows.
const REFUSAL_CHARS_MAX: usize = 200;

/// Asks an issuer for tokens by client id and secret, and keeps each for the first 70 percent of its life.
///
/// ```
/// use tda_client::{ClientConfig, Secret, SecurityProtocol, security::OidcClientCredentials};
///
/// let tokens = OidcClientCredentials::new("https://issuer.example/oauth2/token", "tda-worker", Secret::new("hunter2"))
///     .scope("kafka")
///     .ca_file("/etc/ssl/issuer.pem");
/// assert!(!format!("{tokens:?}").contains("hunter2"));
/// let config = ClientConfig::new("broker-1:9094").security_protocol(SecurityProtocol::SaslSsl).tokens(tokens);
/// ```
pub struct OidcClientCredentials {
    endpoint: String,
    client_id: String,
    client_secret: Secret,
    scope: Option<String>,
    audience: Option<String>,
    ca_file: Option<PathBuf>,
    extensions: Vec<(String, String)>,
    /// The last token, and until when it is given out again.
    kept: Mutex<Option<(Token, Instant)>>,
}

impl OidcClientCredentials {
    /// The token endpoint of the issuer (its discovery document names it), and who asks.
    pub fn new(endpoint: impl Into<String>, client_id: impl Into<String>, client_secret: Secret) -> Self {
        Self {
            endpoint: endpoint.into(),
            client_id: client_id.into(),
            client_secret,
            scope: None,
            audience: None,
            ca_file: None,
            extensions: Vec::new(),
            kept: Mutex::new(None),
        }
    }

    /// What the token shall be good for, separated by spaces.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// For whom the token shall be, where the issuer wants to know.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    /// The certificate authority that the issuer's certificate is checked against (PEM), beside the system's.
    #[must_use]
    pub fn ca_file(mut self, file: impl AsRef<Path>) -> Self {
        self.ca_file = Some(file.as_ref().into());
        self
    }

    /// Tells the broker something beside the token (a SASL extension).
    #[must_use]
    pub fn extension(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extensions.push((name.into(), value.into()));
        self
    }

    async fn ask(&self) -> Result<Token, TokenError> {
        let client = self.client()?;
        let url = Url::parse(&self.endpoint).map_err(|error| self.refused(&error.to_string()))?;
        let mut attempt = 1;
        loop {
            match self.attempt(&client, url.clone()).await {
                Err(error) if error.retry() == tda_events::Retry::Safe && attempt < ATTEMPTS_MAX => {
                    tokio::time::sleep(PAUSE * 2_u32.pow(attempt - 1)).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    fn client(&self) -> Result<Client, TokenError> {
        let mut builder = Client::builder().timeout(ANSWER_TIMEOUT).redirect(redirect::Policy::none());
        if let Some(file) = &self.ca_file {
            let pem =
                std::fs::read(file).map_err(|error| self.refused(&format!("{}: {error}", file.display())))?;
            let certificates = Certificate::from_pem_bundle(&pem)
                .map_err(|_| self.refused(&format!("{} holds no certificates", file.display())))?;
            builder = certificates.into_iter().fold(builder, reqwest::ClientBuilder::add_root_certificate);
        }
        builder.build().map_err(|error| self.refused(&error.to_string()))
    }

    async fn attempt(&self, client: &Client, url: Url) -> Result<Token, TokenError> {
        let request = client
            .post(url)
            // Both are coded as a form before they are joined (RFC 6749, section 2.3.1).
            .basic_auth(coded(&self.client_id), Some(coded(self.client_secret.reveal())))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .body(self.form());
        let mut response = request.send().await.map_err(|error| self.unavailable(&reason_of(error)))?;
        let status = response.status();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.unavailable(&reason_of(error)))? {
            if body.len() + chunk.len() > ANSWER_BYTES_MAX {
                return Err(self.refused(&format!("the answer has more than {ANSWER_BYTES_MAX} bytes")));
            }
            body.extend_from_slice(&chunk);
        }
        let answer = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if status.is_success() { self.token(&answer) } else { Err(self.refusal(status, &answer)) }
    }

    fn form(&self) -> String {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        for (name, value) in [("scope", &self.scope), ("audience", &self.audience)] {
            if let Some(value) = value {
                form.append_pair(name, value);
            }
        }
        form.finish()
    }

    /// The token in an answer. Its end is what the answer says, or the token itself.
    fn token(&self, answer: &Value) -> Result<Token, TokenError> {
        let Some(value) = answer["access_token"].as_str() else {
            return Err(self.refused("the answer has no access_token"));
        };
        let mut token = match answer["expires_in"].as_u64() {
            Some(seconds) => {
                let end = SystemTime::now().checked_add(Duration::from_secs(seconds));
                let end = end.ok_or_else(|| self.refused("the answer's expires_in is no time"))?;
                Token::new(Secret::new(value), end).principal(&self.client_id)
            }
            None => Token::from_jwt(Secret::new(value)).map_err(|error| self.refused(&error.to_string()))?,
        };
        token.extensions.clone_from(&self.extensions);
        Ok(token)
    }

    fn refusal(&self, status: StatusCode, answer: &Value) -> TokenError {
        let words = [&answer["error"], &answer["error_description"]];
        let words: Vec<&str> = words.iter().filter_map(|word| word.as_str()).collect();
        // An issuer might repeat what it was sent.
        let secret = self.client_secret.reveal();
        let pair = format!("{}:{}", coded(&self.client_id), coded(secret));
        let sent = [BASE64_STANDARD.encode(pair), coded(secret), secret.to_owned()];
        let hide = |text: String, secret: &String| {
            if secret.is_empty() { text } else { text.replace(secret, "***") }
        };
        let shown = sent.iter().fold(words.join(": "), hide);
        let shown: String = shown.chars().take(REFUSAL_CHARS_MAX).collect();
        let reason = format!("{status}{}{shown}", if shown.is_empty() { "" } else { ": " });
        let is_busy = status.is_server_error()
            || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
        if is_busy { self.unavailable(&reason) } else { self.refused(&reason) }
    }

    fn refused(&self, reason: &str) -> TokenError {
        TokenError::refused(format!("token issuer {}: {reason}", self.shown_endpoint()))
    }

    fn unavailable(&self, reason: &str) -> TokenError {
        TokenError::unavailable(format!("token issuer {}: {reason}", self.shown_endpoint()))
    }

    /// The endpoint without what may be secret in it.
    fn shown_endpoint(&self) -> String {
        let Ok(url) = Url::parse(&self.endpoint) else { return "(not a URL)".into() };
        format!("{}{}", url.origin().ascii_serialization(), url.path())
    }
}

impl TokenProvider for OidcClientCredentials {
    fn token(&self) -> Result<Token, TokenError> {
        // Held while asking: of several clients one asks and the others get its token.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((token, until)) = &*kept
            && Instant::now() < *until
        {
            return Ok(token.clone());
        }
        let token =
            block_on(self.ask()).unwrap_or_else(|| Err(self.unavailable("no runtime for the question")))?;
        let life = token.expires_at.duration_since(SystemTime::now()).unwrap_or_default();
        *kept = Some((token.clone(), Instant::now() + life * 7 / 10));
        Ok(token)
    }
}

impl fmt::Debug for OidcClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcClientCredentials")
            .field("endpoint", &self.shown_endpoint())
            .field("client_id", &self.client_id)
            .field("client_secret", &self.client_secret)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// Runs `future` on a thread and a runtime of its own: the caller may be anywhere, also inside a runtime.
fn block_on<T: Send>(future: impl Future<Output = T> + Send) -> Option<T> {
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
        Some(runtime.block_on(future))
    };
    std::thread::scope(|scope| scope.spawn(run).join().ok().flatten())
}

fn coded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The innermost cause says most; the URL is said already.
fn reason_of(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
