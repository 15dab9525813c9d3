//! Sparse Rips: an approximation of Vietoris-Rips whose size is linear in the number of points.

use crate::control::{Control, Monitor};
use crate::diagram::Diagrams;
use crate::engine::complex::{Complex, Simplices};
use crate::engine::edges::RankedEdge;
use crate::engine::graph::SparseGraph;
use crate::engine::sort::sort_by;
use crate::engine::{cliques, listed};
use crate::error::{Error, InvalidInput};
use crate::input::Distances;
use crate::settings::{Settings, dimension_method, representative_methods, settings_methods};

/// The sparse Rips filtration with error epsilon.
///
/// Points are ranked greedily, each the farthest from those before, beginning with point 0; the *insertion radius* of
/// a point is its distance to them. As the scale grows, points of small radius leave, and their edges are stretched
/// before: the filtration is interleaved with Vietoris-Rips by the factor 1 / (1 - epsilon). So every interval of
/// Vietoris-Rips that lasts longer than that factor squared is there, with ends wrong by at most the factor, and none
/// other of that length.
///
/// In a space of low dimension the number of simplices grows linearly with the number of points. The input must obey
/// the triangle inequality, which is not checked.
///
/// Sources: Sheehy, "Linear-size approximations to the Vietoris-Rips filtration", Discrete Comput. Geom. 2013;
/// Cavanna, Jahanseir, Sheehy, "A geometric perspective on sparse filtrations", CCCG 2015, arXiv:1506.03797, with
/// diameters for radii.
///
/// ```
/// use tda_core::{PointCloud, SparseRips};
///
/// let circle: Vec<f64> = (0..60).flat_map(|i| { let a = f64::from(i) / 10.0; [a.cos(), a.sin()] }).collect();
/// let diagrams = SparseRips::new(0.3).compute(&PointCloud::from_rows(&circle, 2)?)?;
/// let longest = diagrams.dimension(1)?.iter().map(|i| i.death / i.birth).fold(0.0, f64::max);
/// assert!(longest > 3.0);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SparseRips {
    epsilon: f64,
    max_dimension: usize,
    threshold: f64,
    settings: Settings,
}

impl SparseRips {
    /// Error `epsilon`, between 0 and 1; dimensions 0 and 1 over Z/2, any scale, on one thread, without limits.
    #[must_use]
    pub fn new(epsilon: f64) -> Self {
        SparseRips { epsilon, max_dimension: 1, threshold: f64::INFINITY, settings: Settings::default() }
    }

    dimension_method!();

    /// The largest value, itself included. Classes alive there are essential. Default infinite.
    #[must_use]
    pub fn threshold(mut self, threshold: f64) -> Self {
        self.threshold = threshold;
        self
    }

    /// The factor by which ends of intervals may be wrong: 1 / (1 - epsilon).
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for an epsilon that is not between 0 and 1.
    ///
    /// ```
    /// # use tda_core::SparseRips;
    /// assert_eq!(SparseRips::new(0.5).interleaving_factor()?, 2.0);
    /// assert!(SparseRips::new(1.5).interleaving_factor().is_err());
    /// # Ok::<(), tda_core::Error>(())
    /// ```
    pub fn interleaving_factor(&self) -> Result<f64, Error> {
        self.check_epsilon()?;
        Ok(1.0 / (1.0 - self.epsilon))
    }

    fn check_epsilon(&self) -> Result<(), Error> {
        if !(self.epsilon > 0.0 && self.epsilon < 1.0) {
            return Err(InvalidInput::Epsilon { epsilon: self.epsilon }.into());
        }
        Ok(())
    }

    settings_methods!();
    representative_methods!();

    /// The diagrams of dimension 0 to the maximum.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for an epsilon that is not between 0 and 1, a threshold that is negative or NaN, a
    /// field that is none, or no threads; [`Error::LimitExceeded`] and [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, input: &impl Distances) -> Result<Diagrams, Error> {
        self.compute_with(input, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, input: &impl Distances, control: &Control) -> Result<Diagrams, Error> {
        self.check_epsilon()?;
        if self.threshold.is_nan() || self.threshold < 0.0 {
            return Err(InvalidInput::Threshold { threshold: self.threshold }.into());
        }
        listed::diagrams(&self.settings, self.max_dimension, control, "sparse Rips complex", |monitor| {
            self.complex(input, monitor)
        })
    }

