//! Payload types: from the notation to records of the schema model.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::super::limits::{PAYLOAD_DEPTH_MAX, PAYLOAD_FIELDS_MAX};
use super::super::node::{Fields, Node, Problems, nearest};
use super::super::notation::{
    LIST_ITEMS_MAX, MAP_ENTRIES_MAX, PLAIN, Short, bounded, is_name, plain, short, upper_camel,
};
use crate::fault::{Faults, Path};
use crate::schema::validate::{Strictness, check_value};
use crate::schema::{Field, Presence, Record, Type, Width};
use crate::version::SchemaVersion;

/// Reads types; knows those that the catalog names.
pub(super) struct Types<'a> {
    nodes: HashMap<String, Node<'a>>,
    built: HashMap<String, Parsed>,
    /// Named types that are being read: one that leads to itself would never end.
    open: Vec<String>,
    used: HashSet<String>,
}

/// A type and what stands beside it.
#[derive(Clone, Debug)]
struct Parsed {
    ty: Type,
    doc: String,
    default: Option<Value>,
    /// Paths of sensitive fields, from here; an empty one is this value itself.
    sensitive: Vec<String>,
    /// Number of types it is made of, those of named types counted each time.
    weight: usize,
    since: SchemaVersion,
}

impl Parsed {
    fn plain(ty: Type) -> Self {
        let doc = String::new();
        Self { ty, doc, default: None, sensitive: Vec::new(), weight: 1, since: SchemaVersion::V1_0 }
    }

    /// Stands in for what could not be read: the problem is reported already.
    fn unknown() -> Self {
        Self::plain(Type::Boolean)
    }
}

impl<'a> Types<'a> {
    pub(super) fn new(fields: &Fields<'a>, problems: &mut Problems) -> Self {
        let mut nodes = HashMap::new();
        for (name, node) in fields.read("types", problems, Node::entries) {
            let camel = name.bytes().next().is_some_and(|first| first.is_ascii_uppercase()) && is_name(&name);
            if !camel {
                problems.push(&node, format!("expected a name in upper camel case, got {name:?}"));
            }
            nodes.insert(name, node);
        }
        Self { nodes, built: HashMap::new(), open: Vec::new(), used: HashSet::new() }
    }

    /// Reads types that no event uses, so that their problems are reported too.
    pub(super) fn check_unused(&mut self, problems: &mut Problems) {
        let mut unused: Vec<(String, Node<'a>)> =
            self.nodes.iter().map(|(name, node)| (name.clone(), *node)).collect();
        unused.retain(|(name, _)| !self.used.contains(name));
        unused.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, node) in unused {
            self.named(&name, &node, problems);
            problems.push(&node, format!("no event uses the type {name}"));
        }
    }

    /// The payload of an event, and the paths of its sensitive fields.
    pub(super) fn payload(
        &mut self,
        node: &Node<'a>,
        name: &str,
        doc: &str,
        problems: &mut Problems,
    ) -> (Record, Vec<String>) {
        let (mut record, parsed) = self.whole(node, name, problems);
        if parsed.weight > PAYLOAD_FIELDS_MAX {
            let message = format!("expected at most {PAYLOAD_FIELDS_MAX} fields, got {}", parsed.weight);
            problems.push(node, message);
        }
        name.clone_into(&mut record.name);
        if record.doc.is_empty() || !node.is_mapping() && !doc.is_empty() {
            doc.clone_into(&mut record.doc);
        }
        if let Some(name) = clash(&record) {
            problems.push(node, format!("two types in this payload are called {name}: name one under types"));
        }
        (record, parsed.sensitive)
    }

    /// A payload is a record, written here or under types.
    fn whole(&mut self, node: &Node<'a>, name: &str, problems: &mut Problems) -> (Record, Parsed) {
        if node.is_mapping() {
            return self.record(node, name, 0, problems);
        }
        let parsed = self.ty(node, name, 0, problems);
        match &parsed.ty {
            Type::Record(record) => (Record::clone(record), parsed),
            other => {
                problems.push(node, format!("expected fields or a type that is a record, got {other}"));
                (Record::new(name, "", Vec::new()), parsed)
            }
        }
    }

