//! Settings in YAML.

use std::collections::BTreeSet;

use saphyr_parser::{Event, Parser};

use super::{Entry, Fault, Found, full_name};

pub(super) fn read(text: &str) -> Found {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, span)) => reader.step(&event, span.start.line()),
            Err(error) => Err(Fault { line: error.marker().line(), fault: error.info().to_owned() }),
        };
        if let Err(fault) = step {
            // What comes behind it cannot be told apart any more.
            return (Vec::new(), vec![fault]);
        }
    }
    (reader.entries, Vec::new())
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    names: BTreeSet<String>,
    entries: Vec<Entry>,
    documents: usize,
}

/// A mapping or list whose end is not reached yet.
enum Open {
    List { line: usize, items: Vec<String> },
    Mapping { key: Option<(String, usize)> },
}

impl Reader {
    fn step(&mut self, event: &Event<'_>, line: usize) -> Result<(), Fault> {
        let refuse = |fault: &str| Err(Fault { line, fault: fault.to_owned() });
        match event {
            Event::Alias(_) => refuse("aliases are not used here"),
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 { refuse("expected one document, got several") } else { Ok(()) }
            }
            Event::MappingStart(..) => match self.open.last() {
                None | Some(Open::Mapping { key: Some(_) }) => {
                    self.open.push(Open::Mapping { key: None });
                    Ok(())
                }
                _ => refuse("expected text, a number, true or false here, got a mapping"),
            },
            Event::MappingEnd => {
                self.open.pop();
                self.take_key();
                Ok(())
            }
            Event::SequenceStart(..) => match self.open.last() {
                Some(Open::Mapping { key: Some(_) }) => {
                    self.open.push(Open::List { line, items: Vec::new() });
                    Ok(())
                }
                _ => refuse("expected settings by their names here, got a list"),
            },
            Event::SequenceEnd => match self.open.pop() {
                Some(Open::List { line, items }) => self.value(&items.join(","), line),
                _ => Ok(()),
            },
            Event::Scalar(text, ..) => self.scalar(text, line),
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, line: usize) -> Result<(), Fault> {
        match self.open.last_mut() {
            Some(Open::List { items, .. }) => {
                items.push(text.to_owned());
                Ok(())
            }
            Some(Open::Mapping { key: key @ None }) => {
                *key = Some((text.to_owned(), line));
                Ok(())
            }
            Some(Open::Mapping { .. }) => self.value(text, line),
            // An empty file says nothing.
            None if text.is_empty() || text == "~" => Ok(()),
            None => Err(Fault { line, fault: "expected settings by their names, got one value".into() }),
        }
    }

    fn value(&mut self, text: &str, line: usize) -> Result<(), Fault> {
        let mut path: Vec<String> =
            self.open.iter().filter_map(Open::key).map(|(name, _)| name.clone()).collect();
        let line = self.take_key().map_or(line, |(_, line)| line);
        let last = path.pop().unwrap_or_default();
        let name = full_name(&path, &last);
        if !self.names.insert(name.clone()) {
            return Err(Fault { line, fault: format!("{name} stands here twice") });
        }
        self.entries.push(Entry { name, value: text.to_owned(), line });
        Ok(())
    }

    /// The key whose value has just been read.
    fn take_key(&mut self) -> Option<(String, usize)> {
        match self.open.last_mut() {
            Some(Open::Mapping { key }) => key.take(),
            _ => None,
        }
    }
}

impl Open {
    fn key(&self) -> Option<&(String, usize)> {
        match self {
            Self::Mapping { key } => key.as_ref(),
            Self::List { .. } => None,
        }
    }
}
