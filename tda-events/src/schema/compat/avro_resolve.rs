//! Schema resolution as the Avro specification 1.12 defines it: can data of the writer be read with the reader?
//!
//! Stricter than the letter in one place: where both sides give a number or text a meaning (`logicalType`) and the
//! meanings differ, the bytes would be read, and read wrong.

use std::collections::HashSet;

use super::{
    avro::{AvroField, AvroSchema, AvroType, Logical, Named, NamedKind, Primitive, simple_name},
    verdict::Finding,
};

/// Comparisons of one pair of schemas. Unions of many recursive records could ask for more.
const STEPS_MAX: usize = 1_000_000;
/// Types within types. Bounds the stack; a chain of records can be longer than JSON nests.
const DEPTH_MAX: usize = 256;

const TYPE_CHANGED: &str = "keep the type, or add a field beside it and drop the old one later";
const NAME_CHANGED: [&str; 2] = [
    "keep the name, or add the old one to `aliases`",
    "keep the name: the old schema knows no alias for the new one",
];
const NO_DEFAULT: [&str; 2] =
    ["give the field a default", "keep the field: drop it only after a version in which it has a default"];
const SYMBOL: [&str; 2] =
    ["keep the symbols, or give the enum a default", "first release a version whose enum has a default"];
const BRANCH: [&str; 2] =
    ["keep every branch of the union", "first let every consumer know the new branch, then write it"];

/// What keeps a consumer on `reader` from reading data of `writer`; empty when it can.
pub(super) fn findings(reader: &AvroSchema, writer: &AvroSchema) -> Vec<Finding> {
    let mut resolver = Resolver {
        reader,
        writer,
        visited: HashSet::new(),
        failed: HashSet::new(),
        steps: 0,
        depth: 0,
        is_cut: false,
    };
    loop {
        let failed_before = resolver.failed.len();
        let mut found = Vec::new();
        resolver.visited.clear();
        let fits = resolver.types(&reader.root, &writer.root, "", &mut found);
        if resolver.is_cut {
            let reason =
                format!("it takes over {STEPS_MAX} steps or {DEPTH_MAX} types within types to compare");
            found.push(Finding::undecided("", reason));
            return found;
        }
        // A recursive pair is taken to fit while it is compared. Once it fails, what relied on it must be asked again.
        if resolver.failed.len() == failed_before {
            if !fits && found.is_empty() {
                found.push(Finding::undecided("", "the types differ somewhere within themselves"));
            }
            return found;
        }
    }
}

struct Resolver<'a> {
    reader: &'a AvroSchema,
    writer: &'a AvroSchema,
    /// Pairs of named types that this pass has entered.
    visited: HashSet<(&'a str, &'a str)>,
    failed: HashSet<(&'a str, &'a str)>,
    steps: usize,
    depth: usize,
    /// Whether a bound ended the comparison early.
    is_cut: bool,
}

impl<'a> Resolver<'a> {
    /// Compares two types; `false` comes with a finding, here or where the same pair stood before.
    fn types(
        &mut self,
        reader: &'a AvroType,
        writer: &'a AvroType,
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        self.steps += 1;
        self.is_cut |= self.steps > STEPS_MAX || self.depth >= DEPTH_MAX;
        if self.is_cut {
            return false;
        }
        self.depth += 1;
        let fits = self.types_within(reader, writer, path, found);
        self.depth -= 1;
        fits
    }

