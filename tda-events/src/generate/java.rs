//! Java records of a system's events (Java 17, Jackson).

use std::collections::HashSet;

use serde_json::Value;

use super::types::{Types, only_symbol};
use super::{GeneratedFile, one_line};
use crate::catalog::Catalog;
use crate::schema::{Field, Presence, Record, Type, Width};

/// How times, days and infinities are read and written: the same for every system.
const MAPPER: &str = include_str!("java/mapper.java");

/// One class that holds a record for each named type.
pub(super) fn records(catalog: &Catalog) -> GeneratedFile {
    let types = Types::of(catalog);
    let package = package(catalog.system());
    let class = identifier(format!("{}Events", upper_camel(catalog.system())));
    let system = one_line(catalog.system());
    let mut text = format!(
        "\
// Events of {system}. Made by `tda generate java` from the catalog: change that instead of this file.
package {package};

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Events of {system}, to be read and written with {{@link #mapper()}}. Needs Jackson (jackson-databind) and nothing else.
 * What is optional may be null; fields that a record does not know are skipped.
 */
public final class {class} {{
  private {class}() {{}}

  /** Any event, whole: its envelope around its payload. */
  public sealed interface AnyEvent {{}}
"
    );
    classes_by_type(&types, &mut text);
    for (name, symbols) in &types.enums {
        enumeration(name, symbols, &mut text);
    }
    for (name, record) in &types.records {
        let is_event = types.events.iter().any(|event| event.name == *name);
        java_record(&types, name, record, is_event, &mut text);
    }
    text.push_str(MAPPER);
    text.push_str("}\n");
    GeneratedFile { path: format!("java/{}/{class}.java", package.replace('.', "/")), text }
}

fn classes_by_type(types: &Types<'_>, text: &mut String) {
    let entries: Vec<String> = types
        .events
        .iter()
        .map(|event| {
            format!(
                "\n          java.util.Map.entry({}, {}.class)",
                quoted(event.event_type),
                type_name(&event.name)
            )
        })
        .collect();
    text.push_str(&format!(
        "
  /** The class of each event by its type. */
  public static final java.util.Map<String, Class<? extends AnyEvent>> CLASSES =
      java.util.Map.ofEntries({});
",
        entries.join(",")
    ));
}

fn enumeration(name: &str, symbols: &[String], text: &mut String) {
    let mut taken = HashSet::new();
    let constants: Vec<String> = symbols
        .iter()
        .map(|symbol| {
            let constant = unique(constant(symbol), &mut taken);
            format!("    @JsonProperty({})\n    {constant}", quoted(symbol))
        })
        .collect();
    text.push_str(&format!("\n  public enum {} {{\n{}\n  }}\n", type_name(name), constants.join(",\n")));
}

fn java_record(types: &Types<'_>, name: &str, record: &Record, is_event: bool, text: &mut String) {
    text.push('\n');
    let mut taken = HashSet::new();
    let components: Vec<(String, &Field)> =
        record.fields.iter().map(|field| (unique(lower_camel(&field.name), &mut taken), field)).collect();
    documentation(record, &components, text);
    text.push_str("  @JsonIgnoreProperties(ignoreUnknown = true)\n");
    text.push_str("  @JsonInclude(JsonInclude.Include.NON_NULL)\n");
    let parts: Vec<String> = components
        .iter()
        .map(|(component, field)| {
            let is_required = field.presence == Presence::Required;
            let required = if is_required { ", required = true" } else { "" };
            let ty = type_text(types, &field.ty, !is_required);
            format!("\n      @JsonProperty(value = {}{required}) {ty} {component}", quoted(&field.name))
        })
        .collect();
    let implements = if is_event { " implements AnyEvent" } else { "" };
    text.push_str(&format!("  public record {}({}){implements} {{}}\n", type_name(name), parts.join(",")));
}

fn documentation(record: &Record, components: &[(String, &Field)], text: &mut String) {
    text.push_str(&format!("  /**\n   * {}\n   *\n", comment(&record.doc)));
    for (component, field) in components {
        text.push_str(&format!("   * @param {component} {}\n", comment(&field.doc)));
    }
    text.push_str("   */\n");
}

fn type_text(types: &Types<'_>, ty: &Type, boxed: bool) -> String {
    let either = |plain: &str, class: &str| (if boxed { class } else { plain }).to_owned();
    match ty {
        Type::Boolean => either("boolean", "Boolean"),
        Type::Integer { width: Width::Int, .. } => either("int", "Integer"),
        Type::Integer { width: Width::Long, .. } => either("long", "Long"),
        Type::Double { .. } => either("double", "Double"),
        Type::Text { .. } => "String".to_owned(),
        Type::Bytes { .. } => "byte[]".to_owned(),
        Type::Timestamp => "java.time.Instant".to_owned(),
        Type::Date => "java.time.LocalDate".to_owned(),
        Type::Enum { name, symbols } => match only_symbol(ty) {
            Some(_) => "String".to_owned(),
            None => type_name(types.enum_name(name, symbols)),
        },
        Type::Array { items, .. } => format!("java.util.List<{}>", type_text(types, items, true)),
        Type::Map { values, .. } => format!("java.util.Map<String, {}>", type_text(types, values, true)),
        Type::Record(record) => type_name(types.record_name(record)),
        Type::Json { object: true, .. } => "java.util.Map<String, Object>".to_owned(),
        Type::Json { .. } | Type::Union(_) => "Object".to_owned(),
    }
}

/// Names of nested types that would hide what the text above means by them.
const TYPES_TAKEN: [&str; 12] = [
    "AnyEvent",
    "Boolean",
    "Class",
    "Double",
    "Integer",
    "JsonIgnoreProperties",
    "JsonInclude",
    "JsonProperty",
    "Long",
    "Object",
    "Record",
    "String",
];

fn type_name(name: &str) -> String {
    if TYPES_TAKEN.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// What no component of a record may be called: reserved words, literals and methods of every object.
const WORDS_TAKEN: [&str; 62] = [
    "_",
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "clone",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finalize",
    "finally",
    "float",
    "for",
    "getClass",
    "goto",
    "hashCode",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "notify",
    "notifyAll",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "toString",
    "transient",
    "true",
    "try",
    "void",
    "volatile",
    "wait",
    "while",
];

/// `jobId` of `job_id`.
fn lower_camel(name: &str) -> String {
    let upper = upper_camel(name);
    let mut letters = upper.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    identifier(first.into_iter().chain(letters).collect())
}

/// `JobId` of `job_id`; letters within a word stay.
fn upper_camel(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let word = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    };
    words.map(word).collect()
}

/// `IN_PROGRESS` of `in-progress` and of `inProgress`.
fn constant(symbol: &str) -> String {
    let mut name = String::new();
    let mut after_lower = false;
    for letter in symbol.chars() {
        if letter.is_ascii_uppercase() && after_lower {
            name.push('_');
        }
        after_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        name.push(if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' });
    }
    identifier(name)
}

fn identifier(name: String) -> String {
    if name.is_empty() {
        "unnamed".to_owned()
    } else if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("_{name}")
    } else if WORDS_TAKEN.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}

/// `name`, with the first number behind it that makes it new.
fn unique(name: String, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let found = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name));
    let found = found.unwrap_or(name);
    taken.insert(found.clone());
    found
}

fn package(system: &str) -> String {
    let letters =
        system.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
    format!("tda.events.{}", identifier(letters.collect()))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Java reads `\u` escapes even in comments.
fn comment(doc: &str) -> String {
    let doc = one_line(doc).replace("*/", "* /").replace('\\', "/");
    doc.replace('&', "&amp;").replace('<', "&lt;").replace('@', "&#64;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_java_names() {
        assert_eq!(lower_camel("max_edge_length"), "maxEdgeLength");
        assert_eq!(lower_camel("tradeId"), "tradeId");
        assert_eq!([lower_camel("class"), lower_camel("4th")], ["class_", "_4th"]);
        assert_eq!([constant("in-progress"), constant("inProgress")], ["IN_PROGRESS", "IN_PROGRESS"]);
        assert_eq!(package("Field Service"), "tda.events.fieldservice");
    }

    #[test]
    fn one_name_is_taken_once() {
        let mut taken = HashSet::new();
        let names = ["a_b", "a-b", "aB"].map(|name| unique(lower_camel(name), &mut taken));
        assert_eq!(names, ["aB", "aB2", "aB3"]);
    }
}
