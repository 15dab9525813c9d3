//! The report: a section a benchmark in `benches/RESULTS.md`.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// Puts the section of `suite` in place of the one before, or at the end, and prints it.
pub(super) fn write(suite: &str, section: &str) -> Result<()> {
    print!("{section}");
    put(suite, section)
}

/// Puts the section of `suite` in place of the one before, or at the end.
pub(super) fn put(suite: &str, section: &str) -> Result<()> {
    let path = workspace::root().join("benches/RESULTS.md");
    let before = fs::read_to_string(&path).unwrap_or_else(|_| "# Benchmark results\n\n".to_owned());
    fs::write(&path, replaced(&before, suite, section)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

fn replaced(text: &str, suite: &str, section: &str) -> Result<String> {
    let start = format!("<!-- {suite}: written by `cargo xtask bench {suite}` -->");
    let end = format!("<!-- /{suite} -->");
    let section = format!("{start}\n{section}{end}\n");
    let Some(place) = text.find(&start) else { return Ok(format!("{text}{section}")) };
    let Some(length) = text[place..].find(&end) else {
        bail!("benches/RESULTS.md has the start of the section and not its end: {end}");
    };
    let rest = text[place + length + end.len()..].strip_prefix('\n').unwrap_or_default();
    Ok(format!("{}{section}{rest}", &text[..place]))
}

/// What it was measured on, and how busy that was.
pub(super) fn machine() -> String {
    format!("Machine: {}; shared with other work, load average {} at the end.", processor(), load())
}

/// What it was measured on.
pub(super) fn processor() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    format!("{cores} cores of {}, Linux", model.trim_start_matches([' ', '\t', ':']))
}

/// How busy the machine is: the load average of the last minute.
pub(super) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("unknown").to_owned()
}

pub(super) fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_replaced_and_the_rest_stays() {
        let first = replaced("# Results\n\n", "core", "old\n").unwrap();
        let with_more = format!("{first}## Others\n");
        let second = replaced(&with_more, "core", "new\n").unwrap();
        let section = "<!-- core: written by `cargo xtask bench core` -->\nnew\n<!-- /core -->\n";
        assert_eq!(second, format!("# Results\n\n{section}## Others\n"));
        assert!(replaced("<!-- core: written by `cargo xtask bench core` -->", "core", "").is_err());
    }

    #[test]
    fn medians_of_odd_and_even_counts() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()), 2.5);
    }
}
