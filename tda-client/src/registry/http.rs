//! Requests: to any of the URLs, again after growing pauses, until a deadline; no more at once than there are slots.

use std::{
    fmt::Write as _,
    fs,
    hash::{BuildHasher as _, Hasher as _},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use reqwest::{Certificate, Client, Identity, Method, RequestBuilder, Response, StatusCode, Url, redirect};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::{
    config::{Auth, RegistryConfig},
    error::RegistryError,
};
use crate::config::{ConfigProblem, Secret};

const MEDIA_TYPE: &str = "application/vnd.schemaregistry.v1+json";
/// The pause after the first round through the URLs; it doubles with each.
const PAUSE_MIN: Duration = Duration::from_millis(100);
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// The part of an unreadable answer that an error shows.
const REASON_LETTERS_SHOWN: usize = 300;

pub(super) struct Http {
    client: Client,
    /// Each with the credentials that go to it, and to no other.
    urls: Vec<(Url, Option<Auth>)>,
    request_timeout: Duration,
    deadline: Duration,
    attempts_max: u32,
    answer_bytes_max: usize,
    slots: Semaphore,
    /// The URL that answered last.
    preferred: AtomicUsize,
}

/// What one attempt came to.
enum Outcome {
    Done(Value),
    Failed(RegistryError),
    /// Worth another attempt: status (where there was an answer) and reason.
    Again(Option<u16>, String),
    TimedOut,
}

struct Question<'a> {
    method: Method,
    path: &'a [&'a str],
    query: &'a [(&'a str, &'a str)],
    body: Option<&'a Value>,
}

impl Http {
    pub(super) fn new(config: &RegistryConfig) -> Result<Self, RegistryError> {
        let mut problems = Vec::new();
        let mut urls = Vec::new();
        for text in &config.urls {
            match address(text.reveal()) {
                Ok((url, own)) => urls.push((url, own.or_else(|| config.auth.clone()))),
                Err(fault) => problems.push(ConfigProblem { setting: "registry url".into(), fault }),
            }
        }
        if config.urls.is_empty() {
            problems.push(ConfigProblem { setting: "registry url".into(), fault: "none is given".into() });
        }
        for (setting, is_zero) in
            [("attempts_max", config.attempts_max == 0), ("requests_max", config.requests_max == 0)]
        {
            if is_zero {
                problems.push(ConfigProblem { setting: setting.into(), fault: "must be at least 1".into() });
            }
        }
        let client = client(config).map_err(|problem| problems.push(problem)).ok();
        let Some(client) = client.filter(|_| problems.is_empty()) else {
            return Err(RegistryError::Config(problems));
        };
        Ok(Self {
            client,
            urls,
            request_timeout: config.request_timeout,
            deadline: config.deadline,
            attempts_max: config.attempts_max,
            answer_bytes_max: config.answer_bytes_max,
            slots: Semaphore::new(config.requests_max.min(Semaphore::MAX_PERMITS)),
            preferred: AtomicUsize::new(0),
        })
    }

    /// The addresses, without credentials.
    pub(super) fn urls(&self) -> String {
        self.urls.iter().map(|(url, _)| shown(url)).collect::<Vec<_>>().join(", ")
    }

    pub(super) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Value, RegistryError> {
        self.ask(&Question { method: Method::GET, path, query, body: None }).await
    }

    pub(super) async fn post(&self, path: &[&str], body: &Value) -> Result<Value, RegistryError> {
        self.post_with(path, &[], body).await
    }

    pub(super) async fn post_with(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
        body: &Value,
    ) -> Result<Value, RegistryError> {
        self.ask(&Question { method: Method::POST, path, query, body: Some(body) }).await
    }

    pub(super) async fn put(&self, path: &[&str], body: &Value) -> Result<Value, RegistryError> {
        self.ask(&Question { method: Method::PUT, path, query: &[], body: Some(body) }).await
    }

