//! The demo's worker: this same command in a process of its own, which goes when the demo goes.

use std::{
    ffi::OsString,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tda_events::ErrorKind;

use super::super::Failure;

/// A running `tda worker`.
///
/// It reads stdin until its end: the pipe closes when this process ends, however it ends.
pub(super) struct WorkerProcess {
    child: Child,
}

impl WorkerProcess {
    pub(super) fn start(
        program: &[OsString],
        brokers: &str,
        topic_prefix: &str,
        session_timeout: Duration,
    ) -> Result<Self, Failure> {
        let failed = |error: String| {
            Failure::new(ErrorKind::Internal, format!("the worker could not be started: {error}"))
        };
        let (first, rest) = program.split_first().ok_or_else(|| failed("no program".into()))?;
        let mut command = Command::new(first);
        command.args(rest).args(["worker", "--until-stdin-ends", "--group", "tda_demo_workers"]);
        command.args(["--bootstrap-servers", brokers, "--topic-prefix", topic_prefix]);
        command.args(["--session-timeout-ms", &session_timeout.as_millis().to_string()]);
        // The demo is the same whatever cluster the shell is set up for.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("KAFKA_"))
        {
            command.env_remove(name);
        }
        command.env_remove("MOCK_KAFKA").stdin(Stdio::piped());
        Ok(Self { child: command.spawn().map_err(|error| failed(error.to_string()))? })
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no farewell to the broker.
    pub(super) fn kill(mut self) {
        // Fails only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The exit status, if it has ended although nobody asked it to.
    pub(super) fn ended(&mut self) -> Option<String> {
        self.child.try_wait().ok().flatten().map(|status| status.to_string())
    }
}

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        // Closing its stdin asks it to go; what it has to say goodbye to is this process's broker, so it is quick.
        drop(self.child.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
