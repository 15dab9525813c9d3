//! `cargo xtask bench client`: publishing, consuming and jobs beside the clients of Rust, Python and Java, all against
//! one real broker that is started for it.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use super::report;
use crate::{
    kafka::{self, Kafka},
    process::{self, Lifetime},
    workspace,
};

/// What to measure.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only rows whose name begins like this; the report is printed and not written.
    #[arg(long, default_value = "")]
    row: String,
    /// How often every way of a row is taken, in turn; medians are quoted.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds that a producer produces for.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Leave out the Python rows, for which the wheel is built for release: minutes.
    #[arg(long)]
    no_python: bool,
}

/// Sizes of a record's value in bytes, and how many such records are consumed.
const SIZES: [(usize, usize); 3] = [(300, 300_000), (1_000, 200_000), (10_000, 40_000)];
const JOBS: usize = 3000;
const PYTHON_RECORDS: usize = 60_000;

/// Who takes part, and how it is started.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The program of `benches/client`: what and who.
    Rust(&'static str, &'static str),
    /// The program of `benches/client_python`: what and who.
    Python(&'static str, &'static str),
    /// The producer's benchmark that comes with Kafka.
    PerfTest,
}

struct Row {
    name: String,
    what: &'static str,
    value_bytes: usize,
    records: usize,
    /// Ours first.
    ways: Vec<(&'static str, Way)>,
    /// Which figures are shown.
    shows: Shows,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// Records a second and CPU time of one.
    Rates,
    /// Waits in milliseconds.
    Waits,
}

/// The figures of one way, a list a round.
type Rounds = Vec<Vec<(String, f64)>>;

struct Bench {
    kafka: Kafka,
    jars: PathBuf,
    rust: PathBuf,
    python: Option<PathBuf>,
    seconds: f64,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    ensure!(arguments.rounds > 0, "--rounds must be at least 1");
    let rows: Vec<Row> =
        rows(!arguments.no_python).into_iter().filter(|row| row.name.starts_with(&arguments.row)).collect();
    ensure!(!rows.is_empty(), "no row begins with `{}`", arguments.row);
    let python = rows.iter().flat_map(|row| &row.ways).any(|(_, way)| matches!(way, Way::Python(..)));
    let mut bench = Bench {
        rust: built()?,
        python: if python { Some(interpreter()?) } else { None },
        kafka: Kafka::start_scoped()?,
        jars: kafka::jars()?,
        seconds: arguments.seconds,
    };
    for (bytes, records) in SIZES {
        bench.rust_figures("prepare", "ours", bytes, records, &prefix(bytes))?;
    }
    bench.rust_figures("prepare", "ours", SIZES[0].0, 0, PRODUCED)?;
    let mut text = format!("## tda-client\n\n{RULES}\n\n");
    for shows in [Shows::Rates, Shows::Waits] {
        text.push_str(head(shows));
        for row in rows.iter().filter(|row| row.shows == shows) {
            let line = bench.row(row, arguments.rounds)?;
            eprint!("{line}");
            text.push_str(&line);
        }
        text.push('\n');
    }
    if arguments.row.is_empty() {
        text.push_str(&bench.outage()?);
    }
    let _ = write!(text, "\n{}\n", report::machine());
    if !arguments.row.is_empty() {
        print!("{text}");
        return Ok(());
    }
    report::write("client", &text)
}

const RULES: &str = "One broker on the same machine, started for this and sharing its cores with the clients: a rate is that of \
    client and broker together, the CPU time is the client's alone. Ways of a row take turns; medians over the rounds, \
    the ratio round by round. Ours makes a typed event for every record (checks of every field, id, time, topic, keys, \
    headers, JSON) and reads every record back with every check; the peers of Rust and Java write bytes that were made \
    before and look at nothing they read; the Python peers write such bytes and parse what they read by `json`. Everybody: \
    acks=all, idempotent, lz4, 5 ms of linger, the same keys, values and headers. *ours / peer* above 1 means that ours is \
    faster.";

/// Topics that are written to.
const PRODUCED: &str = "out_";

fn prefix(bytes: usize) -> String {
    format!("in{bytes}_")
}

fn rows(python: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for (value_bytes, records) in SIZES {
        let ours = |what| ("tda-stream", Way::Rust(what, "ours"));
        let peer = |what| {
            [("rdkafka alone", Way::Rust(what, "rdkafka")), ("confluent-kafka", Way::Rust(what, "confluent"))]
        };
        let mut ways = vec![ours("produce")];
        ways.extend(peer("produce"));
        ways.push(("kafka-producer-perf-test", Way::PerfTest));
        rows.push(Row::new("produce", value_bytes, records, ways));
        let mut ways = vec![ours("consume")];
        ways.extend(peer("consume"));
        rows.push(Row::new("consume", value_bytes, records, ways));
    }
    let ways = vec![
        ("exactly once", Way::Rust("jobs-exactly-once", "ours")),
        ("at least once", Way::Rust("jobs-at-least-once", "ours")),
    ];
    rows.push(Row {
        name: "jobs, an engine that answers at once".into(),
        ..Row::new("jobs", SIZES[0].0, JOBS, ways)
    });
    let ways = vec![
        ("tda-stream", Way::Rust("latency", "ours")),
        ("rdkafka alone", Way::Rust("latency", "rdkafka")),
    ];
    rows.push(Row { shows: Shows::Waits, ..Row::new("latency", SIZES[0].0, 0, ways) });
    if python {
        let way = |what, who| (who, Way::Python(what, who));
        let ours = ["tda-stream", "confluent-asyncio", "aiokafka", "faststream"];
        let ways = ours.map(|who| way("produce", who)).to_vec();
        rows.push(Row::new("Python, asyncio: produce", 1000, PYTHON_RECORDS, ways));
        let ways = ["tda-stream-blocking", "confluent"].map(|who| way("produce", who)).to_vec();
        rows.push(Row::new("Python, blocking: produce", 1000, PYTHON_RECORDS, ways));
        let ways =
            ["tda-stream", "confluent", "aiokafka", "faststream"].map(|who| way("consume", who)).to_vec();
        rows.push(Row::new("Python: consume", 1000, PYTHON_RECORDS, ways));
    }
    rows
}

impl Row {
    fn new(what: &'static str, value_bytes: usize, records: usize, ways: Vec<(&'static str, Way)>) -> Self {
        Self {
            name: format!("{what}, {value_bytes} bytes"),
            what,
            value_bytes,
            records,
            ways,
            shows: Shows::Rates,
        }
    }

