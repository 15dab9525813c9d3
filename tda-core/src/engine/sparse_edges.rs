//! Edges of distances that are listed: no row of a matrix is ever written out.

use crate::control::Monitor;
use crate::engine::edges::{Edges, pack};
use crate::engine::graph::NO_EDGE;
use crate::engine::sort::sort;
use crate::error::Error;
use crate::input::Distances;

/// Sorts the edges up to `threshold`, or up to the enclosing radius where that is smaller, as
/// [`edges_up_to`](crate::engine::edges::edges_up_to) does.
pub(crate) fn edges_up_to(
    metric: &impl Distances,
    threshold: Option<f64>,
    monitor: &mut Monitor<'_>,
) -> Result<Edges, Error> {
    let points = metric.points();
    let radius = enclosing_radius(metric, monitor)?;
    let reach = threshold.map_or(radius, |threshold| threshold.min(radius));
    let mut sorted = Vec::new();
    for_each_edge(metric, monitor, |[low, high], length, monitor| {
        if length > reach {
            return Ok(());
        }
        sorted.push(pack(length, low, high));
        if sorted.len() >= NO_EDGE as usize {
            return Err(Error::TooManyEdges { points, edges_max: NO_EDGE as usize - 1 });
        }
        monitor.charge(size_of::<u128>())
    })?;
    monitor.advance(0.5);
    sort(&mut sorted, monitor)?;
    Ok(Edges::from_packed(sorted, reach, radius))
}

/// The least length within which some vertex is joined to all others; infinite when there is none.
fn enclosing_radius(metric: &impl Distances, monitor: &mut Monitor<'_>) -> Result<f64, Error> {
    let points = metric.points();
    let bytes = points * (size_of::<f64>() + size_of::<usize>());
    monitor.charge(bytes)?;
    let mut farthest = vec![0.0_f64; points];
    let mut degree = vec![0_usize; points];
    for_each_edge(metric, monitor, |[low, high], length, _| {
        for vertex in [low, high] {
            farthest[vertex] = farthest[vertex].max(length);
            degree[vertex] += 1;
        }
        Ok(())
    })?;
    monitor.release(bytes);
    let joined_to_all = farthest.iter().zip(degree).filter(|&(_, degree)| degree == points - 1);
    Ok(joined_to_all.map(|(&far, _)| far).fold(f64::INFINITY, f64::min))
}

/// Visits every edge, by its lower end.
fn for_each_edge(
    metric: &impl Distances,
    monitor: &mut Monitor<'_>,
    mut visit: impl FnMut([usize; 2], f64, &mut Monitor<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut after = Vec::new();
    for row in 0..metric.points() {
        metric.neighbours_after(row, &mut after)?;
        for &(other, length) in &after {
            visit([row, other as usize], length, monitor)?;
        }
        monitor.tick(10 + 10 * after.len())?;
    }
    Ok(())
}
