//! What the fuzz targets of the engines do, over [`tda_core`]. `tda-core/tests/replay.rs` runs them on stable Rust.
//!
//! An input is read byte by byte as sizes, numbers and options; past its end everything is zero. Sizes are small,
//! and numbers mostly whole, so that ties and degenerate positions are the rule. What must hold: an answer or a typed
//! error, never a panic, within the limits; and the same intervals however they are asked for.

use std::time::Duration;

use tda_core::distance::{Bottleneck, Wasserstein};
use tda_core::vectorize::{
    Axis, BettiCurve, Essential, HeatKernel, Landscape, PersistenceImage, Pixels, Silhouette, Statistics,
    Weight, entropy, total_persistence,
};
use tda_core::{
    Alpha, Cech, Collapse, Construction, Cubical, DelaunayRips, Diagrams, DirectedFlag, DirectedGraph,
    DistanceMatrix, Distances, DtmRips, Error, ExplicitFiltration, Exponent, Extended, Flag, Image, Interval,
    LowerStar, Metric, PointCloud, SparseDistances, SparseRips, Symmetry, VertexFunction, VietorisRips,
    WeightedGraph, Witness, WitnessKind,
};

/// Past these a computation ends with a typed error, so that no input takes long.
const MEMORY_LIMIT_BYTES: u64 = 32 << 20;
const TIME_LIMIT: Duration = Duration::from_secs(2);

/// Fewer points than these are listed with distances, but for counts that no points can have.
const LISTED_POINTS: usize = 1 << 16;

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    fn long(&mut self) -> u64 {
        u64::from_le_bytes(std::array::from_fn(|_| self.byte()))
    }

    fn bit(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// From 0 to `most`.
    fn size(&mut self, most: usize) -> usize {
        usize::from(self.byte()) % (most + 1)
    }

    /// Mostly small and often right; any number at times.
    fn index(&mut self) -> usize {
        match self.byte() {
            255 => usize::MAX,
            254 => usize::try_from(self.long()).unwrap_or(usize::MAX),
            small => usize::from(small % 24),
        }
    }

    /// Whole numbers from -122 to 127, and what is odd.
    fn number(&mut self) -> f64 {
        match self.byte() {
            128 => f64::NAN,
            129 => f64::INFINITY,
            130 => f64::NEG_INFINITY,
            131 => -0.0,
            132 => f64::from_bits(self.long()),
            133 => f64::from(self.byte()) / 7.0,
            whole => f64::from(i8::from_le_bytes([whole])),
        }
    }

    fn numbers(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.number()).collect()
    }

    fn indices(&mut self, count: usize) -> Vec<usize> {
        (0..count).map(|_| self.index()).collect()
    }
}

/// Options that all families have, applied to a builder.
macro_rules! limited {
    ($family:expr) => {
        $family.memory_limit_bytes(MEMORY_LIMIT_BYTES).time_limit(TIME_LIMIT)
    };
}

/// Computes plainly, on two threads and with pairs: the same intervals, or an error.
macro_rules! every_way {
    ($family:expr, $reader:expr, |$asked:ident| $compute:expr) => {{
        let field = [2, 2, 3, 5, 65_521, 4][$reader.size(5)];
        let family = limited!($family.clone().field(field));
        let plain: Result<Diagrams, Error> = {
            let $asked = &family;
            $compute
        };
        if plain.is_ok() {
            for $asked in [family.clone().threads(2), family.pairs(true)] {
                same(&plain, &$compute);
            }
        }
        plain
    }};
}

/// Two ways to the same intervals. One of them may need more than the limits allow.
fn same(one: &Result<Diagrams, Error>, other: &Result<Diagrams, Error>) {
    match (one, other) {
        (Ok(one), Ok(other)) => {
            for (a, b) in one.dimensions().zip(other.dimensions()) {
                assert_eq!(a, b, "{} and {}", one.plan(), other.plan());
            }
        }
        (_, Err(Error::LimitExceeded { .. } | Error::TimeLimit { .. })) | (Err(_), Err(_)) => {}
        (Err(Error::LimitExceeded { .. } | Error::TimeLimit { .. }), _) => {}
        (one, other) => panic!("{one:?} and {other:?}"),
    }
}

