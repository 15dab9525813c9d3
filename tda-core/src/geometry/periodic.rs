//! Points in a box whose opposite sides are one: triangulated with copies of them all around.

use super::delaunay::{Cells, triangulate};
use super::faces::{Faces, faces};
use super::number::scaled;
use super::orthosphere::squared_radius;
use super::sites::{Site, Sites};
use super::triangulation::Triangulation;
use crate::control::Monitor;
use crate::error::{Error, InvalidInput};

/// Copies along one side: before, in, and behind the box.
const COPIES: u32 = 3;
/// Coordinates are whole multiples of the longest side over two to this power.
const GRID_BITS: i64 = 51;

/// The triangulation of the torus: one of each class of simplices that are copies of one another.
///
/// The points are triangulated with their 3^d copies, and two conditions are looked at; they are our own. Every empty
/// sphere at the box is smaller across than the shortest side: then it meets no point twice, no copy further away
/// matters, and the cells, taken modulo the sides, are those of the torus. And no two vertices are joined by more
/// than one edge, and none to itself, and likewise for triangles: then the cells form a simplicial complex, and its
/// faces are known by their vertices. Where both hold the result is the Delaunay triangulation of the torus; where one
/// fails there are too few points, and that is an error rather than a barcode of something else.
/// Cost: 3^d times that of the points alone.
/// Source: Caroli and Teillaud, "Computing 3D periodic triangulations", ESA 2009, for going through copies; their
/// conditions for a single sheet bound edges, and are others.
pub(super) fn triangulate_torus(
    points: &[Site],
    sides: &[f64],
    exponent: i32,
    monitor: &mut Monitor<'_>,
) -> Result<Triangulation, Error> {
    let count = points.len();
    let (sites, sides) = copies(points, sides, exponent, monitor)?;
    let Sites { sites, dimension } = Sites::new(sites, monitor)?;
    if dimension != sides.len() {
        return Err(InvalidInput::TooSparse { points: count }.into());
    }
    let torus = Torus { sites: &sites, sides: &sides, points: count };
    let faces = match dimension {
        1 => torus.faces::<2>(monitor)?,
        2 => torus.faces::<3>(monitor)?,
        _ => torus.faces::<4>(monitor)?,
    };
    #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
    let points = (0..count as u32).collect();
    Ok(Triangulation { sites, faces, points, exponent })
}

/// Rounds coordinates to the grid and moves them into the box; then copies the points. The copy of point `p` in the
/// box with number `b` is point `p 3^d + b`.
fn copies(
    sites: &[Site],
    given: &[f64],
    exponent: i32,
    monitor: &mut Monitor<'_>,
) -> Result<(Vec<Site>, Vec<f64>), Error> {
    let longest = given.iter().copied().fold(0.0, f64::max);
    let grid = GRID_BITS - (i64::try_from(longest.to_bits() >> 52).unwrap_or(0) - 1023);
    let snapped = |number: f64| scaled(scaled(number, grid).round(), -grid);
    let sides: Vec<f64> = given.iter().map(|&side| snapped(side)).collect();
    if let Some(column) = sides.iter().position(|side| *side == 0.0) {
        let [side, longest] = [given[column], longest].map(|side| scaled(side, i64::from(exponent)));
        return Err(InvalidInput::SideTooShort { column, side, longest }.into());
    }
    let dimension = sides.len();
    let boxes = COPIES.pow(u32::try_from(dimension).unwrap_or(3));
    let count = sites.len() * boxes as usize;
    if count > crate::input::POINTS_MAX {
        let points_max = crate::input::POINTS_MAX / boxes as usize;
        return Err(InvalidInput::TooManyPoints { points: sites.len(), points_max }.into());
    }
    monitor.charge(count * size_of::<Site>())?;
    let mut all = Vec::with_capacity(count);
    for site in sites {
        let mut at = site.at;
        for (coordinate, &side) in at.iter_mut().zip(&sides) {
            *coordinate = snapped(coordinate.rem_euclid(side)) % side;
        }
        for number in 0..boxes {
            let shift =
                |axis: usize| sides.get(axis).map_or(0.0, |side| side * f64::from(step(number, axis)));
            let at = std::array::from_fn(|axis| at[axis] + shift(axis));
            all.push(Site { at, point: site.point * boxes + number, ..*site });
        }
        monitor.tick(200)?;
    }
    monitor.release(size_of_val(sites));
    Ok((all, sides))
}

