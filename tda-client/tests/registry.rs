//! The client of schema registries: against servers that misbehave on purpose, and against a real registry where
//! `TDA_TEST_REGISTRY` names one.

mod framing;
mod offline;
mod pairs;
mod real;
mod server;
mod stub;
mod tls;

/// The address of the real registry, or `None` where there is none; in CI there must be one.
fn real_registry(test: &str) -> Option<String> {
    variable("TDA_TEST_REGISTRY", test)
}

fn variable(name: &str, test: &str) -> Option<String> {
    let value = std::env::var(name).ok();
    if value.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{test} needs {name}");
        eprintln!("{test} is skipped: {name} names no registry (cargo xtask test registry starts one)");
    }
    value
}

/// A subject that no other test uses.
fn subject(test: &str) -> String {
    format!("{test}-{}", std::process::id())
}
