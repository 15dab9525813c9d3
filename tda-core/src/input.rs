//! What a computation starts from: points, or the distances between them. Checked once, at the door.

mod distance_matrix;
mod graph;
mod image;
pub(crate) mod metric;
mod point_cloud;
mod sparse_distances;
mod vertex_function;
pub(crate) mod weighted;

pub use distance_matrix::{DistanceMatrix, Symmetry};
pub use graph::{DirectedGraph, WeightedGraph};
pub(crate) use graph::{Edge, EdgeList};
pub use image::Image;
pub use point_cloud::PointCloud;
pub use sparse_distances::SparseDistances;
pub use vertex_function::VertexFunction;

use crate::error::{Error, InvalidInput};

/// The most points that can be numbered.
pub(crate) const POINTS_MAX: usize = (u32::MAX / 2) as usize;

/// Points with distances between them: [`PointCloud`], [`DistanceMatrix`] or [`SparseDistances`]. Sealed.
pub trait Distances: sealed::Rows {
    /// Number of points.
    fn points(&self) -> usize;
}

pub(crate) mod sealed {
    use std::ops::Range;

    use super::PointCloud;
    use crate::error::Error;

    /// How the engines read distances: row by row.
    pub trait Rows {
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

        /// The points themselves where distances are Euclidean.
        fn euclidean(&self) -> Option<&PointCloud<'_>> {
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

        /// When each point enters; nothing if all are there from zero on. No edge enters before its ends.
        fn births(&self) -> Option<&[f64]> {
            None
        }

        /// Whether pairs are listed, by [`neighbours_after`](Self::neighbours_after): most are not connected.
        fn is_listed(&self) -> bool {
            false
        }

        /// Writes the connected points behind `row`, ascending, with their distances. Only for what is listed.
        fn neighbours_after(&self, _row: usize, found: &mut Vec<(u32, f64)>) -> Result<(), Error> {
            found.clear();
            Ok(())
        }
    }
}

/// Whether there is a finite birth for every point.
fn check_births(births: &[f64], points: usize) -> Result<(), Error> {
    if births.len() != points {
        return Err(InvalidInput::WeightCount { weights: births.len(), points }.into());
    }
    match births.iter().position(|birth| !birth.is_finite()) {
        Some(vertex) => Err(InvalidInput::VertexBirth { vertex, birth: births[vertex] }.into()),
        None => Ok(()),
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