/// Vietoris-Rips of any input, with and without a collapse, and the sparse filtration.
fn rips(reader: &mut Reader<'_>, input: &impl Distances) {
    let mut rips = VietorisRips::new().max_dimension(reader.index());
    if reader.bit() {
        rips = rips.threshold(reader.number());
    }
    if reader.bit() {
        let births = reader.size(12);
        rips = rips.weights(&reader.numbers(births));
    }
    let plain = every_way!(rips, reader, |family| family.compute(input));
    if plain.is_ok() {
        same(&plain, &limited!(rips.clone().collapse(Collapse::Always)).compute(input));
        same(&plain, &limited!(rips.clone().collapse(Collapse::Never)).compute(input));
        let _ = limited!(rips.cocycles(true).cycles(true)).compute(input);
    }
}

/// Intervals: distances between two diagrams, and every vector of one.
pub fn diagrams(input: &[u8]) {
    let reader = &mut Reader(input);
    let options = reader.byte();
    let mut diagram = || -> Vec<Interval> {
        let count = reader.size(14);
        (0..count).map(|_| Interval { birth: reader.number(), death: reader.number() }).collect()
    };
    let (first, second) = (diagram(), diagram());
    let (p, order, error) = (reader.number(), reader.number(), reader.number().abs() / 64.0);
    let bottleneck = limited!(Bottleneck::new());
    let exact = bottleneck.compute(&first, &second);
    if let (Ok(there), Ok(back)) = (&exact, bottleneck.compute(&second, &first)) {
        assert_eq!(*there, back);
    }
    let _ = bottleneck.internal_p(p).relative_error(error).matching(&first, &second);
    let wasserstein = limited!(Wasserstein::new());
    let _ = wasserstein.matching(&first, &second);
    let _ = wasserstein.internal_p(p).order(order).relative_error(error).compute(&first, &second);

    let essential = [Essential::Drop, Essential::Refuse, Essential::Cap(p)][usize::from(options % 3)];
    let _ = (entropy(&first), total_persistence(&first, p), Statistics::of(&first, essential));
    let _ = Diagrams::from_intervals(vec![first.clone(), second.clone()]);
    let _ = Diagrams::from_signed_intervals(vec![first.clone(), second.clone()]);
    let count = reader.size(9);
    let axes = [
        Axis::new(p, order, count),
        Axis::around([&first[..], &second[..]], count),
        Axis::of_births([&first[..]], count),
        Axis::of_lengths([&second[..]], count),
    ];
    let _ = HeatKernel::new(order).distance(&first, &second);
    for axis in axes.iter().flatten() {
        let _ = BettiCurve::of(&first).map(|curve| curve.sample(axis));
        let _ = Landscape::new().layers(reader.size(4)).essential(essential).compute(&first, axis);
        let _ = Silhouette::new().power(order).essential(essential).compute(&first, axis);
        let _ = HeatKernel::new(order).image(&first, axis, axis);
        let pixels = if options & 64 == 0 { Pixels::Integral } else { Pixels::Sample };
        let image =
            PersistenceImage::new(error).pixels(pixels).weight(Weight::Power(order)).essential(essential);
        let _ = image.compute(&first, axis, axis);
    }
}

/// Simplices one by one.
pub fn explicit(input: &[u8]) {
    let reader = &mut Reader(input);
    let (max_dimension, count, ascending) = (reader.index(), reader.size(30), reader.bit());
    let mut values = Vec::new();
    let mut boundaries = Vec::new();
    for _ in 0..count {
        let value = reader.number();
        let last = values.last().copied().unwrap_or(value);
        values.push(if ascending { value.max(last) } else { value });
        let facets = reader.size(4);
        boundaries.push(reader.indices(facets));
    }
    let Ok(filtration) = ExplicitFiltration::new(&values, &boundaries) else { return };
    let plain = every_way!(filtration, reader, |family| family.compute(max_dimension));
    if plain.is_ok() {
        let whole = limited!(filtration.cocycles(true).cycles(true).zero_lengths(true));
        let _ = whole.compute(max_dimension);
    }
}

