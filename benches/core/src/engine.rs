//! Ours: from the numbers in memory to the answer, checks and distances included.

use anyhow::{Result, bail};
use ours::distance::{Bottleneck, Wasserstein};
use ours::vectorize::{Axis, PersistenceImage, Pixels, Weight};
use ours::{
    Construction, Control, Cubical, Diagrams, DirectedFlag, DirectedGraph, DistanceMatrix, Error, Image,
    Interval, LowerStar, PointCloud, VertexFunction, VietorisRips,
};

use crate::task::{Answer, Input, Task};

/// The limits that everything has.
macro_rules! with_limits {
    ($it:expr, $task:expr) => {{
        let it = $it;
        if let Some(limit_bytes) = $task.memory_limit_bytes { it.memory_limit_bytes(limit_bytes) } else { it }
    }};
}

/// The options that every family has.
macro_rules! with_settings {
    ($family:expr, $task:expr) => {
        with_limits!($family, $task).field($task.field).threads($task.threads)
    };
}

pub(crate) fn compute(task: &Task, input: &Input, control: &Control) -> Result<Answer> {
    Ok(match task.family.as_str() {
        "bottleneck" => {
            let [first, second] = two_diagrams(input)?;
            let bottleneck = with_limits!(Bottleneck::new(), task).relative_error(task.relative_error);
            Answer::Numbers(vec![bottleneck.compute_with(&first, &second, control)?])
        }
        "cubical" => Answer::Ours(cubical(task, input, control)?),
        "directed_flag" => Answer::Ours(directed_flag(task, input, control)?),
        "lower_star" => {
            let series = VertexFunction::on_path(&input.numbers)?;
            let lower_star = with_settings!(LowerStar::new(), task).max_dimension(task.max_dimension);
            Answer::Ours(lower_star.compute_with(&series, control)?)
        }
        "persistence_image" => Answer::Numbers(images(task, input, control)?),
        "rips" => Answer::Ours(rips(task, input, control)?),
        "wasserstein" => {
            let [first, second] = two_diagrams(input)?;
            let wasserstein = with_limits!(Wasserstein::new(), task).order(task.order);
            let wasserstein = wasserstein.relative_error(task.relative_error);
            Answer::Numbers(vec![wasserstein.compute_with(&first, &second, control)?])
        }
        other => bail!("{other} is not there yet"),
    })
}

fn rips(task: &Task, input: &Input, control: &Control) -> Result<Diagrams, Error> {
    let mut rips =
        with_settings!(VietorisRips::new(), task).max_dimension(task.max_dimension).cocycles(task.cocycles);
    if let Some(threshold) = task.threshold {
        rips = rips.threshold(threshold);
    }
    if task.distances {
        rips.compute_with(&DistanceMatrix::from_dense(&input.numbers, input.columns())?, control)
    } else {
        rips.compute_with(&PointCloud::from_rows(&input.numbers, input.columns())?, control)
    }
}

fn cubical(task: &Task, input: &Input, control: &Control) -> Result<Diagrams, Error> {
    let construction = if task.construction == "T" { Construction::T } else { Construction::V };
    let image = Image::new(&input.numbers, &input.shape)?;
    with_settings!(Cubical::new(), task).construction(construction).compute_with(&image, control)
}

/// The matrix of a directed graph, where absent edges are infinite.
fn directed_flag(task: &Task, input: &Input, control: &Control) -> Result<Diagrams, Error> {
    let vertices = input.columns();
    let edges =
        input.numbers.iter().enumerate().map(|(place, &value)| (place / vertices, place % vertices, value));
    let edges: Vec<_> = edges.filter(|edge| edge.0 != edge.1 && edge.2.is_finite()).collect();
    let graph = DirectedGraph::new(&vec![0.0; vertices], &edges)?;
    let flag = with_settings!(DirectedFlag::new(), task).max_dimension(task.max_dimension);
    flag.compute_with(&graph, control)
}

/// As GUDHI's: the density at samples, every point alike.
fn images(task: &Task, input: &Input, control: &Control) -> Result<Vec<f64>, Error> {
    let axis = Axis::new(0.0, 1.0, task.resolution)?;
    let image = PersistenceImage::new(0.1).weight(Weight::Constant).pixels(Pixels::Sample);
    let mut pixels = Vec::new();
    for diagram in diagrams(input) {
        pixels.extend(image.compute_with(&diagram, &axis, &axis, control)?);
    }
    Ok(pixels)
}

fn two_diagrams(input: &Input) -> Result<[Vec<Interval>; 2]> {
    let diagrams: Vec<Vec<Interval>> = diagrams(input).take(2).collect();
    diagrams.try_into().map_err(|_| anyhow::anyhow!("two diagrams are needed"))
}

/// Diagrams one behind the other: an array of shape (diagrams, intervals, 2).
fn diagrams(input: &Input) -> impl Iterator<Item = Vec<Interval>> {
    let numbers = input.shape.iter().skip(1).product::<usize>().max(1);
    let interval = |ends: &[f64; 2]| Interval { birth: ends[0], death: ends[1] };
    input
        .numbers
        .chunks_exact(numbers)
        .map(move |diagram| diagram.as_chunks().0.iter().map(interval).collect())
}
