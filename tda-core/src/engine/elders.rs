//! Dimension zero with everything that can be told of it, also when points enter one after another.

use crate::control::Monitor;
use crate::diagram::{Classes, Interval};
use crate::engine::components::DisjointSets;
use crate::engine::edges::Edges;
use crate::error::Error;
use crate::field::Field;
use crate::settings::Settings;

/// The classes of dimension zero, and the ranks of the edges that merge components, ascending.
pub(crate) struct Elders {
    pub(crate) classes: Classes,
    pub(crate) merging: Vec<u32>,
}

/// Merges components edge by edge. Of two components the one whose first vertex is younger ends; ties go by number.
///
/// The cocycle of a class is one on its component as it was when it ended: no shorter edge leaves that. The cycle is
/// the difference of the first vertices of the two components. Points born above `reach` never enter.
pub(crate) fn elders(
    births: Option<&[f64]>,
    points: usize,
    reach: f64,
    edges: &Edges,
    field: Field,
    settings: &Settings,
    monitor: &mut Monitor<'_>,
) -> Result<Elders, Error> {
    monitor.charge(points * 4 * size_of::<u32>())?;
    let birth = |vertex: u32| births.map_or(0.0, |births| births[vertex as usize]);
    let mut sets = DisjointSets::new(points);
    #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
    let all = 0..points as u32;
    // The first vertex of each component, at its root; and the members of each, in a ring.
    let (mut first, mut next): (Vec<u32>, Vec<u32>) = (all.clone().collect(), all.clone().collect());
    let mut classes = Classes::new(0, settings);
    let mut merging = Vec::new();
    for edge in edges.iter() {
        monitor.tick(10)?;
        let (a, b) = (sets.root(edge.low), sets.root(edge.high));
        if a == b {
            continue;
        }
        let (of_a, of_b) = (first[a as usize], first[b as usize]);
        let is_elder = birth(of_a).total_cmp(&birth(of_b)).then(of_a.cmp(&of_b)).is_lt();
        let (elder, younger) = if is_elder { (of_a, of_b) } else { (of_b, of_a) };
        let death = edges.length(edge.rank);
        if birth(younger) < death {
            classes.intervals.push(Interval { birth: birth(younger), death });
            classes.pairs.iter_mut().for_each(|pairs| pairs.push(&[younger], Some(&[edge.low, edge.high])));
            write_component(&mut classes, younger, &next, monitor)?;
            if let Some(cycles) = &mut classes.cycles {
                cycles.push_term(&[younger], field.one());
                cycles.push_term(&[elder], field.negate(field.one()));
                cycles.end_chain();
            }
        }
        sets.merge(a, b);
        first[sets.root(a) as usize] = elder;
        next.swap(a as usize, b as usize);
        merging.push(edge.rank);
    }
    for vertex in all {
        monitor.tick(10)?;
        if sets.root(vertex) != vertex || birth(first[vertex as usize]) > reach {
            continue;
        }
        let elder = first[vertex as usize];
        classes.intervals.push(Interval { birth: birth(elder), death: f64::INFINITY });
        classes.pairs.iter_mut().for_each(|pairs| pairs.push(&[elder], None));
        write_component(&mut classes, elder, &next, monitor)?;
        if let Some(cycles) = &mut classes.cycles {
            cycles.push_term(&[elder], field.one());
            cycles.end_chain();
        }
    }
    monitor.release(points * 4 * size_of::<u32>());
    Ok(Elders { classes, merging })
}

/// Writes the cocycle that is one on the component of `vertex`.
fn write_component(
    classes: &mut Classes,
    vertex: u32,
    next: &[u32],
    monitor: &mut Monitor<'_>,
) -> Result<(), Error> {
    let Some(cocycles) = &mut classes.cocycles else { return Ok(()) };
    let mut member = vertex;
    loop {
        cocycles.push_term(&[member], 1);
        monitor.charge(2 * size_of::<u32>())?;
        monitor.tick(10)?;
        member = next[member as usize];
        if member == vertex {
            break;
        }
    }
    cocycles.end_chain();
    Ok(())
}
