//! Fewer points, points from signals, many spaces at once, what a computation will cost, and circular coordinates.

use std::collections::VecDeque;

use cxx::SharedPtr;
use tda_core::{Control, Error, Suggestion, VietorisRips, representative, sampling};
use tda_events::{ErrorKind, Retry};

use super::inputs::Distances;
use super::options::{configured, with_dimension, with_threshold};
use super::{CancelToken, Diagrams, control};
use crate::failure::{Failure, guarded};
use crate::ffi::{self, OptionalCount, OptionalNumber, Options, ProgressSink, Space};

type Sink = SharedPtr<ProgressSink>;

/// The same call on whatever holds the distances.
macro_rules! on {
    ($distances:expr, $input:ident => $call:expr) => {
        match $distances {
            Distances::Matrix($input) => $call,
            Distances::Points($input) => $call,
            Distances::Sparse($input) => $call,
        }
    };
}

pub(crate) fn landmarks(
    space: &Space<'_>,
    count: usize,
    first: usize,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Result<ffi::Landmarks, Failure> {
    guarded(|| {
        let (space, control) = (space.read(options)?, control(cancel, sink));
        let found = on!(&space, input => sampling::landmarks(input, count, first, &control))?;
        Ok(ffi::Landmarks { indices: found.indices, covering_radius: found.covering_radius })
    })
}

/// Coordinates of the points, row by row.
pub(crate) fn delay_embedding(
    signal: &[f64],
    dimensions: usize,
    delay: usize,
    stride: usize,
) -> Result<Vec<f64>, Failure> {
    guarded(|| Ok(sampling::delay_embedding(signal, dimensions, delay, stride)?.coordinates().to_vec()))
}

/// How many windows a signal has: they are where they were.
pub(crate) fn count_windows(signal: &[f64], width: usize, stride: usize) -> Result<usize, Failure> {
    guarded(|| Ok(sampling::sliding_windows(signal, width, stride)?.len()))
}

/// Diagrams that C++ takes one by one.
pub(crate) struct DiagramsBatch(VecDeque<tda_core::Diagrams>);

impl DiagramsBatch {
    pub(crate) fn take_diagrams(&mut self) -> Result<Box<Diagrams>, Failure> {
        guarded(|| {
            let diagrams = self.0.pop_front();
            let diagrams =
                diagrams.ok_or_else(|| Failure::invalid("all diagrams of the batch were taken"))?;
            Ok(Box::new(diagrams.into()))
        })
    }
}

pub(crate) fn vietoris_rips_batch(
    spaces: &[Space<'_>],
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Result<Box<DiagramsBatch>, Failure> {
    guarded(|| {
        let (rips, control) = (rips(options)?, control(cancel, sink));
        let (mut clouds, mut matrices, mut sparse) = (Vec::new(), Vec::new(), Vec::new());
        for space in spaces {
            match space.read(options)? {
                Distances::Matrix(input) => matrices.push(input),
                Distances::Points(input) => clouds.push(input),
                Distances::Sparse(input) => sparse.push(input),
            }
        }
        let found = match (clouds.is_empty(), matrices.is_empty(), sparse.is_empty()) {
            (_, true, true) => rips.compute_batch(&clouds, &control)?,
            (true, _, true) => rips.compute_batch(&matrices, &control)?,
            (true, true, _) => rips.compute_batch(&sparse, &control)?,
            _ => {
                return Err(Failure::invalid(
                    "a batch is of one kind: points, distances, or sparse distances",
                ));
            }
        };
        Ok(Box::new(DiagramsBatch(found.into())))
    })
}

pub(crate) fn estimate(
    space: &Space<'_>,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Result<ffi::Estimate, Failure> {
    guarded(|| {
        let (rips, space, control) = (rips(options)?, space.read(options)?, control(cancel, sink));
        let found = on!(&space, input => rips.estimate(input, &control))?;
        let (landmarks, error_bound, threshold) = match found.suggestion {
            Some(Suggestion::Landmarks { count, error_bound }) => (Some(count), error_bound, None),
            Some(Suggestion::Threshold { threshold }) => (None, 0.0, Some(threshold)),
            _ => (None, 0.0, None),
        };
        Ok(ffi::Estimate {
            edges: found.edges,
            simplices: found.simplices,
            seconds: found.seconds,
            bytes: found.bytes,
            landmarks: landmarks.into(),
            error_bound,
            threshold: OptionalNumber { present: threshold.is_some(), number: threshold.unwrap_or_default() },
        })
    })
}

/// The place of every point on a circle that winds around class `class` of dimension one, by default the one that lives
/// longest, smoothed up to `value`, by default the middle of its interval.
pub(crate) fn circular_coordinates(
    space: &Space<'_>,
    class: &OptionalCount,
    value: &OptionalNumber,
    options: &Options,
    cancel: &CancelToken,
    sink: Sink,
) -> Result<Vec<f64>, Failure> {
    guarded(|| {
        let (rips, space, control) =
            (rips(options)?.cocycles(true), space.read(options)?, control(cancel, sink));
        let diagrams = on!(&space, input => rips.compute_with(input, &control))?;
        let loops = diagrams.dimension(1)?;
        let length = |at: &usize| loops[*at].persistence();
        let longest = (0..loops.len()).max_by(|a, b| length(a).total_cmp(&length(b)));
        let class = class.index().or(longest);
        let Some((class, interval)) = class.and_then(|class| Some((class, loops.get(class)?))) else {
            let message = "there is no such class of dimension 1";
            return Err(Failure::new(ErrorKind::NotFound, Retry::Never, message));
        };
        let middle = interval.birth / 2.0 + interval.death.min(2.0 * interval.birth) / 2.0;
        let (value, cocycle) = (value.get().unwrap_or(middle), diagrams.cocycles(1)?.get(class));
        let turns = |control: &Control| -> Result<Vec<f64>, Error> {
            on!(&space, input => {
                representative::circular_coordinates(input, cocycle, options.field, value, control)
            })
        };
        Ok(turns(&control)?)
    })
}

fn rips(options: &Options) -> Result<VietorisRips, Failure> {
    let rips = with_dimension!(options, configured!(options, VietorisRips::new(), cocycles, cycles));
    Ok(with_threshold!(options, rips))
}
