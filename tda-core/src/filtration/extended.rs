//! Extended persistence: up through a complex, and down again through its cone.

use crate::control::{Control, Monitor, Stage};
use crate::diagram::{Classes, Diagrams, Interval, Plan, Stats};
use crate::engine::complex::{Complex, Simplices};
use crate::engine::cost;
use crate::engine::matrix;
use crate::engine::sort::sort_by;
use crate::error::{Error, InvalidInput};
use crate::input::VertexFunction;
use crate::settings::{Settings, settings_methods};

/// Extended persistence of a function on a graph, a mesh or any simplicial complex K.
///
/// First the sublevel sets of the function grow to K; then K is taken relative to its superlevel sets, which grow from
/// the top down, until nothing is left. Every class dies:
///
/// - *ordinary*: born and dead on the way up, birth below death;
/// - *relative*: born and dead on the way down, birth above death, a class of H_d(K, superlevel set);
/// - *extended*: born on the way up, dead on the way down: the classes that are essential otherwise.
///
/// Source: Cohen-Steiner, Edelsbrunner, Harer, "Extending persistence using Poincaré and Lefschetz duality", Found.
/// Comput. Math. 2009.
///
/// ```
/// use tda_core::{Extended, VertexFunction};
///
/// // A circle standing upright.
/// let circle = VertexFunction::on_edges(&[0.0, 1.0, 2.0, 1.0], &[[0, 1], [1, 2], [2, 3], [0, 3]])?;
/// let diagrams = Extended::new().compute(&circle)?;
/// let [component] = diagrams.extended.dimension(0)? else { panic!("one component") };
/// let [hole] = diagrams.extended.dimension(1)? else { panic!("one loop") };
/// assert_eq!((component.birth, component.death, hole.birth, hole.death), (0.0, 2.0, 2.0, 0.0));
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Extended {
    settings: Settings,
}

impl Default for Extended {
    fn default() -> Self {
        Self::new()
    }
}

/// The three kinds of classes, each with every dimension of the complex. Points on the diagonal are left out of the
/// ordinary and relative ones only: an extended class counts wherever it lies.
#[derive(Clone, Debug)]
pub struct ExtendedDiagrams {
    /// Born and dead on the way up.
    pub ordinary: Diagrams,
    /// Born and dead on the way down: birth above death.
    pub relative: Diagrams,
    /// Born on the way up and dead on the way down: death may lie on either side of birth.
    pub extended: Diagrams,
}

impl Extended {
    /// Over Z/2, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        Extended { settings: Settings::default() }
    }

    settings_methods!();

    /// The diagrams of dimension 0 to that of the complex.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a field that is none, or no threads; [`Error::LimitExceeded`] and
    /// [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, function: &VertexFunction) -> Result<ExtendedDiagrams, Error> {
        self.compute_with(function, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(
        &self,
        function: &VertexFunction,
        control: &Control,
    ) -> Result<ExtendedDiagrams, Error> {
        let field = self.settings.check()?;
        let mut monitor = Monitor::start(control, self.settings.limits)?;
        monitor.phase(Stage::FiltrationConstruction, 1.0, 3.0)?;
        let cone = Cone::new(function, &mut monitor)?;
        monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
        // Extended classes count wherever they lie, on the diagonal too.
        let settings = Settings { pairs: true, zero_lengths: true, ..self.settings };
        let dimension = function.dimension();
        let (classes, dimensions) = matrix::reduce(&cone.complex, dimension, field, &settings, &mut monitor)?;
        let kinds = cone.kinds(function, classes, self.settings, &mut monitor)?;
        let mut sorted = |kind, zero_lengths| Classes::in_order(kind, zero_lengths, &mut monitor);
        let [ordinary, relative, extended] = kinds;
        let (ordinary, relative, extended) =
            (sorted(ordinary, false)?, sorted(relative, false)?, sorted(extended, true)?);
        let (stage_seconds, peak_bytes) = monitor.finish();
        let stats = Stats { stage_seconds, dimensions, edges: 0, peak_bytes };
        let reason = format!("{} simplices and a cone over them are written out", function.simplices());
        let expected = cost::of_listed(2.0 * function.simplices() as f64);
        let plan = Plan::new("matrix reduction", reason, expected);
        let diagrams = |classes| Diagrams::of(classes, plan.clone(), stats.clone());
        Ok(ExtendedDiagrams {
            ordinary: diagrams(ordinary),
            relative: diagrams(relative),
            extended: diagrams(extended),
        })
    }
}

/// A complex, and behind it the cone over it: homology of the cone as it grows is relative homology.
struct Cone {
    complex: Complex,
    /// The vertex over which the cone stands, numbered behind all others.
    apex: u32,
}

