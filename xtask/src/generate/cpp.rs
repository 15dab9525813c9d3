//! Payload classes of the C++ headers, one file a family of events, out of the schema model.
//!
//! A class is plain data: a constructor for what every event has, a setter for the rest, and how it is written to
//! and read from the fields that cross the bridge.

use std::{collections::BTreeSet, fmt::Write as _};

use tda_events::schema::{Field, Presence, Record, Type, Width};

use super::payloads::{PayloadClass, classes, fields};

/// Widest line of a comment.
const COLUMNS: usize = 110;

/// Members written by hand, declared where a class stands and defined in `tda/events.hpp`.
const EXTRA_MEMBERS: [(&str, &str); 2] = [
    (
        "InputData",
        "  /// Points inside the event: `dimensions` coordinates to a point, row by row, 256 KiB of them at most.
  static InputData inline_points(std::string_view data_id, std::uint32_t dimensions,
                                 const std::vector<double>& coordinates);
  /// Distances inside the event: of n points the n(n-1)/2 above the diagonal, row by row.
  static InputData inline_distances(std::string_view data_id, std::uint64_t point_count,
                                    const std::vector<double>& condensed);
",
    ),
    (
        "PersistenceDiagram",
        "  /// SHA-256 of dimension and intervals in lower-case hexadecimal, as `job.completed` lists it.
  std::string content_sha256() const;
",
    ),
];

/// Words of C++ that a field may be called; its member has an underscore behind.
const KEYWORDS: [&str; 12] = [
    "class",
    "default",
    "delete",
    "export",
    "inline",
    "namespace",
    "operator",
    "private",
    "public",
    "register",
    "template",
    "union",
];

/// Every header: its name within `include/tda/payload/`, and its text.
pub(super) fn headers() -> Vec<(String, String)> {
    let mut known = BTreeSet::from(["Interval".to_owned()]);
    let mut headers: Vec<(String, String)> = Vec::new();
    let classes = by_family();
    for payload in &classes {
        let family = family(payload);
        if headers.last().is_none_or(|(name, _)| *name != format!("{family}.hpp")) {
            let open = open(family, headers.last().map(|(name, _)| name.as_str()));
            headers.push((format!("{family}.hpp"), open));
        }
        let Some((_, text)) = headers.last_mut() else { continue };
        nested(payload.record, &mut known, text);
        class(payload.record, &payload.name, Some(payload), text);
    }
    let last = headers.last().map(|(name, _)| name.clone()).unwrap_or_default();
    for (_, text) in &mut headers {
        text.push_str("\n}  // namespace tda\n");
    }
    headers.push(("all.hpp".to_owned(), all(&classes, &last)));
    headers
}

/// The payloads, those of one family together, families in the order in which they first come.
fn by_family() -> Vec<PayloadClass> {
    let mut classes = classes();
    let mut families: Vec<&str> = Vec::new();
    for class in &classes {
        if !families.contains(&family(class)) {
            families.push(family(class));
        }
    }
    classes.sort_by_key(|class| families.iter().position(|known| *known == family(class)));
    classes
}

fn family(class: &PayloadClass) -> &'static str {
    class.event_type.split('.').next().unwrap_or(class.event_type)
}

/// The header that has every payload, and the type that is any of them. Each family includes the one before.
fn all(classes: &[PayloadClass], last: &str) -> String {
    let names: Vec<_> = classes.iter().map(|class| class.name.as_str()).collect();
    format!(
        "// Every payload. Written by `cargo xtask generate` from the schemas: do not edit.
// clang-format off
#pragma once

#include <variant>

#include \"tda/payload/{last}\"

namespace tda {{

/// Any payload of the TDA platform, for `std::visit`.
using TdaPayload = std::variant<
    {}>;

}}  // namespace tda
",
        names.join(",\n    ")
    )
}

