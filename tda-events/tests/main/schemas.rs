//! The schema files are what the model says.

use std::path::Path;

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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/canonical");
    let expected: Vec<String> = schema::generated().into_iter().map(|(path, _)| path).collect();
    for event in std::fs::read_dir(&folder).expect("schemas") {
        let event = event.expect("an entry");
        for file in std::fs::read_dir(event.path()).expect("a folder an event") {
            let file = file.expect("an entry").path();
            let path = file.strip_prefix(folder.parent().expect("schemas")).expect("inside").to_path_buf();
            assert!(expected.iter().any(|known| Path::new(known) == path), "{}", path.display());
        }
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
