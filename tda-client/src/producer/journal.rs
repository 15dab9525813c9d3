//! The files of a spill: what is appended is there for the next process, also after a kill.
//!
//! ```text
//! directory/lock                    held while a producer uses the directory
//! directory/0000000100000000.spill  frames, one after the other
//! directory/cursor                  a line for each segment that is partly done: its name, frames done
//! ```
//!
//! A frame that a crash tore apart ends its file. A segment whose records are all delivered is removed. What was
//! delivered in the last moment before a kill comes again: at least once, with the same event ids.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Write as _},
    path::{Path, PathBuf},
};

use super::frame;
use crate::{error::Error, transport::OutgoingRecord};

/// A segment past this size is followed by a new one.
const SEGMENT_BYTES: usize = 4 * 1024 * 1024;
/// There is room before the first segment for records that must come before it.
const FIRST_SEGMENT: u64 = 1 << 32;
const EXTENSION: &str = "spill";

/// The files of one directory. Frames have positions: a running number, in the order in which they are read.
pub(super) struct Journal {
    directory: PathBuf,
    segments: VecDeque<Segment>,
    /// Position of the next frame to be read, and of the next to be written.
    next_read: u64,
    next_written: u64,
    /// Everything before it is settled; what is settled beyond it.
    done: u64,
    done_beyond: BTreeSet<u64>,
    reader: Option<(u64, BufReader<File>)>,
    writer: Option<File>,
    unsynced: bool,
    /// Held as long as the directory is ours.
    _lock: File,
}

struct Segment {
    id: u64,
    /// Frames at its head that are done since an earlier run.
    skipped: u64,
    /// Position of the first frame after those.
    first: u64,
    bytes: usize,
}

/// A record that was found on opening.
pub(super) struct Entry {
    pub(super) bytes: usize,
    pub(super) since_ms: u64,
}

impl Journal {
    /// Takes the directory, and gives what waits there.
    pub(super) fn open(directory: &Path) -> Result<(Self, Vec<Entry>), Error> {
        let failed = |error| failed(directory, "be opened", &error);
        fs::create_dir_all(directory).map_err(failed)?;
        let lock = File::create(directory.join("lock")).map_err(failed)?;
        if lock.try_lock().is_err() {
            let taken = "another producer uses it; give each a directory of its own";
            return Err(Error::config(
                "breaker.spill.directory",
                format!("{}: {taken}", directory.display()),
            ));
        }
        let mut journal = Self {
            directory: directory.to_owned(),
            segments: VecDeque::new(),
            next_read: 0,
            next_written: 0,
            done: 0,
            done_beyond: BTreeSet::new(),
            reader: None,
            writer: None,
            unsynced: false,
            _lock: lock,
        };
        let entries = journal.recover().map_err(failed)?;
        Ok((journal, entries))
    }

