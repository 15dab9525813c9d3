//! What the filtrations of a Delaunay triangulation share: all but the values.

use crate::control::{Control, Monitor, Stage};
use crate::diagram::{Classes, Diagrams, DimensionStats, Expected, Plan};
use crate::engine::levels::{Level, Levels};
use crate::engine::matrix;
use crate::error::Error;
use crate::geometry::faces::Faces;
use crate::geometry::triangulation::{Points, Triangulation};
use crate::settings::Settings;

/// Shares of the whole that the triangulation, values and order, and the reduction are expected to take.
const TRIANGULATION_COST: f64 = 0.45;
const VALUES_COST: f64 = 0.35;
const REDUCTION_COST: f64 = 0.2;

/// Of one simplex, from the triangulation to the barcode.
const SIMPLEX_NS: f64 = 2000.0;
const SIMPLEX_BYTES: f64 = 100.0;

/// The diagrams of the triangulation of `points`, its simplices entering with `values`, which are by dimension.
pub(super) fn diagrams(
    points: &Points<'_>,
    settings: &Settings,
    control: &Control,
    values: impl FnOnce(&Triangulation, &mut Monitor<'_>) -> Result<Vec<Vec<f64>>, Error>,
) -> Result<Diagrams, Error> {
    let field = settings.check()?;
    let mut monitor = Monitor::start(control, settings.limits)?;
    monitor.phase(Stage::FiltrationConstruction, TRIANGULATION_COST, VALUES_COST + REDUCTION_COST)?;
    let triangulation = points.triangulate(&mut monitor)?;
    monitor.phase(Stage::FiltrationConstruction, VALUES_COST, REDUCTION_COST)?;
    let values = values(&triangulation, &mut monitor)?;
    let Triangulation { faces, points: names, sites, .. } = triangulation;
    monitor.release(size_of_val(sites.as_slice()));
    drop(sites);
    let mut levels = sorted(faces, values, &mut monitor)?;
    let (simplices, edges) =
        (levels.len(), levels.levels.get(1).map_or(0, |level| level.values.len() as u64));
    if settings.pairs || settings.cocycles || settings.cycles {
        levels.rename(&names, &mut monitor)?;
    }
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    let max_dimension = points.cloud.dimensions() - usize::from(points.sides.is_none());
    let top = max_dimension.min(levels.dimension());
    let (mut classes, mut dimensions) = matrix::reduce_levels(&levels, top, field, settings, &mut monitor)?;
    classes.extend((classes.len()..=max_dimension).map(|dimension| Classes::new(dimension, settings)));
    dimensions.resize(max_dimension + 1, DimensionStats::default());
    let reason = format!("{simplices} simplices, all of which count");
    let expected = Expected::new(simplices as f64 * SIMPLEX_NS, simplices as f64 * SIMPLEX_BYTES);
    let plan = Plan::new("Delaunay triangulation", reason, expected);
    Diagrams::finished(classes, settings.zero_lengths, plan, dimensions, edges, monitor)
}

/// Brings the simplices into order. Takes the faces' place in what is charged.
fn sorted(faces: Vec<Faces>, values: Vec<Vec<f64>>, monitor: &mut Monitor<'_>) -> Result<Levels, Error> {
    let mut levels = Vec::new();
    let mut places = Vec::new();
    for (faces, values) in faces.into_iter().zip(values) {
        let below_bytes = places.len() * size_of::<u32>();
        let (level, placed) = Level::sorted(&values, &faces.facets, &faces.vertices, &places, monitor)?;
        levels.push(level);
        places = placed;
        monitor.release(below_bytes + faces.bytes() + size_of_val(values.as_slice()));
    }
    monitor.release(places.len() * size_of::<u32>());
    Ok(Levels { levels })
}
