//! Keeps what one librdkafka client proves itself with fresh: tokens before they end, a password when its file changes.
//!
//! librdkafka asks for a new token by an event, which is seen only by whoever polls; a consumer polls late and an
//! administrator never. So a thread beside each client that needs one hands the token over before it is asked for.

use std::{
    ffi::{CStr, CString, c_char},
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, PoisonError, Weak},
    time::{Duration, Instant, SystemTime},
};

use rdkafka::{
    bindings,
    client::{Client, ClientContext},
    types::{RDKafka, RDKafkaErrorCode},
};

use super::{
    connection::{Connection, read_password},
    trouble::{Trouble, token_error},
};
use crate::{
    error::Error,
    security::{Token, TokenError, TokenProvider},
};

/// A failed renewal is tried again after this long, then less often.
const RETRY_PAUSE: Duration = Duration::from_secs(1);
const RETRY_PAUSE_MAX: Duration = Duration::from_secs(30);
const REASON_BYTES: usize = 512;

/// Ends with the client: **declare it before the client in a struct**, so that it is dropped first.
pub(super) struct Credentials {
    shared: Option<Arc<Shared>>,
}

struct Shared {
    /// `None` once the client is about to go.
    client: Mutex<Option<Native>>,
    stopped: Condvar,
}

/// The client that is kept fresh.
struct Native(*mut RDKafka);

// SAFETY: the functions of librdkafka that are called with it may be called from any thread; the mutex around it and
// `Credentials::drop` see to it that the client is alive then.
unsafe impl Send for Native {}

/// What is kept fresh.
struct Renewal {
    tokens: Option<Arc<dyn TokenProvider>>,
    password: Option<Password>,
    trouble: Trouble,
}

struct Password {
    username: String,
    file: PathBuf,
    last: String,
    interval: Duration,
}

impl Credentials {
    /// Hands over the first token, and goes on in the background. Blocks as long as the provider does.
    pub(super) fn keep<C: ClientContext>(
        client: &Client<C>,
        connection: &Connection,
        trouble: &Trouble,
    ) -> Result<Self, Error> {
        let security = &connection.config().security;
        let tokens = connection.tokens();
        let password = match (&security.username, &security.password_file) {
            (Some(username), Some(file)) if tokens.is_none() => Some(Password {
                username: username.clone(),
                file: file.clone(),
                last: read_password(file)?,
                interval: security.credentials_check_interval,
            }),
            _ => None,
        };
        if tokens.is_none() && password.is_none() {
            return Ok(Self { shared: None });
        }
        let native = Native(client.native_ptr());
        let mut renewal = Renewal { tokens, password, trouble: trouble.clone() };
        let pause = match &renewal.tokens {
            None => renewal.pause_of_password(),
            Some(tokens) => {
                let token = tokens.token().map_err(|error| token_error(&error))?;
                set_token(&native, &token).map_err(|error| token_error(&error))?;
                pause_until_renewal(&token)
            }
        };
        let shared = Arc::new(Shared { client: Mutex::new(Some(native)), stopped: Condvar::new() });
        let watched = Arc::downgrade(&shared);
        std::thread::Builder::new()
            .name("tda-credentials".into())
            .spawn(move || renewal.run(&watched, pause))
            .map_err(|error| Error::Internal { during: "starting a thread", reason: error.to_string() })?;
        Ok(Self { shared: Some(shared) })
    }
}

impl Drop for Credentials {
    fn drop(&mut self) {
        if let Some(shared) = &self.shared {
            // Taken under the lock: a call with the client has ended, and there will be no other.
            shared.client.lock().unwrap_or_else(PoisonError::into_inner).take();
            shared.stopped.notify_all();
        }
    }
}

impl Renewal {
    fn run(&mut self, watched: &Weak<Shared>, mut pause: Duration) {
        let mut retry_pause = RETRY_PAUSE;
        while wait(watched, pause) {
            pause = match self.renew(watched) {
                Some(pause) => {
                    retry_pause = RETRY_PAUSE;
                    pause
                }
                None => {
                    retry_pause = (retry_pause * 2).min(RETRY_PAUSE_MAX);
                    retry_pause / 2
                }
            };
        }
    }

    /// Renews once and says when to renew again; `None` where it failed.
    fn renew(&mut self, watched: &Weak<Shared>) -> Option<Duration> {
        let Some(tokens) = &self.tokens else { return self.renew_password(watched) };
        // Outside of the lock: a provider may take its time, and the client may want to go meanwhile.
        let outcome = tokens.token();
        let shared = watched.upgrade()?;
        let client = shared.client.lock().unwrap_or_else(PoisonError::into_inner);
        let native = client.as_ref()?;
        match outcome.and_then(|token| set_token(native, &token).map(|()| token)) {
            Ok(token) => {
                self.trouble.forget();
                Some(pause_until_renewal(&token))
            }
            Err(error) => {
                tracing::warn!(%error, "no new token; the old one is used until it ends");
                fail_token(native, &error);
                self.trouble.hear_token(error);
                None
            }
        }
    }