    fn recover(&mut self) -> io::Result<Vec<Entry>> {
        let cursor = self.read_cursor();
        let mut ids = Vec::new();
        for file in fs::read_dir(&self.directory)? {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == EXTENSION) {
                ids.extend(path.file_stem().and_then(|stem| u64::from_str_radix(stem.to_str()?, 16).ok()));
            }
        }
        ids.sort_unstable();
        let mut entries = Vec::new();
        for id in ids {
            let skipped = cursor.get(&id).copied().unwrap_or(0);
            let mut file = BufReader::new(File::open(self.path(id))?);
            for _ in 0..skipped {
                frame::read(&mut file)?;
            }
            let first = self.next_written;
            while let Some(frame) = frame::read(&mut file)? {
                let bytes = frame.record.size_bytes();
                entries.push(Entry { bytes, since_ms: frame.since_ms });
                self.next_written += 1;
            }
            self.segments.push_back(Segment { id, skipped, first, bytes: SEGMENT_BYTES });
        }
        self.remove_done()?;
        Ok(entries)
    }

    /// Writes one record behind all others. It is the system's then: a kill of the process does not take it back.
    pub(super) fn append(&mut self, record: &OutgoingRecord, since_ms: u64) -> Result<(), Error> {
        let mut bytes = Vec::new();
        frame::write(record, since_ms, &mut bytes);
        self.append_frame(&bytes).map_err(|error| {
            // What may be half a frame ends its segment.
            self.writer = None;
            failed(&self.directory, "be written", &error)
        })
    }

    fn append_frame(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.writer.is_none() || self.segments.back().is_none_or(|last| last.bytes >= SEGMENT_BYTES) {
            let id = self.segments.back().map_or(FIRST_SEGMENT, |last| last.id + 1);
            let file = OpenOptions::new().create_new(true).append(true).open(self.path(id))?;
            self.segments.push_back(Segment { id, skipped: 0, first: self.next_written, bytes: 0 });
            self.sync()?;
            self.writer = Some(file);
        }
        if let (Some(file), Some(last)) = (&mut self.writer, self.segments.back_mut()) {
            file.write_all(bytes)?;
            last.bytes += bytes.len();
        }
        self.next_written += 1;
        self.unsynced = true;
        Ok(())
    }

    /// The next record that was not read yet, with its position.
    pub(super) fn read(&mut self) -> Result<(OutgoingRecord, u64), Error> {
        let position = self.next_read;
        self.next_read += 1;
        match self.read_frame(position) {
            Ok(Some(record)) => Ok((record, position)),
            Ok(None) => {
                let damaged = io::Error::new(io::ErrorKind::InvalidData, "a frame is damaged");
                Err(failed(&self.directory, "be read", &damaged))
            }
            Err(error) => Err(failed(&self.directory, "be read", &error)),
        }
    }

    fn read_frame(&mut self, position: u64) -> io::Result<Option<OutgoingRecord>> {
        let Some(segment) = self.segments.iter().rev().find(|segment| segment.first <= position) else {
            return Ok(None);
        };
        if self.reader.as_ref().is_none_or(|(id, _)| *id != segment.id) {
            let mut file = BufReader::new(File::open(self.path(segment.id))?);
            for _ in 0..segment.skipped + (position - segment.first) {
                frame::read(&mut file)?;
            }
            self.reader = Some((segment.id, file));
        }
        let Some((_, file)) = &mut self.reader else { return Ok(None) };
        Ok(frame::read(file)?.map(|frame| frame.record))
    }

    /// The records at `positions` need their places no longer.
    pub(super) fn settle(&mut self, positions: &[u64]) -> io::Result<()> {
        if positions.is_empty() {
            return Ok(());
        }
        self.done_beyond.extend(positions.iter().filter(|position| **position >= self.done));
        while self.done_beyond.remove(&self.done) {
            self.done += 1;
        }
        self.remove_done()?;
        self.write_cursor()
    }

    fn remove_done(&mut self) -> io::Result<()> {
        while let Some(first) = self.segments.front() {
            let end = self.segments.get(1).map_or(self.next_written, |next| next.first);
            if end > self.done {
                break;
            }
            fs::remove_file(self.path(first.id))?;
            self.segments.pop_front();
            if self.segments.is_empty() {
                (self.writer, self.reader) = (None, None);
            }
        }
        Ok(())
    }

    /// Presses onto the disk what was written.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        if let Some(file) = self.writer.as_ref().filter(|_| self.unsynced) {
            file.sync_data()?;
            self.unsynced = false;
        }
        Ok(())
    }

    /// Writes `records` before everything that was not read, and takes what was read for settled. The last act of a run.
    pub(super) fn put_in_front<'a>(
        &mut self,
        records: impl Iterator<Item = &'a OutgoingRecord>,
        since_ms: u64,
    ) -> Result<(), Error> {
        let mut bytes = Vec::new();
        for record in records {
            frame::write(record, since_ms, &mut bytes);
        }
        let id = self.segments.front().map_or(FIRST_SEGMENT, |first| first.id) - 1;
        let write = || -> io::Result<()> {
            if !bytes.is_empty() {
                replace(&self.path(id), &bytes)?;
            }
            Ok(())
        };
        write().map_err(|error| failed(&self.directory, "be written", &error))?;
        let read: Vec<u64> = (self.done..self.next_read).collect();
        self.settle(&read)
            .and_then(|()| self.sync())
            .map_err(|error| failed(&self.directory, "be written", &error))
    }

    fn path(&self, id: u64) -> PathBuf {
        self.directory.join(format!("{id:016x}.{EXTENSION}"))
    }

    fn read_cursor(&self) -> BTreeMap<u64, u64> {
        let text = fs::read_to_string(self.directory.join("cursor")).unwrap_or_default();
        let line = |line: &str| {
            let (segment, frames) = line.split_once(' ')?;
            Some((u64::from_str_radix(segment, 16).ok()?, frames.parse().ok()?))
        };
        text.lines().filter_map(line).collect()
    }

    fn write_cursor(&self) -> io::Result<()> {
        let mut text = String::new();
        for segment in &self.segments {
            let done = segment.skipped + self.done.saturating_sub(segment.first);
            if done > 0 {
                text.push_str(&format!("{:016x} {done}\n", segment.id));
            }
        }
        replace(&self.directory.join("cursor"), text.as_bytes())
    }
}

