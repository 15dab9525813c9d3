//! The reduction for complexes that are written out: alpha, flag, explicit and their like.
//!
//! Pairs are found by cohomology, a dimension at a time from zero on: the columns that kill are cleared before they
//! are reduced. A cocycle of a class is the column of V that belongs to it. Cycles take a second pass by homology,
//! over the columns that are known to kill: their reduced boundaries are the cycles.

mod cohomology;
mod homology;
mod sum;

use crate::control::Monitor;
use crate::diagram::{Classes, DimensionStats, Interval};
use crate::engine::complex::Complex;
use crate::error::Error;
use crate::field::Field;
use crate::settings::Settings;

/// A class as the two simplices between which it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) birth: u32,
    pub(crate) death: Option<u32>,
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
) -> Result<(Vec<Classes>, Vec<DimensionStats>), Error> {
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