    fn record(
        &mut self,
        node: &Node<'a>,
        name: &str,
        depth: usize,
        problems: &mut Problems,
    ) -> (Record, Parsed) {
        let mut whole = Parsed::unknown();
        let mut fields: Vec<Field> = Vec::new();
        let mut seen = HashSet::new();
        for (key, node) in node.entries(problems) {
            if key.starts_with('$') {
                self.property(&key, &node, &mut whole, problems);
                continue;
            }
            let (key, optional) = key.strip_suffix('?').map_or((key.as_str(), false), |key| (key, true));
            if !is_name(key) {
                problems.push(&node, format!("field names are letters, digits and _, got {key:?}"));
            }
            if !seen.insert(key.to_owned()) {
                problems.push(&node, format!("the field {key} stands here twice"));
                continue;
            }
            let parsed = self.ty(&node, &format!("{name}{}", upper_camel(key)), depth + 1, problems);
            whole.weight = whole.weight.saturating_add(parsed.weight);
            whole.sensitive.extend(parsed.sensitive.iter().map(|path| join(key, path)));
            let presence = presence(&parsed, optional, &node, problems);
            fields.push(Field::new(key, &parsed.doc, parsed.ty, presence, parsed.since));
        }
        (Record::new(name, &whole.doc, fields), whole)
    }

    /// What a key such as `$doc` says of the record around it.
    fn property(&mut self, key: &str, node: &Node<'a>, whole: &mut Parsed, problems: &mut Problems) {
        match key {
            "$doc" => whole.doc = node.text(problems).unwrap_or_default(),
            "$sensitive" if node.boolean(problems) == Some(true) => whole.sensitive.push(String::new()),
            "$sensitive" => {}
            "$since" => whole.since = node.explained(problems).unwrap_or(whole.since),
            "$default" => whole.default = json(node, problems),
            _ => {
                let known = ["$doc", "$sensitive", "$since", "$default", "$type", "$min", "$max"];
                problems.push(node, format!("unknown property, {}", nearest(key, known.into_iter())));
            }
        }
    }

    /// Any type: in short, as a list of one item, as a record, or in long form.
    fn ty(&mut self, node: &Node<'a>, name: &str, depth: usize, problems: &mut Problems) -> Parsed {
        if depth > PAYLOAD_DEPTH_MAX {
            problems.push(node, format!("expected at most {PAYLOAD_DEPTH_MAX} levels in a payload"));
            return Parsed::unknown();
        }
        if node.is_list() {
            return self.list(node, name, depth, problems);
        }
        if !node.is_mapping() {
            let Some(text) = node.text(problems) else { return Parsed::unknown() };
            return self.short(&text, node, name, problems);
        }
        if node.has_key("$type") {
            return self.long(node, name, depth, problems);
        }
        let (record, mut whole) = self.record(node, name, depth, problems);
        whole.ty = Type::Record(Arc::new(record));
        whole
    }

    fn list(&mut self, node: &Node<'a>, name: &str, depth: usize, problems: &mut Problems) -> Parsed {
        let items = node.items(problems);
        let [item] = items.as_slice() else {
            problems.push(node, format!("expected a list of one type, got {}", items.len()));
            return Parsed::unknown();
        };
        let item = self.ty(item, name, depth + 1, problems);
        listed(item)
    }

    /// `{$type: double, $min: 0, $max: 100, $doc: ..., $default: 0, $sensitive: true, $since: 1.1}`.
    fn long(&mut self, node: &Node<'a>, name: &str, depth: usize, problems: &mut Problems) -> Parsed {
        let mut whole = Parsed::unknown();
        let mut parsed = None;
        let (mut low, mut high) = (None, None);
        for (key, child) in node.entries(problems) {
            match key.as_str() {
                "$type" => parsed = Some(self.ty(&child, name, depth + 1, problems)),
                "$min" => low = child.text(problems),
                "$max" => high = child.text(problems),
                _ if key.starts_with('$') => self.property(&key, &child, &mut whole, problems),
                _ => problems.push(&child, "expected only keys that begin with $ beside $type"),
            }
        }
        let Some(mut parsed) = parsed else { return whole };
        if low.is_some() || high.is_some() {
            match bounded(parsed.ty.clone(), low.as_deref(), high.as_deref()) {
                Ok(ty) => parsed.ty = ty,
                Err(message) => problems.push(node, message),
            }
        }
        parsed.sensitive.extend(whole.sensitive);
        if !whole.doc.is_empty() {
            parsed.doc = whole.doc;
        }
        parsed.default = whole.default.or(parsed.default);
        parsed.since = parsed.since.max(whole.since);
        parsed
    }

    fn short(&mut self, text: &str, node: &Node<'a>, name: &str, problems: &mut Problems) -> Parsed {
        let read = short(text).and_then(|Short { ty, sensitive, default, doc }| {
            let mut parsed = self.text(ty, name, problems)?;
            if sensitive {
                parsed.sensitive.push(String::new());
            }
            if !doc.is_empty() {
                doc.clone_into(&mut parsed.doc);
            }
            parsed.default = default;
            Ok(parsed)
        });
        read.unwrap_or_else(|message| {
            problems.push(node, message);
            Parsed::unknown()
        })
    }

