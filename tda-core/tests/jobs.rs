//! One computation of every family and engine, in three sizes: what control and determinism are tested on.

use std::time::Duration;

use tda_core::distance::{Bottleneck, Wasserstein};
use tda_core::{
    Alpha, Cech, Collapse, Construction, Control, Cubical, DelaunayRips, Diagrams, DirectedFlag,
    DirectedGraph, DtmRips, Error, ExplicitFiltration, Extended, Flag, Image, Interval, LowerStar,
    PointCloud, SparseDistances, SparseRips, VertexFunction, VietorisRips, WeightedGraph, Witness,
};

use crate::clouds;

/// How large the inputs are.
#[derive(Clone, Copy)]
pub(crate) enum Size {
    /// Some milliseconds.
    Small,
    /// Some tens of milliseconds.
    Medium,
    /// Seconds, if it were to reach its end.
    Long,
}

/// What every family can be asked for.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) control: Control,
    pub(crate) memory_limit_bytes: u64,
    pub(crate) time_limit: Duration,
    pub(crate) threads: usize,
}

impl Default for Ask {
    fn default() -> Self {
        let (memory_limit_bytes, time_limit) = (1 << 33, Duration::from_secs(3600));
        Ask { control: Control::new(), memory_limit_bytes, time_limit, threads: 1 }
    }
}

pub(crate) type Bars = Vec<Vec<Interval>>;
type Run = Box<dyn Fn(&Ask) -> Result<Bars, Error> + Sync>;

pub(crate) struct Job {
    pub(crate) name: &'static str,
    pub(crate) run: Run,
}

macro_rules! limited {
    ($family:expr, $ask:expr) => {
        $family.clone().memory_limit_bytes($ask.memory_limit_bytes).time_limit($ask.time_limit)
    };
}

/// A job of a family on an input.
macro_rules! job {
    ($name:expr, $family:expr, $($input:expr),+) => {{
        let family = $family;
        let inputs = ($($input,)+);
        let run = move |ask: &Ask| {
            job!(@call limited!(family, ask).threads(ask.threads), inputs, ask, $($input),+)
        };
        Job { name: $name, run: Box::new(move |ask| run(ask).map(|found| bars(&found))) }
    }};
    (@call $family:expr, $inputs:ident, $ask:ident, $first:expr) => {
        $family.compute_with(&$inputs.0, &$ask.control)
    };
    (@call $family:expr, $inputs:ident, $ask:ident, $first:expr, $second:expr) => {
        $family.compute_with(&$inputs.0, &$inputs.1, &$ask.control)
    };
}

fn bars(diagrams: &Diagrams) -> Bars {
    diagrams.dimensions().map(<[Interval]>::to_vec).collect()
}

