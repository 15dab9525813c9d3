//! How many workers a lag asks for: a pure function with hysteresis.

/// When to have more workers, and when fewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalePolicy {
    /// More workers above this many waiting records.
    pub up_over: i64,
    /// Fewer below this many. Between the two nothing changes, so that a lag around one of them does not make workers come and go.
    pub down_under: i64,
    /// Never fewer workers.
    pub workers_min: u32,
    /// Never more workers; the number of partitions is a bound of its own.
    pub workers_max: u32,
}

impl Default for ScalePolicy {
    fn default() -> Self {
        Self { up_over: 1000, down_under: 300, workers_min: 1, workers_max: u32::MAX }
    }
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleAdvice {
    /// Fewer workers.
    Down,
    /// As many as there are.
    Stay,
    /// More workers.
    Up,
}

/// Advice for a group, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What to do.
    pub advice: ScaleAdvice,
    /// How many workers there should be.
    pub workers: u32,
    /// How many KEDA would ask for: the lag divided by its threshold `up_over`, rounded up, within the same bounds. It knows no
    /// hysteresis of this kind.
    pub keda_workers: u32,
    /// In words.
    pub reason: String,
}

/// Advises; decides nothing by itself.
///
/// Above `up_over` there should be as many workers as the lag has shares of `up_over`, and at least one more than now; below `down_under`
/// one less. More workers than partitions would have nothing to do.
///
/// ```
/// use tda_client::admin::{ScaleAdvice, ScalePolicy, scale};
/// let advice = scale(4500, 2, 12, &ScalePolicy::default());
/// assert_eq!((advice.advice, advice.workers), (ScaleAdvice::Up, 5));
/// ```
pub fn scale(lag: i64, workers: u32, partitions: u32, policy: &ScalePolicy) -> Scale {
    let most = policy.workers_max.min(partitions.max(1));
    let least = policy.workers_min.min(most);
    let share = policy.up_over.max(1).unsigned_abs();
    let shares = u32::try_from(lag.max(0).unsigned_abs().div_ceil(share)).unwrap_or(u32::MAX);
    let wanted = if lag > policy.up_over {
        shares.max(workers.saturating_add(1))
    } else if lag < policy.down_under {
        workers.saturating_sub(1)
    } else {
        workers
    };
    let target = wanted.clamp(least, most);
    let advice = match target.cmp(&workers) {
        std::cmp::Ordering::Less => ScaleAdvice::Down,
        std::cmp::Ordering::Equal => ScaleAdvice::Stay,
        std::cmp::Ordering::Greater => ScaleAdvice::Up,
    };
    let reason = reason(lag, wanted, target, most, policy);
    Scale { advice, workers: target, keda_workers: shares.clamp(least, most), reason }
}

fn reason(lag: i64, wanted: u32, target: u32, most: u32, policy: &ScalePolicy) -> String {
    let ScalePolicy { up_over, down_under, .. } = policy;
    let about = if lag > *up_over {
        format!("lag {lag} is over {up_over}")
    } else if lag < *down_under {
        format!("lag {lag} is under {down_under}")
    } else {
        format!("lag {lag} is between {down_under} and {up_over}")
    };
    match target.cmp(&wanted) {
        std::cmp::Ordering::Less => {
            format!("{about}; more than {most} would find no partition, or are not allowed")
        }
        std::cmp::Ordering::Equal => about,
        std::cmp::Ordering::Greater => format!("{about}; {target} is the least"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_follows_its_table() {
        use ScaleAdvice::{Down, Stay, Up};
        for (lag, workers, partitions, advice, target, keda) in [
            (0, 1, 12, Stay, 1, 1),
            (0, 3, 12, Down, 2, 1),
            (299, 3, 12, Down, 2, 1),
            (300, 3, 12, Stay, 3, 1),
            (1000, 3, 12, Stay, 3, 1),
            (1001, 3, 12, Up, 4, 2),
            (1001, 1, 12, Up, 2, 2),
            (4500, 2, 12, Up, 5, 5),
            (1_000_000, 2, 12, Up, 12, 12),
            (1_000_000, 12, 12, Stay, 12, 12),
            (500, 20, 12, Down, 12, 1),
            (5000, 0, 12, Up, 5, 5),
            (0, 0, 12, Up, 1, 1),
            (-5, 2, 12, Down, 1, 1),
            (i64::MAX, u32::MAX, 3, Down, 3, 3),
            (10, 1, 0, Stay, 1, 1),
        ] {
            let got = scale(lag, workers, partitions, &ScalePolicy::default());
            assert_eq!(
                (got.advice, got.workers, got.keda_workers),
                (advice, target, keda),
                "{lag} {workers} {got:?}"
            );
        }
        let bounded = ScalePolicy { workers_min: 2, workers_max: 4, ..ScalePolicy::default() };
        assert_eq!(scale(9000, 2, 12, &bounded).workers, 4);
        assert_eq!(scale(0, 2, 12, &bounded).workers, 2);
    }

    #[test]
    fn a_lag_that_hovers_between_the_thresholds_moves_nobody() {
        let mut workers = 3;
        for lag in [999, 301, 1000, 300, 640] {
            workers = scale(lag, workers, 12, &ScalePolicy::default()).workers;
        }
        assert_eq!(workers, 3);
    }
}
