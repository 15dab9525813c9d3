//! Cycles: the boundaries of the simplices that kill, reduced in order of entry.

use super::Pair;
use super::sum::{Columns, Sum, Term};
use crate::control::Monitor;
use crate::diagram::Chains;
use crate::engine::complex::Complex;
use crate::error::Error;
use crate::field::Field;
use crate::filtration::Filtration;

/// Marks a simplex that is nobody's pivot.
const FREE: u32 = u32::MAX;

/// Writes a cycle for each of `pairs`, whose births have `dimension`, in their order.
///
/// The reduced boundary of a killing simplex is a cycle whose youngest simplex is the birth: it is no boundary until
/// the killing simplex enters. The cycle of an essential class is the combination of simplices up to its birth whose
/// boundary is zero. Only columns that end as pivots are reduced: which ones, cohomology has told.
pub(super) fn cycles(
    complex: &Complex,
    dimension: usize,
    field: Field,
    pairs: &[Pair],
    cycles: &mut Chains,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    let mut deaths: Vec<(u32, usize)> =
        pairs.iter().enumerate().filter_map(|(at, pair)| pair.death.map(|death| (death, at))).collect();
    deaths.sort_unstable();
    let mut owner = vec![FREE; complex.len()];
    let mut reduced = Columns::new();
    let mut column_of = vec![0; pairs.len()];
    let bytes = owner.len() * size_of::<u32>();
    monitor.charge(bytes)?;
    let mut charged_bytes = bytes;
    for (death, at) in deaths {
        let mut sum = Sum::default();
        push_boundary(complex, death as usize, field, 1, &mut sum);
        let pivot = reduce(&mut sum, &reduced, &owner, field, monitor)?;
        column_of[at] = reduced.len();
        if let Some(pivot) = pivot {
            owner[pivot.key as usize] = u32::try_from(reduced.len()).unwrap_or(FREE - 1);
        }
        let bytes = reduced.keep(pivot.into_iter().chain(sum.drain(field)));
        monitor.charge(bytes)?;
        charged_bytes += bytes;
    }
    let mut essential = None;
    for (at, pair) in pairs.iter().enumerate() {
        if pair.death.is_some() {
            write(complex, reduced.get(column_of[at]), cycles);
        } else {
            let below = match &mut essential {
                Some(below) => below,
                none => none.insert(Below::new(complex, dimension, field, monitor)?),
            };
            write(complex, &below.cycle_of(complex, pair.birth, field, monitor)?, cycles);
        }
        cycles.end_chain();
    }
    monitor.release(charged_bytes + essential.map_or(0, |below| below.charged_bytes));
    Ok(())
}

/// The reduction of the dimension of the births itself, with the combinations of simplices that it takes.
struct Below {
    reduced: Columns,
    combinations: Columns,
    owner: Vec<u32>,
    charged_bytes: usize,
}

impl Below {
    /// Reduces every simplex of `dimension` that ends a class below.
    fn new(
        complex: &Complex,
        dimension: usize,
        field: Field,
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let bytes = complex.len() * size_of::<u32>();
        monitor.charge(bytes)?;
        let mut below = Below {
            reduced: Columns::new(),
            combinations: Columns::new(),
            owner: vec![FREE; complex.len()],
            charged_bytes: bytes,
        };
        for simplex in (0..complex.len()).filter(|&s| dimension > 0 && complex.dimension_of(s) == dimension) {
            let (pivot, mut rest, mut combination) = below.reduce(complex, simplex, field, monitor)?;
            let Some(pivot) = pivot else { continue };
            below.owner[pivot.key as usize] = u32::try_from(below.reduced.len()).unwrap_or(FREE - 1);
            let bytes = below.reduced.keep(std::iter::once(pivot).chain(rest.drain(field)))
                + below.combinations.keep(combination.drain(field));
            monitor.charge(bytes)?;
            below.charged_bytes += bytes;
        }
        Ok(below)
    }

    /// The pivot of a simplex's reduced boundary, what is below it, and the simplices that were combined.
    fn reduce(
        &self,
        complex: &Complex,
        simplex: usize,
        field: Field,
        monitor: &mut Monitor<'_>,
    ) -> Result<(Option<Term>, Sum, Sum), Error> {
        let (mut sum, mut combination) = (Sum::default(), Sum::default());
        push_boundary(complex, simplex, field, 1, &mut sum);
        #[expect(clippy::cast_possible_truncation, reason = "the number of simplices is checked")]
        combination.push(simplex as u32, 1);
        while let Some(pivot) = sum.pop(field) {
            let owner = self.owner[pivot.key as usize];
            if owner == FREE {
                return Ok((Some(pivot), sum, combination));
            }
            let other = self.reduced.get(owner as usize);
            let factor = field.negate(field.multiply(pivot.coefficient, field.invert(other[0].coefficient)));
            push_all(&other[1..], factor, field, &mut sum);
            push_all(self.combinations.get(owner as usize), factor, field, &mut combination);
            monitor.tick(other.len() * 20 + 20)?;
        }
        Ok((None, sum, combination))
    }

    fn cycle_of(
        &self,
        complex: &Complex,
        birth: u32,
        field: Field,
        monitor: &mut Monitor<'_>,
    ) -> Result<Vec<Term>, Error> {
        let (_, _, mut combination) = self.reduce(complex, birth as usize, field, monitor)?;
        Ok(combination.drain(field).collect())
    }
}

/// Adds earlier columns until the pivot is nobody's, and returns it.
fn reduce(
    sum: &mut Sum,
    reduced: &Columns,
    owner: &[u32],
    field: Field,
    monitor: &mut Monitor<'_>,
) -> Result<Option<Term>, Error> {
    while let Some(pivot) = sum.pop(field) {
        let column = owner[pivot.key as usize];
        if column == FREE {
            return Ok(Some(pivot));
        }
        let other = reduced.get(column as usize);
        let factor = field.negate(field.multiply(pivot.coefficient, field.invert(other[0].coefficient)));
        push_all(&other[1..], factor, field, sum);
        monitor.tick(other.len() * 20 + 20)?;
    }
    Ok(None)
}

fn push_boundary(complex: &Complex, simplex: usize, field: Field, factor: u32, sum: &mut Sum) {
    for (place, &facet) in complex.facets(simplex).iter().enumerate() {
        sum.push(facet, field.multiply(factor, field.sign(place)));
    }
}

fn push_all(terms: &[Term], factor: u32, field: Field, sum: &mut Sum) {
    terms.iter().for_each(|term| sum.push(term.key, field.multiply(factor, term.coefficient)));
}

fn write(complex: &Complex, terms: &[Term], cycles: &mut Chains) {
    for term in terms {
        cycles.push_term(complex.vertices(term.key as usize), term.coefficient);
    }
}