/// A job of every family and engine.
pub(crate) fn jobs(size: Size) -> Vec<Job> {
    let sized = |small: usize, medium: usize, long: usize| match size {
        Size::Small => small,
        Size::Medium => medium,
        Size::Long => long,
    };
    let cloud = |points: usize, dimensions: usize, seed: u64| {
        PointCloud::from_vec(clouds::cube(points, dimensions, seed), dimensions).unwrap()
    };
    let rips = VietorisRips::new();
    let mut jobs = vec![
        job!("rips, components", rips.clone().max_dimension(0), cloud(sized(60, 600, 20_000), 3, 1)),
        job!("rips, loops", rips.clone(), cloud(sized(60, 250, 4000), 3, 2)),
        job!("rips, voids", rips.clone().max_dimension(2), cloud(sized(25, 70, 700), 3, 3)),
        job!("rips, dimension 3", rips.clone().max_dimension(3), cloud(sized(14, 30, 400), 4, 4)),
        job!(
            "rips, dimension 3, no collapse",
            rips.clone().max_dimension(3).collapse(Collapse::Never),
            cloud(sized(14, 24, 400), 4, 5)
        ),
        job!(
            "rips, collapse",
            rips.clone().max_dimension(2).collapse(Collapse::Always),
            cloud(sized(20, 60, 1500), 3, 6)
        ),
        job!("rips, planar", rips.clone(), cloud(sized(200, 1000, 80_000), 2, 7)),
        job!("rips, near pairs", rips.clone().threshold(0.1), cloud(sized(200, 1500, 60_000), 3, 8)),
        job!("rips, listed", rips.clone().max_dimension(2), listed(sized(60, 200, 4000))),
        job!("rips, weights", weighted(sized(30, 80, 1500)), cloud(sized(30, 80, 1500), 3, 9)),
        job!("rips, Z/3", rips.clone().max_dimension(2).field(3), cloud(sized(18, 35, 500), 3, 10)),
        job!("rips, pairs", rips.clone().max_dimension(2).pairs(true), cloud(sized(18, 35, 500), 3, 11)),
        job!("rips, cocycles", rips.clone().cocycles(true), cloud(sized(25, 60, 1000), 3, 12)),
        job!("rips, cycles", rips.cycles(true), cloud(sized(25, 60, 1000), 3, 13)),
        job!("dtm", DtmRips::new().neighbours(5), cloud(sized(30, 80, 3000), 3, 14)),
        job!("sparse rips", SparseRips::new(0.5), cloud(sized(30, 80, 4000), 3, 15)),
        job!("alpha, plane", Alpha::new(), cloud(sized(60, 500, 60_000), 2, 16)),
        job!("alpha, space", Alpha::new(), cloud(sized(40, 200, 20_000), 3, 17)),
        job!("alpha, Z/3", Alpha::new().field(3), cloud(sized(40, 150, 20_000), 3, 18)),
        job!("delaunay-rips", DelaunayRips::new(), cloud(sized(40, 200, 20_000), 3, 19)),
        job!("cech", Cech::new().max_dimension(2), cloud(sized(12, 22, 300), 3, 20)),
        job!(
            "witness",
            Witness::new(),
            cloud(sized(10, 20, 120), 3, 21),
            cloud(sized(100, 300, 20_000), 3, 22)
        ),
        job!("lower star, path", LowerStar::new(), path(sized(500, 5000, 3_000_000))),
        job!("lower star, surface", LowerStar::new(), surface(sized(8, 30, 700))),
        job!("flag", Flag::new().max_dimension(2), graph(sized(14, 35, 500))),
        job!("directed flag", DirectedFlag::new().max_dimension(2), digraph(sized(8, 16, 200))),
    ];
    for (name, construction, axes) in [
        ("cubical, plane, V", Construction::V, 2),
        ("cubical, plane, T", Construction::T, 2),
        ("cubical, space, V", Construction::V, 3),
        ("cubical, space, T", Construction::T, 3),
        ("cubical, four axes", Construction::V, 4),
    ] {
        let side = match axes {
            2 => sized(12, 40, 1500),
            3 => sized(6, 12, 120),
            _ => sized(3, 5, 30),
        };
        jobs.push(job!(name, Cubical::new().construction(construction), image(axes, side)));
    }
    let surface = surface(sized(8, 25, 500));
    let extended = move |ask: &Ask| {
        let found =
            limited!(Extended::new(), ask).threads(ask.threads).compute_with(&surface, &ask.control)?;
        Ok([found.ordinary, found.relative, found.extended].iter().flat_map(bars).collect())
    };
    jobs.push(Job { name: "extended", run: Box::new(extended) });
    let explicit = skeleton(sized(9, 16, 90));
    let explicit = move |ask: &Ask| {
        limited!(explicit, ask).threads(ask.threads).compute_with(1, &ask.control).map(|found| bars(&found))
    };
    jobs.push(Job { name: "explicit", run: Box::new(explicit) });
    jobs
}

