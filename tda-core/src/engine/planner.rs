//! Chooses how to compute, and runs it.

use std::ops::RangeInclusive;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::control::{Monitor, Stage};
use crate::diagram::{Classes, Diagrams, DimensionStats, Expected, Interval, Plan};
use crate::engine::choice::{EngineChoice, Question};
use crate::engine::cliques;
use crate::engine::coefficients::Coefficients;
use crate::engine::cofacets::Cofacets;
use crate::engine::collapse::{self, Collapse};
use crate::engine::columns::columns;
use crate::engine::components::components;
use crate::engine::cost::{self, Expectation};
use crate::engine::degeneracy::dimension_bound;
use crate::engine::edges::{Bound, Edges, edges_up_to};
use crate::engine::elders::{Elders, elders};
use crate::engine::graph::{DenseGraph, Graph, SparseGraph};
use crate::engine::growth::{grow, grow_near};
use crate::engine::lunes::loops;
use crate::engine::matrix;
use crate::engine::near::{NEAR_DIMENSIONS_MAX, NEAR_POINTS_MIN};
use crate::engine::packing::{Packing, Vertices, Word, bits_below};
use crate::engine::planar::{Planar, planar};
use crate::engine::reduction::{pivots_bytes, reduce};
use crate::engine::representatives::Dimensions;
use crate::engine::spanning_tree::spanning_tree;
use crate::engine::voids::voids;
use crate::engine::wide::{WIDE_BITS, Wide};
use crate::error::Error;
use crate::field::Field;
use crate::input::{Distances, PointCloud};
use crate::settings::Settings;

/// What is asked of the planner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'a> {
    pub(crate) max_dimension: usize,
    pub(crate) threshold: Option<f64>,
    pub(crate) collapse: Collapse,
    pub(crate) engine: EngineChoice,
    pub(crate) field: Field,
    pub(crate) settings: Settings,
    /// What diagrams are to show, ascending, where distances are places in this list.
    pub(crate) values: Option<&'a [f64]>,
}

impl Task<'_> {
    /// The diagrams of what an engine found, at the end of its run.
    fn finished(
        &self,
        mut found: Vec<Classes>,
        plan: Plan,
        dimensions: Vec<DimensionStats>,
        edges: u64,
        mut monitor: Monitor<'_>,
    ) -> Result<Diagrams, Error> {
        if let Some(values) = self.values {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place below the count"
            )]
            let value = |place: f64| if place.is_finite() { values[place as usize] } else { place };
            found.iter_mut().try_for_each(|classes| classes.at_values(value, &mut monitor))?;
        }
        Diagrams::finished(found, false, plan, dimensions, edges, monitor)
    }

    /// Whether a table of ranks is to be made of so many edges.
    fn is_dense(&self, points: usize, edges: usize) -> bool {
        match self.engine {
            EngineChoice::EdgeSweep => true,
            EngineChoice::ImplicitCohomology => false,
            _ => is_dense(points, edges),
        }
    }

    fn question(&self, metric: &impl Distances, top: usize) -> Question {
        let Settings { pairs, cocycles, cycles, field, .. } = self.settings;
        Question {
            top,
            field,
            in_rows: in_rows(metric),
            is_planar: metric.euclidean().is_some_and(|cloud| cloud.dimensions() == 2),
            pairs,
            chains: cocycles || cycles,
            fits_table: metric.points() <= TABLE_POINTS_MAX,
        }
    }

    /// Whether only intervals over Z/2 are wanted, for which the fast engines are.
    fn is_plain(&self) -> bool {
        let Settings { pairs, cocycles, cycles, .. } = self.settings;
        self.field.is_z2() && !(pairs || cocycles || cycles)
    }

    /// Whether only intervals, or intervals and pairs, of components and loops over Z/2 are wanted.
    fn is_growth(&self, top: usize) -> bool {
        let Settings { cocycles, cycles, .. } = self.settings;
        top == 1 && self.field.is_z2() && !(cocycles || cycles)
    }
}

