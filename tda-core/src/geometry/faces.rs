//! All faces of the cells of a triangulation, once each.

use crate::control::Monitor;
use crate::error::Error;

/// The simplices of one dimension, one behind the other, in no order.
#[derive(Debug)]
pub(crate) struct Faces {
    /// Vertices of a simplex.
    pub(crate) width: usize,
    /// Ascending in each simplex.
    pub(crate) vertices: Vec<u32>,
    /// The facets among the faces one dimension below, the k-th one without vertex k. Those of an edge are places in
    /// the list of vertices; a vertex has none.
    pub(crate) facets: Vec<u32>,
    /// In a periodic box: the sites at which the vertices of a simplex lie, all in one piece. Else empty, and
    /// vertices are sites.
    pub(crate) placed: Vec<u32>,
}

impl Faces {
    /// One vertex alone.
    pub(crate) fn vertex() -> Self {
        Self::of(1, vec![0])
    }

    /// Bytes that the lists take.
    pub(crate) fn bytes(&self) -> usize {
        (self.vertices.capacity() + self.facets.capacity() + self.placed.capacity()) * size_of::<u32>()
    }

    fn of(width: usize, vertices: Vec<u32>) -> Self {
        Faces { width, vertices, facets: Vec::new(), placed: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.vertices.len() / self.width
    }
}

/// The faces of `cells`, by dimension from the vertices on; vertices are numbers below `points`. Takes the cells'
/// place in what is charged.
///
/// Cost: linear time, but for the sorting of the faces that share their first vertex.
pub(crate) fn faces<const V: usize>(
    cells: Vec<[u32; V]>,
    points: usize,
    monitor: &mut Monitor<'_>,
) -> Result<Vec<Faces>, Error> {
    let mut vertices = cells.into_flattened();
    for cell in vertices.chunks_exact_mut(V) {
        cell.sort_unstable();
        monitor.tick(10)?;
    }
    let mut levels = vec![Faces::of(V, vertices)];
    for _ in 1..V {
        let top = &mut levels[0];
        let below = if top.width == 2 { ends(top, points, monitor)? } else { facets(top, points, monitor)? };
        levels.insert(0, below);
    }
    Ok(levels)
}

/// A facet without its first vertex, and where it was met.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Met {
    rest: u64,
    at: u32,
}

/// Finds the facets of triangles or tetrahedra: dealt out by their first vertex, then sorted.
fn facets(of: &mut Faces, points: usize, monitor: &mut Monitor<'_>) -> Result<Faces, Error> {
    let (width, count) = (of.width, of.vertices.len());
    let bytes = count * size_of::<Met>() + points * size_of::<u32>();
    monitor.charge(bytes + count * size_of::<u32>())?;
    let first = |simplex: &[u32], place: usize| simplex[usize::from(place == 0)] as usize;
    let mut starts = vec![0_u32; points + 1];
    for simplex in of.vertices.chunks_exact(width) {
        (0..width).for_each(|place| starts[first(simplex, place)] += 1);
        monitor.tick(4)?;
    }
    let mut start = 0;
    for slot in &mut starts {
        start += std::mem::replace(slot, start);
    }
    let mut met = vec![Met { rest: 0, at: 0 }; count];
    let mut at = 0;
    for simplex in of.vertices.chunks_exact(width) {
        for place in 0..width {
            let others = simplex.iter().enumerate().filter(|&(other, _)| other != place).skip(1);
            let rest = others.fold(0, |rest, (_, &vertex)| rest << 32 | u64::from(vertex));
            let slot = &mut starts[first(simplex, place)];
            met[*slot as usize] = Met { rest, at };
            *slot += 1;
            at += 1;
        }
        monitor.tick(30)?;
    }
    // Each start has moved to where the next vertex began.
    of.facets = vec![0; count];
    let mut found = Faces::of(width - 1, Vec::new());
    let (mut start, mut number, mut charged_bytes) = (0, 0, 0);
    for (vertex, &end) in (0..).zip(&starts[..points]) {
        let bucket = &mut met[start..end as usize];
        start = end as usize;
        bucket.sort_unstable();
        monitor.tick(bucket.len() * 20 + 1)?;
        for same in bucket.chunk_by(|a, b| a.rest == b.rest) {
            found.vertices.push(vertex);
            let rest = same[0].rest;
            #[expect(clippy::cast_possible_truncation, reason = "two vertices in one word")]
            match width {
                3 => found.vertices.push(rest as u32),
                _ => found.vertices.extend([(rest >> 32) as u32, rest as u32]),
            }
            same.iter().for_each(|met| of.facets[met.at as usize] = number);
            number += 1;
        }
        let bytes = found.vertices.capacity() * size_of::<u32>();
        if bytes > charged_bytes {
            monitor.charge(bytes - charged_bytes)?;
            charged_bytes = bytes;
        }
    }
    monitor.release(bytes);
    Ok(found)
}

/// The vertices that edges have.
fn ends(edges: &mut Faces, points: usize, monitor: &mut Monitor<'_>) -> Result<Faces, Error> {
    const UNUSED: u32 = u32::MAX;
    let count = edges.vertices.len();
    monitor.charge((count + 2 * points) * size_of::<u32>())?;
    let mut place = vec![UNUSED; points];
    for &vertex in &edges.vertices {
        place[vertex as usize] = 0;
        monitor.tick(4)?;
    }
    let mut vertices = Vec::with_capacity(points);
    for (vertex, place) in (0_u32..).zip(&mut place).filter(|(_, place)| **place != UNUSED) {
        #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
        let next = vertices.len() as u32;
        *place = next;
        vertices.push(vertex);
        monitor.tick(4)?;
    }
    edges.facets = Vec::with_capacity(count);
    for edge in edges.vertices.chunks_exact(2) {
        edges.facets.extend([place[edge[1] as usize], place[edge[0] as usize]]);
        monitor.tick(4)?;
    }
    monitor.release(points * size_of::<u32>());
    Ok(Faces::of(1, vertices))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{Control, Limits};

    #[test]
    fn two_tetrahedra_share_a_triangle() {
        let control = Control::new();
        let mut monitor = Monitor::start(&control, Limits::default()).expect("nothing stops it");
        let levels = faces(vec![[4, 1, 2, 0], [6, 2, 1, 4]], 8, &mut monitor).expect("nothing stops it");
        assert_eq!(levels.iter().map(Faces::len).collect::<Vec<_>>(), [5, 9, 7, 2]);
        assert_eq!(levels[0].vertices, [0, 1, 2, 4, 6]);
        for (level, below) in levels[1..].iter().zip(&levels) {
            for (simplex, facets) in level.vertices.chunks(level.width).zip(level.facets.chunks(level.width))
            {
                for (place, &facet) in facets.iter().enumerate() {
                    let mut expected = simplex.to_vec();
                    expected.remove(place);
                    assert_eq!(below.vertices[facet as usize * below.width..][..below.width], expected);
                }
            }
        }
    }
}
