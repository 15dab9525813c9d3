//! Edge collapse: a smaller graph with the same barcode, found before any triangle is.

use std::ops::Range;

use crate::control::Monitor;
use crate::engine::edges::{Edges, RankedEdge};
use crate::engine::rows::{BLOCK_BITS, Block, EMPTY, Rows, covers, first_bit, has, word_of};
use crate::error::Error;

/// Whether the graph is collapsed before classes are looked for.
///
/// The barcode is the same either way, bit by bit: what differs is the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Collapse {
    /// From the longest edge to the shortest.
    Always,
    /// Where simplices of higher dimensions are listed one by one, as long as enough edges go away for the work that
    /// it takes.
    #[default]
    Auto,
    /// Not at all.
    Never,
}

/// Edges looked at before it is decided whether to go on, and then again and again.
const WINDOW_MIN: usize = 256;
const WINDOW_SHARE: usize = 64;
/// The share of a window's edges that must go.
const GONE_SHARE: f64 = 0.3;

/// Rows of bits may take this much whatever the number of edges.
const ROWS_BYTES_SMALL: usize = 1 << 24;

/// Whether to begin: when it may pay, where rows of bits are not much larger than the list of edges.
pub(crate) fn is_wanted(policy: Collapse, points: usize, edges: usize, may_pay: bool) -> bool {
    let fits = Collapser::rows_bytes(points) <= ROWS_BYTES_SMALL.max(edges * 64);
    match policy {
        Collapse::Always => true,
        Collapse::Auto => may_pay && fits,
        Collapse::Never => false,
    }
}

/// Takes the edges longest first, and lets each enter as late as it may, or not at all.
///
/// An edge is *dominated* at a value if one vertex is a neighbour, at that value, of all the common neighbours of its
/// ends, and one of them: its link is a cone, and the complex with the edge retracts onto the complex without it. An
/// edge that is dominated at every value from its length up to another may enter at that other one, and an edge that
/// is dominated for ever need not enter. The inclusion of the new filtration into the old one is a homotopy
/// equivalence at every value, whatever was done to other edges before, so one may stop after any edge.
///
/// Invariant: `near` joins what enters up to the value of the edge at hand, `all` what enters at all.
/// Cost: a few intersections of rows of bits an edge if the graph collapses well, cubic at worst; two bits a pair of
/// vertices and sixteen bytes an edge that was looked at and stays.
/// Source: Glisse and Pritam, "Swap, Shift and Trim to Edge Collapse a Filtration", SoCG 2022.
pub(crate) fn collapse(
    points: usize,
    edges: Edges,
    policy: Collapse,
    monitor: &mut Monitor<'_>,
) -> Result<Edges, Error> {
    let bytes = Collapser::rows_bytes(points);
    monitor.charge(bytes)?;
    let mut collapser = Collapser::new(points, &edges, monitor)?;
    let window = WINDOW_MIN.max(edges.len() / WINDOW_SHARE);
    let (mut end, mut decided) = (edges.len(), edges.len());
    while end > 0 {
        if policy == Collapse::Auto && decided - end >= window {
            if (collapser.gone as f64) < GONE_SHARE * (decided - end) as f64 {
                break;
            }
            (decided, collapser.gone) = (end, 0);
        }
        end = collapser.tie(end, monitor)?;
        monitor.advance(1.0 - end as f64 / edges.len() as f64);
    }
    let left = collapser.finish(end, monitor)?;
    monitor.release(bytes);
    edges.replaced(left, monitor)
}

/// An edge that was looked at and stays, as one of its ends sees it.
#[derive(Clone, Copy, Debug)]
struct Kept {
    vertex: u32,
    /// The rank of the first edge that is as long as this one enters.
    grade: u32,
}

/// What becomes of an edge.
enum Fate {
    Gone,
    Later(u32),
    Stays,
}

struct Collapser<'e> {
    edges: &'e Edges,
    /// Closed neighbourhoods at the present value.
    near: Rows,
    /// Closed neighbourhoods at the end.
    all: Rows,
    /// The edges of each vertex that enter after the present value, ascending by vertex.
    kept: Vec<Vec<Kept>>,
    link: Link,
    /// Vertices that enter the link after the present value: when, and which.
    arrivals: Vec<(u32, u32)>,
    /// For each vertex, what dominated an edge of it last.
    hints: Vec<u32>,
    /// Edges of the present length that stay.
    staying: Vec<RankedEdge>,
    gone: usize,
}

/// The common neighbours of the ends of an edge, the ends among them: only the blocks that are not zero.
#[derive(Default)]
struct Link {
    places: Vec<u32>,
    blocks: Vec<Block>,
    /// Those that may still dominate all.
    candidates: Vec<Block>,
}

impl<'e> Collapser<'e> {
    fn rows_bytes(points: usize) -> usize {
        2 * Rows::size_bytes(points) + points * (size_of::<Vec<Kept>>() + 4)
    }