    fn complex(&self, input: &impl Distances, monitor: &mut Monitor<'_>) -> Result<Complex, Error> {
        let radii = insertion_radii(input, monitor)?;
        let mut edges = self.edges(input, &radii, monitor)?;
        sort_by(&mut edges, monitor, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        let ranked = (0..).zip(&edges).map(|(rank, &(_, [low, high]))| RankedEdge { low, high, rank });
        let graph = SparseGraph::new(input.points(), ranked, monitor)?;
        let mut simplices = Simplices::default();
        for first in (0_u32..).take(radii.len()) {
            if radii[first as usize] <= 0.0 {
                continue;
            }
            simplices.add(&[first], 0.0, monitor)?;
            let dimension = self.max_dimension.saturating_add(1);
            cliques::walk_behind(&graph, first, dimension, |clique, rank| {
                let value = edges[rank as usize].0;
                let is_there = clique.iter().all(|&vertex| value <= self.leaves_at(radii[vertex as usize]));
                if is_there {
                    simplices.add(clique, value, monitor)?;
                }
                Ok(is_there)
            })?;
        }
        let edges_bytes = size_of_val(edges.as_slice());
        drop(edges);
        monitor.release(edges_bytes);
        Complex::sorted(simplices, monitor)
    }

    /// The scale behind which a point of this insertion radius is in no simplex that enters.
    fn leaves_at(&self, radius: f64) -> f64 {
        2.0 * radius / (self.epsilon * (1.0 - self.epsilon))
    }

    /// The edges of the sparse graph with their values, in rows of the lower vertex.
    fn edges(
        &self,
        input: &impl Distances,
        radii: &[f64],
        monitor: &mut Monitor<'_>,
    ) -> Result<Vec<(f64, [u32; 2])>, Error> {
        let scratch = input.scratch();
        let (mut row, mut edges) = (Vec::new(), Vec::new());
        for (low, &own) in (0_u32..).zip(radii) {
            let before = edges.len();
            input.distances(&scratch, low as usize, low as usize + 1, &mut row)?;
            for (high, (&distance, &other)) in (low + 1..).zip(row.iter().zip(&radii[low as usize + 1..])) {
                let value = self.edge_value(distance, own.min(other), own.max(other));
                edges
                    .extend(value.filter(|&value| value <= self.threshold).map(|value| (value, [low, high])));
            }
            monitor.charge((edges.len() - before) * size_of::<(f64, [u32; 2])>())?;
            monitor.tick(row.len() * (input.cost_per_distance() + 2))?;
        }
        Ok(edges)
    }

    /// When the edge between points of these insertion radii enters: as long as it is, or stretched, or never.
    fn edge_value(&self, distance: f64, smaller: f64, larger: f64) -> Option<f64> {
        if smaller <= 0.0 || distance == f64::INFINITY {
            None
        } else if distance * self.epsilon <= 2.0 * smaller {
            Some(distance)
        } else if distance * self.epsilon > smaller + larger {
            None
        } else {
            let value = 2.0 * (distance - smaller / self.epsilon);
            (value <= self.leaves_at(smaller)).then_some(value)
        }
    }
}

/// The insertion radius of every point: infinite for the first, zero for points that coincide with earlier ones.
fn insertion_radii(input: &impl Distances, monitor: &mut Monitor<'_>) -> Result<Vec<f64>, Error> {
    let points = input.points();
    monitor.charge(points * 3 * size_of::<f64>())?;
    let scratch = input.scratch();
    let mut radii = vec![0.0; points];
    let mut to_chosen = vec![f64::INFINITY; points];
    let (mut next, mut row) = (0, Vec::new());
    for _ in 0..points {
        // Those that are left coincide with points chosen before.
        if to_chosen[next] <= 0.0 {
            break;
        }
        radii[next] = to_chosen[next];
        input.distances(&scratch, next, 0, &mut row)?;
        to_chosen.iter_mut().zip(&row).for_each(|(nearest, &distance)| *nearest = nearest.min(distance));
        // Of points equally far the first is taken.
        next = (1..points).fold(0, |far, point| if to_chosen[point] > to_chosen[far] { point } else { far });
        monitor.tick(points * (input.cost_per_distance() + 2))?;
    }
    Ok(radii)
}