    fn renew_password(&mut self, watched: &Weak<Shared>) -> Option<Duration> {
        let password = self.password.as_mut()?;
        let now = match read_password(&password.file) {
            Ok(now) => now,
            Err(error) => {
                tracing::warn!(%error, "the password cannot be read again; the old one is used");
                return None;
            }
        };
        if now != password.last {
            let shared = watched.upgrade()?;
            let client = shared.client.lock().unwrap_or_else(PoisonError::into_inner);
            set_password(client.as_ref()?, &password.username, &now)?;
            self.trouble.forget();
            tracing::info!(username = password.username, "a new password is in use");
            password.last = now;
        }
        Some(password.interval)
    }

    fn pause_of_password(&self) -> Duration {
        self.password.as_ref().map_or(RETRY_PAUSE_MAX, |password| password.interval)
    }
}

/// Waits for `pause`; `false` when the client is gone.
fn wait(watched: &Weak<Shared>, pause: Duration) -> bool {
    let Some(shared) = watched.upgrade() else { return false };
    let deadline = Instant::now() + pause;
    let mut client = shared.client.lock().unwrap_or_else(PoisonError::into_inner);
    while client.is_some() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return true;
        }
        client = shared.stopped.wait_timeout(client, left).unwrap_or_else(PoisonError::into_inner).0;
    }
    false
}

/// Four fifths of what is left of its life, and at least a tenth of a second.
fn pause_until_renewal(token: &Token) -> Duration {
    let left = token.expires_at.duration_since(SystemTime::now()).unwrap_or_default();
    (left * 4 / 5).max(Duration::from_millis(100))
}

fn set_token(client: &Native, token: &Token) -> Result<(), TokenError> {
    let text = |what: &str, value: &str| {
        CString::new(value).map_err(|_| TokenError::refused(format!("{what} holds a NUL")))
    };
    let value = text("the token", token.value.reveal())?;
    let principal = text("the token's principal", &token.principal)?;
    let mut extensions = Vec::with_capacity(2 * token.extensions.len());
    for (name, value) in &token.extensions {
        extensions.push(text("an extension of the token", name)?);
        extensions.push(text("an extension of the token", value)?);
    }
    let mut pointers: Vec<*const c_char> = extensions.iter().map(|text| text.as_ptr()).collect();
    let end = token.expires_at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let mut reason: [c_char; REASON_BYTES] = [0; REASON_BYTES];
    // SAFETY: the client is alive (see `Native`). All texts are NUL-terminated and outlive the call, which copies them;
    // `pointers` holds as many of them as is said. The reason is written into a buffer of the size that is said.
    let code = unsafe {
        bindings::rd_kafka_oauthbearer_set_token(
            client.0,
            value.as_ptr(),
            i64::try_from(end.as_millis()).unwrap_or(i64::MAX),
            principal.as_ptr(),
            pointers.as_mut_ptr(),
            pointers.len(),
            reason.as_mut_ptr(),
            reason.len(),
        )
    };
    if RDKafkaErrorCode::from(code) == RDKafkaErrorCode::NoError {
        return Ok(());
    }
    // SAFETY: librdkafka ends what it writes with a NUL, and an untouched buffer is all NUL.
    let reason = unsafe { CStr::from_ptr(reason.as_ptr()) };
    Err(TokenError::refused(format!("the token cannot be used: {}", reason.to_string_lossy())))
}

/// Tells librdkafka that there is no new token, so that it says so to whoever waits.
fn fail_token(client: &Native, error: &TokenError) {
    if let Ok(reason) = CString::new(error.to_string()) {
        // SAFETY: the client is alive (see `Native`); the text is NUL-terminated, and copied by the call.
        unsafe { bindings::rd_kafka_oauthbearer_set_token_failure(client.0, reason.as_ptr()) };
    }
}

/// `None` where librdkafka refuses it.
fn set_password(client: &Native, username: &str, password: &str) -> Option<()> {
    let (username, password) = (CString::new(username).ok()?, CString::new(password).ok()?);
    // SAFETY: the client is alive (see `Native`); both texts are NUL-terminated, and copied by the call. The error that
    // it returns is ours to destroy, and may be null, which destroying takes.
    let refused = unsafe {
        let error = bindings::rd_kafka_sasl_set_credentials(client.0, username.as_ptr(), password.as_ptr());
        let refused = !error.is_null();
        if refused {
            bindings::rd_kafka_error_destroy(error);
        }
        refused
    };
    (!refused).then_some(())
}
