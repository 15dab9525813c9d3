//! The faces of a plane graph.

use super::delaunay::Triangulation;
use super::filling::Filling;
use crate::control::Monitor;
use crate::engine::edges::vertices_of;
use crate::error::Error;

/// No face.
const NONE: u32 = u32::MAX;

/// A connected plane graph. Each edge is two halves, one from each end, with a face to its left.
pub(crate) struct Faces {
    /// Where the halves that leave each point start; one more at the end.
    starts: Vec<u32>,
    /// Where each half leads, counterclockwise around the point that it leaves.
    to: Vec<u32>,
    /// The other half of the edge.
    twin: Vec<u32>,
    face: Vec<u32>,
    /// A half of each face.
    first: Vec<u32>,
    /// The face around everything.
    outer: u32,
}

impl Faces {
    /// The faces of those `edges` of a triangulation, which reach every point.
    pub(crate) fn new(
        triangulation: &Triangulation<'_>,
        edges: &[u128],
        monitor: &mut Monitor<'_>,
    ) -> Result<Self, Error> {
        let (starts, to) = in_order(triangulation, edges, monitor)?;
        let mut faces = Faces {
            starts,
            twin: vec![0; to.len()],
            face: vec![NONE; to.len()],
            to,
            first: Vec::new(),
            outer: NONE,
        };
        for point in 0..triangulation.points() {
            for half in faces.starts[point]..faces.starts[point + 1] {
                faces.twin[half as usize] = faces.half(faces.to[half as usize], point);
            }
            monitor.tick(100)?;
        }
        for half in (0..).take(faces.to.len()) {
            if faces.face[half as usize] == NONE {
                faces.go_around(half, monitor)?;
            }
        }
        // The last half that leaves the hull has the outside on its left.
        let last = faces.starts[triangulation.on_hull() as usize + 1].checked_sub(1);
        faces.outer = last.map_or(NONE, |last| faces.face[last as usize]);
        Ok(faces)
    }

    fn go_around(&mut self, first: u32, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        #[expect(clippy::cast_possible_truncation, reason = "not more than halves of edges")]
        let face = self.first.len() as u32;
        self.first.push(first);
        let mut half = first;
        while self.face[half as usize] == NONE {
            self.face[half as usize] = face;
            half = self.after(half);
            monitor.tick(20)?;
        }
        Ok(())
    }

    /// The half that goes on around the same face: at the far end, the next one clockwise.
    fn after(&self, half: u32) -> u32 {
        let (back, at) = (self.twin[half as usize], self.to[half as usize] as usize);
        if back == self.starts[at] { self.starts[at + 1] - 1 } else { back - 1 }
    }

    /// The half from one point to another.
    fn half(&self, from: u32, to: usize) -> u32 {
        let halves = self.starts[from as usize]..self.starts[from as usize + 1];
        let mut leaving = halves.clone().filter(|&half| self.to[half as usize] as usize == to);
        leaving.next().unwrap_or(halves.start)
    }

    pub(crate) fn count(&self) -> usize {
        self.first.len()
    }

    /// The faces on both sides of an edge.
    pub(crate) fn beside(&self, low: u32, high: u32) -> [u32; 2] {
        let half = self.half(low, high as usize) as usize;
        [self.face[half], self.face[self.twin[half] as usize]]
    }

    /// For each face the value from which on it is covered; infinity for the one around everything.
    pub(crate) fn fillings(
        &self,
        triangulation: &Triangulation<'_>,
        monitor: &mut Monitor<'_>,
    ) -> Result<Vec<f64>, Error> {
        let mut filling = Filling::new(triangulation);
        let mut filled = Vec::with_capacity(self.count());
        for (face, &first) in (0..).zip(&self.first) {
            if face == self.outer {
                filled.push(f64::INFINITY);
                continue;
            }
            filling.clear();
            let mut half = first;
            loop {
                let twin = self.twin[half as usize] as usize;
                filling.push(self.to[twin], self.face[twin] == face);
                half = self.after(half);
                if half == first {
                    break;
                }
            }
            filled.push(filling.value(monitor)?);
            monitor.advance(f64::from(face) / self.count() as f64);
        }
        Ok(filled)
    }
}

/// The halves of the edges around each point, in the order of the triangulation.
fn in_order(
    triangulation: &Triangulation<'_>,
    edges: &[u128],
    monitor: &mut Monitor<'_>,
) -> Result<(Vec<u32>, Vec<u32>), Error> {
    let points = triangulation.points();
    let mut starts = vec![0_u32; points + 2];
    for &edge in edges {
        vertices_of(edge).iter().for_each(|&end| starts[end as usize + 2] += 1);
    }
    for point in 2..starts.len() {
        starts[point] += starts[point - 1];
    }
    let mut to = vec![0_u32; 2 * edges.len()];
    for &edge in edges {
        let [low, high] = vertices_of(edge);
        for (from, end) in [(low, high), (high, low)] {
            let next = &mut starts[from as usize + 1];
            to[*next as usize] = end;
            *next += 1;
        }
        monitor.tick(20)?;
    }
    starts.pop();
    for point in (0..).take(points) {
        let leaving = &mut to[starts[point as usize] as usize..starts[point as usize + 1] as usize];
        let mut placed = 0;
        for around in triangulation.neighbours(point) {
            if let Some(at) = leaving[placed..].iter().position(|end| end == around) {
                leaving.swap(placed, placed + at);
                placed += 1;
            }
        }
        monitor.tick(100)?;
    }
    Ok((starts, to))
}
