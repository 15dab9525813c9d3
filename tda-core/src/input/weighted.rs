//! Points that enter one after another.

use std::borrow::Cow;

use super::{Distances, check_births, sealed::Rows};
use crate::error::{Error, InvalidInput};

/// When an edge enters whose ends enter at births a and b and are at distance d.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Join {
    /// With the last of its ends and its length: max(a, b, d).
    Latest,
    /// When two balls meet whose radii grow as the sum of birth and radius does: d + (a + b) / 2.
    Linear,
    /// When two balls meet whose squared radii grow as the sum of squares of birth and radius does.
    Quadratic,
}

/// Distances with births: edges enter when [`Join`] says, never before their ends.
///
/// In dimension one and above the diagrams are those of the distances that come out, with all vertices there from the
/// beginning: a vertex without edges has no part in them, and no edge enters before its ends. So every shortcut for
/// distances holds: clearing, apparent pairs, edge collapse, the enclosing radius (from there on one vertex is joined
/// to all others, which have entered with their edges at the latest). Only dimension zero looks at births.
#[derive(Clone, Debug)]
pub(crate) struct Weighted<'a, D> {
    distances: &'a D,
    births: Cow<'a, [f64]>,
    join: Join,
}

impl<'a, D: Distances> Weighted<'a, D> {
    pub(crate) fn new(
        distances: &'a D,
        births: impl Into<Cow<'a, [f64]>>,
        join: Join,
    ) -> Result<Self, Error> {
        let mut births = births.into();
        check_births(&births, distances.points())?;
        if let Some(own) = distances.births() {
            births.to_mut().iter_mut().zip(own).for_each(|(birth, own)| *birth = birth.max(*own));
        }
        Ok(Weighted { distances, births, join })
    }

    fn joined(&self, row: usize, other: usize, distance: f64) -> Result<f64, Error> {
        let (a, b) = (self.births[row], self.births[other]);
        let latest = a.max(b);
        let value = match self.join {
            Join::Latest => distance,
            Join::Linear => distance + (0.5 * a + 0.5 * b),
            Join::Quadratic => quadratic(distance, 0.5 * a, 0.5 * b),
        };
        if value.is_infinite() && distance.is_finite() {
            return Err(InvalidInput::DistanceOverflow { row, other }.into());
        }
        // Two points at no distance enter together with the later one. Adding zero makes a negative zero positive.
        Ok(value.max(latest) + 0.0)
    }
}

/// Twice the least t with sqrt(t^2 - f^2) + sqrt(t^2 - g^2) >= d; zero where one root alone is enough.
fn quadratic(d: f64, f: f64, g: f64) -> f64 {
    if d * d <= ((f - g) * (f + g)).abs() || d.is_infinite() {
        return if d.is_infinite() { d } else { 0.0 };
    }
    (f + g).hypot(d) * ((f - g).hypot(d) / d)
}

impl<D: Distances> Distances for Weighted<'_, D> {
    fn points(&self) -> usize {
        self.distances.points()
    }
}

impl<D: Distances> Rows for Weighted<'_, D> {
    fn cost_per_distance(&self) -> usize {
        self.distances.cost_per_distance() + if self.join == Join::Quadratic { 20 } else { 2 }
    }

    fn scratch(&self) -> Vec<f64> {
        self.distances.scratch()
    }

    fn distances(
        &self,
        scratch: &[f64],
        row: usize,
        first: usize,
        found: &mut Vec<f64>,
    ) -> Result<(), Error> {
        self.distances.distances(scratch, row, first, found)?;
        for (other, distance) in (first..).zip(found) {
            *distance = if other == row { 0.0 } else { self.joined(row, other, *distance)? };
        }
        Ok(())
    }

    fn births(&self) -> Option<&[f64]> {
        Some(&self.births)
    }

    fn is_listed(&self) -> bool {
        self.distances.is_listed()
    }

    fn neighbours_after(&self, row: usize, found: &mut Vec<(u32, f64)>) -> Result<(), Error> {
        self.distances.neighbours_after(row, found)?;
        for (other, distance) in found {
            *distance = self.joined(row, *other as usize, *distance)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quadratic_balls_meet_where_they_should() {
        for (d, f, g) in [(1.0, 0.0, 0.0), (2.0, 0.5, 1.0), (0.1, 3.0, 3.0), (5.0, 4.0, 0.0)] {
            let t = quadratic(d, f, g) / 2.0;
            let reach = (t * t - f * f).max(0.0).sqrt() + (t * t - g * g).max(0.0).sqrt();
            assert!((reach - d).abs() < 1e-7, "{reach} is not {d}");
        }
        assert_eq!(quadratic(1.0, 2.0, 1.0), 0.0, "the later ball is born inside the other");
        assert_eq!(quadratic(0.0, 0.0, 0.0), 0.0);
    }
}
