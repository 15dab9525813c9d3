//! From which length on a face is covered.

use super::delaunay::Triangulation;
use crate::control::Monitor;
use crate::engine::growth::loop_ends;
use crate::error::Error;
use crate::input::PointCloud;

/// The most corners of a face that is filled by going through all triangulations.
const CORNERS_MAX: usize = 96;

/// One face at a time: its corners in order, and the edges from each to the next.
pub(crate) struct Filling<'a> {
    triangulation: &'a Triangulation<'a>,
    corners: Vec<u32>,
    /// Whether the edge behind a corner has the face on both sides.
    dangling: Vec<bool>,
    /// For corners i < j, the longest edge needed between them, the one from i to j included: row by row for the
    /// first, and once more for the second corner.
    needed: Vec<f64>,
    mirrored: Vec<f64>,
}

impl<'a> Filling<'a> {
    pub(crate) fn new(triangulation: &'a Triangulation<'a>) -> Self {
        let (corners, dangling, needed, mirrored) = Default::default();
        Filling { triangulation, corners, dangling, needed, mirrored }
    }

    pub(crate) fn clear(&mut self) {
        self.corners.clear();
        self.dangling.clear();
    }

    pub(crate) fn push(&mut self, corner: u32, is_dangling: bool) {
        self.corners.push(corner);
        self.dangling.push(is_dangling);
    }

    /// The length from which on the face is covered.
    pub(crate) fn value(&mut self, monitor: &mut Monitor<'_>) -> Result<f64, Error> {
        let corners = self.corners.len();
        let sides = (0..corners).filter(|&at| !self.dangling[at]);
        let longest = sides
            .map(|at| self.triangulation.length(self.corners[at], self.corners[(at + 1) % corners]))
            .fold(0.0, f64::max);
        let inner =
            if corners <= CORNERS_MAX { self.shortest_longest(monitor)? } else { self.swept(monitor)? };
        Ok(longest.max(inner))
    }

    /// The longest inner edge of the triangulation in which it is shortest.
    ///
    /// Every way to cut the loop around the face into triangles is gone through, whether or not they overlap: any
    /// fills the loop, and the best one in the plane is among them. A corner that the loop meets twice is at distance
    /// zero from itself, so that edges with the face on both sides fall off where that is best.
    ///
    /// Cost: the cube of the corners. Source: Klincsek, "Minimal triangulations of polygonal domains", Annals of
    /// Discrete Mathematics 1980, for another weight.
    fn shortest_longest(&mut self, monitor: &mut Monitor<'_>) -> Result<f64, Error> {
        let count = self.corners.len();
        if count < 4 {
            return Ok(0.0);
        }
        self.needed.clear();
        self.needed.resize(count * count, 0.0);
        self.mirrored.clear();
        self.mirrored.resize(count * count, 0.0);
        for span in 2..count {
            for from in 0..count - span {
                let to = from + span;
                let first = &self.needed[from * count + from + 1..from * count + to];
                let second = &self.mirrored[to * count + from + 1..to * count + to];
                let between = first.iter().zip(second).map(|(a, b)| if a > b { *a } else { *b });
                let least = between
                    .fold(f64::INFINITY, |least, longest| if longest < least { longest } else { least });
                let is_side = span + 1 == count;
                let own = if is_side {
                    0.0
                } else {
                    self.triangulation.length(self.corners[from], self.corners[to])
                };
                let longest = if own > least { own } else { least };
                self.needed[from * count + to] = longest;
                self.mirrored[to * count + from] = longest;
            }
            monitor.tick(count * span + 10 * count)?;
        }
        Ok(self.needed[count - 1])
    }

    /// The same by a sweep over the edges between the corners, which is quicker for many.
    fn swept(&self, monitor: &mut Monitor<'_>) -> Result<f64, Error> {
        let mut distinct = self.corners.clone();
        distinct.sort_unstable();
        distinct.dedup();
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let number = |corner: u32| distinct.partition_point(|&other| other < corner) as u32;
        let corners = self.corners.len();
        let sides: Vec<[u32; 2]> = (0..corners)
            .filter(|&at| !self.dangling[at])
            .map(|at| [self.corners[at], self.corners[(at + 1) % corners]].map(number))
            .collect();
        let coordinates =
            distinct.iter().flat_map(|&corner| self.triangulation.coordinates(corner)).collect();
        let cloud = PointCloud::from_vec(coordinates, 2)?;
        loop_ends(&cloud, &sides, monitor)
    }
}