    fn types_within(
        &mut self,
        reader: &'a AvroType,
        writer: &'a AvroType,
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        match (reader, writer) {
            (_, AvroType::Union(branches)) => {
                let mut fits = true;
                for branch in branches {
                    fits &= self.types(reader, branch, path, found);
                }
                fits
            }
            (AvroType::Union(branches), _) => self.reader_union(branches, writer, path, found),
            (AvroType::Array(reader), AvroType::Array(writer)) => {
                self.types(reader, writer, &format!("{path}[]"), found)
            }
            (AvroType::Map(reader), AvroType::Map(writer)) => {
                self.types(reader, writer, &format!("{path}{{}}"), found)
            }
            (AvroType::Named(reader), AvroType::Named(writer)) => self.named(reader, writer, path, found),
            (AvroType::Primitive(to, to_meaning), AvroType::Primitive(from, from_meaning)) => {
                if !promotes(*from, *to) {
                    return self.mismatch(reader, writer, path, found);
                }
                same_meaning(to_meaning.as_ref(), from_meaning.as_ref(), path, found)
            }
            _ => self.mismatch(reader, writer, path, found),
        }
    }

    /// Some branch must take the data. When none does, the findings of the one that is meant tell most.
    fn reader_union(
        &mut self,
        branches: &'a [AvroType],
        writer: &'a AvroType,
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        let mut meant = Vec::new();
        for branch in branches {
            let mut here = Vec::new();
            if self.types(branch, writer, path, &mut here) {
                return true;
            }
            if self.is_meant(branch, writer) {
                meant = here;
            }
        }
        if meant.is_empty() {
            let names: Vec<_> = branches.iter().map(|branch| self.reader.describe(branch)).collect();
            let writer = self.writer.describe(writer);
            let reason =
                format!("the data may hold {writer}, and the reader takes only {}", names.join(" or "));
            meant.push(Finding::sided(path, reason, BRANCH));
        }
        found.extend(meant);
        false
    }

    /// Whether the two are the same kind of thing, so that their difference lies inside.
    fn is_meant(&self, reader: &AvroType, writer: &AvroType) -> bool {
        match (reader, writer) {
            (AvroType::Array(_), AvroType::Array(_)) | (AvroType::Map(_), AvroType::Map(_)) => true,
            (AvroType::Named(reader), AvroType::Named(writer)) => {
                self.reader.named.get(reader).is_some_and(|named| is_same_name(reader, named, writer))
            }
            (AvroType::Primitive(reader, _), AvroType::Primitive(writer, _)) => reader == writer,
            _ => false,
        }
    }

    fn named(&mut self, reader: &'a str, writer: &'a str, path: &str, found: &mut Vec<Finding>) -> bool {
        let pair = (reader, writer);
        if !self.visited.insert(pair) {
            // What is wrong with it was found where it first stood.
            return !self.failed.contains(&pair);
        }
        let (Some(to), Some(from)) = (self.reader.named.get(reader), self.writer.named.get(writer)) else {
            // The parser lets no name pass that it has not defined.
            return false;
        };
        let fits = match (&to.kind, &from.kind) {
            _ if to.kind_name() != from.kind_name() => {
                found.push(changed(
                    path,
                    &format!("{} {reader}", to.kind_name()),
                    &format!("{} {writer}", from.kind_name()),
                ));
                false
            }
            _ if !is_same_name(reader, to, writer) => {
                let reason = format!("the reader's {} is `{reader}`, the data's `{writer}`", to.kind_name());
                found.push(Finding::sided(path, reason, NAME_CHANGED));
                false
            }
            (NamedKind::Record(to), NamedKind::Record(from)) => self.records(to, from, path, found),
            (to, from) => plain_kinds(to, from, path, found),
        };
        if !fits {
            self.failed.insert(pair);
        }
        fits
    }

    fn records(
        &mut self,
        reader: &'a [AvroField],
        writer: &'a [AvroField],
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        let mut fits = true;
        for field in reader {
            let here = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
            let by_name = |name: &str| writer.iter().find(|other| other.name == name);
            let source =
                by_name(&field.name).or_else(|| field.aliases.iter().find_map(|alias| by_name(alias)));
            match source {
                Some(source) => fits &= self.types(&field.ty, &source.ty, &here, found),
                None if field.default.is_some() => {}
                None => {
                    let reason = "the data lacks the field and the reader has no default for it";
                    found.push(Finding::sided(&here, reason, NO_DEFAULT));
                    fits = false;
                }
            }
        }
        fits
    }

