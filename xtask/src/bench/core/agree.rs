//! Whether two programs found the same.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

/// Dimension, birth, death.
type Bar = (f64, f64, f64);

/// Fails unless both files hold the same numbers, up to `tolerance` by the largest.
pub(super) fn numbers(ours: &Path, peer: &Path, tolerance: f64) -> Result<()> {
    let [ours, peer] = [read(ours)?, read(peer)?];
    ensure!(ours.len() == peer.len(), "{} and {} numbers", ours.len(), peer.len());
    let largest = ours.iter().chain(&peer).map(|number| number.abs()).fold(0.0, f64::max);
    let apart = ours.iter().zip(&peer).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    ensure!(apart <= tolerance * largest, "numbers are {:.1e} apart", apart / largest);
    Ok(())
}

/// Fails unless both files hold the same barcode: in every dimension as many essential classes, and a bottleneck
/// distance of at most `tolerance` by the largest finite value.
pub(super) fn barcodes(ours: &Path, peer: &Path, tolerance: f64) -> Result<()> {
    let [ours, peer] = [bars(ours)?, bars(peer)?];
    let finite = |bars: &[Bar]| {
        bars.iter()
            .flat_map(|bar| [bar.1.abs(), bar.2.abs()])
            .filter(|end| end.is_finite())
            .fold(0.0, f64::max)
    };
    let tolerance = tolerance * finite(&ours).max(finite(&peer));
    let mut dimensions: Vec<f64> = ours.iter().chain(&peer).map(|bar| bar.0).collect();
    dimensions.sort_unstable_by(f64::total_cmp);
    dimensions.dedup();
    for dimension in dimensions {
        let [a, b] = [&ours, &peer].map(|bars| split(bars, dimension));
        let counts = [a.essential.len(), b.essential.len()];
        ensure!(counts[0] == counts[1], "dimension {dimension} has {counts:?} essential classes");
        let apart = a.essential.iter().zip(&b.essential).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        ensure!(apart <= tolerance, "essential classes of dimension {dimension} are {apart:.1e} apart");
        let alone = alone(&a.finite, &b.finite, tolerance);
        ensure!(alone == 0, "{alone} intervals of dimension {dimension} have no partner");
    }
    Ok(())
}

/// One dimension: births of essential classes, and the finite intervals by death.
struct Split {
    essential: Vec<f64>,
    finite: Vec<(f64, f64)>,
}

fn split(bars: &[Bar], dimension: f64) -> Split {
    let of_dimension = || bars.iter().filter(|bar| bar.0 == dimension);
    let mut essential: Vec<f64> = of_dimension().filter(|bar| bar.2.is_infinite()).map(|bar| bar.1).collect();
    let mut finite: Vec<(f64, f64)> =
        of_dimension().filter(|bar| bar.2.is_finite()).map(|bar| (bar.2, bar.1)).collect();
    essential.sort_unstable_by(f64::total_cmp);
    finite.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    Split { essential, finite }
}

/// How many intervals of both sides, sorted, find no partner.
fn alone(a: &[(f64, f64)], b: &[(f64, f64)], tolerance: f64) -> usize {
    let both = |a: &[_], b: &[_]| unmatched(a, b, tolerance) + unmatched(b, a, tolerance);
    // Equals are partners, mostly: what is left is little. Where that choice was wrong, all may choose again.
    match both(&without(a, b), &without(b, a)) {
        0 => 0,
        _ => both(a, b),
    }
}

/// The elements of `these`, sorted, that `those` lack, also sorted; as often as they lack them.
fn without(these: &[(f64, f64)], those: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut others = those.iter().peekable();
    let mut left = Vec::new();
    for this in these {
        while others.next_if(|other| *other < this).is_some() {}
        if others.next_if(|other| *other == this).is_none() {
            left.push(*this);
        }
    }
    left
}

