//! The keywords of JSON Schema one by one: is each rule of the reader implied by what is known of the data?

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Number, Value};

use super::{
    json::{Place, TYPES},
    json_accepts::{Comparison, Written, same_rules},
    json_value,
    verdict::Finding,
};

const TYPE_CHANGED: &str = "keep the type, or add a field beside it and drop the old one later";
const REQUIRED: [&str; 2] = [
    "make the field optional",
    "keep the field required: drop it only after a version in which it is optional",
];
const CLOSED: [&str; 2] =
    ["leave `additionalProperties` open", "add fields only once the schema of every consumer is open"];
const BOUND: [&str; 2] = [
    "keep the old bound, and reject what exceeds the new one where the values are used",
    "keep the bound until no consumer on the old schema is left",
];

/// Keywords that no rule below follows: they must be the same on both sides.
const NOT_FOLLOWED: [&str; 15] = [
    "$dynamicRef",
    "$recursiveRef",
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "not",
    "patternProperties",
    "propertyNames",
    "then",
    "unevaluatedItems",
];

/// Checks every keyword of `reader` but references and unions.
pub(super) fn check<'a>(
    comparison: &mut Comparison<'a>,
    reader: Place<'a>,
    written: &Written<'a>,
    path: &str,
    found: &mut Vec<Finding>,
) -> bool {
    let types = written.types();
    let taken = json_value::declared_types(reader.schema);
    let refused: Vec<_> = types.iter().filter(|ty| !taken.contains(*ty)).copied().collect();
    if !refused.is_empty() {
        let names = json_value::type_names(reader.schema);
        let reason = format!("the reader wants {names}, the data may hold {}", shown(&refused));
        found.push(Finding::new(path, reason, TYPE_CHANGED));
        return false;
    }
    let before = found.len();
    limited_values(reader, path, found);
    not_followed(reader, written, path, found);
    if types.contains(&"integer") || types.contains(&"number") {
        numbers(reader, written, path, found);
    }
    if types.contains(&"string") {
        texts(reader, written, path, found);
    }
    let mut fits = found.len() == before;
    if types.contains(&"array") {
        fits &= arrays(comparison, reader, written, path, found);
    }
    if types.contains(&"object") {
        fits &= objects(comparison, reader, written, path, found);
    }
    fits
}

/// Types in words; all of them are anything.
fn shown(types: &[&str]) -> String {
    if types.len() >= TYPES.len() - 1 { "anything".to_owned() } else { types.join(" or ") }
}

/// Data that is a list of values never comes here.
fn limited_values(reader: Place<'_>, path: &str, found: &mut Vec<Finding>) {
    for keyword in ["const", "enum"] {
        if let Some(values) = reader.keyword(keyword) {
            let reason = format!("the reader takes only {values}, the data may hold others");
            found.push(Finding::sided(path, reason, BOUND));
        }
    }
}

fn not_followed(reader: Place<'_>, written: &Written<'_>, path: &str, found: &mut Vec<Finding>) {
    let is_followed = |keyword: &str| !NOT_FOLLOWED.contains(&keyword) && keyword != "unevaluatedProperties";
    for (keyword, value) in reader.schema.as_object().into_iter().flatten() {
        if !is_followed(keyword) && !written.keyword(keyword).any(|other| same_rules(other, value)) {
            let reason = format!("`{keyword}` differs or is new on the reader's side, and is not followed");
            found.push(Finding::undecided(path, reason));
        }
    }
}