/// Writes a file as a whole or not at all.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    fs::rename(new, path)
}

fn failed(directory: &Path, action: &'static str, error: &io::Error) -> Error {
    Error::Spill { directory: directory.display().to_string(), action, reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: usize, bytes: usize) -> OutgoingRecord {
        OutgoingRecord {
            topic: "t".into(),
            partition: None,
            key: Some(number.to_be_bytes().to_vec()),
            value: Some(vec![0; bytes]),
            headers: Vec::new(),
        }
    }

    fn number(record: &OutgoingRecord) -> usize {
        usize::from_be_bytes(record.key.as_deref().expect("a key").try_into().expect("8 bytes"))
    }

    fn rest(journal: &mut Journal, count: usize) -> Vec<usize> {
        (0..count).map(|_| number(&journal.read().expect("read").0)).collect()
    }

    #[test]
    fn segments_follow_each_other_and_go_when_they_are_done() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut journal, _) = Journal::open(folder.path()).expect("opens");
        for index in 0..10 {
            journal.append(&record(index, 1 << 20), 1).expect("written");
        }
        assert_eq!(journal.segments.len(), 3);
        assert_eq!(rest(&mut journal, 10), (0..10).collect::<Vec<_>>());
        // Out of order, as partitions answer.
        journal.settle(&[0, 1, 2, 3, 5]).expect("settled");
        assert_eq!((journal.done, journal.segments.len()), (4, 2));
        drop(journal);
        let (mut journal, left) = Journal::open(folder.path()).expect("opens");
        assert_eq!(left.len(), 6);
        assert_eq!(rest(&mut journal, 6), [4, 5, 6, 7, 8, 9]);
        journal.settle(&(0..6).collect::<Vec<_>>()).expect("settled");
        assert!(journal.segments.is_empty());
        journal.append(&record(10, 1), 1).expect("written");
        assert_eq!(rest(&mut journal, 1), [10]);
    }

    #[test]
    fn a_torn_end_loses_only_itself_and_writing_goes_on_behind_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut journal, _) = Journal::open(folder.path()).expect("opens");
        for index in 0..3 {
            journal.append(&record(index, 10), 1).expect("written");
        }
        let path = journal.path(FIRST_SEGMENT);
        drop(journal);
        let file = OpenOptions::new().write(true).open(&path).expect("there");
        file.set_len(file.metadata().expect("metadata").len() - 1).expect("cut");
        let (mut journal, left) = Journal::open(folder.path()).expect("opens");
        assert_eq!(left.len(), 2);
        journal.append(&record(7, 10), 1).expect("written");
        assert_eq!(rest(&mut journal, 3), [0, 1, 7]);
    }

    #[test]
    fn a_directory_has_one_owner() {
        let folder = tempfile::tempdir().expect("a folder");
        let (_first, _) = Journal::open(folder.path()).expect("opens");
        let Err(error) = Journal::open(folder.path()) else { panic!("shared") };
        assert!(error.to_string().contains("another producer"), "{error}");
    }

    #[test]
    fn two_runs_that_end_early_keep_the_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut journal, _) = Journal::open(folder.path()).expect("opens");
        for index in 0..4 {
            journal.append(&record(index, 10), 1).expect("written");
        }
        let taken: Vec<_> = (0..2).map(|_| journal.read().expect("read").0).collect();
        journal.put_in_front(taken.iter(), 1).expect("written");
        drop(journal);
        let (mut journal, left) = Journal::open(folder.path()).expect("opens");
        assert_eq!(left.len(), 4);
        let taken = [journal.read().expect("read").0];
        journal.put_in_front(taken.iter(), 1).expect("written");
        drop(journal);
        let (mut journal, left) = Journal::open(folder.path()).expect("opens");
        assert_eq!(rest(&mut journal, left.len()), [0, 1, 2, 3]);
    }
}
