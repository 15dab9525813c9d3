//! The guide to catalogs: its reference follows from the code, its example works.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tda_events::{Catalog, catalog_json_schema};

use super::pages::{hold, repository};

/// What the guide says behind this line is generated.
const GENERATED: &str =
    "<!-- generated: what follows is written from the tables that the loader checks files against -->\n";

fn guide() -> String {
    let path = repository().join("docs/catalog.md");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_reference_is_checked_in() {
    let guide = guide();
    let (words, _) = guide.split_once(GENERATED).expect("the marker");
    let schema: Value = serde_json::from_str(&catalog_json_schema()).expect("JSON");
    let mut page = format!("{words}{GENERATED}");
    reference(&mut page, "The file", &schema);
    for (name, section) in schema["$defs"].as_object().expect("definitions") {
        if section["properties"].is_object() && name != "fields" {
            reference(&mut page, &format!("`{name}`"), section);
        }
    }
    hold("docs/catalog.md", &page);
}

fn reference(page: &mut String, title: &str, section: &Value) {
    let text = |value: &Value| value["description"].as_str().unwrap_or_default().replace('|', "\\|");
    let _ = write!(page, "\n### {title}\n\n{}\n\n| key | holds | |\n|---|---|---|\n", text(section));
    let required = section["required"].as_array().cloned().unwrap_or_default();
    for (name, property) in section["properties"].as_object().expect("properties") {
        let must = if required.contains(&Value::from(name.as_str())) { "required. " } else { "" };
        let _ = writeln!(page, "| `{name}` | {} | {must}{} |", holds(property), text(property));
    }
}

/// A property of the JSON Schema in a few words.
fn holds(property: &Value) -> String {
    if let Some(target) = property["$ref"].as_str() {
        let name = target.rsplit('/').next().unwrap_or_default();
        return if name == "settings" { name.to_owned() } else { format!("`{name}`") };
    }
    if let Some(words) = property["enum"].as_array() {
        let words = words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`"));
        let words: Vec<String> = words.collect();
        return if words.len() > 20 { "a rule's id".to_owned() } else { words.join(", ") };
    }
    if let Some(kinds) = property["anyOf"].as_array() {
        return kinds.iter().map(holds).collect::<Vec<_>>().join(" or ");
    }
    match property["type"].as_str() {
        Some("array") => format!("list of {}", holds(&property["items"])),
        Some("object") if property["additionalProperties"].is_object() => {
            format!("by name: {}", holds(&property["additionalProperties"]))
        }
        Some("object") => {
            let any = property["properties"].as_object().and_then(|properties| properties.values().next());
            format!("by environment: {}", any.map(holds).unwrap_or_default())
        }
        Some("integer") => whole(property["minimum"].as_u64(), property["maximum"].as_u64()),
        Some("string") | None => "text".to_owned(),
        Some(other) => other.to_owned(),
    }
}

fn whole(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("`{low}`"),
        (Some(low), Some(high)) if high <= u64::from(u32::MAX) => format!("integer {low} to {high}"),
        (low, _) => format!("integer from {}", low.unwrap_or_default()),
    }
}

#[test]
fn the_example_loads_and_has_no_findings() {
    let guide = guide();
    let (_, behind) = guide.split_once("```yaml\n").expect("an example");
    let (example, _) = behind.split_once("```").expect("its end");
    let catalog = Catalog::parse(example, "greenhouse.yaml").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(catalog.lint(), []);
    let data = json!({"sensor_id": "s1", "temperature_celsius": 21.5, "quality": "GOOD"});
    let event = catalog.event("sensor.read", data).unwrap_or_else(|invalid| panic!("{invalid}"));
    assert_eq!(event.event_type(), "sensor.read");
}
