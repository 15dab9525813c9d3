//! Does one JSON Schema accept what another lets a writer write?
//!
//! A writer writes the fields that its schema names, and others only where `additionalProperties` is a schema: so a
//! field may be added to an object that is open. A reader that is closed takes no data of an open schema, though.
//! Where that cannot be told, the answer is no, and says so.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    json::{JsonSchema, Place, TYPES},
    json_rules as rules, json_value,
    verdict::Finding,
};

const STEPS_MAX: usize = 200_000;
/// Schemas within schemas. Bounds the stack.
const DEPTH_MAX: usize = 128;

const WIDER: [&str; 2] = [
    "keep what the old schema allowed, and reject it where the values are used",
    "keep to what the old schema allows until its consumers are gone",
];

/// What keeps a consumer on `reader` from reading data of `writer`; empty when it can.
pub(super) fn findings(reader: &JsonSchema, writer: &JsonSchema) -> Vec<Finding> {
    let mut comparison = Comparison {
        reader,
        writer,
        visited: HashSet::new(),
        failed: HashSet::new(),
        steps: 0,
        depth: 0,
        is_cut: false,
    };
    loop {
        let failed_before = comparison.failed.len();
        let mut found = Vec::new();
        comparison.visited.clear();
        let fits = comparison.accepts(reader.root(), &Written::new(writer.root()), "", &mut found);
        if comparison.is_cut {
            let reason =
                format!("it takes over {STEPS_MAX} steps or {DEPTH_MAX} schemas within schemas to compare");
            found.push(Finding::undecided("", reason));
            return found;
        }
        // As with Avro: what relied on a recursive pair that failed must be asked again.
        if comparison.failed.len() == failed_before {
            if !fits && found.is_empty() {
                found.push(Finding::undecided("", "the schemas differ somewhere within themselves"));
            }
            return found;
        }
    }
}

/// What is known of a value that was written: it meets every one of these schemas.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    pub(super) parts: Vec<Part<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    pub(super) place: Place<'a>,
    /// The union that `place` is a branch of, where it excludes its other branches.
    one_of: Option<&'a Value>,
    /// Whether its own union was taken apart already.
    is_split: bool,
}

impl<'a> Written<'a> {
    pub(super) fn new(place: Place<'a>) -> Self {
        Self::all(vec![place])
    }

    pub(super) fn all(places: Vec<Place<'a>>) -> Self {
        let part = |place| Part { place, one_of: None, is_split: false };
        Self { parts: places.into_iter().map(part).collect() }
    }

    /// The values of a keyword, in every part that has it.
    pub(super) fn keyword(&self, keyword: &str) -> impl Iterator<Item = &'a Value> {
        self.parts.iter().filter_map(move |part| part.place.keyword(keyword))
    }

    /// The types that the value may have.
    pub(super) fn types(&self) -> Vec<&'static str> {
        let mut types = TYPES.to_vec();
        for part in &self.parts {
            let here = json_value::types_of(part.place.schema);
            types.retain(|ty| here.contains(ty));
        }
        types
    }

    /// The values themselves, where the schema lists them.
    fn values(&self) -> Option<Vec<&'a Value>> {
        let constant = self.keyword("const").next().map(|value| vec![value]);
        constant.or_else(|| Some(self.keyword("enum").next()?.as_array()?.iter().collect()))
    }

    fn key(&self) -> Vec<usize> {
        self.parts.iter().map(|part| address(part.place.schema) * 2 + usize::from(part.is_split)).collect()
    }
}

/// Schemas of one comparison stay where they are, so their places in memory tell them apart.
fn address(schema: &Value) -> usize {
    std::ptr::from_ref(schema).addr() / 2
}

type Pair = (usize, Vec<usize>);

pub(super) struct Comparison<'a> {
    reader: &'a JsonSchema,
    writer: &'a JsonSchema,
    visited: HashSet<Pair>,
    failed: HashSet<Pair>,
    steps: usize,
    depth: usize,
    is_cut: bool,
}

impl<'a> Comparison<'a> {
    /// Whether `reader` takes every value that is `written`; `false` comes with a finding, here or where the same
    /// pair stood before.
    pub(super) fn accepts(
        &mut self,
        reader: Place<'a>,
        written: &Written<'a>,
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        if reader.is_anything() {
            return true;
        }
        self.steps += 1;
        self.is_cut |= self.steps > STEPS_MAX || self.depth >= DEPTH_MAX;
        if self.is_cut {
            return false;
        }
        let pair = (address(reader.schema), written.key());
        if !self.visited.insert(pair.clone()) {
            // What is wrong with it was found where it first stood.
            return !self.failed.contains(&pair);
        }
        self.depth += 1;
        let fits = self.accepts_within(reader, written, path, found);
        self.depth -= 1;
        if !fits {
            self.failed.insert(pair);
        }
        fits
    }

    fn accepts_within(
        &mut self,
        reader: Place<'a>,
        written: &Written<'a>,
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        let Some(written) = self.flattened(written) else {
            found.push(Finding::undecided(path, "a `$ref` of the data's schema leads nowhere"));
            return false;
        };
        if written.parts.iter().any(|part| part.place.schema == &Value::Bool(false)) {
            return true;
        }
        if let Some(cases) = cases(&written) {
            let mut fits = true;
            for case in &cases {
                fits &= self.accepts(reader, case, path, found);
            }
            return fits;
        }
        let Some(target) = self.reader.target(reader) else {
            found.push(Finding::undecided(path, "a `$ref` of the reader's schema leads nowhere"));
            return false;
        };
        // Keywords beside `$ref` hold too.
        let mut fits =
            address(target.schema) == address(reader.schema) || self.accepts(target, &written, path, found);
        if let Some(values) = written.values() {
            return fits & self.takes_values(reader, &values, path, found);
        }
        fits &= self.unions(reader, &written, path, found);
        fits & rules::check(self, reader, &written, path, found)
    }

