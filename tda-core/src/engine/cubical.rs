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
mod flat;
mod forest;
mod gradient;
mod grid;
mod heights;
mod matrix;
mod morse;
mod places;
mod ranking;
mod star;

use classes::{Found, Shape};
use forest::{Merged, merge};
use gradient::{Gradient, Side, Wanted, gradient};
use grid::Grid;
use heights::{Cell, Heights};
use matrix::Matrix;
use morse::boundaries;
use places::Places;
use ranking::ranking;
use star::Codes;

use crate::control::{Control, Monitor, Stage};
use crate::diagram::{Diagrams, DimensionStats, Expected, Plan};
use crate::engine::parallel::in_parts;
use crate::error::{Error, InvalidInput};
use crate::field::Field;
use crate::filtration::Construction;
use crate::input::Image;
use crate::settings::{Settings, check_dimension};

/// What the steps are expected to cost beside each other, as they do with noise. Only the scale of progress hangs on
/// it.
mod cost {
    pub(super) const GRADIENT: f64 = 20.0;
    pub(super) const ENDS: f64 = 20.0;
    pub(super) const BOUNDARIES: f64 = 25.0;
    pub(super) const REDUCTION: f64 = 30.0;
    pub(super) const CLASSES: f64 = 5.0;
    /// Memory of a cell, as a guess.
    pub(super) const CELL_BYTES: f64 = 4.0;
}

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
    task.max_dimension.map_or(Ok(()), check_dimension)?;
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
        1 => run.grid::<1, u64>(&shape, &mut monitor),
        2 => run.grid::<2, u64>(&shape, &mut monitor),
        3 => run.grid::<3, u64>(&shape, &mut monitor),
        _ => run.grid::<4, u128>(&shape, &mut monitor),
    }?;
    let (classes, dimensions) = run.found.classes(image, task, &shape, &mut monitor)?;
    // Work on each cell, of which there are two to the axes for each pixel.
    let cells = image.values().len() as f64 * 2.0_f64.powi(i32::try_from(shape.axes.len()).unwrap_or(4));
    let steps = cost::GRADIENT + cost::ENDS + cost::BOUNDARIES + cost::REDUCTION + cost::CLASSES;
    let plan =
        Plan::new("discrete Morse theory", reason, Expected::new(cells * steps, cells * cost::CELL_BYTES));
    Diagrams::finished(classes, task.settings.zero_lengths, plan, dimensions, 0, monitor)
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
        let wanted = Wanted { high: D > 1, cells: D > 2, pairs: self.task.settings.zero_lengths };
        let middle = cost::BOUNDARIES + cost::REDUCTION;
        let rest = cost::ENDS + middle * D.saturating_sub(2) as f64 + cost::CLASSES;
        monitor.phase(Stage::FiltrationConstruction, cost::GRADIENT, rest)?;
        let gradient = gradient::<D, M>(&heights, wanted, monitor)?;
        monitor.phase(Stage::ComputingPersistence, cost::ENDS, rest - cost::ENDS)?;
        let critical: Vec<usize> = gradient.critical[1..D].iter().map(Vec::len).collect();
        Pairing { heights: &heights, task: self.task, found: &mut self.found }.run(gradient, monitor)?;
        Ok(format!(
            "an image of {D} axes that matter; {critical:?} cells between the lowest and the highest dimension are critical"
        ))
    }
}

/// From the gradient to pairs.
struct Pairing<'a, 'h, const D: usize> {
    heights: &'a Heights<'h, D>,
    task: &'a Task,
    found: &'a mut Found,
}

/// The critical cells of one dimension.
#[derive(Debug)]
struct Critical {
    cells: Vec<Cell>,
    /// Their numbers in order of entry.
    order: Vec<u32>,
    /// Which of them are in a pair.
    done: Vec<bool>,
}