/// How many of `these`, those too short to matter left out, find no partner of their own within `tolerance` among `those`.
///
/// A matching that covers the long intervals of one side and one that covers those of the other make one that covers
/// both (Mendelsohn, Dulmage 1958), and the rest is near the diagonal: so twice this test is the bottleneck distance.
/// The matching grows by augmenting paths; the tolerance is so small that almost every interval has one candidate.
fn unmatched(these: &[(f64, f64)], those: &[(f64, f64)], tolerance: f64) -> usize {
    let mut taken: Vec<Option<usize>> = vec![None; those.len()];
    let long = (0..these.len()).filter(|&i| (these[i].0 - these[i].1).abs() > 2.0 * tolerance);
    long.filter(|&i| !augment(i, these, those, tolerance, &mut taken)).count()
}

fn augment(
    from: usize,
    these: &[(f64, f64)],
    those: &[(f64, f64)],
    tolerance: f64,
    taken: &mut [Option<usize>],
) -> bool {
    // Breadth first, with the way back: `came[k]` is who wanted the k-th of those that were seen.
    let (mut seen, mut came): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut visited = std::collections::HashSet::new();
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(i) = queue.pop_front() {
        let (death, birth) = these[i];
        let start = those.partition_point(|other| other.0 < death - tolerance);
        for j in start..those.len() {
            if those[j].0 > death + tolerance {
                break;
            }
            if (those[j].1 - birth).abs() > tolerance || !visited.insert(j) {
                continue;
            }
            seen.push(j);
            came.push(i);
            match taken[j] {
                Some(holder) => queue.push_back(holder),
                None => {
                    give(j, from, &seen, &came, taken);
                    return true;
                }
            }
        }
    }
    false
}

/// Turns the path that ends at the free `last` around: everybody on it takes what they wanted.
fn give(last: usize, from: usize, seen: &[usize], came: &[usize], taken: &mut [Option<usize>]) {
    let mut place = seen.iter().position(|&j| j == last);
    while let Some(k) = place {
        let (j, i) = (seen[k], came[k]);
        if i == from {
            taken[j] = Some(i);
            break;
        }
        let left = taken.iter().position(|holder| *holder == Some(i));
        taken[j] = Some(i);
        place = left.and_then(|left| seen.iter().position(|&j| j == left));
    }
}

fn bars(path: &Path) -> Result<Vec<Bar>> {
    let numbers = read(path)?;
    ensure!(numbers.len().is_multiple_of(3), "{} does not hold whole intervals", path.display());
    Ok(numbers.chunks_exact(3).map(|bar| (bar[0], bar[1], bar[2])).collect())
}

fn read(path: &Path) -> Result<Vec<f64>> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(ours: &[Bar], peer: &[Bar], tolerance: f64) -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let paths = [folder.path().join("ours"), folder.path().join("peer")];
        for (path, bars) in paths.iter().zip([ours, peer]) {
            let numbers = bars.iter().flat_map(|bar| [bar.0, bar.1, bar.2]);
            fs::write(path, numbers.flat_map(f64::to_le_bytes).collect::<Vec<_>>()).unwrap();
        }
        barcodes(&paths[0], &paths[1], tolerance)
    }

    #[test]
    fn rounded_barcodes_agree_and_others_do_not() {
        let ours = [(0.0, 0.0, f64::INFINITY), (1.0, 1.0, 2.0), (1.0, 1.0, 3.0)];
        let rounded =
            [(0.0, 0.0, f64::INFINITY), (1.0, 1.0, 3.0), (1.0, 1.000_000_1, 2.0), (1.0, 2.0, 2.000_000_1)];
        compare(&ours, &rounded, 1e-6).unwrap();
        assert!(compare(&ours, &rounded, 1e-9).is_err());
        assert!(compare(&ours, &ours[1..], 1e-6).is_err());
        assert!(compare(&ours, &[ours[0], ours[1], (1.0, 1.5, 3.0)], 1e-6).is_err());
    }

    #[test]
    fn a_partner_is_given_up_for_another() {
        // The first of ours takes the first of theirs, which is all the second one can have.
        let ours = [(1.0, 0.0, 10.0), (1.0, 0.0, 9.2)];
        let peer = [(1.0, 0.0, 9.6), (1.0, 0.0, 10.4)];
        compare(&ours, &peer, 0.05).unwrap();
        assert!(compare(&ours, &peer, 0.03).is_err());
    }
}