    /// The words of a type, from the loosest binding to the tightest: `map of`, `or`, `[...]`, a name.
    fn text(&mut self, text: &str, name: &str, problems: &mut Problems) -> Result<Parsed, String> {
        let text = text.trim();
        if let Some(values) = text.strip_prefix("map of ") {
            let values = self.text(values, name, problems)?;
            let ty = Type::Map { values: Box::new(values.ty), entries_max: MAP_ENTRIES_MAX };
            let inside = values.sensitive.iter().map(|path| join("*", path)).collect();
            return Ok(Parsed { sensitive: inside, weight: values.weight + 1, ..Parsed::plain(ty) });
        }
        if let Some(symbols) = text.strip_prefix("enum ") {
            return enumeration(symbols, name).map(Parsed::plain);
        }
        let kinds = alternatives(text);
        if kinds.len() > 1 {
            return self.union(&kinds, name, problems);
        }
        if let Some(rest) = text.strip_prefix('[') {
            let (items, range) = rest.rsplit_once(']').ok_or("expected a closing bracket")?;
            let mut list = listed(self.text(items, name, problems)?);
            list.ty = ranged(list.ty, range)?;
            return Ok(list);
        }
        let (word, range) = text.split_once(' ').unwrap_or((text, ""));
        let mut parsed = match (plain(word), self.nodes.get(word).copied()) {
            (Some(ty), _) => Parsed::plain(ty),
            (None, Some(node)) => self.named(word, &node, problems),
            (None, None) => return Err(self.unknown(word)),
        };
        parsed.ty = ranged(parsed.ty, range)?;
        Ok(parsed)
    }

    fn unknown(&self, word: &str) -> String {
        let named = self.nodes.keys().map(String::as_str);
        let known = PLAIN.into_iter().chain(["enum", "map of"]).chain(named);
        format!("unknown type {word:?}, {}", nearest(word, known))
    }

    fn union(&mut self, kinds: &[&str], name: &str, problems: &mut Problems) -> Result<Parsed, String> {
        let mut types: Vec<Type> = Vec::new();
        let mut weight = 1_usize;
        for (index, text) in kinds.iter().enumerate() {
            let parsed = self.text(text, &format!("{name}{index}"), problems)?;
            weight = weight.saturating_add(parsed.weight);
            if let Some(other) = types.iter().find(|other| are_alike(other, &parsed.ty)) {
                return Err(format!(
                    "expected types that a reader can tell apart, got {other} or {}",
                    parsed.ty
                ));
            }
            types.push(parsed.ty);
        }
        if weight > PAYLOAD_FIELDS_MAX {
            return Err(format!("expected at most {PAYLOAD_FIELDS_MAX} types in one"));
        }
        Ok(Parsed { weight, ..Parsed::plain(Type::Union(types)) })
    }

    fn named(&mut self, name: &str, node: &Node<'a>, problems: &mut Problems) -> Parsed {
        self.used.insert(name.to_owned());
        if let Some(built) = self.built.get(name) {
            return built.clone();
        }
        if self.open.iter().any(|open| open == name) {
            problems.push(node, format!("the type {name} holds itself; use json for what has no depth"));
            return Parsed::unknown();
        }
        if self.open.len() > PAYLOAD_DEPTH_MAX {
            problems.push(node, format!("expected at most {PAYLOAD_DEPTH_MAX} levels of types"));
            return Parsed::unknown();
        }
        self.open.push(name.to_owned());
        let mut parsed = self.ty(node, name, 1, problems);
        self.open.pop();
        if parsed.weight > PAYLOAD_FIELDS_MAX {
            problems
                .push(node, format!("expected at most {PAYLOAD_FIELDS_MAX} fields, got {}", parsed.weight));
            parsed = Parsed::unknown();
        }
        self.built.insert(name.to_owned(), parsed.clone());
        parsed
    }
}

/// A name that two different types of a payload share: Avro and generated code would take one for the other.
fn clash(record: &Record) -> Option<String> {
    fn walk<'t>(ty: &'t Type, seen: &mut HashMap<&'t str, &'t Type>) -> Option<String> {
        match ty {
            Type::Array { items, .. } => walk(items, seen),
            Type::Map { values, .. } => walk(values, seen),
            Type::Union(types) => types.iter().find_map(|ty| walk(ty, seen)),
            Type::Enum { name, .. } => {
                seen.insert(name, ty).filter(|other| *other != ty).map(|_| name.clone())
            }
            Type::Record(record) => match seen.insert(&record.name, ty) {
                // Seen and the same: what lies below was seen as well.
                Some(other) => (other != ty).then(|| record.name.clone()),
                None => record.fields.iter().find_map(|field| walk(&field.ty, seen)),
            },
            _ => None,
        }
    }
    let mut seen = HashMap::new();
    let inner = record.fields.iter().find_map(|field| walk(&field.ty, &mut seen));
    inner.or_else(|| seen.contains_key(record.name.as_str()).then(|| record.name.clone()))
}