    /// Where its records are, or go.
    fn prefix(&self) -> String {
        if self.what.ends_with("consume") { prefix(self.value_bytes) } else { PRODUCED.into() }
    }
}

impl Bench {
    fn row(&self, row: &Row, rounds: usize) -> Result<String> {
        let mut ways: Vec<Rounds> = vec![Vec::new(); row.ways.len()];
        for _ in 0..rounds {
            for ((name, way), rounds) in row.ways.iter().zip(&mut ways) {
                let figures = self.figures(row, *way).with_context(|| format!("{}: {name}", row.name))?;
                rounds.push(figures);
            }
        }
        let (ours, peers) = ways.split_first().context("a row has ways")?;
        let mut peers_shown = Vec::new();
        for ((name, _), rounds) in row.ways[1..].iter().zip(peers) {
            let ratio = ratio(ours, rounds, row.shows);
            peers_shown.push(format!("{name} {} (**{ratio:.2}**)", shown(rounds, row.shows)));
        }
        let (name, _) = row.ways[0];
        Ok(format!("| {} | {name} {} | {} |\n", row.name, shown(ours, row.shows), peers_shown.join("; ")))
    }

    fn figures(&self, row: &Row, way: Way) -> Result<Vec<(String, f64)>> {
        match way {
            Way::Rust(what, who) => self.rust_figures(what, who, row.value_bytes, row.records, &row.prefix()),
            Way::Python(what, who) => {
                let interpreter = self.python.as_ref().context("Python is left out")?;
                let mut command = Command::new(interpreter);
                command.arg(workspace::root().join("benches/client_python/client.py")).args([what, who]);
                self.common(&mut command, row.value_bytes, row.records, &row.prefix());
                parsed(&process::output(&mut command)?)
            }
            Way::PerfTest => self.perf_test(row),
        }
    }

