//! How many tests ran, read from what the test runners print.

use std::ops::AddAssign;

/// Tests that a runner reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// What one line of output reports: the summary line of libtest, pytest or ctest, or nothing.
    pub(crate) fn of_line(line: &str) -> Self {
        let line = line.trim();
        if let Some(libtest) = line.strip_prefix("test result: ") {
            return Self::of_words(libtest);
        }
        if line.contains("% tests passed, ") && line.contains(" failed out of ") {
            return Self::of_ctest(line).unwrap_or_default();
        }
        let pytest = line.trim_matches(['=', ' ']);
        let is_summary = pytest.starts_with(|first: char| first.is_ascii_digit())
            && pytest.rsplit_once(" in ").is_some_and(|(_, time)| {
                let seconds = time.split('s').next().unwrap_or_default();
                seconds.parse::<f64>().is_ok()
            });
        if is_summary { Self::of_words(pytest) } else { Self::default() }
    }

    /// Sums the numbers before "passed" and "failed"; pytest's "error" is a test that could not run.
    fn of_words(text: &str) -> Self {
        let words: Vec<&str> = text.split([' ', ',', ';', '.']).filter(|word| !word.is_empty()).collect();
        let mut tally = Self::default();
        for pair in words.windows(2) {
            let Ok(count) = pair[0].parse::<u64>() else { continue };
            match pair[1] {
                "passed" => tally.passed += count,
                "failed" | "error" | "errors" => tally.failed += count,
                _ => {}
            }
        }
        tally
    }

    /// `80% tests passed, 1 tests failed out of 5`.
    fn of_ctest(line: &str) -> Option<Self> {
        let (_, counts) = line.split_once("passed, ")?;
        let failed = counts.split(' ').next()?.parse().ok()?;
        let total: u64 = counts.rsplit(' ').next()?.parse().ok()?;
        Some(Self { passed: total.saturating_sub(failed), failed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn libtest_is_read() {
        let line =
            "test result: ok. 14 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.03s";
        assert_eq!(Tally::of_line(line), tally(14, 0));
        let line = "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(Tally::of_line(line), tally(3, 1));
    }

    #[test]
    fn pytest_is_read_quiet_or_not() {
        assert_eq!(Tally::of_line("======= 2 failed, 12 passed, 1 skipped in 3.52s ======="), tally(12, 2));
        assert_eq!(Tally::of_line("7 passed, 1 error in 61.20s (0:01:01)"), tally(7, 1));
    }

    #[test]
    fn ctest_is_read() {
        assert_eq!(Tally::of_line("100% tests passed, 0 tests failed out of 7"), tally(7, 0));
        assert_eq!(Tally::of_line("80% tests passed, 1 tests failed out of 5"), tally(4, 1));
    }

    #[test]
    fn what_tests_print_themselves_counts_nothing() {
        for line in ["5 passed the gate", "running 14 tests", "200 jobs, 20 kills, all passed in time", ""] {
            assert_eq!(Tally::of_line(line), Tally::default(), "{line}");
        }
    }
}
