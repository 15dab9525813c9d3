//! The course of a computation whose complex is written out.

use crate::control::{Control, Monitor, Stage};
use crate::diagram::{Classes, Diagrams, Plan, Stats};
use crate::engine::complex::Complex;
use crate::engine::matrix;
use crate::error::Error;
use crate::filtration::Filtration;
use crate::settings::{Settings, check_dimension};

/// The share of the time that building the complex is expected to take.
const BUILDING: f64 = 0.35;

/// Checks the settings, builds the complex, reduces its matrix, and hands over the diagrams of dimension 0 to
/// `max_dimension`. `what` names the complex in the reason of the plan.
pub(crate) fn diagrams(
    settings: &Settings,
    max_dimension: usize,
    control: &Control,
    what: &str,
    build: impl FnOnce(&mut Monitor<'_>) -> Result<Complex, Error>,
) -> Result<Diagrams, Error> {
    settings.check()?;
    check_dimension(max_dimension)?;
    let mut monitor = Monitor::start(control, settings.limits)?;
    monitor.phase(Stage::FiltrationConstruction, BUILDING, 1.0 - BUILDING)?;
    let complex = build(&mut monitor)?;
    finish(&complex, settings, max_dimension, monitor, what)
}

/// As [`diagrams`], of a complex that is there.
pub(crate) fn reduce(
    complex: &Complex,
    settings: &Settings,
    max_dimension: usize,
    control: &Control,
    what: &str,
) -> Result<Diagrams, Error> {
    settings.check()?;
    check_dimension(max_dimension)?;
    finish(complex, settings, max_dimension, Monitor::start(control, settings.limits)?, what)
}

fn finish(
    complex: &Complex,
    settings: &Settings,
    max_dimension: usize,
    mut monitor: Monitor<'_>,
    what: &str,
) -> Result<Diagrams, Error> {
    let field = settings.check()?;
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    let (classes, dimensions) = matrix::reduce(complex, max_dimension, field, settings, &mut monitor)?;
    let reason = format!("{what}: {} simplices are written out", complex.len());
    let classes = Classes::in_order(classes, settings.zero_lengths, &mut monitor)?;
    let (stage_seconds, peak_bytes) = monitor.finish();
    let stats = Stats { stage_seconds, dimensions, edges: 0, peak_bytes };
    Ok(Diagrams::of(classes, Plan { engine: "matrix reduction", reason }, stats))
}