impl<const D: usize> Pairing<'_, '_, D> {
    fn run(&mut self, mut gradient: Gradient, monitor: &mut Monitor<'_>) -> Result<(), Error> {
        for (dimension, pixels) in std::mem::take(&mut gradient.paired).into_iter().enumerate() {
            self.found.zero(self.homology(dimension), pixels);
        }
        let mut critical = Vec::new();
        for cells in std::mem::take(&mut gradient.critical) {
            let level = |cell: u32| u128::from(self.heights.level(cells[cell as usize].pixel)) << 64;
            let order = ranking(cells.len(), level, monitor)?;
            critical.push(Critical { done: vec![false; cells.len()], cells, order });
        }
        self.ends(&mut gradient, &mut critical, monitor)?;
        if D > 2 {
            let mut places = Places::new(&gradient.cells, monitor)?;
            for dimension in 1..D - 1 {
                self.middle(dimension, &gradient.cells, &mut places, &mut critical, monitor)?;
            }
        }
        for (dimension, Critical { cells, done, .. }) in critical.iter().enumerate() {
            for (cell, _) in cells.iter().zip(done).filter(|(_, done)| !**done) {
                self.essential(dimension, cell.pixel);
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

    /// The lowest and the highest dimension.
    fn ends(
        &mut self,
        gradient: &mut Gradient,
        critical: &mut [Critical],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let (mut low, mut high) = (std::mem::take(&mut gradient.low), std::mem::take(&mut gradient.high));
        // In two dimensions an edge that joins minima joins no maxima: the second pass has only what is left.
        let minima_first = D == 1 || low.roots.len() > high.roots.len();
        for is_low in [minima_first, !minima_first] {
            if is_low {
                let merged = minima(self.heights, &mut low, &critical[1], monitor)?;
                self.merged_below(&low, merged, &mut critical[1]);
            } else if D > 1 {
                let merged = maxima(self.heights, &mut high, &critical[D - 1], monitor)?;
                self.merged_above(&high, merged, &mut critical[D - 1]);
            }
        }
        Ok(())
    }

    fn merged_below(&mut self, low: &Side, merged: Merged, edges: &mut Critical) {
        for (edge, root) in merged.pairs {
            edges.done[edge as usize] = true;
            self.pair(0, low.roots[root as usize], edges.cells[edge as usize].pixel);
        }
        merged.last.into_iter().for_each(|last| self.essential(0, low.roots[last as usize]));
    }

    fn merged_above(&mut self, high: &Side, merged: Merged, walls: &mut Critical) {
        for (wall, root) in merged.pairs {
            walls.done[wall as usize] = true;
            self.pair(D - 1, walls.cells[wall as usize].pixel, high.roots[root as usize]);
        }
        merged.last.into_iter().for_each(|last| self.essential(D, high.roots[last as usize]));
    }

    /// A dimension between: the Morse complex without what is in a pair already.
    fn middle(
        &mut self,
        dimension: usize,
        cells: &[u8],
        places: &mut Places,
        critical: &mut [Critical],
        monitor: &mut Monitor<'_>,
    ) -> Result<(), Error> {
        let [below, above] = &mut critical[dimension..dimension + 2] else { return Ok(()) };
        let rows = below.order.iter().map(|&number| number as usize);
        places.rank_all(
            cells,
            rows.map(|at| (!below.done[at]).then(|| self.heights.grid.position(below.cells[at]))),
            monitor,
        )?;
        let later = (cost::BOUNDARIES + cost::REDUCTION) * (D - 2 - dimension) as f64 + cost::CLASSES;
        monitor.phase(Stage::ComputingPersistence, cost::BOUNDARIES, cost::REDUCTION + later)?;
        let (heights, places, rows) = (self.heights, &*places, below.cells.len());
        let parts = in_parts(self.task.settings.threads, above.cells.len(), monitor, |part, monitor| {
            let matrix = Matrix::new(rows, self.task.field);
            let (above, done) = (&above.cells[part.clone()], &above.done[part]);
            boundaries(heights, cells, places, above, done, matrix, monitor)
        })?;
        let matrix =
            parts.into_iter().reduce(Matrix::append).unwrap_or_else(|| Matrix::new(rows, self.task.field));
        monitor.phase(Stage::ComputingPersistence, cost::REDUCTION, later)?;
        let reduced = matrix.reduce(&above.order, monitor)?;
        for &(rank, column) in &reduced.pairs {
            let (row, column) = (below.order[rank as usize] as usize, column as usize);
            (below.done[row], above.done[column]) = (true, true);
            self.pair(dimension, below.cells[row].pixel, above.cells[column].pixel);
        }
        let took = DimensionStats {
            simplices: (below.cells.len() + above.cells.len()) as u64,
            columns: reduced.columns,
            additions: reduced.additions,
        };
        self.found.took(self.homology(dimension), took);
        matrix.release(monitor);
        Ok(())
    }
}

/// Dimension zero: the gradient leads from the ends of each critical edge to two minima.
fn minima<const D: usize>(
    heights: &Heights<'_, D>,
    low: &mut Side,
    edges: &Critical,
    monitor: &mut Monitor<'_>,
) -> Result<Merged, Error> {
    std::mem::take(&mut low.forest).resolve(&mut low.ends, &edges.done, monitor)?;
    let left: Vec<u32> = edges.order.iter().copied().filter(|&edge| !edges.done[edge as usize]).collect();
    let inside = low.roots[1..].iter().map(|&pixel| heights.level(pixel));
    let levels: Vec<u64> = std::iter::once(0).chain(inside).collect();
    merge(&levels, &left, &low.ends, monitor)
}

/// The highest dimension, upside down: from both sides of each critical wall to two maxima, from the last wall to
/// the first (Alexander duality).
fn maxima<const D: usize>(
    heights: &Heights<'_, D>,
    high: &mut Side,
    walls: &Critical,
    monitor: &mut Monitor<'_>,
) -> Result<Merged, Error> {
    std::mem::take(&mut high.forest).resolve(&mut high.ends, &walls.done, monitor)?;
    let left: Vec<u32> =
        walls.order.iter().rev().copied().filter(|&wall| !walls.done[wall as usize]).collect();
    let inside = high.roots[1..].iter().map(|&pixel| !heights.level(pixel));
    let levels: Vec<u64> = std::iter::once(0).chain(inside).collect();
    merge(&levels, &left, &high.ends, monitor)
}
