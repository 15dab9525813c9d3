//! The Delaunay triangulation, as lists of neighbours around each vertex.

use spade::{DelaunayTriangulation, LastUsedVertexHintGenerator, Point2, Triangulation as _};

use super::DOUBT;
use crate::control::Monitor;
use crate::engine::sort::sort;
use crate::error::Error;
use crate::input::PointCloud;

type Spade = DelaunayTriangulation<Point2<f64>, (), (), (), LastUsedVertexHintGenerator>;

/// Bytes that a point takes at the most: its vertex (24), three edges (96) and two faces (8) while the triangulation
/// is made, what is kept of it (52), and some for the neighbours and faces that are found on that afterwards.
const POINT_BYTES: usize = 192;
/// Bits of a coordinate on the curve along which points are taken.
const CURVE_BITS: u32 = 16;

/// Distinct points, numbered along a curve that fills the plane, and who is next to whom.
///
/// The triangulation itself is that of the crate `spade`: its predicates are exact, it takes points one by one, so that
/// it can be stopped in between, and it is plain Rust. Points next to each other on the curve are near, and where the
/// last one went is a good place to start.
pub(crate) struct Triangulation<'a> {
    cloud: &'a PointCloud<'a>,
    /// For each distinct point a place in the cloud.
    original: Vec<u32>,
    coordinates: Vec<[f64; 2]>,
    /// Where the neighbours of each point start; one more at the end.
    starts: Vec<u32>,
    /// Counterclockwise; those of a point of the hull begin and end on it.
    around: Vec<u32>,
    on_hull: u32,
    charged_bytes: usize,
}

impl<'a> Triangulation<'a> {
    /// Nothing if coordinates are too small or too large for exact predicates.
    pub(crate) fn new(cloud: &'a PointCloud<'a>, monitor: &mut Monitor<'_>) -> Result<Option<Self>, Error> {
        let charged_bytes = cloud.points() * POINT_BYTES;
        monitor.charge(charged_bytes)?;
        let (original, coordinates) = along_curve(cloud, monitor)?;
        let points = coordinates.len();
        let mut spade = Spade::with_capacity(points, 3 * points, 2 * points);
        for (done, &[x, y]) in coordinates.iter().enumerate() {
            if spade.insert(Point2::new(x, y)).is_err() {
                monitor.release(charged_bytes);
                return Ok(None);
            }
            monitor.tick(1000)?;
            monitor.advance(0.7 * done as f64 / coordinates.len() as f64);
        }
        let mut starts = vec![0];
        let mut around = Vec::with_capacity(6 * coordinates.len());
        let mut on_hull = 0;
        for vertex in spade.fixed_vertices() {
            let Some(any) = spade.vertex(vertex).out_edge() else {
                starts.push(0);
                continue;
            };
            let mut edges = spade.vertex(vertex).out_edges();
            // What lies to the left of the last edge of a point of the hull is outside.
            let last = edges.find(spade::handles::DirectedEdgeHandle::is_outer_edge).unwrap_or(any);
            #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
            if last.is_outer_edge() {
                on_hull = vertex.index() as u32;
            }
            let mut edge = last.ccw();
            loop {
                #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
                around.push(edge.to().fix().index() as u32);
                if edge == last {
                    break;
                }
                edge = edge.ccw();
            }
            #[expect(clippy::cast_possible_truncation, reason = "six times the points at most")]
            starts.push(around.len() as u32);
            monitor.tick(100)?;
        }
        Ok(Some(Triangulation { cloud, original, coordinates, starts, around, on_hull, charged_bytes }))
    }

    pub(crate) fn release(&self, monitor: &mut Monitor<'_>) {
        monitor.release(self.charged_bytes);
    }

    /// Number of distinct points.
    pub(crate) fn points(&self) -> usize {
        self.coordinates.len()
    }

    pub(crate) fn neighbours(&self, point: u32) -> &[u32] {
        &self.around[self.starts[point as usize] as usize..self.starts[point as usize + 1] as usize]
    }

    /// A point of the hull.
    pub(crate) fn on_hull(&self) -> u32 {
        self.on_hull
    }

    pub(crate) fn coordinates(&self, point: u32) -> [f64; 2] {
        self.coordinates[point as usize]
    }

    /// The distance, with the bits that the cloud gives it.
    #[inline]
    pub(crate) fn length(&self, a: u32, b: u32) -> f64 {
        let ([ax, ay], [bx, by]) = (self.coordinates[a as usize], self.coordinates[b as usize]);
        let squares = 0.0 + (ax - bx) * (ax - bx) + (ay - by) * (ay - by);
        if (1e-200..1e200).contains(&squares) {
            return squares.sqrt();
        }
        self.cloud.distance(self.original[a as usize] as usize, self.original[b as usize] as usize)
    }
}

/// Whether two lengths differ, by no more than rounding.
#[inline]
pub(crate) fn is_doubtful(a: f64, b: f64) -> bool {
    a != b && (a - b).abs() <= DOUBT * b
}

/// The distinct points in the order of a curve that fills the plane, each with its place in the cloud.
fn along_curve(
    cloud: &PointCloud<'_>,
    monitor: &mut Monitor<'_>,
) -> Result<(Vec<u32>, Vec<[f64; 2]>), Error> {
    // Adding zero turns a negative zero into a positive one.
    let (rows, _) = cloud.coordinates().as_chunks::<2>();
    let place = |at: u32| rows[at as usize].map(|c| c + 0.0);
    let bounds = |axis: usize| {
        let all = rows.iter().map(|row| row[axis]);
        let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), c| (low.min(c), high.max(c)));
        (low, f64::from((1_u32 << CURVE_BITS) - 1) / (high - low).max(f64::MIN_POSITIVE))
    };
    let bounds = [bounds(0), bounds(1)];
    let mut keys = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the bits of the curve"
        )]
        let cell = [0, 1].map(|axis| {
            // Of a range so small that its scale is infinite, every point lies at an end.
            (((row[axis] - bounds[axis].0) * bounds[axis].1) as u32).min((1 << CURVE_BITS) - 1)
        });
        keys.push(u64::from(hilbert(cell)) << 32 | at as u64);
        monitor.tick(50)?;
    }
    sort(&mut keys, monitor)?;
    #[expect(clippy::cast_possible_truncation, reason = "the fields of the number")]
    let mut order: Vec<u32> = keys.iter().map(|&key| key as u32).collect();
    let cell = |at: usize| keys[at] >> 32;
    let mut start = 0;
    while start < keys.len() {
        let end = (start..keys.len()).find(|&at| cell(at) != cell(start)).unwrap_or(keys.len());
        if end - start > 1 {
            let key = |at: u32| place(at).map(|c| (c.to_bits() >> 63, c.to_bits()));
            order[start..end].sort_unstable_by_key(|&at| (key(at), at));
        }
        monitor.tick((end - start) * 20)?;
        start = end;
    }
    order.dedup_by(|a, b| place(*a) == place(*b));
    let coordinates = order.iter().map(|&at| place(at)).collect();
    Ok((order, coordinates))
}

/// How far along the curve of Hilbert a cell lies ("Ueber die stetige Abbildung einer Linie auf ein Flaechenstueck",
/// 1891).
fn hilbert([mut x, mut y]: [u32; 2]) -> u32 {
    let mut distance = 0;
    for bit in (0..CURVE_BITS).rev() {
        let (right, upper) = (x >> bit & 1, y >> bit & 1);
        distance = distance << 2 | ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                let side = (1 << CURVE_BITS) - 1;
                (x, y) = (side - x, side - y);
            }
            (x, y) = (y, x);
        }
    }
    distance
}