/// More points have more pairs than 32 bits can rank.
const TABLE_POINTS_MAX: usize = 92_682;

/// Whether distances come row by row, without births.
fn in_rows(metric: &impl Distances) -> bool {
    !metric.is_listed() && metric.births().is_none()
}

/// The Vietoris-Rips diagrams of `metric`.
pub(crate) fn rips(metric: &impl Distances, task: Task, mut monitor: Monitor<'_>) -> Result<Diagrams, Error> {
    let points = metric.points();
    let top = top_dimension(points, task.max_dimension);
    let in_rows = in_rows(metric);
    task.engine.check(&task.question(metric, top))?;
    let (grows, represents) = match task.engine {
        EngineChoice::Auto => (task.is_growth(top) && in_rows, !task.is_plain()),
        EngineChoice::CohomologyWithCoefficients | EngineChoice::MatrixReduction => (false, true),
        EngineChoice::EdgeSweep => (task.is_growth(top) && in_rows, false),
        EngineChoice::ImplicitCohomology | EngineChoice::MinimumSpanningTree => (false, false),
        EngineChoice::PlanarGeometry => (true, false),
    };
    if grows {
        return grown(metric, &task, monitor);
    }
    if represents {
        return represented(metric, &task, monitor);
    }
    let expected = Expectation::of_all_pairs(points);
    let mut found = Found::default();
    let (plan, edges) = if top == 0 && in_rows {
        monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
        found.push(spanning_tree(metric, task.threshold, &mut monitor)?, DimensionStats::default());
        let reason = reason_of_components(points, task.max_dimension);
        let all_pairs = 2.0 * points as f64 * points as f64 * metric.cost_per_distance() as f64;
        let expected = Expected::new(all_pairs, points as f64 * 32.0);
        (Plan::new("minimum spanning tree", reason, expected), 0)
    } else {
        let rest = expected.sweep() + expected.dimensions(2, top);
        monitor.phase(Stage::FiltrationConstruction, expected.construction(), rest)?;
        let edges = edges_up_to(metric, task.threshold, &mut monitor)?;
        let edge_count = edges.len();
        let merged = components(points, &edges, &mut monitor)?;
        let intervals = match metric.births() {
            Some(_) => eldest(metric, &task, &edges, &mut monitor)?.classes.intervals,
            None => merged.intervals,
        };
        found.push(intervals, DimensionStats::default());
        // The sweeps over edges of a dense graph are faster than a collapse.
        let swept = if task.is_dense(points, edge_count) { 2 } else { 1 };
        let (edges, merging) = if collapse::is_wanted(task.collapse, points, edge_count, top > swept) {
            monitor.phase(Stage::ComputingPersistence, expected.collapse(), rest)?;
            let edges = collapse::collapse(points, edges, task.collapse, &mut monitor)?;
            let merging = components(points, &edges, &mut monitor)?.merging;
            (edges, merging)
        } else {
            (edges, merged.merging)
        };
        let expected = Expectation::new(points, edges.len());
        let is_dense = task.is_dense(points, edges.len());
        let job = Job { points, top, edges, edge_count, merging, expected, is_dense };
        let plan = match top {
            0 => {
                let reason = reason_of_components(points, task.max_dimension);
                Plan::new("components of a graph", reason, expected.of_all(0))
            }
            _ => job.run(&mut found, &mut monitor)?,
        };
        (plan, edge_count as u64)
    };
    found.dimensions[0].simplices = points as u64;
    found.intervals.resize(task.max_dimension + 1, Vec::new());
    let classes = found.intervals.into_iter().map(Classes::from).collect();
    found.dimensions.resize(task.max_dimension + 1, DimensionStats::default());
    task.finished(classes, plan, found.dimensions, edges, monitor)
}

