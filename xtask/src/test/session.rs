//! What the suites share: the real Kafka, the real schema registries, and how a test runner is run, read and cleaned up after.

use std::{
    io::{self, BufRead as _, BufReader, Read, Write},
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context, Result, anyhow, bail};

use crate::{
    kafka::{Kafka, SecuredKafka},
    leftovers,
    process::{self, Lifetime},
    registry::Registry,
    s3::S3,
    tally::Tally,
};

/// Tells the tests where the real Kafka is. Without it they skip what needs one.
const KAFKA_VARIABLE: &str = "TDA_TEST_KAFKA";
/// In the name of every test that needs the real Kafka: module, pytest name or ctest name.
pub(super) const KAFKA_TEST_NAME: &str = "kafka";
/// In the name of every test that needs the real schema registry.
pub(super) const REGISTRY_TEST_NAME: &str = "registry";

/// Tells the tests which file describes the secured Kafka.
const SECURED_VARIABLE: &str = "TDA_TEST_SECURED_KAFKA";
/// In the name of every test that needs the secured Kafka.
pub(super) const SECURED_TEST_NAME: &str = "secured";

/// Tells the tests where the real schema registry is.
const REGISTRY_VARIABLE: &str = "TDA_TEST_REGISTRY";
/// "ADDRESS PROCESS_ID" of a second registry, which a test kills.
const DOOMED_REGISTRY_VARIABLE: &str = "TDA_TEST_REGISTRY_DOOMED";

/// Tells the tests which bucket of an S3 server they may use; the variables of AWS tell where that is.
const S3_VARIABLE: &str = "TDA_TEST_S3";

/// Lives as long as the suites run; dropping it ends the servers.
#[derive(Default)]
pub(super) struct Session {
    kafka: Option<Kafka>,
    secured: Option<SecuredKafka>,
    registry: Option<Registry>,
    doomed_registry: Option<Registry>,
    s3: Option<S3>,
}

impl Session {
    pub(super) fn start_kafka(&mut self) -> Result<()> {
        let kafka = Kafka::start_scoped()?;
        println!("{KAFKA_VARIABLE}={}", kafka.bootstrap_servers());
        self.kafka = Some(kafka);
        Ok(())
    }

    pub(super) fn start_secured_kafka(&mut self) -> Result<()> {
        let kafka = SecuredKafka::start_scoped()?;
        println!("{SECURED_VARIABLE}={}", kafka.description().display());
        self.secured = Some(kafka);
        Ok(())
    }

    pub(super) fn start_registries(&mut self) -> Result<()> {
        let registry = Registry::start_scoped("registry")?;
        println!("{REGISTRY_VARIABLE}={}", registry.url());
        self.registry = Some(registry);
        self.doomed_registry = Some(Registry::start_scoped("doomed")?);
        Ok(())
    }

    pub(super) fn start_s3(&mut self) -> Result<()> {
        let s3 = S3::start_scoped()?;
        println!("{S3_VARIABLE}={}", s3.url());
        self.s3 = Some(s3);
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
        let doomed = self.doomed_registry.as_ref();
        for (variable, value) in [
            (KAFKA_VARIABLE, self.kafka.as_ref().map(Kafka::bootstrap_servers)),
            (SECURED_VARIABLE, self.secured.as_ref().map(|kafka| kafka.description().display().to_string())),
            (REGISTRY_VARIABLE, self.registry.as_ref().map(Registry::url)),
            (S3_VARIABLE, self.s3.as_ref().map(S3::url)),
            (DOOMED_REGISTRY_VARIABLE, doomed.map(|doomed| format!("{} {}", doomed.url(), doomed.pid()))),
        ] {
            match value {
                Some(value) => command.env(variable, value),
                // An address from outside is not the server that this command promises.
                None => command.env_remove(variable),
            };
        }
        command.envs(self.s3.iter().flat_map(S3::variables));
        println!("$ {}", process::line(command));
        let mut child = process::spawn(command, Lifetime::Scoped)?;
        let stdout = child.stdout.take().ok_or_else(|| anyhow!("the output was not captured"))?;
        let reader = thread::spawn(move || copy_and_count(stdout, &mut io::stdout()));
        let status = process::wait(&mut child);
        // Before the reader is joined: a process left behind holds the pipe open.
        let leftovers = match &status {
            Ok(_) => leftovers::end(&self.server_pids()),
            Err(_) => {
                leftovers::kill(&self.server_pids());
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

    fn server_pids(&self) -> Vec<u32> {
        let registries = [&self.registry, &self.doomed_registry].into_iter().flatten().map(Registry::pid);
        let brokers = self.kafka.iter().flat_map(Kafka::pids);
        registries
            .chain(brokers)
            .chain(self.secured.iter().flat_map(SecuredKafka::pids))
            .chain(self.s3.as_ref().map(S3::pid))
            .collect()
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
