//! Persistent homology as the textbook has it: all simplices in a list, the whole boundary matrix, columns added
//! from the left. Slow, short, and sharing nothing with the engines.

use tda_core::Interval;

/// The complex of all simplices up to `max_dimension + 1` with longest edge up to `threshold`, and its barcode.
pub(crate) fn rips(distances: &[Vec<f64>], max_dimension: usize, threshold: f64) -> Vec<Vec<Interval>> {
    barcode(&simplices(distances, max_dimension + 1, threshold), max_dimension)
}

/// All simplices with their values, in order of entry. The diagonal says when the vertices enter.
pub(crate) fn simplices(distances: &[Vec<f64>], dimension: usize, threshold: f64) -> Vec<(f64, Vec<usize>)> {
    let points = distances.len();
    let mut found: Vec<(f64, Vec<usize>)> =
        (0..points).map(|v| (distances[v][v], vec![v])).filter(|(birth, _)| *birth <= threshold).collect();
    let mut start = 0;
    for _ in 0..dimension {
        let end = found.len();
        for at in start..end {
            let (value, vertices) = found[at].clone();
            for (next, from_next) in distances.iter().enumerate().skip(vertices[vertices.len() - 1] + 1) {
                let longest =
                    vertices.iter().map(|&v| from_next[v]).fold(value.max(from_next[next]), f64::max);
                if longest <= threshold && longest.is_finite() {
                    found.push((longest, [&vertices[..], &[next]].concat()));
                }
            }
        }
        start = end;
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.len().cmp(&b.1.len())).then(a.1.cmp(&b.1)));
    found
}

/// The positions of the facets of each simplex.
pub(crate) fn boundaries(simplices: &[(f64, Vec<usize>)]) -> Vec<Vec<usize>> {
    let position = |vertices: &Vec<usize>| simplices.iter().position(|(_, other)| other == vertices).unwrap();
    let facets = |vertices: &Vec<usize>| {
        let without =
            |left_out: usize| vertices.iter().copied().filter(|&v| v != left_out).collect::<Vec<_>>();
        vertices.iter().filter(|_| vertices.len() > 1).map(|&v| position(&without(v))).collect()
    };
    simplices.iter().map(|(_, vertices)| facets(vertices)).collect()
}

pub(crate) fn barcode(simplices: &[(f64, Vec<usize>)], max_dimension: usize) -> Vec<Vec<Interval>> {
    let mut columns: Vec<Vec<usize>> = boundaries(simplices);
    columns.iter_mut().for_each(|column| column.sort_unstable());
    let mut killer: Vec<Option<usize>> = vec![None; simplices.len()];
    for at in 0..columns.len() {
        while let Some(&pivot) = columns[at].last() {
            let Some(earlier) = killer[pivot] else {
                killer[pivot] = Some(at);
                break;
            };
            let other = columns[earlier].clone();
            columns[at] = symmetric_difference(&columns[at], &other);
        }
    }
    let mut barcode = vec![Vec::new(); max_dimension + 1];
    for (at, (birth, vertices)) in simplices.iter().enumerate() {
        let dimension = vertices.len() - 1;
        let death = killer[at].map_or(f64::INFINITY, |killer| simplices[killer].0);
        if columns[at].is_empty() && dimension <= max_dimension && *birth < death {
            barcode[dimension].push(Interval { birth: *birth, death });
        }
    }
    barcode
        .iter_mut()
        .for_each(|bars| bars.sort_by(|a, b| (a.birth, a.death).partial_cmp(&(b.birth, b.death)).unwrap()));
    barcode
}

fn symmetric_difference(a: &[usize], b: &[usize]) -> Vec<usize> {
    let only_in = |a: &[usize], b: &[usize]| a.iter().copied().filter(|x| !b.contains(x)).collect::<Vec<_>>();
    let mut sum = [only_in(a, b), only_in(b, a)].concat();
    sum.sort_unstable();
    sum
}
