//! Dimensions zero and one alone: the graph grows only as far as something still lives or is still to come.

use crate::control::{Monitor, Stage};
use crate::diagram::{Classes, Pairs};
use crate::engine::adjacency::Adjacency;
use crate::engine::components::{Parted, intervals, part};
use crate::engine::edges::{Edges, find_pairs, length_of, vertices_of};
use crate::engine::lunes::{BitRows, Known, Lists, Loops, Sweep};
use crate::engine::neighbourhood::{has_empty_lune, relative_neighbours};
use crate::error::Error;
use crate::input::{Distances, PointCloud};
use crate::settings::Settings;

/// How far beyond the longest edge that begins a loop the first round goes.
const FIRST_REACH: f64 = 1.25;
/// How far beyond it edges are sorted and enter before the others that the first round found.
const FIRST_STEP: f64 = 1.03;
/// The factor of length from one round to the next, at least and at most.
const REACH_FACTORS: [f64; 2] = [1.05, 4.0];
/// Rows of bits up to this size are made whatever the number of edges.
const BITS_BYTES_SMALL: usize = 1 << 25;
/// Lists of neighbours that are this many times shorter than rows of bits, in words, are quicker.
const LISTS_SHARE: usize = 4;
/// So few pairs are taken all at once in the second round.
const PAIRS_FEW: u64 = 1 << 13;
/// The longest edges that may begin a loop and are looked at again before the sweep.
const DOUBTS_MAX: usize = 64;

/// What was found, and the edges that were needed for it.
pub(crate) struct Growth {
    points: usize,
    merging: Vec<u128>,
    ended: Vec<u32>,
    pub(crate) loops: Loops,
    pub(crate) edges: Edges,
}

impl Growth {
    /// The classes of dimension zero.
    pub(crate) fn components(&self, with_pairs: bool) -> Classes {
        let mut classes =
            Classes::from(intervals(self.points, self.merging.iter().map(|&edge| length_of(edge))));
        classes.pairs = with_pairs.then(|| self.component_pairs());
        classes
    }

    fn component_pairs(&self) -> Pairs {
        let mut pairs = Pairs::of_simplices(0);
        let mut endless = vec![true; self.points];
        for (&edge, &vertex) in self.merging.iter().zip(&self.ended) {
            pairs.push(&[vertex], Some(&vertices_of(edge)));
            endless[vertex as usize] = false;
        }
        let endless = (0..).zip(endless).filter(|&(_, endless)| endless);
        endless.for_each(|(vertex, _)| pairs.push(&[vertex], None));
        pairs
    }

    /// The classes of dimension one.
    pub(crate) fn loops(&mut self, with_pairs: bool) -> Classes {
        let mut classes = Classes::from(std::mem::take(&mut self.loops.intervals));
        classes.pairs = with_pairs.then(|| self.loop_pairs());
        classes
    }

    fn loop_pairs(&self) -> Pairs {
        let mut pairs = Pairs::of_simplices(1);
        let killers = self.loops.killers.iter().map(Some).chain(std::iter::repeat(None));
        for (&birth, killer) in self.loops.births.iter().zip(killers) {
            let death = killer.map(|&(rank, vertex)| {
                let [low, high] = self.edges.vertices(rank);
                let mut triangle = [low, high, vertex];
                triangle.sort_unstable();
                triangle
            });
            pairs.push(&self.edges.vertices(birth), death.as_ref().map(<[u32; 3]>::as_slice));
        }
        pairs
    }
}

/// Finds first which edges can merge components or begin loops, then lets edges enter by rounds, each with about
/// twice as many as there were before, until no loop is alive and none is to come.
///
/// In most clouds all loops are filled by a small part of the edges, and the others need not be kept, nor sorted.
///
/// Cost: every distance about twice, and once more a round; memory is that of the edges up to the last death.
pub(crate) fn grow(
    metric: &impl Distances,
    threshold: Option<f64>,
    monitor: &mut Monitor<'_>,
) -> Result<Growth, Error> {
    let points = metric.points();
    let reach = threshold.unwrap_or(f64::INFINITY);
    let pairs = points as f64 * points as f64 / 2.0;
    let cost = metric.cost_per_distance() as f64;
    monitor.phase(Stage::FiltrationConstruction, pairs * (2.0 * cost + 2.0), pairs * (cost + 2.0))?;
    let candidates = relative_neighbours(metric, reach, monitor)?;
    let Parted { merging, ended, mut closing } = part(points, candidates.iter().copied(), true, monitor)?;
    drop_doubts(metric, &mut closing, monitor)?;
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    let mut rounds = Rounds::new(metric, reach, &merging);
    let loops = match closing.last() {
        Some(&last) => rounds.sweep(last, monitor)?.finish(&rounds.edges, monitor)?,
        None => Loops::none(),
    };
    monitor.release(candidates.len() * size_of::<u128>());
    let edges = rounds.edges;
    Ok(Growth { points, merging, ended, loops, edges })
}

