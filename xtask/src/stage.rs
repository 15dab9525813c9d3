//! Stages of a chore: each is named, timed and tried even when one before it failed.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{process, tally::Tally};

/// The stages that ran so far.
#[derive(Debug, Default)]
pub(crate) struct Stages {
    done: Vec<Done>,
    tally: Tally,
}

#[derive(Debug)]
struct Done {
    name: &'static str,
    duration: Duration,
    passed: bool,
}

impl Stages {
    /// Runs one stage. Its failure is printed and kept for [`Stages::finish`]; only an interrupt ends the chore.
    pub(crate) fn run(
        &mut self,
        name: &'static str,
        stage: impl FnOnce(&mut Tally) -> Result<()>,
    ) -> Result<()> {
        println!("\n==> {name}");
        let start = Instant::now();
        let result = stage(&mut self.tally);
        let duration = start.elapsed();
        if let Err(error) = &result {
            if error.is::<process::Interrupted>() {
                return result;
            }
            eprintln!("error: {name}: {error:#}");
        }
        println!(
            "==> {name}: {} in {:.1} s",
            if result.is_ok() { "ok" } else { "FAILED" },
            duration.as_secs_f64()
        );
        self.done.push(Done { name, duration, passed: result.is_ok() });
        Ok(())
    }

    /// Prints the seconds of every stage and fails if a stage failed.
    pub(crate) fn finish(self) -> Result<Tally> {
        println!();
        for stage in &self.done {
            let verdict = if stage.passed { "ok" } else { "FAILED" };
            println!("{:>8.1} s  {:<6}  {}", stage.duration.as_secs_f64(), verdict, stage.name);
        }
        let total: Duration = self.done.iter().map(|stage| stage.duration).sum();
        println!("{:>8.1} s  in all", total.as_secs_f64());
        let failed: Vec<&str> =
            self.done.iter().filter(|stage| !stage.passed).map(|stage| stage.name).collect();
        if !failed.is_empty() {
            bail!("{} of {} stages failed: {}", failed.len(), self.done.len(), failed.join(", "));
        }
        Ok(self.tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_stage_lets_the_next_one_run_and_fails_the_chore() {
        let mut stages = Stages::default();
        let mut second_ran = false;
        stages.run("first", |_| bail!("broken")).unwrap();
        stages
            .run("second", |tally| {
                second_ran = true;
                tally.passed += 1;
                Ok(())
            })
            .unwrap();
        assert!(second_ran);
        assert_eq!(stages.finish().unwrap_err().to_string(), "1 of 2 stages failed: first");
    }

    #[test]
    fn an_interrupt_ends_the_chore() {
        assert!(Stages::default().run("only", |_| Err(process::Interrupted.into())).is_err());
    }
}
