//! Rips over any field, with pairs, cocycles and cycles: cohomology a dimension at a time, then homology for the cycles.

use rustc_hash::FxHashMap;

use crate::control::{Monitor, Stage};
use crate::diagram::{Chains, Classes, DimensionStats, Interval};
use crate::engine::coefficients::Coefficients;
use crate::engine::cofacets::Cofacets;
use crate::engine::cohomology::{Cohomology, cohomology, columns_bytes};
use crate::engine::columns::columns;
use crate::engine::cost::Expectation;
use crate::engine::edges::Edges;
use crate::engine::graph::Graph;
use crate::engine::homology::Homology;
use crate::engine::packing::{Packing, Vertices, Word, bits_below};
use crate::error::Error;
use crate::settings::Settings;

/// The dimensions from one to `top`.
pub(crate) struct Dimensions<'a, G> {
    pub(crate) graph: &'a G,
    pub(crate) edges: &'a Edges,
    /// Ranks of the edges that merge components.
    pub(crate) merging: &'a [u32],
    pub(crate) top: usize,
    pub(crate) coefficients: Coefficients,
    pub(crate) settings: &'a Settings,
}

/// The classes of each dimension, and what it took.
pub(crate) type Found = Vec<(Classes, DimensionStats)>;

impl<G: Graph> Dimensions<'_, G> {
    /// Bits of the widest term.
    pub(crate) fn bits(&self) -> u32 {
        let vertices = u32::try_from(self.top).unwrap_or(u32::MAX).saturating_add(2);
        let vertex_bits = bits_below(self.graph.points());
        let name = bits_below(self.edges.len()).saturating_add(vertex_bits.saturating_mul(vertices));
        name.saturating_add(self.coefficients.bits)
    }

    /// Chooses the narrower terms that are wide enough; nothing if none is.
    pub(crate) fn run(&self, monitor: &mut Monitor<'_>) -> Result<Option<Found>, Error> {
        match self.bits() {
            ..=64 => self.run_as::<u64>(monitor).map(Some),
            65..=128 => self.run_as::<u128>(monitor).map(Some),
            _ => Ok(None),
        }
    }

    fn run_as<W: Word>(&self, monitor: &mut Monitor<'_>) -> Result<Found, Error> {
        let vertex_bits = bits_below(self.graph.points());
        let expected = Expectation::new(self.graph.points(), self.edges.len());
        // The simplices that ended a class below, ascending.
        let packing = Packing { vertex_bits, vertices: 2 };
        let mut ended: Vec<W> =
            self.merging.iter().map(|&rank| packing.pack(rank, &self.edges.vertices(rank))).collect();
        let mut cleared: FxHashMap<W, u32> = ended.iter().map(|&name| (name, 0)).collect();
        let mut cleared_bytes = columns_bytes::<W>(ended.len());
        monitor.charge(cleared_bytes)?;
        let mut found = Found::new();
        for dimension in 1..=self.top {
            let cofacets = Cofacets::new(self.graph, vertex_bits, dimension);
            let cycles = if self.settings.cycles { 1.0 } else { 0.0 };
            let (enumeration, reduction) = (expected.enumeration(dimension), expected.reduction(dimension));
            let above = expected.dimensions(dimension + 1, self.top) * (1.0 + cycles);
            monitor.phase(Stage::ComputingPersistence, enumeration, reduction * (1.0 + cycles) + above)?;
            let columns = columns(&cofacets, &cleared, monitor)?;
            monitor.phase(Stage::ComputingPersistence, reduction, reduction * cycles + above)?;
            let reduced =
                cohomology(&cofacets, self.coefficients, &columns.names, self.edges.len(), monitor)?;
            let level =
                Level { dimensions: self, cofacets: &cofacets, births: &columns.names, reduced: &reduced };
            let mut classes = level.classes(monitor)?;
            monitor.phase(Stage::ComputingPersistence, reduction * cycles, above)?;
            if let Some(cycles) = &mut classes.cycles {
                level.write_cycles(&ended, vertex_bits, cycles, monitor)?;
            }
            let stats = DimensionStats {
                simplices: columns.simplices,
                columns: columns.names.len() as u64,
                additions: reduced.additions,
            };
            found.push((classes, stats));
            ended = reduced.deaths.iter().flatten().copied().collect();
            crate::engine::sort::sort(&mut ended, monitor)?;
            monitor.release(reduced.added.bytes() + columns.names.len() * size_of::<W>() + cleared_bytes);
            cleared_bytes = columns_bytes::<W>(columns.names.len());
            cleared = reduced.pivots;
            if columns.simplices == 0 {
                break;
            }
        }
        monitor.release(cleared_bytes);
        Ok(found)
    }
}