    fn new(points: usize, edges: &'e Edges, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let mut near = Rows::new(points);
        for edge in edges.iter() {
            near.join(edge);
            monitor.tick(5)?;
        }
        Ok(Collapser {
            edges,
            all: near.clone(),
            near,
            kept: vec![Vec::new(); points],
            link: Link::default(),
            arrivals: Vec::new(),
            hints: vec![0; points],
            staying: Vec::new(),
            gone: 0,
        })
    }

    /// Looks at the edges before `end` that have one length, the last of all, and returns where they start.
    fn tie(&mut self, end: usize, monitor: &mut Monitor<'_>) -> Result<usize, Error> {
        let ranks = tie_before(self.edges, end);
        let grade = ranks.start;
        for rank in ranks.rev() {
            let [low, high] = self.edges.vertices(rank);
            let edge = RankedEdge { low, high, rank };
            match self.fate(edge, grade, monitor)? {
                Fate::Gone => {
                    self.near.part(edge);
                    self.all.part(edge);
                    self.gone += 1;
                }
                Fate::Later(later) => {
                    self.near.part(edge);
                    self.keep(edge, later, monitor)?;
                }
                Fate::Stays => self.staying.push(edge),
            }
        }
        let mut staying = std::mem::take(&mut self.staying);
        for edge in staying.drain(..) {
            self.near.part(edge);
            self.keep(edge, grade, monitor)?;
        }
        self.staying = staying;
        Ok(grade as usize)
    }

    fn keep(&mut self, edge: RankedEdge, grade: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        monitor.charge(2 * size_of::<Kept>())?;
        for (from, vertex) in [(edge.low, edge.high), (edge.high, edge.low)] {
            let list = &mut self.kept[from as usize];
            let place = list.partition_point(|kept| kept.vertex < vertex);
            list.insert(place, Kept { vertex, grade });
        }
        Ok(())
    }

    fn fate(&mut self, edge: RankedEdge, grade: u32, monitor: &mut Monitor<'_>) -> Result<Fate, Error> {
        monitor.tick(10 + self.near.blocks())?;
        let known = self.known_dominator(edge);
        self.find_arrivals(edge, monitor)?;
        if known.is_some() && self.arrivals.is_empty() {
            return Ok(Fate::Gone);
        }
        self.link.meet(self.near.row(edge.low), self.near.row(edge.high));
        let dominator = match known {
            Some(known) => Some(known),
            None => self.dominator(edge, grade, monitor)?,
        };
        match dominator {
            Some(dominator) => self.outlive(edge, dominator, monitor),
            None => Ok(Fate::Stays),
        }
    }

