//! The course of a computation whose complex is written out.

use std::borrow::Cow;

use crate::control::{Control, Monitor, Stage};
use crate::diagram::{Diagrams, Plan};
use crate::engine::complex::Complex;
use crate::engine::cost;
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
    run(settings, max_dimension, control, what, building(build), |value| value)
}

/// As [`diagrams`], of a complex that was built on the negated function, in original values.
pub(crate) fn mirrored_diagrams(
    settings: &Settings,
    max_dimension: usize,
    control: &Control,
    what: &str,
    build: impl FnOnce(&mut Monitor<'_>) -> Result<Complex, Error>,
) -> Result<Diagrams, Error> {
    run(settings, max_dimension, control, what, building(build), |value| 0.0 - value)
}

/// `build` as a phase of the computation.
fn building<'c>(
    build: impl FnOnce(&mut Monitor<'_>) -> Result<Complex, Error>,
) -> impl FnOnce(&mut Monitor<'_>) -> Result<Cow<'c, Complex>, Error> {
    |monitor| {
        monitor.phase(Stage::FiltrationConstruction, BUILDING, 1.0 - BUILDING)?;
        build(monitor).map(Cow::Owned)
    }
}

/// As [`diagrams`], of a complex that is there.
pub(crate) fn reduce(
    complex: &Complex,
    settings: &Settings,
    max_dimension: usize,
    control: &Control,
    what: &str,
) -> Result<Diagrams, Error> {
    run(settings, max_dimension, control, what, |_| Ok(Cow::Borrowed(complex)), |value| value)
}

fn run<'c>(
    settings: &Settings,
    max_dimension: usize,
    control: &Control,
    what: &str,
    complex: impl FnOnce(&mut Monitor<'_>) -> Result<Cow<'c, Complex>, Error>,
    original: impl Fn(f64) -> f64,
) -> Result<Diagrams, Error> {
    let field = settings.check()?;
    check_dimension(max_dimension)?;
    let mut monitor = Monitor::start(control, settings.limits)?;
    let complex = complex(&mut monitor)?;
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    let (mut classes, dimensions) = matrix::reduce(&complex, max_dimension, field, settings, &mut monitor)?;
    classes.iter_mut().try_for_each(|classes| classes.at_values(&original, &mut monitor))?;
    let reason = format!("{what}: {} simplices are written out", complex.len());
    let plan = Plan::new("matrix reduction", reason, cost::of_listed(complex.len() as f64));
    Diagrams::finished(classes, settings.zero_lengths, plan, dimensions, 0, monitor)
}
