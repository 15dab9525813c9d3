//! The Delaunay triangulation, weighted or not, point by point.

use super::predicates::{is_inside, orientation};
use super::sites::Site;
use crate::control::Monitor;
use crate::error::Error;

/// The vertex behind the hull: with it every facet has a cell on both sides.
const INFINITE: u32 = u32::MAX;
/// Work to insert one point, in nanoseconds or so.
const INSERTION_NS: usize = 3000;

/// Cells of `V` vertices.
pub(crate) type Cells<const V: usize> = Vec<[u32; V]>;

/// The cells of the regular triangulation of `sites`, whose first `V` span the space: the Delaunay triangulation if
/// all weights are equal. Vertices are places in `sites`, in no order; a site that its weight hides is in no cell.
/// The cells have been charged.
///
/// Each site makes the cells that it is inside of give way to cells around it. Where sites lie on one sphere, the
/// perturbation in [`is_inside`] makes one triangulation of all of them the right one, whatever the order.
///
/// Invariant: after each step the cells are the regular triangulation of the sites so far; neighbour `i` of a cell
/// lies behind the facet without vertex `i`; a cell with all vertices finite has positive orientation, and one with
/// the infinite vertex would have it with any site beyond its facet in that place.
/// Cost: expected n log n and linear memory for points without structure, n^2 at worst in space.
/// Sources: Bowyer, "Computing Dirichlet tessellations", 1981; Watson, 1981; Devillers, Pion, Teillaud, "Walking in a
/// triangulation", 2002.
pub(crate) fn triangulate<const V: usize>(
    sites: &[Site],
    monitor: &mut Monitor<'_>,
) -> Result<Cells<V>, Error> {
    let mut triangulation = Triangulation::<V>::of_first(sites);
    let mut charged_bytes = 0;
    #[expect(clippy::cast_possible_truncation, reason = "points are numbered in 31 bits")]
    for new in V as u32..sites.len() as u32 {
        triangulation.insert(new);
        let bytes = triangulation.bytes();
        if bytes > charged_bytes {
            monitor.charge(bytes - charged_bytes)?;
            charged_bytes = bytes;
        }
        if new % 64 == 0 {
            monitor.advance(f64::from(new) / sites.len() as f64);
        }
        monitor.tick(INSERTION_NS + triangulation.looked_at * 50)?;
    }
    let Triangulation { mut cells, is_free, .. } = triangulation;
    let mut kept = 0;
    for place in 0..cells.len() {
        if !is_free[place] && !cells[place].contains(&INFINITE) {
            cells[kept] = cells[place];
            kept += 1;
        }
        monitor.tick(5)?;
    }
    cells.truncate(kept);
    monitor.release(
        charged_bytes - cells.capacity().min(charged_bytes / size_of::<[u32; V]>()) * size_of::<[u32; V]>(),
    );
    Ok(cells)
}

struct Triangulation<'a, const V: usize> {
    sites: &'a [Site],
    cells: Vec<[u32; V]>,
    neighbours: Vec<[u32; V]>,
    /// Cells in no use, and which ones they are.
    free: Vec<u32>,
    is_free: Vec<bool>,
    /// Cells that contain the site being inserted, then those that take their place with the facet's place.
    cavity: Vec<u32>,
    is_cavity: Vec<bool>,
    made: Vec<(u32, u32, u32)>,
    /// A cell of the last site, where the next search begins.
    last: u32,
    looked_at: usize,
}

impl<'a, const V: usize> Triangulation<'a, V> {
    /// One finite cell, and an infinite one behind each facet.
    fn of_first(sites: &'a [Site]) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "at most four")]
        let mut first: [u32; V] = std::array::from_fn(|place| place as u32);
        if orientation::<V>(std::array::from_fn(|place| &sites[place])) < 0 {
            first.swap(0, 1);
        }
        let mut triangulation = Triangulation {
            sites,
            cells: vec![first],
            neighbours: vec![[0; V]],
            free: Vec::new(),
            is_free: vec![false; V + 1],
            cavity: Vec::new(),
            is_cavity: vec![false; V + 1],
            made: Vec::new(),
            last: 0,
            looked_at: 0,
        };
        for place in 0..V {
            // On the other side of the facet: the infinite vertex for the one left out, and two vertices swapped.
            let mut cell = first;
            cell[place] = INFINITE;
            cell.swap(place, (place + 1) % V);
            triangulation.cells.push(cell);
            triangulation.neighbours.push([0; V]);
        }
        for a in 0..=V {
            for place in 0..V {
                let left_out = triangulation.cells[a][place];
                let shares = |b: usize| {
                    b != a
                        && triangulation.cells[a]
                            .iter()
                            .all(|v| *v == left_out || triangulation.cells[b].contains(v))
                };
                #[expect(clippy::cast_possible_truncation, reason = "at most four")]
                let behind = (0..=V).find(|&b| shares(b)).unwrap_or(a) as u32;
                triangulation.neighbours[a][place] = behind;
            }
        }
        triangulation
    }

    fn bytes(&self) -> usize {
        let a_cell = size_of::<[u32; V]>() * 2 + 2;
        self.cells.capacity() * a_cell + self.free.capacity() * 4 + self.made.capacity() * 12
    }

    /// The cell with the site in place of vertex `place`.
    #[inline]
    fn with(&self, cell: u32, place: usize, site: u32) -> [&'a Site; V] {
        let vertices = &self.cells[cell as usize];
        std::array::from_fn(|i| &self.sites[(if i == place { site } else { vertices[i] }) as usize])
    }