fn open(family: &str, before: Option<&str>) -> String {
    let before = before.map(|name| format!("#include \"tda/payload/{name}\"\n")).unwrap_or_default();
    format!(
        "// The payloads of `{family}.*` events. Written by `cargo xtask generate` from the schemas: do not edit.
// clang-format off
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include \"tda/detail/fields.hpp\"
{before}
namespace tda {{
"
    )
}

/// Records and enumerations within `record` that no earlier class needed, innermost first.
fn nested(record: &Record, known: &mut BTreeSet<String>, text: &mut String) {
    for field in fields(record) {
        let item = match &field.ty {
            Type::Array { items: inner, .. } | Type::Map { values: inner, .. } => inner,
            plain => plain,
        };
        match item {
            Type::Record(inner) if known.insert(inner.name.clone()) => {
                nested(inner, known, text);
                class(inner, &inner.name, None, text);
            }
            Type::Enum { name, symbols } if known.insert(name.clone()) => {
                enumeration(name, &field.doc, symbols, text);
            }
            _ => {}
        }
    }
}

fn enumeration(name: &str, doc: &str, symbols: &[String], text: &mut String) {
    let cases: String = symbols.iter().map(|s| format!("    case {name}::{s}: return \"{s}\";\n")).collect();
    let first = symbols.first().map_or("", String::as_str);
    text.push('\n');
    comment(doc, "", text);
    put(
        text,
        format_args!(
            "enum class {name} {{ {} }};

/// Its text on the wire.
constexpr std::string_view name({name} value) noexcept {{
  switch (value) {{
{cases}  }}
  return \"{first}\";
}}

/// Every one of them, in the schema's order.
constexpr std::array<{name}, {}> every({name}) noexcept {{ return {{{}}}; }}
",
            symbols.join(", "),
            symbols.len(),
            symbols.iter().map(|s| format!("{name}::{s}")).collect::<Vec<_>>().join(", "),
        ),
    );
}

fn class(record: &Record, name: &str, payload: Option<&PayloadClass>, text: &mut String) {
    let required: Vec<&Field> = fields(record).filter(|field| is_asked_for(field)).collect();
    text.push('\n');
    comment(&record.doc, "", text);
    put(text, format_args!("struct {name} {{\n"));
    if let Some(PayloadClass { event_type, dialect, record, .. }) = payload {
        put(text, format_args!("  static constexpr std::string_view kEventType = \"{event_type}\";\n"));
        put(text, format_args!("  static constexpr std::string_view kRecord = \"{}\";\n", record.name));
        put(text, format_args!("  static constexpr Dialect kDialect = Dialect::{};\n\n", dialect.name()));
    }
    for field in fields(record) {
        member(field, text);
    }
    text.push('\n');
    if required.is_empty() {
        put(text, format_args!("  {name}() = default;\n"));
    } else {
        constructor(name, &required, text);
    }
    for field in fields(record).filter(|field| !is_asked_for(field)) {
        put(
            text,
            format_args!(
                "  {name}& set_{field}({ty} value_) {{ {member} = std::move(value_); return *this; }}\n",
                field = field.name,
                member = member_name(field),
                ty = cpp_type(&field.ty),
            ),
        );
    }
    if let Some((_, extra)) = EXTRA_MEMBERS.iter().find(|(of, _)| *of == name) {
        text.push_str(extra);
    }
    transfer(record, name, &required, text);
    text.push_str("};\n");
}

/// Whether the constructor asks for a field.
fn is_asked_for(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Expected)
}

/// The type of the member that holds a field.
fn member_type(field: &Field) -> String {
    let ty = cpp_type(&field.ty);
    match field.presence {
        Presence::Optional | Presence::Expected => format!("std::optional<{ty}>"),
        _ => ty,
    }
}

/// The name of the member that holds a field.
fn member_name(field: &Field) -> String {
    if KEYWORDS.contains(&field.name.as_str()) { format!("{}_", field.name) } else { field.name.clone() }
}

fn member(field: &Field, text: &mut String) {
    comment(&field.doc, "  ", text);
    let ty = cpp_type(&field.ty);
    match &field.presence {
        Presence::Optional | Presence::Expected => {
            put(text, format_args!("  std::optional<{ty}> {};\n", member_name(field)));
        }
        Presence::Default(value) => {
            put(
                text,
                format_args!("  {ty} {}{};\n", member_name(field), default(&field.ty, &value.to_string())),
            );
        }
        _ => put(text, format_args!("  {ty} {};\n", member_name(field))),
    }
}

fn constructor(name: &str, required: &[&Field], text: &mut String) {
    let explicit = if required.len() == 1 { "explicit " } else { "" };
    let arguments: Vec<_> =
        required.iter().map(|field| format!("{} {}_", member_type(field), member_name(field))).collect();
    let moves: Vec<_> =
        required.iter().map(|field| format!("{0}(std::move({0}_))", member_name(field))).collect();
    put(
        text,
        format_args!(
            "  {explicit}{name}({})\n      : {} {{}}\n",
            arguments.join(", "),
            moves.join(",\n        ")
        ),
    );
}

/// How the fields cross the bridge.
fn transfer(record: &Record, name: &str, required: &[&Field], text: &mut String) {
    text.push_str("\n  /// For the headers of this library.\n  void write(ffi::Fields& fields) const {\n");
    for field in fields(record) {
        put(text, format_args!("    detail::put(fields, \"{}\", {});\n", field.name, member_name(field)));
    }
    put(
        text,
        format_args!(
            "  }}\n  /// For the headers of this library.\n  static {name} read(const ffi::Fields& fields) {{\n"
        ),
    );
    let get = |field: &Field| format!("detail::get<{}>(fields, \"{}\")", member_type(field), field.name);
    let arguments: Vec<_> = required.iter().map(|field| get(field)).collect();
    put(text, format_args!("    {name} payload{{{}}};\n", arguments.join(",\n        ")));
    for field in fields(record).filter(|field| !is_asked_for(field)) {
        put(text, format_args!("    payload.{} = {};\n", member_name(field), get(field)));
    }
    text.push_str("    return payload;\n  }\n");
}

/// The C++ type of a field's value.
///
/// # Panics
/// For a type that no payload has had so far, and the headers know no form of.
fn cpp_type(ty: &Type) -> String {
    match ty {
        Type::Boolean => "bool".to_owned(),
        Type::Integer { min: ..=-1, .. } => "std::int64_t".to_owned(),
        Type::Integer { width: Width::Int, .. } => "std::uint32_t".to_owned(),
        Type::Integer { width: Width::Long, .. } => "std::uint64_t".to_owned(),
        Type::Double { .. } => "double".to_owned(),
        Type::Bytes { .. } => "Bytes".to_owned(),
        Type::Text { .. } | Type::Date => "std::string".to_owned(),
        Type::Json { .. } | Type::Union(_) => "Json".to_owned(),
        Type::Map { values, .. } => format!("Map<{}>", cpp_type(values)),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Enum { name, .. } => name.clone(),
        Type::Array { items, .. } => format!("std::vector<{}>", cpp_type(items)),
        Type::Record(record) => record.name.clone(),
        other => panic!("the C++ headers have no form for {other:?}: add one to tda/detail/fields.hpp"),
    }
}

/// The initialiser of a field with a default in JSON text: none where the type's own is meant.
fn default(ty: &Type, json: &str) -> String {
    match ty {
        Type::Enum { name, .. } => format!(" = {name}::{}", json.trim_matches('"')),
        Type::Boolean | Type::Integer { .. } | Type::Double { .. } | Type::Text { .. } => {
            format!(" = {json}")
        }
        _ => String::new(),
    }
}

fn comment(doc: &str, indent: &str, text: &mut String) {
    let mut line = format!("{indent}///");
    for word in plain(doc).split(' ') {
        if line.len() + 1 + word.len() > COLUMNS {
            put(text, format_args!("{line}\n"));
            line = format!("{indent}///");
        }
        line.push(' ');
        line.push_str(word);
    }
    put(text, format_args!("{line}\n"));
}

/// Rust's links as the names that they show.
fn plain(doc: &str) -> String {
    let mut text = String::new();
    let mut rest = doc;
    while let Some((before, link)) = rest.split_once('[') {
        let Some((shown, behind)) = link.split_once("](") else { break };
        let Some((_, after)) = behind.split_once(')') else { break };
        // A bracket that opens an interval is no link.
        if shown.contains(' ') {
            break;
        }
        text.push_str(before);
        text.push_str(shown);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Appends; a `String` takes everything.
fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_class_and_no_name_is_declared_twice() {
        let text: String = headers().into_iter().map(|(_, text)| text).collect();
        for class in classes() {
            assert_eq!(text.matches(&format!("struct {} {{", class.name)).count(), 1, "{}", class.name);
        }
        let structs: Vec<_> = text.lines().filter(|line| line.starts_with("struct ")).collect();
        let distinct: BTreeSet<_> = structs.iter().collect();
        assert_eq!(structs.len(), distinct.len());
    }

    #[test]
    fn links_become_names_and_intervals_stay() {
        assert_eq!(plain("[`A::b`](crate::A::b) of it"), "`A::b` of it");
        assert_eq!(
            plain("An interval [birth, death) of a diagram (of one)."),
            "An interval [birth, death) of a diagram (of one)."
        );
    }
}
