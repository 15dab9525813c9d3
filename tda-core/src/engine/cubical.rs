//! Cubical persistence: discrete Morse theory in the middle, union-find at both ends.
//!
//! ```text
//! heights -> gradient -> critical cells, sorted
//!                          |-> forest of minima: dimension 0
//!                          |-> forest of maxima, on the dual: the highest dimension
//!                          +-> Morse complex -> matrix, cleared from both sides: what lies between
//! ```
//!
//! Pixels are compared where they lie and never sorted; only critical cells are. Cells are never written out either:
//! one is known by the pixel that brings it in and its place around it ([`star`]), or by its position on the doubled
//! grid ([`grid`]).
//!
//! Sources: Robins, Wood and Sheppard, TPAMI 33(8), 2011 (the gradient); Guillou, Vidal and Tierny, "Discrete Morse
//! Sandwich", arXiv:2206.13932 (from both ends to the middle).

mod classes;
mod forest;
mod gradient;
mod grid;
mod heights;
mod matrix;
mod morse;
mod star;

use classes::{Found, Shape};
use forest::Forest;
use gradient::{Gradient, Wanted, gradient};
use grid::Grid;
use heights::Heights;
use star::Codes;

use crate::control::{Control, Monitor, Stage};
use crate::diagram::{Diagrams, DimensionStats, Plan, Stats};
use crate::engine::sort::sort;
use crate::error::{Error, InvalidInput};
use crate::field::Field;
use crate::filtration::Construction;
use crate::input::Image;
use crate::settings::Settings;

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) construction: Construction,
    pub(crate) superlevel: bool,
    pub(crate) periodic: Vec<bool>,
    pub(crate) max_dimension: Option<usize>,
    pub(crate) field: Field,
    pub(crate) settings: Settings,
}

/// The cubical diagrams of `image`.
pub(crate) fn cubical(image: &Image<'_>, task: &Task, control: &Control) -> Result<Diagrams, Error> {
    let mut monitor = Monitor::start(control, task.settings.limits)?;
    let first_to_enter = if task.superlevel { f64::INFINITY } else { f64::NEG_INFINITY };
    for (chunk, values) in image.values().chunks(1 << 14).enumerate() {
        if let Some(index) = values.iter().position(|&value| value == first_to_enter) {
            let (index, value) = (chunk << 14 | index, values[index]);
            return Err(InvalidInput::ImageInfinite { index, value }.into());
        }
        monitor.tick(1 << 13)?;
    }
    let shape = Shape::new(image.shape(), &task.periodic, task.settings.zero_lengths);
    let mut run = Run { values: image.values(), task, found: Found::default() };
    let reason = match shape.axes.len() {
        0 => run.point(),
        1 => run.grid::<1, u32>(&shape, &mut monitor),
        2 => run.grid::<2, u32>(&shape, &mut monitor),
        3 => run.grid::<3, u32>(&shape, &mut monitor),
        _ => run.grid::<4, u128>(&shape, &mut monitor),
    }?;
    let (classes, dimensions) = run.found.classes(image, task, &shape, &mut monitor)?;
    let (stage_seconds, peak_bytes) = monitor.finish();
    let stats = Stats { stage_seconds, dimensions, edges: 0, peak_bytes };
    let plan = Plan { engine: "discrete Morse theory", reason };
    Ok(Diagrams::sorted(classes, task.settings.zero_lengths, plan, stats))
}

struct Run<'a> {
    values: &'a [f64],
    task: &'a Task,
    found: Found,
}

impl Run<'_> {
    fn point(&mut self) -> Result<String, Error> {
        self.found.essential(0, 0);
        Ok("one pixel".into())
    }

    fn grid<const D: usize, M: Codes>(
        &mut self,
        shape: &Shape,
        monitor: &mut Monitor<'_>,
    ) -> Result<String, Error> {
        let grid = Grid::<D>::new(
            std::array::from_fn(|axis| shape.axes[axis].0),
            std::array::from_fn(|axis| shape.axes[axis].1),
        )?;
        let dual = self.task.construction == Construction::T;
        let heights = Heights {
            grid,
            values: self.values,
            descending: self.task.superlevel != dual,
            has_outside: dual,
        };
        let wanted = Wanted { low: true, high: D > 1, cells: D > 2, pairs: self.task.settings.zero_lengths };
        monitor.phase(Stage::FiltrationConstruction, 1.0, 1.0)?;
        let mut gradient = gradient::<D, M>(&heights, wanted, monitor)?;
        for keys in &mut gradient.critical {
            sort(keys, monitor)?;
        }
        monitor.phase(Stage::ComputingPersistence, 1.0, 1.0)?;
        let critical: Vec<usize> = gradient.critical[1..D].iter().map(Vec::len).collect();
        Pairing { heights: &heights, task: self.task, found: &mut self.found }.run(gradient, monitor)?;
        Ok(format!(
            "an image of {D} axes that matter; {critical:?} cells between the lowest and the highest dimension are critical"
        ))
    }
}