/// Components and loops over Z/2: the graph grows no further than they need it.
fn grown(metric: &impl Distances, task: &Task<'_>, mut monitor: Monitor<'_>) -> Result<Diagrams, Error> {
    if task.engine != EngineChoice::EdgeSweep
        && let Some(cloud) =
            metric.euclidean().filter(|cloud| cloud.dimensions() == 2 && !task.settings.pairs)
        && let Some(found) = planar(cloud, task.threshold, &mut monitor)?
    {
        return in_plane(found, task, cloud.points(), monitor);
    }
    if task.engine == EngineChoice::PlanarGeometry {
        return Err(task.engine.unfit("distances are too near to each other for f64 to say which is longer"));
    }
    let expected = Expectation::of_all_pairs(metric.points()).of_all(1);
    let mut growth = match (metric.euclidean(), task.threshold) {
        (Some(cloud), Some(threshold)) if leaves_few(cloud, threshold, &mut monitor)? => {
            grow_near(cloud, threshold, &task.settings, &mut monitor)?
        }
        _ => grow(metric, task.threshold, &mut monitor)?,
    };
    let (points, edges, with_pairs) = (metric.points(), growth.edges.len(), task.settings.pairs);
    let mut classes = vec![growth.components(with_pairs), growth.loops(with_pairs)];
    classes.extend((2..=task.max_dimension).map(|dimension| Classes::new(dimension, &task.settings)));
    let mut dimensions = vec![DimensionStats::default(); task.max_dimension + 1];
    dimensions[0].simplices = points as u64;
    dimensions[1] = growth.loops.stats;
    let share = 100.0 * edges as f64 / (points as f64 * (points as f64 - 1.0) / 2.0);
    let reason = format!(
        "the shortest {share:.1} % of all pairs of {points} points hold the whole life of every loop"
    );
    let plan = Plan::new("edge sweep", reason, expected);
    task.finished(classes, plan, dimensions, edges as u64, monitor)
}

/// The most of all pairs, one in so many, that is worth finding without looking at all.
const NEAR_SHARE: usize = 16;
/// Points whose neighbours are counted for an estimate.
const NEAR_SAMPLES: usize = 32;

/// Whether a threshold leaves each point few neighbours, as far as a sample of points tells.
fn leaves_few(cloud: &PointCloud<'_>, threshold: f64, monitor: &mut Monitor<'_>) -> Result<bool, Error> {
    let points = cloud.points();
    if points < NEAR_POINTS_MIN || cloud.dimensions() > NEAR_DIMENSIONS_MAX {
        return Ok(false);
    }
    let mut near = 0;
    for sample in 0..NEAR_SAMPLES {
        let point = sample * points / NEAR_SAMPLES;
        near += (0..points).filter(|&other| cloud.distance(point, other) <= threshold).count();
        monitor.tick(points * (2 + cloud.dimensions()))?;
    }
    Ok(near < NEAR_SAMPLES * points / NEAR_SHARE)
}

/// Of one point in the plane.
const PLANAR_NS: f64 = 4000.0;
const PLANAR_BYTES: f64 = 192.0;

fn in_plane(found: Planar, task: &Task<'_>, points: usize, monitor: Monitor<'_>) -> Result<Diagrams, Error> {
    let mut classes = vec![Classes::from(found.components), Classes::from(found.loops)];
    classes.extend((2..=task.max_dimension).map(|dimension| Classes::new(dimension, &task.settings)));
    let mut dimensions = vec![DimensionStats::default(); task.max_dimension + 1];
    dimensions[0].simplices = points as u64;
    dimensions[1].simplices = found.edges as u64;
    let reason = format!(
        "{points} points in the plane: loops open and close in the {} faces of {} relative neighbours",
        found.faces, found.edges
    );
    let expected = Expected::new(points as f64 * PLANAR_NS, points as f64 * PLANAR_BYTES);
    let plan = Plan::new("planar geometry", reason, expected);
    task.finished(classes, plan, dimensions, found.edges as u64, monitor)
}

fn eldest(
    metric: &impl Distances,
    task: &Task<'_>,
    edges: &Edges,
    monitor: &mut Monitor<'_>,
) -> Result<Elders, Error> {
    let reach = task.threshold.unwrap_or(f64::INFINITY);
    elders(metric.births(), metric.points(), reach, edges, task.field, &task.settings, monitor)
}