/// Points in the plane and in space: triangulations, balls.
pub fn geometry(input: &[u8]) {
    let reader = &mut Reader(input);
    let (family, dimensions, points) = (reader.byte(), 1 + reader.size(3), reader.size(14));
    let coordinates = reader.numbers(points * dimensions);
    let Ok(cloud) = PointCloud::from_vec(coordinates, dimensions) else { return };
    let _ = match family % 6 {
        0 => every_way!(Alpha::new(), reader, |family| family.compute(&cloud)),
        1 => {
            let weights = reader.numbers(points);
            every_way!(Alpha::new().weights(&weights), reader, |family| family.compute(&cloud))
        }
        2 => {
            let sides = reader.numbers(dimensions);
            every_way!(Alpha::new().squared(true).periodic(&sides), reader, |family| family.compute(&cloud))
        }
        3 => every_way!(DelaunayRips::new(), reader, |family| family.compute(&cloud)),
        4 => {
            let cech = Cech::new().max_dimension(reader.index());
            let cech = if reader.bit() { cech.max_radius(reader.number()) } else { cech };
            every_way!(cech, reader, |family| family.compute(&cloud))
        }
        _ => {
            let landmarks = reader.size(8) * dimensions;
            let Ok(landmarks) = PointCloud::from_vec(reader.numbers(landmarks), dimensions) else { return };
            let kind = if reader.bit() { WitnessKind::Weak } else { WitnessKind::Strong };
            let witness = Witness::new().kind(kind).max_dimension(reader.index());
            let witness = if reader.bit() { witness.max_relaxation(reader.number()) } else { witness };
            every_way!(witness, reader, |family| family.compute(&landmarks, &cloud))
        }
    };
}

/// Graphs, directed ones, and functions on their vertices.
pub fn graph(input: &[u8]) {
    let reader = &mut Reader(input);
    let (family, vertices, edges, max_dimension) =
        (reader.byte(), reader.size(12), reader.size(40), reader.index());
    let births = reader.numbers(vertices);
    let edges: Vec<(usize, usize, f64)> =
        (0..edges).map(|_| (reader.index(), reader.index(), reader.number())).collect();
    let _ = match family % 5 {
        0 => {
            let Ok(graph) = WeightedGraph::new(&births, &edges) else { return };
            let flag = Flag::new().max_dimension(max_dimension);
            every_way!(flag, reader, |family| family.compute(&graph))
        }
        1 => {
            let Ok(graph) = DirectedGraph::new(&births, &edges) else { return };
            let flag = DirectedFlag::new().max_dimension(max_dimension);
            every_way!(flag, reader, |family| family.compute(&graph))
        }
        form => {
            let pairs: Vec<[usize; 2]> = edges.iter().map(|&(a, b, _)| [a, b]).collect();
            let triples: Vec<Vec<usize>> = edges.windows(2).map(|e| vec![e[0].0, e[0].1, e[1].0]).collect();
            let function = match form {
                2 => VertexFunction::on_path(&births),
                3 => VertexFunction::on_edges(&births, &pairs),
                _ => VertexFunction::on_simplices(&births, &triples),
            };
            let Ok(function) = function else { return };
            let _ = limited!(Extended::new()).compute(&function);
            let star = LowerStar::new().max_dimension(max_dimension).superlevel(reader.bit());
            every_way!(star, reader, |family| family.compute(&function))
        }
    };
}

/// Images of any shape: sides of zero, sides whose product overflows, pixels that are infinite or no numbers.
pub fn image(input: &[u8]) {
    let reader = &mut Reader(input);
    let axes = reader.size(5);
    let given = reader.bit();
    let shape: Vec<usize> =
        (0..axes).map(|_| if given { reader.index() } else { 1 + reader.size(4) }).collect();
    let pixels = shape.iter().try_fold(1_usize, |product, &side| product.checked_mul(side)).unwrap_or(7);
    let pixels = if reader.byte() == 255 { reader.size(9) } else { pixels.min(700) };
    let (periods, max_dimension) = (reader.size(5), reader.index());
    let periodic: Vec<bool> = (0..periods).map(|_| reader.bit()).collect();
    let construction = if reader.bit() { Construction::T } else { Construction::V };
    let superlevel = reader.bit();
    let values = reader.numbers(pixels);
    let Ok(image) = Image::new(&values, &shape) else { return };
    let mut cubical = Cubical::new().construction(construction).superlevel(superlevel);
    if periods > 0 {
        cubical = cubical.periodic(&periodic);
    }
    if max_dimension < 5 || given {
        cubical = cubical.max_dimension(max_dimension);
    }
    let _ = every_way!(cubical, reader, |family| family.compute(&image));
    let _ = limited!(cubical.zero_lengths(true)).compute(&image);
}