/// Critical cells of each dimension, and which of them are in a pair.
struct Pairing<'a, 'h, const D: usize> {
    heights: &'a Heights<'h, D>,
    task: &'a Task,
    found: &'a mut Found,
}

impl<const D: usize> Pairing<'_, '_, D> {
    fn run(&mut self, mut gradient: Gradient, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        for (dimension, pixels) in gradient.paired.iter_mut().enumerate() {
            let pixels = std::mem::take(pixels);
            self.found.zero(self.homology(dimension), pixels);
        }
        let mut done: Vec<Vec<bool>> = gradient.critical.iter().map(|keys| vec![false; keys.len()]).collect();
        self.minima(&mut gradient, &mut done[1], monitor)?;
        if D > 1 {
            self.maxima(&mut gradient, &mut done[D - 1], monitor)?;
        }
        for dimension in 1..D.saturating_sub(1) {
            self.middle(dimension, &gradient, &mut done, monitor)?;
        }
        for dimension in 1..D.max(2) {
            for (&key, _) in
                gradient.critical[dimension].iter().zip(&done[dimension]).filter(|(_, done)| !**done)
            {
                self.essential(dimension, self.heights.cell(key).pixel);
            }
        }
        Ok(())
    }

    /// The homology that cells of a dimension give birth to.
    fn homology(&self, dimension: usize) -> usize {
        match self.task.construction {
            Construction::V => dimension,
            Construction::T => (D - 1).saturating_sub(dimension),
        }
    }

    /// A pair of cells of `dimension` and the one above, by their pixels.
    fn pair(&mut self, dimension: usize, below: u32, above: u32) {
        match self.task.construction {
            Construction::V => self.found.pair(dimension, below, above),
            Construction::T => self.found.pair(D - 1 - dimension, above, below),
        }
    }

    fn essential(&mut self, dimension: usize, pixel: u32) {
        match self.task.construction {
            Construction::V => self.found.essential(dimension, pixel),
            Construction::T => self.found.essential(D - dimension, pixel),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels are numbered in 32 bits")]
    fn minima(
        &mut self,
        gradient: &mut Gradient,
        done: &mut [bool],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let heights = self.heights;
        let outside = heights.grid.pixels() as u32;
        let mut forest = Forest::with_parents(std::mem::take(&mut gradient.low));
        let edges = gradient.critical[1].iter().map(|&key| heights.cell(key)).enumerate();
        forest.join(
            edges,
            |(_, edge)| (edge.pixel, heights.along(*edge)),
            |a, b| a == outside || (b != outside && heights.before(a as usize, b as usize)),
            |&(rank, edge), root| {
                done[rank] = true;
                self.pair(0, root, edge.pixel);
            },
            monitor,
        )?;
        let last = forest.root(0);
        if last != outside {
            self.essential(0, last);
        }
        Ok(())
    }

    #[expect(clippy::cast_possible_truncation, reason = "corners are numbered in 32 bits")]
    fn maxima(
        &mut self,
        gradient: &mut Gradient,
        done: &mut [bool],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let heights = self.heights;
        let outside = heights.grid.corners() as u32;
        let mut forest = Forest::with_parents(std::mem::take(&mut gradient.high));
        let walls = gradient.critical[D - 1].iter().map(|&key| heights.cell(key)).enumerate().rev();
        let latest = |corner: u32| heights.latest_around(corner as usize);
        let is_later = |a: u32, b: u32| match (latest(a), latest(b)) {
            (x, y) if x == y => a < b,
            (x, y) => heights.before(y, x),
        };
        forest.join(
            walls,
            |(_, wall)| heights.beside(*wall),
            |a, b| a == outside || (b != outside && is_later(a, b)),
            |&(rank, wall), root| {
                done[rank] = true;
                self.pair(D - 1, wall.pixel, latest(root) as u32);
            },
            monitor,
        )?;
        let some_top = heights.a_top_cell();
        let last = forest.root(some_top);
        if last != outside {
            self.essential(D, latest(last) as u32);
        }
        Ok(())
    }

    fn middle(
        &mut self,
        dimension: usize,
        gradient: &Gradient,
        done: &mut [Vec<bool>],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let (below, above) = (&gradient.critical[dimension], &gradient.critical[dimension + 1]);
        let (rows, columns) = ((&below[..], &done[dimension][..]), (&above[..], &done[dimension + 1][..]));
        let matrix =
            morse::boundaries(self.heights, &gradient.cells, rows, columns, self.task.field, monitor)?;
        let reduced = matrix.reduce(monitor)?;
        for &(row, column) in &reduced.pairs {
            let (row, column) = (row as usize, column as usize);
            (done[dimension][row], done[dimension + 1][column]) = (true, true);
            let pixel = |key: u128| self.heights.cell(key).pixel;
            self.pair(dimension, pixel(below[row]), pixel(above[column]));
        }
        let took = DimensionStats {
            simplices: (below.len() + above.len()) as u64,
            columns: reduced.columns,
            additions: reduced.additions,
        };
        self.found.took(self.homology(dimension), took);
        Ok(())
    }
}