/// Fields other than Z/2, pairs and representatives: cohomology over any field, which keeps what it added.
fn represented(
    metric: &impl Distances,
    task: &Task<'_>,
    mut monitor: Monitor<'_>,
) -> Result<Diagrams, Error> {
    let (points, max_dimension) = (metric.points(), task.max_dimension);
    let top = top_dimension(points, max_dimension);
    let expected = Expectation::of_all_pairs(points);
    monitor.phase(Stage::FiltrationConstruction, expected.construction(), expected.dimensions(1, top))?;
    let edges = edges_up_to(metric, task.threshold, &mut monitor)?;
    if task.engine == EngineChoice::MatrixReduction {
        return written_out(metric, task, &edges, "it was asked for", monitor);
    }
    let expected = Expectation::new(points, edges.len()).of_cohomology(top);
    let Elders { classes, merging } = eldest(metric, task, &edges, &mut monitor)?;
    let coefficients = Coefficients::new(task.field);
    let found = if is_dense(points, edges.len()) {
        let graph = DenseGraph::new(points, edges.iter(), &mut monitor)?;
        let (edges, merging, settings) = (&edges, merging.as_slice(), &task.settings);
        Dimensions { graph: &graph, edges, merging, top, coefficients, settings }.run(&mut monitor)?
    } else {
        let graph = SparseGraph::new(points, edges.iter(), &mut monitor)?;
        let (edges, merging, settings) = (&edges, merging.as_slice(), &task.settings);
        Dimensions { graph: &graph, edges, merging, top, coefficients, settings }.run(&mut monitor)?
    };
    let Some(found) = found else {
        if task.engine == EngineChoice::CohomologyWithCoefficients {
            return Err(task
                .engine
                .unfit("simplices of so many points and dimensions are too wide for names"));
        }
        let reason = "simplices of so many points and dimensions are too wide for names";
        return written_out(metric, task, &edges, reason, monitor);
    };
    let (mut all, mut dimensions) = (vec![classes], vec![DimensionStats::default()]);
    dimensions[0].simplices = points as u64;
    for (classes, stats) in found {
        all.push(classes);
        dimensions.push(stats);
    }
    all.extend((all.len()..=max_dimension).map(|dimension| Classes::new(dimension, &task.settings)));
    dimensions.resize(max_dimension + 1, DimensionStats::default());
    let reason = "coefficients, pairs or representatives were asked for".into();
    let plan = Plan::new("cohomology with coefficients", reason, expected);
    task.finished(all, plan, dimensions, edges.len() as u64, monitor)
}

/// All simplices are listed and their matrix is reduced, as where they are too wide for any name.
fn written_out(
    metric: &impl Distances,
    task: &Task<'_>,
    edges: &Edges,
    reason: &str,
    mut monitor: Monitor<'_>,
) -> Result<Diagrams, Error> {
    let (points, max_dimension) = (metric.points(), task.max_dimension);
    let reach = task.threshold.unwrap_or(f64::INFINITY);
    let birth = |point: u32| match metric.births().map(|births| births[point as usize]) {
        Some(birth) if birth > reach => f64::INFINITY,
        birth => birth.unwrap_or(0.0),
    };
    let graph = SparseGraph::new(points, edges.iter(), &mut monitor)?;
    let (dimension, length) = (max_dimension.saturating_add(1), |rank| edges.length(rank));
    let simplices = Expectation::new(points, edges.len());
    let listed = (1..=dimension.min(points)).map(|dimension| simplices.simplices(dimension)).sum::<f64>();
    let expected = cost::of_listed(points as f64 + listed);
    let complex = cliques::complex(&graph, dimension, birth, length, &mut monitor)?;
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    let (mut classes, mut dimensions) =
        matrix::reduce(&complex, max_dimension.min(points), task.field, &task.settings, &mut monitor)?;
    let empty = |dimension| Classes::new(dimension, &task.settings);
    classes.extend((classes.len()..=max_dimension).map(empty));
    dimensions.resize(max_dimension + 1, DimensionStats::default());
    let plan = Plan::new("matrix reduction", reason.into(), expected);
    task.finished(classes, plan, dimensions, edges.len() as u64, monitor)
}

