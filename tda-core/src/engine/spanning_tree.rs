//! Dimension zero alone: no edge is kept.

use crate::control::Monitor;
use crate::diagram::Interval;
use crate::engine::components::intervals;
use crate::engine::near::{NEAR_DIMENSIONS_MAX, NEAR_POINTS_MIN, spanning_lengths};
use crate::error::Error;
use crate::input::Distances;

/// The barcode of dimension zero: the edges of a minimum spanning tree end one component each, those that are
/// longer than the threshold, or infinite, end none.
///
/// Many points in few dimensions find their edges over a tree of boxes. For all others every distance is computed.
///
/// Cost: every distance twice; memory is two numbers a point.
/// Source: Prim, "Shortest connection networks and some generalizations", Bell System Technical Journal 1957.
pub(crate) fn spanning_tree(
    metric: &impl Distances,
    threshold: Option<f64>,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<Interval>, Error> {
    let points = metric.points();
    let reach = threshold.unwrap_or(f64::INFINITY);
    if let Some(cloud) = metric.euclidean()
        && points >= NEAR_POINTS_MIN
        && cloud.dimensions() <= NEAR_DIMENSIONS_MAX
        && let Some(lengths) = spanning_lengths(cloud, reach, monitor)?
    {
        return Ok(intervals(points, lengths.into_iter()));
    }
    let scratch = metric.scratch();
    monitor.charge((scratch.len() + 4 * points) * size_of::<f64>())?;
    let mut row = Vec::with_capacity(points);
    // The points outside the tree, each with its distance to the tree.
    let mut outside: Vec<(usize, f64)> = (1..points).map(|point| (point, f64::INFINITY)).collect();
    let mut found = vec![Interval { birth: 0.0, death: f64::INFINITY }];
    let mut latest = 0;
    while !outside.is_empty() {
        metric.distances(&scratch, latest, 0, &mut row)?;
        let mut nearest = 0;
        for at in 0..outside.len() {
            let (point, distance) = &mut outside[at];
            *distance = distance.min(row[*point]);
            if *distance < outside[nearest].1 {
                nearest = at;
            }
        }
        let (point, distance) = outside.swap_remove(nearest);
        let death = if distance <= reach { distance } else { f64::INFINITY };
        found.push(Interval { birth: 0.0, death });
        latest = point;
        let left = outside.len() as f64 / points as f64;
        monitor.advance(1.0 - left);
        monitor.tick(points * metric.cost_per_distance() + outside.len() * 2)?;
    }
    Ok(found)
}
