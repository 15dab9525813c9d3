//! What the suites share: the real Kafka, and how a test runner is run, read and cleaned up after.

use std::{
    io::{self, BufRead as _, BufReader, Read, Write},
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context, Result, anyhow, bail};

use crate::{
    kafka::Kafka,
    leftovers,
    process::{self, Lifetime},
    tally::Tally,
};

/// Tells the tests where the real Kafka is. Without it they skip what needs one.
const KAFKA_VARIABLE: &str = "TDA_TEST_KAFKA";
/// In the name of every test that needs the real Kafka: module, pytest name or ctest name.
pub(super) const KAFKA_TEST_NAME: &str = "kafka";

/// Lives as long as the suites run; dropping it ends the broker.
#[derive(Default)]
pub(super) struct Session {
    kafka: Option<Kafka>,
}

impl Session {
    pub(super) fn start_kafka(&mut self) -> Result<()> {
        let kafka = Kafka::start_scoped()?;
        println!("{KAFKA_VARIABLE}={}", kafka.bootstrap_servers());
        self.kafka = Some(kafka);
        Ok(())
    }

    /// Where the real Kafka listens; an error when it did not start.
    pub(super) fn bootstrap_servers(&self) -> Result<String> {
        self.kafka.as_ref().map(Kafka::bootstrap_servers).context("the real Kafka is not up")
    }

    /// Runs a step of a suite. Fails also when the step leaves a process behind.
    pub(super) fn run(&self, command: &mut Command) -> Result<()> {
        self.run_counted(command, &mut Tally::default())
    }

    /// Runs a test runner and adds what it reports to `tally`.
    pub(super) fn run_counted(&self, command: &mut Command, tally: &mut Tally) -> Result<()> {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        match &self.kafka {
            Some(kafka) => command.env(KAFKA_VARIABLE, kafka.bootstrap_servers()),
            // An address from outside is not the broker that this command promises.
            None => command.env_remove(KAFKA_VARIABLE),
        };
        println!("$ {}", process::line(command));
        let mut child = process::spawn(command, Lifetime::Scoped)?;
        let stdout = child.stdout.take().ok_or_else(|| anyhow!("the output was not captured"))?;
        let reader = thread::spawn(move || copy_and_count(stdout, &mut io::stdout()));
        let status = process::wait(&mut child);
        // Before the reader is joined: a process left behind holds the pipe open.
        let leftovers = match &status {
            Ok(_) => leftovers::end(self.kafka_pid()),
            Err(_) => {
                leftovers::kill(self.kafka_pid());
                Ok(())
            }
        };
        *tally += reader.join().map_err(|_| anyhow!("the reader of the output panicked"))?;
        let status = status?;
        if !status.success() {
            bail!("{} ended with {status}", process::line(command));
        }
        leftovers
    }

    fn kafka_pid(&self) -> Option<u32> {
        self.kafka.as_ref().map(Kafka::pid)
    }
}

/// Passes the lines on as they come, and sums what the runners report.
fn copy_and_count(output: impl Read, terminal: &mut impl Write) -> Tally {
    let mut tally = Tally::default();
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line).is_ok_and(|size| size > 0) {
        tally += Tally::of_line(&String::from_utf8_lossy(&line));
        // A closed terminal must not stop the tests.
        let _ = terminal.write_all(&line);
        line.clear();
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_summaries_add_up() {
        let output = "test result: ok. 2 passed; 0 failed; 0 ignored\nnoise \u{fffd}\n3 passed in 0.10s";
        let mut shown = Vec::new();
        assert_eq!(copy_and_count(output.as_bytes(), &mut shown), Tally { passed: 5, failed: 0 });
        assert_eq!(shown, output.as_bytes());
    }
}
