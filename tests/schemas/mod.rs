//! `tda schemas`, as a shell sees it.

use std::fs;

use serde_json::json;

use super::{done, json_of, tda, text};

fn fails(arguments: &[&str], code: i32) -> (String, String) {
    let output = tda(arguments, b"");
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn schemas_are_listed_and_shown() {
    let listed = json_of(&done(&["schemas", "list", "--dialect", "canonical", "--output", "json"], b""));
    let entry =
        json!({"dialect": "canonical", "event_type": "job.submitted", "version": "1.1", "form": "avro"});
    assert!(listed["schemas"].as_array().is_some_and(|entries| entries.contains(&entry)), "{listed}");
    let shown = json_of(&done(&["schemas", "show", "job.submitted", "--version", "2.0"], b""));
    assert_eq!(shown["namespace"], "tda.events.v2");
    let (_, told) = fails(&["schemas", "show", "job.submitted", "--version", "9.9"], 2);
    assert!(told.contains("no schema 9.9 of job.submitted in canonical"), "{told}");
}

#[test]
fn our_own_schemas_keep_what_they_promise() {
    let told = tda(&["schemas", "check", "--level", "full-transitive"], b"");
    assert!(told.status.success(), "{}{}", text(&told.stdout), text(&told.stderr));
    let answer = json_of(&done(&["schemas", "check", "--output", "json"], b""));
    assert_eq!((&answer["level"], &answer["broken"]), (&json!("BACKWARD_TRANSITIVE"), &json!([])));
}

#[test]
fn a_folder_of_schemas_is_checked_version_by_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("text");
    let schema = |fields: &str| format!(r#"{{"type": "record", "name": "Job", "fields": [{fields}]}}"#);
    let (id, tags) = (r#"{"name": "id", "type": "string"}"#, r#"{"name": "tags", "type": "string"}"#);
    let write = |name: &str, text: String| {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    };
    write("job/1.2.avsc", schema(id));
    write("job/1.10.avsc", schema(&format!("{id}, {tags}")));
    // Another major is another history, and what is called otherwise is none.
    write("job/2.0.avsc", schema(tags));
    write("job/notes.json", "no schema".to_owned());
    let (told, _) = fails(&["schemas", "check", path], 1);
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(
        told.contains("job/1 1.10 (avro): tags breaks consumers on the new schema reading version 1.2"),
        "{told}"
    );
    done(&["schemas", "check", path, "--level", "forward"], b"");

    let (first, second) = (format!("{path}/job/1.2.avsc"), format!("{path}/job/1.10.avsc"));
    done(&["schemas", "check", &second, &first, "--level", "backward"], b"");
    fails(&["schemas", "check", &first, &second, "--level", "backward"], 1);
    fails(&["schemas", "check", &first, &second, "--level", "sideways"], 2);
    fails(&["schemas", "check", "/no/such/folder"], 1);

    write("job/1.11.avsc", "{".to_owned());
    let (_, told) = fails(&["schemas", "check", path], 1);
    assert!(told.contains("1.11.avsc: the schema is no JSON"), "{told}");
}

#[test]
fn a_catalog_is_checked_against_an_earlier_one() {
    done(&["schemas", "check", "--catalog", "tda", "--against", "tda"], b"");
    fails(&["schemas", "check", "--catalog", "tda"], 2);
    fails(&["schemas", "check", "--catalog", "tda", "--against", "/no/such.yaml"], 1);
}

#[test]
fn an_event_that_is_gone_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let catalog = |name: &str, events: &[&str]| {
        let payloads: String =
            events.iter().map(|event| format!("  {event}:\n    payload:\n      id: text\n")).collect();
        let path = folder.path().join(name);
        let topics = format!("topics:\n  t:\n    events: [{}]\n", events.join(", "));
        fs::write(&path, format!("catalog: 1\nsystem: lab\nenvironments:\n  development:\n    defaults: {{partitions: 1, replication_factor: 1}}\nevents:\n{payloads}{topics}")).expect("written");
        path.display().to_string()
    };
    let (old, new) = (catalog("old.yaml", &["a.read", "b.read"]), catalog("new.yaml", &["a.read"]));
    let check = ["schemas", "check", "--catalog", &new, "--against", &old];
    let (out, told) = fails(&check, 1);
    assert!(out.contains("b.read: removed") && told.contains("1 event(s) are gone"), "{out}{told}");
    done(&[&check[..], &["--level", "forward"]].concat(), b"");
    done(&["schemas", "check", "--catalog", &old, "--against", &new], b"");
}

#[test]
fn what_a_version_changes_is_shown_and_done() {
    let shown = text(&done(&["schemas", "evolve", "job.completed", "--from-version", "1.2"], b""));
    assert_eq!(shown, "renamed  data.execution_time is data.execution_time_seconds\n");
    let event = done(&["new-event", "job.completed"], b"");
    let seconds = json_of(&event)["data"]["execution_time"].clone();
    let lifted = done(&["schemas", "evolve", "--to-version", "2.0"], &event);
    assert_eq!(json_of(&lifted)["schema_version"], "2.0");
    assert_eq!(json_of(&lifted)["data"]["execution_time_seconds"], seconds);
    let back = done(&["schemas", "evolve", "--to-version", "1.2"], &lifted);
    assert_eq!(json_of(&back)["data"], json_of(&event)["data"]);
    let output = tda(&["schemas", "evolve"], b"no json\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("stdin:1: "), "{}", text(&output.stderr));
}

#[test]
fn a_registry_that_is_away_exits_with_three() {
    let (_, told) =
        fails(&["schemas", "register", "job.submitted", "--registry", "http://u:hunter2@127.0.0.1:1"], 3);
    assert!(told.contains("127.0.0.1:1") && !told.contains("hunter2"), "{told}");
    fails(&["schemas", "register", "no.such", "--registry", "http://127.0.0.1:1"], 2);
    fails(&["schemas", "list", "--registry", "nowhere"], 2);
}

/// Against a real registry, where there is one.
#[test]
fn a_registry_takes_and_lists_schemas() {
    let Ok(registry) = std::env::var("TDA_TEST_REGISTRY") else {
        eprintln!("skipped: TDA_TEST_REGISTRY names no registry (cargo xtask test registry starts one)");
        return;
    };
    let prefix = format!("shell{}_tda_", std::process::id());
    let arguments = |more: &[&'static str]| {
        let mut all = vec!["schemas", "register", "job.submitted", "job.completed", "--output", "json"];
        all.extend(more);
        all.into_iter().map(str::to_owned).chain([
            "--registry".into(),
            registry.clone(),
            "--topic-prefix".into(),
            prefix.clone(),
        ])
    };
    let register = |more: &[&'static str]| {
        let arguments: Vec<String> = arguments(more).collect();
        text(&done(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), b""))
    };
    let told = register(&["--level", "full-transitive"]);
    let subject = format!("{prefix}jobs-tda.events.v1.JobSubmitted");
    assert!(told.lines().any(|line| line.contains(&subject) && line.contains("\"id\":")), "{told}");
    assert!(register(&["--check-only"]).lines().all(|line| line.contains("\"compatible\":true")));
    let listed = text(&done(&["schemas", "list", "--registry", &registry], b""));
    assert!(listed.contains(&subject), "{listed}");
}