/// One dimension after cohomology.
struct Level<'a, 'g, G, W> {
    dimensions: &'a Dimensions<'a, G>,
    cofacets: &'a Cofacets<'g, G>,
    births: &'a [W],
    reduced: &'a Cohomology<W>,
}

impl<G: Graph, W: Word> Level<'_, '_, G, W> {
    fn interval(&self, class: usize) -> Interval {
        let edges = self.dimensions.edges;
        let birth = edges.length(self.cofacets.lower.rank(self.births[class]));
        let death = self.reduced.deaths[class];
        Interval {
            birth,
            death: death.map_or(f64::INFINITY, |death| edges.length(self.cofacets.upper.rank(death))),
        }
    }

    /// The classes that live for a while, youngest birth first.
    fn living(&self) -> impl Iterator<Item = (usize, Interval)> {
        let all = (0..self.births.len()).map(|class| (class, self.interval(class)));
        all.filter(|(_, interval)| interval.birth < interval.death)
    }

    /// Everything but the cycles.
    fn classes(&self, monitor: &mut Monitor<'_>) -> Result<Classes, Error> {
        let Packing { vertices, .. } = self.cofacets.lower;
        let mut classes = Classes::new(vertices - 1, self.dimensions.settings);
        for (class, interval) in self.living() {
            classes.intervals.push(interval);
            let birth = self.cofacets.lower.unpack(self.births[class]);
            if let Some(pairs) = &mut classes.pairs {
                let death = self.reduced.deaths[class].map(|death| self.cofacets.upper.unpack(death));
                pairs.push(birth.as_slice(), death.as_ref().map(Vertices::as_slice));
            }
            if let Some(cocycles) = &mut classes.cocycles {
                let added = self.reduced.added.get(class);
                monitor.charge((added.len() + 1) * (vertices + 1) * size_of::<u32>())?;
                cocycles.push_term(birth.as_slice(), 1);
                self.write(self.cofacets.lower, added, cocycles, monitor)?;
                cocycles.end_chain();
            }
            monitor.tick(50)?;
        }
        Ok(classes)
    }

    /// Writes the cycle of every class that lives for a while. `ended` are the simplices of this dimension that end a
    /// class below, from which the cycles of classes that never die are closed.
    fn write_cycles(
        &self,
        ended: &[W],
        vertex_bits: u32,
        cycles: &mut Chains,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let coefficients = self.dimensions.coefficients;
        let mut deaths: Vec<W> = self.reduced.deaths.iter().flatten().copied().collect();
        crate::engine::sort::sort(&mut deaths, monitor)?;
        let mut homology = Homology::new(self.cofacets, coefficients, false);
        let mut found: FxHashMap<W, Vec<W>> = FxHashMap::default();
        let living: FxHashMap<W, ()> =
            self.living().filter_map(|(class, _)| self.reduced.deaths[class]).map(|d| (d, ())).collect();
        let total = deaths.len() as f64;
        for (done, death) in deaths.into_iter().enumerate() {
            let cycle = homology.add(death, monitor)?;
            if living.contains_key(&death) {
                found.insert(death, cycle.to_vec());
            }
            monitor.advance(done as f64 / total);
        }
        homology.release(monitor);
        let below = Cofacets::new(self.dimensions.graph, vertex_bits, self.cofacets.lower.vertices - 2);
        let mut closing = None;
        for (class, _) in self.living() {
            match self.reduced.deaths[class] {
                Some(death) => {
                    self.write(self.cofacets.lower, &found[&death], cycles, monitor)?;
                }
                None => {
                    let homology = match &mut closing {
                        Some(homology) => homology,
                        none => none.insert(closed_by(&below, coefficients, ended, monitor)?),
                    };
                    let cycle = homology.cycle(self.births[class], monitor)?;
                    self.write(self.cofacets.lower, &cycle, cycles, monitor)?;
                }
            }
            cycles.end_chain();
        }
        if let Some(homology) = closing {
            homology.release(monitor);
        }
        Ok(())
    }

    fn write(
        &self,
        packing: Packing,
        terms: &[W],
        chains: &mut Chains,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let coefficients = self.dimensions.coefficients;
        for &term in terms {
            let simplex = packing.unpack(coefficients.name(term));
            chains.push_term(simplex.as_slice(), coefficients.coefficient(term));
            monitor.tick(10)?;
        }
        Ok(())
    }
}

/// The homology below, with the combinations that lead to each of its columns.
fn closed_by<'a, 'g, G: Graph, W: Word>(
    below: &'a Cofacets<'g, G>,
    coefficients: Coefficients,
    ended: &[W],
    monitor: &mut Monitor<'_>,
) -> Result<Homology<'a, 'g, G, W>, Error> {
    let mut homology = Homology::new(below, coefficients, true);
    for &simplex in ended {
        homology.add(simplex, monitor)?;
    }
    Ok(homology)
}
