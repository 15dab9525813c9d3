//! TypeScript declarations of a system's events, beside the JSON Schema that validates them.

use serde_json::Value;

use super::types::{Types, only_symbol};
use super::{GeneratedFile, one_line};
use crate::catalog::Catalog;
use crate::schema::{Field, Presence, Record, Type};

/// The declarations, and the schema for a validator such as ajv.
pub(super) fn declarations(catalog: &Catalog) -> Vec<GeneratedFile> {
    let types = Types::of(catalog);
    let mut text = format!(
        "\
// Events of {}. Made by `tda generate typescript` from the catalog: change that instead of this file.
//
// `events.schema.json` beside this file validates what these types only promise. Whole numbers beyond
// Number.MAX_SAFE_INTEGER lose their last digits when JSON.parse reads them.
",
        one_line(catalog.system())
    );
    for (name, symbols) in &types.enums {
        let symbols: Vec<String> = symbols.iter().map(|symbol| literal(symbol)).collect();
        text.push_str(&format!("\nexport type {name} = {};\n", symbols.join(" | ")));
    }
    for (name, record) in &types.records {
        text.push('\n');
        interface(&types, name, record, &mut text);
    }
    index(catalog, &types, &mut text);
    vec![GeneratedFile { path: "events.d.ts".to_owned(), text }, super::json_schema::bundle(catalog)]
}

fn interface(types: &Types<'_>, name: &str, record: &Record, text: &mut String) {
    comment("", &record.doc, text);
    text.push_str(&format!("export interface {name} {{\n"));
    for field in &record.fields {
        comment("  ", &documentation(field), text);
        // Other programs write null for what is absent.
        let (mark, or_null) = match field.presence {
            Presence::Required => ("", ""),
            _ => ("?", " | null"),
        };
        let field_name = property(&field.name);
        text.push_str(&format!("  {field_name}{mark}: {}{or_null};\n", type_text(types, &field.ty)));
    }
    text.push_str("}\n");
}

/// Every event by its type, and the union of all.
fn index(catalog: &Catalog, types: &Types<'_>, text: &mut String) {
    text.push_str("\n/** Every event by its type. */\nexport interface EventsByType {\n");
    for event in &types.events {
        text.push_str(&format!("  {}: {};\n", literal(event.event_type), event.name));
    }
    text.push_str("}\n\n");
    text.push_str(&format!("/** Any event of {}. */\n", one_line(catalog.system())));
    text.push_str("export type AnyEvent = EventsByType[keyof EventsByType];\n");
}

fn documentation(field: &Field) -> String {
    match &field.presence {
        Presence::Default(value) => format!("{} Default: {value}.", field.doc),
        _ => field.doc.clone(),
    }
}

/// Without `Array` and `Record`, which an event may be called too.
fn type_text(types: &Types<'_>, ty: &Type) -> String {
    match ty {
        Type::Boolean => "boolean".to_owned(),
        Type::Integer { .. } | Type::Double { infinite: false, .. } => "number".to_owned(),
        Type::Double { infinite: true, .. } => "number | \"inf\" | \"-inf\"".to_owned(),
        Type::Text { .. } | Type::Bytes { .. } | Type::Timestamp | Type::Date => "string".to_owned(),
        Type::Json { object: true, .. } => "{ [name: string]: unknown }".to_owned(),
        Type::Json { .. } => "unknown".to_owned(),
        Type::Enum { name, symbols } => match only_symbol(ty) {
            Some(only) => literal(only),
            None => types.enum_name(name, symbols).to_owned(),
        },
        Type::Array { items, .. } => match type_text(types, items) {
            union if union.contains(' ') => format!("({union})[]"),
            plain => format!("{plain}[]"),
        },
        Type::Map { values, .. } => format!("{{ [name: string]: {} }}", type_text(types, values)),
        Type::Record(record) => types.record_name(record).to_owned(),
        Type::Union(union) => union.iter().map(|ty| type_text(types, ty)).collect::<Vec<_>>().join(" | "),
    }
}

fn literal(text: &str) -> String {
    Value::from(text).to_string()
}

/// The name of a property, in quotes where it is no identifier.
fn property(name: &str) -> String {
    let letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let is_identifier = name.chars().all(letter) && !name.starts_with(|first: char| first.is_ascii_digit());
    if is_identifier && !name.is_empty() { name.to_owned() } else { literal(name) }
}

fn comment(indent: &str, doc: &str, text: &mut String) {
    let doc = one_line(doc).replace("*/", "* /");
    if !doc.is_empty() {
        text.push_str(&format!("{indent}/** {doc} */\n"));
    }
}