/// Points with a threshold that leaves each of them few neighbours: the pairs up to it are found without looking at all
/// pairs, and all of them enter.
pub(crate) fn grow_near(
    cloud: &PointCloud<'_>,
    threshold: f64,
    settings: &Settings,
    monitor: &mut Monitor<'_>,
) -> Result<Growth, Error> {
    let (points, threads) = (cloud.points(), settings.threads);
    monitor.phase(Stage::FiltrationConstruction, 1.0, 1.0)?;
    let edges = Edges::near(cloud, threshold, settings.pairs, monitor)?;
    let Parted { merging, ended, .. } =
        part(points, (0..).take(edges.len()).map(|rank| edges.packed(rank)), false, monitor)?;
    let degree = 2 * edges.len() / points;
    if BitRows::size_bytes(points) <= BITS_BYTES_SMALL && degree * LISTS_SHARE > points / 64 {
        monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
        let mut rounds = Rounds::new(cloud, threshold, &merging);
        rounds.whole = edges.len() as f64;
        rounds.edges = edges;
        let mut sweep = rounds.begin(monitor)?;
        rounds.enter_from(0, u128::MAX, &mut sweep, &mut 0, monitor)?;
        rounds.end(monitor);
        let edges = rounds.edges;
        let loops = sweep.finish(&edges, monitor)?;
        return Ok(Growth { points, merging, ended, loops, edges });
    }
    let loops = sweep_known(points, &edges, &merging, threads, monitor)?;
    Ok(Growth { points, merging, ended, loops, edges })
}

/// Sweeps all edges, after the lunes of all of them were looked at.
fn sweep_known(
    points: usize,
    edges: &Edges,
    merging: &[u128],
    threads: usize,
    monitor: &mut Monitor<'_>,
) -> Result<Loops, Error> {
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.1)?;
    let bytes = Adjacency::size_bytes(points, edges.len()) + Known::size_bytes(points, threads);
    monitor.charge(bytes)?;
    let adjacency = Adjacency::new(points, edges, monitor)?;
    let known = Known::new(adjacency, points, threads, monitor)?;
    let bytes = bytes + known.parted_bytes();
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    let mut sweep = Sweep::new(known);
    let mut merging = merging.iter().copied().peekable();
    for edge in edges.iter() {
        let merges = merging.next_if_eq(&edges.packed(edge.rank)).is_some();
        sweep.enter(edges, edge, merges, monitor)?;
        monitor.advance(f64::from(edge.rank) / edges.len() as f64);
    }
    let loops = sweep.finish(edges, monitor)?;
    monitor.release(bytes);
    Ok(loops)
}

/// The value at which a loop, given by its edges, is filled: that of the last of the classes that make it up.
pub(crate) fn loop_ends(
    metric: &impl Distances,
    sides: &[[u32; 2]],
    monitor: &mut Monitor<'_>,
) -> Result<f64, Error> {
    let points = metric.points();
    let candidates = relative_neighbours(metric, f64::INFINITY, monitor)?;
    let Parted { merging, closing, .. } = part(points, candidates.iter().copied(), true, monitor)?;
    let mut rounds = Rounds::new(metric, f64::INFINITY, &merging);
    let value = match closing.last() {
        Some(&last) => rounds.sweep(last, monitor)?.death_of(&rounds.edges, sides, monitor)?,
        None => 0.0,
    };
    monitor.release(candidates.len() * size_of::<u128>() + rounds.edges.len() * size_of::<u128>());
    Ok(value)
}

/// Drops edges from the end that have something in their lune after all: the last one sets how far to go.
fn drop_doubts(
    metric: &impl Distances,
    closing: &mut Vec<u128>,
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    let scratch = metric.scratch();
    for _ in 0..DOUBTS_MAX {
        let Some(&last) = closing.last() else { break };
        if has_empty_lune(metric, &scratch, last, monitor)? {
            break;
        }
        closing.pop();
    }
    Ok(())
}

/// The edges that have entered, and how far they go.
struct Rounds<'a, M> {
    metric: &'a M,
    reach: f64,
    merging: &'a [u128],
    edges: Edges,
    /// How many edges there are at most.
    whole: f64,
    /// Of the lists of neighbours, and of the rest of the graph.
    charged_bytes: usize,
    graph_bytes: usize,
}

impl<'a, M: Distances> Rounds<'a, M> {
    fn new(metric: &'a M, reach: f64, merging: &'a [u128]) -> Self {
        Rounds {
            metric,
            reach,
            merging,
            edges: Edges::of_sorted(Vec::new()),
            whole: metric.points() as f64 * metric.points() as f64 / 2.0,
            charged_bytes: 0,
            graph_bytes: 0,
        }
    }

