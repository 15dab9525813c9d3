//! The schema files are what the model says.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tda_events::schema;

#[test]
fn the_checked_in_schemas_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for (path, text) in schema::generated() {
        let path = folder.join(path);
        if std::env::var_os("TDA_GENERATE").is_some() {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            std::fs::write(&path, &text).expect("writable");
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, text, "{} differs: run `cargo xtask generate`", path.display());
    }
}

#[test]
fn no_schema_file_is_left_over() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let expected: HashSet<PathBuf> = schema::generated().into_iter().map(|(path, _)| path.into()).collect();
    let inside = |folder: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
    };
    for file in inside(&folder).iter().flat_map(|dialect| inside(dialect)).flat_map(|event| inside(&event)) {
        let path = file.strip_prefix(&folder).expect("inside");
        assert!(expected.contains(path), "{}", path.display());
    }
}

#[test]
fn a_json_schema_says_what_is_required_and_how_much() {
    let text = schema::json_schema_of("job.submitted").expect("known");
    let schema: Value = serde_json::from_str(&text).expect("json");
    let data = &schema["properties"]["data"];
    assert_eq!(
        data["required"],
        serde_json::json!(["job_id", "user_id", "algorithm", "parameters", "input_data"])
    );
    let dimension = &data["properties"]["parameters"]["properties"]["max_dimension"];
    assert_eq!((&dimension["minimum"], &dimension["maximum"]), (&0.into(), &16.into()));
    assert_eq!(data["properties"]["priority"]["enum"][3], "critical");
}
