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
    /// Delays in retry topics once the attempts are used up, one attempt after each; none by default. Only for handlers to
    /// which the order of records is unimportant.
    pub delays: Vec<Duration>,
}

impl Default for RetryPolicy {
    /// Three attempts within about a second: enough for a hiccup, short enough not to hold up a partition.
    fn default() -> Self {
        Self {
            attempts_max: 3,
            pause_first: Duration::from_millis(200),
            pause_max: Duration::from_secs(5),
            delays: Vec::new(),
        }
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
    /// Hand the record to the retry topic of this delay, and go on.
    RetryLater(Duration),
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
        Some(Retry::Safe | Retry::MayDuplicate) if attempt < policy.attempts_max => {
            Settlement::RetryAfter(policy.pause_after(attempt))
        }
        Some(Retry::Safe | Retry::MayDuplicate) => {
            let delays_used = attempt - policy.attempts_max;
            let delay = usize::try_from(delays_used).ok().and_then(|used| policy.delays.get(used));
            delay.map_or(Settlement::DeadLetter, |delay| Settlement::RetryLater(*delay))
        }
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
    fn delays_come_after_the_attempts_and_each_gives_one_more() {
        let (short, long) = (Duration::from_secs(10), Duration::from_secs(60));
        let policy = RetryPolicy { attempts_max: 2, delays: vec![short, long], ..RetryPolicy::default() };
        for (outcome, attempt, expected) in [
            (Retry::Safe, 1, Settlement::RetryAfter(Duration::from_millis(200))),
            (Retry::Safe, 2, Settlement::RetryLater(short)),
            (Retry::MayDuplicate, 3, Settlement::RetryLater(long)),
            (Retry::Safe, 4, Settlement::DeadLetter),
            (Retry::Safe, u32::MAX, Settlement::DeadLetter),
            (Retry::Never, 2, Settlement::DeadLetter),
        ] {
            assert_eq!(settle(Some(outcome), false, attempt, &policy), expected, "{outcome:?} {attempt}");
        }
        assert_eq!(settle(Some(Retry::Safe), true, 2, &policy), Settlement::Stop);
    }

    #[test]
    fn pauses_double_up_to_their_bound() {
        let policy = RetryPolicy { pause_max: Duration::from_millis(700), ..RetryPolicy::default() };
        let pauses: Vec<_> = (1..5).map(|attempt| policy.pause_after(attempt).as_millis()).collect();
        assert_eq!(pauses, [200, 400, 700, 700]);
        assert_eq!(policy.pause_after(u32::MAX), Duration::from_millis(700));
    }
}
