//! Avro's primitives.

use crate::decode::DecodeError;
use crate::encoding::utf8_prefix;

/// Writes an `int` or a `long`: zigzag, then seven bits a byte, the lowest first.
pub(crate) fn put_long(out: &mut Vec<u8>, value: i64) {
    // Most are lengths, branches and small numbers, of one byte.
    if (0..0x40).contains(&value) {
        return out.push(((value << 1) & 0x7f) as u8);
    }
    let mut rest = (value.cast_unsigned() << 1) ^ (value >> 63).cast_unsigned();
    while rest >= 0x80 {
        out.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    // Below 0x80 by the loop.
    out.push((rest & 0x7f) as u8);
}

/// Writes the length of a text, list or map. Lengths of memory fit 63 bits.
pub(crate) fn put_len(out: &mut Vec<u8>, len: usize) {
    put_long(out, i64::try_from(len).unwrap_or(i64::MAX));
}

/// Writes a `string`.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_len(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

/// Writes `bytes`.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_len(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// Entries of a map that room is made for at once; a count beyond it may be a lie.
const BLOCK_ENTRIES_RESERVED: usize = 8;

/// Bytes that are looked at at once for being UTF-8, where a text is shorter than [`LONG_TEXT_BYTES`].
const WINDOW_BYTES: usize = 128;
/// A text of as many bytes is looked at alone.
const LONG_TEXT_BYTES: usize = 32;

/// Reads primitives from a value. A length is believed only as far as there are bytes.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    value: &'a [u8],
    offset: usize,
    /// What is known to be UTF-8, from `window_offset` on. Short texts follow each other closely, and one long
    /// look is cheaper than many short ones.
    window: &'a str,
    window_offset: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(value: &'a [u8]) -> Self {
        Self { value, offset: 0, window: "", window_offset: 0 }
    }

    /// Bytes not yet read.
    pub(crate) fn remaining(&self) -> usize {
        self.value.len() - self.offset
    }

    /// An error at the place where reading stands.
    #[cold]
    pub(crate) fn refuse(&self, reason: impl Into<String>) -> DecodeError {
        DecodeError::Avro { offset: self.offset, size_bytes: self.value.len(), reason: reason.into() }
    }

    /// Refuses bytes behind the end of the value.
    pub(crate) fn finish(&self) -> Result<(), DecodeError> {
        match self.remaining() {
            0 => Ok(()),
            left => Err(self.refuse(format!("{left} bytes behind the end"))),
        }
    }

    pub(crate) fn byte(&mut self) -> Result<u8, DecodeError> {
        let byte = self.value.get(self.offset).copied();
        let byte = byte.ok_or_else(|| self.refuse("the value ends early"))?;
        self.offset += 1;
        Ok(byte)
    }

    pub(crate) fn bytes(&mut self, len: usize) -> Result<&'a [u8], DecodeError> {
        match self.value[self.offset..].split_at_checked(len) {
            Some((bytes, _)) => {
                self.offset += len;
                Ok(bytes)
            }
            None => Err(self.refuse(format!("length {len} of {} remaining bytes", self.remaining()))),
        }
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, DecodeError> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.refuse(format!("boolean {other}"))),
        }
    }

    #[inline]
    pub(crate) fn long(&mut self) -> Result<i64, DecodeError> {
        match self.value.get(self.offset) {
            Some(&byte) if byte < 0x80 => {
                self.offset += 1;
                Ok(i64::from(byte >> 1) ^ -i64::from(byte & 1))
            }
            _ => self.long_of_several(),
        }
    }

    fn long_of_several(&mut self) -> Result<i64, DecodeError> {
        let mut encoded = 0u64;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            encoded |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok((encoded >> 1).cast_signed() ^ -((encoded & 1).cast_signed()));
            }
        }
        Err(self.refuse("a whole number of more than 64 bits"))
    }

    pub(crate) fn double(&mut self) -> Result<f64, DecodeError> {
        let mut bits = [0; 8];
        bits.copy_from_slice(self.bytes(8)?);
        Ok(f64::from_le_bytes(bits))
    }

    /// A length of bytes; negative ones are refused.
    fn len(&mut self) -> Result<usize, DecodeError> {
        let len = self.long()?;
        usize::try_from(len).map_err(|_| self.refuse(format!("length {len}")))
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, DecodeError> {
        let bytes = self.sized_bytes()?;
        let start = self.offset - bytes.len();
        if let Some(text) = self.in_window(start) {
            return Ok(text);
        }
        if bytes.len() < LONG_TEXT_BYTES {
            self.window = utf8_prefix(&self.value[start..self.value.len().min(start + WINDOW_BYTES)]);
            self.window_offset = start;
        }
        let text = self.in_window(start).or_else(|| std::str::from_utf8(bytes).ok());
        text.ok_or_else(|| self.refuse("a text that is not UTF-8"))
    }

    /// The text from `start` to where reading stands, where that is known to be one.
    fn in_window(&self, start: usize) -> Option<&'a str> {
        self.window.get(start - self.window_offset..self.offset - self.window_offset)
    }

    /// Bytes behind their length.
    pub(crate) fn sized_bytes(&mut self) -> Result<&'a [u8], DecodeError> {
        let len = self.len()?;
        self.bytes(len)
    }

    /// Which of `count` branches of a union follows.
    pub(crate) fn branch(&mut self, count: usize) -> Result<usize, DecodeError> {
        let branch = self.long()?;
        let index = usize::try_from(branch).ok().filter(|index| *index < count);
        index.ok_or_else(|| self.refuse(format!("branch {branch} of a union of {count}")))
    }

    /// The branch of a union with null: whether there is a value.
    pub(crate) fn is_present(&mut self) -> Result<bool, DecodeError> {
        self.branch(2).map(|branch| branch == 1)
    }

    /// The number of items in the next block of a list or map; 0 at its end.
    ///
    /// Every item takes a byte at least, so a block of more items than bytes is refused before anything is
    /// made of it.
    pub(crate) fn block_len(&mut self) -> Result<usize, DecodeError> {
        let mut items = self.long()?;
        if items < 0 {
            // A negative count is followed by the block's size in bytes, for readers that skip it.
            items = items.checked_neg().ok_or_else(|| self.refuse("a block of 2^63 items"))?;
            self.len()?;
        }
        let items = usize::try_from(items).map_err(|_| self.refuse(format!("a block of {items} items")))?;
        if items > self.remaining() {
            return Err(self.refuse(format!("a block of {items} items in {} bytes", self.remaining())));
        }
        Ok(items)
    }

    /// A map of texts in order, of at most `entries_max` entries, each name once.
    pub(crate) fn text_map<T: From<&'a str> + AsRef<str>>(
        &mut self,
        entries_max: usize,
    ) -> Result<Vec<(T, T)>, DecodeError> {
        let mut entries: Vec<(T, T)> = Vec::new();
        loop {
            let block = self.block_len()?;
            if block == 0 {
                return Ok(entries);
            }
            entries.reserve(block.min(BLOCK_ENTRIES_RESERVED));
            for _ in 0..block {
                let (name, value) = (self.text()?, self.text()?);
                if entries.len() == entries_max {
                    return Err(self.refuse(format!("a map of more than {entries_max} entries")));
                }
                if entries.iter().any(|(taken, _)| taken.as_ref() == name) {
                    return Err(self.refuse("a map with one name twice"));
                }
                entries.push((name.into(), value.into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, put_long, put_text};

    #[test]
    fn texts_are_utf8_whatever_stands_around_them() {
        let long = "ä".repeat(200);
        let texts = ["", "a", "zwölf", long.as_str(), "😀", "b"];
        for between in [&[][..], &[0xff], &[0xc3], &[0x80; 9]] {
            let mut value = Vec::new();
            for text in texts {
                put_text(&mut value, text);
                value.extend_from_slice(between);
            }
            let mut reader = Reader::new(&value);
            for text in texts {
                assert_eq!(reader.text(), Ok(text));
                assert_eq!(reader.bytes(between.len()), Ok(between));
            }
            assert_eq!(reader.remaining(), 0);
        }
        // The first two bytes of three, the rest behind the text's end; and a length within a letter.
        assert!(Reader::new(&[4, 0xe2, 0x82, 0xac]).text().is_err());
        let mut reader = Reader::new(&[2, b'a', 2, 0xc3, 0xa4]);
        assert_eq!(reader.text(), Ok("a"));
        assert!(reader.text().is_err());
    }

    #[test]
    fn whole_numbers_have_the_bytes_of_the_specification() {
        for (value, bytes) in
            [(0, vec![0]), (-1, vec![1]), (1, vec![2]), (-64, vec![0x7f]), (64, vec![0x80, 1])]
        {
            let mut out = Vec::new();
            put_long(&mut out, value);
            assert_eq!(out, bytes, "{value}");
        }
        for value in [i64::MIN, i64::MAX, i64::from(i32::MIN), 1 << 40] {
            let mut out = Vec::new();
            put_long(&mut out, value);
            assert_eq!(Reader::new(&out).long(), Ok(value));
        }
    }

    #[test]
    fn numbers_and_lengths_that_cannot_be_are_refused() {
        assert!(Reader::new(&[0xff; 10]).long().is_err());
        assert!(Reader::new(&[0x80]).long().is_err());
        assert!(Reader::new(&[2]).text().is_err());
        assert!(Reader::new(&[1]).text().is_err());
        let mut claim = Vec::new();
        put_long(&mut claim, 1 << 60);
        assert!(Reader::new(&claim).block_len().is_err());
        let mut claim = Vec::new();
        put_long(&mut claim, i64::MIN);
        assert!(Reader::new(&claim).block_len().is_err());
    }
}
