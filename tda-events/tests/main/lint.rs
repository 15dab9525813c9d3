//! The lint: what it says of the shipped catalogs, of the designs they come from, and rule by rule.

use tda_events::{Catalog, Finding};

fn facts(system: &str) -> Catalog {
    let path = format!("{}/tests/facts/{system}.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    Catalog::parse(&text, &format!("{system}.yaml")).unwrap_or_else(|error| panic!("{error}"))
}

fn shown(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

#[test]
fn the_shipped_catalogs_pass() {
    for name in Catalog::BUILTIN {
        let catalog = Catalog::builtin(name).expect("shipped");
        let findings = catalog.lint();
        assert!(findings.is_empty(), "{name}:\n{}", shown(&findings));
    }
}
