//! Circular coordinates: a map from the points to a circle that winds once around a class.

use crate::control::{Control, Limits, Monitor, Stage};
use crate::diagram::Chain;
use crate::engine::edges::{Edges, edges_within};
use crate::engine::graph::{Graph, Neighbour, SparseGraph};
use crate::error::{Error, InvalidInput};
use crate::input::Distances;

/// The residual at which the solution is good, relative to the right side.
const RESIDUAL_MAX: f64 = 1e-13;

/// The place of every point on a circle, in turns from 0 to 1, such that the cocycle counts the turns of every loop.
///
/// `cocycle` is one of dimension one over the integers modulo `prime`, an odd prime (47 is a usual choice: a small one
/// more often has no lift), of a class alive at `value`: edges up to that length are smoothed. A good value lies
/// well inside the interval, not too near its birth.
///
/// The cocycle is lifted to integers between -p/2 and p/2, and the function f on the points is found that comes
/// nearest to it by least squares over the edges; f modulo one is the answer. Points without edges are at 0.
///
/// Cost: conjugate gradients, each step twice the edges up to `value`.
/// Source: de Silva, Morozov, Vejdemo-Johansson, "Persistent cohomology and circular coordinates", Discrete and
/// Computational Geometry 2011.
///
/// # Errors
/// [`Error::InvalidInput`] when the prime is none, or 2, when the cocycle is not of dimension one or names points that
/// are not there, and with the triangle at which the lift is no cocycle, which another prime or value may mend;
/// [`Error::Cancelled`].
///
/// ```
/// use tda_core::{Control, PointCloud, VietorisRips, representative::circular_coordinates};
///
/// let circle: Vec<f64> = (0..12).flat_map(|i| { let a = f64::from(i).to_radians() * 30.0; [a.cos(), a.sin()] }).collect();
/// let cloud = PointCloud::from_vec(circle, 2)?;
/// let diagrams = VietorisRips::new().field(47).cocycles(true).compute(&cloud)?;
/// let turns = circular_coordinates(&cloud, diagrams.cocycles(1)?.get(0), 47, 1.2, &Control::new())?;
/// let step = (turns[1] - turns[0]).rem_euclid(1.0);
/// assert!((step - 1.0 / 12.0).abs() < 1e-9 || (step - 11.0 / 12.0).abs() < 1e-9);
/// # Ok::<(), tda_core::Error>(())
/// ```
pub fn circular_coordinates(
    input: &impl Distances,
    cocycle: Chain<'_>,
    prime: u32,
    value: f64,
    control: &Control,
) -> Result<Vec<f64>, Error> {
    if crate::field::Field::new(prime)?.is_z2() {
        return Err(InvalidInput::LiftField { field: prime }.into());
    }
    if value.is_nan() || value < 0.0 {
        return Err(InvalidInput::Threshold { threshold: value }.into());
    }
    let points = input.points();
    check_cocycle(cocycle, points)?;
    let mut monitor = Monitor::start(control, Limits::default())?;
    monitor.phase(Stage::FiltrationConstruction, 1.0, 2.0)?;
    let edges = edges_within(input, value, &mut monitor)?;
    let graph = SparseGraph::new(points, edges.iter(), &mut monitor)?;
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    let lifted = lift(cocycle, prime, &graph, &edges, &mut monitor)?;
    let f = Laplacian::new(points, &edges).solve(&lifted, &mut monitor)?;
    Ok(f.into_iter().map(|f| f.rem_euclid(1.0)).map(|turn| if turn < 1.0 { turn } else { 0.0 }).collect())
}

fn check_cocycle(cocycle: Chain<'_>, points: usize) -> Result<(), Error> {
    for (entry, (simplex, _)) in cocycle.terms().enumerate() {
        let &[row, column] = simplex else {
            return Err(InvalidInput::CocycleDimension { dimension: simplex.len().saturating_sub(1) }.into());
        };
        if row.max(column) as usize >= points {
            let (row, column) = (row as usize, column as usize);
            return Err(InvalidInput::IndexOutOfRange { entry, row, column, points }.into());
        }
    }
    Ok(())
}

