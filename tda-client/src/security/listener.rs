//! What a listener speaks. Where a client without TLS or SASL knocks at one that wants it, the broker hangs up without a word.

use std::{
    io::{Read as _, Write as _},
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

use openssl::ssl::{HandshakeError, SslConnector, SslMethod, SslVerifyMode};

/// Longer than a listener takes that means to answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);
/// Metadata, version 1, of no topic, for a client without a name; its length comes before it.
const METADATA_REQUEST: [u8; 18] = [0, 0, 0, 14, 0, 3, 0, 1, b't', b'd', b'a', b'?', 0xff, 0xff, 0, 0, 0, 0];

/// What a listener was found to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// It answers everybody.
    Plain,
    /// It answers those who have proved themselves.
    Sasl,
    /// It answers in TLS.
    Tls,
}

/// Knocks at `broker` (`host:port`); `None` where nobody opens.
pub(crate) fn listen(broker: &str) -> Option<Spoken> {
    if speaks_tls(broker)? {
        return Some(Spoken::Tls);
    }
    let mut stream = open(broker)?;
    stream.write_all(&METADATA_REQUEST).ok()?;
    match stream.read(&mut [0; 4]) {
        Ok(0) => Some(Spoken::Sasl),
        Ok(_) => Some(Spoken::Plain),
        // The broker hangs up with the request unread.
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => Some(Spoken::Sasl),
        Err(_) => None,
    }
}

/// Whether a handshake gets an answer in TLS, be it a refusal.
fn speaks_tls(broker: &str) -> Option<bool> {
    let mut builder = SslConnector::builder(SslMethod::tls()).ok()?;
    // Nothing is told to this broker, and nothing believed.
    builder.set_verify(SslVerifyMode::NONE);
    let stream = open(broker)?;
    let configuration = builder.build().configure().ok()?.verify_hostname(false);
    Some(match configuration.connect("broker", stream) {
        Ok(_) => true,
        Err(HandshakeError::Failure(stream)) => {
            // An alert is an answer; a closed connection and bytes that are no TLS are none.
            let alert = stream.error().ssl_error().map(ToString::to_string).unwrap_or_default();
            alert.contains("alert")
        }
        Err(_) => false,
    })
}

fn open(broker: &str) -> Option<TcpStream> {
    let address = broker.to_socket_addrs().ok()?.next()?;
    let stream = TcpStream::connect_timeout(&address, ANSWER_TIMEOUT).ok()?;
    stream.set_read_timeout(Some(ANSWER_TIMEOUT)).ok()?;
    stream.set_write_timeout(Some(ANSWER_TIMEOUT)).ok()?;
    Some(stream)
}