/// The highest dimension up to `max_dimension` in which so many points can have homology.
///
/// A flag complex with homology in dimension d has at least 2 d + 2 vertices: each vertex of a smallest one has a
/// link with homology in dimension d - 1. (The least is the boundary of a cross-polytope.)
fn top_dimension(points: usize, max_dimension: usize) -> usize {
    max_dimension.min((points / 2).saturating_sub(1))
}

fn reason_of_components(points: usize, max_dimension: usize) -> String {
    match max_dimension {
        0 => "only components were asked for".into(),
        _ => format!("{points} points have no homology above dimension 0"),
    }
}

#[derive(Default)]
struct Found {
    intervals: Vec<Vec<Interval>>,
    dimensions: Vec<DimensionStats>,
}

impl Found {
    fn push(&mut self, intervals: Vec<Interval>, stats: DimensionStats) {
        self.intervals.push(intervals);
        self.dimensions.push(stats);
    }
}

/// A table up to this size is made whatever the number of edges.
const DENSE_BYTES_SMALL: usize = 1 << 24;

/// Whether a table of ranks is small, or not much larger than lists of neighbours would be.
fn is_dense(points: usize, edges: usize) -> bool {
    let (table, lists) = (DenseGraph::size_bytes(points), SparseGraph::size_bytes(points, edges));
    table <= DENSE_BYTES_SMALL.max(lists * 2)
}

/// The dimensions from one on.
struct Job {
    points: usize,
    top: usize,
    edges: Edges,
    /// How many edges there were before some collapsed.
    edge_count: usize,
    /// Ranks of the edges that merge components.
    merging: Vec<u32>,
    expected: Expectation,
    is_dense: bool,
}

impl Job {
    fn run(self, found: &mut Found, monitor: &mut Monitor<'_>) -> Result<Plan, Error> {
        if self.is_dense { self.run_dense(found, monitor) } else { self.run_sparse(found, monitor) }
    }

    /// Dimension one by a sweep over edges, and dimension two if it is the last; all above by cohomology.
    fn run_dense(&self, found: &mut Found, monitor: &mut Monitor<'_>) -> Result<Plan, Error> {
        let expected = self.expected.of_all(self.top);
        let rest = match self.top {
            2 => self.expected.voids(),
            top => self.expected.dimensions(2, top),
        };
        monitor.phase(Stage::ComputingPersistence, self.expected.sweep(), rest)?;
        let graph = DenseGraph::new(self.points, self.edges.iter(), monitor)?;
        let loops = loops(&graph, &self.edges, &self.merging, monitor)?;
        found.push(loops.intervals, loops.stats);
        if self.top == 2 {
            monitor.phase(Stage::ComputingPersistence, rest, 0.0)?;
            let voids = voids(&graph, &self.edges, &loops.killers, monitor)?;
            found.push(voids.intervals, voids.stats);
        }
        if self.top <= 2 {
            return Ok(Plan::new("edge sweep", self.reason("table of ranks"), expected));
        }
        let triangles = loops.killers.iter().map(|&(rank, vertex)| {
            let (triangle, _) = Vertices::with(&self.edges.vertices(rank), vertex);
            (rank, triangle)
        });
        self.run_from(2, &graph, triangles, found, monitor)?;
        Ok(Plan::new("edge sweep, then implicit cohomology", self.reason("table of ranks"), expected))
    }