    pub(super) async fn delete(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Value, RegistryError> {
        self.ask(&Question { method: Method::DELETE, path, query, body: None }).await
    }

    async fn ask(&self, question: &Question<'_>) -> Result<Value, RegistryError> {
        tokio::runtime::Handle::try_current().map_err(|_| RegistryError::NoRuntime)?;
        let started = Instant::now();
        let left = || self.deadline.saturating_sub(started.elapsed());
        let timed_out =
            |attempts| RegistryError::Timeout { urls: self.urls(), waited: started.elapsed(), attempts };
        let Ok(Ok(_slot)) = tokio::time::timeout(left(), self.slots.acquire()).await else {
            return Err(timed_out(0));
        };
        let mut attempts = 0;
        loop {
            let first = self.preferred.load(Ordering::Relaxed);
            let mut last = Outcome::TimedOut;
            let mut last_url = String::new();
            for offset in 0..self.urls.len() {
                let index = (first + offset) % self.urls.len();
                let Some((url, auth)) = self.urls.get(index) else { continue };
                attempts += 1;
                let patience = left().min(self.request_timeout);
                last_url = shown(url);
                last = tokio::time::timeout(patience, self.attempt(url, auth.as_ref(), question))
                    .await
                    .unwrap_or(Outcome::TimedOut);
                match last {
                    Outcome::Done(answer) => {
                        self.preferred.store(index, Ordering::Relaxed);
                        return Ok(answer);
                    }
                    Outcome::Failed(error) => return Err(error),
                    Outcome::Again(..) | Outcome::TimedOut => {}
                }
            }
            let rounds = attempts / u32::try_from(self.urls.len()).unwrap_or(u32::MAX).max(1);
            let pause = pause_after(rounds);
            if rounds >= self.attempts_max || pause >= left() {
                let (urls, waited) = (self.urls(), started.elapsed());
                return Err(match last {
                    Outcome::Again(Some(status), reason) => {
                        RegistryError::Server { url: last_url, status, attempts, waited, reason }
                    }
                    Outcome::Again(None, reason) => {
                        RegistryError::Unreachable { urls, waited, attempts, reason }
                    }
                    _ => timed_out(attempts),
                });
            }
            tracing::debug!(attempts, ?pause, "the registry does not answer, trying again");
            tokio::time::sleep(pause).await;
        }
    }

    async fn attempt(&self, url: &Url, auth: Option<&Auth>, question: &Question<'_>) -> Outcome {
        let mut url = url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(question.path);
        }
        if !question.query.is_empty() {
            url.query_pairs_mut().extend_pairs(question.query);
        }
        let mut request = self.client.request(question.method.clone(), url.clone());
        request = authorized(request, auth).header("accept", format!("{MEDIA_TYPE}, application/json"));
        if let Some(body) = question.body {
            request = request.header("content-type", MEDIA_TYPE).body(body.to_string());
        }
        match request.send().await {
            Ok(response) => self.read(&url, response).await,
            Err(error) => Outcome::Again(None, reason_of(error)),
        }
    }

    async fn read(&self, url: &Url, mut response: Response) -> Outcome {
        let status = response.status();
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > self.answer_bytes_max => {
                    let limit_bytes = self.answer_bytes_max;
                    return Outcome::Failed(RegistryError::TooLarge { url: shown(url), limit_bytes });
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => return Outcome::Again(None, reason_of(error)),
            }
        }
        let answer = serde_json::from_slice::<Value>(&body);
        if status.is_success() {
            // A deletion may be answered without words.
            return match answer {
                Ok(answer) => Outcome::Done(answer),
                Err(_) if body.is_empty() => Outcome::Done(Value::Null),
                Err(_) => {
                    let reason = format!("{} did not answer in JSON", shown(url));
                    Outcome::Failed(RegistryError::unexpected(reason))
                }
            };
        }
        let answer = answer.unwrap_or_default();
        let reason = answer.get("message").and_then(Value::as_str).map(str::to_owned);
        let reason = reason.unwrap_or_else(|| String::from_utf8_lossy(&body).into_owned());
        refusal(url, status, code(&answer), reason.chars().take(REASON_LETTERS_SHOWN).collect())
    }
}

/// The code of what a registry did not find: the status, and two digits.
fn code(answer: &Value) -> Option<u32> {
    let code = answer.get("error_code").and_then(Value::as_u64).and_then(|code| u32::try_from(code).ok());
    code.filter(|code| code / 100 == u32::from(StatusCode::NOT_FOUND.as_u16()))
}

fn refusal(url: &Url, status: StatusCode, code: Option<u32>, reason: String) -> Outcome {
    let status = status.as_u16();
    match status {
        408 | 429 | 500.. => return Outcome::Again(Some(status), reason),
        _ => {}
    }
    Outcome::Failed(match status {
        401 | 403 => RegistryError::Unauthorized { url: shown(url), reason },
        404 => RegistryError::NotFound { what: reason, code },
        409 => RegistryError::Incompatible { reason },
        422 => RegistryError::Invalid { reason },
        _ => RegistryError::Refused { url: shown(url), status, reason },
    })
}

/// Doubles with every round, and is anything between half of that and all: clients that failed together must not come
/// back together.
fn pause_after(rounds: u32) -> Duration {
    let pause = PAUSE_MIN.saturating_mul(1 << rounds.saturating_sub(1).min(10)).min(PAUSE_MAX);
    // The seed of every hasher is random: enough for this.
    let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
    let share = f64::from(u32::try_from(random >> 32).unwrap_or(0)) / f64::from(u32::MAX);
    pause.mul_f64(0.5 + share / 2.0)
}

fn authorized(request: RequestBuilder, auth: Option<&Auth>) -> RequestBuilder {
    match auth {
        None => request,
        Some(Auth::Basic { user, password }) => request.basic_auth(user, Some(password.reveal())),
        Some(Auth::Bearer(token)) => request.bearer_auth(token.reveal()),
    }
}

