//! Rules for Prometheus, by its own tool, and dashboards, by Grafana's own models.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};
use tda_events::generate::Kind;

use super::{Programs, Verdict, Work};
use crate::{kafka::require, tally::Tally};

/// Rules and configurations are well formed; every alert fires on the series that were made for it, and is silent
/// on those beside them.
pub(super) fn prometheus(work: &Work, tally: &mut Tally) -> Result<()> {
    require("promtool", &["--version"], "Prometheus", "prometheus")?;
    let files = work.generated(Kind::Prometheus, "yaml")?;
    let named = |name: &str| files.iter().filter(|path| path.ends_with(name)).collect::<Vec<_>>();
    for (name, action) in [("rules.yaml", ["check", "rules"]), ("rules_test.yaml", ["test", "rules"])] {
        let files = named(name);
        let count = files.len();
        Verdict::of(promtool(&action).args(files))?.must_accept(count, tally)?;
    }
    for file in named("prometheus.yaml") {
        Verdict::of(promtool(&["check", "config"]).arg(without_discovery(file)?))?.must_accept(1, tally)?;
    }
    let rules = *named("rules.yaml").first().context("no rules were generated")?;
    for (from, to, reason) in
        [("expr: \"", "expr: \"((", "parse error"), ("for: ", "during: ", "field during not found")]
    {
        let spoilt = work.spoilt(rules, from, to)?;
        Verdict::of(promtool(&["check", "rules"]).arg(spoilt))?.must_refuse(reason, tally)?;
    }
    // A rule that is not what the catalog says fails its test: too eager, and too slow.
    for (from, to) in [(" < 9\"", " < 90\""), (" < 9\"", " < 1\"")] {
        let spoilt = work.spoilt(rules, from, to)?;
        let tests = beside(work, rules, &spoilt)?;
        Verdict::of(promtool(&["test", "rules"]).arg(tests))?.must_refuse("alertname: BrokerDown", tally)?;
    }
    Ok(())
}

/// Debian builds Prometheus without the discovery of Kubernetes: all but that is checked.
fn without_discovery(file: &Path) -> Result<PathBuf> {
    const DISCOVERY: &str =
        "kubernetes_sd_configs:\n      - role: pod\n        namespaces:\n          own_namespace: true\n";
    let text =
        fs::read_to_string(file)?.replace(DISCOVERY, "static_configs:\n      - targets: [\"localhost:1\"]\n");
    let copy = file.with_file_name("prometheus-static.yaml");
    fs::write(&copy, text)?;
    Ok(copy)
}

/// The tests of `rules`, for the spoilt ones.
fn beside(work: &Work, rules: &Path, spoilt: &Path) -> Result<PathBuf> {
    let name = spoilt.file_name().unwrap_or_default().to_string_lossy();
    let tests = fs::read_to_string(rules.with_file_name("rules_test.yaml"))?;
    work.write(&format!("spoilt/tests-of-{name}"), tests.replacen("rules.yaml", &name, 1))
}

/// It speaks on both of its streams.
fn promtool(action: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", "exec promtool \"$@\" 2>&1", "promtool"]).args(action);
    command
}

pub(super) fn grafana(programs: &Programs, work: &Work, tally: &mut Tally) -> Result<()> {
    let files = work.generated(Kind::Grafana, "json")?;
    Verdict::of(programs.grafana().args(&files))?.must_accept(files.len(), tally)?;
    let file = files.first().context("no dashboard was generated")?;
    for (from, to, reason) in [
        ("\"legendFormat\"", "\"legend\"", "targets[0].legend"),
        ("\"gridPos\"", "\"grid\"", "panels[0].grid"),
        ("\"uid\": \"", "\"id\": \"x", "id"),
    ] {
        let spoilt = work.spoilt(file, from, to)?;
        Verdict::of(programs.grafana().arg(spoilt))?.must_refuse(reason, tally)?;
    }
    Ok(())
}
