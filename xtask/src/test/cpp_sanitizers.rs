//! The C++ tests under the sanitizers of the compiler.
//!
//! The whole C++ layer is in headers, so all of it is instrumented. The library is the one that the other tests use, as
//! built by cargo: of its work the sanitizers see what it asks of the heap, of `memcpy` and its kin, and of threads.

use std::{path::Path, process::Command, thread};

use anyhow::Result;

use super::{cpp, session::Session};
use crate::{stage::Stages, workspace};

/// Sanitizers that are built and run together.
struct Together {
    flags: &'static str,
    folder: &'static str,
    building: &'static str,
    running: &'static str,
}

/// Memory and undefined behaviour go well with each other, threads with nothing.
const SANITIZERS: [Together; 2] = [
    Together {
        flags: "address,undefined",
        folder: "cpp-build-address",
        building: "C++ build for address and undefined behaviour",
        running: "C++ under address and undefined behaviour",
    },
    Together {
        flags: "thread",
        folder: "cpp-build-thread",
        building: "C++ build for threads",
        running: "C++ under threads",
    },
];

pub(super) fn run(stages: &mut Stages, session: &Session) -> Result<()> {
    for Together { flags, folder, building, running } in &SANITIZERS {
        let build = workspace::target().join(folder);
        let mut is_built = false;
        stages.run(building, |_| {
            let options = ["-DTDA_STREAM_TESTKIT=ON", &format!("-DTDA_STREAM_SANITIZER={flags}")];
            cpp::configure_and_build(session, &cpp::source(), &build, &options, Some("tda_stream_tests"))?;
            is_built = true;
            Ok(())
        })?;
        if is_built {
            stages.run(running, |tally| session.run_counted(&mut tests(&build), tally))?;
        }
    }
    Ok(())
}

/// Without the address space's random layout, which the sanitizers' shadow memory does not always find room in.
fn tests(build: &Path) -> Command {
    let suppressions = cpp::source().join("tests");
    let of = |name: &str| suppressions.join(name).display().to_string();
    let mut command = Command::new("setarch");
    command.args(["--addr-no-randomize", "ctest", "--test-dir"]).arg(build);
    let jobs = thread::available_parallelism().map_or(1, usize::from);
    command.args(["--output-on-failure", "--no-tests=error", "--parallel", &jobs.to_string()]);
    // Its subject is the library that is shipped.
    command.args(["--exclude-regex", "no_foreign_symbol"]);
    command.env("ASAN_OPTIONS", "detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1");
    command.env("LSAN_OPTIONS", format!("suppressions={}", of("lsan.supp")));
    command.env("UBSAN_OPTIONS", "print_stacktrace=1");
    command.env("TSAN_OPTIONS", format!("suppressions={}:second_deadlock_stack=1", of("tsan.supp")));
    command
}
