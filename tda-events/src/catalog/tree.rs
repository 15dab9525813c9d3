//! A YAML document as a tree that knows where each part stands.
//!
//! Built from the parser's events: a tree of hostile text must neither be larger than a small multiple of the
//! text nor deeper than the stack. Plain values stay texts as they are written.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::limits::{DEPTH_MAX, FILE_BYTES_MAX, NAME_BYTES_MAX, NODES_MAX};
use super::place::{Place, Step, child_path, steps};

/// A part of the document, by its number; [`ROOT`] is the whole.
pub(super) type PartId = u32;
pub(super) const ROOT: PartId = 0;

/// The parts of a document, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tree {
    parts: Vec<Part>,
    /// Names and values, one behind the other.
    text: String,
}

#[derive(Clone, Debug, PartialEq)]
struct Part {
    kind: Kind,
    around: PartId,
    /// First part inside; [`ROOT`] where there is none.
    inside: PartId,
    /// Next part within the same part; [`ROOT`] where there is none.
    next: PartId,
    /// Its key in a mapping; empty in a list.
    name: Slice,
    value: Slice,
    /// Where the key stands, or the value in a list.
    key: Spot,
    start: Spot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Mapping,
    Null,
    Quoted,
    Plain,
}

/// A piece of the tree's text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Slice {
    start: u32,
    len: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    line: u32,
    column: u32,
}

/// Why a text is no document, and where.
pub(super) type Refusal = (Place, String);

/// A mapping or list whose end is not reached yet.
struct Open {
    part: PartId,
    last: PartId,
    /// The key whose value comes next.
    key: Option<(Slice, Spot)>,
}

impl Tree {
    /// Reads YAML text into its one document.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        if text.len() > FILE_BYTES_MAX {
            let message = format!("expected at most {FILE_BYTES_MAX} bytes, got {}", text.len());
            return Err((Place { line: 1, column: 1 }, message));
        }
        let mut tree = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut documents = 0;
        let mut nodes = 0_usize;
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| (place(*error.marker()), error.info().to_owned()))?;
            let at = place(span.start);
            nodes += 1;
            if nodes > NODES_MAX {
                let message = format!("expected at most {NODES_MAX} mappings, lists, names and values");
                return Err((at, message));
            }
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        return Err((at, "expected one document, got several".to_owned()));
                    }
                }
                Event::Alias(_) => {
                    let message = "aliases are not used in catalogs: say it under defaults or types";
                    return Err((at, message.to_owned()));
                }
                Event::Scalar(value, style, ..) => tree.scalar(&value, style, at, &mut open)?,
                Event::MappingStart(..) => tree.enter(Kind::Mapping, at, &mut open)?,
                Event::SequenceStart(..) => tree.enter(Kind::List, at, &mut open)?,
                Event::MappingEnd | Event::SequenceEnd => {
                    let done = open.pop();
                    done.map_or(Ok(()), |done| tree.check_names(done.part))?;
                }
                _ => {}
            }
        }
        if tree.parts.is_empty() {
            return Err((Place { line: 1, column: 1 }, "expected a document, got an empty file".to_owned()));
        }
        Ok(tree)
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        at: Place,
        open: &mut [Open],
    ) -> Result<(), Refusal> {
        let slice = self.keep(value);
        if let Some(around) = open.last_mut()
            && around.key.is_none()
            && self.kind(around.part) == Kind::Mapping
        {
            if value.len() > NAME_BYTES_MAX {
                return Err((at, format!("expected a name of at most {NAME_BYTES_MAX} bytes as key")));
            }
            around.key = Some((slice, spot(at)));
            return Ok(());
        }
        let kind = match (style, value) {
            (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Kind::Null,
            (ScalarStyle::Plain, _) => Kind::Plain,
            _ => Kind::Quoted,
        };
        self.push(kind, slice, at, open);
        Ok(())
    }

    fn enter(&mut self, kind: Kind, at: Place, open: &mut Vec<Open>) -> Result<(), Refusal> {
        if let Some(around) = open.last()
            && around.key.is_none()
            && self.kind(around.part) == Kind::Mapping
        {
            return Err((at, "expected a plain name as key".to_owned()));
        }
        if open.len() >= DEPTH_MAX {
            return Err((at, format!("expected at most {DEPTH_MAX} levels of nesting")));
        }
        let part = self.push(kind, Slice::default(), at, open);
        open.push(Open { part, last: ROOT, key: None });
        Ok(())
    }

    /// Adds a part to the one that is open.
    fn push(&mut self, kind: Kind, value: Slice, at: Place, open: &mut [Open]) -> PartId {
        let part = number(self.parts.len());
        let (mut around, mut name, mut key) = (ROOT, Slice::default(), spot(at));
        if let Some(open) = open.last_mut() {
            around = open.part;
            if let Some((own, spot)) = open.key.take() {
                (name, key) = (own, spot);
            }
            let before = if open.last == ROOT { open.part } else { open.last };
            if let Some(before) = self.parts.get_mut(before as usize) {
                *(if open.last == ROOT { &mut before.inside } else { &mut before.next }) = part;
            }
            open.last = part;
        }
        self.parts.push(Part { kind, around, inside: ROOT, next: ROOT, name, value, key, start: spot(at) });
        part
    }

    fn keep(&mut self, text: &str) -> Slice {
        let start = number(self.text.len());
        self.text.push_str(text);
        Slice { start, len: number(text.len()) }
    }

    /// A key stands in a mapping once.
    fn check_names(&self, mapping: PartId) -> Result<(), Refusal> {
        if self.kind(mapping) != Kind::Mapping {
            return Ok(());
        }
        let mut parts: Vec<PartId> = self.inside(mapping).collect();
        parts.sort_by_key(|part| (self.name(*part), *part));
        let twice = parts.windows(2).find(|pair| matches!(pair, [a, b] if self.name(*a) == self.name(*b)));
        match twice {
            Some([_, second]) => {
                Err((self.key_place(*second), format!("the key {} stands here twice", self.name(*second))))
            }
            _ => Ok(()),
        }
    }

    fn part(&self, part: PartId) -> Option<&Part> {
        self.parts.get(part as usize)
    }

    fn slice(&self, slice: Slice) -> &str {
        let start = slice.start as usize;
        self.text.get(start..start + slice.len as usize).unwrap_or_default()
    }

    pub(super) fn kind(&self, part: PartId) -> Kind {
        self.part(part).map_or(Kind::Null, |part| part.kind)
    }

    /// The parts inside `part`, in order.
    pub(super) fn inside(&self, part: PartId) -> impl Iterator<Item = PartId> {
        let some = |id: PartId| (id != ROOT).then_some(id);
        let first = self.part(part).and_then(|part| some(part.inside));
        std::iter::successors(first, move |id| self.part(*id).and_then(|part| some(part.next)))
    }

    /// The key of a part in a mapping.
    pub(super) fn name(&self, part: PartId) -> &str {
        self.part(part).map_or("", |part| self.slice(part.name))
    }

    /// A plain value, as it is written.
    pub(super) fn value(&self, part: PartId) -> Option<&str> {
        let part = self.part(part)?;
        matches!(part.kind, Kind::Plain | Kind::Quoted).then(|| self.slice(part.value))
    }

    /// Where the value of a part begins.
    pub(super) fn value_place(&self, part: PartId) -> Place {
        self.part(part).map_or(Place { line: 1, column: 1 }, |part| part.start.place())
    }

    fn key_place(&self, part: PartId) -> Place {
        self.part(part).map_or(Place { line: 1, column: 1 }, |part| part.key.place())
    }

    /// The path of a part; empty for the document.
    pub(super) fn path(&self, part: PartId) -> String {
        let Some(Part { around, .. }) = self.part(part).filter(|_| part != ROOT) else {
            return String::new();
        };
        let path = self.path(*around);
        if self.kind(*around) == Kind::Mapping {
            return child_path(&path, self.name(part));
        }
        let index = self.inside(*around).position(|other| other == part).unwrap_or_default();
        format!("{path}[{index}]")
    }

    /// Where the part of this path stands: its key, or the item of a list.
    pub(super) fn find(&self, path: &str) -> Option<Place> {
        let mut at = ROOT;
        for step in steps(path)? {
            let mut inside = self.inside(at);
            at = match step {
                Step::Item(index) => inside.nth(index)?,
                Step::Name(name) => inside.find(|part| self.name(*part) == name)?,
            };
        }
        Some(self.key_place(at))
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.find(path).is_some()
    }
}

