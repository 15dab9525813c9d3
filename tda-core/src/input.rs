//! What a computation starts from: points, or the distances between them. Checked once, at the door.

mod distance_matrix;
mod graph;
mod image;
mod point_cloud;
mod vertex_function;

pub use distance_matrix::DistanceMatrix;
pub(crate) use graph::Edge;
pub use graph::{DirectedGraph, WeightedGraph};
pub use image::Image;
pub use point_cloud::PointCloud;
pub use vertex_function::VertexFunction;

use crate::error::{Error, InvalidInput};

/// The most points that can be numbered.
pub(crate) const POINTS_MAX: usize = (u32::MAX / 2) as usize;

/// Points with distances between them: [`PointCloud`] or [`DistanceMatrix`]. Sealed.
pub trait Metric: sealed::Distances {
    /// Number of points.
    fn points(&self) -> usize;
}

pub(crate) mod sealed {
    use std::ops::Range;

    use super::PointCloud;
    use crate::error::Error;

    /// How the engines read distances: row by row.
    pub trait Distances {
        /// Work per distance, in nanoseconds or so.
        fn cost_per_distance(&self) -> usize;

        /// What makes rows quick to compute; made once a run.
        fn scratch(&self) -> Vec<f64>;

        /// Writes the distances from `row` to the points from `first` on, never NaN and never below zero, infinite
        /// where two points are not connected.
        fn distances(
            &self,
            scratch: &[f64],
            row: usize,
            first: usize,
            found: &mut Vec<f64>,
        ) -> Result<(), Error>;

        /// The points themselves where they lie in the plane and distances are Euclidean.
        fn planar(&self) -> Option<&PointCloud<'_>> {
            None
        }

        /// As [`distances`](Self::distances), to a range of points.
        fn distances_within(
            &self,
            scratch: &[f64],
            row: usize,
            others: Range<usize>,
            found: &mut Vec<f64>,
        ) -> Result<(), Error> {
            self.distances(scratch, row, others.start, found)?;
            found.truncate(others.len());
            Ok(())
        }

        /// As [`distances`](Self::distances), to the points of a list.
        fn distances_among(
            &self,
            scratch: &[f64],
            row: usize,
            others: &[u32],
            found: &mut Vec<f64>,
        ) -> Result<(), Error> {
            let mut all = Vec::new();
            self.distances(scratch, row, 0, &mut all)?;
            found.clear();
            found.extend(others.iter().map(|&other| all[other as usize]));
            Ok(())
        }
    }
}

fn check_points(points: usize) -> Result<(), Error> {
    if points == 0 {
        return Err(InvalidInput::Empty.into());
    }
    if points > POINTS_MAX {
        return Err(InvalidInput::TooManyPoints { points, points_max: POINTS_MAX }.into());
    }
    Ok(())
}
