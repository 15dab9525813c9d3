//! The reference of a system for people: topics, events with their fields, groups, principals.

mod cells;
mod events;

use std::fmt::Write as _;

use super::permissions::{Pattern, permissions};
use super::types::Types;
use super::{GeneratedFile, one_line};
use crate::catalog::{Catalog, Environment, Group, KeyRule, Topic};
use crate::partition::Partitioner;

pub(super) fn reference(catalog: &Catalog) -> GeneratedFile {
    let mut page = Page::default();
    page.line(format_args!("# {}", plain(catalog.system())));
    page.paragraph(&plain(catalog.summary()));
    page.paragraph("Made by `tda generate markdown` from the catalog: change that instead of this file.");
    topics(catalog, &mut page);
    let types = Types::of(catalog);
    events::all(catalog, &types, &mut page);
    cells::table(catalog, &mut page);
    groups(catalog, &mut page);
    principals(catalog, &mut page);
    GeneratedFile { path: "reference.md".to_owned(), text: page.text }
}

/// A page that grows.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a text does not fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.line(format_args!("\n{text}"));
        }
    }

    fn heading(&mut self, level: usize, title: &str) {
        self.line(format_args!("\n{} {title}", "#".repeat(level)));
    }

    /// A table; nothing when it has no rows.
    fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        self.line(format_args!("\n| {} |", head.join(" | ")));
        self.line(format_args!("|{}", "---|".repeat(head.len())));
        for row in rows {
            self.line(format_args!("| {} |", row.join(" | ")));
        }
    }
}

/// A text that Markdown takes as it is, also in a table.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A text as code, also in a table.
fn code(text: &str) -> String {
    let text = one_line(text).replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn codes<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(code).collect::<Vec<_>>().join(", ")
}

/// Those that the catalog has.
fn environments(catalog: &Catalog) -> impl Iterator<Item = Environment> {
    catalog.environments().iter().map(|spec| spec.environment)
}

fn topics(catalog: &Catalog, page: &mut Page) {
    page.heading(2, "Topics");
    let mut head = vec!["topic"];
    head.extend(environments(catalog).map(Environment::name));
    head.extend(["partition key", "key", "dead letters"]);
    let rows: Vec<Vec<String>> = catalog.topics().iter().map(|topic| topic_row(catalog, topic)).collect();
    page.paragraph("Partitions x copies in each environment. Keys are made of an event's fields.");
    page.table(&head, &rows);
    for topic in catalog.topics() {
        page.heading(3, &code(topic.name()));
        page.paragraph(&plain(topic.summary()));
        let events: Vec<String> =
            topic.events().map(|event| format!("[{}](#{})", code(event), anchor(event))).collect();
        page.paragraph(&format!("Events: {}.", events.join(", ")));
        if topic.partitioner() != Partitioner::default() {
            page.paragraph(&format!("Partitions are chosen by {}.", code(topic.partitioner().name())));
        }
        settings(catalog, topic, page);
    }
}

fn topic_row(catalog: &Catalog, topic: &Topic) -> Vec<String> {
    let size = |environment| {
        format!("{} x {}", topic.partitions(environment), topic.replication_factor(environment))
    };
    let rule = |rule: Option<&KeyRule>| rule.map_or("-".to_owned(), |rule| code(rule.as_str()));
    let mut row = vec![code(topic.name())];
    row.extend(environments(catalog).map(size));
    row.push(rule(topic.partition_key_rule()));
    row.push(rule(topic.record_key_rule()));
    row.push(topic.dead_letter_name().map_or("-".to_owned(), code));
    row
}

/// The settings of a topic, and where its environments differ.
fn settings(catalog: &Catalog, topic: &Topic, page: &mut Page) {
    let mut names: Vec<&str> = Vec::new();
    for environment in environments(catalog) {
        for (name, _) in topic.config(environment) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    let value = |name: &str, environment| {
        let setting = topic.config(environment).iter().find(|(setting, _)| setting == name);
        setting.map_or("-".to_owned(), |(_, value)| code(value))
    };
    let rows: Vec<Vec<String>> = names
        .iter()
        .map(|name| {
            let mut row = vec![code(name)];
            row.extend(environments(catalog).map(|environment| value(name, environment)));
            row
        })
        .collect();
    let mut head = vec!["setting"];
    head.extend(environments(catalog).map(Environment::name));
    page.table(&head, &rows);
}

fn groups(catalog: &Catalog, page: &mut Page) {
    if catalog.groups().is_empty() {
        return;
    }
    page.heading(2, "Consumer groups");
    let row = |group: &Group| {
        let instances = environments(catalog).filter_map(|environment| {
            Some(format!("{} in {}", group.instances(environment)?, environment.name()))
        });
        let instances = instances.collect::<Vec<_>>().join(", ");
        let settings = group.config.iter().map(|(name, value)| code(&format!("{name}={value}")));
        let settings = settings.collect::<Vec<_>>().join(" ");
        let topics = codes(group.topics.iter().map(String::as_str));
        vec![code(&group.name), plain(&group.summary), topics, instances, settings]
    };
    let head = ["group", "what it does", "topics", "members", "settings"];
    page.table(&head, &catalog.groups().iter().map(row).collect::<Vec<_>>());
}

fn principals(catalog: &Catalog, page: &mut Page) {
    if catalog.principals().is_empty() {
        return;
    }
    page.heading(2, "Principals");
    let Some(environment) = environments(catalog).last() else { return };
    let words = "a name that ends in `*` stands for all that begin so";
    page.paragraph(&format!("What each may do in {}; {words}.", environment.name()));
    let mut rows = Vec::new();
    for principal in catalog.principals() {
        for permission in permissions(catalog, principal, catalog.prefix(environment)) {
            let star = if permission.pattern == Pattern::Prefixed { "*" } else { "" };
            rows.push(vec![
                code(&principal.name),
                permission.resource.words().to_owned(),
                code(&format!("{}{star}", permission.name)),
                permission.operations.join(", "),
            ]);
        }
    }
    page.table(&["principal", "resource", "name", "operations"], &rows);
}

/// The anchor that renderers give a heading of code.
fn anchor(title: &str) -> String {
    let letter = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    title.to_lowercase().chars().filter(|&found| letter(found)).collect()
}
