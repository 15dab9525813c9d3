//! Points in the plane: dimensions zero and one without the distances of all pairs.
//!
//! ```text
//! points -> Delaunay triangulation -> relative neighbourhood graph -> faces -> filling of each face -> pairs
//! ```
//!
//! The Rips complex of points in the plane has the loops of its *shadow*, the union of its triangles in the plane
//! (Chambers, de Silva, Erickson, Ghrist, "Vietoris-Rips complexes of planar point sets", Discrete Comput. Geom.
//! 2010). Loops begin with edges of the relative neighbourhood graph alone, so that one hole at most is open in each
//! of its bounded faces: from the last edge of the face until the shadow covers it. That needs a triangulation of the
//! face whose longest edge is as short as can be, and no other vertices (Edelsbrunner and Tan, "A quadratic time
//! algorithm for the minmax length triangulation", SIAM J. Comput. 1993). Delaunay triangles would not do: a
//! perturbed regular hexagon is filled by an equilateral triangle of its corners, which is not among them.
//!
//! Going from long edges to short ones, an edge that goes away joins the holes on its two sides, and the one that
//! opened later ends: the union-find of dimension zero, on faces.
//!
//! Source: arXiv:2502.20215 and arXiv:2512.17382.

mod delaunay;
mod faces;
mod filling;
mod neighbours;

use crate::control::{Monitor, Stage};
use crate::diagram::Interval;
use crate::engine::components::{intervals, part};
use crate::engine::edges::{length_of, vertices_of};
use crate::engine::sort::sort;
use crate::error::Error;
use crate::input::PointCloud;

use delaunay::Triangulation;
use faces::Faces;

/// The barcodes of dimensions zero and one.
pub(crate) struct Planar {
    pub(crate) components: Vec<Interval>,
    pub(crate) loops: Vec<Interval>,
    pub(crate) edges: usize,
    pub(crate) faces: usize,
}

/// Distances nearer to each other than this, relatively, but not equal, leave it open which one is really longer.
const DOUBT: f64 = 1e-14;
/// Nobody computes all pairs of more points than these for the sake of the last bit.
const DOUBTFUL_POINTS_MAX: usize = 1 << 12;

/// The barcodes of points in the plane; nothing where rounding leaves the geometry in doubt, which happens on lattices
/// whose steps are no binary fractions, and where few points make the other engines quick.
///
/// Cost: O(n log n) for points that are spread out, and the cube of the number of corners, or an edge sweep, for a
/// large face.
pub(crate) fn planar(
    cloud: &PointCloud<'_>,
    threshold: Option<f64>,
    monitor: &mut Monitor<'_>,
) -> Result<Option<Planar>, Error> {
    let points = cloud.points();
    let cost = points as f64 * 2000.0;
    monitor.phase(Stage::FiltrationConstruction, cost, cost)?;
    let Some(triangulation) = Triangulation::new(cloud, monitor)? else { return Ok(None) };
    let mut found = neighbours::relative_neighbours(&triangulation, monitor)?;
    if found.in_doubt && points <= DOUBTFUL_POINTS_MAX {
        triangulation.release(monitor);
        return Ok(None);
    }
    sort(&mut found.edges, monitor)?;
    let distinct = triangulation.points();
    let parted = part(distinct, found.edges.iter().copied(), false, monitor)?;
    if parted.merging.len() + 1 != distinct {
        // Rounding has cut the tree. Nothing else can.
        triangulation.release(monitor);
        return Ok(None);
    }
    monitor.phase(Stage::ComputingPersistence, 1.0, 0.0)?;
    let faces = Faces::new(&triangulation, &found.edges, monitor)?;
    let loops = pairs(&triangulation, &faces, &found.edges, monitor)?;
    let reach = threshold.unwrap_or(f64::INFINITY);
    let cut = |value: f64| if value <= reach { value } else { f64::INFINITY };
    let mut components = intervals(points, parted.merging.iter().map(|&edge| cut(length_of(edge))));
    // Of points at one place all but one end at once; they were taken for endless.
    components.truncate(distinct);
    let loops = loops
        .into_iter()
        .filter(|bar| bar.birth <= reach)
        .map(|bar| Interval { death: cut(bar.death), ..bar })
        .collect();
    triangulation.release(monitor);
    Ok(Some(Planar { components, loops, edges: found.edges.len(), faces: faces.count() }))
}

/// Joins the faces over the edges from the longest on, and ends the one that is filled earlier.
fn pairs(
    triangulation: &Triangulation<'_>,
    faces: &Faces,
    edges: &[u128],
    monitor: &mut Monitor<'_>,
) -> Result<Vec<Interval>, Error> {
    let filled = faces.fillings(triangulation, monitor)?;
    let mut above: Vec<u32> = (0..).take(faces.count()).collect();
    let mut loops = Vec::new();
    for &edge in edges.iter().rev() {
        monitor.tick(30)?;
        let [low, high] = vertices_of(edge);
        let [a, b] = faces.beside(low, high).map(|face| root(&mut above, face));
        if a == b {
            continue;
        }
        let (early, late) = if filled[a as usize] < filled[b as usize] { (a, b) } else { (b, a) };
        let (birth, death) = (length_of(edge), filled[early as usize]);
        above[early as usize] = late;
        loops.push(Interval { birth, death });
    }
    Ok(loops)
}

fn root(above: &mut [u32], mut of: u32) -> u32 {
    while above[of as usize] != of {
        above[of as usize] = above[above[of as usize] as usize];
        of = above[of as usize];
    }
    of
}
