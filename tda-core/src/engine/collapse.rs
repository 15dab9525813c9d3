//! Edge collapse: a smaller graph with the same barcode, found before any triangle is.

use std::ops::Range;

use crate::control::Monitor;
use crate::engine::edges::{Edges, RankedEdge};
use crate::error::Error;

/// Whether the graph is collapsed before simplices of dimension two and more are looked at.
///
/// The barcode is the same either way, bit by bit: what differs is the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Collapse {
    /// From the first edge to the last, in every dimension from one on.
    Always,
    /// From dimension two on, as long as enough edges go away for the work that it takes.
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

/// Whether to begin: for triangles and more, and where rows of bits are not much larger than the list of edges.
pub(crate) fn is_wanted(policy: Collapse, points: usize, edges: usize, top: usize) -> bool {
    let fits = Collapser::rows_bytes(points) <= ROWS_BYTES_SMALL.max(edges * 64);
    match policy {
        Collapse::Always => true,
        Collapse::Auto => top >= 2 && fits,
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
    words: usize,
    /// Closed neighbourhoods at the present value, a row of bits a vertex.
    near: Vec<u64>,
    /// Closed neighbourhoods at the end.
    all: Vec<u64>,
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

/// The common neighbours of the ends of an edge, the ends among them: only the words that are not zero.
#[derive(Default)]
struct Link {
    places: Vec<u32>,
    bits: Vec<u64>,
    /// Those that may still dominate all.
    candidates: Vec<u64>,
}

impl<'e> Collapser<'e> {
    fn rows_bytes(points: usize) -> usize {
        points * points.div_ceil(64) * 16 + points * (size_of::<Vec<Kept>>() + 4)
    }

    fn new(points: usize, edges: &'e Edges, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let words = points.div_ceil(64);
        let mut near = vec![0_u64; points * words];
        for vertex in 0..points {
            near[vertex * words + vertex / 64] |= 1 << (vertex % 64);
        }
        for edge in edges.iter() {
            set(&mut near, words, edge, true);
            monitor.tick(5)?;
        }
        Ok(Collapser {
            edges,
            words,
            all: near.clone(),
            near,
            kept: vec![Vec::new(); points],
            link: Link::default(),
            arrivals: Vec::new(),
            hints: vec![u32::MAX; points],
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
                    set(&mut self.near, self.words, edge, false);
                    set(&mut self.all, self.words, edge, false);
                    self.gone += 1;
                }
                Fate::Later(later) => {
                    set(&mut self.near, self.words, edge, false);
                    self.keep(edge, later, monitor)?;
                }
                Fate::Stays => self.staying.push(edge),
            }
        }
        let mut staying = std::mem::take(&mut self.staying);
        for edge in staying.drain(..) {
            set(&mut self.near, self.words, edge, false);
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
        let RankedEdge { low, high, .. } = edge;
        self.link.meet(row(&self.near, self.words, low), row(&self.near, self.words, high));
        monitor.tick(self.words * 2)?;
        let Some(mut dominator) = self.dominator(edge, grade, monitor)? else { return Ok(Fate::Stays) };
        if !self.find_arrivals(edge) {
            return Ok(Fate::Gone);
        }
        let mut at = 0;
        while let Some(&(now, _)) = self.arrivals.get(at) {
            let together = self.arrivals[at..].iter().take_while(|&&(time, _)| time == now).count();
            let mut holds = true;
            for next in at..at + together {
                let (_, vertex) = self.arrivals[next];
                self.link.insert(vertex);
                holds = holds && self.joined(dominator, vertex, now);
            }
            at += together;
            monitor.tick(together * 20)?;
            if !holds {
                match self.dominator(edge, now, monitor)? {
                    Some(other) => dominator = other,
                    None => return Ok(Fate::Later(now)),
                }
            }
        }
        Ok(Fate::Gone)
    }

    /// A vertex that is joined to all of the link at `now`, if there is one.
    fn dominator(
        &mut self,
        edge: RankedEdge,
        now: u32,
        monitor: &mut Monitor<'_>,
    ) -> Result<Option<u32>, Error> {
        self.link.set_candidates(edge);
        let ends = [edge.low, edge.high].map(|end| end as usize);
        let mut hints = [self.hints[ends[0]], self.hints[ends[1]]].into_iter();
        loop {
            let hint = hints.next().filter(|&hint| hint != u32::MAX && self.link.is_candidate(hint));
            let Some(candidate) = hint.or_else(|| self.link.first_candidate()) else { return Ok(None) };
            monitor.tick(20 + 2 * self.link.places.len())?;
            let Some(witness) = self.not_joined(candidate, now) else {
                self.hints[ends[0]] = candidate;
                self.hints[ends[1]] = candidate;
                return Ok(Some(candidate));
            };
            self.link.drop_candidate(candidate);
            // Whoever dominates is joined to the witness.
            self.link.restrict_candidates(row(&self.all, self.words, witness));
        }
    }

    /// A vertex of the link that is not joined to `candidate` at `now`.
    fn not_joined(&self, candidate: u32, now: u32) -> Option<u32> {
        let near = row(&self.near, self.words, candidate);
        for (&place, &bits) in self.link.places.iter().zip(&self.link.bits) {
            let mut missing = bits & !near[place as usize];
            if missing == 0 {
                continue;
            }
            let never = missing & !row(&self.all, self.words, candidate)[place as usize];
            if never != 0 {
                return Some(place * 64 + never.trailing_zeros());
            }
            while missing != 0 {
                let vertex = place * 64 + missing.trailing_zeros();
                if self.grade(candidate, vertex).is_none_or(|grade| grade > now) {
                    return Some(vertex);
                }
                missing &= missing - 1;
            }
        }
        None
    }

    fn joined(&self, a: u32, b: u32, now: u32) -> bool {
        let word = a as usize * self.words + b as usize / 64;
        self.near[word] >> (b % 64) & 1 == 1
            || (self.all[word] >> (b % 64) & 1 == 1 && self.grade(a, b).is_some_and(|grade| grade <= now))
    }

    /// When an edge that was kept enters.
    fn grade(&self, a: u32, b: u32) -> Option<u32> {
        let list = &self.kept[a as usize];
        list.binary_search_by_key(&b, |kept| kept.vertex).ok().map(|at| list[at].grade)
    }

    /// Lists the vertices that the link still gets, in order of time; false if there is none.
    fn find_arrivals(&mut self, edge: RankedEdge) -> bool {
        let mut arrivals = std::mem::take(&mut self.arrivals);
        arrivals.clear();
        for word in 0..self.words {
            let [near, all] = [&self.near, &self.all]
                .map(|rows| row(rows, self.words, edge.low)[word] & row(rows, self.words, edge.high)[word]);
            let mut new = all & !near;
            while new != 0 {
                #[expect(clippy::cast_possible_truncation, reason = "a vertex")]
                let vertex = word as u32 * 64 + new.trailing_zeros();
                let time = [edge.low, edge.high].map(|end| self.grade(end, vertex).unwrap_or(0));
                arrivals.push((time[0].max(time[1]), vertex));
                new &= new - 1;
            }
        }
        arrivals.sort_unstable();
        self.arrivals = arrivals;
        !self.arrivals.is_empty()
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
    fn meet(&mut self, a: &[u64], b: &[u64]) {
        self.places.clear();
        self.bits.clear();
        for (place, (a, b)) in (0..).zip(a.iter().zip(b)) {
            let bits = a & b;
            if bits != 0 {
                self.places.push(place);
                self.bits.push(bits);
            }
        }
    }

    fn insert(&mut self, vertex: u32) {
        let place = vertex / 64;
        let at = self.places.partition_point(|&other| other < place);
        if self.places.get(at) != Some(&place) {
            self.places.insert(at, place);
            self.bits.insert(at, 0);
        }
        self.bits[at] |= 1 << (vertex % 64);
    }

    /// All but the ends of the edge.
    fn set_candidates(&mut self, edge: RankedEdge) {
        self.candidates.clone_from(&self.bits);
        self.drop_candidate(edge.low);
        self.drop_candidate(edge.high);
    }

    fn drop_candidate(&mut self, vertex: u32) {
        if let Ok(at) = self.places.binary_search(&(vertex / 64)) {
            self.candidates[at] &= !(1 << (vertex % 64));
        }
    }

    fn is_candidate(&self, vertex: u32) -> bool {
        let at = self.places.binary_search(&(vertex / 64));
        at.is_ok_and(|at| self.candidates[at] >> (vertex % 64) & 1 == 1)
    }

    fn first_candidate(&self) -> Option<u32> {
        let at = self.candidates.iter().position(|&bits| bits != 0)?;
        Some(self.places[at] * 64 + self.candidates[at].trailing_zeros())
    }

    fn restrict_candidates(&mut self, row: &[u64]) {
        for (candidates, &place) in self.candidates.iter_mut().zip(&self.places) {
            *candidates &= row[place as usize];
        }
    }
}

fn row(rows: &[u64], words: usize, vertex: u32) -> &[u64] {
    &rows[vertex as usize * words..][..words]
}

fn set(rows: &mut [u64], words: usize, edge: RankedEdge, to: bool) {
    for (a, b) in [(edge.low, edge.high), (edge.high, edge.low)] {
        let word = &mut rows[a as usize * words + b as usize / 64];
        let bit = 1 << (b % 64);
        *word = if to { *word | bit } else { *word & !bit };
    }
}
