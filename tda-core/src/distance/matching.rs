//! Which point goes where.

use super::diagram::Parts;
use super::ground::{norm, norm_to_diagonal};

/// A point of a diagram and where it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matched {
    /// Position in the first diagram; `None` when the point of the second goes to the diagonal (an essential class:
    /// when it has no partner).
    pub first: Option<usize>,
    /// Position in the second diagram; `None` when the point of the first goes to the diagonal.
    pub second: Option<usize>,
    /// How far they are apart; infinity for an essential class without partner.
    pub distance: f64,
}

/// A distance with a matching that attains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Matching {
    /// The distance of the two diagrams.
    pub distance: f64,
    /// Every point of both diagrams once: those of the first diagram in their order, then the rest of the second.
    pub matched: Vec<Matched>,
}

/// Nobody: the point goes to the diagonal.
pub(super) const DIAGONAL: u32 = u32::MAX;

/// All pairs of a matching of the finite points (`mates` of the first diagram's points) and of the essential classes.
pub(super) fn pairs(first: &Parts, second: &Parts, mates: &[u32], internal_p: f64) -> Vec<Matched> {
    let mut pairs = Vec::with_capacity(first.points.len() + second.points.len());
    let mut alone = vec![true; second.points.len()];
    let to_diagonal = |[birth, death]: [f64; 2]| norm_to_diagonal(internal_p, (death - birth).abs());
    for ((&point, &position), &mate) in first.points.iter().zip(&first.positions).zip(mates) {
        if mate == DIAGONAL {
            pairs.push(Matched { first: Some(position), second: None, distance: to_diagonal(point) });
            continue;
        }
        let other = second.points[mate as usize];
        alone[mate as usize] = false;
        pairs.push(Matched {
            first: Some(position),
            second: Some(second.positions[mate as usize]),
            distance: norm(internal_p, (point[0] - other[0]).abs(), (point[1] - other[1]).abs()),
        });
    }
    for (index, &point) in second.points.iter().enumerate() {
        if alone[index] {
            let (position, distance) = (second.positions[index], to_diagonal(point));
            pairs.push(Matched { first: None, second: Some(position), distance });
        }
    }
    for (ours, theirs) in first.essential.iter().zip(&second.essential) {
        for index in 0..ours.len().max(theirs.len()) {
            let (one, other) = (ours.get(index), theirs.get(index));
            let distance = one.zip(other).map_or(f64::INFINITY, |(a, b)| (a.0 - b.0).abs());
            pairs.push(Matched { first: one.map(|p| p.1), second: other.map(|p| p.1), distance });
        }
    }
    pairs.sort_unstable_by_key(|pair| (pair.first.unwrap_or(usize::MAX), pair.second));
    pairs
}
