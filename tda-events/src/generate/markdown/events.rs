//! Events and what they are made of.

use super::{Page, anchor, code, codes, plain};
use crate::catalog::Catalog;
use crate::generate::types::Types;
use crate::generate::{envelope, example};
use crate::schema::{Field, Presence, Record, Type};

pub(super) fn all(catalog: &Catalog, types: &Types<'_>, page: &mut Page) {
    page.heading(2, "Events");
    for event in &types.events {
        page.heading(3, &code(event.event_type));
        page.paragraph(&plain(&event.record.doc));
        page.paragraph(&format!(
            "Topic {}, dialect {}.",
            code(event.topic.name()),
            code(event.dialect.name())
        ));
        if let Some(payload) = envelope::payload(catalog, event.event_type) {
            fields(types, payload, page);
        }
        if let Some(example) = example::json(catalog, event.event_type) {
            page.paragraph(&format!("```json\n{example}\n```"));
        }
    }
    let shared: Vec<_> = types.records.iter().filter(|(name, _)| is_shared(catalog, types, name)).collect();
    if !shared.is_empty() {
        page.heading(2, "Objects within events");
        for (name, record) in shared {
            page.heading(3, &code(name));
            page.paragraph(&plain(&record.doc));
            fields(types, record, page);
        }
    }
}

/// Whether a record is neither a whole event nor the payload of one.
fn is_shared(catalog: &Catalog, types: &Types<'_>, name: &str) -> bool {
    !types.events.iter().any(|event| {
        let payload = envelope::payload(catalog, event.event_type);
        event.name == name || payload.is_some_and(|payload| types.record_name(payload) == name)
    })
}

fn fields(types: &Types<'_>, record: &Record, page: &mut Page) {
    let row = |field: &Field| {
        let presence = match &field.presence {
            Presence::Required => "required".to_owned(),
            Presence::Default(value) => format!("default {}", code(&value.to_string())),
            Presence::Expected => "expected".to_owned(),
            Presence::Optional => "optional".to_owned(),
        };
        vec![code(&field.name), rule(types, &field.ty), presence, plain(&field.doc)]
    };
    page.table(
        &["field", "holds", "presence", "meaning"],
        &record.fields.iter().map(row).collect::<Vec<_>>(),
    );
}

fn rule(types: &Types<'_>, ty: &Type) -> String {
    match ty {
        Type::Record(record) => {
            let name = types.record_name(record);
            format!("[{}](#{})", code(name), anchor(name))
        }
        Type::Array { items, .. } => format!("list of {}", rule(types, items)),
        Type::Map { values, .. } => format!("by name, {}", rule(types, values)),
        Type::Enum { symbols, .. } => format!("one of {}", codes(symbols.iter().map(String::as_str))),
        Type::Union(union) => union.iter().map(|ty| rule(types, ty)).collect::<Vec<_>>().join(" or "),
        other => plain(&other.to_string()),
    }
}
