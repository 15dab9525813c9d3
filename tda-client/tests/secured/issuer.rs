//! A small issuer of tokens: an HTTP server that knows one client, and signs what the broker can check.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

use openssl::{base64::encode_block, hash::MessageDigest, pkey::PKey, sign::Signer};

pub(crate) const CLIENT_ID: &str = "test client/1";
pub(crate) const CLIENT_SECRET: &str = "s3cr&t+:ü";

/// How an issuer answers.
#[derive(Clone)]
pub(crate) struct Manners {
    pub(crate) key: PathBuf,
    pub(crate) subject: &'static str,
    pub(crate) life: Duration,
    /// How often it says that it is busy before it answers.
    pub(crate) busy: u32,
}

pub(crate) struct Issuer {
    port: u16,
    given: Arc<AtomicU32>,
}

impl Issuer {
    /// It runs until the test program ends.
    pub(crate) fn start(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let given = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&given);
        std::thread::spawn(move || {
            let mut busy = manners.busy;
            for stream in listener.incoming().flatten() {
                let is_busy = busy > 0;
                busy = busy.saturating_sub(1);
                answer(&stream, &manners, is_busy, &counted);
            }
        });
        Self { port, given }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}/token", self.port)
    }

    /// Tokens given out so far.
    pub(crate) fn given(&self) -> u32 {
        self.given.load(Ordering::Relaxed)
    }
}

/// A token of the broker's issuer for `subject`.
pub(crate) fn token(key: &PathBuf, subject: &str, life: Duration) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs();
    let claims = serde_json::json!({
        "iss": "tda-test-issuer", "aud": "kafka", "sub": subject, "scope": "kafka",
        "iat": now, "exp": now + life.as_secs(),
    });
    let head = serde_json::json!({"alg": "RS256", "typ": "JWT", "kid": "tda-tokens"});
    let text = format!("{}.{}", coded(head.to_string().as_bytes()), coded(claims.to_string().as_bytes()));
    let key = PKey::private_key_from_pem(&fs::read(key).expect("a key")).expect("PEM");
    let mut signer = Signer::new(MessageDigest::sha256(), &key).expect("a signer");
    signer.update(text.as_bytes()).expect("signed");
    format!("{text}.{}", coded(&signer.sign_to_vec().expect("signed")))
}

fn coded(bytes: &[u8]) -> String {
    encode_block(bytes).replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned()
}

fn answer(mut stream: &TcpStream, manners: &Manners, is_busy: bool, given: &AtomicU32) {
    let mut reader = BufReader::new(stream);
    let (mut authorization, mut length) = (String::new(), 0);
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|size| size > 2) {
        let (name, value) = line.trim().split_once(": ").unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "authorization" => authorization = value.to_owned(),
            "content-length" => length = value.parse().expect("a length"),
            _ => {}
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    let body = String::from_utf8(body).expect("a form");
    // As RFC 6749 has it: both are coded as a form first.
    let known = "test+client%2F1:s3cr%26t%2B%3A%C3%BC";
    let (status, json) = if is_busy {
        ("503 Service Unavailable", serde_json::json!({"error": "temporarily_unavailable"}))
    } else if authorization != format!("Basic {}", encode_block(known.as_bytes())) {
        let description = format!("unknown client {authorization}");
        let refusal = serde_json::json!({"error": "invalid_client", "error_description": description});
        ("401 Unauthorized", refusal)
    } else if body != "grant_type=client_credentials&scope=kafka" {
        ("400 Bad Request", serde_json::json!({"error": "invalid_scope", "error_description": body}))
    } else {
        given.fetch_add(1, Ordering::Relaxed);
        let token = token(&manners.key, manners.subject, manners.life);
        (
            "200 OK",
            serde_json::json!({"access_token": token, "token_type": "Bearer", "expires_in": manners.life.as_secs()}),
        )
    };
    let json = json.to_string();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{json}",
        json.len()
    );
}
