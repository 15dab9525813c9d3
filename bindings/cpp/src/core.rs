//! `tda_core` for C++: points and distances in without a copy, diagrams out with one.

use std::time::Duration;

use cxx::SharedPtr;
use tda_core::{Control, DistanceMatrix, PointCloud, Stage, VietorisRips};

use crate::failure::{Failure, guarded, infallible};
use crate::ffi::{Interval, Layout, ProgressSink, RipsOptions};

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
}

/// `lengths` says how many of `intervals` belong to each dimension, from 0 on.
pub(crate) fn diagrams_of_intervals(
    intervals: &[Interval],
    lengths: &[usize],
) -> Result<Box<Diagrams>, Failure> {
    guarded(|| {
        let convert = |i: &Interval| tda_core::Interval { birth: i.birth, death: i.death };
        let mut rest = intervals;
        let mut dimensions = Vec::with_capacity(lengths.len());
        for &length in lengths {
            let (these, others) = rest.split_at_checked(length).ok_or_else(|| {
                Failure::invalid("the lengths of the dimensions exceed the intervals given")
            })?;
            dimensions.push(these.iter().map(convert).collect());
            rest = others;
        }
        Ok(Box::new(tda_core::Diagrams::from_intervals(dimensions)?.into()))
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

impl RipsOptions {
    fn filtration(&self) -> Result<VietorisRips, Failure> {
        let mut rips = VietorisRips::new().max_dimension(self.max_dimension).threads(self.threads);
        if self.has_threshold {
            rips = rips.threshold(self.threshold);
        }
        if self.has_memory_limit {
            rips = rips.memory_limit_bytes(self.memory_limit_bytes);
        }
        if self.has_time_limit {
            let limit = Duration::try_from_secs_f64(self.time_limit_seconds).map_err(|_| {
                Failure::invalid(format!("time limit {} is no time", self.time_limit_seconds))
            })?;
            rips = rips.time_limit(limit);
        }
        Ok(rips)
    }
}

/// Vietoris-Rips of points: `coordinates` row by row, `columns` numbers a point.
pub(crate) fn rips_of_points(
    coordinates: &[f64],
    columns: usize,
    options: &RipsOptions,
    cancel: &CancelToken,
    sink: SharedPtr<ProgressSink>,
) -> Result<Box<Diagrams>, Failure> {
    guarded(|| {
        let cloud = PointCloud::from_rows(coordinates, columns)?;
        Ok(Box::new(options.filtration()?.compute_with(&cloud, &control(cancel, sink))?.into()))
    })
}

/// Vietoris-Rips of distances; `points` counts only for a dense matrix.
pub(crate) fn rips_of_distances(
    entries: &[f64],
    points: usize,
    layout: Layout,
    options: &RipsOptions,
    cancel: &CancelToken,
    sink: SharedPtr<ProgressSink>,
) -> Result<Box<Diagrams>, Failure> {
    guarded(|| {
        let matrix = match layout {
            Layout::Dense => DistanceMatrix::from_dense(entries, points)?,
            Layout::Condensed => DistanceMatrix::from_condensed(entries)?,
            Layout::Lower => DistanceMatrix::from_lower(entries)?,
            _ => return Err(Failure::invalid("the layout of the distances is not known")),
        };
        Ok(Box::new(options.filtration()?.compute_with(&matrix, &control(cancel, sink))?.into()))
    })
}
