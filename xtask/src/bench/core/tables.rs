//! The section of the report.

use std::fmt::Write as _;

use super::{
    results::{Control, Record, Results, Side},
    rows::{Group, Row},
};
use crate::bench::report;

const RULES: &str = "From the same f64 numbers in memory to the answer, distances included on both sides, imports excluded; \
    one thread; medians of runs in turn (at least 40 repetitions each where one is under 50 ms), ratios pair by pair. Every \
    answer was compared with ours: as many essential classes, and a bottleneck distance of at most 1e-12 of the largest \
    finite value, 1e-6 where the peer computes in f32 or writes text. MB is growth of resident memory above the input. \
    *peer / ours* above 1 means that ours is faster.";

/// All rows in the order of the table, whatever they were measured last.
pub(super) fn section(results: &Results, rows: &[Row]) -> String {
    let of = |wanted: &dyn Fn(Group) -> bool| -> Vec<&Record> {
        let names = rows.iter().filter(|row| wanted(row.group)).map(|row| &row.name);
        names.filter_map(|name| results.rows.iter().find(|record| &record.name == name)).collect()
    };
    let rips = of(&|group| group == Group::Rips);
    let rest = of(&|group| !matches!(group, Group::Rips | Group::Random | Group::Control));
    let random = of(&|group| group == Group::Random);
    let mut text = format!("## tda-core\n\n{RULES}\n\n{}\n\n", machine(results));
    for (title, records) in [
        ("Vietoris-Rips", &rips),
        ("Images, alpha, distances, vectors", &rest),
        ("Second set, from seeds chosen at run time", &random),
    ] {
        if !records.is_empty() {
            table(&mut text, title, records);
        }
    }
    let measured = |row: &&Row| {
        results.rows.iter().any(|record| record.name == row.name)
            || results.controls.iter().any(|control| control.name == row.name)
    };
    let unmeasured: Vec<String> =
        rows.iter().filter(|row| !measured(row)).map(|row| row.name.clone()).collect();
    if !unmeasured.is_empty() {
        let _ = writeln!(text, "Rows of the table that were not measured: {}.", unmeasured.join("; "));
    }
    if !results.controls.is_empty() {
        controls(&mut text, &results.controls);
    }
    if !results.scaling.is_empty() {
        text.push_str("\n### Scaling\n\n![CPU time and memory against size](scaling.svg)\n\n");
        text.push_str("Curves end where a run took too long or too much memory.\n");
    }
    text
}

fn machine(results: &Results) -> String {
    let mut loads: Vec<f64> = results.rows.iter().filter_map(|row| row.load.parse().ok()).collect();
    loads.sort_unstable_by(f64::total_cmp);
    let range = loads.first().zip(loads.last());
    let load = range.map_or(String::new(), |(low, high)| {
        format!(
            " Load averages were {low} to {high}: the machine is shared, CPU seconds are what to compare."
        )
    });
    format!("Machine: {}.{load}", report::processor())
}

fn table(text: &mut String, title: &str, records: &[&Record]) {
    let _ = writeln!(text, "### {title}\n");
    text.push_str("| row | ours CPU s | MB | best peer | CPU s | MB | peer / ours | wall s, 1 and 2 threads | other peers | intervals |\n");
    text.push_str("|---|---|---|---|---|---|---|---|---|---|\n");
    for record in records {
        text.push_str(&line(record));
        text.push('\n');
    }
    text.push('\n');
    summary(text, records);
}

/// One row of the table.
pub(super) fn line(record: &Record) -> String {
    let name = match record.seed {
        Some(seed) => format!("{} (seed {seed})", record.name),
        None => record.name.clone(),
    };
    if let Some(file) = &record.missing {
        return format!("| {name} | {file} is missing: `--data` | | | | | | | | |");
    }
    let Some(ours) = &record.ours else { return format!("| {name} | | | | | | | | | |") };
    if let Some(why) = &ours.stopped {
        return format!(
            "| {name} | {why} | | {} | | | |",
            record.peers.iter().map(other).collect::<Vec<_>>().join(", ")
        );
    }
    let ranked = record.ranked();
    let best = match ranked.first() {
        Some(peer) => format!(
            "{} | {} | {:.1} | **{:.2}**",
            peer.name,
            seconds(peer.cpu_seconds),
            peer.megabytes,
            peer.cpu_ratio.unwrap_or(0.0)
        ),
        None => " | | | ".to_owned(),
    };
    let walls = record.threads().and_then(|(ours, two)| Some((ours, two, two.wall_ratio?)));
    let walls = walls.map_or(String::new(), |(ours, two, ratio)| {
        format!("{} and {} ({:.2}x)", seconds(ours.seconds), seconds(two.seconds), 1.0 / ratio)
    });
    let others = record.peers.iter().filter(|peer| ranked.first().is_none_or(|best| best.name != peer.name));
    let mut others: Vec<String> = others.map(other).collect();
    others.extend(record.not_run.iter().map(|peer| format!("{peer} not run")));
    format!(
        "| {name} | {} | {:.1} | {best} | {walls} | {} | {} |",
        seconds(ours.cpu_seconds),
        ours.megabytes,
        others.join(", "),
        counts(&ours.counts)
    )
}

