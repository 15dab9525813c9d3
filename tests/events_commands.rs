//! `tda new-event`, `validate`, `convert` and `peek`, as a shell sees them.

mod schemas;

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::{Value, json};

/// Runs the command with `input` on its stdin.
fn tda(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tda"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("starts");
    let (mut stdin, input) = (child.stdin.take().expect("piped"), input.to_vec());
    // The command may end before it has read everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("ends");
    writer.join().expect("writes");
    output
}

fn done(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let output = tda(arguments, input);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    output.stdout
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

fn json_of(line: &[u8]) -> Value {
    serde_json::from_slice(line).expect("json")
}

const BAD: &str = r#"{"schema_version":"1.1","event_id":"x","timestamp":"2026-01-01T00:00:00Z","event_type":"job.cancelled","source":"s","data":{"job_id":7}}"#;

#[test]
fn an_event_survives_every_form_there_and_back() {
    let event = done(&["new-event", "job.submitted"], b"");
    for form in ["canonical/json", "canonical/avro"] {
        let there = done(&["convert", "--to", form], &event);
        let back = done(&["convert", "--from", form, "--to", "canonical/json"], &there);
        assert_eq!(text(&back), text(&event), "{form}");
    }
}

#[test]
fn bad_lines_are_told_and_the_others_are_still_converted() {
    let event = text(&done(&["new-event", "job.queued"], b""));
    let input = format!("{event}no json\n\n{BAD}\n{event}");
    let output = tda(&["convert", "--to", "canonical/json"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), format!("{event}{event}"));
    let told = text(&output.stderr);
    let lines: Vec<_> = told.lines().collect();
    assert!(lines[0].starts_with("stdin:2: "), "{told}");
    assert_eq!(lines[1], "stdin:4: data.job_id: expected text of 1..=128 bytes, got 7");
    assert_eq!(lines.last(), Some(&"tda: 2 of 4 events are bad"));
}

#[test]
fn validate_tells_every_fault_by_file_line_path_and_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("made");
        std::fs::write(path, content).expect("written");
    };
    let event = text(&done(&["new-event", "job.queued"], b""));
    let pretty = serde_json::to_string_pretty(&json_of(event.as_bytes())).expect("json");
    write("a/one.json", &pretty);
    write("a/list.json", &format!("[\n{event},\n{BAD}]"));
    write("b.jsonl", &format!("{event}{BAD}\n"));
    write("notes.txt", "no event");
    let path = folder.path().to_str().expect("text");

    let output = tda(&["validate", path], b"");
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stdout);
    let at = |file: &str, line: u32| {
        format!(
            "{}:{line}: data.job_id: expected text of 1..=128 bytes, got 7\n",
            Path::new(path).join(file).display()
        )
    };
    assert!(told.starts_with(&at("a/list.json", 4)), "{told}");
    assert!(told.contains(&at("b.jsonl", 2)), "{told}");
    assert!(text(&output.stderr).contains("2 of 5 events are bad"));

    let output = tda(&["validate", "--output", "json", path], b"");
    let told = text(&output.stdout);
    let lines: Vec<Value> = told.lines().map(|line| json_of(line.as_bytes())).collect();
    assert_eq!(lines[0]["path"], "data.job_id");
    assert_eq!(lines[0]["rule"], "text of 1..=128 bytes");
    assert_eq!(lines.last(), Some(&json!({"summary": {"events": 5, "bad": 2}})));

    assert_eq!(tda(&["validate"], event.as_bytes()).status.code(), Some(0));
    assert_eq!(tda(&["validate", "/no/such/file"], b"").status.code(), Some(1));
}

#[test]
fn strict_validation_holds_an_event_to_what_we_write() {
    let mut event = json_of(&done(&["new-event", "job.submitted"], b""));
    let input = event["data"]["input_data"].as_object_mut().expect("an object");
    input.remove("inline");
    input.insert("storage_location".into(), json!("no uri"));
    let event = event.to_string();
    assert_eq!(tda(&["validate"], event.as_bytes()).status.code(), Some(0));
    let strict = tda(&["validate", "--strict"], event.as_bytes());
    assert_eq!(strict.status.code(), Some(1));
    assert!(text(&strict.stdout).starts_with("stdin:1: data.input_data.storage_location: expected URI"));
}

#[test]
fn peek_reads_the_envelope_and_leaves_the_data() {
    let event = json_of(&done(&["new-event", "job.queued"], b""));
    let mut strange = event.clone();
    strange["data"] = json!({"job_id": 7});
    let envelope = json_of(&done(&["peek"], strange.to_string().as_bytes()));
    for name in
        ["schema_version", "event_id", "timestamp", "event_type", "source", "correlation_id", "headers"]
    {
        assert_eq!(envelope[name], event[name], "{name}");
    }
    assert_eq!(envelope.get("data"), None);
    assert_eq!(tda(&["peek"], b"[]\n").status.code(), Some(1));
}

