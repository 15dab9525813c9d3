//! Pairs, cycles and cocycles as arrays.

use numpy::{PyArray1, PyArray2, PyArrayMethods as _};
use pyo3::prelude::*;
use tda_core::{Chains, Pairs};

/// Simplices, a row of vertices each, and their coefficients.
pub(super) type Chain<'py> = (Bound<'py, PyArray2<i64>>, Bound<'py, PyArray1<i64>>);

/// Birth and death simplices, a row of vertices each.
pub(super) type PairArrays<'py> = (Bound<'py, PyArray2<i64>>, Bound<'py, PyArray2<i64>>);

/// Births and deaths, a row of vertices each; -1 where a class never dies.
pub(super) fn pairs<'py>(py: Python<'py>, pairs: &Pairs) -> PyResult<PairArrays<'py>> {
    let width = |simplex: Option<&[u32]>| simplex.map_or(1, <[u32]>::len);
    let deaths = || (0..pairs.len()).map(|index| pairs.death(index));
    let (birth_width, death_width) =
        ((0..pairs.len()).next().map_or(1, |first| pairs.birth(first).len()), deaths().flatten().next());
    let births = (0..pairs.len()).flat_map(|index| pairs.birth(index)).map(|&vertex| i64::from(vertex));
    let births = array(py, births.collect(), birth_width)?;
    let death_width = width(death_width);
    let row = |death: Option<&[u32]>| match death {
        Some(vertices) => vertices.iter().map(|&vertex| i64::from(vertex)).collect::<Vec<_>>(),
        None => vec![-1; death_width],
    };
    Ok((births, array(py, deaths().flat_map(row).collect(), death_width)?))
}

/// A chain for each interval.
pub(super) fn chains<'py>(py: Python<'py>, chains: &Chains) -> PyResult<Vec<Chain<'py>>> {
    let numbers = |list: &[u32]| list.iter().map(|&number| i64::from(number)).collect::<Vec<_>>();
    chains
        .iter()
        .map(|chain| {
            let width = chain.terms().next().map_or(1, |(simplex, _)| simplex.len());
            let coefficients = PyArray1::from_vec(py, numbers(chain.coefficients()));
            Ok((array(py, numbers(chain.vertices()), width)?, coefficients))
        })
        .collect()
}

fn array(py: Python<'_>, numbers: Vec<i64>, width: usize) -> PyResult<Bound<'_, PyArray2<i64>>> {
    let rows = numbers.len() / width;
    PyArray1::from_vec(py, numbers).reshape([rows, width])
}