    fn place_of(&self, cell: u32, vertex: u32) -> usize {
        self.cells[cell as usize].iter().position(|&v| v == vertex).unwrap_or(0)
    }

    fn infinite_place(&self, cell: u32) -> Option<usize> {
        self.cells[cell as usize].iter().position(|&v| v == INFINITE)
    }

    /// Whether the site is inside the sphere of a cell. Of an infinite cell that is the half space beyond its
    /// facet, and on the facet's plane what the cell before the facet says.
    #[inline]
    fn is_in_conflict(&self, cell: u32, site: u32) -> bool {
        let Some(infinite) = self.infinite_place(cell) else {
            return is_inside(self.with(cell, 0, self.cells[cell as usize][0]), &self.sites[site as usize]);
        };
        match orientation(self.with(cell, infinite, site)) {
            0 => self.is_in_conflict(self.neighbours[cell as usize][infinite], site),
            sign => sign > 0,
        }
    }

    /// Walks towards the site, and returns the cell in which it lies.
    fn locate(&mut self, site: u32) -> u32 {
        let mut cell = self.last;
        if let Some(infinite) = self.infinite_place(cell) {
            cell = self.neighbours[cell as usize][infinite];
        }
        let mut from = INFINITE;
        'walk: loop {
            self.looked_at += 1;
            for place in 0..V {
                let behind = self.neighbours[cell as usize][place];
                if behind != from && orientation(self.with(cell, place, site)) < 0 {
                    if self.infinite_place(behind).is_some() {
                        return behind;
                    }
                    (from, cell) = (cell, behind);
                    continue 'walk;
                }
            }
            return cell;
        }
    }

    fn insert(&mut self, site: u32) {
        self.looked_at = 0;
        let start = self.locate(site);
        if !self.is_in_conflict(start, site) {
            return;
        }
        self.dig(start, site);
        self.fill(site);
        for &cell in &self.cavity {
            self.is_cavity[cell as usize] = false;
            self.is_free[cell as usize] = true;
        }
        self.free.append(&mut self.cavity);
        self.last = self.made[0].0;
    }

    /// Finds the cavity and makes a cell for each facet of it.
    fn dig(&mut self, start: u32, site: u32) {
        self.made.clear();
        self.cavity.push(start);
        self.is_cavity[start as usize] = true;
        let mut next = 0;
        while next < self.cavity.len() {
            let cell = self.cavity[next];
            next += 1;
            for place in 0..V {
                let behind = self.neighbours[cell as usize][place];
                if self.is_cavity[behind as usize] {
                    continue;
                }
                self.looked_at += 1;
                if self.is_in_conflict(behind, site) {
                    self.is_cavity[behind as usize] = true;
                    self.cavity.push(behind);
                } else {
                    #[expect(clippy::cast_possible_truncation, reason = "at most four")]
                    self.made.push((cell, place as u32, behind));
                }
            }
        }
    }

    /// Replaces the cavity by cells between its facets and the site.
    fn fill(&mut self, site: u32) {
        for at in 0..self.made.len() {
            let (cell, place, behind) = self.made[at];
            let place = place as usize;
            let mut vertices = self.cells[cell as usize];
            vertices[place] = site;
            let new = self.new_cell(vertices);
            let back = self.neighbours[behind as usize].iter().position(|&n| n == cell).unwrap_or(0);
            self.neighbours[behind as usize][back] = new;
            self.neighbours[new as usize][place] = behind;
            // From inside the cavity the facet now leads to the new cell.
            self.neighbours[cell as usize][place] = new;
            self.made[at].2 = new;
        }
        for at in 0..self.made.len() {
            let (cell, place, new) = self.made[at];
            for other in (0..V).filter(|&other| other != place as usize) {
                self.neighbours[new as usize][other] = self.across(cell, place as usize, other);
            }
        }
        self.made.iter_mut().for_each(|made| made.0 = made.2);
    }

    /// The new cell behind the ridge that lacks vertices `facet` and `other` of a cell of the cavity: turns around
    /// the ridge, inside the cavity, to the facet of the cavity on its other side.
    fn across(&self, mut cell: u32, facet: usize, mut other: usize) -> u32 {
        let mut entered = self.cells[cell as usize][facet];
        loop {
            let behind = self.neighbours[cell as usize][other];
            if !self.is_cavity[behind as usize] {
                return behind;
            }
            // The vertex that was the facet's is left out next, and the one that is new stays.
            let next = self.place_of(behind, entered);
            let back = self.neighbours[behind as usize].iter().position(|&n| n == cell).unwrap_or(0);
            let fresh = self.cells[behind as usize][back];
            (cell, other, entered) = (behind, next, fresh);
        }
    }

    fn new_cell(&mut self, vertices: [u32; V]) -> u32 {
        if let Some(cell) = self.free.pop() {
            self.cells[cell as usize] = vertices;
            self.is_free[cell as usize] = false;
            return cell;
        }
        self.cells.push(vertices);
        self.neighbours.push([INFINITE; V]);
        self.is_free.push(false);
        self.is_cavity.push(false);
        #[expect(clippy::cast_possible_truncation, reason = "at most seven cells a point of 31 bits")]
        let new = (self.cells.len() - 1) as u32;
        new
    }
}