    /// Follows a dominated edge through the arrivals in its link, until nothing dominates it.
    fn outlive(
        &mut self,
        edge: RankedEdge,
        mut dominator: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<Fate, Error> {
        let mut at = 0;
        while let Some(&(now, _)) = self.arrivals.get(at) {
            let mut holds = true;
            while let Some(&(_, vertex)) = self.arrivals.get(at).filter(|&&(time, _)| time == now) {
                self.link.insert(vertex);
                holds = holds && self.joined(dominator, vertex, now);
                at += 1;
            }
            monitor.tick(20)?;
            if !holds {
                match self.dominator(edge, now, monitor)? {
                    Some(other) => dominator = other,
                    None => return Ok(Fate::Later(now)),
                }
            }
        }
        Ok(Fate::Gone)
    }

    /// What dominated an edge next to this one, if it dominates this one at the present value too.
    fn known_dominator(&self, edge: RankedEdge) -> Option<u32> {
        let [low, high] = [edge.low, edge.high].map(|end| self.near.row(end));
        let hints = [self.hints[edge.low as usize], self.hints[edge.high as usize]];
        hints.into_iter().find(|&hint| {
            let in_link = has(low, hint) && has(high, hint) && hint != edge.low && hint != edge.high;
            in_link && covers(self.near.row(hint), low, high)
        })
    }

    /// A vertex that is joined to all of the link at `now`, if there is one.
    fn dominator(
        &mut self,
        edge: RankedEdge,
        now: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error> {
        self.link.set_candidates(edge);
        while let Some(candidate) = self.link.first_candidate() {
            monitor.tick(20 + 4 * self.link.places.len())?;
            let Some(witness) = self.not_joined(candidate, now) else {
                self.hints[edge.low as usize] = candidate;
                self.hints[edge.high as usize] = candidate;
                return Ok(Some(candidate));
            };
            self.link.drop_candidate(candidate);
            // Whoever dominates is joined to the witness.
            self.link.restrict_candidates(self.all.row(witness));
        }
        Ok(None)
    }

    /// A vertex of the link that is not joined to `candidate` at `now`.
    fn not_joined(&self, candidate: u32, now: u32) -> Option<u32> {
        let (near, all) = (self.near.row(candidate), self.all.row(candidate));
        for (&place, block) in self.link.places.iter().zip(&self.link.blocks) {
            let near = &near[place as usize];
            let mut missing: Block = std::array::from_fn(|word| block[word] & !near[word]);
            if missing == EMPTY {
                continue;
            }
            let all = &all[place as usize];
            let never: Block = std::array::from_fn(|word| missing[word] & !all[word]);
            if let Some(bit) = first_bit(&never) {
                return Some(place * BLOCK_BITS + bit);
            }
            while let Some(bit) = first_bit(&missing) {
                let vertex = place * BLOCK_BITS + bit;
                if self.grade(candidate, vertex).is_none_or(|grade| grade > now) {
                    return Some(vertex);
                }
                missing[bit as usize / 64] &= missing[bit as usize / 64] - 1;
            }
        }
        None
    }

    fn joined(&self, a: u32, b: u32, now: u32) -> bool {
        has(self.near.row(a), b)
            || (has(self.all.row(a), b) && self.grade(a, b).is_some_and(|grade| grade <= now))
    }

    /// When an edge that was kept enters.
    fn grade(&self, a: u32, b: u32) -> Option<u32> {
        let list = &self.kept[a as usize];
        list.binary_search_by_key(&b, |kept| kept.vertex).ok().map(|at| list[at].grade)
    }

    /// Lists the vertices that the link still gets, in order of time: those that an edge which was kept joins to one
    /// end, and any edge to the other.
    fn find_arrivals(&mut self, edge: RankedEdge, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        let mut arrivals = std::mem::take(&mut self.arrivals);
        arrivals.clear();
        let (low, high) = (&self.kept[edge.low as usize], &self.kept[edge.high as usize]);
        monitor.tick(low.len() + high.len())?;
        let (to_low, to_high) = (self.near.row(edge.low), self.all.row(edge.high));
        for kept in low.iter().filter(|kept| has(to_high, kept.vertex)) {
            let other = self.grade(edge.high, kept.vertex).unwrap_or(0);
            arrivals.push((kept.grade.max(other), kept.vertex));
        }
        let from_high = high.iter().filter(|kept| has(to_low, kept.vertex));
        arrivals.extend(from_high.map(|kept| (kept.grade, kept.vertex)));
        arrivals.sort_unstable();
        self.arrivals = arrivals;
        Ok(())
    }

    /// The edges before `end`, which nobody looked at, and those that were kept.
    fn finish(self, end: usize, monitor: &mut Monitor<'_>) -> Result<Vec<(f64, u32, u32)>, Error> {
        let mut left = Vec::new();
        for edge in self.edges.iter().take(end) {
            left.push((self.edges.length(edge.rank), edge.low, edge.high));
            monitor.tick(5)?;
        }
        for (low, list) in (0..).zip(&self.kept) {
            let behind = list.iter().filter(|kept| kept.vertex > low);
            left.extend(behind.map(|kept| (self.edges.length(kept.grade), low, kept.vertex)));
            monitor.tick(list.len() * 5 + 10)?;
        }
        let bytes = self.kept.iter().map(|list| list.len() * size_of::<Kept>()).sum();
        monitor.release(bytes);
        Ok(left)
    }
}

/// The ranks of the edges before `end` that are as long as the last of them.
fn tie_before(edges: &Edges, end: usize) -> Range<u32> {
    #[expect(clippy::cast_possible_truncation, reason = "the number of edges is checked")]
    let end = end as u32;
    let length = edges.length(end - 1);
    let mut start = end - 1;
    while start > 0 && edges.length(start - 1) == length {
        start -= 1;
    }
    start..end
}

impl Link {
    /// The vertices that two rows share.
    fn meet(&mut self, a: &[Block], b: &[Block]) {
        self.places.clear();
        self.blocks.clear();
        for (place, (a, b)) in (0..).zip(a.iter().zip(b)) {
            let block: Block = std::array::from_fn(|word| a[word] & b[word]);
            if block != EMPTY {
                self.places.push(place);
                self.blocks.push(block);
            }
        }
    }

    fn insert(&mut self, vertex: u32) {
        let place = vertex / BLOCK_BITS;
        let at = self.places.partition_point(|&other| other < place);
        if self.places.get(at) != Some(&place) {
            self.places.insert(at, place);
            self.blocks.insert(at, EMPTY);
        }
        self.blocks[at][word_of(vertex)] |= 1 << (vertex % 64);
    }

    /// All but the ends of the edge.
    fn set_candidates(&mut self, edge: RankedEdge) {
        self.candidates.clone_from(&self.blocks);
        self.drop_candidate(edge.low);
        self.drop_candidate(edge.high);
    }

    fn drop_candidate(&mut self, vertex: u32) {
        if let Ok(at) = self.places.binary_search(&(vertex / BLOCK_BITS)) {
            self.candidates[at][word_of(vertex)] &= !(1 << (vertex % 64));
        }
    }

    fn first_candidate(&self) -> Option<u32> {
        let found = self.places.iter().zip(&self.candidates);
        let mut found = found.filter_map(|(&place, block)| Some(place * BLOCK_BITS + first_bit(block)?));
        found.next()
    }

    fn restrict_candidates(&mut self, row: &[Block]) {
        for (candidates, &place) in self.candidates.iter_mut().zip(&self.places) {
            let row = &row[place as usize];
            *candidates = std::array::from_fn(|word| candidates[word] & row[word]);
        }
    }
}