/// The cocycle as whole numbers, one an edge by rank, once it is sure that they add up to zero around every triangle.
fn lift(
    cocycle: Chain<'_>,
    prime: u32,
    graph: &SparseGraph,
    edges: &Edges,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<f64>, Error> {
    let mut lifted = vec![0_i64; edges.len()];
    let place = |a: u32, b: u32| Some(graph.rank(a, b) as usize).filter(|&rank| rank < edges.len());
    for (simplex, coefficient) in cocycle.terms() {
        let whole = i64::from(coefficient);
        if let Some(rank) = place(simplex[0], simplex[1]) {
            lifted[rank] = if coefficient > prime / 2 { whole - i64::from(prime) } else { whole };
        }
        monitor.tick(20)?;
    }
    // Without a coefficient on any edge there is nothing to add up.
    for (simplex, _) in cocycle.terms().filter(|(simplex, _)| place(simplex[0], simplex[1]).is_some()) {
        let mut fault = None;
        let _: std::ops::ControlFlow<()> =
            graph.common_neighbours(simplex, |Neighbour { vertex, .. }| {
                let mut corners = [simplex[0], simplex[1], vertex];
                corners.sort_unstable();
                let [a, b, c] = corners;
                let on = |a, b| place(a, b).map_or(0, |rank| lifted[rank]);
                if on(a, b) + on(b, c) != on(a, c) && fault.is_none() {
                    fault = Some([a as usize, b as usize, c as usize]);
                }
                std::ops::ControlFlow::Continue(())
            });
        if let Some(triangle) = fault {
            return Err(InvalidInput::NoLift { triangle, field: prime }.into());
        }
        monitor.tick(1000)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 2^15")]
    Ok(lifted.into_iter().map(|whole| whole as f64).collect())
}

/// The graph Laplacian, by its edges.
struct Laplacian<'a> {
    edges: &'a Edges,
    degree: Vec<f64>,
}

impl<'a> Laplacian<'a> {
    fn new(points: usize, edges: &'a Edges) -> Self {
        let mut degree = vec![0.0; points];
        for edge in edges.iter() {
            degree[edge.low as usize] += 1.0;
            degree[edge.high as usize] += 1.0;
        }
        Laplacian { edges, degree }
    }

    /// The function whose differences along the edges come nearest to `values`: conjugate gradients, preconditioned by
    /// the degrees.
    fn solve(&self, values: &[f64], monitor: &mut Monitor<'_>) -> Result<Vec<f64>, Error> {
        let points = self.degree.len();
        let mut residual = vec![0.0; points];
        for edge in self.edges.iter() {
            residual[edge.high as usize] += values[edge.rank as usize];
            residual[edge.low as usize] -= values[edge.rank as usize];
        }
        let mut found = vec![0.0; points];
        let scaled = |residual: &[f64]| -> Vec<f64> {
            residual.iter().zip(&self.degree).map(|(r, degree)| r / degree.max(1.0)).collect()
        };
        let mut direction = scaled(&residual);
        let mut size = dot(&residual, &direction);
        let enough = size * RESIDUAL_MAX * RESIDUAL_MAX;
        for _ in 0..10 * points + 100 {
            if size <= enough {
                break;
            }
            let image = self.apply(&direction, monitor)?;
            let step = size / dot(&direction, &image);
            for at in 0..points {
                found[at] += step * direction[at];
                residual[at] -= step * image[at];
            }
            let next = scaled(&residual);
            let next_size = dot(&residual, &next);
            let keep = next_size / size;
            direction
                .iter_mut()
                .zip(&next)
                .for_each(|(direction, next)| *direction = next + keep * *direction);
            size = next_size;
            monitor.tick(points * 8)?;
        }
        Ok(found)
    }

    fn apply(&self, function: &[f64], monitor: &mut Monitor<'_>) -> Result<Vec<f64>, Error> {
        let mut image: Vec<f64> = function.iter().zip(&self.degree).map(|(f, degree)| f * degree).collect();
        for edge in self.edges.iter() {
            image[edge.low as usize] -= function[edge.high as usize];
            image[edge.high as usize] -= function[edge.low as usize];
            monitor.tick(4)?;
        }
        Ok(image)
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PointCloud, VietorisRips};

    fn circle(points: u32) -> PointCloud<'static> {
        let angle = |i: u32| f64::from(i) / f64::from(points) * std::f64::consts::TAU;
        PointCloud::from_vec((0..points).flat_map(|i| [angle(i).cos(), angle(i).sin()]).collect(), 2)
            .expect("valid")
    }

    #[test]
    fn the_way_around_a_circle_is_one_turn() {
        let cloud = circle(30);
        let rips = VietorisRips::new().field(13).cocycles(true);
        let diagrams = rips.compute(&cloud).expect("computed");
        let cocycle = diagrams.cocycles(1).expect("asked for").get(0);
        let turns = circular_coordinates(&cloud, cocycle, 13, 0.9, &Control::new()).expect("lifts");
        let steps = |at: usize| (turns[(at + 1) % 30] - turns[at] + 0.5).rem_euclid(1.0) - 0.5;
        let around: f64 = (0..30).map(steps).sum();
        assert!((around.abs() - 1.0).abs() < 1e-9, "{around} turns");
        assert!((0..30).all(|at| (steps(at).abs() - 1.0 / 30.0).abs() < 1e-9));
    }

    #[test]
    fn what_is_no_cocycle_is_an_error_with_its_place() {
        let cloud = circle(12);
        let diagrams = VietorisRips::new().field(3).cocycles(true).compute(&cloud).expect("computed");
        let (points, loops) = (diagrams.cocycles(0).expect("there"), diagrams.cocycles(1).expect("there"));
        let fault = |chain, prime, value| {
            circular_coordinates(&cloud, chain, prime, value, &Control::new()).unwrap_err()
        };
        assert_eq!(fault(loops.get(0), 2, 1.0), InvalidInput::LiftField { field: 2 }.into());
        assert_eq!(fault(points.get(0), 3, 1.0), InvalidInput::CocycleDimension { dimension: 0 }.into());
        // Beyond its death it is no cocycle.
        assert!(matches!(fault(loops.get(0), 3, 2.0), Error::InvalidInput(InvalidInput::NoLift { .. })));
        let one = PointCloud::from_rows(&[0.0], 1).expect("valid");
        assert!(circular_coordinates(&one, loops.get(0), 3, 1.0, &Control::new()).is_err());
    }
}
