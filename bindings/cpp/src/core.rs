//! `tda_core` for C++: inputs without a copy, diagrams out with one.

mod classes;
mod distances;
mod families;
mod inputs;
mod options;
mod sampling;
mod vectors;

use cxx::SharedPtr;
use tda_core::{Control, Stage};

use crate::failure::{Failure, guarded, infallible};
use crate::ffi::{FlatChains, FlatPairs, Interval, ProgressSink};

pub(crate) use distances::{bottleneck, wasserstein};
pub(crate) use families::{
    alpha, cech, cubical, delaunay_rips, directed_flag, dtm_rips, explicit_filtration, extended, flag,
    lower_star, sparse_rips, vietoris_rips, witness,
};
pub(crate) use sampling::{
    DiagramsBatch, circular_coordinates, count_windows, delay_embedding, estimate, landmarks,
    vietoris_rips_batch,
};
pub(crate) use vectors::{
    axis_of, betti_curve, entropy, heat_kernel, landscape, persistence_image, silhouette, statistics,
    total_persistence,
};

/// Diagrams whose intervals lie as C++ sees them.
#[derive(Clone)]
pub(crate) struct Diagrams {
    inner: tda_core::Diagrams,
    intervals: Vec<Vec<Interval>>,
}

impl From<tda_core::Diagrams> for Diagrams {
    fn from(inner: tda_core::Diagrams) -> Self {
        let convert = |i: &tda_core::Interval| Interval { birth: i.birth, death: i.death };
        let intervals = inner.dimensions().map(|list| list.iter().map(convert).collect()).collect();
        Self { inner, intervals }
    }
}

impl Diagrams {
    pub(crate) fn into_inner(self) -> tda_core::Diagrams {
        self.inner
    }

    pub(crate) fn duplicate(&self) -> Result<Box<Self>, Failure> {
        infallible(|| Box::new(self.clone()))
    }

    pub(crate) fn max_dimension(&self) -> Result<usize, Failure> {
        infallible(|| self.inner.max_dimension())
    }

    pub(crate) fn dimension(&self, dimension: usize) -> Result<&[Interval], Failure> {
        guarded(|| {
            self.inner.dimension(dimension)?;
            Ok(&self.intervals[dimension][..])
        })
    }

    pub(crate) fn betti_numbers(&self, at: f64) -> Result<Vec<usize>, Failure> {
        infallible(|| self.inner.betti_numbers(at))
    }

    pub(crate) fn plan(&self) -> Result<String, Failure> {
        infallible(|| self.inner.plan().to_string())
    }

    pub(crate) fn peak_bytes(&self) -> Result<u64, Failure> {
        infallible(|| self.inner.stats().peak_bytes)
    }

    pub(crate) fn pairs(&self, dimension: usize) -> Result<FlatPairs, Failure> {
        guarded(|| Ok(self.inner.pairs(dimension)?.into()))
    }

    pub(crate) fn cocycles(&self, dimension: usize) -> Result<FlatChains, Failure> {
        guarded(|| Ok(self.inner.cocycles(dimension)?.into()))
    }

    pub(crate) fn cycles(&self, dimension: usize) -> Result<FlatChains, Failure> {
        guarded(|| Ok(self.inner.cycles(dimension)?.into()))
    }
}

/// The intervals of C++ as the crate has them.
fn intervals_of(intervals: &[Interval]) -> Vec<tda_core::Interval> {
    intervals.iter().map(|i| tda_core::Interval { birth: i.birth, death: i.death }).collect()
}

/// `lengths` says how many of `intervals` belong to each dimension, from 0 on; `is_signed` whether deaths may lie below
/// births.
pub(crate) fn diagrams_of_intervals(
    intervals: &[Interval],
    lengths: &[usize],
    is_signed: bool,
) -> Result<Box<Diagrams>, Failure> {
    guarded(|| {
        let mut rest = intervals;
        let mut dimensions = Vec::with_capacity(lengths.len());
        for &length in lengths {
            let (these, others) = rest.split_at_checked(length).ok_or_else(|| {
                Failure::invalid("the lengths of the dimensions exceed the intervals given")
            })?;
            dimensions.push(intervals_of(these));
            rest = others;
        }
        let read = match is_signed {
            true => tda_core::Diagrams::from_signed_intervals,
            false => tda_core::Diagrams::from_intervals,
        };
        Ok(Box::new(read(dimensions)?.into()))
    })
}

/// A switch that stops computations; shared with every copy of the C++ object.
pub(crate) struct CancelToken(pub(crate) tda_core::CancelToken);

pub(crate) fn cancel_token() -> Result<Box<CancelToken>, Failure> {
    infallible(|| Box::new(CancelToken(tda_core::CancelToken::new())))
}

impl CancelToken {
    pub(crate) fn cancel(&self) -> Result<(), Failure> {
        infallible(|| self.0.cancel())
    }

    pub(crate) fn is_cancelled(&self) -> Result<bool, Failure> {
        infallible(|| self.0.is_cancelled())
    }

    pub(crate) fn share(&self) -> Result<Box<Self>, Failure> {
        infallible(|| Box::new(Self(self.0.clone())))
    }
}

// SAFETY: a sink is called through `&self` only; the header asks that callbacks given to C++ may be called on
// another thread, and calls are never made at the same time by one computation.
unsafe impl Send for ProgressSink {}
// SAFETY: as above.
unsafe impl Sync for ProgressSink {}

/// Number of a stage at the bridge: its place in [`Stage::ALL`].
pub(crate) fn stage_number(stage: Stage) -> u8 {
    Stage::ALL.iter().zip(0u8..).find(|(known, _)| **known == stage).map_or(0, |(_, number)| number)
}

/// The stage of a number, the computation itself for a number that no stage has.
pub(crate) fn stage_of_number(number: u8) -> Stage {
    Stage::ALL.get(usize::from(number)).copied().unwrap_or(Stage::ComputingPersistence)
}

fn control(cancel: &CancelToken, sink: SharedPtr<ProgressSink>) -> Control {
    let token = cancel.0.clone();
    let control = Control::new().cancel_token(token.clone());
    if sink.is_null() {
        return control;
    }
    control.on_progress(move |progress| {
        let stage = stage_number(progress.stage);
        if !sink.report(stage, progress.fraction, progress.simplices_done, progress.columns_left) {
            token.cancel();
        }
    })
}