/// The URL without its credentials, and those.
fn address(text: &str) -> Result<(Url, Option<Auth>), String> {
    // Whatever is wrong with it, it may hold a password: only what follows the last @ is shown, or the scheme.
    let harmless = match text.rsplit_once('@') {
        Some((_, host)) => host.to_owned(),
        None => format!("{}://...", text.split(':').next().unwrap_or_default()),
    };
    let mut url = Url::parse(text).map_err(|error| format!("`{harmless}` is no URL: {error}"))?;
    if !["http", "https"].contains(&url.scheme()) || url.host_str().is_none() {
        return Err(format!("`{harmless}` is no http:// or https:// URL"));
    }
    let decoded =
        |part: &str| percent_decoded(part).ok_or_else(|| format!("the user of `{harmless}` is no text"));
    let password = url.password().map(decoded).transpose()?;
    let auth = match (url.username(), password) {
        ("", None) => None,
        (user, password) => {
            Some(Auth::Basic { user: decoded(user)?, password: Secret::new(password.unwrap_or_default()) })
        }
    };
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    Ok((url, auth))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = (first == b'%').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..)?;
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

fn client(config: &RegistryConfig) -> Result<Client, ConfigProblem> {
    let mut builder = Client::builder()
        .connect_timeout(config.request_timeout)
        // A redirect would carry the credentials elsewhere.
        .redirect(redirect::Policy::none())
        .no_proxy()
        .user_agent(concat!("tda-stream/", env!("CARGO_PKG_VERSION")));
    if let Some(file) = &config.ca_file {
        builder = builder.tls_certs_only(certificates(file)?);
    }
    if let Some((certificate, key)) = &config.certificate_files {
        let (certificate_text, key_text) = (read(certificate)?, read(key)?);
        let identity = Identity::from_pkcs8_pem(&certificate_text, &key_text).map_err(|error| {
            problem(key, &format!("is no PKCS#8 key of its certificate: {}", reason_of(error)))
        })?;
        builder = builder.identity(identity);
    }
    builder.build().map_err(|error| ConfigProblem { setting: "TLS".into(), fault: reason_of(error) })
}

fn certificates(file: &Path) -> Result<Vec<Certificate>, ConfigProblem> {
    const END: &str = "-----END CERTIFICATE-----";
    let text = String::from_utf8_lossy(&read(file)?).into_owned();
    let parts = text.split_inclusive(END).filter(|part| part.contains("-----BEGIN CERTIFICATE-----"));
    let certificates: Result<Vec<_>, _> = parts.map(|part| Certificate::from_pem(part.as_bytes())).collect();
    match certificates {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) => Err(problem(file, "holds no certificate in PEM")),
        Err(error) => Err(problem(file, &reason_of(error))),
    }
}

fn read(file: &Path) -> Result<Vec<u8>, ConfigProblem> {
    fs::read(file).map_err(|error| problem(file, &format!("cannot be read: {error}")))
}

fn problem(file: &Path, fault: &str) -> ConfigProblem {
    ConfigProblem { setting: file.display().to_string(), fault: fault.to_owned() }
}

/// Scheme, host and port.
fn shown(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// An error with its causes, without the URL.
fn reason_of(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        let _ = write!(text, ": {inner}");
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_leave_the_url() {
        let (url, auth) = address("https://us%40er:p%3Aw@registry:8081/path").expect("a URL");
        assert_eq!(url.as_str(), "https://registry:8081/path");
        let Some(Auth::Basic { user, password }) = auth else { panic!("no user") };
        assert_eq!((user.as_str(), password.reveal()), ("us@er", "p:w"));
        for damaged in ["http://user:hunter2", "http://user:hunter2,more@registry:x"] {
            let fault = address(damaged).expect_err("no URL");
            assert!(!fault.contains("hunter2"), "{fault}");
        }
        let fault = address("ftp://u:hunter2@registry").expect_err("no HTTP");
        assert!(!fault.contains("hunter2"), "{fault}");
    }

    #[test]
    fn pauses_grow_to_a_limit_and_are_not_all_the_same() {
        let ms = |rounds| pause_after(rounds).as_millis();
        assert!(
            (50..=100).contains(&ms(1)) && (200..=400).contains(&ms(3)) && (1_000..=2_000).contains(&ms(99))
        );
        let different: std::collections::HashSet<_> = (0..32).map(|_| pause_after(4)).collect();
        assert!(different.len() > 1);
    }

    #[test]
    fn every_wrong_setting_is_named() {
        let config = RegistryConfig::new("nowhere, http://h:1").attempts_max(0).ca_file("/no/such/file.pem");
        let Err(RegistryError::Config(problems)) = Http::new(&config) else { panic!("accepted") };
        assert_eq!(problems.len(), 3, "{problems:?}");
    }
}
