//! The commands that look at catalogs and make files of them.

use std::{ffi::OsString, fs, path::Path};

fn tda(arguments: &[&str]) -> u8 {
    let words = std::iter::once("tda").chain(arguments.iter().copied()).map(OsString::from);
    tda_client::cli::exit_code_as(&[], words)
}

const CATALOG: &str = "\
catalog: 1
system: bakery
summary: Bread and who wants it
environments:
  development: {topic_prefix: \"dev.\"}
topics:
  orders.placed_online:
    key: \"{data.order_id}\"
    development: {partitions: 3, replication_factor: 1}
    events: [order.placed]
events:
  order.placed:
    summary: Somebody wants bread.
    payload: {order_id: string, loaves: long}
";

fn file(folder: &Path, text: &str) -> String {
    let path = folder.join("bakery.yaml");
    fs::write(&path, text).expect("written");
    path.to_string_lossy().into_owned()
}

#[test]
fn a_catalog_of_ones_own_becomes_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let (catalog, out) = (file(folder.path(), CATALOG), folder.path().join("out"));
    let arguments = ["--catalog", &catalog, "--environment", "development"];
    assert_eq!(tda(&[&["generate", "all", "--out", &out.to_string_lossy()], &arguments[..]].concat()), 0);
    let text = |name: &str| fs::read_to_string(out.join(name)).expect(name);
    let topics = text("development/strimzi/topics.yaml");
    assert!(topics.contains("name: dev.orders.placed-online\n"), "{topics}");
    assert!(topics.contains("topicName: dev.orders.placed_online\n"), "{topics}");
    assert!(text("events.d.ts").contains("\"order.placed\": OrderPlaced"), "{}", text("events.d.ts"));
    assert!(text("development/topics.sh").contains("create_topic dev.orders.placed_online"));
    for name in ["development/compose.yaml", "development/acls.sh", "reference.md", "events.schema.json"] {
        assert!(!text(name).is_empty());
    }
    for what in ["strimzi", "topics", "docs", "jsonschema", "java", "asyncapi"] {
        assert_eq!(tda(&[&["generate", what], &arguments[..]].concat()), 0, "{what}");
    }
}

#[test]
fn wrong_words_of_generate_exit_with_two() {
    assert_eq!(tda(&["generate", "bread"]), 2);
    assert_eq!(tda(&["generate", "strimzi", "--environment", "moon"]), 2);
    // One broker cannot hold what production asks for.
    assert_eq!(tda(&["generate", "compose", "--environment", "production"]), 2);
    // Several files do not fit on stdout.
    assert_eq!(tda(&["generate", "all"]), 2);
    let folder = tempfile::tempdir().expect("a folder");
    let catalog = file(folder.path(), CATALOG);
    assert_eq!(tda(&["generate", "strimzi", "--catalog", &catalog, "--environment", "production"]), 2);
    assert_eq!(tda(&["generate", "strimzi", "--catalog", "/no/such/file.yaml"]), 1);
}

#[test]
fn a_catalog_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = file(folder.path(), CATALOG);
    for output in ["text", "json"] {
        assert_eq!(tda(&["catalog", "check", &good, "tda", "--output", output]), 0);
    }
    let bad = file(folder.path(), &CATALOG.replace("partitions: 3", "partitions: many"));
    for output in ["text", "json"] {
        assert_eq!(tda(&["catalog", "check", &bad, "--output", output]), 1);
    }
    assert_eq!(tda(&["catalog", "check"]), 2);
    assert_eq!(tda(&["catalog", "check", "/no/such/file.yaml"]), 1);
}

#[test]
fn the_shipped_catalogs_pass_the_lint_and_a_careless_one_does_not() {
    assert_eq!(tda(&["topics", "lint"]), 0);
    let folder = tempfile::tempdir().expect("a folder");
    // Nobody reads or writes it, and retention means nothing where records are only compacted.
    let careless = CATALOG
        .replace("    events:", "    config: {cleanup.policy: compact, retention.ms: 1000}\n    events:");
    let careless = file(folder.path(), &careless);
    for output in ["text", "json"] {
        assert_eq!(tda(&["topics", "lint", "--catalog", &careless, "--output", output]), 1);
    }
    assert_eq!(tda(&["topics", "lint", "--deny", "everything"]), 2);
    assert_eq!(tda(&["topics", "lint", "--catalog", "/no/such/file.yaml"]), 1);
}