    /// Sweeps until all loops have ended that begin up to the edge `last`.
    fn sweep(&mut self, last: u128, monitor: &mut Monitor<'_>) -> Result<Sweep<Lists>, Error> {
        let points = self.metric.points();
        let pairs = points as u64 * (points as u64 - 1) / 2;
        let (mut above, mut limit) = (-1.0, (length_of(last) * FIRST_REACH).min(self.reach));
        let mut waiting = Vec::new();
        let mut longer = find_pairs(self.metric, above, limit, &mut waiting, monitor)?;
        let mut waiting = self.begin_with(waiting, length_of(last) * FIRST_STEP, monitor)?;
        let mut sweep = self.begin(monitor)?;
        let (mut merged, mut start) = (0, 0);
        while !self.enter_from(start, last, &mut sweep, &mut merged, monitor)?
            && (!waiting.is_empty() || (longer > 0 && limit < self.reach))
        {
            start = self.edges.len();
            if waiting.is_empty() {
                above = limit;
                limit = if pairs <= PAIRS_FEW { self.reach } else { self.next_limit(limit).min(self.reach) };
                longer = self.edges.extend(self.metric, above, limit, monitor)?;
            } else {
                self.edges.append(&std::mem::take(&mut waiting), monitor)?;
            }
            self.charge_lists(monitor)?;
            sweep.joined.adjacency = Adjacency::new(points, &self.edges, monitor)?;
        }
        self.end(monitor);
        Ok(sweep)
    }

    /// Takes those of the edges found that are up to `limit` long, and returns the others, which may not be needed.
    fn begin_with(
        &mut self,
        mut found: Vec<u128>,
        limit: f64,
        monitor: &mut Monitor<'_>,
    ) -> Result<Vec<u128>, Error> {
        let mut taken = 0;
        for at in 0..found.len() {
            if length_of(found[at]) <= limit {
                found.swap(at, taken);
                taken += 1;
            }
            monitor.tick(2)?;
        }
        self.edges.append(&found[..taken], monitor)?;
        found.drain(..taken);
        Ok(found)
    }

    /// A sweep over the edges there are so far.
    fn begin(&mut self, monitor: &mut Monitor<'_>) -> Result<Sweep<Lists>, Error> {
        let points = self.metric.points();
        self.charge_lists(monitor)?;
        let adjacency = Adjacency::new(points, &self.edges, monitor)?;
        let bits_bytes = BitRows::size_bytes(points);
        let with_bits = bits_bytes <= BITS_BYTES_SMALL.max(self.charged_bytes);
        self.graph_bytes = Lists::size_bytes(points) + if with_bits { bits_bytes } else { 0 };
        monitor.charge(self.graph_bytes)?;
        Ok(Sweep::new(Lists::new(adjacency, points, with_bits)))
    }

    fn end(&self, monitor: &mut Monitor<'_>) {
        monitor.release(self.charged_bytes + self.graph_bytes);
    }

    /// Lets the edges of the ranks from `start` on enter; whether, behind the edge `last`, no loop was alive any more.
    fn enter_from(
        &self,
        start: usize,
        last: u128,
        sweep: &mut Sweep<Lists>,
        merged: &mut usize,
        monitor: &mut Monitor<'_>,
    ) -> Result<bool, Error> {
        for edge in self.edges.iter_from(start) {
            let packed = self.edges.packed(edge.rank);
            let merges = self.merging.get(*merged) == Some(&packed);
            *merged += usize::from(merges);
            sweep.enter(&self.edges, edge, merges, monitor)?;
            if sweep.alive == 0 && packed >= last {
                return Ok(true);
            }
            // Where it will end is not known.
            monitor.advance((f64::from(edge.rank) / self.whole).sqrt());
        }
        Ok(false)
    }

    fn charge_lists(&mut self, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        monitor.release(self.charged_bytes);
        self.charged_bytes = Adjacency::size_bytes(self.metric.points(), self.edges.len());
        monitor.charge(self.charged_bytes)
    }

    /// The length up to which there are about twice as many edges, as far as the growth so far tells.
    fn next_limit(&self, limit: f64) -> f64 {
        // From nothing no factor leads on.
        if limit <= 0.0 {
            return self.reach;
        }
        let growth = self.edges.len() as f64 / self.edges.up_to(limit / FIRST_REACH).max(1) as f64;
        let dimension = growth.ln() / FIRST_REACH.ln();
        let [least, most] = REACH_FACTORS;
        limit * 2.0_f64.powf(1.0 / dimension.max(f64::MIN_POSITIVE)).clamp(least, most)
    }
}