impl Cone {
    /// The apex first, so that it takes no part; then simplices by their highest vertex, rising; then those of the
    /// cone by the lowest vertex of their base, falling.
    fn new(function: &VertexFunction, monitor: &mut Monitor<'_>) -> Result<Self, Error> {
        let values = function.values();
        let points = values.len();
        let too_many = InvalidInput::TooManyPoints { points, points_max: crate::input::POINTS_MAX - 1 };
        let apex = u32::try_from(points).map_err(|_| too_many)?;
        let mut simplices = Simplices::default();
        simplices.add(&[apex], f64::NEG_INFINITY, monitor)?;
        let vertices_bytes = points * size_of::<[u32; 1]>();
        monitor.charge(vertices_bytes)?;
        let vertices: Vec<[u32; 1]> = (0..apex).map(|vertex| [vertex]).collect();
        let base = || vertices.iter().map(<[u32; 1]>::as_slice).chain(function.higher_simplices());
        for simplex in base() {
            simplices.add(simplex, highest(values, simplex), monitor)?;
        }
        let mut over = Vec::new();
        for simplex in base() {
            over.clear();
            over.extend(simplex);
            over.push(apex);
            simplices.add(&over, lowest(values, simplex), monitor)?;
        }
        let order = Self::order(&simplices, function.simplices(), monitor)?;
        let complex = Complex::in_order(simplices, &order, monitor)?;
        monitor.release(vertices_bytes + size_of_val(order.as_slice()));
        Ok(Cone { complex, apex })
    }

    fn order(simplices: &Simplices, base: usize, monitor: &mut Monitor<'_>) -> Result<Vec<u32>, Error> {
        monitor.charge(simplices.len() * size_of::<u32>())?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the number of simplices is checked when they are added"
        )]
        let (up, end) = (base as u32 + 1, simplices.len() as u32);
        let (mut order, mut down): (Vec<u32>, Vec<u32>) = ((1..up).collect(), (up..end).collect());
        let value = |simplex: u32| simplices.value(simplex as usize);
        let faces_first = |a: u32, b: u32| {
            let (a, b) = (simplices.vertices(a as usize), simplices.vertices(b as usize));
            a.len().cmp(&b.len()).then_with(|| a.cmp(b))
        };
        sort_by(&mut order, monitor, |&a, &b| value(a).total_cmp(&value(b)).then_with(|| faces_first(a, b)))?;
        sort_by(&mut down, monitor, |&a, &b| value(b).total_cmp(&value(a)).then_with(|| faces_first(a, b)))?;
        // The apex before all.
        order.insert(0, 0);
        order.append(&mut down);
        Ok(order)
    }

    fn is_down(&self, simplex: &[u32]) -> bool {
        simplex.contains(&self.apex)
    }

    /// Ordinary, relative and extended classes.
    fn kinds(
        &self,
        function: &VertexFunction,
        found: Vec<Classes>,
        settings: Settings,
        monitor: &mut Monitor<'_>,
    ) -> Result<[Vec<Classes>; 3], Error> {
        let values = function.values();
        let value = |simplex: &[u32]| match simplex.split_last() {
            Some((&last, base)) if last == self.apex => lowest(values, base),
            _ => highest(values, simplex),
        };
        let mut kinds = [(); 3].map(|()| Vec::new());
        for (dimension, classes) in found.into_iter().enumerate() {
            let mut here = [(); 3].map(|()| Classes::new(dimension, &settings));
            let Some(pairs) = classes.pairs else { continue };
            monitor.charge(pairs.len() * size_of::<Interval>())?;
            for index in 0..pairs.len() {
                monitor.tick(20)?;
                // Only the apex is never paired.
                let (birth, Some(death)) = (pairs.birth(index), pairs.death(index)) else { continue };
                let kind = match (self.is_down(birth), self.is_down(death)) {
                    (false, false) => 0,
                    (true, _) => 1,
                    (false, true) => 2,
                };
                here[kind].intervals.push(Interval { birth: value(birth), death: value(death) });
                if let Some(list) = &mut here[kind].pairs {
                    list.push(birth, Some(death));
                }
            }
            kinds.iter_mut().zip(here).for_each(|(kind, here)| kind.push(here));
        }
        Ok(kinds)
    }
}

fn highest(values: &[f64], simplex: &[u32]) -> f64 {
    simplex.iter().map(|&vertex| values[vertex as usize]).fold(f64::NEG_INFINITY, f64::max)
}

fn lowest(values: &[f64], simplex: &[u32]) -> f64 {
    simplex.iter().map(|&vertex| values[vertex as usize]).fold(f64::INFINITY, f64::min)
}
