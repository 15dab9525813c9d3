//! Prices that are nearly right, found by an auction.

use super::assignment::Side;
use super::ground::Ground;
use super::matching::DIAGONAL;
use super::tree::{QUERY_UNITS, Tree};
use crate::control::Monitor;
use crate::error::Error;

/// Bids for each point after which the step is doubled: a price war of small steps can last long.
const BIDS_PER_STEP: usize = 20;
/// How often the step may be doubled before the auction is broken off.
const DOUBLINGS_MAX: i32 = 64;

/// Prices of `second` under which the points of `first` hardly compete any more; in `tree` they are the weights.
///
/// Idea: a point bids for the one that costs it least, less its price, and lowers that price until it does as well
/// with its second choice, or on the diagonal, and a step further. Whoever was there before bids again. The step is
/// about what a point pays in the end: smaller steps would cost more bids than they save in the search afterwards. It
/// grows while there are too many bids.
///
/// Invariant: no price is above the cost of the diagonal. Any such prices are a start for the search, wherever the
/// auction ends.
/// Cost: some bids for each point, each a query; at worst some tens times the logarithm of the dearest cost in steps.
/// Source: Bertsekas, "The auction algorithm: a distributed relaxation method for the assignment problem", 1988; with
/// a k-d tree as in Kerber, Morozov and Nigmetov, "Geometry helps to compare persistence diagrams", 2017.
pub(super) fn bid(
    ground: impl Ground,
    mut step: f64,
    first: &Side,
    second: &mut Side,
    tree: &mut Tree,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    let mut owners = vec![DIAGONAL; second.points.len()];
    let mut bidders = first.spread_order();
    let (mut bids, mut doublings) = (0, 0);
    while let Some(bidder) = bidders.pop() {
        bids += 1;
        if bids > BIDS_PER_STEP * first.points.len() {
            (bids, doublings, step) = (0, doublings + 1, 2.0 * step);
            monitor.advance(1.0 - 0.7_f64.powi(doublings));
            if doublings > DOUBLINGS_MAX {
                break;
            }
        }
        monitor.tick(QUERY_UNITS)?;
        let (at, to_diagonal) = (first.points[bidder as usize], first.to_diagonal[bidder as usize]);
        let Some((least, item, next)) = tree.best_two(ground, at, to_diagonal) else { continue };
        second.prices[item as usize] -= next - least + step;
        tree.set_weight(item, second.prices[item as usize]);
        let former = std::mem::replace(&mut owners[item as usize], bidder);
        if former != DIAGONAL {
            bidders.push(former);
        }
    }
    Ok(())
}

/// The mean of what each point of `first` would pay if nobody else were there. In `tree`, no point has a weight.
pub(super) fn mean_cost_alone(
    ground: impl Ground,
    first: &Side,
    tree: &Tree,
    monitor: &mut Monitor<'_>,
) -> Result<f64, Error> {
    let mut sum = 0.0;
    for (&at, &to_diagonal) in first.points.iter().zip(&first.to_diagonal) {
        monitor.tick(QUERY_UNITS)?;
        sum += tree.best(ground, at, to_diagonal).map_or(to_diagonal, |(cost, _)| cost);
    }
    Ok(if sum > 0.0 { sum / first.points.len() as f64 } else { 0.0 })
}
