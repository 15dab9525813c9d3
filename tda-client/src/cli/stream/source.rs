//! The input of a stream, item by item in bounded memory.

use std::io::{self, BufRead, BufReader, Read};

use super::Framing;

/// Bytes asked of the input at a time.
const READ_BYTES: usize = 64 * 1024;

/// What stands at one place of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Item<'a> {
    /// The input ends within it.
    Cut { size_bytes: u64, expected_bytes: u64 },
    /// More bytes than it may have; they were stepped over.
    Oversized { size_bytes: u64 },
    /// All of it.
    Whole(&'a [u8]),
}

/// The items of an input.
pub(in crate::cli) struct Source<R> {
    input: BufReader<R>,
    framing: Framing,
    bytes_max: usize,
    number: u64,
    item: Vec<u8>,
}

impl<R: Read> Source<R> {
    /// Reads items of up to `bytes_max` bytes.
    pub(in crate::cli) fn new(input: R, framing: Framing, bytes_max: usize) -> Self {
        let input = BufReader::with_capacity(READ_BYTES, input);
        Self { input, framing, bytes_max, number: 0, item: Vec::new() }
    }

    /// Whether the next item may have to be waited for.
    pub(in crate::cli) fn may_wait(&self) -> bool {
        self.input.buffer().is_empty()
    }

    /// The next item and its number, from 1: that of its line, or how many it is. `None` at the end.
    pub(in crate::cli) fn next(&mut self) -> io::Result<Option<(u64, Item<'_>)>> {
        self.item.clear();
        // One large item must not hold its memory for the rest of the stream.
        self.item.shrink_to(READ_BYTES);
        match self.framing {
            Framing::Lines | Framing::Records => self.next_line(),
            Framing::Lengths => self.next_behind_length(),
        }
    }

    fn next_line(&mut self) -> io::Result<Option<(u64, Item<'_>)>> {
        loop {
            self.item.clear();
            let size_bytes = self.read_line()?;
            if size_bytes == 0 {
                return Ok(None);
            }
            self.number += 1;
            if size_bytes > self.bytes_max as u64 {
                return Ok(Some((self.number, Item::Oversized { size_bytes })));
            }
            if !self.item.trim_ascii().is_empty() {
                return Ok(Some((self.number, Item::Whole(self.item.trim_ascii()))));
            }
        }
    }

    /// Reads a line with its end, keeping no more than the limit; gives how long it is.
    fn read_line(&mut self) -> io::Result<u64> {
        let mut size_bytes = 0;
        loop {
            let buffer = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                filled => filled?,
            };
            if buffer.is_empty() {
                return Ok(size_bytes);
            }
            let end = memchr::memchr(b'\n', buffer);
            let len = end.map_or(buffer.len(), |end| end + 1);
            size_bytes += len as u64;
            if size_bytes <= self.bytes_max as u64 {
                self.item.extend_from_slice(&buffer[..len]);
            }
            self.input.consume(len);
            if end.is_some() {
                return Ok(size_bytes);
            }
        }
    }

    fn next_behind_length(&mut self) -> io::Result<Option<(u64, Item<'_>)>> {
        let read = (&mut self.input).take(4).read_to_end(&mut self.item)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let Ok(length) = <[u8; 4]>::try_from(self.item.as_slice()) else {
            return Ok(Some((self.number, Item::Cut { size_bytes: read as u64, expected_bytes: 4 })));
        };
        self.item.clear();
        let expected_bytes = u64::from(u32::from_be_bytes(length));
        let mut rest = (&mut self.input).take(expected_bytes);
        let oversized = expected_bytes > self.bytes_max as u64;
        let size_bytes = if oversized {
            io::copy(&mut rest, &mut io::sink())?
        } else {
            rest.read_to_end(&mut self.item)? as u64
        };
        let item = match (size_bytes < expected_bytes, oversized) {
            (true, _) => Item::Cut { size_bytes, expected_bytes },
            (false, true) => Item::Oversized { size_bytes },
            (false, false) => Item::Whole(&self.item),
        };
        Ok(Some((self.number, item)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(input: &[u8], framing: Framing) -> Vec<(u64, String)> {
        let mut source = Source::new(input, framing, 10);
        let mut items = Vec::new();
        while let Some((number, item)) = source.next().unwrap() {
            items.push((number, format!("{item:?}")));
        }
        items
    }

    #[test]
    fn lines_are_numbered_and_empty_ones_left_out() {
        let items = items(b"one\r\n\n  two\n\nthree", Framing::Lines);
        let whole = |text: &str| format!("{:?}", Item::Whole(text.as_bytes()));
        assert_eq!(items, [(1, whole("one")), (3, whole("two")), (5, whole("three"))]);
    }

    #[test]
    fn an_oversized_line_is_stepped_over_in_bounded_memory() {
        let mut input = vec![b'x'; 1_000_000];
        input.extend_from_slice(b"\nnext\n");
        let mut source = Source::new(input.as_slice(), Framing::Lines, 10);
        assert_eq!(source.next().unwrap(), Some((1, Item::Oversized { size_bytes: 1_000_001 })));
        assert!(source.item.capacity() <= READ_BYTES);
        assert_eq!(source.next().unwrap(), Some((2, Item::Whole(b"next"))));
        assert_eq!(source.next().unwrap(), None);
    }

    #[test]
    fn lengths_that_lie_are_told() {
        let framed = items(b"\0\0\0\x02ab\0\0\0\0\0\0\0\x0b0123456789x\0\0\0\x05abc", Framing::Lengths);
        let expected = [
            Item::Whole(b"ab"),
            Item::Whole(b""),
            Item::Oversized { size_bytes: 11 },
            Item::Cut { size_bytes: 3, expected_bytes: 5 },
        ];
        let expected: Vec<_> = (1..).zip(expected.map(|item| format!("{item:?}"))).collect();
        assert_eq!(framed, expected);
        assert_eq!(items(b"\0\0", Framing::Lengths).len(), 1);
        // A length of 4 GiB allocates nothing.
        assert_eq!(items(b"\xff\xff\xff\xff1", Framing::Lengths).len(), 1);
    }
}