fn other(side: &Side) -> String {
    match (&side.stopped, &side.differs, side.cpu_ratio) {
        (Some(why), _, _) => format!("{}: {why}", side.name),
        (None, Some(how), _) => format!("{} **differs**: {how}", side.name),
        (None, None, Some(ratio)) => format!("{} {} ({ratio:.1})", side.name, seconds(side.cpu_seconds)),
        (None, None, None) => format!("{} {}", side.name, seconds(side.cpu_seconds)),
    }
}

/// What the goals ask for, over the rows above.
fn summary(text: &mut String, records: &[&Record]) {
    let won = |record: &&Record| Some((record.name.clone(), record.ranked().first()?.cpu_ratio?));
    let ratios: Vec<(String, f64)> = records.iter().filter_map(won).collect();
    if !ratios.is_empty() {
        let mean = geometric_mean(ratios.iter().map(|row| row.1));
        let mut lost: Vec<String> = ratios
            .iter()
            .filter(|row| row.1 < 1.0)
            .map(|(name, ratio)| format!("{name} ({ratio:.2})"))
            .collect();
        lost.extend(records.iter().filter_map(|record| {
            let why = record.ours.as_ref()?.stopped.as_ref()?;
            Some(format!("{} (ours: {why})", record.name))
        }));
        let _ = writeln!(
            text,
            "Best peer / ours, geometric mean of {} rows: **{mean:.2}**. Not won: {}.",
            ratios.len(),
            listed(&lost)
        );
    }
    let heavier = records.iter().filter_map(|record| {
        let (ours, best) = (record.ours.as_ref()?, *record.ranked().first()?);
        let more = ours.megabytes > best.megabytes;
        more.then(|| format!("{} ({:.1} against {:.1} MB)", record.name, ours.megabytes, best.megabytes))
    });
    let _ = writeln!(text, "More memory than the best peer: {}.", listed(&heavier.collect::<Vec<_>>()));
    let gains: Vec<f64> =
        records.iter().filter_map(|record| Some(1.0 / record.threads()?.1.wall_ratio?)).collect();
    if !gains.is_empty() {
        let mean = geometric_mean(gains.iter().copied());
        let least = gains.iter().copied().fold(f64::INFINITY, f64::min);
        let _ = writeln!(
            text,
            "Two threads, geometric mean of {} rows of 0.2 CPU seconds and more: **{mean:.2}**x, the least {least:.2}x.",
            gains.len()
        );
    }
    text.push('\n');
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn geometric_mean(ratios: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = ratios.len() as f64;
    (ratios.map(f64::ln).sum::<f64>() / count).exp()
}

fn controls(text: &mut String, controls: &[Control]) {
    text.push_str("### Control\n\n");
    text.push_str(
        "Stopped at moments spread over the whole run: milliseconds until the call returned with its memory given back. \
         Budgets: megabytes allowed, how far resident memory grew as seen from outside, and whether the answer came (=) or \
         the typed error (x); every process answered again afterwards unless it says so.\n\n",
    );
    text.push_str("| engine | run s | stopped | median | 95th percentile | worst | budgets: allowed, grown |\n|---|---|---|---|---|---|---|\n");
    for control in controls {
        let Control { name, failed, cancels, budgets, .. } = control;
        let stops = match (cancels, failed) {
            (Some(c), _) => {
                format!(
                    "{:.2} | {} | {:.2} | {:.2} | {:.2}",
                    c.whole_s, c.stopped, c.median_ms, c.p95_ms, c.worst_ms
                )
            }
            (None, why) => format!("{} | | | | ", why.as_deref().unwrap_or_default()),
        };
        let budgets: Vec<String> = budgets
            .iter()
            .map(|budget| {
                let mark = if budget.finished { "=" } else { "x" };
                let fault = if budget.kept { "" } else { " **over**" };
                let gone = if budget.usable { "" } else { " **gone**" };
                format!("{:.1}, {:.1} {mark}{fault}{gone}", budget.limit_megabytes, budget.grew_megabytes)
            })
            .collect();
        let _ = writeln!(text, "| {name} | {stops} | {} |", budgets.join("; "));
    }
}

/// Three digits and a unit.
fn seconds(seconds: f64) -> String {
    match seconds {
        s if s < 1e-3 => format!("{:.0} us", s * 1e6),
        s if s < 0.1 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.3}"),
    }
}

fn counts(counts: &[usize]) -> String {
    counts.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}
