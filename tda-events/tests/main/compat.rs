//! Compatibility of schemas: the verdicts on every kind of change, and the words in which a break is told.

use serde_json::{Value, json};
use tda_events::schema::{
    Compatibility, Incompatible, Reader, SCHEMA_BYTES_MAX, Schema, SchemaError, check_compatibility,
};

/// Pairs of schemas with our verdict and, where it differs, a real registry's (which a live test asks again).
fn pairs() -> Vec<Value> {
    serde_json::from_str(include_str!("../compat/pairs.json")).expect("well formed")
}

fn parse(pair: &Value, schema: &Value) -> Result<Schema, SchemaError> {
    match pair["type"].as_str() {
        Some("AVRO") => Schema::avro(&schema.to_string()),
        _ => Schema::json(&schema.to_string()),
    }
}

fn verdicts(pair: &Value) -> Vec<&'static str> {
    let existing: Vec<Schema> = pair["existing"]
        .as_array()
        .expect("well formed")
        .iter()
        .map(|schema| parse(pair, schema).expect("well formed"))
        .collect();
    let new = parse(pair, &pair["new"]).expect("well formed");
    let levels = Compatibility::ALL.into_iter().filter(|level| *level != Compatibility::None);
    levels
        .filter(|level| check_compatibility(*level, &new, &existing).is_ok())
        .map(Compatibility::name)
        .collect()
}

#[test]
fn every_pair_has_the_verdict_that_stands_beside_it() {
    let pairs = pairs();
    assert!(pairs.len() >= 60, "{} pairs", pairs.len());
    for pair in &pairs {
        assert_eq!(json!(verdicts(pair)), pair["compatible"], "{}", pair["name"]);
    }
}

#[test]
fn every_disagreement_with_the_registry_is_explained() {
    let explained = include_str!("../../../docs/schema-compatibility.md");
    for pair in pairs() {
        let differs = pair.get("registry").is_some_and(|verdict| *verdict != pair["compatible"]);
        assert_eq!(differs, pair.get("why").is_some(), "{}", pair["name"]);
        let name = pair["name"].as_str().expect("well formed");
        assert!(!differs || explained.contains(&format!("`{name}`")), "{name} is not in the documentation");
    }
}

