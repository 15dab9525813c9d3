//! Deciding what becomes of a failed attempt: a pure function with a table of tests.

use std::time::Duration;

use tda_events::Retry;

/// How often and how patiently to try again.
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    /// Attempts in all, the first one counted.
    pub attempts_max: u32,
    /// Pause after the first failed attempt; doubled after each further one.
    pub pause_first: Duration,
    /// No pause is longer.
    pub pause_max: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts within about a second: enough for a hiccup, short enough not to hold up a partition.
    fn default() -> Self {
        Self { attempts_max: 3, pause_first: Duration::from_millis(200), pause_max: Duration::from_secs(5) }
    }
}

impl RetryPolicy {
    /// The pause after failed attempt number `attempt`, which counts from 1.
    pub fn pause_after(&self, attempt: u32) -> Duration {
        let doublings = attempt.saturating_sub(1).min(16);
        self.pause_first.saturating_mul(1 << doublings).min(self.pause_max)
    }
}

/// What to do after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It worked.
    Done,
    /// Try again after the pause.
    RetryAfter(Duration),
    /// Set the record aside with its reason.
    DeadLetter,
    /// Stop: going on would break a guarantee.
    Stop,
}

/// Decides, and does nothing: no clock, no broker. `attempt` counts from 1.
///
/// `outcome` is the retry answer of the error, or `None` for success; `fatal` says that this process may not
/// go on (it was fenced, or a dead letter could not be written).
pub fn settle(outcome: Option<Retry>, fatal: bool, attempt: u32, policy: &RetryPolicy) -> Settlement {
    match outcome {
        None => Settlement::Done,
        Some(_) if fatal => Settlement::Stop,
        Some(Retry::Never) => Settlement::DeadLetter,
        Some(Retry::Safe | Retry::MayDuplicate) if attempt >= policy.attempts_max => Settlement::DeadLetter,
        Some(Retry::Safe | Retry::MayDuplicate) => Settlement::RetryAfter(policy.pause_after(attempt)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settle_follows_its_table() {
        let policy = RetryPolicy::default();
        let ms = Duration::from_millis;
        for (outcome, fatal, attempt, expected) in [
            (None, false, 1, Settlement::Done),
            (None, false, 9, Settlement::Done),
            (Some(Retry::Never), false, 1, Settlement::DeadLetter),
            (Some(Retry::Safe), false, 1, Settlement::RetryAfter(ms(200))),
            (Some(Retry::Safe), false, 2, Settlement::RetryAfter(ms(400))),
            (Some(Retry::MayDuplicate), false, 2, Settlement::RetryAfter(ms(400))),
            (Some(Retry::Safe), false, 3, Settlement::DeadLetter),
            (Some(Retry::Safe), true, 1, Settlement::Stop),
            (Some(Retry::Never), true, 3, Settlement::Stop),
        ] {
            assert_eq!(settle(outcome, fatal, attempt, &policy), expected, "{outcome:?} {fatal} {attempt}");
        }
    }

    #[test]
    fn pauses_double_up_to_their_bound() {
        let policy = RetryPolicy { pause_max: Duration::from_millis(700), ..RetryPolicy::default() };
        let pauses: Vec<_> = (1..5).map(|attempt| policy.pause_after(attempt).as_millis()).collect();
        assert_eq!(pauses, [200, 400, 700, 700]);
        assert_eq!(policy.pause_after(u32::MAX), Duration::from_millis(700));
    }
}
