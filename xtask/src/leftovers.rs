//! Processes that a stage left behind. Nothing may run on afterwards, so they are named, killed, and fail the stage.

use std::{
    collections::{HashMap, HashSet},
    fs, thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, WaitOptions};

use crate::process;

/// A killed process needs a moment until the kernel has taken it down.
const GRACE: Duration = Duration::from_secs(5);

/// Makes this process the parent of every descendant whose own parent dies, so that none is lost from sight.
pub(crate) fn adopt_orphans() -> Result<()> {
    let ourselves = rustix::process::getpid();
    rustix::process::set_child_subreaper(Some(ourselves)).context("orphans cannot be adopted")
}

/// Fails when a descendant other than `expected` (and what these started) is still there after a grace; kills it.
pub(crate) fn end(expected: &[u32]) -> Result<()> {
    let deadline = Instant::now() + GRACE;
    let mut found = descendants(expected);
    while !found.is_empty() && Instant::now() < deadline {
        thread::sleep(process::POLL_INTERVAL);
        found = descendants(expected);
    }
    if found.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = found.iter().map(|(pid, line)| format!("{pid} ({line})")).collect();
    kill(expected);
    bail!("left running, killed now: {}", names.join(", "))
}

/// Kills every descendant other than `expected`.
pub(crate) fn kill(expected: &[u32]) {
    // What dies may leave children of its own to us: look again until none is found.
    let deadline = Instant::now() + GRACE;
    loop {
        let found = descendants(expected);
        if found.is_empty() || Instant::now() >= deadline {
            return;
        }
        for pid in found.into_keys().filter_map(Pid::from_raw) {
            // Gone already, or not our own child to wait for: both are fine.
            let _ = rustix::process::kill_process(pid, Signal::KILL);
            let _ = rustix::process::waitpid(Some(pid), WaitOptions::NOHANG);
        }
        thread::sleep(process::POLL_INTERVAL);
    }
}

/// Living descendants of this process with their command lines.
fn descendants(expected: &[u32]) -> HashMap<i32, String> {
    let parents = parents();
    let mut family = HashSet::from([std::process::id().cast_signed()]);
    // A child can have a lower process id than its parent, so one pass is not enough.
    loop {
        let size = family.len();
        for (&pid, parent) in &parents {
            if family.contains(parent) && !expected.contains(&pid.cast_unsigned()) {
                family.insert(pid);
            }
        }
        if family.len() == size {
            break;
        }
    }
    family.remove(&std::process::id().cast_signed());
    family
        .into_iter()
        .filter_map(|pid| Some((pid, process::arguments_of(pid)?.join(" ").trim().to_owned())))
        .collect()
}

/// The parent of every process.
fn parents() -> HashMap<i32, i32> {
    let Ok(entries) = fs::read_dir("/proc") else { return HashMap::new() };
    entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid: i32| {
            Some((pid, parent_in(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)?))
        })
        .collect()
}

/// The fourth field of `/proc/PID/stat`; the second is a name that may hold spaces and brackets.
fn parent_in(stat: &str) -> Option<i32> {
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parent_stands_behind_any_name() {
        assert_eq!(parent_in("42 (a) b (c) S 7 42 42 0"), Some(7));
        assert_eq!(parent_in("nonsense"), None);
    }

    #[test]
    fn a_child_is_a_descendant_unless_expected() {
        let mut child = std::process::Command::new("sleep").arg("1000").spawn().unwrap();
        let pid = child.id();
        // A loaded machine may show the child's arguments a moment later.
        let deadline = Instant::now() + GRACE;
        let mut found = false;
        while !found && Instant::now() < deadline {
            found = descendants(&[]).contains_key(&pid.cast_signed());
            thread::sleep(process::POLL_INTERVAL);
        }
        let hidden = !descendants(&[pid]).contains_key(&pid.cast_signed());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(found && hidden);
    }
}