/// The distances between two diagrams. They have one thread.
pub(crate) fn distances(size: Size) -> Vec<Job> {
    let points = match size {
        Size::Small => 20,
        Size::Medium => 60,
        Size::Long => 8000,
    };
    let diagram = |seed: u64| -> Vec<Interval> {
        let numbers = clouds::cube(points, 2, seed);
        numbers.chunks(2).map(|c| Interval { birth: c[0], death: c[0] + c[1] }).collect()
    };
    let (first, second) = (diagram(1), diagram(2));
    let (third, fourth) = (first.clone(), second.clone());
    let as_bars = |distance: f64| vec![vec![Interval { birth: 0.0, death: distance }]];
    let bottleneck = move |ask: &Ask| {
        limited!(Bottleneck::new(), ask).compute_with(&first, &second, &ask.control).map(as_bars)
    };
    let wasserstein = move |ask: &Ask| {
        limited!(Wasserstein::new(), ask).compute_with(&third, &fourth, &ask.control).map(as_bars)
    };
    vec![
        Job { name: "bottleneck", run: Box::new(bottleneck) },
        Job { name: "wasserstein", run: Box::new(wasserstein) },
    ]
}

fn weighted(points: usize) -> VietorisRips {
    VietorisRips::new().weights(&clouds::cube(points, 1, 30))
}

/// Each point knows the distances to the twelve before it on a circle.
fn listed(points: usize) -> SparseDistances {
    let pairs = || (0..points).flat_map(|a| (1..13).map(move |step| (a, (a + step) % points)));
    let lengths = clouds::cube(pairs().count(), 1, 31);
    let (rows, columns): (Vec<_>, Vec<_>) = pairs().unzip();
    SparseDistances::from_coo(points, &rows, &columns, &lengths).unwrap()
}

fn path(samples: usize) -> VertexFunction {
    VertexFunction::on_path(&clouds::cube(samples, 1, 32)).unwrap()
}

/// A square of two triangles for each vertex of a grid but the last ones.
fn surface(side: usize) -> VertexFunction {
    let corner = |row: usize, column: usize| row * side + column;
    let triangles: Vec<[usize; 3]> = (0..side - 1)
        .flat_map(|row| (0..side - 1).map(move |column| (row, column)))
        .flat_map(|(r, c)| {
            let (a, b, c, d) = (corner(r, c), corner(r, c + 1), corner(r + 1, c), corner(r + 1, c + 1));
            [[a, b, d], [a, c, d]]
        })
        .collect();
    VertexFunction::on_simplices(&clouds::cube(side * side, 1, 33), &triangles).unwrap()
}

fn graph(vertices: usize) -> WeightedGraph {
    let pairs: Vec<_> = (1..vertices).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    let lengths = clouds::cube(pairs.len(), 1, 34);
    let edges: Vec<_> = pairs.iter().zip(lengths).map(|(&(a, b), length)| (a, b, length)).collect();
    WeightedGraph::new(&vec![0.0; vertices], &edges).unwrap()
}

fn digraph(vertices: usize) -> DirectedGraph {
    let pairs: Vec<_> =
        (0..vertices).flat_map(|b| (0..vertices).map(move |a| (a, b))).filter(|(a, b)| a != b).collect();
    let lengths = clouds::cube(pairs.len(), 1, 35);
    let edges: Vec<_> = pairs.iter().zip(lengths).map(|(&(a, b), length)| (a, b, length)).collect();
    DirectedGraph::new(&vec![0.0; vertices], &edges).unwrap()
}

fn image(axes: usize, side: usize) -> Image<'static> {
    let pixels = side.pow(u32::try_from(axes).unwrap());
    Image::from_vec(clouds::cube(pixels, 1, 36), &vec![side; axes]).unwrap()
}

/// All vertices, edges and triangles of so many vertices, one after another.
fn skeleton(vertices: usize) -> ExplicitFiltration {
    let edge = |a: usize, b: usize| vertices + b * (b - 1) / 2 + a;
    let mut boundaries: Vec<Vec<usize>> = vec![Vec::new(); vertices];
    boundaries.extend((1..vertices).flat_map(|b| (0..b).map(move |a| vec![a, b])));
    for c in 2..vertices {
        boundaries.extend((1..c).flat_map(|b| (0..b).map(move |a| vec![edge(a, b), edge(a, c), edge(b, c)])));
    }
    let values: Vec<f64> = (0..boundaries.len()).map(|simplex| simplex as f64).collect();
    ExplicitFiltration::new(&values, &boundaries).unwrap()
}
