//! Greedy landmarks: each next one is the point farthest from all before.

use crate::control::{Control, Limits, Monitor};
use crate::error::{Error, InvalidInput};
use crate::input::Distances;

/// Points that stand for all others.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmarks {
    /// Numbers of the points that were chosen, in the order of choice.
    pub indices: Vec<usize>,
    /// The largest distance of any point to its nearest landmark. The Vietoris-Rips diagrams of the landmarks are
    /// within twice this of those of all points, in bottleneck distance, if the triangle inequality holds.
    pub covering_radius: f64,
}

/// Chooses `count` points, beginning with point `first`: each next one is the farthest from all before, ties by number.
///
/// No choice of so many points covers the others within less than half of this covering radius.
///
/// Cost: `count` rows of distances. Source: Gonzalez, "Clustering to minimize the maximum intercluster distance",
/// Theoretical Computer Science 1985; de Silva and Carlsson, "Topological estimation using witness complexes", 2004.
///
/// # Errors
/// [`Error::InvalidInput`] when `count` is zero or over the number of points, or there is no point `first`;
/// [`Error::Cancelled`].
///
/// ```
/// use tda_core::{Control, PointCloud, sampling::landmarks};
/// let cloud = PointCloud::from_rows(&[0.0, 1.0, 2.0, 10.0], 1)?;
/// let found = landmarks(&cloud, 2, 0, &Control::new())?;
/// assert_eq!((found.indices, found.covering_radius), (vec![0, 3], 2.0));
/// # Ok::<(), tda_core::Error>(())
/// ```
pub fn landmarks(
    input: &impl Distances,
    count: usize,
    first: usize,
    control: &Control,
) -> Result<Landmarks, Error> {
    let points = input.points();
    if count == 0 || count > points || first >= points {
        return Err(InvalidInput::Landmarks { count, first, points }.into());
    }
    let mut monitor = Monitor::start(control, Limits::default())?;
    let scratch = input.scratch();
    let mut row = Vec::with_capacity(points);
    let mut nearest = vec![f64::INFINITY; points];
    let mut indices = Vec::with_capacity(count);
    let mut next = first;
    loop {
        indices.push(next);
        input.distances(&scratch, next, 0, &mut row)?;
        let (mut farthest, mut covering_radius) = (0, f64::NEG_INFINITY);
        for (point, (nearest, &distance)) in nearest.iter_mut().zip(&row).enumerate() {
            *nearest = nearest.min(distance);
            if *nearest > covering_radius {
                (farthest, covering_radius) = (point, *nearest);
            }
        }
        monitor.tick(points * (input.cost_per_distance() + 2))?;
        if indices.len() == count {
            return Ok(Landmarks { indices, covering_radius });
        }
        // Where all points are covered, any that was not chosen is as good: the first one.
        next = if covering_radius > 0.0 { farthest } else { first_other(&indices) };
    }
}

/// The first number that is not in the list.
fn first_other(chosen: &[usize]) -> usize {
    let mut sorted = chosen.to_vec();
    sorted.sort_unstable();
    sorted.iter().enumerate().find(|&(at, &index)| at != index).map_or(sorted.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::PointCloud;

    #[test]
    fn farthest_points_come_first_and_duplicates_last() {
        let cloud = PointCloud::from_rows(&[0.0, 4.0, 4.0, 9.0, 0.0], 1).expect("valid");
        let found = |count| landmarks(&cloud, count, 1, &Control::new()).expect("valid");
        assert_eq!(found(3), Landmarks { indices: vec![1, 3, 0], covering_radius: 0.0 });
        assert_eq!(found(5).indices, [1, 3, 0, 2, 4]);
        assert_eq!(found(2).covering_radius, 4.0);
        assert!(landmarks(&cloud, 6, 0, &Control::new()).is_err());
        assert!(landmarks(&cloud, 1, 5, &Control::new()).is_err());
    }
}
