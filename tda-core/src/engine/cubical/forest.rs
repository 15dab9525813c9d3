//! Components that merge: the lowest and, on the dual, the highest dimension.

use crate::control::Monitor;
use crate::error::Error;

/// Trees that are given by the gradient, and joined by critical cells.
///
/// The gradient leads from every vertex down to a minimum, so it is a forest from the start, and only minima have
/// to be joined. Paths are halved on the way (Tarjan and van Leeuwen, 1984).
#[derive(Debug)]
pub(crate) struct Forest {
    parent: Vec<u32>,
}

impl Forest {
    /// A vertex is its own parent where nothing else is set.
    pub(crate) fn with_parents(parent: Vec<u32>) -> Self {
        Forest { parent }
    }

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

    /// Joins the trees of the two ends of each cell, in the order given. The younger root dies: `died` is told the
    /// index of the cell and that root.
    ///
    /// Source: the elder rule; Edelsbrunner and Harer, "Computational Topology", 2010, VII.
    pub(crate) fn join<T>(
        &mut self,
        cells: impl Iterator<Item = T>,
        ends: impl Fn(&T) -> (u32, u32),
        is_older: impl Fn(u32, u32) -> bool,
        mut died: impl FnMut(&T, u32),
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        for cell in cells {
            let (a, b) = ends(&cell);
            let (a, b) = (self.root(a), self.root(b));
            if a != b {
                let (old, young) = if is_older(a, b) { (a, b) } else { (b, a) };
                self.parent[young as usize] = old;
                died(&cell, young);
            }
            monitor.tick(20)?;
        }
        Ok(())
    }
}
