//! `tda validate`: whether events keep the rules of their schemas.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write, stdin},
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::json;
use tda_events::{ErrorKind, Event, limits::VALUE_BYTES_MAX};

use super::{
    Failure,
    stream::{Bad, Document, Item, Output, Reader, ReaderArguments, Report, Source, Unread},
};

/// Tell every fault of events: place, path, rule. Exit code 1 where there is one.
///
/// A file called *.json is one event or a list of events; every other file, and stdin, is one event a line. Of a
/// folder, every *.json, *.jsonl and *.ndjson file below it is read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tda new-event job.submitted | tda validate
  tda validate --catalog our-system.yaml events.jsonl samples/")]
pub(super) struct Validate {
    /// Files and folders; - or nothing is stdin.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reader: ReaderArguments,
    /// Hold events to the rules of writing: ids, checksums and names as we write them ourselves.
    #[arg(long)]
    strict: bool,
    /// How faults are told on stdout.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    output: Output,
}

/// Folders within folders; a link back up would never end.
const FOLDERS_MAX: usize = 32;

impl Validate {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let reader = self.reader.reader()?;
        let mut run = Run {
            strict: self.strict,
            reader,
            report: Report::new(self.output),
            out: BufWriter::new(io::stdout().lock()),
        };
        if self.files.is_empty() {
            run.stream(stdin().lock(), "stdin")?;
        }
        for file in &self.files {
            run.path(file, FOLDERS_MAX)?;
        }
        let (events, bad) = run.report.counts();
        if self.output == Output::Json {
            writeln!(run.out, "{}", json!({"summary": {"events": events, "bad": bad}}))?;
        }
        run.out.flush()?;
        if self.output == Output::Text && bad == 0 {
            eprintln!("{events} events are valid");
        }
        run.report.finish()
    }
}

/// Why what is called `name` was not read. What goes wrong in writing is not its fault.
fn unread(name: &str, error: &io::Error) -> Failure {
    Failure::new(ErrorKind::NotFound, format!("{name}: {error}"))
}

struct Run<O: Write> {
    strict: bool,
    reader: Reader,
    report: Report,
    out: O,
}

impl<O: Write> Run<O> {
    fn path(&mut self, path: &Path, folders_left: usize) -> Result<(), Failure> {
        if path == Path::new("-") {
            return self.stream(stdin().lock(), "stdin");
        }
        if path.is_dir() {
            return self.folder(path, folders_left);
        }
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| unread(&name, &error))?;
        if path.extension().is_some_and(|extension| extension == "json") {
            self.document(file, &name)
        } else {
            self.stream(file, &name)
        }
    }

    /// The event files of a folder, in the order of their names.
    fn folder(&mut self, folder: &Path, folders_left: usize) -> Result<(), Failure> {
        let failed = |error: io::Error| unread(&folder.display().to_string(), &error);
        let Some(folders_left) = folders_left.checked_sub(1) else {
            let message = format!("{}: more than {FOLDERS_MAX} folders within each other", folder.display());
            return Err(Failure::new(ErrorKind::LimitExceeded, message));
        };
        let entries = folder.read_dir().map_err(failed)?;
        let mut paths = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()
            .map_err(failed)?;
        paths.sort();
        let holds_events = |path: &PathBuf| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            path.is_dir() || matches!(extension, Some("json" | "jsonl" | "ndjson"))
        };
        paths.iter().filter(|path| holds_events(path)).try_for_each(|path| self.path(path, folders_left))
    }

    fn stream(&mut self, input: impl Read, name: &str) -> Result<(), Failure> {
        let mut source = Source::new(input, self.reader.framing(), VALUE_BYTES_MAX);
        loop {
            if source.may_wait() {
                self.out.flush()?;
            }
            let next = source.next().map_err(|error| unread(name, &error))?;
            let Some((number, item)) = next else { return Ok(()) };
            self.item(item, name, number)?;
        }
    }

    fn document(&mut self, file: File, name: &str) -> Result<(), Failure> {
        let failed = |error: io::Error| unread(name, &error);
        let mut bytes = Vec::new();
        let limit = VALUE_BYTES_MAX as u64;
        let size_bytes = file.metadata().map_err(failed)?.len();
        if file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)? as u64 > limit {
            return Ok(self.item(Item::Oversized { size_bytes }, name, 1)?);
        }
        let document = Document::new(&bytes);
        Ok(document.events().try_for_each(|(line, event)| self.item(Item::Whole(event), name, line))?)
    }

    fn item(&mut self, item: Item<'_>, name: &str, number: u64) -> io::Result<()> {
        match self.check(item) {
            Ok(()) => self.report.good(),
            Err(bad) => self.report.bad(&mut self.out, name, number, &bad)?,
        }
        Ok(())
    }

    fn check(&self, item: Item<'_>) -> Result<(), Bad> {
        let bytes = self.reader.open(item)?;
        let (event, _) = bytes.decode(&self.reader).map_err(Unread::from)?;
        if self.strict {
            Event::new(event.data)?;
        }
        Ok(())
    }
}
