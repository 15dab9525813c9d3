//! How high the homology of a graph's cliques can go, seen from the degrees of its vertices.

use std::ops::ControlFlow;

use crate::control::Monitor;
use crate::engine::graph::Graph;
use crate::error::Error;

/// The highest dimension in which the cliques of a graph, or of a part of it, can have homology.
///
/// In a smallest set of vertices whose cliques have homology in dimension d, each vertex has a link with homology in
/// dimension d - 1, which takes at least 2 d vertices. So each has 2 d neighbours in the set: the set is in the
/// 2 d-core of the graph. The largest k with a k-core, the *degeneracy*, is found by taking out vertices of least
/// degree.
///
/// Cost: linear in the number of edges; eight bytes a vertex.
/// Source: Matula, Beck, "Smallest-last ordering and clustering and graph coloring algorithms", J. ACM 1983.
pub(crate) fn dimension_bound(graph: &impl Graph, monitor: &mut Monitor<'_>) -> Result<usize, Error> {
    let points = graph.points();
    monitor.charge(points * 8)?;
    let mut degrees = vec![0_u32; points];
    #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
    let all = 0..points as u32;
    for vertex in all.clone() {
        visit_neighbours(graph, vertex, |_| degrees[vertex as usize] += 1);
        monitor.tick(20 + points / 64 + degrees[vertex as usize] as usize)?;
    }
    // Vertices whose degree is at most the degeneracy so far are waiting to be taken out.
    let mut waiting = Vec::new();
    let mut out = vec![false; points];
    let mut degeneracy = 0;
    loop {
        let left = all.clone().filter(|&vertex| !out[vertex as usize]);
        let Some(least) = left.clone().map(|vertex| degrees[vertex as usize]).min() else { break };
        degeneracy = degeneracy.max(least);
        waiting.extend(left.filter(|&vertex| degrees[vertex as usize] <= degeneracy));
        waiting.iter().for_each(|&vertex| out[vertex as usize] = true);
        monitor.tick(points * 3)?;
        while let Some(vertex) = waiting.pop() {
            visit_neighbours(graph, vertex, |other| {
                degrees[other as usize] -= 1;
                if !out[other as usize] && degrees[other as usize] <= degeneracy {
                    out[other as usize] = true;
                    waiting.push(other);
                }
            });
            monitor.tick(20 + points / 64 + degeneracy as usize)?;
        }
    }
    monitor.release(points * 8);
    Ok(degeneracy as usize / 2)
}

fn visit_neighbours(graph: &impl Graph, vertex: u32, mut visit: impl FnMut(u32)) {
    let _: ControlFlow<()> = graph.common_neighbours(&[vertex], |neighbour| {
        visit(neighbour.vertex);
        ControlFlow::Continue(())
    });
}
