//! Lower star: a function on vertices, spread over a complex.

use crate::control::{Control, Monitor};
use crate::diagram::Diagrams;
use crate::engine::complex::{Complex, Simplices};
use crate::engine::cubical::{Task, cubical};
use crate::engine::listed;
use crate::error::Error;
use crate::filtration::Construction;
use crate::input::{Image, VertexFunction};
use crate::settings::{Settings, representative_methods, settings_methods, zero_length_method};

/// The lower-star filtration of a function: a simplex enters with the last of its vertices.
///
/// With `superlevel`, values fall: a simplex enters with the lowest of its vertices, the function is read from its
/// largest value down, births lie above deaths, and an essential class dies at minus infinity.
///
/// Source: Edelsbrunner, Harer, "Computational Topology", AMS 2010, section VI.3.
///
/// ```
/// use tda_core::{LowerStar, VertexFunction};
///
/// // A time series with two valleys: the higher one fills up at the ridge between them.
/// let series = VertexFunction::on_path(&[0.0, 3.0, 1.0])?;
/// let diagrams = LowerStar::new().compute(&series)?;
/// assert_eq!(diagrams.dimension(0)?.iter().map(|i| (i.birth, i.death)).collect::<Vec<_>>(), [(0.0, f64::INFINITY), (1.0, 3.0)]);
/// # Ok::<(), tda_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct LowerStar {
    max_dimension: Option<usize>,
    superlevel: bool,
    settings: Settings,
}

impl Default for LowerStar {
    fn default() -> Self {
        Self::new()
    }
}

impl LowerStar {
    /// Every dimension of the complex over Z/2, sublevel, on one thread, without limits.
    #[must_use]
    pub fn new() -> Self {
        LowerStar { max_dimension: None, superlevel: false, settings: Settings::default() }
    }

    /// The highest dimension of homology. By default that of the complex.
    #[must_use]
    pub fn max_dimension(mut self, max_dimension: usize) -> Self {
        self.max_dimension = Some(max_dimension);
        self
    }

    /// Whether values fall instead of rising. Default false.
    #[must_use]
    pub fn superlevel(mut self, superlevel: bool) -> Self {
        self.superlevel = superlevel;
        self
    }

    settings_methods!();
    representative_methods!();
    zero_length_method!();

    /// The diagrams of dimension 0 to the maximum.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a field that is none, or no threads; [`Error::LimitExceeded`] and
    /// [`Error::TimeLimit`] past a limit.
    pub fn compute(&self, function: &VertexFunction) -> Result<Diagrams, Error> {
        self.compute_with(function, &Control::new())
    }

    /// As [`compute`](Self::compute), watched and stopped through `control`.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), and [`Error::Cancelled`].
    pub fn compute_with(&self, function: &VertexFunction, control: &Control) -> Result<Diagrams, Error> {
        let max_dimension = self.max_dimension.unwrap_or_else(|| function.dimension());
        if function.is_path() && !(self.settings.pairs || self.settings.cocycles || self.settings.cycles) {
            return self.time_series(function.values(), max_dimension, control);
        }
        let height = |value: f64| if self.superlevel { 0.0 - value } else { value };
        let what = if self.superlevel { "upper-star filtration" } else { "lower-star filtration" };
        let build = |monitor: &mut Monitor<'_>| {
            let values = function.values();
            let mut simplices = Simplices::default();
            for (vertex, &value) in (0_u32..).zip(values) {
                simplices.add(&[vertex], height(value), monitor)?;
            }
            for simplex in function.higher_simplices() {
                let heights = simplex.iter().map(|&vertex| height(values[vertex as usize]));
                simplices.add(simplex, heights.fold(f64::NEG_INFINITY, f64::max), monitor)?;
            }
            Complex::sorted(simplices, monitor)
        };
        match self.superlevel {
            true => listed::mirrored_diagrams(&self.settings, max_dimension, control, what, build),
            false => listed::diagrams(&self.settings, max_dimension, control, what, build),
        }
    }

    /// A time series is an image of one axis whose pixels are vertices: it needs no list of simplices.
    fn time_series(
        &self,
        values: &[f64],
        max_dimension: usize,
        control: &Control,
    ) -> Result<Diagrams, Error> {
        let task = Task {
            construction: Construction::V,
            superlevel: self.superlevel,
            periodic: vec![false],
            max_dimension: Some(max_dimension),
            field: self.settings.check()?,
            settings: self.settings,
        };
        cubical(&Image::new(values, &[values.len()])?, &task, control)
    }
}
