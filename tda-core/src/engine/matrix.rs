//! The reduction for complexes that are written out: alpha, flag, explicit and their like.
//!
//! Pairs are found by cohomology, a dimension at a time from zero on: the columns that kill are cleared before they
//! are reduced. A cocycle of a class is the column of V that belongs to it. Cycles take a second pass by homology,
//! over the columns that are known to kill: their reduced boundaries are the cycles.

mod bit_tree;
mod both_sides;
mod cohomology;
mod homology;
mod sum;

use crate::control::Monitor;
use crate::diagram::{Classes, DimensionStats, Interval};
use crate::engine::complex::Complex;
use crate::engine::levels::Levels;
use crate::error::Error;
use crate::field::Field;
use crate::settings::Settings;

/// A class as the two simplices between which it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) birth: u32,
    pub(crate) death: Option<u32>,
}

/// Classes, and what finding them took, by dimension.
type Found = (Vec<Classes>, Vec<DimensionStats>);

/// As [`reduce`], for a complex that is written out by dimension, up to a dimension it has. Takes both ends by
/// union-find where the highest simplices allow it and nothing but intervals and pairs is wanted.
pub(crate) fn reduce_levels(
    levels: &Levels,
    max_dimension: usize,
    field: Field,
    settings: &Settings,
    monitor: &mut Monitor<'_>,
) -> Result<Found, Error> {
    match from_both_sides(levels, max_dimension, field, settings, monitor)? {
        Some(found) => Ok(found),
        None => by_cohomology(&levels.merged(monitor)?, max_dimension, field, settings, monitor),
    }
}

/// What [`both_sides`] finds, where it can be asked.
fn from_both_sides(
    levels: &Levels,
    max_dimension: usize,
    field: Field,
    settings: &Settings,
    monitor: &mut Monitor<'_>,
) -> Result<Option<Found>, Error> {
    if !is_plain(field, settings) {
        return Ok(None);
    }
    let Some(cofacets) = both_sides::dual(levels, monitor)? else { return Ok(None) };
    let mut found = Vec::new();
    let mut stats = Vec::new();
    let by_dimension = both_sides::pairs(levels, &cofacets, max_dimension, monitor)?;
    for (dimension, (pairs, took)) in by_dimension.into_iter().enumerate() {
        let mut classes = Classes::new(dimension, settings);
        for Pair { birth, death } in pairs {
            let at = |dimension: usize, simplex: u32| levels.levels[dimension].values[simplex as usize];
            let death_value = death.map_or(f64::INFINITY, |death| at(dimension + 1, death));
            let interval = Interval { birth: at(dimension, birth), death: death_value };
            monitor.tick(10)?;
            if interval.birth == interval.death && !settings.zero_lengths {
                continue;
            }
            classes.intervals.push(interval);
            if let Some(list) = &mut classes.pairs {
                let death = death.map(|death| levels.vertices(dimension + 1, death));
                list.push(levels.vertices(dimension, birth), death);
            }
        }
        found.push(classes);
        stats.push(took);
    }
    Ok(Some((found, stats)))
}

/// Whether only intervals and pairs over Z/2 are wanted.
fn is_plain(field: Field, settings: &Settings) -> bool {
    field.is_z2() && !(settings.cocycles || settings.cycles)
}

/// The classes of dimension 0 to `max_dimension`, and what each dimension took.
///
/// Invariant: once a dimension is done, no two nonzero columns in it have one pivot.
/// Cost: cubic in the number of simplices at worst; memory is the coboundary matrix and the reduced columns of one
/// dimension.
/// Sources: de Silva, Morozov, Vejdemo-Johansson, "Dualities in persistent (co)homology", Inverse Problems 2011;
/// Chen and Kerber, "Persistent homology computation with a twist", EuroCG 2011; Čufar and Virk, "Fast computation
/// of persistent homology representatives with involuted persistent homology", arXiv:2105.03629.
pub(crate) fn reduce(
    complex: &Complex,
    max_dimension: usize,
    field: Field,
    settings: &Settings,
    monitor: &mut Monitor<'_>,
) -> Result<Found, Error> {
    if is_plain(field, settings) && complex.may_be_without_branches(max_dimension) {
        let levels = Levels::of(complex, monitor)?;
        if let Some(mut found) = from_both_sides(&levels, max_dimension, field, settings, monitor)? {
            let empty = |dimension| Classes::new(dimension, settings);
            found.0.extend((found.0.len()..=max_dimension).map(empty));
            found.1.resize(max_dimension + 1, DimensionStats::default());
            return Ok(found);
        }
    }
    by_cohomology(complex, max_dimension, field, settings, monitor)
}

fn by_cohomology(
    complex: &Complex,
    max_dimension: usize,
    field: Field,
    settings: &Settings,
    monitor: &mut Monitor<'_>,
) -> Result<Found, Error> {
    let mut found = Vec::new();
    let mut stats = Vec::new();
    let mut cohomology = cohomology::Cohomology::new(complex, field, monitor)?;
    for dimension in 0..=max_dimension {
        let mut classes = Classes::new(dimension, settings);
        let (pairs, took) = cohomology.reduce(dimension, classes.cocycles.as_mut(), settings, monitor)?;
        for &Pair { birth, death } in &pairs {
            let value = |simplex: u32| complex.value_of(simplex as usize);
            classes
                .intervals
                .push(Interval { birth: value(birth), death: death.map_or(f64::INFINITY, value) });
            if let Some(list) = &mut classes.pairs {
                let vertices = |simplex: u32| complex.vertices(simplex as usize);
                list.push(vertices(birth), death.map(vertices));
            }
        }
        if let Some(cycles) = &mut classes.cycles {
            homology::cycles(complex, dimension, field, &pairs, cycles, monitor)?;
        }
        found.push(classes);
        stats.push(took);
    }
    Ok((found, stats))
}
