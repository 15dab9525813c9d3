//! A record as bytes in a file: numbers big-endian, lengths before texts, and a check before it all.

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

use crate::transport::OutgoingRecord;

/// No frame is longer: a length above it is damage.
const BODY_BYTES_MAX: usize = 1 << 30;
const CHECK_BYTES: usize = 8;
/// Stands for a key or a value that is not there.
const ABSENT: u32 = u32::MAX;

/// What a frame holds.
pub(super) struct Frame {
    pub(super) record: OutgoingRecord,
    /// When it began to wait, in milliseconds since the Unix epoch.
    pub(super) since_ms: u64,
}

/// Appends the frame of `record` to `bytes`.
pub(super) fn write(record: &OutgoingRecord, since_ms: u64, bytes: &mut Vec<u8>) {
    let mut body = Vec::with_capacity(record.size_bytes() + 64);
    body.extend(since_ms.to_be_bytes());
    body.extend(record.partition.unwrap_or(-1).to_be_bytes());
    put(&mut body, Some(record.topic.as_bytes()));
    put(&mut body, record.key.as_deref());
    put(&mut body, record.value.as_deref());
    body.extend(length(record.headers.len()).to_be_bytes());
    for (name, value) in &record.headers {
        put(&mut body, Some(name.as_bytes()));
        put(&mut body, Some(value));
    }
    bytes.extend(length(body.len()).to_be_bytes());
    bytes.extend(check(&body));
    bytes.extend(body);
}

/// The next frame; `None` at the end of the file, and where a crash or damage tore it.
pub(super) fn read(mut file: impl Read) -> io::Result<Option<Frame>> {
    let mut head = [0; 4 + CHECK_BYTES];
    if !fill(&mut file, &mut head)? {
        return Ok(None);
    }
    let (size, expected) = head.split_at(4);
    let size = u32::from_be_bytes(size.try_into().unwrap_or_default()) as usize;
    if size > BODY_BYTES_MAX {
        return Ok(None);
    }
    // Grows with what is there: a torn length must not cost memory.
    let mut body = Vec::new();
    file.take(size as u64).read_to_end(&mut body)?;
    if body.len() < size || check(&body) != expected {
        return Ok(None);
    }
    Ok(parse(&body))
}

fn parse(mut body: &[u8]) -> Option<Frame> {
    let since_ms = u64::from_be_bytes(take(&mut body)?);
    let partition = i32::from_be_bytes(take(&mut body)?);
    let topic = text(&mut body)?;
    let (key, value) = (get(&mut body)?, get(&mut body)?);
    let mut headers = Vec::new();
    for _ in 0..u32::from_be_bytes(take(&mut body)?) {
        headers.push((text(&mut body)?, get(&mut body)??));
    }
    let partition = (partition >= 0).then_some(partition);
    Some(Frame { record: OutgoingRecord { topic, partition, key, value, headers }, since_ms })
}

fn put(body: &mut Vec<u8>, bytes: Option<&[u8]>) {
    match bytes {
        None => body.extend(ABSENT.to_be_bytes()),
        Some(bytes) => {
            body.extend(length(bytes.len()).to_be_bytes());
            body.extend(bytes);
        }
    }
}

fn get(body: &mut &[u8]) -> Option<Option<Vec<u8>>> {
    let size = u32::from_be_bytes(take(body)?);
    if size == ABSENT {
        return Some(None);
    }
    let (bytes, rest) = body.split_at_checked(size as usize)?;
    *body = rest;
    Some(Some(bytes.to_vec()))
}

fn text(body: &mut &[u8]) -> Option<String> {
    String::from_utf8(get(body)??).ok()
}

fn take<const N: usize>(body: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = body.split_first_chunk::<N>()?;
    *body = rest;
    Some(*first)
}

/// Records are far below four GiB.
fn length(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(ABSENT - 1)
}

fn check(body: &[u8]) -> [u8; CHECK_BYTES] {
    let mut head = [0; CHECK_BYTES];
    head.copy_from_slice(&Sha256::digest(body)[..CHECK_BYTES]);
    head
}

/// False where less than that is left.
fn fill(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> Vec<OutgoingRecord> {
        let headers = vec![("a".to_owned(), b"1".to_vec()), ("b".to_owned(), Vec::new())];
        let whole = OutgoingRecord {
            topic: "tda_jobs".into(),
            partition: Some(3),
            key: Some(b"k".to_vec()),
            value: Some(vec![7; 300]),
            headers,
        };
        let tombstone = OutgoingRecord { partition: None, value: None, headers: Vec::new(), ..whole.clone() };
        vec![whole, tombstone]
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut bytes = Vec::new();
        for record in records() {
            write(&record, 42, &mut bytes);
        }
        let mut rest = bytes.as_slice();
        for record in records() {
            let frame = read(&mut rest).expect("readable").expect("a frame");
            assert_eq!((frame.record, frame.since_ms), (record, 42));
        }
        assert!(read(&mut rest).expect("readable").is_none());
    }

    #[test]
    fn a_torn_or_damaged_frame_is_the_end() {
        let mut bytes = Vec::new();
        write(&records()[0], 1, &mut bytes);
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end]).expect("readable").is_none(), "{end}");
        }
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1;
            assert!(read(damaged.as_slice()).expect("readable").is_none(), "{place}");
        }
    }
}