/// Points under every metric, by the families that need distances only.
pub fn metric(input: &[u8]) {
    let reader = &mut Reader(input);
    let (family, metric, dimensions, points) =
        (reader.byte(), reader.byte(), reader.size(4), reader.size(13));
    let metric = match metric % 8 {
        0 | 1 => Metric::Euclidean,
        2 => Metric::Manhattan,
        3 => Metric::Chebyshev,
        4 => Metric::Cosine,
        5 => Metric::Hamming,
        6 => Metric::Haversine,
        _ => Metric::Minkowski(reader.number()),
    };
    let coordinates = reader.numbers(points * dimensions);
    let cloud = PointCloud::from_vec(coordinates, dimensions).and_then(|cloud| cloud.metric(metric));
    let Ok(cloud) = cloud else { return };
    match family % 4 {
        0 => {
            let exponent = [Exponent::One, Exponent::Two, Exponent::Infinity][reader.size(2)];
            let dtm = DtmRips::new().exponent(exponent).max_dimension(reader.index());
            let dtm = if reader.bit() { dtm.mass(reader.number()) } else { dtm.neighbours(reader.index()) };
            let _ = every_way!(dtm, reader, |family| family.compute(&cloud));
        }
        1 => {
            let sparse = SparseRips::new(reader.number() / 64.0).max_dimension(reader.index());
            let _ = every_way!(sparse, reader, |family| family.compute(&cloud));
        }
        _ => rips(reader, &cloud),
    }
}

/// Matrices of distances: coordinates, compressed rows, squares, halves.
pub fn sparse(input: &[u8]) {
    let reader = &mut Reader(input);
    let (form, points, entries) = (reader.byte(), reader.size(12), reader.size(60));
    match form % 5 {
        0 => {
            let mut points = if reader.byte() == 255 { reader.index() } else { points };
            // A point takes memory of the input even where it has no distances.
            if points < 1 << 31 {
                points %= LISTED_POINTS;
            }
            let more = usize::from(reader.byte() == 255);
            let (rows, columns) = (reader.indices(entries + more), reader.indices(entries));
            let distances = reader.numbers(entries);
            if let Ok(sparse) = SparseDistances::from_coo(points, &rows, &columns, &distances) {
                rips(reader, &sparse);
            }
        }
        1 => {
            let mut starts = vec![0_usize];
            for _ in 0..points {
                let step = reader.index();
                starts.push(starts.last().map_or(0, |&last| last.wrapping_add(step)));
            }
            let count = starts.last().copied().unwrap_or(0).min(200);
            let (columns, distances) = (reader.indices(count), reader.numbers(count));
            if let Ok(sparse) = SparseDistances::from_csr(&starts, &columns, &distances) {
                rips(reader, &sparse);
            }
        }
        2 => {
            let entries = reader.numbers(entries);
            if let Ok(matrix) = DistanceMatrix::from_condensed(&entries) {
                rips(reader, &matrix);
            }
        }
        form => {
            let points = if reader.byte() == 255 { reader.index() } else { points };
            let symmetry = [Symmetry::Check, Symmetry::Lower, Symmetry::Upper][reader.size(2)];
            let entries = reader.numbers(points.min(12) * points.min(12));
            let matrix = match form {
                3 => DistanceMatrix::from_dense_half(&entries, points, symmetry),
                _ => DistanceMatrix::from_dense_with_births(&entries, points, symmetry),
            };
            if let Ok(matrix) = matrix {
                rips(reader, &matrix);
            }
        }
    }
}