/// One bound of the reader: some part of the data's schema must be as narrow.
fn bound(
    keyword: &str,
    reader: Place<'_>,
    written: &Written<'_>,
    implies: impl Fn(&Written<'_>, &Number) -> bool,
    path: &str,
    found: &mut Vec<Finding>,
) {
    let Some(limit) = reader.keyword(keyword) else { return };
    let Value::Number(number) = limit else {
        found.push(Finding::undecided(path, format!("`{keyword}` of the reader is {limit}, no number")));
        return;
    };
    if implies(written, number) {
        return;
    }
    let theirs = written.keyword(keyword).next().map_or_else(|| "none".to_owned(), Value::to_string);
    let reason = format!("the reader's `{keyword}` is {limit}, the data's is {theirs}");
    found.push(Finding::sided(path, reason, BOUND));
}

/// Whether some `keyword` of the data is at least (`Greater`) or at most (`Less`) as far as `limit`.
fn is_within(written: &Written<'_>, keyword: &str, limit: &Number, far: Ordering, or_equal: bool) -> bool {
    written.keyword(keyword).filter_map(Value::as_number).any(|theirs| {
        let order = compare(theirs, limit);
        order == far || (or_equal && order == Ordering::Equal)
    })
}

fn numbers(reader: Place<'_>, written: &Written<'_>, path: &str, found: &mut Vec<Finding>) {
    let sides =
        [("minimum", "exclusiveMinimum", Ordering::Greater), ("maximum", "exclusiveMaximum", Ordering::Less)];
    for (inclusive, exclusive, far) in sides {
        let by_inclusive = |written: &Written<'_>, limit: &Number| {
            is_within(written, inclusive, limit, far, true) || is_within(written, exclusive, limit, far, true)
        };
        bound(inclusive, reader, written, by_inclusive, path, found);
        let by_exclusive = |written: &Written<'_>, limit: &Number| {
            is_within(written, inclusive, limit, far, false)
                || is_within(written, exclusive, limit, far, true)
        };
        bound(exclusive, reader, written, by_exclusive, path, found);
    }
    let is_multiple = |written: &Written<'_>, step: &Number| {
        let whole = |number: &Number| number.as_i128().filter(|number| *number > 0);
        let is_whole = !written.types().contains(&"number") && step.as_i128() == Some(1);
        is_whole
            || written.keyword("multipleOf").filter_map(Value::as_number).any(|theirs| {
                theirs == step
                    || whole(theirs).zip(whole(step)).is_some_and(|(theirs, step)| theirs % step == 0)
            })
    };
    bound("multipleOf", reader, written, is_multiple, path, found);
}

fn texts(reader: Place<'_>, written: &Written<'_>, path: &str, found: &mut Vec<Finding>) {
    counts("minLength", "maxLength", reader, written, path, found);
    for keyword in ["format", "pattern"] {
        let Some(form) = reader.keyword(keyword) else { continue };
        let mut theirs = written.keyword(keyword).peekable();
        if theirs.peek().is_none() {
            let reason = format!("the reader's `{keyword}` is {form}, the data's is none");
            found.push(Finding::sided(path, reason, BOUND));
        } else if !theirs.any(|other| other == form) {
            let reason = format!("whether `{keyword}` of the data implies the reader's {form} is open");
            found.push(Finding::undecided(path, reason));
        }
    }
}

/// Least and greatest lengths; a least one of 0 asks nothing.
fn counts(
    least: &str,
    most: &str,
    reader: Place<'_>,
    written: &Written<'_>,
    path: &str,
    found: &mut Vec<Finding>,
) {
    let at_least = |written: &Written<'_>, limit: &Number| {
        limit.as_u64() == Some(0) || is_within(written, least, limit, Ordering::Greater, true)
    };
    bound(least, reader, written, at_least, path, found);
    let at_most =
        |written: &Written<'_>, limit: &Number| is_within(written, most, limit, Ordering::Less, true);
    bound(most, reader, written, at_most, path, found);
}

fn arrays<'a>(
    comparison: &mut Comparison<'a>,
    reader: Place<'a>,
    written: &Written<'a>,
    path: &str,
    found: &mut Vec<Finding>,
) -> bool {
    let before = found.len();
    counts("minItems", "maxItems", reader, written, path, found);
    let is_unique = |value: &Value| *value == Value::Bool(true);
    if reader.keyword("uniqueItems").is_some_and(is_unique) && !written.keyword("uniqueItems").any(is_unique)
    {
        let reason = "the reader wants different items, the data may hold one twice";
        found.push(Finding::sided(path, reason, BOUND));
    }
    let mut fits = found.len() == before;
    let first_items = written.parts.iter().map(|part| first_items(part.place).len()).max().unwrap_or(0);
    // One beyond every listed place stands for all the rest.
    for index in 0..=first_items.max(first_items_of(reader)) {
        let Some(taken) = item(reader, index) else { continue };
        let items = written.parts.iter().filter_map(|part| item(part.place, index)).collect();
        fits &= comparison.accepts(taken, &Written::all(items), &format!("{path}[]"), found);
    }
    fits
}

fn first_items_of(place: Place<'_>) -> usize {
    first_items(place).len()
}

