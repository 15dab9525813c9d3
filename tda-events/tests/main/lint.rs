//! The lint: what it says of the shipped catalogs, of the designs they come from, and rule by rule.

mod cases;
mod guide;
mod pages;

use std::collections::BTreeSet;

use tda_events::{Catalog, Finding, LintSeverity, lint_rules};

fn shown(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

/// The sections given, and the default of every section that is not.
fn catalog(sections: &str) -> Catalog {
    let mut text = format!("catalog: 1\nsystem: s\n{sections}\n");
    for default in cases::DEFAULTS {
        let name = default.split(':').next().expect("a name");
        if !sections.lines().any(|line| line.starts_with(&format!("{name}:"))) {
            text.push_str(default);
            text.push('\n');
        }
    }
    Catalog::parse(&text, "case.yaml").unwrap_or_else(|error| panic!("{error}\nin\n{text}"))
}

#[test]
fn the_shipped_catalogs_pass() {
    for name in Catalog::BUILTIN {
        let findings = Catalog::builtin(name).expect("shipped").lint();
        assert!(findings.is_empty(), "{name}:\n{}", shown(&findings));
    }
}

#[test]
fn every_rule_fires_where_it_should_and_nowhere_else() {
    for (rule, fires, passes) in cases::CASES {
        let found = catalog(fires).lint();
        let hit = found.iter().find(|finding| finding.rule == *rule);
        let hit = hit.unwrap_or_else(|| panic!("{rule} does not fire:\n{}\n{fires}", shown(&found)));
        assert!(hit.place.line > 1 && !hit.message.is_empty() && !hit.fix.is_empty(), "{hit}");
        let found = catalog(passes).lint();
        assert!(found.iter().all(|finding| finding.rule != *rule), "{rule} fires:\n{}", shown(&found));
    }
    let tested: BTreeSet<&str> = cases::CASES.iter().map(|(rule, ..)| *rule).collect();
    let known: BTreeSet<&str> = lint_rules().iter().map(|rule| rule.id).collect();
    assert_eq!(tested, known);
}

#[test]
fn rules_have_ids_in_kebab_case_and_in_order() {
    let ids: Vec<&str> = lint_rules().iter().map(|rule| rule.id).collect();
    assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn a_finding_can_stand_with_a_reason() {
    let loud = "topics: {under_score: {events: [a.b]}}";
    let silent = format!(
        "{loud}\nlint: [{{rule: kubernetes-name, path: topics.under_score, reason: no Kubernetes here}}]"
    );
    let names = |sections: &str| -> Vec<&str> {
        catalog(sections).lint().iter().map(|finding| finding.rule).collect()
    };
    assert!(names(loud).contains(&"kubernetes-name"));
    assert!(!names(&silent).contains(&"kubernetes-name"));
    assert!(!names(&silent).contains(&"unused-silence"));
    let elsewhere = silent.replace("path: topics.under_score", "path: topics.under");
    assert!(names(&elsewhere).contains(&"kubernetes-name"));
    assert!(names(&elsewhere).contains(&"unused-silence"));
    let error = Catalog::parse(
        "catalog: 1\nsystem: s\ntopics: {}\nlint: [{rule: kubernets-name, path: topics, reason: ''}]",
        "silence.yaml",
    );
    let error = error.expect_err("a wrong silence").to_string();
    assert!(error.contains("lint[0].rule: unknown rule, did you mean kubernetes-name?"), "{error}");
    assert!(error.contains("lint[0].reason: expected a reason"), "{error}");
}

#[test]
fn a_finding_names_its_place() {
    let text = "catalog: 1\nsystem: s\nenvironments:\n  production: {brokers: 3, defaults: {partitions: 1, replication_factor: 3}}\ntopics:\n  a.b:\n    events: []\n    config:\n      min.insync.replicas: 3\n";
    let findings = Catalog::parse(text, "place.yaml").expect("loads").lint();
    let finding = findings.iter().find(|finding| finding.rule == "min-insync-at-replication").expect("found");
    assert_eq!((finding.place.line, finding.place.column), (9, 7));
    assert_eq!(finding.path, r#"topics."a.b".config."min.insync.replicas""#);
    assert_eq!(finding.severity, LintSeverity::Error);
    assert!(finding.to_string().starts_with("9:7: error[min-insync-at-replication]: topics."), "{finding}");
}
