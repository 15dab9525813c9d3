//! One question to a broker: do you answer metadata requests? Asked in Kafka's own protocol, without a client.

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

/// Whether a broker on this port of 127.0.0.1 knows itself as the one broker of its cluster.
pub(super) fn answers(port: u16) -> bool {
    ask(port).is_some_and(|answer| is_metadata_of_one_broker(&answer))
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
fn is_metadata_of_one_broker(answer: &[u8]) -> bool {
    answer.get(..4) == Some(&CORRELATION_ID) && answer.get(4..8) == Some(&1_i32.to_be_bytes())
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
    fn one_broker_is_an_answer() {
        assert!(answers(server([&8_u32.to_be_bytes(), b"tda?".as_slice(), &1_u32.to_be_bytes()].concat())));
    }

    #[test]
    fn no_broker_yet_strangers_and_oversized_answers_are_none() {
        assert!(!answers(server([&8_u32.to_be_bytes(), b"tda?".as_slice(), &0_u32.to_be_bytes()].concat())));
        assert!(!answers(server(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())));
        assert!(!answers(server(u32::MAX.to_be_bytes().to_vec())));
    }
}
