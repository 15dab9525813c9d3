//! One value against a JSON Schema, and the types that a schema lets a value have.

use serde_json::{Map, Value};

use super::{
    json::{JsonSchema, Place, TYPES, is_annotation},
    json_accepts::Written,
    json_rules::compare,
};

/// Schemas within schemas that are followed for one value.
const DEPTH_MAX: usize = 64;

/// Whether `schema` takes `value`; `None` where a keyword is not followed.
pub(super) fn is_valid(schema: &JsonSchema, place: Place<'_>, value: &Value) -> Option<bool> {
    valid(schema, place, value, 0)
}

fn valid(schema: &JsonSchema, place: Place<'_>, value: &Value, depth: usize) -> Option<bool> {
    if depth > DEPTH_MAX {
        return None;
    }
    let keywords = match place.schema {
        Value::Bool(takes) => return Some(*takes),
        Value::Object(keywords) => keywords,
        _ => return None,
    };
    let mut answer = Some(true);
    for (keyword, rule) in keywords {
        match keyword_takes(schema, place, keyword, rule, value, depth) {
            Some(true) => {}
            Some(false) => return Some(false),
            // Another keyword may still refuse the value for sure.
            None => answer = None,
        }
    }
    answer
}

fn keyword_takes(
    schema: &JsonSchema,
    place: Place<'_>,
    keyword: &str,
    rule: &Value,
    value: &Value,
    depth: usize,
) -> Option<bool> {
    let each = |places: Vec<Place<'_>>| -> Vec<Option<bool>> {
        places.into_iter().map(|place| valid(schema, place, value, depth + 1)).collect()
    };
    match keyword {
        "$ref" => valid(schema, schema.target(place)?, value, depth + 1),
        "allOf" => all(each(place.list(keyword)?)),
        "anyOf" => {
            let answers = each(place.list(keyword)?);
            if answers.contains(&Some(true)) { Some(true) } else { all(answers) }
        }
        "oneOf" => {
            let answers: Option<Vec<bool>> = each(place.list(keyword)?).into_iter().collect();
            Some(answers?.into_iter().filter(|takes| *takes).count() == 1)
        }
        "type" => Some(declared_types(place.schema).contains(&type_of(value))),
        "const" => Some(equal(rule, value)),
        "enum" => Some(rule.as_array()?.iter().any(|other| equal(other, value))),
        keyword if is_annotation(keyword) => Some(true),
        _ => match value {
            Value::Array(items) => array_takes(schema, place, keyword, rule, items, depth),
            Value::Bool(_) | Value::Null => Some(true),
            Value::Number(number) => number_takes(keyword, rule, number),
            Value::Object(fields) => object_takes(schema, place, keyword, rule, fields, depth),
            Value::String(text) => text_takes(keyword, rule, text),
        },
    }
}

/// `false` when one is; otherwise unknown when one is.
fn all(answers: Vec<Option<bool>>) -> Option<bool> {
    if answers.contains(&Some(false)) {
        Some(false)
    } else {
        answers.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
    }
}

fn number_takes(keyword: &str, rule: &Value, number: &serde_json::Number) -> Option<bool> {
    let limit = rule.as_number();
    match keyword {
        "minimum" => Some(compare(number, limit?).is_ge()),
        "exclusiveMinimum" => Some(compare(number, limit?).is_gt()),
        "maximum" => Some(compare(number, limit?).is_le()),
        "exclusiveMaximum" => Some(compare(number, limit?).is_lt()),
        "multipleOf" => Some(number.as_i128()? % limit?.as_i128().filter(|step| *step > 0)? == 0),
        keyword => unconcerned(keyword, &["not", "if", "then", "else"]),
    }
}

fn text_takes(keyword: &str, rule: &Value, text: &str) -> Option<bool> {
    let letters = u64::try_from(text.chars().count()).ok()?;
    match keyword {
        "minLength" => Some(letters >= rule.as_u64()?),
        "maxLength" => Some(letters <= rule.as_u64()?),
        keyword => unconcerned(keyword, &["not", "if", "then", "else", "pattern", "format"]),
    }
}

fn array_takes(
    schema: &JsonSchema,
    place: Place<'_>,
    keyword: &str,
    rule: &Value,
    items: &[Value],
    depth: usize,
) -> Option<bool> {
    let count = u64::try_from(items.len()).ok()?;
    match keyword {
        "minItems" => Some(count >= rule.as_u64()?),
        "maxItems" => Some(count <= rule.as_u64()?),
        "items" if place.keyword("prefixItems").is_none() && !rule.is_array() => {
            all(items.iter().map(|item| valid(schema, place.inner(rule), item, depth + 1)).collect())
        }
        keyword => unconcerned(
            keyword,
            &[
                "not",
                "if",
                "then",
                "else",
                "items",
                "prefixItems",
                "additionalItems",
                "uniqueItems",
                "contains",
            ],
        ),
    }
}

