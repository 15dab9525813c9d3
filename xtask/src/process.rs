//! Children that never outlive their purpose: own process group, ended on Ctrl-C, gone when this program is gone.

use std::{
    fs,
    io::{self, Read as _},
    os::unix::process::CommandExt as _,
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};

/// How often a wait looks again. Short enough that no stage is visibly longer for it.
pub(crate) const POLL_INTERVAL: Duration = Duration::from_millis(20);
/// How long a group may take to end on its own before it is killed.
const END_GRACE: Duration = Duration::from_secs(5);

/// The part of a command that messages show.
const LINE_BYTES_SHOWN: usize = 300;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Someone asked this program to stop. Carried as an error so that every `Drop` on the way up does its work.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// Turns Ctrl-C, SIGTERM and SIGHUP into [`Interrupted`] at the next wait.
pub(crate) fn watch_interrupts() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst))
        .context("no handler for Ctrl-C can be set")
}

/// Fails with [`Interrupted`] once someone asked this program to stop.
pub(crate) fn check_interrupt() -> Result<()> {
    if INTERRUPTED.load(Ordering::SeqCst) { Err(Interrupted.into()) } else { Ok(()) }
}

/// Whether a child may live longer than this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// A daemon: its own session, left alone when the terminal closes.
    Detached,
    /// Killed by the kernel when this program dies, however it dies.
    Scoped,
}

/// Starts `command` as the leader of a process group of its own.
///
/// A `Scoped` child must be started by the main thread: the kernel sends the signal when the *thread* ends.
pub(crate) fn spawn(command: &mut Command, lifetime: Lifetime) -> Result<Child> {
    let parent = rustix::process::getpid();
    let prepare = move || -> io::Result<()> {
        rustix::process::setsid()?;
        if lifetime == Lifetime::Scoped {
            rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
            // The parent may have died before the line above; then no signal will ever come.
            if rustix::process::getppid() != Some(parent) {
                return Err(io::Error::other("the parent is gone"));
            }
        }
        Ok(())
    };
    // SAFETY: between fork and exec the closure makes three system calls; it neither allocates nor locks.
    unsafe { command.pre_exec(prepare) };
    command.spawn().with_context(|| format!("{} does not start", command.get_program().display()))
}

/// Runs `command` to its end. On an interrupt its whole group is ended first.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    let mut child = spawn(command, Lifetime::Scoped)?;
    wait(&mut child)
}

/// Runs `command` and fails unless it exits with 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Runs `command` to its end and returns what it wrote to its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let mut child = spawn(command.stdout(Stdio::piped()), Lifetime::Scoped)?;
    let mut text = String::new();
    if let Some(mut stdout) = child.stdout.take() {
        stdout.read_to_string(&mut text).with_context(|| format!("{} does not print text", line(command)))?;
    }
    let status = wait(&mut child)?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(text)
}

/// Waits for `child`; on an interrupt ends its group and fails with [`Interrupted`].
pub(crate) fn wait(child: &mut Child) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if let Err(interrupted) = check_interrupt() {
            end_group(child);
            return Err(interrupted);
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Ends the group that `child` leads: first politely, then for certain.
pub(crate) fn end_group(child: &mut Child) {
    let group = Pid::from_child(child);
    // A group that is gone already is what we want: errors here mean nothing else.
    let _ = rustix::process::kill_process_group(group, Signal::TERM);
    let deadline = Instant::now() + END_GRACE;
    while Instant::now() < deadline && matches!(child.try_wait(), Ok(None)) {
        thread::sleep(POLL_INTERVAL);
    }
    kill_group(child);
}

/// Kills the group that `child` leads and waits until the child is gone.
pub(crate) fn kill_group(child: &mut Child) {
    let _ = rustix::process::kill_process_group(Pid::from_child(child), Signal::KILL);
    let _ = child.wait();
}

/// The arguments with which process `pid` was started, or `None` when there is no such process.
pub(crate) fn arguments_of(pid: i32) -> Option<Vec<String>> {
    let raw = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let arguments: Vec<String> =
        raw.split(|&byte| byte == 0).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    // A zombie has a folder and no arguments.
    (!raw.is_empty()).then_some(arguments)
}

/// The command as a person would type it; of a long list of files only the beginning.
pub(crate) fn line(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        if line.len() > LINE_BYTES_SHOWN {
            line.push_str(" ...");
            break;
        }
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_ends_with_its_grandchildren() {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 1000 & echo $!; wait"]).stdout(Stdio::piped());
        let mut child = spawn(&mut command, Lifetime::Scoped).unwrap();
        let mut grandchild = String::new();
        io::BufRead::read_line(&mut io::BufReader::new(child.stdout.take().unwrap()), &mut grandchild)
            .unwrap();
        end_group(&mut child);
        let grandchild: i32 = grandchild.trim().parse().unwrap();
        let deadline = Instant::now() + Duration::from_secs(10);
        while arguments_of(grandchild).is_some() && Instant::now() < deadline {
            thread::sleep(POLL_INTERVAL);
        }
        assert_eq!(arguments_of(grandchild), None);
    }

    #[test]
    fn a_failing_command_names_itself() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.to_string().contains("sh -c exit 3"), "{error}");
    }
}