/// Numbers of parts, lines and bytes fit: a file is bounded far below.
fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn spot(place: Place) -> Spot {
    Spot { line: number(place.line), column: number(place.column) }
}

impl Spot {
    fn place(self) -> Place {
        Place { line: self.line as usize, column: self.column as usize }
    }
}

fn place(marker: Marker) -> Place {
    Place { line: marker.line(), column: marker.col() + 1 }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Place, ROOT, Tree};

    #[test]
    fn parts_are_found_by_their_path_and_know_it() {
        let tree = Tree::read("topics:\n  a.b: [x, {y: 1.10}]\n  \"c\": ~\n").expect("a document");
        assert_eq!(tree.find(r#"topics."a.b"[1].y"#), Some(Place { line: 2, column: 13 }));
        assert_eq!(tree.find("topics.c"), Some(Place { line: 3, column: 3 }));
        assert_eq!(tree.find("topics.d"), None);
        assert_eq!(tree.find(""), Some(Place { line: 1, column: 1 }));
        let topics = tree.inside(ROOT).next().expect("topics");
        let list = tree.inside(topics).next().expect("a.b");
        let y = tree.inside(tree.inside(list).nth(1).expect("a mapping")).next().expect("y");
        assert_eq!((tree.path(y).as_str(), tree.value(y)), (r#"topics."a.b"[1].y"#, Some("1.10")));
        assert_eq!(tree.kind(tree.inside(topics).nth(1).expect("c")), Kind::Null);
    }

    #[test]
    fn what_is_no_document_is_refused_with_its_place() {
        for (text, line, message) in [
            ("", 1, "empty file"),
            ("a: 1\na: 2\n", 2, "the key a stands here twice"),
            ("? [a]\n: 1\n", 1, "expected a plain name as key"),
            ("a: &x 1\nb: *x\n", 2, "aliases"),
            ("---\na: 1\n---\nb: 2\n", 3, "several"),
        ] {
            let (place, refusal) = Tree::read(text).expect_err(text);
            assert!(place.line == line && refusal.contains(message), "{text:?}: {place:?} {refusal}");
        }
    }
}
