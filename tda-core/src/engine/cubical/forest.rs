//! Components that merge: the lowest and, on the dual, the highest dimension.

use crate::control::Monitor;
use crate::error::Error;

/// Marks the number of a root.
const ROOT: u32 = 1 << 31;

/// What lies beyond the border, as a root.
pub(crate) const OUTSIDE: u32 = 0;

/// Where the gradient leads: from every vertex along edges down to a minimum.
///
/// Paths are halved when they are walked (Tarjan and van Leeuwen, "Worst-case analysis of set union algorithms",
/// 1984).
#[derive(Debug, Default)]
pub(crate) struct Forest {
    /// The next vertex, or the number of a root.
    next: Vec<u32>,
}

impl Forest {
    /// Vertices 0 to `vertices`, of which the last is what lies beyond the border. Behind it is a spare place.
    pub(crate) fn new(vertices: usize) -> Self {
        let mut next = vec![0; vertices + 2];
        next[vertices] = ROOT | OUTSIDE;
        Forest { next }
    }

    #[inline]
    pub(crate) fn lead(&mut self, vertex: usize, next: u32) {
        self.next[vertex] = next;
    }

    /// As [`lead`](Self::lead) if `is_wanted`, without a branch.
    #[inline]
    pub(crate) fn lead_if(&mut self, is_wanted: bool, vertex: usize, next: u32) {
        let spare = self.next.len() - 1;
        self.next[if is_wanted { vertex } else { spare }] = next;
    }

    #[inline]
    pub(crate) fn set_root(&mut self, vertex: usize, root: u32) {
        self.next[vertex] = ROOT | root;
    }

    /// The number of the root that `vertex` leads to.
    pub(crate) fn root(&mut self, mut vertex: u32) -> u32 {
        loop {
            let next = self.next[vertex as usize];
            if next & ROOT != 0 {
                return next ^ ROOT;
            }
            let above = self.next[next as usize];
            if above & ROOT != 0 {
                return above ^ ROOT;
            }
            self.next[vertex as usize] = above;
            vertex = above;
        }
    }

    /// Replaces the ends of cells that are not `done` by the roots they lead to. Neighbours come one after another,
    /// so paths are in the cache.
    pub(crate) fn resolve(
        mut self,
        ends: &mut [[u32; 2]],
        done: &[bool],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        for (pair, _) in ends.iter_mut().zip(done).filter(|(_, done)| !**done) {
            let [a, b] = *pair;
            *pair = [self.root(a), self.root(b)];
            monitor.tick(20)?;
        }
        monitor.release(4 * self.next.len());
        Ok(())
    }
}

/// What came of joining roots along cells.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// The cells that joined two roots, with the younger root, which died.
    pub(crate) pairs: Vec<(u32, u32)>,
    /// The root that is left, but for what lies beyond the border.
    pub(crate) last: Option<u32>,
}

/// Joins roots along cells, in the order given: the younger root of two dies, that with the higher level.
///
/// Every vertex is connected to every other in the end, so that one root is left. Cost: nearly linear.
/// Source: the elder rule; Edelsbrunner and Harer, "Computational Topology", 2010, section VII.1.
pub(crate) fn merge(
    levels: &[u64],
    cells: &[u32],
    ends: &[[u32; 2]],
    monitor: &mut Monitor<'_>,
) -> Result<Merged, Error> {
    monitor.charge(12 * levels.len())?;
    #[expect(clippy::cast_possible_truncation, reason = "roots are numbered in 31 bits")]
    let mut joined = Joined { parent: (0..levels.len() as u32).collect() };
    let mut merged = Merged::default();
    for &cell in cells {
        let [a, b] = ends[cell as usize];
        let (a, b) = (joined.root(a), joined.root(b));
        if a != b {
            let is_older = (levels[a as usize], a) < (levels[b as usize], b);
            let (old, young) = if is_older { (a, b) } else { (b, a) };
            joined.parent[young as usize] = old;
            merged.pairs.push((cell, young));
        }
        monitor.tick(20)?;
    }
    merged.last = (levels.len() > 1).then(|| joined.root(1)).filter(|&root| root != OUTSIDE);
    monitor.release(4 * levels.len());
    Ok(merged)
}

/// Roots after they were joined.
#[derive(Debug)]
struct Joined {
    parent: Vec<u32>,
}

impl Joined {
    #[inline]
    fn root(&mut self, mut of: u32) -> u32 {
        loop {
            let parent = self.parent[of as usize];
            if parent == of {
                return of;
            }
            let above = self.parent[parent as usize];
            self.parent[of as usize] = above;
            of = above;
        }
    }
}