#[test]
fn an_endless_line_is_stepped_over() {
    // Two bytes over what an event may have.
    let mut input = vec![b' '; tda_stream::events::limits::VALUE_BYTES_MAX + 1];
    input.extend_from_slice(b"x\n");
    input.extend_from_slice(&done(&["new-event", "job.queued"], b""));
    let output = tda(&["convert", "--to", "canonical/json"], &input);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).starts_with("stdin:1: event of 134217731 bytes is over the limit of 134217728")
    );
    assert_eq!(text(&output.stdout).lines().count(), 1);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let event = done(&["new-event", "job.queued"], b"");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tda"));
    command.args(["convert", "--to", "canonical/json"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("piped");
    // More than any buffer between us holds.
    for _ in 0..2000 {
        if stdin.write_all(&event).is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().expect("ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn validating_for_a_reader_that_has_seen_enough_is_no_failure_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = format!("[{}]", vec![BAD; 2000].join(","));
    for (name, content) in [("bad.jsonl", format!("{BAD}\n").repeat(2000)), ("bad.json", list)] {
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tda"));
        command.arg("validate").arg(&path).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{name}");
    }
}

#[test]
fn an_event_type_of_two_systems_goes_to_the_topic_of_the_one_that_wrote_it() {
    for (catalog, dialect, topic) in
        [("fsm", "fsm_record", "task.events"), ("todo", "canonical", "todo-events")]
    {
        let event = done(&["new-event", "task.created", "--catalog", catalog, "--dialect", dialect], b"");
        for catalogs in
            [&[][..], &["--catalog", "todo", "--catalog", "fsm"], &["--catalog", "fsm", "--catalog", "todo"]]
        {
            let convert = ["convert", "--to", "canonical/json", "--write-as", "records"];
            let record = done(&[&convert, catalogs].concat(), &event);
            assert_eq!(json_of(&record)["topic"], topic, "{catalog} among {catalogs:?}");
        }
    }
}

#[test]
fn single_object_avro_of_every_system_is_read() {
    for (catalog, event_type) in [
        ("tda", "job.queued"),
        ("alphintra", "trading.signal.generated"),
        ("todo", "conversation.started"),
        ("fsm", "project.created"),
    ] {
        let written = ["new-event", event_type, "--catalog", catalog, "--encoding", "avro_single_object"];
        let event = done(&written, b"");
        let converted = done(&["convert", "--read-as", "lengths", "--to", "canonical/json"], &event);
        assert_eq!(json_of(&converted)["event_type"], event_type);
        assert_eq!(json_of(&done(&["peek", "--read-as", "lengths"], &event))["event_type"], event_type);
    }
}

#[test]
fn wrong_words_exit_with_two() {
    for arguments in [
        ["new-event", "job.unheard_of"].as_slice(),
        &["convert", "--to", "canonical/yaml"],
        &["convert", "--to", "klingon"],
        &["convert"],
        &["peek", "--read-as", "mind"],
        &["validate", "--output", "yaml"],
    ] {
        assert_eq!(tda(arguments, b"").status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(tda(&["new-event", "job.queued", "--catalog", "/no/such.yaml"], b"").status.code(), Some(1));
}

#[test]
fn every_command_shows_an_example() {
    for command in ["new-event", "convert", "peek", "validate"] {
        assert!(text(&done(&[command, "--help"], b"")).contains("  tda "), "{command}");
    }
}

#[test]
fn the_samples_that_help_names_exist() {
    let help = text(&done(&["new-event", "--help"], b""));
    let examples: Vec<_> = help.lines().filter_map(|line| line.strip_prefix("  tda ")).collect();
    assert_eq!(examples.len(), 3, "{help}");
    for example in examples {
        let words = example.split_whitespace().take_while(|word| *word != "|");
        assert!(!done(&words.collect::<Vec<_>>(), b"").is_empty(), "{example}");
    }
}

#[test]
fn bytes_do_not_stand_one_a_line() {
    let event = done(&["new-event", "job.queued"], b"");
    for form in ["canonical/avro", "canonical/avro_single_object", "cloudevents_binary/avro"] {
        let output = tda(&["convert", "--to", form, "--write-as", "lines"], &event);
        assert_eq!(output.status.code(), Some(2), "{form}");
        let told = text(&output.stderr);
        assert!(told.contains(&format!("{form} is no text")), "{told}");
        assert!(output.stdout.is_empty());
    }
    done(&["convert", "--to", "camel_case/json", "--write-as", "lines"], &event);
}
