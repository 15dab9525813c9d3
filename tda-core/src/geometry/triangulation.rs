//! From points to a triangulation with all its faces.

use super::delaunay::triangulate;
use super::faces::{Faces, faces};
use super::number::scaled;
use super::periodic;
use super::sites::{Site, Sites};
use crate::control::Monitor;
use crate::error::{Error, InvalidInput};
use crate::input::PointCloud;

/// Largest coordinates between these bounds, as powers of two, stay as they are: their squares are far from the
/// ends of f64.
const EXPONENT_MAX: i32 = 200;

/// What is to be triangulated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Points<'a> {
    pub(crate) cloud: &'a PointCloud<'a>,
    pub(crate) weights: Option<&'a [f64]>,
    /// Sides of the box whose opposite faces are one.
    pub(crate) sides: Option<&'a [f64]>,
}

/// Simplices, and where they lie.
#[derive(Debug)]
pub(crate) struct Triangulation {
    pub(crate) sites: Vec<Site>,
    /// By dimension, from the vertices on.
    pub(crate) faces: Vec<Faces>,
    /// The point that each vertex is.
    pub(crate) points: Vec<u32>,
    /// Coordinates of the sites are those of the points times two to the power of minus this.
    pub(crate) exponent: i32,
}

impl Points<'_> {
    fn check(&self) -> Result<(), Error> {
        self.cloud.check_euclidean()?;
        let (points, dimensions) = (self.cloud.points(), self.cloud.dimensions());
        if dimensions > 3 {
            return Err(InvalidInput::SpaceDimensions { dimensions }.into());
        }
        if let Some(weights) = self.weights {
            if weights.len() != points {
                return Err(InvalidInput::WeightCount { weights: weights.len(), points }.into());
            }
            if let Some(row) = weights.iter().position(|weight| !weight.is_finite()) {
                return Err(InvalidInput::Weight { row, weight: weights[row] }.into());
            }
        }
        if let Some(sides) = self.sides {
            if sides.len() != dimensions {
                return Err(InvalidInput::SideCount { sides: sides.len(), dimensions }.into());
            }
            if let Some(column) = sides.iter().position(|side| !(side.is_finite() && *side > 0.0)) {
                return Err(InvalidInput::Side { column, side: sides[column] }.into());
            }
        }
        Ok(())
    }

    /// The power of two that brings the largest number to the size of one, if it is far from that.
    fn exponent(&self) -> i32 {
        let largest =
            |numbers: &[f64]| numbers.iter().fold(0.0_f64, |largest, number| largest.max(number.abs()));
        let of_weights = self.weights.map_or(0.0, |weights| largest(weights).sqrt());
        let size = largest(self.cloud.coordinates()).max(of_weights).max(self.sides.map_or(0.0, largest));
        let exponent = i32::try_from(size.to_bits() >> 52).unwrap_or(1023) - 1023;
        if size == 0.0 || exponent.abs() <= EXPONENT_MAX { 0 } else { exponent }
    }

    fn sites(&self, exponent: i32, monitor: &mut Monitor<'_>) -> Result<Vec<Site>, Error> {
        let (points, dimensions) = (self.cloud.points(), self.cloud.dimensions());
        monitor.charge(points * size_of::<Site>())?;
        let mut sites = Vec::with_capacity(points);
        for (point, row) in (0_u32..).zip(self.cloud.coordinates().chunks_exact(dimensions)) {
            let at =
                std::array::from_fn(|axis| row.get(axis).map_or(0.0, |&c| scaled(c, -i64::from(exponent))));
            let weight =
                self.weights.map_or(0.0, |weights| scaled(weights[point as usize], -2 * i64::from(exponent)));
            sites.push(Site { at, weight, rank: 0, point });
            monitor.tick(5)?;
        }
        Ok(sites)
    }

    /// Triangulates the points. Everything that the result holds stays charged.
    pub(crate) fn triangulate(&self, monitor: &mut Monitor<'_>) -> Result<Triangulation, Error> {
        self.check()?;
        let exponent = self.exponent();
        let sites = self.sites(exponent, monitor)?;
        if let Some(sides) = self.sides {
            let sides: Vec<f64> = sides.iter().map(|&side| scaled(side, -i64::from(exponent))).collect();
            return periodic::triangulate_torus(&sites, &sides, exponent, monitor);
        }
        let Sites { sites, dimension } = Sites::new(sites, monitor)?;
        let points: Vec<u32> = sites.iter().map(|site| site.point).collect();
        monitor.charge(points.len() * size_of::<u32>())?;
        let faces = match dimension {
            0 => vec![Faces::vertex()],
            1 => faces(triangulate::<2>(&sites, monitor)?, sites.len(), monitor)?,
            2 => faces(triangulate::<3>(&sites, monitor)?, sites.len(), monitor)?,
            _ => faces(triangulate::<4>(&sites, monitor)?, sites.len(), monitor)?,
        };
        Ok(Triangulation { sites, faces, points, exponent })
    }
}

impl Triangulation {
    /// The sites of a simplex, in the order of its vertices.
    #[inline]
    pub(crate) fn placed<const V: usize>(&self, simplex: usize) -> [&Site; V] {
        let faces = &self.faces[V - 1];
        let of = if faces.placed.is_empty() { &faces.vertices } else { &faces.placed };
        std::array::from_fn(|place| &self.sites[of[simplex * V + place] as usize])
    }
}