    /// Everything by cohomology.
    fn run_sparse(&self, found: &mut Found, monitor: &mut Monitor<'_>) -> Result<Plan, Error> {
        let expected = self.expected.of_cohomology(self.top);
        let graph = SparseGraph::new(self.points, self.edges.iter(), monitor)?;
        let merging = self.merging.iter().map(|&rank| {
            let [low, high] = self.edges.vertices(rank);
            (rank, Vertices::with(&[low], high).0)
        });
        self.run_from(1, &graph, merging, found, monitor)?;
        Ok(Plan::new("implicit cohomology", self.reason("lists of neighbours"), expected))
    }

    fn reason(&self, form: &str) -> String {
        let (points, edges) = (self.points as f64, self.edge_count);
        let share = 100.0 * edges as f64 / (points * (points - 1.0) / 2.0);
        let bound = match self.edges.bound {
            Bound::EnclosingRadius => format!("up to the enclosing radius {}", self.edges.reach),
            Bound::Longest => "of any length".to_owned(),
            Bound::Threshold => format!("up to the threshold {}", self.edges.reach),
        };
        let collapsed = match self.edges.len() {
            left if left < edges => format!(", of which {left} are left after collapse"),
            _ => String::new(),
        };
        format!("{edges} edges {bound} are {share:.1} % of all pairs{collapsed}: {form}")
    }

    /// Chooses the narrowest names that are wide enough, and goes through the dimensions. `cleared` are the
    /// simplices of dimension `from` that end a class below.
    fn run_from(
        &self,
        from: usize,
        graph: &impl Graph,
        cleared: impl Iterator<Item = (u32, Vertices)>,
        found: &mut Found,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let top = self.top.min(dimension_bound(graph, monitor)?);
        let vertex_bits = bits_below(self.points);
        #[expect(clippy::cast_possible_truncation, reason = "at most half the points")]
        let vertices = top as u32 + 2;
        let bits = bits_below(self.edges.len()).saturating_add(vertex_bits.saturating_mul(vertices));
        if bits <= u64::BITS {
            self.run_as::<u64>(from..=top, graph, cleared, found, monitor)
        } else if bits <= u128::BITS {
            self.run_as::<u128>(from..=top, graph, cleared, found, monitor)
        } else if bits <= WIDE_BITS {
            self.run_as::<Wide>(from..=top, graph, cleared, found, monitor)
        } else {
            let (points, edges, dimension) = (self.points, self.edges.len(), top + 1);
            Err(Error::TooLarge { points, edges, dimension, bits, bits_max: WIDE_BITS })
        }
    }

    fn run_as<W: Word>(
        &self,
        dimensions: RangeInclusive<usize>,
        graph: &impl Graph,
        cleared: impl Iterator<Item = (u32, Vertices)>,
        found: &mut Found,
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let vertex_bits = bits_below(self.points);
        let packing = Packing { vertex_bits, vertices: dimensions.start() + 1 };
        let mut pivots: FxHashMap<W, u32> =
            FxHashMap::with_capacity_and_hasher(self.merging.len(), FxBuildHasher);
        pivots.extend(cleared.map(|(rank, vertices)| (packing.pack(rank, vertices.as_slice()), 0)));
        let mut cleared_bytes = 0;
        let top = *dimensions.end();
        for dimension in dimensions {
            let (enumeration, reduction) =
                (self.expected.enumeration(dimension), self.expected.reduction(dimension));
            let above = self.expected.dimensions(dimension + 1, top);
            let cofacets = Cofacets::new(graph, vertex_bits, dimension);
            monitor.phase(Stage::ComputingPersistence, enumeration, reduction + above)?;
            let columns = columns(&cofacets, &pivots, monitor)?;
            monitor.phase(Stage::ComputingPersistence, reduction, above)?;
            let reduced = reduce(&cofacets, &self.edges, &columns, monitor)?;
            monitor.release(columns.names.len() * size_of::<W>());
            found.push(reduced.intervals, reduced.stats);
            if columns.simplices == 0 {
                break;
            }
            monitor.release(cleared_bytes);
            cleared_bytes = pivots_bytes::<W>(columns.names.len());
            pivots = reduced.pivots;
        }
        Ok(())
    }
}