/// How many sides a box is away along one axis: -1, 0 or 1.
fn step(number: u32, axis: usize) -> i32 {
    let digit = number / COPIES.pow(u32::try_from(axis).unwrap_or(0)) % COPIES;
    i32::try_from(digit).unwrap_or(0) - 1
}

struct Torus<'a> {
    sites: &'a [Site],
    sides: &'a [f64],
    points: usize,
}

impl Torus<'_> {
    fn boxes(&self) -> u32 {
        COPIES.pow(u32::try_from(self.sides.len()).unwrap_or(3))
    }

    fn faces<const V: usize>(&self, monitor: &mut Monitor<'_>) -> Result<Vec<Faces>, Error> {
        let mut placed: Cells<V> = triangulate(self.sites, monitor)?;
        let mut kept = 0;
        for at in 0..placed.len() {
            if self.is_first(&placed[at]) {
                placed[kept] = placed[at];
                kept += 1;
            }
            monitor.tick(50)?;
        }
        placed.truncate(kept);
        let shortest = self.sides.iter().copied().fold(f64::INFINITY, f64::min);
        let boxes = self.boxes();
        for cell in &mut placed {
            cell.sort_unstable_by_key(|&site| self.sites[site as usize].point / boxes);
            let radius =
                squared_radius::<V>(cell.map(|site| &self.sites[site as usize]).each_ref().map(|site| *site));
            let reach =
                cell.iter().map(|&site| self.sites[site as usize].weight).fold(radius, |r, w| r.max(r + w));
            if 4.0 * reach >= shortest * shortest {
                return Err(self.too_sparse());
            }
            monitor.tick(2000)?;
        }
        let vertices: Cells<V> =
            placed.iter().map(|cell| cell.map(|site| self.sites[site as usize].point / boxes)).collect();
        if placed.is_empty() || vertices.iter().any(|cell| !cell.is_sorted_by(|a, b| a < b)) {
            return Err(self.too_sparse());
        }
        monitor.charge(vertices.len() * size_of::<[u32; V]>())?;
        let mut faces = faces(vertices, self.points, monitor)?;
        self.place(&mut faces, placed.into_flattened(), monitor)?;
        Ok(faces)
    }

    fn too_sparse(&self) -> Error {
        InvalidInput::TooSparse { points: self.points }.into()
    }

    /// Whether of all its copies a cell is the one whose first vertex in lexicographic order is in the box.
    fn is_first(&self, cell: &[u32]) -> bool {
        let first = cell.iter().map(|&site| &self.sites[site as usize]).min_by_key(|site| site.rank);
        first.is_some_and(|site| site.point % self.boxes() == (self.boxes() - 1) / 2)
    }

    /// Gives each face the sites of one cell that it is a face of. Other cells must have it in the same shape.
    fn place(&self, faces: &mut [Faces], top: Vec<u32>, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        const UNPLACED: u32 = u32::MAX;
        let Some((last, _)) = faces.split_last_mut() else { return Ok(()) };
        last.placed = top;
        for dimension in (1..faces.len()).rev() {
            let (below, level) = faces.split_at_mut(dimension);
            let (below, level) = (&mut below[dimension - 1], &level[0]);
            monitor.charge(below.vertices.len() * size_of::<u32>())?;
            below.placed = vec![UNPLACED; below.vertices.len()];
            for (at, &facet) in level.facets.iter().enumerate() {
                let (simplex, left_out) = (at / level.width, at % level.width);
                let mut sites = level.placed[simplex * level.width..][..level.width].to_vec();
                sites.remove(left_out);
                let place = &mut below.placed[facet as usize * below.width..][..below.width];
                if place[0] == UNPLACED {
                    place.copy_from_slice(&sites);
                } else if !self.are_copies(place, &sites) {
                    return Err(self.too_sparse());
                }
                monitor.tick(50)?;
            }
        }
        Ok(())
    }

    /// Whether one simplex is the other one, moved by whole sides.
    fn are_copies(&self, a: &[u32], b: &[u32]) -> bool {
        let shift = |a: u32, b: u32| -> [i32; 3] {
            let number = |site: u32| self.sites[site as usize].point % self.boxes();
            std::array::from_fn(|axis| step(number(a), axis) - step(number(b), axis))
        };
        a.iter().zip(b).all(|(&x, &y)| shift(x, y) == shift(a[0], b[0]))
    }
}
