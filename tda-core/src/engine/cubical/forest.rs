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
        &mut self,
        ends: &mut [[u32; 2]],
        done: &[bool],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        for (pair, _) in ends.iter_mut().zip(done).filter(|(_, done)| !**done) {
            let [a, b] = *pair;
            *pair = [self.root(a), self.root(b)];
            monitor.tick(20)?;
        }
        Ok(())
    }
}

/// Joins roots along cells, in the order given: the younger root of two dies. `died` is told the cell and that root.
/// Returns the joined roots.
///
/// Source: the elder rule; Edelsbrunner and Harer, "Computational Topology", 2010, section VII.1.
pub(crate) fn join(
    roots: usize,
    cells: &[u32],
    ends: &[[u32; 2]],
    is_older: impl Fn(u32, u32) -> bool,
    mut died: impl FnMut(u32, u32),
    monitor: &mut Monitor<'_>,
) -> Result<Joined, Error> {
    monitor.charge(4 * roots)?;
    #[expect(clippy::cast_possible_truncation, reason = "roots are numbered in 31 bits")]
    let mut joined = Joined { parent: (0..roots as u32).collect() };
    for &cell in cells {
        let [a, b] = ends[cell as usize];
        let (a, b) = (joined.root(a), joined.root(b));
        if a != b {
            let (old, young) = if is_older(a, b) { (a, b) } else { (b, a) };
            joined.parent[young as usize] = old;
            died(cell, young);
        }
        monitor.tick(20)?;
    }
    monitor.release(4 * roots);
    Ok(joined)
}

/// Roots after they were joined.
#[derive(Debug)]
pub(crate) struct Joined {
    parent: Vec<u32>,
}

impl Joined {
    #[inline]
    pub(crate) fn root(&mut self, mut of: u32) -> u32 {
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