fn record(fields: &str) -> Schema {
    Schema::avro(&format!(r#"{{"type": "record", "name": "Job", "fields": [{fields}]}}"#))
        .expect("well formed")
}

fn broken(level: Compatibility, new: &Schema, old: Schema) -> Incompatible {
    check_compatibility(level, new, &[old.labelled("1.1")]).expect_err("a break")
}

#[test]
fn a_break_names_the_field_the_reader_the_reason_and_a_way_out() {
    let old = record(r#"{"name": "data", "type": {"type": "record", "name": "Data", "fields": []}}"#);
    let new = record(
        r#"{"name": "data", "type": {"type": "record", "name": "Data",
            "fields": [{"name": "tags", "type": {"type": "array", "items": "string"}}]}}"#,
    );
    let error = broken(Compatibility::Backward, &new, old.clone());
    assert_eq!((error.breaks.len(), error.breaks[0].reader), (1, Reader::New));
    assert_eq!(
        error.to_string(),
        "the schema is not BACKWARD compatible; data.tags breaks consumers on the new schema reading version 1.1: \
         the data lacks the field and the reader has no default for it (give the field a default)"
    );
    let error = broken(Compatibility::Forward, &old, new);
    assert!(
        error.to_string().contains("data.tags breaks consumers on version 1.1 reading new data"),
        "{error}"
    );
}

#[test]
fn all_breaks_are_reported_at_once() {
    let old = record(r#"{"name": "a", "type": "int"}, {"name": "b", "type": "string"}"#);
    let new = record(r#"{"name": "a", "type": "string"}, {"name": "c", "type": "string"}"#);
    let error = broken(Compatibility::Full, &new, old);
    let paths: Vec<_> = error.breaks.iter().map(|broken| broken.path.as_str()).collect();
    assert_eq!(paths, ["a", "c", "a", "b"]);
}

#[test]
fn an_open_question_counts_as_broken_and_says_so() {
    let schema = |text: &str| Schema::json(text).expect("well formed");
    let error = broken(
        Compatibility::Backward,
        &schema(r#"{"properties": {"x": {"type": "string", "pattern": "^a+$"}}}"#),
        schema(r#"{"properties": {"x": {"type": "string", "pattern": "^a$"}}}"#),
    );
    assert!(error.breaks[0].undecided && error.to_string().contains("cannot be decided"), "{error}");
}

#[test]
fn avro_and_json_schema_do_not_follow_each_other() {
    let error = broken(Compatibility::Forward, &record(""), Schema::json("{}").expect("well formed"));
    assert!(error.breaks[0].path.is_empty(), "{error}");
    assert!(
        check_compatibility(Compatibility::None, &record(""), &[Schema::json("{}").expect("well formed")])
            .is_ok()
    );
}

#[test]
fn references_bring_named_types() {
    let level = r#"{"type": "enum", "name": "t.Level", "symbols": ["LOW"]}"#;
    let job = r#"{"type": "record", "name": "t.Job", "fields": [{"name": "level", "type": "t.Level"}]}"#;
    assert!(Schema::avro(job).expect_err("a break").to_string().contains("`t.Level` is not defined"));
    let old = Schema::avro_with(job, &[level]).expect("well formed");
    let wider =
        Schema::avro_with(job, &[&level.replace("\"LOW\"", "\"LOW\", \"TOP\"")]).expect("well formed");
    assert_eq!(broken(Compatibility::Forward, &wider, old.clone()).breaks[0].path, "level");
    assert!(check_compatibility(Compatibility::Backward, &wider, &[old]).is_ok());

    let job = r#"{"properties": {"level": {"$ref": "level.json"}}}"#;
    let json = |level: &str| Schema::json_with(job, &[("level.json", level)]).expect("well formed");
    let error =
        broken(Compatibility::Backward, &json(r#"{"type": "integer"}"#), json(r#"{"type": "string"}"#));
    assert_eq!(error.breaks[0].path, "level");
}

#[test]
fn wrong_schemas_are_refused_with_their_place() {
    let field =
        |ty: &str| format!(r#"{{"type": "record", "name": "Job", "fields": [{{"name": "x", {ty}}}]}}"#);
    for (schema, fault) in [
        (field(r#""type": "int", "default": "one""#), "Job.x: the default \"one\" is not of its type"),
        (field(r#""type": ["int", "int"]"#), "x: the union holds \"int\" twice"),
        (field(r#""type": ["int", ["null"]]"#), "x: a union may not hold a union itself"),
        (field(r#""type": "Elsewhere""#), "x: type `Elsewhere` is not defined before it is used"),
        (
            field(r#""type": {"type": "enum", "name": "E", "symbols": ["A", "A"]}"#),
            "x: the symbol `A` stands twice",
        ),
        (field(r#""type": {"type": "fixed", "name": "F"}"#), "x: a fixed needs `size`, a number of bytes"),
        ("{".to_owned(), "the schema is no JSON: EOF while parsing an object at line 1 column 1"),
    ] {
        assert_eq!(Schema::avro(&schema).expect_err("a break").to_string(), fault);
    }
    let error = Schema::json(r#"{"properties": {"x": {"type": "text"}}}"#).expect_err("a break");
    assert!(error.to_string().starts_with("properties.x: `type` is one or several of"), "{error}");
}

#[test]
fn hostile_schemas_end_in_an_error_soon() {
    let deep = "[".repeat(100_000);
    assert!(matches!(Schema::avro(&deep), Err(SchemaError::NotJson(_))));
    let large = " ".repeat(SCHEMA_BYTES_MAX + 1);
    assert!(matches!(Schema::json(&large), Err(SchemaError::TooLarge { .. })));
    // Each record stands twice in the next one: 2^40 paths, 40 pairs.
    let doubled = |leaf: &str| {
        let mut ty =
            format!(r#"{{"type": "record", "name": "R0", "fields": [{{"name": "x", "type": "{leaf}"}}]}}"#);
        for level in 1..40 {
            let before = level - 1;
            ty = format!(
                r#"{{"type": "record", "name": "R{level}",
                    "fields": [{{"name": "a", "type": {ty}}}, {{"name": "b", "type": "R{before}"}}]}}"#
            );
        }
        Schema::avro(&ty).expect("well formed")
    };
    assert_eq!(broken(Compatibility::Backward, &doubled("int"), doubled("long")).breaks.len(), 1);
    assert!(check_compatibility(Compatibility::Backward, &doubled("long"), &[doubled("int")]).is_ok());
    // Every definition points at itself and at the next: a chain longer than the stack should be.
    let chain = |ty: &str| {
        let definitions: serde_json::Map<String, Value> = (0..5_000)
            .map(|n| {
                (format!("d{n}"), json!({"properties": {"next": {"$ref": format!("#/$defs/d{}", n + 1)}}}))
            })
            .chain([("d5000".to_owned(), json!({"type": ty}))])
            .collect();
        Schema::json(&json!({"$ref": "#/$defs/d0", "$defs": definitions}).to_string()).expect("well formed")
    };
    assert!(broken(Compatibility::Backward, &chain("string"), chain("integer")).breaks[0].undecided);
}
