//! Distances between diagrams.

use cxx::SharedPtr;
use tda_core::distance::{Bottleneck, Matching, Wasserstein};

use super::{CancelToken, control, intervals_of};
use crate::failure::{Failure, guarded};
use crate::ffi::{DistanceOptions, Interval, MatchedDiagrams, MatchedPoints, ProgressSink};

/// Tells either distance what both share, and computes it with a matching if one is wanted.
macro_rules! distance {
    ($family:expr, $first:expr, $second:expr, $options:expr, $control:expr) => {{
        let (options, control) = ($options, $control);
        let mut family = $family.internal_p(options.internal_p).relative_error(options.relative_error);
        if let Some(limit) = options.memory_limit_bytes.get() {
            family = family.memory_limit_bytes(limit);
        }
        if let Some(limit) = options.time_limit_seconds.time_limit()? {
            family = family.time_limit(limit);
        }
        let (first, second) = (intervals_of($first), intervals_of($second));
        Ok(match options.with_matching {
            true => family.matching_with(&first, &second, &control)?.into(),
            false => {
                let distance = family.compute_with(&first, &second, &control)?;
                MatchedDiagrams { distance, matched: Vec::new() }
            }
        })
    }};
}

pub(crate) fn bottleneck(
    first: &[Interval],
    second: &[Interval],
    options: &DistanceOptions,
    cancel: &CancelToken,
    sink: SharedPtr<ProgressSink>,
) -> Result<MatchedDiagrams, Failure> {
    guarded(|| distance!(Bottleneck::new(), first, second, options, control(cancel, sink)))
}

pub(crate) fn wasserstein(
    first: &[Interval],
    second: &[Interval],
    options: &DistanceOptions,
    cancel: &CancelToken,
    sink: SharedPtr<ProgressSink>,
) -> Result<MatchedDiagrams, Failure> {
    guarded(|| {
        distance!(Wasserstein::new().order(options.order), first, second, options, control(cancel, sink))
    })
}

impl From<Matching> for MatchedDiagrams {
    fn from(found: Matching) -> Self {
        let matched = found.matched.iter().map(|pair| MatchedPoints {
            first: pair.first.into(),
            second: pair.second.into(),
            distance: pair.distance,
        });
        Self { distance: found.distance, matched: matched.collect() }
    }
}