    fn rust_figures(
        &self,
        what: &str,
        who: &str,
        value_bytes: usize,
        records: usize,
        prefix: &str,
    ) -> Result<Vec<(String, f64)>> {
        let mut command = Command::new(&self.rust);
        command.args([what, who]);
        self.common(&mut command, value_bytes, records, prefix);
        parsed(&process::output(&mut command)?)
    }

    fn common(&self, command: &mut Command, value_bytes: usize, records: usize, prefix: &str) {
        command.args(["--servers", &self.kafka.bootstrap_servers(), "--prefix", prefix]);
        command.args(["--value-bytes", &value_bytes.to_string(), "--records", &records.to_string()]);
        command.args(["--seconds", &self.seconds.to_string()]);
    }

    /// As many records as it takes to keep it busy as long as the others, the virtual machine's start included.
    fn perf_test(&self, row: &Row) -> Result<Vec<(String, f64)>> {
        let payload = workspace::target().join("bench-client/payload.txt");
        fs::write(&payload, "x".repeat(row.value_bytes))?;
        let mut command = Command::new("java");
        command.arg("-cp").arg(self.jars.join("*")).arg("org.apache.kafka.tools.ProducerPerformance");
        command
            .args(["--topic", &format!("{PRODUCED}jobs"), "--throughput", "-1", "--payload-file"])
            .arg(&payload);
        command.args(["--num-records", &(row.records * 4).to_string(), "--command-property"]);
        command.arg(format!("bootstrap.servers={}", self.kafka.bootstrap_servers()));
        for property in ["acks=all", "linger.ms=5", "compression.type=lz4", "enable.idempotence=true"] {
            command.args(["--command-property", property]);
        }
        let text = process::output(command.stderr(Stdio::null()))?;
        let rate = text.lines().rev().find_map(|line| {
            let (before, _) = line.split_once(" records/sec")?;
            before.rsplit(' ').next()?.parse().ok()
        });
        Ok(vec![("records_per_second".to_owned(), rate.context("kafka-producer-perf-test said no rate")?)])
    }

    /// Callers while the broker is stopped: the only row after which the broker is of no use.
    fn outage(&mut self) -> Result<String> {
        let mut command = Command::new(&self.rust);
        command.args(["outage", "ours"]);
        self.common(&mut command, SIZES[1].0, 0, PRODUCED);
        let mut child =
            process::spawn(command.stdin(Stdio::piped()).stdout(Stdio::piped()), Lifetime::Scoped)?;
        let mut stdout = BufReader::new(child.stdout.take().context("no stdout")?);
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        ensure!(line.trim() == "ready", "the program was not ready but said `{line}`");
        self.kafka.pause(1)?;
        child.stdin.take().context("no stdin")?.write_all(b"\n")?;
        let mut text = String::new();
        stdout.read_to_string(&mut text)?;
        if !process::wait(&mut child)?.success() {
            bail!("the row of the outage failed");
        }
        let figures = parsed(&text)?;
        let of =
            |name: &str| figures.iter().find(|(key, _)| key == name).map_or(f64::NAN, |(_, value)| *value);
        Ok(format!(
            "While the broker is stopped, `enqueue` with a circuit breaker that spills into memory, a thousand times a second for {} s, events of {} bytes: p50 {:.3} ms, \
             p99 {:.3} ms, p99.9 {:.3} ms; {} of {} were taken into bounded queues; resident memory grew by {:.0} MB.\n",
            self.seconds,
            SIZES[1].0,
            of("p50_ms"),
            of("p99_ms"),
            of("p999_ms"),
            of("taken"),
            of("records"),
            of("growth_mb")
        ))
    }
}