fn listed(item: Parsed) -> Parsed {
    let ty = Type::list(item.ty, LIST_ITEMS_MAX);
    let inside = item.sensitive.iter().map(|path| join("[]", path)).collect();
    Parsed { sensitive: inside, weight: item.weight.saturating_add(1), ..Parsed::plain(ty) }
}

/// `items` and `[].name` as `items[].name`.
fn join(name: &str, path: &str) -> String {
    match path {
        "" => name.to_owned(),
        path if path.starts_with("[]") => format!("{name}{path}"),
        path => format!("{name}.{path}"),
    }
}

fn presence(parsed: &Parsed, optional: bool, node: &Node<'_>, problems: &mut Problems) -> Presence {
    match &parsed.default {
        Some(_) if optional => {
            problems.push(node, "expected ? or a default, got both");
            Presence::Optional
        }
        Some(value) => {
            let mut faults = Faults::default();
            check_value(value, &parsed.ty, &Path::ROOT.name("default"), &mut faults, Strictness::Writing);
            if let Err(invalid) = faults.into_result() {
                problems.push(node, invalid.to_string());
            }
            Presence::Default(value.clone())
        }
        None if optional => Presence::Optional,
        None => Presence::Required,
    }
}

fn json(node: &Node<'_>, problems: &mut Problems) -> Option<Value> {
    let text = node.text(problems)?;
    Some(serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

fn enumeration(symbols: &str, name: &str) -> Result<Type, String> {
    let symbols: Vec<String> = symbols.split('|').map(|symbol| symbol.trim().to_owned()).collect();
    if let Some(symbol) = symbols.iter().find(|symbol| !is_name(symbol)) {
        return Err(format!("symbols are letters, digits and _ (use string for others), got {symbol:?}"));
    }
    let mut seen = HashSet::new();
    if let Some(symbol) = symbols.iter().find(|symbol| !seen.insert(symbol.as_str())) {
        return Err(format!("the symbol {symbol} stands here twice"));
    }
    Ok(Type::Enum { name: name.to_owned(), symbols })
}

/// The parts between ` or `, outside brackets.
fn alternatives(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b' ' if depth == 0
                && at >= start
                && text.get(at..).is_some_and(|rest| rest.starts_with(" or ")) =>
            {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + " or ".len();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// Applies `0..100`, `1..` or `..50`.
fn ranged(ty: Type, range: &str) -> Result<Type, String> {
    let range = range.trim();
    if range.is_empty() {
        return Ok(ty);
    }
    let (low, high) =
        range.split_once("..").ok_or_else(|| format!("expected bounds such as 0..100, got {range:?}"))?;
    let end = |text: &'_ str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    bounded(ty, end(low).as_deref(), end(high).as_deref())
}

/// Whether a reader of JSON or of Avro could take a value of `second` for one of `first`, which it tries first.
fn are_alike(first: &Type, second: &Type) -> bool {
    let is_text = matches!(first, Type::Text { .. }) && json_kind(second) == "text";
    let same_json = json_kind(first) == json_kind(second) && form(first) == form(second);
    is_text || same_json || json_kind(first) == "anything" || avro_kind(first) == avro_kind(second)
}

fn json_kind(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "boolean",
        Type::Integer { .. } | Type::Double { .. } => "number",
        Type::Array { .. } => "list",
        Type::Map { .. } | Type::Record(_) | Type::Json { object: true, .. } => "object",
        Type::Json { .. } => "anything",
        _ => "text",
    }
}

/// What tells texts apart: days, times and symbols look different from each other.
fn form(ty: &Type) -> &'static str {
    match ty {
        Type::Date => "date",
        Type::Timestamp => "timestamp",
        Type::Enum { .. } => "enum",
        Type::Bytes { .. } => "bytes",
        _ => "",
    }
}

/// The type in Avro, whose unions hold each once.
fn avro_kind(ty: &Type) -> &str {
    match ty {
        Type::Boolean => "boolean",
        Type::Integer { width: Width::Int, .. } | Type::Date => "int",
        Type::Integer { width: Width::Long, .. } | Type::Timestamp => "long",
        Type::Double { .. } => "double",
        Type::Bytes { .. } => "bytes",
        Type::Enum { name, .. } => name,
        Type::Array { .. } => "array",
        Type::Map { .. } => "map",
        Type::Record(record) => &record.name,
        _ => "string",
    }
}
