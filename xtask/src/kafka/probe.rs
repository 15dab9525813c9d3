//! One question to a broker: which brokers do you know? Asked in Kafka's own protocol, without a client.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

/// Longer than any healthy answer on loopback takes, short enough to ask again soon.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);
/// The answer for a cluster without topics is under 100 bytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Metadata, version 1: the oldest whose empty list of topics means "none".
const METADATA_V1: [u8; 4] = [0, 3, 0, 1];
const CORRELATION_ID: [u8; 4] = *b"tda?";

/// How many brokers the broker on this port of 127.0.0.1 knows, itself included; `None` where none answers.
pub(super) fn brokers_known(port: u16) -> Option<usize> {
    brokers_in(&ask(port)?)
}

fn ask(port: u16) -> Option<Vec<u8>> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, ANSWER_TIMEOUT).ok()?;
    stream.set_read_timeout(Some(ANSWER_TIMEOUT)).ok()?;
    stream.set_write_timeout(Some(ANSWER_TIMEOUT)).ok()?;
    let mut request = Vec::new();
    request.extend(METADATA_V1);
    request.extend(CORRELATION_ID);
    request.extend((-1_i16).to_be_bytes()); // No client id.
    request.extend(0_i32.to_be_bytes()); // No topics.
    let size = u32::try_from(request.len()).ok()?;
    stream.write_all(&[&size.to_be_bytes(), request.as_slice()].concat()).ok()?;
    let mut size = [0; 4];
    stream.read_exact(&mut size).ok()?;
    let size = usize::try_from(u32::from_be_bytes(size)).ok().filter(|&size| size <= ANSWER_BYTES_MAX)?;
    let mut answer = vec![0; size];
    stream.read_exact(&mut answer).ok()?;
    Some(answer)
}

/// The answer opens with the correlation id and the number of brokers.
fn brokers_in(answer: &[u8]) -> Option<usize> {
    let count = answer.strip_prefix(&CORRELATION_ID)?.first_chunk()?;
    usize::try_from(i32::from_be_bytes(*count)).ok()
}

#[cfg(test)]
mod tests {
    use std::{net::TcpListener, thread};

    use super::*;

    fn server(answer: Vec<u8>) -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 18];
            stream.read_exact(&mut request).unwrap();
            stream.write_all(&answer).unwrap();
        });
        port
    }

    #[test]
    fn brokers_are_counted() {
        for count in [0_u32, 1, 3] {
            let answer = [&8_u32.to_be_bytes(), b"tda?".as_slice(), &count.to_be_bytes()].concat();
            assert_eq!(brokers_known(server(answer)), Some(count as usize));
        }
    }

    #[test]
    fn strangers_and_oversized_answers_are_none() {
        assert_eq!(brokers_known(server(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())), None);
        assert_eq!(brokers_known(server(u32::MAX.to_be_bytes().to_vec())), None);
    }
}