fn parsed(text: &str) -> Result<Vec<(String, f64)>> {
    serde_json::from_str(text.trim()).with_context(|| format!("no figures: `{}`", text.trim()))
}

fn median_of(rounds: &Rounds, name: &str) -> Option<f64> {
    let figures: Vec<f64> = rounds
        .iter()
        .filter_map(|figures| figures.iter().find(|(key, _)| key == name).map(|(_, value)| *value))
        .collect();
    (!figures.is_empty()).then(|| report::median(figures.into_iter()))
}

fn head(shows: Shows) -> &'static str {
    match shows {
        Shows::Rates => {
            "| row | ours: records a second, CPU of one | peers: the same, and ours / peer |\n|---|---|---|\n"
        }
        Shows::Waits => {
            "| row | ours: p50, p99, p99.9 | peers: the same, and peer / ours at p99 |\n|---|---|---|\n"
        }
    }
}

fn shown(rounds: &Rounds, shows: Shows) -> String {
    let of = |name| median_of(rounds, name);
    match shows {
        Shows::Rates => {
            let rate = of("records_per_second").unwrap_or(f64::NAN);
            let cpu = of("cpu_us_per_record").map(|us| format!(", {us:.2} us")).unwrap_or_default();
            format!("{}{cpu}", thousands(rate))
        }
        Shows::Waits => {
            let wait = |name| of(name).map_or_else(String::new, |ms| format!("{ms:.2} ms"));
            format!("{}, {}, {}", wait("p50_ms"), wait("p99_ms"), wait("p999_ms"))
        }
    }
}

/// Median over the rounds of how much faster ours is.
fn ratio(ours: &Rounds, peer: &Rounds, shows: Shows) -> f64 {
    let name = match shows {
        Shows::Rates => "records_per_second",
        Shows::Waits => "p99_ms",
    };
    let of = |round: &Vec<(String, f64)>| {
        round.iter().find(|(key, _)| key == name).map_or(f64::NAN, |(_, value)| *value)
    };
    report::median(ours.iter().zip(peer).map(|(ours, peer)| match shows {
        Shows::Rates => of(ours) / of(peer),
        Shows::Waits => of(peer) / of(ours),
    }))
}

fn thousands(rate: f64) -> String {
    if rate >= 1e4 { format!("{:.0} k/s", rate / 1e3) } else { format!("{rate:.0} /s") }
}

/// The program of `benches/client`, built below the target folder.
fn built() -> Result<PathBuf> {
    let folder = workspace::target().join("bench-client");
    let mut build = workspace::cargo();
    build.args(["build", "--quiet", "--release", "--manifest-path"]);
    build.arg(workspace::root().join("benches/client/Cargo.toml")).arg("--target-dir").arg(&folder);
    process::run(&mut build)?;
    Ok(folder.join("release/tda-bench-client"))
}

/// A Python with the peers and with the wheel as it is released.
fn interpreter() -> Result<PathBuf> {
    let venv = workspace::target().join("bench-client/venv");
    let interpreter = venv.join("bin/python");
    if !interpreter.exists() {
        process::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))
            .context("no Python with venv")?;
    }
    let mut install = Command::new(&interpreter);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "8"]);
    install.arg("--requirement").arg(workspace::root().join("benches/client_python/requirements.txt"));
    install.arg(workspace::root().join("bindings/python"));
    install.env("CARGO_TARGET_DIR", workspace::target().join("bench-client/wheel"));
    process::run(&mut install)?;
    Ok(interpreter)
}