fn object_takes(
    schema: &JsonSchema,
    place: Place<'_>,
    keyword: &str,
    rule: &Value,
    fields: &Map<String, Value>,
    depth: usize,
) -> Option<bool> {
    match keyword {
        "required" => Some(
            rule.as_array()?.iter().all(|name| name.as_str().is_some_and(|name| fields.contains_key(name))),
        ),
        "properties" => {
            let rules = rule.as_object()?;
            let known = fields.iter().filter_map(|(name, value)| Some((rules.get(name)?, value)));
            all(known.map(|(rule, value)| valid(schema, place.inner(rule), value, depth + 1)).collect())
        }
        "additionalProperties" if place.keyword("patternProperties").is_none() => {
            let named = |name: &String| place.properties().is_some_and(|fields| fields.contains_key(name));
            let others = fields.iter().filter(|(name, _)| !named(name));
            all(others.map(|(_, value)| valid(schema, place.inner(rule), value, depth + 1)).collect())
        }
        "minProperties" => Some(u64::try_from(fields.len()).ok()? >= rule.as_u64()?),
        "maxProperties" => Some(u64::try_from(fields.len()).ok()? <= rule.as_u64()?),
        keyword => unconcerned(
            keyword,
            &[
                "not",
                "if",
                "then",
                "else",
                "additionalProperties",
                "dependencies",
                "dependentRequired",
                "dependentSchemas",
                "patternProperties",
                "propertyNames",
                "unevaluatedProperties",
            ],
        ),
    }
}

/// A keyword for other types takes any value; one of `open` is not followed.
fn unconcerned(keyword: &str, open: &[&str]) -> Option<bool> {
    if open.contains(&keyword) { None } else { Some(true) }
}

fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => compare(one, other).is_eq(),
        _ => one == other,
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "array",
        Value::Bool(_) => "boolean",
        Value::Null => "null",
        Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => "integer",
        Value::Number(_) => "number",
        Value::Object(_) => "object",
        Value::String(_) => "string",
    }
}

/// The types that a schema names; all when it names none. A number may be an integer.
pub(super) fn declared_types(schema: &Value) -> Vec<&'static str> {
    let named = |name: &str| match schema.get("type") {
        None => true,
        Some(Value::Array(names)) => names.iter().any(|other| other == name),
        Some(other) => other == name,
    };
    TYPES.into_iter().filter(|ty| named(ty) || (*ty == "integer" && named("number"))).collect()
}

/// As [`declared_types`], narrowed by the values that it lists.
pub(super) fn types_of(schema: &Value) -> Vec<&'static str> {
    let mut types = declared_types(schema);
    let listed = schema.get("enum").and_then(Value::as_array).map(Vec::as_slice);
    let constant = schema.get("const").map(std::slice::from_ref);
    for values in [listed, constant].into_iter().flatten() {
        types.retain(|ty| values.iter().any(|value| type_of(value) == *ty));
    }
    types
}

/// The `type` of a schema as a message shows it.
pub(super) fn type_names(schema: &Value) -> String {
    match schema.get("type") {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        Some(Value::String(name)) => name.clone(),
        _ => "any type".to_owned(),
    }
}

/// Whether no value that is written is taken by `branch`, as far as types and constants tell.
pub(super) fn is_disjoint(schema: &JsonSchema, branch: Place<'_>, written: &Written<'_>) -> bool {
    let Some(branch) = schema.target(branch) else { return false };
    if !types_of(branch.schema).iter().any(|ty| written.types().contains(ty)) {
        return true;
    }
    // A field that both sides fix to different values tells objects apart; it must be there on one side's word.
    let requires = |name: &str| {
        let has =
            |value: &Value| value.as_array().is_some_and(|names| names.iter().any(|other| other == name));
        written.keyword("required").any(has)
    };
    let mut fields = branch.properties().into_iter().flatten();
    written.types() == ["object"]
        && fields.any(|(name, rule)| {
            let values =
                written.parts.iter().filter_map(|part| part.place.properties()?.get(name)?.get("const"));
            requires(name)
                && values.into_iter().any(|value| is_valid(schema, branch.inner(rule), value) == Some(false))
        })
}