    /// `$ref` and `allOf` taken apart: a value meets each of them.
    fn flattened(&self, written: &Written<'a>) -> Option<Written<'a>> {
        let mut parts = Vec::new();
        let mut open: Vec<Part<'a>> = written.parts.clone();
        let mut seen = HashSet::new();
        while let Some(part) = open.pop() {
            if !seen.insert(address(part.place.schema)) {
                continue;
            }
            let plain = |place| Part { place, one_of: None, is_split: false };
            if part.place.keyword("$ref").is_some() {
                open.push(plain(self.writer.target(part.place)?));
            }
            open.extend(part.place.list("allOf").unwrap_or_default().into_iter().map(plain));
            parts.push(part);
        }
        Some(Written { parts })
    }

    fn takes_values(
        &self,
        reader: Place<'a>,
        values: &[&Value],
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        let before = found.len();
        for value in values {
            match json_value::is_valid(self.reader, reader, value) {
                Some(true) => {}
                Some(false) => {
                    let reason = format!("the data may hold {value}, which the reader refuses");
                    found.push(Finding::sided(path, reason, WIDER));
                }
                None => {
                    found.push(Finding::undecided(path, format!("whether the reader takes {value} is open")));
                }
            }
        }
        found.len() == before
    }

    fn unions(
        &mut self,
        reader: Place<'a>,
        written: &Written<'a>,
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        let mut fits = true;
        for member in reader.list("allOf").unwrap_or_default() {
            fits &= self.accepts(member, written, path, found);
        }
        if let Some(branches) = reader.list("anyOf") {
            fits &= self.some_branch(&branches, written, path, found).is_some();
        }
        if let Some(branches) = reader.list("oneOf") {
            fits &= match self.some_branch(&branches, written, path, found) {
                Some(taken) => self.no_other_branch(&branches, taken, written, path, found),
                None => false,
            };
        }
        fits
    }

    /// The first branch that takes all; the findings of the nearest one when none does.
    fn some_branch(
        &mut self,
        branches: &[Place<'a>],
        written: &Written<'a>,
        path: &str,
        found: &mut Vec<Finding>,
    ) -> Option<usize> {
        let mut nearest: Option<Vec<Finding>> = None;
        for (index, branch) in branches.iter().enumerate() {
            let mut here = Vec::new();
            if self.accepts(*branch, written, path, &mut here) {
                return Some(index);
            }
            let shares_type =
                json_value::types_of(branch.schema).iter().any(|ty| written.types().contains(ty));
            if shares_type && nearest.as_ref().is_none_or(|other| here.len() < other.len()) {
                nearest = Some(here);
            }
        }
        let none = || {
            let reason = format!(
                "the data may hold {}, and no branch of the reader takes it",
                written.types().join(" or ")
            );
            vec![Finding::sided(path, reason, WIDER)]
        };
        found.extend(nearest.filter(|findings| !findings.is_empty()).unwrap_or_else(none));
        None
    }

    /// `oneOf` refuses what two branches take.
    fn no_other_branch(
        &self,
        branches: &[Place<'a>],
        taken: usize,
        written: &Written<'a>,
        path: &str,
        found: &mut Vec<Finding>,
    ) -> bool {
        let is_excluded = |branch: &Value| {
            written.parts.iter().any(|part| {
                let others = part.one_of.and_then(Value::as_array);
                others.is_some_and(|others| others.iter().any(|other| same_rules(other, branch)))
            })
        };
        let may_match = branches.iter().enumerate().filter(|(index, branch)| {
            *index != taken
                && !is_excluded(branch.schema)
                && !json_value::is_disjoint(self.reader, **branch, written)
        });
        if may_match.count() == 0 {
            return true;
        }
        found.push(Finding::undecided(path, "the data may match two branches of the reader's `oneOf`"));
        false
    }
}

/// The cases of the first union among the parts: the value is in one of them.
fn cases<'a>(written: &Written<'a>) -> Option<Vec<Written<'a>>> {
    for (index, part) in written.parts.iter().enumerate() {
        if part.is_split {
            continue;
        }
        let any_of = part.place.list("anyOf");
        let one_of = part.place.list("oneOf");
        let (branches, excluding) = match (any_of, one_of) {
            (Some(branches), _) => (branches, None),
            (None, Some(branches)) => (branches, part.place.keyword("oneOf")),
            (None, None) => continue,
        };
        let case = |place| {
            let mut parts = written.parts.clone();
            if let Some(part) = parts.get_mut(index) {
                part.is_split = true;
            }
            parts.push(Part { place, one_of: excluding, is_split: false });
            Written { parts }
        };
        return Some(branches.into_iter().map(case).collect());
    }
    None
}

/// Whether two schemas are surely the same. Never across `$ref`, which may mean two things in two documents.
pub(super) fn same_rules(one: &Value, other: &Value) -> bool {
    one == other && !has_reference(one)
}

fn has_reference(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_reference),
        Value::Object(entries) => entries.iter().any(|(name, value)| name == "$ref" || has_reference(value)),
        _ => false,
    }
}