    fn mismatch(&self, reader: &AvroType, writer: &AvroType, path: &str, found: &mut Vec<Finding>) -> bool {
        found.push(changed(path, &self.reader.describe(reader), &self.writer.describe(writer)));
        false
    }
}

fn changed(path: &str, reader: &str, writer: &str) -> Finding {
    let reason = format!("the reader wants {reader}, the data may hold {writer}");
    Finding::new(path, reason, TYPE_CHANGED)
}

/// Names are compared without their namespaces; an alias counts with it.
fn is_same_name(reader: &str, named: &Named, writer: &str) -> bool {
    simple_name(reader) == simple_name(writer) || named.aliases.iter().any(|alias| alias == writer)
}

fn plain_kinds(reader: &NamedKind, writer: &NamedKind, path: &str, found: &mut Vec<Finding>) -> bool {
    match (reader, writer) {
        (NamedKind::Enum { symbols, default }, NamedKind::Enum { symbols: written, .. }) => {
            let unknown: Vec<_> = written.iter().filter(|symbol| !symbols.contains(symbol)).collect();
            if unknown.is_empty() || default.is_some() {
                return true;
            }
            let names: Vec<_> = unknown.iter().map(|symbol| format!("`{symbol}`")).collect();
            let reason = format!(
                "the data may hold the symbol {}, which the reader's enum lacks, and it has no default",
                names.join(", ")
            );
            found.push(Finding::sided(path, reason, SYMBOL));
            false
        }
        (
            NamedKind::Fixed { size_bytes: to, logical: to_meaning },
            NamedKind::Fixed { size_bytes: from, logical: from_meaning },
        ) => {
            if to != from {
                let (to, from) = (format!("fixed of {to} bytes"), format!("fixed of {from} bytes"));
                found.push(changed(path, &to, &from));
                return false;
            }
            same_meaning(to_meaning.as_ref(), from_meaning.as_ref(), path, found)
        }
        // Both sides are of one kind, and records are compared elsewhere.
        _ => true,
    }
}

/// Whether a writer's `from` can be read as `to`.
fn promotes(from: Primitive, to: Primitive) -> bool {
    use Primitive::{Bytes, Double, Float, Int, Long, String};
    from == to
        || matches!(
            (from, to),
            (Int, Long | Float | Double)
                | (Long, Float | Double)
                | (Float, Double)
                | (String, Bytes)
                | (Bytes, String)
        )
}

fn same_meaning(
    reader: Option<&Logical>,
    writer: Option<&Logical>,
    path: &str,
    found: &mut Vec<Finding>,
) -> bool {
    let (Some(to), Some(from)) = (reader, writer) else { return true };
    if to == from {
        return true;
    }
    let reason = format!("the reader takes it for {}, the data means {}", to.describe(), from.describe());
    found.push(Finding::new(path, reason, "keep the logical type: the same bytes would mean something else"));
    false
}

impl Logical {
    fn describe(&self) -> String {
        match self {
            Self::Decimal { precision, scale } => format!("decimal({precision}, {scale})"),
            Self::Plain(name) => (*name).to_owned(),
        }
    }
}

impl AvroSchema {
    fn describe(&self, ty: &AvroType) -> String {
        match ty {
            AvroType::Array(_) => "an array".to_owned(),
            AvroType::Map(_) => "a map".to_owned(),
            AvroType::Named(name) => {
                let kind = self.named.get(name).map_or("type", Named::kind_name);
                format!("{kind} {}", simple_name(name))
            }
            AvroType::Primitive(primitive, _) => primitive.name().to_owned(),
            AvroType::Union(branches) => {
                branches.iter().map(|branch| self.describe(branch)).collect::<Vec<_>>().join(" or ")
            }
        }
    }
}