/// The schemas of the first items, as this draft or older ones write them.
fn first_items(place: Place<'_>) -> Vec<Place<'_>> {
    place.list("prefixItems").or_else(|| place.list("items")).unwrap_or_default()
}

/// The schema of the item at `index`; none where anything may stand.
fn item(place: Place<'_>, index: usize) -> Option<Place<'_>> {
    let rest = || match place.keyword("items") {
        Some(Value::Array(_)) => place.at("additionalItems"),
        _ => place.at("items"),
    };
    first_items(place).get(index).copied().or_else(rest)
}

fn objects<'a>(
    comparison: &mut Comparison<'a>,
    reader: Place<'a>,
    written: &Written<'a>,
    path: &str,
    found: &mut Vec<Finding>,
) -> bool {
    let before = found.len();
    counts("minProperties", "maxProperties", reader, written, path, found);
    required(reader, written, path, found);
    let mut fits = found.len() == before;
    for name in names(reader, written) {
        let here = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let Some(value) = field(written, name) else { continue };
        match reader.properties().and_then(|properties| properties.get(name)) {
            Some(taken) => fits &= comparison.accepts(reader.inner(taken), &value, &here, found),
            None => fits &= additional(comparison, reader, &value, &here, found),
        }
    }
    fits & other_fields(comparison, reader, written, path, found)
}

fn required(reader: Place<'_>, written: &Written<'_>, path: &str, found: &mut Vec<Finding>) {
    let names = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let always: BTreeSet<String> = written.keyword("required").flat_map(names).collect();
    for name in reader.keyword("required").map(names).unwrap_or_default() {
        if !always.contains(&name) {
            let here = if path.is_empty() { name } else { format!("{path}.{name}") };
            let reason = "the reader requires the field, the data may lack it";
            found.push(Finding::sided(&here, reason, REQUIRED));
        }
    }
}

/// Every field that one side names.
fn names<'a>(reader: Place<'a>, written: &Written<'a>) -> BTreeSet<&'a str> {
    let places = written.parts.iter().map(|part| part.place).chain([reader]);
    places.filter_map(Place::properties).flat_map(|fields| fields.keys().map(String::as_str)).collect()
}

/// What a writer may write into the field `name`: `None` when nothing.
fn field<'a>(written: &Written<'a>, name: &str) -> Option<Written<'a>> {
    let mut places = Vec::new();
    for part in &written.parts {
        let own = part.place.properties().and_then(|fields| fields.get(name));
        match own.map(|own| part.place.inner(own)).or_else(|| part.place.at("additionalProperties")) {
            Some(place) if place.schema == &Value::Bool(false) => return None,
            Some(place) if own.is_some() || place.schema.is_object() => places.push(place),
            _ => {}
        }
    }
    // A field that no schema names is not written.
    (!places.is_empty()).then(|| Written::all(places))
}

/// A field that the reader does not name.
fn additional<'a>(
    comparison: &mut Comparison<'a>,
    reader: Place<'a>,
    value: &Written<'a>,
    path: &str,
    found: &mut Vec<Finding>,
) -> bool {
    match reader.at("additionalProperties") {
        None => true,
        Some(place) if place.schema == &Value::Bool(false) => {
            let reason = "the data may hold the field, and the reader takes none that it does not name";
            found.push(Finding::sided(path, reason, CLOSED));
            false
        }
        Some(place) => comparison.accepts(place, value, path, found),
    }
}

/// Fields that neither side names: only an open writer has any.
fn other_fields<'a>(
    comparison: &mut Comparison<'a>,
    reader: Place<'a>,
    written: &Written<'a>,
    path: &str,
    found: &mut Vec<Finding>,
) -> bool {
    let Some(taken) = reader.at("additionalProperties") else { return true };
    let theirs: Vec<Place<'a>> =
        written.parts.iter().filter_map(|part| part.place.at("additionalProperties")).collect();
    if theirs.iter().any(|place| place.schema == &Value::Bool(false)) {
        return true;
    }
    if taken.schema == &Value::Bool(false) {
        let reason = "the reader takes no field that it does not name, and the data is open to them";
        found.push(Finding::sided(path, reason, CLOSED));
        return false;
    }
    comparison.accepts(taken, &Written::all(theirs), &format!("{path}{{}}"), found)
}

/// Whole numbers exactly, others as doubles.
pub(super) fn compare(one: &Number, other: &Number) -> Ordering {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => {
            let (one, other) = (one.as_f64().unwrap_or(f64::NAN), other.as_f64().unwrap_or(f64::NAN));
            one.total_cmp(&other)
        }
    }
}
