//! The commands against a real Kafka, where `TDA_TEST_KAFKA` names one.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use tda_stream::client::{
    ClientConfig,
    admin::{AclFilter, NewTopic, TopicPartition},
    blocking,
};

/// A system of its own on the cluster, and the command.
struct Shell {
    servers: String,
    prefix: String,
}

impl Shell {
    fn new(test: &str) -> Option<Self> {
        let Ok(servers) = std::env::var("TDA_TEST_KAFKA") else {
            assert!(std::env::var_os("CI").is_none(), "{test} needs TDA_TEST_KAFKA");
            eprintln!("{test} is skipped: TDA_TEST_KAFKA names no broker (cargo xtask test starts one)");
            return None;
        };
        Some(Self { servers, prefix: format!("{test}{}_tda_", std::process::id()) })
    }

    fn topic(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn tda(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tda"));
        command.args(arguments).args(["--bootstrap-servers", &self.servers, "--topic-prefix", &self.prefix]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        let (mut stdin, input) = (child.stdin.take().expect("piped"), input.to_owned());
        let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        let output = child.wait_with_output().expect("ends");
        writer.join().expect("writes");
        output
    }

    /// The lines of JSON on stdout of a command that ends with `code`.
    fn lines(&self, arguments: &[&str], input: &str, code: i32) -> Vec<Value> {
        let output = self.tda(&[arguments, &["--output", "json"]].concat(), input);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("json")).collect()
    }

    fn config(&self) -> ClientConfig {
        ClientConfig::new(&self.servers).topic_prefix(&self.prefix).source("test")
    }

    fn admin(&self) -> blocking::Admin {
        blocking::Admin::connect(&self.config()).expect("connects")
    }

    fn apply_topics(&self) {
        self.lines(&["topics", "apply", "--env", "development"], "", 0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn states<'a>(lines: &'a [Value], state: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["state"] == state).collect()
}

#[test]
fn topics_are_planned_applied_once_and_never_taken_away() {
    let Some(shell) = Shell::new("opsTopics") else { return };
    let plan = ["topics", "plan", "--env", "development", "--retry-delay", "30s"];
    let apply = ["topics", "apply", "--env", "development", "--retry-delay", "30s"];
    let planned = shell.lines(&plan, "", 0);
    assert!(planned.iter().any(|step| step["topic"] == shell.topic("jobs.dlq")), "{planned:?}");
    assert!(planned.iter().any(|step| step["topic"] == shell.topic("jobs.retry.30s")), "{planned:?}");
    shell.lines(&[&plan[..], &["--check"]].concat(), "", 1);
    let done = shell.lines(&apply, "", 0);
    assert_eq!(states(&done, "done").len(), planned.len());
    assert!(shell.lines(&apply, "", 0).is_empty(), "idempotent");
    shell.lines(&[&plan[..], &["--check"]].concat(), "", 0);

    // Somebody changes a setting and adds a topic of their own; production wants more partitions.
    let admin = shell.admin();
    admin.create_topics(&[NewTopic::new(shell.topic("stranger"), 1)]).expect("answered");
    let production = ["topics", "plan", "--env", "production"];
    let waited = Instant::now();
    let told = loop {
        let told = shell.lines(&production, "", 0);
        if told.iter().any(|line| line["note"] == "unknown" && line["topic"] == shell.topic("stranger")) {
            break told;
        }
        assert!(waited.elapsed() < Duration::from_secs(30), "{told:?}");
    };
    let grows = |line: &&Value| line["step"] == "add_partitions" && line["topic"] == shell.topic("jobs");
    assert_eq!(told.iter().find(grows).expect("12 are wanted")["state"], "withheld");
    assert!(told.iter().any(|line| line["note"] == "replication"), "{told:?}");
    // Without leave the keyed topics stay, and the exit code says so; with leave they grow.
    let held = shell.lines(&["topics", "apply", "--env", "production"], "", 1);
    assert!(!states(&held, "withheld").is_empty() && states(&held, "failed").is_empty(), "{held:?}");
    let leave = ["topics", "apply", "--env", "production", "--add-partitions-to-keyed-topics"];
    shell.lines(&leave, "", 0);
    let known = admin.list_topics().expect("answered");
    assert!(known.contains(&(shell.topic("jobs"), 12)), "{known:?}");
    assert!(known.iter().any(|(topic, _)| *topic == shell.topic("stranger")), "never deleted");
    // Back in development there are too many: told, not changed.
    let shrunk = shell.lines(&["topics", "plan", "--env", "development"], "", 0);
    assert!(shrunk.iter().any(|line| line["note"] == "too_many_partitions"), "{shrunk:?}");
    // A topic that cannot be made does not stop the others.
    let other = Shell { servers: shell.servers.clone(), prefix: format!("bad{}", shell.prefix) };
    let failed = other.lines(&["topics", "apply", "--env", "production"], "", 1);
    assert!(!states(&failed, "failed").is_empty(), "three copies do not fit on one broker: {failed:?}");
}

const SIZE: &str =
    "development: {partitions: 1, replication_factor: 1}, production: {partitions: 1, replication_factor: 1}";

#[test]
fn access_rules_are_those_of_the_catalog_and_after_pruning_no_others() {
    let Some(shell) = Shell::new("opsAcls") else { return };
    let catalog = r#"
catalog: 1
system: acls
prefix: tda_
events: {thing.happened: {payload: {id: id}}}
topics: {tda_things: {key: "{data.id}", events: [thing.happened], SIZE}}
groups: {NAME-readers: {topics: [tda_things]}}
principals:
  NAME-reader: {authentication: SCRAM-SHA-512, read: [tda_things], groups: [NAME-readers]}
"#;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("acls.yaml");
    std::fs::write(&file, catalog.replace("NAME", shell.prefix.trim_end_matches('_')).replace("SIZE", SIZE))
        .expect("written");
    let with = |words: &[&'static str]| -> Vec<String> {
        let file = file.to_string_lossy().into_owned();
        words
            .iter()
            .map(|word| (*word).to_owned())
            .chain(["--catalog".into(), file, "--env".into(), "development".into()])
            .collect()
    };
    let run = |words: &[&'static str], code| {
        let words = with(words);
        shell.lines(&words.iter().map(String::as_str).collect::<Vec<_>>(), "", code)
    };
    let planned = run(&["acls", "plan"], 0);
    assert!(
        planned.iter().any(|rule| rule["operation"] == "Read" && rule["name"] == shell.topic("things")),
        "{planned:?}"
    );
    assert_eq!(states(&run(&["acls", "apply"], 0), "done").len(), planned.len());
    let waited = Instant::now();
    while !run(&["acls", "plan"], 0).is_empty() {
        assert!(waited.elapsed() < Duration::from_secs(30));
    }
    let admin = shell.admin();
    let principal = planned[0]["principal"].as_str().expect("a name").to_owned();
    let filter = AclFilter { principal: Some(principal), ..AclFilter::default() };
    let mut more = admin.describe_acls(&filter).expect("answered").remove(0);
    more.name = "everything".into();
    admin.create_acls(&[more]).expect("answered");
    while run(&["acls", "plan"], 0).is_empty() {
        assert!(waited.elapsed() < Duration::from_secs(30));
    }
    run(&["acls", "plan", "--check"], 1);
    assert!(run(&["acls", "apply"], 0).iter().all(|line| line["state"] == "note"));
    assert_eq!(states(&run(&["acls", "apply", "--prune"], 0), "done").len(), 1);
    while !run(&["acls", "plan"], 0).is_empty() {
        assert!(waited.elapsed() < Duration::from_secs(30));
    }
    admin.delete_acls(&[filter]).expect("answered");
}

#[test]
fn events_are_produced_tailed_and_their_group_moved() {
    let Some(shell) = Shell::new("opsEvents") else { return };
    shell.apply_topics();
    let sample =
        Command::new(env!("CARGO_BIN_EXE_tda")).args(["new-event", "job.submitted"]).output().expect("runs");
    let event = text(&sample.stdout);
    let output = shell.tda(&["produce", "--output", "json"], &format!("{event}no event\n{event}"));
    assert_eq!(output.status.code(), Some(1), "one line was bad");
    assert!(text(&output.stderr).contains("stdin:2"), "{}", text(&output.stderr));
    let receipts: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    assert_eq!(receipts.len(), 2);
    assert_eq!(receipts[0]["partition"], receipts[1]["partition"], "one key, one partition");
    shell.lines(&["produce", "--raw", "tda_jobs", "--key", "poison"], "{\"broken\": 1}\n", 0);

    let read = |more: &[&str]| {
        shell.lines(&[&["tail", "tda_jobs", "--from", "earliest", "--until-end"], more].concat(), "", 0)
    };
    assert_eq!(read(&[]).len(), 3);
    let submitted = read(&["--type", "job.submitted"]);
    assert_eq!(submitted.len(), 2);
    assert_eq!(submitted[0]["event"]["event_type"], "job.submitted");
    assert_eq!(submitted[0]["record"]["headers"]["event_type"], "job.submitted");
    assert!(read(&["--key", "poison"])[0]["error"].is_string());
    assert_eq!(read(&["--header", "event_type=job.submitted"]).len(), 2);
    let late = shell.lines(&["tail", "tda_jobs", "--from", "1h", "--until-end"], "", 0);
    assert_eq!(late.len(), 3);

    // A group that has read it all is two behind after a shift by one in the partition of the two.
    let group = shell.topic("group");
    shell.lines(&["groups", "reset", &group, "--topic", "tda_jobs", "--to", "latest", "--execute"], "", 0);
    let lag = |code| shell.lines(&["groups", "lag", &group, "--fail-over", "0"], "", code);
    assert_eq!(lag(0).iter().filter_map(|one| one["lag"].as_i64()).sum::<i64>(), 0);
    let planned = shell.lines(&["groups", "reset", &group, "--shift", "-1"], "", 0);
    assert!(planned.iter().all(|step| step["state"] == "planned"), "nothing without --execute: {planned:?}");
    lag(0);
    shell.lines(&["groups", "reset", &group, "--to", "earliest", "--execute"], "", 0);
    assert_eq!(lag(1).iter().filter_map(|one| one["lag"].as_i64()).sum::<i64>(), 3);
    assert!(
        shell.lines(&["groups", "list"], "", 0).iter().any(|one| one["group"] == group && one["lag"] == 3)
    );
    let advice = shell.lines(&["scale", &group, "--up", "1", "--down", "0"], "", 0);
    assert_eq!((&advice[0]["advice"], &advice[0]["workers"]), (&"up".into(), &3.into()), "{advice:?}");
    shell.lines(&["groups", "reset", "nobody", "--to", "latest"], "", 1);

    // While somebody is in the group it is not moved, and who it is is told.
    let consumer =
        blocking::Consumer::connect(&shell.config().client_id("the-reader"), &group, &["tda_jobs"])
            .expect("joins");
    let waited = Instant::now();
    let refused = loop {
        let output = shell.tda(&["groups", "reset", &group, "--to", "latest", "--execute"], "");
        if output.status.code() == Some(1) {
            break text(&output.stderr);
        }
        assert!(waited.elapsed() < Duration::from_secs(30), "{}", text(&output.stderr));
    };
    assert!(refused.contains("the-reader"), "{refused}");
    drop(consumer);
}

#[test]
fn settings_of_groups_are_brought_to_the_broker() {
    let Some(shell) = Shell::new("opsGroups") else { return };
    let plan = ["groups", "plan", "--env", "production"];
    let group = "tda_analytics";
    // Other tests of this cluster may have applied them before. One group wants a longer heartbeat than brokers allow by themselves.
    let output = shell.tda(&["groups", "apply", "--env", "production"], "");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(
        text(&output.stdout).contains("group.consumer.max.heartbeat.interval.ms"),
        "{}",
        text(&output.stdout)
    );
    let waited = Instant::now();
    while !shell.lines(&plan, "", 0).iter().all(|one| one["group"] == group) {
        assert!(waited.elapsed() < Duration::from_secs(30));
    }
}

#[test]
fn dead_letters_are_listed_shown_replayed_once_in_order_and_purged() {
    let Some(shell) = Shell::new("opsLetters") else { return };
    shell.apply_topics();
    let producer = blocking::Producer::connect(&shell.config()).expect("connects");
    let letter = |number: u32, key: &str, kind: &str, from: &str| {
        let dead = shell.topic("jobs.dlq");
        let mut record =
            tda_stream::events::EncodedRecord::raw(dead, Some(key.into()), number.to_string().into_bytes());
        for (name, value) in [
            ("event_type", "job.submitted"),
            ("dlq_topic", from),
            ("dlq_partition", "1"),
            ("dlq_offset", "7"),
            ("dlq_error_kind", kind),
            ("dlq_error_message", "no such thing"),
        ] {
            record.headers.push((name.to_owned(), value.as_bytes().to_vec()));
        }
        producer.enqueue_record(&record).expect("queued").wait().expect("delivered")
    };
    let jobs = shell.topic("jobs");
    for number in 0..6 {
        letter(number, "k", if number % 2 == 0 { "Decode" } else { "Timeout" }, &jobs);
    }
    let lost = letter(6, "k", "Decode", "gone");
    let listed = shell.lines(&["dlq", "list", "tda_jobs"], "", 0);
    assert_eq!(listed.len(), 7);
    assert_eq!(shell.lines(&["dlq", "list", "--kind", "timeout"], "", 0).len(), 3);
    let place = format!("{}[{}]@{}", lost.topic, lost.partition, lost.offset);
    let shown = shell.lines(&["dlq", "show", &place], "", 0);
    assert_eq!(
        (&shown[0]["value"], &shown[0]["origin"]["topic"]),
        (&"6".into(), &"gone".into()),
        "{shown:?}"
    );
    assert!(shown[0]["decode_error"].is_string());

    let values = || -> Vec<String> {
        let read = shell.lines(
            &["tail", "tda_jobs", "--from", "earliest", "--until-end", "--header", "replay_count=1"],
            "",
            0,
        );
        assert!(read.iter().all(|one| one["record"]["partition"] == 1 && one["record"]["key"] == "k"));
        assert!(read.iter().all(|one| one["record"]["headers"].get("dlq_topic").is_none()));
        read.iter()
            .map(|one| one["record"]["headers"]["replay_offset"].as_str().expect("marked").to_owned())
            .collect()
    };
    let rehearsed = shell.lines(&["dlq", "replay", "tda_jobs", "--kind", "Timeout", "--dry-run"], "", 0);
    assert_eq!(rehearsed.len(), 3);
    assert!(values().is_empty(), "a rehearsal replays nothing");
    assert_eq!(
        shell.lines(&["dlq", "replay", "tda_jobs", "--kind", "Timeout", "--count", "2"], "", 0).len(),
        2
    );
    assert_eq!(values(), ["1", "3"]);
    // All others, but none twice; the one whose topic is gone stays, and the exit code says so.
    let replayed = shell.lines(&["dlq", "replay", "tda_jobs"], "", 1);
    assert!(replayed.iter().any(|one| one["stays"].is_string()), "{replayed:?}");
    assert_eq!(values(), ["1", "3", "0", "2", "4", "5"]);
    shell.lines(&["dlq", "replay", "tda_jobs"], "", 1);
    assert_eq!(values().len(), 6, "a repeated replay repeats nothing");

    let purge = ["dlq", "purge", "tda_jobs", "--replayed"];
    assert_eq!(shell.lines(&purge, "", 2)[0]["before"], 6, "asks for --yes");
    assert_eq!(shell.lines(&["dlq", "list", "tda_jobs"], "", 0).len(), 7);
    shell.lines(&[&purge[..], &["--yes"]].concat(), "", 0);
    assert_eq!(shell.lines(&["dlq", "list", "tda_jobs"], "", 0).len(), 1);
    shell.lines(&["dlq", "purge", "tda_jobs", "--all", "--yes"], "", 0);
    assert!(shell.lines(&["dlq", "list", "tda_jobs"], "", 0).is_empty());
    let partition = TopicPartition::new(jobs, 1);
    shell.admin().delete_records(&[(partition, -1)]).expect("answered");
}

#[test]
fn a_dead_broker_is_told_in_seconds_with_exit_code_three() {
    let shell = Shell { servers: "127.0.0.1:1".into(), prefix: "x_".into() };
    for arguments in [
        &["topics", "plan"][..],
        &["acls", "plan"],
        &["groups", "list"],
        &["groups", "reset", "g", "--to", "latest"],
        &["tail"],
        &["produce"],
        &["dlq", "list"],
        &["scale"],
        &["selftest"],
    ] {
        let started = Instant::now();
        let output = shell.tda(arguments, "");
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains("127.0.0.1:1"), "{arguments:?}");
        assert!(started.elapsed() < Duration::from_secs(20), "{arguments:?}");
    }
}

#[test]
fn a_cluster_is_tried_and_left_as_it_was() {
    let Some(shell) = Shell::new("opsSelftest") else { return };
    let admin = shell.admin();
    let ours = || -> Vec<_> {
        let topics = admin.list_topics().expect("answered").into_iter().map(|(topic, _)| topic);
        topics.filter(|topic| topic.starts_with("selftest")).collect()
    };
    let checks = shell.lines(&["selftest"], "", 0);
    assert_eq!(checks.len(), 5);
    assert!(checks.iter().all(|check| check["passed"] == true), "{checks:?}");
    let waited = Instant::now();
    while !ours().is_empty() {
        assert!(waited.elapsed() < Duration::from_secs(30), "{:?}", ours());
    }
    let groups = admin.list_groups().expect("answered");
    assert!(!groups.iter().any(|group| group.group.starts_with("selftest")), "{groups:?}");
}
